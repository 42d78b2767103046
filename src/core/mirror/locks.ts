import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'

const RETRY_MILLISECONDS = 500

/**
 * Takes a lock that the connection keeps for as long as it is there. Asks again and again instead of waiting in Postgres, so
 * that a gateway that stops need not break a connection: then it comes back without the lock.
 */
export async function waitForLock(db: pg.PoolClient, lock: number, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const { rows } = await db.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lock])
    if (rows[0]!.held) return
    await delay(RETRY_MILLISECONDS, undefined, { signal: stopped }).catch(() => undefined)
  }
}
