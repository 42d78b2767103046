import type { LotRef } from '@suyuan/model/core/gs1'
import type { RecallClosing, RecallOrigin } from '@suyuan/model/trace/states'
import type pg from 'pg'

const LOT = 'select gtin, lot from trace.lot where gtin = $1 and lot = $2'

/** Lots picked on a plot, by when. */
const PLOT = `
  select split_part(s.id, '/', 1) as gtin, split_part(s.id, '/', 2) as lot
  from trace.event e join trace.subject s on s.kind = 'lot' and s.made
    and (s.block, s.tx_index, s.position, s.index) = (e.block, e.tx_index, e.position, e.index)
  where e.kind = 'harvest' and e.summary ->> 'plot' = $1 and ($2::timestamptz is null or e.event_time >= $2)
    and ($3::timestamptz is null or e.event_time < $3)
  order by e.event_time, s.id`

const EVENT = `
  select distinct split_part(s.id, '/', 1) as gtin, split_part(s.id, '/', 2) as lot
  from trace.event e join trace.subject s on s.kind = 'lot'
    and (s.block, s.tx_index, s.position, s.index) = (e.block, e.tx_index, e.position, e.index)
  where e.event_id = $1 and (s.made or e.kind not in ('harvest', 'process', 'packing')) and e.kind <> 'correcting'
  order by 1, 2`

/** The lots with which a recall begins. */
export async function rootsOf(pool: pg.Pool, origin: RecallOrigin): Promise<LotRef[]> {
  const asked =
    origin.kind === 'lot'
      ? pool.query<LotRef>(LOT, [origin.gtin, origin.lot])
      : origin.kind === 'plot'
        ? pool.query<LotRef>(PLOT, [origin.gln, origin.from ?? null, origin.to ?? null])
        : pool.query<LotRef>(EVENT, [origin.event])
  return (await asked).rows
}

/** A lot that a recall concerns, with whose word is good for recalling it. */
export interface AffectedLot extends LotRef {
  maker: string
  owner: string
  recall: string | null
}

const AFFECTED = `
  with recursive affected as (
    select t.gtin, t.lot from unnest($1::text[], $2::text[]) as named (gtin, lot)
      join trace.lot t on (t.gtin, t.lot) = (named.gtin, named.lot)
    union
    select e.child_gtin, e.child_lot from affected a
      join trace.edge e on (e.parent_gtin, e.parent_lot) = (a.gtin, a.lot)
  )
  select t.gtin, t.lot, t.maker, d.value ->> 'owner' as owner, t.recall
  from affected a join trace.lot t on (t.gtin, t.lot) = (a.gtin, a.lot)
    join core.state d on d.key = 'core/product/' || t.gtin
  order by t.made_at, t.gtin, t.lot`

/** These lots and all that was made of them. */
export async function affectedBy(pool: pg.Pool, roots: readonly LotRef[]): Promise<AffectedLot[]> {
  const values = [roots.map(({ gtin }) => gtin), roots.map(({ lot }) => lot)]
  return (await pool.query<AffectedLot>({ name: 'trace.affected-by', text: AFFECTED, values })).rows
}

/**
 * Parties that hold or held goods of a recall, sold them, made them or are to receive them, less who opened it: all that
 * must hear of it, and were not told yet. A closed recall tells nobody any more.
 */
const UNTOLD = `
  with recursive affected as (
    select gtin, lot from trace.lot where recall = $1
    union
    select e.child_gtin, e.child_lot from affected a
      join trace.edge e on (e.parent_gtin, e.parent_lot) = (a.gtin, a.lot)
  ),
  concerned as (
    select p.value ->> 'party' as party
    from affected a join trace.stock s on (s.gtin, s.lot) = (a.gtin, a.lot)
      join core.state p on p.key = 'core/place/' || s.place
    where s.held + s.blocked + s.sold + s.destroyed > 0
    union
    select h.consignee
    from affected a join trace.shipment_item i on (i.gtin, i.lot) = (a.gtin, a.lot)
      join trace.shipment h on h.id = i.shipment and h.status = 'in_transit'
    union
    select t.maker from affected a join trace.lot t on (t.gtin, t.lot) = (a.gtin, a.lot)
  )
  select c.party from concerned c join trace.recall r on r.number = $1
  where r.closing is null and c.party <> r.author
    and exists (select from core.state where key = 'core/party/' || c.party)
    and not exists (select from trace.recall_notice n where (n.recall, n.party) = ($1, c.party))
  order by c.party`

export async function untoldOf(pool: pg.Pool, recall: string): Promise<string[]> {
  const { rows } = await pool.query<{ party: string }>({ name: 'trace.untold-of', text: UNTOLD, values: [recall] })
  return rows.map(({ party }) => party)
}

/** A recall as its author announced it. */
export interface Announcement {
  number: string
  class: 'I' | 'II' | 'III'
  reason: string
  knownAt: string
  author: string
  authorName: { zh: string; en: string } | null
  lots: number
  /** How it ended; null while it goes on. */
  closing: RecallClosing | null
  /** When the ledger took the first word of it. */
  announcedAt: string
  block: number
  transaction: string
}

/** $1 number or null, $2 how many. */
const ANNOUNCED = `
  select r.number, r.class, r.reason, r.known_at as "knownAt", r.author, p.value -> 'name' as "authorName", r.lots,
    r.closing, e.recorded_at as "announcedAt", e.block, t.tx_id as transaction
  from trace.recall r
    cross join lateral (
      select block, tx_index, recorded_at from trace.event
      where kind = 'recalling' and summary -> 'recall' ->> 'number' = r.number
      order by block, tx_index, position, index limit 1) e
    join core.transaction t on (t.block, t.index) = (e.block, e.tx_index)
    left join core.state p on p.key = 'core/party/' || r.author
  where $1::text is null or r.number = $1
  order by e.block desc, r.number desc limit $2`

/** Recalls, the last announced first. */
export async function announced(pool: pg.Pool, number: string | null, most = 200): Promise<Announcement[]> {
  const { rows } = await pool.query<Announcement>(ANNOUNCED, [number, most])
  return rows.map(row => ({
    ...row,
    knownAt: new Date(row.knownAt).toISOString(),
    announcedAt: new Date(row.announcedAt).toISOString()
  }))
}

/** Where a party may say that something happened: its office, or any place of it. */
export async function placeOfParty(pool: pg.Pool, party: string): Promise<string | null> {
  const { rows } = await pool.query<{ gln: string }>(
    `select substr(key, 12) as gln from core.state where key like 'core/place/%' and value ->> 'party' = $1
     order by value ->> 'kind' <> 'office', value ->> 'kind' = 'plot', key limit 1`,
    [party]
  )
  return rows[0]?.gln ?? null
}
