import type { Place } from '@suyuan/model/core/records'
import { placeKey } from '@suyuan/model/core/records'
import type pg from 'pg'

interface Name {
  zh: string
  en: string
}

/** A case as anybody who reads its label may see it. */
export interface CaseView {
  sscc: string
  gtin: string
  lot: string
  pieces: number
  status: 'closed' | 'opened' | 'destroyed' | 'lost'
  pallet: string | null
  inTransit: boolean
  held: boolean
  recall: string | null
  product: Name
  place: { gln: string; name: Name }
}

export async function caseView(pool: pg.Pool, sscc: string): Promise<CaseView | null> {
  const { rows } = await pool.query<CaseView>({
    name: 'trace.case-view',
    text: `
      select u.sscc, u.gtin, u.lot, u.pieces, u.status, u.pallet, u.shipment is not null as "inTransit",
        u.hold is not null or l.hold is not null as held, l.recall, d.value -> 'name' as product,
        json_build_object('gln', u.place, 'name', p.value -> 'name') as place
      from trace.logistic_unit u
        join trace.lot l on (l.gtin, l.lot) = (u.gtin, u.lot)
        join core.state d on d.key = 'core/product/' || u.gtin
        join core.state p on p.key = 'core/place/' || u.place
      where u.sscc = $1`,
    values: [sscc]
  })
  return rows[0] ?? null
}

/** A pallet as anybody who reads its label may see it. */
export interface PalletView {
  sscc: string
  /** None once it was taken apart: then it is nowhere. */
  cases: number
  inTransit: boolean
  held: boolean
  recall: string | null
  place: { gln: string; name: Name } | null
  contents: { gtin: string; lot: string; product: Name; cases: number; pieces: number }[]
}

export async function palletView(pool: pg.Pool, sscc: string): Promise<PalletView | null> {
  const { rows } = await pool.query<PalletView>({
    name: 'trace.pallet-view',
    text: `
      with box as (
        select u.gtin, u.lot, u.pieces, u.place, u.shipment, u.hold is not null or l.hold is not null as held, l.recall
        from trace.logistic_unit u join trace.lot l on (l.gtin, l.lot) = (u.gtin, u.lot) where u.pallet = $1
      )
      select p.sscc, p.cases, coalesce((select bool_or(shipment is not null) from box), false) as "inTransit",
        coalesce((select bool_or(held) from box), false) as held, (select min(recall) from box) as recall,
        (select json_build_object('gln', substr(key, 12), 'name', value -> 'name') from core.state
          where key = 'core/place/' || (select min(place) from box)) as place,
        (select coalesce(json_agg(json_build_object('gtin', c.gtin, 'lot', c.lot, 'product', d.value -> 'name',
            'cases', c.cases, 'pieces', c.pieces) order by c.gtin, c.lot), '[]')
          from (select gtin, lot, count(*) as cases, sum(pieces) as pieces from box group by gtin, lot) c
            join core.state d on d.key = 'core/product/' || c.gtin) as contents
      from trace.pallet p where p.sscc = $1`,
    values: [sscc]
  })
  return rows[0] ?? null
}

export interface PlaceView extends Place {
  gln: string
  operator: Name
  above: { gln: string; name: Name } | null
}

export async function placeView(pool: pg.Pool, gln: string): Promise<PlaceView | null> {
  const { rows } = await pool.query<{ place: Place; operator: Name; above: PlaceView['above'] }>({
    name: 'trace.place-view',
    text: `
      select p.value as place, o.value -> 'name' as operator,
        case when a.key is not null
          then json_build_object('gln', p.value ->> 'parent', 'name', a.value -> 'name') end as above
      from core.state p
        join core.state o on o.key = 'core/party/' || (p.value ->> 'party')
        left join core.state a on a.key = 'core/place/' || (p.value ->> 'parent')
      where p.key = $1`,
    values: [placeKey(gln)]
  })
  const [row] = rows
  return row ? { ...row.place, gln, operator: row.operator, above: row.above } : null
}
