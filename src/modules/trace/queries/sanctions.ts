import type pg from 'pg'
import type { Registered } from '../../../core/web/sanctions.js'

/** The sanctions of parties as the public register has them: those that were annulled are in it no more. */
export const SANCTIONED = `core.state n where n.key like 'supervision/sanction/%' and n.value ->> 'state' <> 'annulled'`
/** Those of one party, in the order of the ledger: as JSON, of rows of `SANCTIONED`. */
export const SANCTIONS_JSON = `json_agg(json_build_object('id', substr(n.key, 22), 'sanction', n.value -> 'sanction',
  'decision', n.value -> 'decision', 'from', n.value -> 'from', 'until', n.value -> 'until',
  'ended', case n.value ->> 'state' when 'repaired' then n.value -> 'history' -> -1 -> 'at' end)
  order by n.value -> 'history' -> 0 ->> 'at')`

/** Those of several parties, by USCC; who has none is not in it. */
export async function sanctionsOf(
  pool: pg.Pool,
  parties: readonly string[]
): Promise<ReadonlyMap<string, readonly Registered[]>> {
  const { rows } = await pool.query<{ party: string; sanctions: Registered[] }>({
    name: 'trace.sanctions-of',
    text: `select n.value ->> 'party' as party, ${SANCTIONS_JSON} as sanctions from ${SANCTIONED}
      and n.value ->> 'party' = any($1) group by 1`,
    values: [[...new Set(parties)]]
  })
  return new Map(rows.map(({ party, sanctions }) => [party, sanctions]))
}
