import { keyOf } from '@suyuan/model/core/state'
import { caseKey, lotKey, type Pack, shipmentKey } from '@suyuan/model/trace/states'
import type { ClientBase } from 'pg'
import type { Difference } from '../../core/mirror/difference.js'

type Row = Record<string, unknown>

/** As if each pack were a state of its own; on the ledger they are kept by sheet. */
export const packKey = keyOf<Pack>('trace/pack')

/** Goods that a row names by its columns. */
function namedBy(table: string, row: Row): string[] {
  const text = (column: string) => (typeof row[column] === 'string' ? (row[column] as string) : undefined)
  const lot = (prefix = '') => {
    const [gtin, number] = [text(`${prefix}gtin`), text(`${prefix}lot`)]
    return gtin && number ? [lotKey(gtin, number)] : []
  }
  const [gtin, serial, sscc, shipment] = [text('gtin'), text('serial'), text('sscc'), text('shipment')]
  return [
    // A pack's or case's own row is not shown on the page of its lot.
    ...(serial || sscc ? [] : lot()),
    ...lot('child_'),
    ...lot('parent_'),
    ...(gtin && serial ? [packKey(gtin, serial)] : []),
    ...(sscc ? [caseKey(sscc)] : []),
    ...(shipment ? [shipmentKey(shipment)] : []),
    ...(table === 'trace.shipment' ? [shipmentKey(String(row.id))] : []),
    ...(table === 'trace.subject' ? [keyOfSubject(String(row.kind), String(row.id))] : [])
  ]
}

function keyOfSubject(kind: string, id: string): string {
  const [first = '', second = ''] = id.split('/')
  if (kind === 'lot') return lotKey(first, second)
  if (kind === 'pack') return packKey(first, second)
  return kind === 'case' ? caseKey(id) : shipmentKey(id)
}

/** Where on the ledger a row stands that events are told from: block, and transaction. */
const PLACES: Record<string, (row: Row) => unknown[]> = {
  'core.transaction': ({ block, index }) => [block, index],
  'core.command': ({ block, tx_index }) => [block, tx_index],
  'trace.event': ({ block, tx_index }) => [block, tx_index]
}

/** Whose pages show these rows: goods that they name, what events at their place are about, and what these contain. */
export async function subjectsOfRows(db: ClientBase, differences: readonly Difference[]): Promise<string[]> {
  const rows = differences.flatMap(({ table, mirror, ledger }) =>
    [mirror, ledger].flatMap(row => (row ? [{ table, row: row as Row }] : []))
  )
  const named = rows.flatMap(({ table, row }) => namedBy(table, row))
  const places = rows.flatMap(({ table, row }) => (PLACES[table] ? [PLACES[table](row)] : []))
  const { rows: subjects } = await db.query<{ kind: string; id: string }>(
    `select distinct kind, id from subject where (block, tx_index) in
       (select (place ->> 0)::bigint, (place ->> 1)::int from unnest($1::jsonb[]) as asked (place))`,
    [places.map(place => JSON.stringify(place))]
  )
  const all = new Set([...named, ...subjects.map(({ kind, id }) => keyOfSubject(kind, id))])
  return [...all, ...(await contentOf(db, [...all]))]
}

/** Cases and lots of shipments, cases of pallets, packs of cases: their pages tell what became of the whole. */
async function contentOf(db: ClientBase, keys: readonly string[]): Promise<string[]> {
  const idsOf = (key: (id: string) => string) =>
    keys.flatMap(each => (each.startsWith(key('')) ? [decodeURIComponent(each.slice(key('').length))] : []))
  const { rows: items } = await db.query<{ gtin: string; lot: string; sscc: string | null }>(
    'select distinct gtin, lot, sscc from shipment_item where shipment = any($1)',
    [idsOf(shipmentKey)]
  )
  const named = [...idsOf(caseKey), ...items.flatMap(({ sscc }) => (sscc ? [sscc] : []))]
  const { rows: loaded } = await db.query<{ sscc: string }>('select sscc from logistic_unit where pallet = any($1)', [
    named
  ])
  const cases = [...new Set([...named, ...loaded.map(({ sscc }) => sscc)])]
  const { rows: packs } = await db.query<{ gtin: string; serial: string }>(
    'select gtin, serial from pack where sscc = any($1) or earlier && $1',
    [cases]
  )
  return [
    ...items.map(({ gtin, lot }) => lotKey(gtin, lot)),
    ...cases.map(sscc => caseKey(sscc)),
    ...packs.map(({ gtin, serial }) => packKey(gtin, serial))
  ]
}
