import type { LotRef } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import type pg from 'pg'

/** More than these are a search. */
const MOST = 200

/** A lot at a place, as its holder sees it. */
export interface Holding extends LotRef {
  product: Text
  unit: 'gram' | 'piece'
  gln: string
  place: Text
  held: number
  blocked: number
  sold: number
  flag: 'recalled' | 'held' | null
}

const OWN_PLACES = `
  select substr(key, length('core/place/') + 1) as gln, value -> 'name' as name from core.state
  where key like 'core/place/%' and value ->> 'party' = $1`

/** $2 is whether only what is held back is meant. */
const HOLDINGS_SQL = `
  with own as (${OWN_PLACES})
  select k.gtin, k.lot, d.value -> 'name' as product, d.value ->> 'unit' as unit, own.gln,
    own.name as place,
    k.held::float as held, k.blocked::float as blocked, k.sold::float as sold,
    case when l.recall is not null then 'recalled' when l.hold is not null or l.rejected then 'held' end as flag
  from trace.stock k join own on own.gln = k.place
    join trace.lot l on (l.gtin, l.lot) = (k.gtin, k.lot)
    join core.state d on d.key = 'core/product/' || k.gtin
  where k.held + k.blocked > 0 and (not $2 or l.recall is not null or l.hold is not null or l.rejected)
  order by l.made_at desc, k.gtin, k.lot limit ${MOST}`

/** What a party holds. */
export async function holdings(pool: pg.Pool, party: string, flagged: boolean): Promise<Holding[]> {
  const { rows } = await pool.query<Holding>({ name: 'trace.holdings', text: HOLDINGS_SQL, values: [party, flagged] })
  return rows
}

/** A shipment under way, as either end sees it. */
export interface Moving {
  id: string
  at: Date
  from: Text
  to: Text
  /** GLNs of both. */
  ends: string[]
  items: number
}

const MOVING_SQL = `
  select h.id, h.shipped_at as at, f.value -> 'name' as "from", t.value -> 'name' as "to",
    array[h.origin, h.destination] as ends,
    jsonb_array_length(h.open) as items
  from trace.shipment h join core.state f on f.key = 'core/place/' || h.origin
    join core.state t on t.key = 'core/place/' || h.destination
  where h.status = 'in_transit' and case when $2 then h.consignee = $1 else h.consignor = $1 end
  order by h.shipped_at desc limit ${MOST}`

/** What is under way to a party, or from it. */
export async function movements(pool: pg.Pool, party: string, coming: boolean): Promise<Moving[]> {
  const { rows } = await pool.query<Moving>({ name: 'trace.moving', text: MOVING_SQL, values: [party, coming] })
  return rows
}

/** Something that a search found, by where it is. */
export type Found =
  | { kind: 'lot'; gtin: string; lot: string }
  | { kind: 'case'; sscc: string; gtin: string; lot: string }
  | { kind: 'shipment'; id: string; gtin: string; lot: string }

/** What a party made, holds, sends or awaits: nothing of strangers is found. */
const FIND_SQL = `
  with own as (${OWN_PLACES}), mine as (
    select gtin, lot from trace.lot where maker = $1 and upper(lot) like $2
    union select k.gtin, k.lot from trace.stock k where k.place in (select gln from own) and upper(k.lot) like $2)
  (select jsonb_build_object('kind', 'lot', 'gtin', gtin, 'lot', lot) as found from mine order by lot limit 50)
  union all (select jsonb_build_object('kind', 'case', 'sscc', u.sscc, 'gtin', u.gtin, 'lot', u.lot)
    from trace.logistic_unit u join trace.lot l on (l.gtin, l.lot) = (u.gtin, u.lot)
    where $3 in (u.sscc, u.pallet) and (l.maker = $1 or u.place in (select gln from own)))
  union all (select jsonb_build_object('kind', 'shipment', 'id', h.id, 'gtin', i.gtin, 'lot', i.lot)
    from trace.shipment h join lateral (select gtin, lot from trace.shipment_item i where i.shipment = h.id limit 1) i on true
    where $1 in (h.consignor, h.consignee) and upper(split_part(h.id, ':', 2)) = $3)`

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Finds among what is a party's own, by a lot's number or its beginning, a case's code or a shipment's number. */
export async function find(pool: pg.Pool, party: string, asked: string): Promise<Found[]> {
  const text = asked.trim().toUpperCase()
  const values = [party, `${escaped(text)}%`, text]
  const { rows } = await pool.query<{ found: Found }>({ name: 'trace.find', text: FIND_SQL, values })
  return rows.map(({ found }) => found)
}

/** An entry of a lot, with the command that said it. */
export interface LotEntry {
  kind: string
  time: Date
  block: number
  key: string
  command: string
  author: string
}

const ENTRIES_SQL = `
  select e.kind, e.event_time as time, e.block, e.key, e.command_id as command, e.author
  from trace.subject s join trace.event e
    on (e.block, e.tx_index, e.position, e.index) = (s.block, s.tx_index, s.position, s.index)
  where s.kind = 'lot' and s.id = $1 and e.author = $2
  order by e.block desc, e.tx_index desc, e.position desc, e.index desc limit ${MOST}`

/** What a party itself said of a lot, the newest first. */
export async function lotEntries(pool: pg.Pool, { gtin, lot }: LotRef, party: string): Promise<LotEntry[]> {
  const values = [`${gtin}/${lot}`, party]
  const { rows } = await pool.query<LotEntry>({ name: 'trace.lot-entries', text: ENTRIES_SQL, values })
  return rows
}
