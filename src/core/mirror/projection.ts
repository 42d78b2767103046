import type { Command } from '@suyuan/model/core/command'
import type { Outcome } from '@suyuan/model/core/judge'
import type { ClientBase } from 'pg'
import type { LedgerBlock } from '../events/block.js'
import type { Difference } from './difference.js'

/** A command as the ledger has it: where, what, and what came of it. */
export interface RecordedCommand {
  txIndex: number
  /** Place in its batch. */
  position: number
  recordedAt: string
  command: Command
  outcome: Outcome
}

/** What a block means to the mirror: the last value of every key that it wrote, and its commands in order. */
export interface Changes {
  block: LedgerBlock
  /** By key; null was deleted. */
  states: ReadonlyMap<string, { value: unknown; txIndex: number }>
  commands: readonly RecordedCommand[]
}

/**
 * A module's tables, made from the ledger alone: they can be dropped and made again. Names in SQL are without schema,
 * since the same statements fill the live schema and, at a rebuild, the one beside it.
 */
export interface Projection {
  module: string
  /** DDL, run once with the module's schema first in the search path. */
  tables: string
  /**
   * Writes what a block changes, in the block's transaction. Its statements are sent without waiting for one another, in
   * the order of the calls, so that a block costs a few round trips to Postgres instead of one a table.
   */
  project(db: ClientBase, changes: Changes): Promise<void>
  /**
   * Keys of the states whose pages show what these rows say, of any module's tables. `db` is at the second mirror, which has
   * them as they should be.
   */
  subjects?(db: ClientBase, differences: readonly Difference[]): Promise<readonly string[]>
}

/** The valid transactions of a block as changes. */
export function changesOf(block: LedgerBlock): Changes {
  const states = new Map<string, { value: unknown; txIndex: number }>()
  const commands: RecordedCommand[] = []
  for (const { index, recordedAt, batch, checkpoint } of block.transactions) {
    for (const { key, value } of (batch ?? checkpoint)?.writes ?? []) states.set(key, { value, txIndex: index })
    for (const [position, { command, outcome }] of batch?.commands.entries() ?? [])
      commands.push({ txIndex: index, position, recordedAt, command, outcome })
  }
  return { block, states, commands }
}

/** The states of one kind, `module/kind/…`, with the parts of their keys. */
export function statesOf<T>(changes: Changes, prefix: string): { parts: string[]; value: T | null }[] {
  const found: { parts: string[]; value: T | null }[] = []
  for (const [key, { value }] of changes.states) {
    if (!key.startsWith(`${prefix}/`)) continue
    const parts = key.slice(prefix.length + 1).split('/')
    found.push({ parts: parts.map(decodeURIComponent), value: value as T | null })
  }
  return found
}
