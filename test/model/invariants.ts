/** What holds of any state that the law let come about: mass is conserved, and nothing is in two hands. */
import type { LotRef } from '@suyuan/model/core/gs1'
import { type Place, type Product, placeKey, productKey } from '@suyuan/model/core/records'
import {
  type Case,
  type Item,
  type Lot,
  lotKeyOf,
  type Pack,
  type PackSheet,
  type Pallet,
  type Recall,
  type RecallNotice,
  type Shipment,
  type Stock
} from '@suyuan/model/trace/states'
import type { Ledger } from './support.js'

/** Everything of one kind: the parts of its keys, and the values. */
export function all<T>(ledger: Ledger, prefix: string): { parts: string[]; value: T }[] {
  return [...ledger.states.keys()]
    .filter(key => key.startsWith(`${prefix}/`))
    .map(key => ({
      parts: key
        .slice(prefix.length + 1)
        .split('/')
        .map(decodeURIComponent),
      value: ledger.read<T>(key)!
    }))
}

const refOf = ([gtin, lot]: string[]): LotRef => ({ gtin: gtin!, lot: lot! })
export const lotsOf = (ledger: Ledger) =>
  all<Lot>(ledger, 'trace/lot').map(({ parts, value }) => ({ ref: refOf(parts), ...value }))
/** Stocks at every place: a lot's own record has the one where it was made. */
/** What is where: at the place of its making a lot tells itself. */
export const stocksOf = (ledger: Ledger) => [
  ...lotsOf(ledger).map(({ ref, place, stock }) => ({ ref, place, ...stock })),
  ...all<Stock>(ledger, 'trace/stock').map(({ parts, value }) => ({ ref: refOf(parts), place: parts[2]!, ...value }))
]
const unitsOf = (ledger: Ledger) =>
  all<Case | Pallet>(ledger, 'trace/case').map(({ parts, value }) => ({ sscc: parts[0]!, ...value }))
export const casesOf = (ledger: Ledger) => unitsOf(ledger).flatMap(unit => ('cases' in unit ? [] : [unit]))
export const palletsOf = (ledger: Ledger) => unitsOf(ledger).flatMap(unit => ('cases' in unit ? [unit] : []))
export const shipmentsOf = (ledger: Ledger) =>
  all<Shipment>(ledger, 'trace/shipment').map(({ parts, value }) => ({ id: parts[0]!, ...value }))
export const packsOf = (ledger: Ledger) =>
  all<PackSheet>(ledger, 'trace/packs').flatMap(({ parts: [gtin, head], value }) =>
    Object.entries(value).map(([rest, pack]) => ({ gtin: gtin!, serial: head + rest, ...pack }))
  )

export const recallsOf = (ledger: Ledger) =>
  all<Recall>(ledger, 'trace/recall').map(({ parts, value }) => ({ number: parts[0]!, ...value }))
export const noticesOf = (ledger: Ledger) =>
  all<RecallNotice>(ledger, 'trace/notice').map(({ parts, value }) => ({
    number: parts[0]!,
    party: parts[1]!,
    ...value
  }))

/** Recalls whose lots are not those that carry their number; notices of no recall; numbers that are both. */
export function recallFaults(ledger: Ledger): string[] {
  const flagged = lotsOf(ledger).map(({ recall }) => recall)
  const recalls = new Map(recallsOf(ledger).map(recall => [recall.number, recall]))
  const miscounted = [...recalls.values()].filter(
    ({ number, lots }) => lots !== flagged.filter(recall => recall === number).length
  )
  const astray = noticesOf(ledger).filter(({ number }) => !recalls.has(number))
  const both = all(ledger, 'trace/drill').filter(({ parts: [number] }) => recalls.has(number!))
  return [
    ...miscounted.map(({ number, lots }) => `recall ${number} does not have the ${lots} lots that it says`),
    ...astray.map(({ number }) => `a notice is of recall ${number}, which is none`),
    ...both.map(({ parts }) => `${parts} is a recall and a drill`)
  ]
}

const PARTS = ['held', 'blocked', 'consumed', 'sold', 'destroyed', 'lost'] as const
type Part = (typeof PARTS)[number]

class Tally {
  private readonly amounts = new Map<string, number>()

  add(key: string, amount: number): void {
    this.amounts.set(key, this.of(key) + amount)
  }

  of(key: string): number {
    return this.amounts.get(key) ?? 0
  }
}

function tally<T>(list: readonly T[], entry: (item: T) => [string, number][]): Tally {
  const sums = new Tally()
  for (const item of list) for (const [key, amount] of entry(item)) sums.add(key, amount)
  return sums
}

/** Where the mass of the ledger does not add up, in words; nothing when it does. */
export function massFaults(ledger: Ledger): string[] {
  const [lots, stocks, shipments] = [lotsOf(ledger), stocksOf(ledger), shipmentsOf(ledger)]
  const onHand = tally(stocks, stock => PARTS.map(part => [lotKeyOf(stock.ref), stock[part]]))
  const consumed = tally(stocks, stock => [[lotKeyOf(stock.ref), stock.consumed]])
  const used = tally(lots.filter(isFirstOfMaking), lot => lot.inputs.map(input => [lotKeyOf(input), input.amount]))
  const underWay = tally(shipments, ({ open }) => open.map(item => [lotKeyOf(item), item.amount]))
  const faults: string[] = []
  const fault = (holds: boolean, text: string) => {
    if (!holds) faults.push(text)
  }
  for (const stock of stocks)
    fault(
      PARTS.every(part => stock[part] >= 0 && Number.isSafeInteger(stock[part])),
      `stock of ${stock.ref.lot}`
    )
  for (const lot of lots) {
    const key = lotKeyOf(lot.ref)
    fault(lot.quantity === onHand.of(key) + underWay.of(key), `${key}: ${lot.quantity} made is not what there is`)
    fault(used.of(key) === consumed.of(key), `${key}: ${consumed.of(key)} consumed is not what others were made of`)
    fault(balances(ledger, lot), `${key}: more made than went in`)
  }
  return faults
}

