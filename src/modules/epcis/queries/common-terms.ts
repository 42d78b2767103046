import { LRUCache } from 'lru-cache'
import type pg from 'pg'

/** Postgres counts anew by itself when a tenth of a table is new. */
const REMEMBER_MILLISECONDS = 60_000
const NONE: ReadonlySet<string> = new Set()

const remembered = new LRUCache<pg.Pool, Promise<ReadonlySet<string>>>({ max: 10, ttl: REMEMBER_MILLISECONDS })

/**
 * The terms that many events say, as Postgres found by a sample when it last looked at the table: what is not among them is in
 * less than one of a thousand, or the table is so new that it was never looked at.
 */
export function commonTerms(pool: pg.Pool): Promise<ReadonlySet<string>> {
  const known = remembered.get(pool)
  if (known) return known
  const terms = ask(pool)
  remembered.set(pool, terms)
  terms.catch(() => remembered.delete(pool)) // who asked hears of it, who asks next tries again
  return terms
}

async function ask(pool: pg.Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ terms: string[] | null }>(
    `select most_common_elems::text::text[] as terms from pg_stats
     where schemaname = 'epcis' and tablename = 'epcis_event' and attname = 'terms'`
  )
  return rows[0]?.terms ? new Set(rows[0].terms) : NONE
}
