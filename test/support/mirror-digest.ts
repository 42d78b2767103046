import type pg from 'pg'
import { inTransaction } from '../../src/core/mirror/pool.js'

/** Hash of every projected table's rows, by table, at one instant. */
export const mirrorDigest = (pool: pg.Pool): Promise<Record<string, string>> =>
  inTransaction(pool, async db => {
    await db.query('set transaction isolation level repeatable read')
    const { rows } = await db.query<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('core', 'trace') order by 1`
    )
    const digests: Record<string, string> = {}
    for (const { name } of rows) {
      const hash = `select md5(coalesce(string_agg(md5(r::text), '' order by r::text), '')) as md5 from ${name} as r`
      digests[name] = (await db.query(hash)).rows[0].md5
    }
    return digests
  })