/** One of the outputs of a making, so that its inputs are counted once. */
const isFirstOfMaking = ({ ref, siblings = [] }: Lot & { ref: LotRef }) =>
  siblings.every(other => lotKeyOf(ref) < lotKeyOf(other))

const gramsOf = (ledger: Ledger, { gtin }: LotRef, amount: number) =>
  amount * (ledger.read<Product>(productKey(gtin))!.netGrams ?? 1)

/** What came of a making, all outputs together, is what its balance says, and no more than went in. */
function balances(ledger: Ledger, lot: Lot & { ref: LotRef }): boolean {
  if (!lot.balance) return lot.inputs.length === 0
  const input = lot.inputs.reduce((sum, { amount, ...ref }) => sum + gramsOf(ledger, ref, amount), 0)
  const output = [lot.ref, ...(lot.siblings ?? [])].reduce(
    (sum, ref) => sum + gramsOf(ledger, ref, ledger.read<Lot>(lotKeyOf(ref))!.quantity),
    0
  )
  return input === lot.balance.input && output === lot.balance.output && output <= input
}

/** Where something is in two hands or in none, in words. */
export function custodyFaults(ledger: Ledger): string[] {
  const faults: string[] = []
  const carried = new Map<string, string>()
  for (const { id, open, status } of shipmentsOf(ledger)) {
    if (open.length > 0 !== (status === 'in_transit')) faults.push(`shipment ${id} is ${status}`)
    for (const { sscc } of open as Item[]) {
      if (!sscc) continue
      if (carried.has(sscc)) faults.push(`case ${sscc} is in two shipments`)
      carried.set(sscc, id)
    }
  }
  const cases = new Map(casesOf(ledger).map(box => [box.sscc, box]))
  for (const [sscc, { shipment, place, status }] of cases) {
    if (shipment !== carried.get(sscc)) faults.push(`case ${sscc} is said to be in ${shipment}`)
    if (shipment && status !== 'closed') faults.push(`case ${sscc} travels ${status}`)
    if (!ledger.read<Place>(placeKey(place))) faults.push(`case ${sscc} is nowhere`)
  }
  const stacked = palletsOf(ledger)
  for (const { sscc, cases: on } of stacked) {
    const boxes = on.map(box => cases.get(box))
    if (boxes.some(box => box?.pallet !== sscc || box.status !== 'closed'))
      faults.push(`pallet ${sscc} has no such case`)
    if (new Set(boxes.map(box => `${box?.place} ${box?.shipment}`)).size > 1) faults.push(`pallet ${sscc} is apart`)
    if (new Set(on).size < on.length) faults.push(`pallet ${sscc} has a case twice`)
  }
  for (const { sscc, pallet } of cases.values())
    if (pallet && !stacked.find(other => other.sscc === pallet)?.cases.includes(sscc))
      faults.push(`case ${sscc} is said to be on ${pallet}`)
  for (const pack of packsOf(ledger)) {
    if (!ledger.read<Lot>(lotKeyOf(pack))) faults.push(`pack ${pack.serial} is of no lot`)
    if (!pack.case) continue
    const box = cases.get(pack.case)
    if (!box) faults.push(`pack ${pack.serial} is in no case`)
    if (box?.status === 'closed' && pack.status !== 'packed') faults.push(`${pack.status} pack in a closed case`)
  }
  return faults
}

/** The part of stock that a pack is counted in, and where; `null` while it travels. */
function whereabouts(ledger: Ledger, pack: Pack & { gtin: string }): { part: Part; place: string } | null {
  const box = pack.case ? ledger.read<Case>(`trace/case/${pack.case}`) : null
  const home = ledger.read<Lot>(lotKeyOf({ gtin: pack.gtin, lot: pack.lot }))!.place
  if (pack.status === 'returned') return { part: 'blocked', place: pack.place! }
  if (pack.status !== 'packed') return { part: pack.status, place: pack.place! }
  if (!box) return { part: 'held', place: home }
  if (box.shipment) return null
  if (box.status === 'destroyed' || box.status === 'lost') return { part: box.status, place: box.place }
  return { part: 'held', place: box.place }
}

/** Where packs with serials are not what stock says, for lots that were handled by serial and by case only. */
export function packFaults(ledger: Ledger, only: (ref: LotRef) => boolean): string[] {
  const counted = new Tally()
  for (const pack of packsOf(ledger)) {
    const found = whereabouts(ledger, pack)
    // A lost case's stock is written off where it was awaited, the case itself stays where it left.
    const place = found?.part === 'lost' ? 'anywhere' : found?.place
    if (found) counted.add(`${lotKeyOf(pack)} ${found.part} ${place}`, 1)
  }
  const stocks = new Tally()
  for (const stock of stocksOf(ledger)) {
    for (const part of PARTS)
      stocks.add(`${lotKeyOf(stock.ref)} ${part} ${part === 'lost' ? 'anywhere' : stock.place}`, stock[part])
  }
  return stocksOf(ledger).flatMap(({ ref, place }) =>
    PARTS.map(part => `${lotKeyOf(ref)} ${part} ${part === 'lost' ? 'anywhere' : place}`)
      .filter(key => only(ref) && stocks.of(key) !== counted.of(key))
      .map(key => `${key}: ${counted.of(key)} packs, ${stocks.of(key)} in stock`)
  )
}
