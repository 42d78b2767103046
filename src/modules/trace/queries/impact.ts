import type { LotRef } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import { jsonOf } from './json.js'
import { LOT_CARD } from './lots.js'

/** What the lots of the CTE `roots` were made into, with themselves. */
const AFFECTED = `
  affected as (
    select gtin, lot from roots
    union
    select e.child_gtin, e.child_lot from affected a
      join trace.edge e on (e.parent_gtin, e.parent_lot) = (a.gtin, a.lot)
  )`

const PACK_STATE = `case
  when p.status = 'packed' and p.place is null and u.status in ('destroyed', 'lost') then u.status
  when p.status = 'packed' and p.place is null and u.shipment is not null then 'in_transit'
  else p.status end`

/** Who holds how much, what is sold, destroyed, missing or under way, in which shipments and cases it went. */
const IMPACT = `
    'lots', (select coalesce(json_agg(${LOT_CARD} order by t.made_at, t.gtin, t.lot), '[]') from affected a
      join trace.lot t on (t.gtin, t.lot) = (a.gtin, a.lot)
      join core.state d on d.key = 'core/product/' || t.gtin),
    'holders', (select coalesce(json_agg(json_build_object('place', s.place, 'name', p.value -> 'name',
        'kind', p.value ->> 'kind', 'party', p.value ->> 'party', 'gtin', s.gtin, 'lot', s.lot,
        'unit', d.value ->> 'unit', 'held', s.held, 'blocked', s.blocked, 'sold', s.sold, 'destroyed', s.destroyed,
        'lost', s.lost, 'consumed', s.consumed) order by s.place, s.gtin, s.lot), '[]')
      from affected a join trace.stock s on (s.gtin, s.lot) = (a.gtin, a.lot)
        join core.state p on p.key = 'core/place/' || s.place
        join core.state d on d.key = 'core/product/' || s.gtin),
    'inTransit', (select coalesce(json_agg(json_build_object('shipment', h.id, 'from', h.origin, 'to', h.destination,
        'consignee', h.consignee, 'gtin', a.gtin, 'lot', a.lot, 'sscc', i.item ->> 'sscc',
        'amount', (i.item ->> 'amount')::bigint, 'unit', d.value ->> 'unit') order by h.id), '[]')
      from (select distinct i.shipment, a.gtin, a.lot from affected a
          join trace.shipment_item i on (i.gtin, i.lot) = (a.gtin, a.lot)) a
        join trace.shipment h on h.id = a.shipment and h.status = 'in_transit'
        cross join lateral jsonb_array_elements(h.open) as i (item)
        join core.state d on d.key = 'core/product/' || a.gtin
      where i.item ->> 'gtin' = a.gtin and i.item ->> 'lot' = a.lot),
    'shipments', (select coalesce(json_agg(json_build_object('id', h.id, 'at', h.shipped_at, 'from', h.origin,
        'to', h.destination, 'consignor', h.consignor, 'consignee', h.consignee, 'status', h.status)
        order by h.shipped_at, h.id), '[]')
      from trace.shipment h where h.id in (
        select i.shipment from affected a join trace.shipment_item i on (i.gtin, i.lot) = (a.gtin, a.lot))),
    'cases', (select coalesce(json_agg(json_build_object('sscc', u.sscc, 'gtin', u.gtin, 'lot', u.lot,
        'pieces', u.pieces, 'status', u.status, 'place', u.place, 'shipment', u.shipment, 'pallet', u.pallet) order by u.sscc), '[]')
      from affected a join trace.logistic_unit u on (u.gtin, u.lot) = (a.gtin, a.lot)),
    'packs', (select coalesce(json_agg(json_build_object('gtin', gtin, 'lot', lot, 'status', state, 'count', count)
        order by gtin, lot, state), '[]')
      from (select p.gtin, p.lot, ${PACK_STATE} as state, count(*) as count
        from affected a join trace.pack p on (p.gtin, p.lot) = (a.gtin, a.lot)
          left join trace.logistic_unit u on u.sscc = p.sscc
        group by 1, 2, 3) states)`

const LOT_IMPACT_SQL = `
  with recursive roots as (select gtin, lot from trace.lot where gtin = $1 and lot = $2), ${AFFECTED}
  select json_build_object(${IMPACT})::text as json where exists (select from roots)`

/** $1 GTINs, $2 lots, in pairs. */
const LOTS_IMPACT_SQL = `
  with recursive roots as (
    select t.gtin, t.lot from unnest($1::text[], $2::text[]) as named (gtin, lot)
      join trace.lot t on (t.gtin, t.lot) = (named.gtin, named.lot)
  ), ${AFFECTED}
  select json_build_object(${IMPACT})::text as json`

const RECALL_SQL = `
  with recursive roots as (select gtin, lot from trace.lot where recall = $1), ${AFFECTED}
  select json_build_object('number', r.number, 'class', r.class, 'reason', r.reason, 'knownAt', r.known_at,
    'by', r.author, 'closed', r.closing -> 'at',
    'unflagged', (select coalesce(json_agg(json_build_object('gtin', t.gtin, 'lot', t.lot)), '[]') from affected a
      join trace.lot t on (t.gtin, t.lot) = (a.gtin, a.lot) where t.recall is null),
    'impact', json_build_object(${IMPACT}))::text as json
  from trace.recall r where r.number = $1`

/** What became of a lot, all over. */
export const impactJson = (pool: pg.Pool, { gtin, lot }: LotRef) => jsonOf(pool, 'impact', LOT_IMPACT_SQL, [gtin, lot])

/** What became of several lots. */
export const lotsImpactJson = (pool: pg.Pool, lots: readonly LotRef[]) =>
  jsonOf(pool, 'lots-impact', LOTS_IMPACT_SQL, [lots.map(({ gtin }) => gtin), lots.map(({ lot }) => lot)])

/** A recall with all that it concerns; lots made of recalled ones that carry no flag yet want a supplementary recall. */
export const recallJson = (pool: pg.Pool, number: string) => jsonOf(pool, 'recall', RECALL_SQL, [number])
