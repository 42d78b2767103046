import type { LotRef } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import { z } from 'zod'

/** A lot that was picked, as its maker entered it, with the quantity that it has after corrections. */
export const Harvested = z.object({
  gtin: z.string(),
  lot: z.string(),
  maker: z.string(),
  /** Grams. */
  quantity: z.int(),
  event: z.string(),
  time: z.date(),
  place: z.string(),
  plot: z.string(),
  cultivar: z.string(),
  season: z.string(),
  grade: z.string(),
  households: z.int(),
  weighIn: z.string().nullable()
})
export type Harvested = z.infer<typeof Harvested>

const COLUMNS = `l.gtin, l.lot, l.maker, l.quantity, l.event, e.event_time as time, l.place,
  right(e.event #>> '{readPoint,id}', 13) as plot, e.event #>> '{ilmd,suyuan:cultivar}' as cultivar,
  e.event #>> '{ilmd,suyuan:season}' as season, e.event #>> '{ilmd,suyuan:grade}' as grade,
  (e.event #>> '{ilmd,suyuan:households}')::int as households, e.event #>> '{ilmd,suyuan:weighIn}' as "weighIn"`

/** Those of the lots that there are, by `gtin/lot`: null for a lot that was not picked, but made otherwise. */
export async function harvestsAmong(pool: pg.Pool, lots: readonly LotRef[]): Promise<Map<string, Harvested | null>> {
  const { rows } = await pool.query<{ event_id: string | null } & Record<string, unknown>>({
    name: 'trace.harvests-among',
    text: `
      select e.event_id, ${COLUMNS}
      from unnest($1::text[], $2::text[]) as asked (gtin, lot)
        join trace.lot l on (l.gtin, l.lot) = (asked.gtin, asked.lot)
        left join trace.event e on e.event_id = l.event and e.kind = 'harvest'`,
    values: [lots.map(({ gtin }) => gtin), lots.map(({ lot }) => lot)]
  })
  return new Map(rows.map(row => [`${row.gtin}/${row.lot}`, row.event_id === null ? null : Harvested.parse(row)]))
}

/** What a party picked, newest first. */
export async function harvestsOf(pool: pg.Pool, maker: string, most: number): Promise<Harvested[]> {
  const { rows } = await pool.query({
    name: 'trace.harvests-of',
    text: `
      select ${COLUMNS} from trace.lot l join trace.event e on e.event_id = l.event and e.kind = 'harvest'
      where l.maker = $1 order by l.made_at desc, l.gtin, l.lot limit $2`,
    values: [maker, most]
  })
  return rows.map(row => Harvested.parse(row))
}
