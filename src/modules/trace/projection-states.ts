import type { Agreement, Case, Input, Lot, PackSheet, Pallet, Shipment, Stock } from '@suyuan/model/trace/states'
import { isPallet } from '@suyuan/model/trace/units'
import type { ClientBase } from 'pg'
import { type Changes, statesOf } from '../../core/mirror/projection.js'
import { upsert } from '../../core/mirror/upsert.js'

/** Every state of goods has a row of its own; the block's last word on it replaces the row. */
export async function projectStates(db: ClientBase, changes: Changes): Promise<void> {
  await Promise.all([
    projectLots(db, changes),
    projectStocks(db, changes),
    projectUnits(db, changes),
    projectPacks(db, changes),
    projectShipments(db, changes),
    projectAgreements(db, changes)
  ])
}

export const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

/** States of one kind with the parts of their keys; the law deletes none of these. */
export const present = <T>(changes: Changes, prefix: string) =>
  statesOf<T>(changes, prefix).map(({ parts, value }) => ({ parts, state: value as T }))

async function projectLots(db: ClientBase, changes: Changes): Promise<void> {
  const lots = present<Lot>(changes, 'trace/lot')
  const columns = {
    gtin: 'text',
    lot: 'text',
    event: 'text',
    made_at: 'timestamptz',
    maker: 'text',
    place: 'text',
    quantity: 'bigint',
    balance: 'jsonb',
    expires: 'date',
    hold: 'jsonb',
    rejected: 'boolean',
    recall: 'text',
    block: 'bigint'
  }
  const rows = lots.map(({ parts: [gtin, lot], state }) => ({
    gtin,
    lot,
    event: state.event,
    made_at: state.at,
    maker: state.maker,
    place: state.place,
    quantity: state.quantity,
    balance: json(state.balance),
    expires: state.expires ?? null,
    hold: json(state.hold),
    rejected: state.rejected === true,
    recall: state.recall ?? null,
    block: changes.block.number
  }))
  await Promise.all([upsert(db, 'lot', ['gtin', 'lot'], columns, rows), projectEdges(db, lots)])
}

async function projectEdges(db: ClientBase, lots: readonly { parts: string[]; state: Lot }[]): Promise<void> {
  const columns = { child_gtin: 'text', child_lot: 'text', parent_gtin: 'text', parent_lot: 'text', amount: 'bigint' }
  const rows = lots.flatMap(({ parts: [child_gtin, child_lot], state }) =>
    summed(state.inputs).map(({ gtin, lot, amount }) => ({
      child_gtin,
      child_lot,
      parent_gtin: gtin,
      parent_lot: lot,
      amount
    }))
  )
  await upsert(db, 'edge', ['child_gtin', 'child_lot', 'parent_gtin', 'parent_lot'], columns, rows)
}

/** Inputs with one entry a lot. */
function summed(inputs: readonly Input[]): Input[] {
  const byLot = new Map<string, Input>()
  for (const input of inputs) {
    const name = `${input.gtin}/${input.lot}`
    byLot.set(name, { ...input, amount: input.amount + (byLot.get(name)?.amount ?? 0) })
  }
  return [...byLot.values()]
}

async function projectStocks(db: ClientBase, changes: Changes): Promise<void> {
  const columns = {
    gtin: 'text',
    lot: 'text',
    place: 'text',
    held: 'bigint',
    blocked: 'bigint',
    consumed: 'bigint',
    sold: 'bigint',
    destroyed: 'bigint',
    lost: 'bigint'
  }
  const home = present<Lot>(changes, 'trace/lot').map(({ parts: [gtin, lot], state: { place, stock } }) => ({
    gtin,
    lot,
    place,
    ...stock
  }))
  const away = present<Stock>(changes, 'trace/stock').map(({ parts: [gtin, lot, place], state }) => ({
    gtin,
    lot,
    place,
    ...state
  }))
  const rows = [...home, ...away]
  await upsert(db, 'stock', ['gtin', 'lot', 'place'], columns, rows)
}

/** Cases and pallets: the ledger has both by their SSCC. */
async function projectUnits(db: ClientBase, changes: Changes): Promise<void> {
  const units = present<Case | Pallet>(changes, 'trace/case').map(({ parts: [sscc], state }) => ({ sscc, state }))
  await Promise.all([
    projectCases(
      db,
      units.flatMap(({ sscc, state }) => (isPallet(state) ? [] : [{ sscc, state }]))
    ),
    upsert(
      db,
      'pallet',
      ['sscc'],
      { sscc: 'text', cases: 'int' },
      units.flatMap(({ sscc, state }) => (isPallet(state) ? [{ sscc, cases: state.cases.length }] : []))
    )
  ])
}

