import type { Command } from '@suyuan/model/core/command'
import { definitionOf } from '@suyuan/model/core/definitions'
import { judged, type Outcome, type Submission } from '@suyuan/model/core/judge'
import type { Crypto } from '@suyuan/model/core/law'
import { Overlay } from '@suyuan/model/core/state'
import { laws } from '@suyuan/model/laws'
import { crypto } from '@suyuan/model/node/crypto'
import type pg from 'pg'
import { contention, isOfKeyAlone } from './contention.js'
import type { Queued } from './queue.js'

/** How many queued commands advice takes into account. */
const MOST_QUEUED = 500

/** A signature that is known to be good need not be verified again: the law sees the same answer either way. */
const trusting: Crypto = { ...crypto, verify: () => true }

/**
 * What the law would say now: over the mirror, plus what is queued before it and may bear on it, so that an off-line queue
 * of harvest, process, pack goes through. Advice only; the ledger's word counts.
 */
export async function advise(
  pool: pg.Pool,
  command: Command,
  queued: readonly Queued[],
  submission: Submission
): Promise<{ outcome: Outcome; absent: string[] }> {
  const overlay = new Overlay()
  const bring = (keys: readonly string[]) => load(pool, overlay, keys)
  for (const { entry } of bearingOn(command, queued).slice(-MOST_QUEUED))
    await judged(entry.command, laws, overlay, submission, trusting, bring)
  const absent = new Set<string>()
  const outcome = await judged(command, laws, overlay, submission, crypto, async keys => {
    await bring(keys)
    for (const key of keys) if (overlay.get(key) === null) absent.add(key)
  })
  return { outcome, absent: [...absent] }
}

/**
 * What is queued that shares a state with the command, or with one that does, in the order of arrival; and what changes the
 * registers or needs the regulator, whose states many read without naming them. All of a queue that has grown while peers
 * were away would be asked of Postgres for each command that comes: in a chaos run its clients then waited for minutes.
 */
export function bearingOn(command: Command, queued: readonly Queued[]): Queued[] {
  const shared = new Set(contention(command).filter(key => !isOfKeyAlone(key)))
  const found: Queued[] = []
  for (const each of [...queued].sort((one, other) => other.entry.id - one.entry.id)) {
    const { module } = each.entry.command
    const isRegister = module === 'core' || definitionOf(module) === 'regulated'
    if (!isRegister && !each.keys.some(key => shared.has(key))) continue
    for (const key of each.keys) if (!isOfKeyAlone(key)) shared.add(key)
    found.push(each)
  }
  return found.reverse()
}

async function load(pool: pg.Pool, overlay: Overlay, keys: readonly string[]): Promise<void> {
  const wanted = keys.filter(key => overlay.get(key) === undefined)
  if (wanted.length === 0) return
  const { rows } = await pool.query<{ key: string; value: unknown }>(
    'select key, value from state where key = any($1)',
    [wanted]
  )
  const found = new Map(rows.map(({ key, value }) => [key, value]))
  for (const key of wanted) overlay.load(key, found.get(key) ?? null)
}
