import { isDeepStrictEqual } from 'node:util'
import { Batch, type BatchRecord, batchKey, batchRoot } from '@suyuan/model/core/batch'
import { canonicalJson } from '@suyuan/model/core/canonical'
import type { Command } from '@suyuan/model/core/command'
import { definitionOf } from '@suyuan/model/core/definitions'
import { judged, type Outcome, type Submission } from '@suyuan/model/core/judge'
import { merkleRoot } from '@suyuan/model/core/merkle'
import { type Page, paged, pageWith, prefixOfPage } from '@suyuan/model/core/page'
import { checkpointKey, checkpointLeaf } from '@suyuan/model/core/proof/checkpoint'
import { Overlay } from '@suyuan/model/core/state'
import { laws, locate } from '@suyuan/model/laws'
import { crypto, sha256 } from '@suyuan/model/node/crypto'
import type { BatchTransaction, CheckpointTransaction, LedgerTransaction } from '../events/block.js'
import type { StatesBefore } from './states-before.js'

/** Something in which a transaction is not what the law makes of it. */
export interface LawDifference {
  /** `outcome 3` of the fourth command, `root`, `form`, or `state` with its key as it is stored. */
  what: string
  /** What the transaction has; null is nothing. */
  ledger: unknown
  law: unknown
}

/** What the law makes of a transaction: its writes by where they are stored, and in what else it is otherwise. */
interface Judgement {
  writes: ReadonlyMap<string, unknown>
  otherwise: LawDifference[]
}

/**
 * Judges a VALID transaction again, by this process's copy of the law, over the states before it: outcomes, root, and every
 * write as it is stored. What is no batch and no checkpoint writes nothing.
 */
export async function rejudge(
  transaction: LedgerTransaction,
  ledger: string,
  states: StatesBefore
): Promise<LawDifference[]> {
  const { batch, checkpoint, effect } = transaction
  if (!effect) return []
  const { writes, otherwise } = batch
    ? await judgeBatch(transaction, batch, ledger, states)
    : checkpoint
      ? await judgeCheckpoint(transaction.txId, checkpoint, ledger, states)
      : { writes: new Map<string, unknown>(), otherwise: [] }
  const stored = new Map(effect.stored.map(({ key, value }) => [key, value]))
  const keys = new Set([...stored.keys(), ...writes.keys()])
  const differ = [...keys].filter(key => !same(stored.get(key), writes.get(key)))
  await states.bring(differ)
  const found = differ.map(key => ({
    ...{ what: `state ${key}`, ledger: stored.get(key) ?? null, law: writes.get(key) ?? unchanged(key, states) }
  }))
  return [...otherwise, ...found]
}

/** What the law leaves where it writes nothing. Of a page that is its other entries, which nothing is wrong with. */
function unchanged(key: string, states: StatesBefore): Page | null {
  if (prefixOfPage(key) === null) return null
  const entries = states.page(key)
  return Object.keys(entries).length > 0 ? { changed: [], entries } : null
}

async function judgeBatch(
  { txId, organisation, recordedAt, effect }: LedgerTransaction,
  batch: BatchTransaction,
  ledger: string,
  states: StatesBefore
): Promise<Judgement> {
  const commands = batch.commands.map(({ command }) => command)
  const form = Batch.safeParse({ commands })
  const isStray = commands.some(({ module }) => definitionOf(module) !== batch.definition)
  if (!form.success || isStray) return unlawful('form', commands.length)
  const administrator = effect?.administrator
  const submission = { ledger, organisation, recordedAt, ...(administrator && { administrator }) }
  const overlay = new Overlay()
  const outcomes: Outcome[] = []
  const otherwise: LawDifference[] = []
  for (const [index, { command, outcome: told }] of batch.commands.entries()) {
    const outcome = await outcomeOf(command, overlay, submission, states)
    if (outcome === null) return unlawful(`outcome ${index}`, told)
    outcomes.push(outcome)
    if (!same(told, outcome)) otherwise.push({ what: `outcome ${index}`, ledger: told, law: outcome })
  }
  const root = batchRoot(commands, outcomes, overlay, laws, sha256)
  if (root !== batch.root) otherwise.push({ what: 'root', ledger: batch.root, law: root })
  const { alone, pages } = paged(overlay.writes, locate)
  await states.bring([...pages.keys()])
  const written = [...pages].map(([page, changes]) => [page, pageWith(states.page(page), changes)] as const)
  const record: BatchRecord = { root, count: commands.length }
  return { writes: new Map<string, unknown>([...alone, ...written, [batchKey(txId), record]]), otherwise }
}

/** The law's word on a command; null when it fails on it, so that no peer that runs it would have endorsed. */
async function outcomeOf(
  command: Command,
  overlay: Overlay,
  submission: Submission,
  states: StatesBefore
): Promise<Outcome | null> {
  let failure: unknown
  const load = async (keys: readonly string[]) => {
    const wanted = keys.filter(key => overlay.get(key) === undefined)
    await states.bring(wanted.map(key => locate(key).stored)).catch(error => {
      failure = error
      throw error
    })
    for (const key of wanted) overlay.load(key, states.get(key))
  }
  try {
    return await judged(command, laws, overlay, submission, crypto, load)
  } catch {
    if (failure) throw failure
    return null
  }
}

async function judgeCheckpoint(
  txId: string,
  { batches }: CheckpointTransaction,
  ledger: string,
  states: StatesBefore
): Promise<Judgement> {
  await states.bring(batches.map(batch => batchKey(batch)))
  const leaves: Buffer[] = []
  for (const transaction of batches) {
    const record = states.get(batchKey(transaction)) as BatchRecord | null
    if (record === null) return unlawful('form', transaction)
    leaves.push(Buffer.from(checkpointLeaf({ transaction, root: record.root, count: record.count })))
  }
  const root = Buffer.from(merkleRoot(leaves, sha256)).toString('hex')
  return { writes: new Map([[checkpointKey(txId), { ledger, root, count: leaves.length }]]), otherwise: [] }
}

const unlawful = (what: string, told: unknown): Judgement => ({
  ...{ writes: new Map(), otherwise: [{ what, ledger: told, law: null }] }
})

/** Whether the ledger has what the law says. Most are equal as they are; members that are undefined are never stored. */
const same = (ledger: unknown, law: unknown) =>
  isDeepStrictEqual(ledger, law) || (law !== undefined && canonical(ledger) === canonical(law))

const canonical = (value: unknown) => canonicalJson(JSON.parse(JSON.stringify(value ?? null)))
