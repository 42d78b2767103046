import type { Text } from '@suyuan/model/core/refusal'
import type pg from 'pg'
import { joined } from '../../../core/web/joined.js'
import { say } from '../../../core/web/texts.js'

/** What is on record of a party that speaks for looking at it. */
export interface Risk {
  party: string
  held: number
  rejected: number
  refused: number
  upheld: number
  overdue: number
}

/** What each party that made, sent or sold anything has on record, by party. */
export async function risksOf(pool: pg.Pool): Promise<Map<string, Risk>> {
  const { rows } = await pool.query<Risk>({
    name: 'supervision.risks',
    text: `
      with lots as (
        select maker as party, count(*) filter (where hold is not null)::int as held,
          count(*) filter (where rejected)::int as rejected
        from trace.lot where hold is not null or rejected group by maker),
      refusals as (
        select author as party, count(*)::int as refused from core.command
        where code is not null and module = 'trace' and recorded_at > now() - interval '1 year' group by author),
      cases as (
        select value ->> 'party' as party, count(*)::int as upheld from core.state
        where key like 'supervision/case/%' and value ->> 'state' in ('upheld', 'appealed', 'confirmed') group by 1),
      orders as (
        select value ->> 'party' as party, count(*)::int as overdue from core.state
        where key like 'supervision/rectification/%' and (value ->> 'state' = 'overdue' or value ->> 'state' = 'ordered'
          and value ->> 'due' < to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD')) group by 1)
      select party, coalesce(held, 0) as held, coalesce(rejected, 0) as rejected, coalesce(refused, 0) as refused,
        coalesce(upheld, 0) as upheld, coalesce(overdue, 0) as overdue
      from lots full join refusals using (party) full join cases using (party) full join orders using (party)`
  })
  return new Map(rows.map(risk => [risk.party, risk]))
}

/** What one entry of each kind adds to a weight of 1; a suggestion, which the inspector changes as he sees fit. */
const ADDS = { held: 1, rejected: 3, refused: 1, upheld: 5, overdue: 3 } as const
const WORDS = {
  held: 'svRiskHeld',
  rejected: 'svRiskRejected',
  refused: 'svRiskRefused',
  upheld: 'svRiskUpheld',
  overdue: 'svRiskOverdue'
} as const
/** Of one kind no more than that counts: a till's hundred refusals are one fault. */
const MOST = 5

/** The weight that a risk suggests, and why, if there is anything on record. */
export function weightOf(risk: Risk | undefined): { weight: number; why: Text | null } {
  const kinds = Object.keys(ADDS) as (keyof typeof ADDS)[]
  const found = risk ? kinds.filter(kind => risk[kind] > 0) : []
  const weight = found.reduce((sum, kind) => sum + ADDS[kind] * Math.min(risk![kind], MOST), 1)
  const words = found.map(kind => say(WORDS[kind], { count: risk![kind] }))
  return { weight, why: words.length > 0 ? joined(words, '，', ', ') : null }
}
