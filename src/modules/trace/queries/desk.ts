import type pg from 'pg'
import type { DeskCertificate, DeskData } from './desk-data.js'

/** More than this of anything is no choice but a search; the newest are what somebody at work means. */
const MOST = 400

/** A jsonb object without its null members, as an optional member is written. */
const ROW = (members: string) => `jsonb_strip_nulls(jsonb_build_object(${members}))`
const LIST = (row: string, from: string, order = '') =>
  `(select coalesce(jsonb_agg(${row} ${order && `order by ${order}`}), '[]') from ${from})`

const idOf = (kind: string) => `substr(s.key, length('core/${kind}/') + 1)`

const PLACES = LIST(
  ROW(`'gln', ${idOf('place')}, 'name', s.value -> 'name', 'kind', s.value ->> 'kind', 'parent', s.value ->> 'parent',
    'cultivar', s.value ->> 'cultivar'`),
  `(select * from own order by key) s`
)

/** Where goods are taken in: no plots, which have none, and nothing of the party itself. */
const PARTNERS = LIST(
  ROW(
    `'gln', ${idOf('place')}, 'name', s.value -> 'name', 'party', s.value ->> 'party', 'operator', o.value -> 'name'`
  ),
  `(select key, value from core.state where key like 'core/place/%' and value ->> 'party' <> $1
      and value ->> 'kind' in ('base', 'factory', 'warehouse', 'outlet') order by key limit $2) s
    join core.state o on o.key = 'core/party/' || (s.value ->> 'party')`
)

const CARRIERS = LIST(
  ROW(`'uscc', ${idOf('party')}, 'name', s.value -> 'name'`),
  `(select key, value from core.state where key like 'core/party/%' and value -> 'roles' ? 'carrier'
      order by key limit $2) s`
)

const PRODUCTS = LIST(
  ROW(`'gtin', ${idOf('product')}, 'owner', s.value ->> 'owner', 'name', s.value -> 'name', 'form', s.value ->> 'form',
    'unit', s.value ->> 'unit', 'netGrams', s.value -> 'netGrams', 'shelfLifeDays', s.value -> 'shelfLifeDays',
    'contents', s.value -> 'contents'`),
  `(select key, value from core.state where key like 'core/product/%'
      order by value ->> 'owner' <> $1, key limit $2) s`
)

const TEMPLATES = LIST(
  `jsonb_build_object('id', substr(s.key, length('core/parameter/trace.process.') + 1), 'name', t -> 'name',
    'inputs', t -> 'inputs', 'outputs', t -> 'outputs', 'steps', t -> 'steps')`,
  `(select key, value -> 'value' as t from core.state where key like 'core/parameter/trace.process.%'
      and jsonb_typeof(value -> 'value') = 'object' order by key limit $2) s`
)

const LOTS = LIST(
  ROW(`'gtin', s.gtin, 'lot', s.lot, 'place', s.place, 'held', s.held,
    'flag', case when s.recall is not null then 'recalled' when s.hold is not null or s.rejected then 'held' end`),
  `(select k.gtin, k.lot, k.place, k.held, l.recall, l.hold, l.rejected from trace.stock k
      join trace.lot l on (l.gtin, l.lot) = (k.gtin, k.lot)
      where k.place in (select gln from glns) and k.held > 0 order by l.made_at desc, k.gtin, k.lot limit $2) s`
)

const CASES = LIST(
  ROW(`'sscc', s.sscc, 'gtin', s.gtin, 'lot', s.lot, 'pieces', s.pieces, 'place', s.place,
    'pallet', s.pallet`),
  `(select u.* from trace.logistic_unit u where u.place in (select gln from glns) and u.status = 'closed'
      and u.shipment is null order by u.sscc desc limit $2) s`
)

const ARRIVING = LIST(
  `jsonb_build_object('id', s.id, 'at', s.shipped_at, 'to', s.destination, 'from', p.value -> 'name', 'items', s.open)`,
  `(select * from trace.shipment where consignee = $1 and status = 'in_transit' order by shipped_at desc limit $2) s
    join core.state p on p.key = 'core/place/' || s.origin`,
  's.shipped_at desc, s.id'
)

