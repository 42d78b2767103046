import type { PackRef } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import { jsonOf } from './json.js'

const PACK_SQL = `
  select json_build_object('gtin', p.gtin, 'serial', p.serial, 'lot', p.lot, 'status', p.status, 'sscc', p.sscc,
    'earlierCases', p.earlier, 'place', coalesce(p.place, u.place, l.place), 'caseStatus', u.status,
    'inTransit', p.place is null and u.shipment is not null, 'expires', l.expires, 'hold', coalesce(l.hold, u.hold),
    'rejected', l.rejected, 'recall', l.recall)::text as json
  from trace.pack p join trace.lot l on (l.gtin, l.lot) = (p.gtin, p.lot)
    left join trace.logistic_unit u on u.sscc = p.sscc
  where p.gtin = $1 and p.serial = $2`

const CASE_SQL = `
  select json_build_object('sscc', u.sscc, 'gtin', u.gtin, 'lot', u.lot, 'pieces', u.pieces, 'status', u.status,
    'place', u.place, 'shipment', u.shipment, 'pallet', u.pallet, 'hold', u.hold, 'recall', l.recall,
    'packs', (select coalesce(json_agg(json_build_object('serial', serial, 'status', status) order by serial), '[]')
      from trace.pack where sscc = u.sscc),
    'shipments', (select coalesce(json_agg(json_build_object('id', h.id, 'at', h.shipped_at, 'from', h.origin,
        'to', h.destination, 'consignee', h.consignee, 'status', h.status) order by h.shipped_at), '[]')
      from trace.shipment_item i join trace.shipment h on h.id = i.shipment where i.sscc = u.sscc))::text as json
  from trace.logistic_unit u join trace.lot l on (l.gtin, l.lot) = (u.gtin, u.lot)
  where u.sscc = $1`

/** Where it is, its cases say: they are all in one place. */
const PALLET_SQL = `
  select json_build_object('sscc', p.sscc, 'status', case when p.cases = 0 then 'opened' else 'closed' end,
    'place', min(u.place), 'shipment', min(u.shipment),
    'cases', coalesce(json_agg(json_build_object('sscc', u.sscc, 'gtin', u.gtin, 'lot', u.lot, 'pieces', u.pieces)
      order by u.sscc) filter (where u.sscc is not null), '[]'))::text as json
  from trace.pallet p left join trace.logistic_unit u on u.pallet = p.sscc
  where p.sscc = $1 group by p.sscc, p.cases`

const SHIPMENT_SQL = `
  select json_build_object('id', h.id, 'event', h.event, 'at', h.shipped_at, 'from', h.origin, 'to', h.destination,
    'consignor', h.consignor, 'consignee', h.consignee, 'carrier', h.carrier, 'agreement', h.agreement,
    'returning', h.returning_goods, 'status', h.status, 'open', h.open,
    'items', (select json_agg(json_build_object('gtin', i.gtin, 'lot', i.lot, 'amount', i.amount,
        'unit', d.value ->> 'unit', 'sscc', i.sscc) order by i.position)
      from trace.shipment_item i join core.state d on d.key = 'core/product/' || i.gtin
      where i.shipment = h.id))::text as json
  from trace.shipment h where h.id = $1`

const AGREEMENT_SQL = `
  select json_build_object('id', a.id, 'supplier', a.supplier, 'buyer', a.buyer, 'document', a.document,
    'grams', a.quantity, 'delivered', a.delivered,
    'shipments', (select coalesce(json_agg(json_build_object('id', id, 'at', shipped_at, 'status', status)
        order by shipped_at), '[]') from trace.shipment where agreement = a.id))::text as json
  from trace.agreement a where a.id = $1`

/** The event as it was signed, then what corrects it: an error declaration names the event that it is about. */
const EVENT_SQL = `
  select json_agg(json_build_object('kind', e.kind, 'author', e.author, 'key', e.key, 'command', e.command_id,
    'recorded', e.recorded_at, 'block', e.block, 'transaction', t.tx_id, 'facts', e.facts, 'event', e.event, 'hashId', e.hash_id)
    order by e.block, e.tx_index, e.position, e.index)::text as json
  from trace.event e join core.transaction t on (t.block, t.index) = (e.block, e.tx_index)
  where e.event_id = $1 having count(*) > 0`

export const packJson = (pool: pg.Pool, { gtin, serial }: PackRef) => jsonOf(pool, 'pack', PACK_SQL, [gtin, serial])
export const caseJson = (pool: pg.Pool, sscc: string) => jsonOf(pool, 'case', CASE_SQL, [sscc])
export const palletJson = (pool: pg.Pool, sscc: string) => jsonOf(pool, 'pallet', PALLET_SQL, [sscc])
/** Numbers of the cases on a pallet. */
export async function casesOn(pool: pg.Pool, pallet: string): Promise<string[]> {
  const { rows } = await pool.query<{ sscc: string }>({
    name: 'trace.cases-on',
    text: 'select sscc from trace.logistic_unit where pallet = $1 order by sscc',
    values: [pallet]
  })
  return rows.map(({ sscc }) => sscc)
}
export const shipmentJson = (pool: pg.Pool, id: string) => jsonOf(pool, 'shipment', SHIPMENT_SQL, [id])
export const agreementJson = (pool: pg.Pool, id: string) => jsonOf(pool, 'agreement', AGREEMENT_SQL, [id])
export const eventJson = (pool: pg.Pool, id: string) => jsonOf(pool, 'event', EVENT_SQL, [id])
