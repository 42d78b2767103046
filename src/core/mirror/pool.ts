import pg from 'pg'

pg.types.setTypeParser(pg.types.builtins.INT8, Number) // block numbers and grams stay far below 2^53

/**
 * What every session asks of Postgres: a host that is gone without a word is noticed after eleven seconds, not after the two
 * hours of most systems, so that what its sessions held is free for others.
 */
export const KEPT_ALIVE = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3'
/** Longest pause within a transaction: whoever is frozen in one keeps rows that others wait for. */
const PAUSE_MILLISECONDS = 30_000
/** No answer for so long: the connection is dead without saying so. It is dropped, and who asked hears of it. */
const STATEMENT_MILLISECONDS = 60_000

/**
 * Connections to Postgres. The projections' schemas are in the search path, `<module>_own` is always written out. What is
 * asked on one connection without waiting goes out at once (pipeline).
 */
export function openPool(databaseUrl: string, modules: readonly string[], size = 10): pg.Pool {
  // Pages of what may be much are thought dear enough to be compiled: 33 ms each, and 300 the first time, for one of 0.8.
  const options =
    `-c search_path=${modules.join(',')} -c synchronous_commit=on -c jit=off ${KEPT_ALIVE} ` +
    `-c idle_in_transaction_session_timeout=${PAUSE_MILLISECONDS}`
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: size,
    options,
    application_name: 'suyuan',
    pipeline: true,
    query_timeout: STATEMENT_MILLISECONDS
  })
  pool.on('error', () => {
    // An idle connection broke (Postgres restarted). The pool drops it; whoever asks next gets a new one or an error.
  })
  pool.on('connect', client =>
    client.on('error', () => {
      // One that is in use broke. Its statements fail, and whoever made them hears of it by that.
    })
  )
  return pool
}

/** Runs `work` in a transaction: all of it or, when it throws, nothing. */
export async function inTransaction<T>(pool: pg.Pool, work: (db: pg.PoolClient) => Promise<T>): Promise<T> {
  const db = await pool.connect()
  let broken: Error | undefined
  try {
    const [, result] = await Promise.all([db.query('begin'), work(db)])
    await db.query('commit')
    return result
  } catch (error) {
    await db.query('rollback').catch((failure: Error) => {
      broken = failure // the connection is gone, and the transaction with it
    })
    throw error
  } finally {
    db.release(broken)
  }
}
