import type pg from 'pg'
import type { Person } from '../../../core/identity/person.js'
import { lotsImpactJson } from '../../../modules/trace/queries/impact.js'
import { affectedBy, type Origin, rootsOf } from '../../../modules/trace/queries/recalls.js'
import { type Counts, countsOf, type Impact } from './impact.js'

/** A recall that was only played: nothing of it is on the ledger. */
export interface Drill {
  number: string
  heldAt: Date
  party: string
  origin: string
  class: string
  milliseconds: number
  lots: string[]
  counts: Counts[]
  parties: string[]
}

/** Finds all that a recall would concern, and keeps how long that took. */
export async function holdDrill(
  pool: pg.Pool,
  person: Person,
  { number, class: level, origin, about }: { number: string; class: string; origin: Origin; about: string }
): Promise<void> {
  const began = performance.now()
  const lots = await affectedBy(pool, await rootsOf(pool, origin))
  const impact = JSON.parse((await lotsImpactJson(pool, lots))!) as Impact
  const parties = [
    ...new Set([...impact.holders.map(({ party }) => party), ...impact.inTransit.map(({ consignee }) => consignee)])
  ]
  const milliseconds = Math.round(performance.now() - began)
  await pool.query(
    `insert into core_own.recall_drill (number, account, party, origin, class, milliseconds, lots, counts, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      ...[number, person.account, person.party, about, level, milliseconds],
      ...[
        JSON.stringify(lots.map(({ gtin, lot }) => `${gtin}/${lot}`)),
        JSON.stringify(countsOf(impact)),
        parties.sort()
      ]
    ]
  )
}

const COLUMNS = `number, held_at as "heldAt", party, origin, class, milliseconds, lots, counts, parties`

export async function drillOf(pool: pg.Pool, number: string): Promise<Drill | null> {
  const { rows } = await pool.query<Drill>(`select ${COLUMNS} from core_own.recall_drill where number = $1`, [number])
  return rows[0] ?? null
}

/** The drills of a party, or all; the newest first. */
export async function drills(pool: pg.Pool, party: string | null): Promise<Drill[]> {
  const { rows } = await pool.query<Drill>(
    `select ${COLUMNS} from core_own.recall_drill where $1::text is null or party = $1 order by held_at desc limit 50`,
    [party]
  )
  return rows
}
