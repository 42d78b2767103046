import type { Command } from '@suyuan/model/core/command'
import { judge, type Outcome, type Submission } from '@suyuan/model/core/judge'
import type { Crypto } from '@suyuan/model/core/law'
import { Overlay } from '@suyuan/model/core/state'
import { laws } from '@suyuan/model/laws'
import { crypto } from '@suyuan/model/node/crypto'
import type pg from 'pg'

/** How many queued commands advice takes into account. */
const MOST_QUEUED = 500

/** A signature that is known to be good need not be verified again: the law sees the same answer either way. */
const trusting: Crypto = { ...crypto, verify: () => true }

/**
 * What the law would say now: over the mirror, plus what is queued before it, so that an off-line queue of harvest,
 * process, pack goes through. Advice only; the ledger's word counts.
 */
export async function advise(
  pool: pg.Pool,
  command: Command,
  queued: readonly Command[],
  submission: Submission
): Promise<{ outcome: Outcome; absent: string[] }> {
  const overlay = new Overlay()
  for (const before of queued.slice(0, MOST_QUEUED)) await judged(pool, before, overlay, submission, trusting)
  const absent = new Set<string>()
  const outcome = await judged(pool, command, overlay, submission, crypto, absent)
  return { outcome, absent: [...absent] }
}

async function judged(
  pool: pg.Pool,
  command: Command,
  overlay: Overlay,
  submission: Submission,
  crypto: Crypto,
  absent?: Set<string>
): Promise<Outcome> {
  const judgement = judge(command, laws, overlay, submission, crypto)
  for (;;) {
    const { done, value } = judgement.next()
    if (done) return value
    await load(pool, overlay, value)
    for (const key of value) if (overlay.get(key) === null) absent?.add(key)
  }
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