/** What is open of them is all of them: once a part was taken in, a shipment did leave. */
const LEAVING = LIST(
  `jsonb_build_object('id', s.id, 'at', s.shipped_at, 'from', s.origin, 'to', p.value -> 'name', 'items', s.open)`,
  `(select * from trace.shipment h where consignor = $1 and status = 'in_transit'
      and (select sum((o ->> 'amount')::bigint) from jsonb_array_elements(open) o)
        = (select sum(amount) from trace.shipment_item i where i.shipment = h.id)
      order by shipped_at desc limit $2) s
    join core.state p on p.key = 'core/place/' || s.destination`,
  's.shipped_at desc, s.id'
)

const SOLD = LIST(
  `jsonb_build_object('gtin', s.gtin, 'lot', s.lot, 'place', s.place, 'sold', s.sold)`,
  `(select k.gtin, k.lot, k.place, k.sold from trace.stock k join trace.lot l on (l.gtin, l.lot) = (k.gtin, k.lot)
      where k.place in (select gln from glns) and k.sold > 0 order by l.made_at desc, k.gtin, k.lot limit $2) s`
)

const MADE = LIST(
  `jsonb_build_object('event', s.event, 'gtin', s.gtin, 'lot', s.lot, 'place', s.place, 'quantity', s.quantity, 'at', s.made_at,
    'kind', case when s.balance is null then 'harvest' else 'process' end)`,
  `(select * from trace.lot where maker = $1 and coalesce(balance ->> 'template', '') <> 'packing'
      order by made_at desc limit $2) s`
)

const RECALLS = LIST(
  ROW(`'number', s.number, 'class', s.class, 'reason', s.reason`),
  `(select r.* from trace.recall_notice n join trace.recall r on r.number = n.recall
      where n.party = $1 and n.acknowledged_at is null order by n.noticed_at desc limit $2) s`
)

const EXCURSIONS = LIST(
  ROW(`'id', s.id`),
  `(select substr(key, length('monitoring/excursion/') + 1) as id from core.state
      where key like 'monitoring/excursion/%' and value ->> 'state' = 'holding' and value ->> 'party' = $1
      order by block desc limit $2) s`
)

const CERTIFICATES = LIST(
  `jsonb_build_object('number', substr(s.key, length('certification/certificate/') + 1), 'gtin', s.value -> 'gtin',
    'from', s.value -> 'from', 'to', s.value -> 'to', 'state', s.value -> 'state')`,
  `(select key, value from core.state where key like 'certification/certificate/%' and value ->> 'party' = $1
      order by value ->> 'from' desc, key limit $2) s`
)

const DESK_SQL = `
  with own as (select key, value from core.state where key like 'core/place/%' and value ->> 'party' = $1),
    glns as (select substr(key, length('core/place/') + 1) as gln from own)
  select jsonb_build_object(
    'party', jsonb_build_object('uscc', $1::text, 'name', p.value -> 'name', 'roles', p.value -> 'roles'),
    'places', ${PLACES}, 'partners', ${PARTNERS}, 'carriers', ${CARRIERS}, 'products', ${PRODUCTS},
    'templates', ${TEMPLATES}, 'lots', ${LOTS}, 'cases', ${CASES}, 'arriving', ${ARRIVING}, 'leaving', ${LEAVING},
    'sold', ${SOLD}, 'made', ${MADE}, 'recalls', ${RECALLS}, 'excursions', ${EXCURSIONS},
    'certificates', ${CERTIFICATES}) as data
  from core.state p where p.key = 'core/party/' || $1::text`

/** What a party's operator chooses from, or null where there is no such party. */
export async function deskData(pool: pg.Pool, party: string): Promise<DeskData | null> {
  const { rows } = await pool.query<{ data: DeskData }>({ name: 'trace.desk', text: DESK_SQL, values: [party, MOST] })
  return rows[0]?.data ?? null
}

/** One of its lists by itself. */
async function listOf<T>(pool: pg.Pool, list: string, party: string): Promise<T[]> {
  const { rows } = await pool.query<{ found: T[] }>(`select ${list} as found`, [party, MOST])
  return rows[0]!.found
}

/** What of the party's goods and places was beyond its limits and has not been looked at. */
export const openExcursions = (pool: pg.Pool, party: string): Promise<{ id: string }[]> =>
  listOf(pool, EXCURSIONS, party)

/** 圳品 certificates that a party holds or held. */
export const certificatesOf = (pool: pg.Pool, party: string): Promise<DeskCertificate[]> =>
  listOf(pool, CERTIFICATES, party)
