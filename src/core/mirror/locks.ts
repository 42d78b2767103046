import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'

const RETRY_MILLISECONDS = 500
const BEAT_MILLISECONDS = 1000
/**
 * A gateway that says nothing for so long is frozen, or its host is gone without a word: Postgres ends its session and gives
 * the lock to another. The one that has it, in turn, gives up when it hears nothing for so long.
 */
export const SILENT_MILLISECONDS = 3000

/**
 * Does `work` once this gateway has the lock, which no other has at that time; `over` aborts when it has lost it, or when
 * `stopped` does, and `work` then has to end. One that was frozen hears so late: what it writes meanwhile must not harm.
 *
 * @throws what `work` throws, or Postgres when it cannot be asked for the lock
 */
export async function whileLocked(
  pool: pg.Pool,
  lock: number,
  stopped: AbortSignal,
  work: (over: AbortSignal) => Promise<void>
): Promise<void> {
  const db = await pool.connect()
  const ended = new AbortController()
  const end = () => ended.abort()
  db.on('error', end)
  const over = AbortSignal.any([ended.signal, stopped])
  let beat: NodeJS.Timeout | undefined
  try {
    await ask(db, `set idle_session_timeout = ${SILENT_MILLISECONDS}`)
    await waitForLock(db, lock, over)
    if (over.aborted) return
    beat = setInterval(() => ask(db, 'select').catch(end), BEAT_MILLISECONDS)
    await work(over)
  } finally {
    clearInterval(beat)
    db.release(true) // and with it the lock, also one of which the answer was lost
  }
}

/** Asks again and again instead of waiting in Postgres, so that a gateway that stops need not wait for an answer. */
async function waitForLock(db: pg.PoolClient, lock: number, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const { rows } = await ask<{ held: boolean }>(db, 'select pg_try_advisory_lock($1) as held', [lock])
    if (rows[0]!.held) return
    await delay(RETRY_MILLISECONDS, undefined, { signal: over }).catch(() => undefined)
  }
}

const ask = <Row extends pg.QueryResultRow>(db: pg.PoolClient, text: string, values: unknown[] = []) =>
  db.query<Row>({ text, values, query_timeout: SILENT_MILLISECONDS } as pg.QueryConfig)