async function projectCases(
  db: ClientBase,
  cases: readonly { sscc: string | undefined; state: Case }[]
): Promise<void> {
  const columns = {
    sscc: 'text',
    gtin: 'text',
    lot: 'text',
    pieces: 'bigint',
    status: 'text',
    place: 'text',
    shipment: 'text',
    pallet: 'text',
    hold: 'jsonb'
  }
  const rows = cases.map(({ sscc, state: { shipment = null, pallet = null, hold, ...state } }) => ({
    ...state,
    sscc,
    shipment,
    pallet,
    hold: json(hold)
  }))
  await upsert(db, 'logistic_unit', ['sscc'], columns, rows)
}

async function projectPacks(db: ClientBase, changes: Changes): Promise<void> {
  const columns = { gtin: 'text', serial: 'text', lot: 'text', status: 'text', sscc: 'text', place: 'text' }
  const rows = present<PackSheet>(changes, 'trace/packs').flatMap(({ parts: [gtin, prefix], state }) =>
    Object.entries(state).map(([rest, { lot, status, case: sscc = null, place = null }]) => ({
      gtin,
      serial: `${prefix}${rest}`,
      lot,
      status,
      sscc,
      place
    }))
  )
  if (rows.length === 0) return
  await Promise.all([rememberCases(db, rows), upsert(db, 'pack', ['gtin', 'serial'], columns, rows)])
}

/** A pack that was taken from one case and put in another has come by both: the ledger's state tells the last only. */
async function rememberCases(
  db: ClientBase,
  rows: readonly { gtin: string | undefined; serial: string; sscc: string | null }[]
): Promise<void> {
  if (rows.length === 0) return
  await db.query(
    `update pack set earlier = pack.earlier || pack.sscc
     from unnest($1::text[], $2::text[], $3::text[]) as row (gtin, serial, sscc)
     where (pack.gtin, pack.serial) = (row.gtin, row.serial) and pack.sscc <> row.sscc`,
    [rows.map(row => row.gtin), rows.map(row => row.serial), rows.map(row => row.sscc)]
  )
}

async function projectShipments(db: ClientBase, changes: Changes): Promise<void> {
  const shipments = present<Shipment>(changes, 'trace/shipment')
  const columns = {
    id: 'text',
    event: 'text',
    shipped_at: 'timestamptz',
    origin: 'text',
    destination: 'text',
    consignor: 'text',
    consignee: 'text',
    carrier: 'text',
    agreement: 'text',
    returning_goods: 'boolean',
    status: 'text',
    open: 'jsonb'
  }
  const rows = shipments.map(({ parts: [id], state }) => ({
    id,
    event: state.event,
    shipped_at: state.at,
    origin: state.from,
    destination: state.to,
    consignor: state.consignor,
    consignee: state.consignee,
    carrier: state.carrier ?? null,
    agreement: state.agreement ?? null,
    returning_goods: state.returning === true,
    status: state.status,
    open: json(state.open)
  }))
  await Promise.all([upsert(db, 'shipment', ['id'], columns, rows), projectItems(db, shipments)])
}

async function projectItems(db: ClientBase, shipments: readonly { parts: string[]; state: Shipment }[]): Promise<void> {
  const columns = { shipment: 'text', position: 'int', gtin: 'text', lot: 'text', amount: 'bigint', sscc: 'text' }
  const rows = shipments.flatMap(({ parts: [shipment], state }) =>
    state.items.map(({ gtin, lot, amount, sscc = null }, position) => ({ gtin, lot, amount, sscc, shipment, position }))
  )
  await upsert(db, 'shipment_item', ['shipment', 'position'], columns, rows)
}

async function projectAgreements(db: ClientBase, changes: Changes): Promise<void> {
  const columns = {
    id: 'text',
    supplier: 'text',
    buyer: 'text',
    document: 'text',
    quantity: 'bigint',
    delivered: 'bigint'
  }
  const rows = present<Agreement>(changes, 'trace/agreement').map(({ parts: [id], state }) => ({ id, ...state }))
  await upsert(db, 'agreement', ['id'], columns, rows)
}
