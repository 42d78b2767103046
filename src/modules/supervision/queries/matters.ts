import type { Party } from '@suyuan/model/core/records'
import type { Case, Inspection, Plan, Rectification, Sanction, Witnessing } from '@suyuan/model/supervision/states'
import type pg from 'pg'

interface Kinds {
  case: Case
  sanction: Sanction
  plan: Plan
  inspection: Inspection
  rectification: Rectification
}
export type Known<M> = M & { id: string }

/** Matters of a kind in these states, the latest first: a party's own or that concern it, where one is named. */
export async function mattersIn<K extends keyof Kinds>(
  pool: pg.Pool,
  kind: K,
  states: readonly Kinds[K]['state'][],
  party?: string
): Promise<Known<Kinds[K]>[]> {
  const { rows } = await pool.query<{ key: string; value: Kinds[K] }>({
    name: 'supervision.matters-in',
    text: `
      select key, value from core.state
      where key like $1 || '%' and value ->> 'state' = any($2)
        and ($3::text is null or value ->> 'party' = $3 or value -> 'concerned' ? $3)
      order by block desc, key desc limit 500`,
    values: [`supervision/${kind}/`, states, party ?? null]
  })
  return rows.map(({ key, value }) => ({ ...value, id: decodeURIComponent(key.split('/').at(-1)!) }))
}

/** Parties by their USCC, in the order of their names. */
export async function partiesIn(pool: pg.Pool): Promise<(Party & { uscc: string })[]> {
  const { rows } = await pool.query<{ key: string; value: Party }>({
    name: 'supervision.parties',
    text: `select key, value from core.state where key like 'core/party/%' order by value -> 'name' ->> 'zh', key limit 2000`
  })
  return rows.map(({ key, value }) => ({ ...value, uscc: key.split('/').at(-1)! }))
}

/** What witnesses have added to draws, by plan and party. */
export async function witnessingsOf(
  pool: pg.Pool,
  plans: readonly string[]
): Promise<Map<string, Map<string, Witnessing>>> {
  const { rows } = await pool.query<{ plan: string; party: string; value: Witnessing }>({
    name: 'supervision.witnessings',
    text: `
      select split_part(key, '/', 3) as plan, split_part(key, '/', 4) as party, value from core.state
      where key like 'supervision/witnessing/%' and split_part(key, '/', 3) = any($1)`,
    values: [plans]
  })
  const found = new Map<string, Map<string, Witnessing>>()
  for (const { plan, party, value } of rows) found.set(plan, (found.get(plan) ?? new Map()).set(party, value))
  return found
}

/** Cases that were opened from what has that reference. */
export async function casesFrom(pool: pg.Pool, reference: string): Promise<Known<Case>[]> {
  const { rows } = await pool.query<{ key: string; value: Case }>({
    name: 'supervision.cases-from',
    text: `
      select key, value from core.state where key like 'supervision/case/%' and value ->> 'reference' = $1
      order by block, key`,
    values: [reference]
  })
  return rows.map(({ key, value }) => ({ ...value, id: decodeURIComponent(key.split('/').at(-1)!) }))
}
