import type { LotRef } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import { type Scope, valuesOf } from './history.js'

/** What became of what was made of a lot: the parts add up to it, or something is wrong. */
export interface LotBalance extends LotRef {
  product: { zh: string; en: string }
  unit: 'gram' | 'piece'
  made: number
  held: number
  blocked: number
  consumed: number
  sold: number
  destroyed: number
  lost: number
  transit: number
  /** What the lots made of it say that they took. */
  used: number
  /** Grams in and out of its making. */
  input: number | null
  output: number | null
  template: string | null
}

/** $1 GTIN, $2 lot, $3 maker, $4 place of making, $5 from, $6 to (when it was made). */
const BALANCES = `
  with chosen as materialized (
    select * from trace.lot
    where ($1::text is null or gtin = $1) and ($2::text is null or lot = $2) and ($3::text is null or maker = $3)
      and ($4::text is null or place = $4) and ($5::timestamptz is null or made_at >= $5)
      and ($6::timestamptz is null or made_at < $6)
    order by made_at desc, gtin, lot limit $7
  ),
  stocks as (
    select s.gtin, s.lot, sum(s.held) as held, sum(s.blocked) as blocked, sum(s.consumed) as consumed, sum(s.sold) as sold,
      sum(s.destroyed) as destroyed, sum(s.lost) as lost
    from chosen c join trace.stock s on (s.gtin, s.lot) = (c.gtin, c.lot) group by 1, 2
  ),
  transit as (
    select i.item ->> 'gtin' as gtin, i.item ->> 'lot' as lot, sum((i.item ->> 'amount')::bigint) as amount
    from trace.shipment h cross join lateral jsonb_array_elements(h.open) as i (item)
    where h.status = 'in_transit' group by 1, 2
  ),
  used as (
    select e.parent_gtin as gtin, e.parent_lot as lot, sum(e.amount) as amount
    from chosen c join trace.edge e on (e.parent_gtin, e.parent_lot) = (c.gtin, c.lot) group by 1, 2
  )
  select c.gtin, c.lot, d.value -> 'name' as product, d.value ->> 'unit' as unit, c.quantity as made,
    coalesce(s.held, 0)::bigint as held, coalesce(s.blocked, 0)::bigint as blocked,
    coalesce(s.consumed, 0)::bigint as consumed, coalesce(s.sold, 0)::bigint as sold,
    coalesce(s.destroyed, 0)::bigint as destroyed, coalesce(s.lost, 0)::bigint as lost,
    coalesce(t.amount, 0)::bigint as transit, coalesce(u.amount, 0)::bigint as used,
    (c.balance ->> 'input')::bigint as input, (c.balance ->> 'output')::bigint as output, c.balance ->> 'template' as template
  from chosen c
    join core.state d on d.key = 'core/product/' || c.gtin
    left join stocks s on (s.gtin, s.lot) = (c.gtin, c.lot)
    left join transit t on (t.gtin, t.lot) = (c.gtin, c.lot)
    left join used u on (u.gtin, u.lot) = (c.gtin, c.lot)
  order by c.made_at, c.gtin, c.lot`

/** The balances of the lots of a scope, by when they were made; the newest `most`. */
export async function balances(pool: pg.Pool, scope: Scope, most: number): Promise<LotBalance[]> {
  const values = [...valuesOf(scope), most]
  const { rows } = await pool.query<LotBalance>(BALANCES, values)
  return rows
}

/** What is missing of a lot, or too much. */
export const openIn = (lot: LotBalance): number =>
  lot.made - lot.held - lot.blocked - lot.consumed - lot.sold - lot.destroyed - lot.lost - lot.transit

export interface PlaceStock {
  place: string
  name: { zh: string; en: string } | null
  region: string | null
  party: string | null
  partyName: { zh: string; en: string } | null
  held: number
  blocked: number
  consumed: number
  sold: number
  destroyed: number
  lost: number
}

const STOCKS = `
  select s.place, p.value -> 'name' as name, p.value ->> 'region' as region, p.value ->> 'party' as party,
    o.value -> 'name' as "partyName", s.held, s.blocked, s.consumed, s.sold, s.destroyed, s.lost
  from trace.stock s
    left join core.state p on p.key = 'core/place/' || s.place
    left join core.state o on o.key = 'core/party/' || (p.value ->> 'party')
  where s.gtin = $1 and s.lot = $2 order by s.place`

/** Where a lot is. */
export async function stocksOf(pool: pg.Pool, { gtin, lot }: LotRef): Promise<PlaceStock[]> {
  return (await pool.query<PlaceStock>({ name: 'trace.stocks-of', text: STOCKS, values: [gtin, lot] })).rows
}

export interface HeldNow {
  gtin: string
  held: number
}

/** $1 party. */
const HELD = `
  select s.gtin, sum(s.held + s.blocked)::bigint as held
  from trace.stock s join core.state p on p.key = 'core/place/' || s.place
  where p.value ->> 'party' = $1 group by 1`

/** What a party has on hand of each product, by the states of the ledger. */
export async function heldBy(pool: pg.Pool, party: string): Promise<HeldNow[]> {
  return (await pool.query<HeldNow>({ name: 'trace.held-by', text: HELD, values: [party] })).rows
}

export interface OpenShipment {
  id: string
  at: string
  from: string
  to: string
  consignor: string
  consignee: string
  days: number
}

/** $1 party or null, $2 GTIN or null, $3 days. */
const OVERDUE = `
  select h.id, h.shipped_at as at, h.origin as from, h.destination as to, h.consignor, h.consignee,
    floor(extract(epoch from now() - h.shipped_at) / 86400)::int as days
  from trace.shipment h
  where h.status = 'in_transit' and h.shipped_at < now() - $3::int * interval '1 day'
    and ($1::text is null or $1 in (h.consignor, h.consignee))
    and ($2::text is null or exists (select from trace.shipment_item i where i.shipment = h.id and i.gtin = $2))
  order by h.shipped_at limit 200`

/** Shipments of which something has been under way for longer than so many days. */
export async function overdue(pool: pg.Pool, { party, gtin }: Scope, days: number): Promise<OpenShipment[]> {
  const values = [party ?? null, gtin ?? null, days]
  const { rows } = await pool.query<OpenShipment>(OVERDUE, values)
  return rows.map(row => ({ ...row, at: new Date(row.at).toISOString() }))
}
