import type { LotRef } from '@suyuan/model/core/gs1'
import { lotId } from '@suyuan/model/trace/subjects'
import type pg from 'pg'

/** What is known of a lot beside its movements. */
export interface LotFacts extends LotRef {
  maker: string
  place: string
  made: string
  quantity: number
  /** 2026-04-05 */
  expires: string | null
  recall: string | null
  rejected: boolean
  hold: object | null
}

const refsOf = (lots: readonly LotRef[]) => [lots.map(({ gtin }) => gtin), lots.map(({ lot }) => lot)]

const WANTED = 'unnest($1::text[], $2::text[]) as wanted (gtin, lot)'

/** Those of the lots that there are, by `gtin/lot`. */
export async function lotFacts(pool: pg.Pool, lots: readonly LotRef[]): Promise<Map<string, LotFacts>> {
  const { rows } = await pool.query<Omit<LotFacts, 'made'> & { made: Date }>(
    `select gtin, lot, maker, place, made_at as made, quantity, expires::text, recall, rejected, hold
     from ${WANTED} join trace.lot using (gtin, lot)`,
    refsOf(lots)
  )
  return new Map(rows.map(row => [lotId(row), { ...row, made: row.made.toISOString() }]))
}

export interface Destination {
  party: string
  place: string
}

/** Where each lot went from who made it: to whom it was shipped, and where it was made into something else. */
export async function destinationsOf(pool: pg.Pool, lots: readonly LotRef[]): Promise<Map<string, Destination[]>> {
  const { rows } = await pool.query<LotRef & Destination>(
    `select gtin, lot, h.consignee as party, h.destination as place
       from ${WANTED} join trace.lot l using (gtin, lot) join trace.shipment_item i using (gtin, lot)
         join trace.shipment h on h.id = i.shipment and h.status <> 'void' and h.consignor = l.maker
     union
     select wanted.gtin, wanted.lot, child.maker, child.place
       from ${WANTED} join trace.lot own on (own.gtin, own.lot) = (wanted.gtin, wanted.lot)
         join trace.edge e on (e.parent_gtin, e.parent_lot) = (own.gtin, own.lot)
         join trace.lot child on (child.gtin, child.lot) = (e.child_gtin, e.child_lot) and child.maker = own.maker
     order by 1, 2, 3, 4`,
    refsOf(lots)
  )
  const found = new Map<string, Destination[]>()
  for (const { party, place, ...ref } of rows)
    found.set(lotId(ref), [...(found.get(lotId(ref)) ?? []), { party, place }])
  return found
}

export interface TestReport {
  number: string
  standard: string
  conforms: boolean
}

/** What laboratories reported of each lot, in the order of the ledger. */
export async function reportsOf(pool: pg.Pool, lots: readonly LotRef[]): Promise<Map<string, TestReport[]>> {
  const { rows } = await pool.query<{ id: string; report: Omit<TestReport, 'conforms'>; conforms: boolean }>(
    `select s.id, e.summary -> 'report' as report, (e.summary ->> 'conforms')::boolean as conforms
     from trace.subject s join trace.event e using (block, tx_index, position, index)
     where s.kind = 'lot' and s.id = any($1) and e.kind = 'testing'
     order by block, tx_index, position, index`,
    [lots.map(lotId)]
  )
  const found = new Map<string, TestReport[]>()
  for (const { id, report, conforms } of rows)
    found.set(id, [...(found.get(id) ?? []), { number: report.number, standard: report.standard, conforms }])
  return found
}
