import type { Party } from '@suyuan/model/core/records'
import type { Case, Sanction } from '@suyuan/model/supervision/states'
import type pg from 'pg'
import type { Known } from './matters.js'

/** What everybody may read of a party: sanctions but those annulled, findings that stand. */
export interface Registered {
  party: string
  name: Party['name'] | null
  sanctions: Known<Sanction>[]
  cases: Known<Case>[]
}

const PER_PAGE = 50

/** Parties of which there is something in the register, those with the newest entry first; found by name or USCC. */
export async function registered(
  pool: pg.Pool,
  text: string,
  page: number
): Promise<{ found: Registered[]; more: boolean }> {
  const { rows } = await pool.query<Omit<Registered, 'name'> & { name: Party['name'] | null }>({
    name: 'supervision.register',
    text: `
      with entry as (
        select split_part(key, '/', 2) as kind, split_part(key, '/', 3) as id, value, value ->> 'party' as party, block
        from core.state
        where key like 'supervision/sanction/%' and value ->> 'state' <> 'annulled'
          or key like 'supervision/case/%' and value ->> 'state' in ('upheld', 'appealed', 'confirmed'))
      select e.party, p.value -> 'name' as name,
        coalesce(jsonb_agg(e.value || jsonb_build_object('id', e.id) order by e.block desc)
          filter (where e.kind = 'sanction'), '[]') as sanctions,
        coalesce(jsonb_agg(e.value || jsonb_build_object('id', e.id) order by e.block desc)
          filter (where e.kind = 'case'), '[]') as cases
      from entry e left join core.state p on p.key = 'core/party/' || e.party
      where $1 = '' or strpos(lower(concat(e.party, p.value -> 'name')), lower($1)) > 0
      group by e.party, p.value order by max(e.block) desc, e.party limit $2 offset $3`,
    values: [text, PER_PAGE + 1, page * PER_PAGE]
  })
  return { found: rows.slice(0, PER_PAGE), more: rows.length > PER_PAGE }
}
