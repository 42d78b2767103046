import type { LotRef } from '../core/gs1.js'
import type { KindName } from './law.js'
import { lotId } from './subjects.js'

/** A lot and an amount of it, in the unit of its product. */
export type Line = readonly [lot: string, amount: number]

/** Fewer households than this are not told apart: a count of one names somebody. */
export const HOUSEHOLDS_SHOWN_FROM = 5

interface Goods {
  ref: LotRef
  amount: number
}

/** Members of read events that summaries speak of. */
interface Read {
  readPoint?: { id: string }
  quantityList?: readonly Goods[]
  inputQuantityList?: readonly Goods[]
  outputQuantityList?: readonly Goods[]
  childQuantityList?: readonly Goods[]
  outputEPCList?: readonly unknown[]
  childEPCs?: readonly unknown[]
  parentID?: string
  disposition?: string
  ilmd?: Record<string, string | number>
  bizTransactionList?: string
  destinationList?: { party: string; place: string }
  [extension: `suyuan:${string}`]: unknown
}

const linesOf = (goods: readonly Goods[] = []): Line[] => goods.map(({ ref, amount }) => [lotId(ref), amount])

/** Lots that the event made or added to, with how much. */
export function madeBy(kind: KindName, event: object): Line[] {
  const read = event as Read
  if (kind === 'harvest') return linesOf(read.quantityList)
  if (kind === 'process') return linesOf(read.outputQuantityList)
  if (kind !== 'packing') return []
  const { 'suyuan:gtin': gtin, 'cbvmda:lotNumber': lot } = read.ilmd as Record<string, string>
  const pieces = read.outputEPCList?.length ?? linesOf(read.outputQuantityList)[0]![1]
  return [[lotId({ gtin: gtin!, lot: lot! }), pieces]]
}

const households = (count: number) =>
  count < HOUSEHOLDS_SHOWN_FROM ? { householdsBelow: HOUSEHOLDS_SHOWN_FROM } : { households: count }

const SUMMARIES: Partial<Record<KindName, (read: Read) => object>> = {
  harvest: ({ readPoint, ilmd = {} }) => ({
    plot: readPoint!.id,
    cultivar: ilmd['suyuan:cultivar'],
    season: ilmd['suyuan:season'],
    grade: ilmd['suyuan:grade'],
    ...households(Number(ilmd['suyuan:households']))
  }),
  process: read => ({
    template: read['suyuan:template'],
    steps: read['suyuan:steps'],
    grade: read.ilmd?.['suyuan:grade']
  }),
  packing: ({ ilmd }) => ({
    productionDate: ilmd!['cbvmda:productionDate'],
    expires: ilmd!['cbvmda:itemExpirationDate'],
    certificate: ilmd!['suyuan:certificate']
  }),
  palletising: ({ parentID, childEPCs }) => ({ pallet: parentID, cases: childEPCs!.length }),
  casing: read => ({ pieces: read.childEPCs?.length ?? linesOf(read.childQuantityList)[0]![1] }),
  shipping: read => ({
    to: read.destinationList!.place,
    consignee: read.destinationList!.party,
    carrier: read['suyuan:carrier'],
    returning: read.disposition === 'returned' ? true : undefined
  }),
  receiving: read => ({
    shortage: read['suyuan:shortage'] ? true : undefined,
    damage: read['suyuan:damage'] ? true : undefined
  }),
  explaining: read => ({ explanation: read['suyuan:explanation'] }),
  inspecting: ({ disposition }) => ({ conforms: disposition === 'conformant' }),
  testing: read => ({ conforms: read.disposition === 'conformant', report: read['suyuan:report'] }),
  recalling: read => ({ recall: read['suyuan:recall'] })
}

/** What the public reads of an event: without serials, other buyers' amounts and counts that point at a household. */
export function summaryOf(kind: KindName, event: object): object {
  const read = event as Read
  const made = madeBy(kind, event)
  const inputs = linesOf(read.inputQuantityList)
  return {
    ...(made.length > 0 && { made }),
    ...(inputs.length > 0 && { inputs }),
    ...(read.bizTransactionList && { shipment: read.bizTransactionList }),
    ...SUMMARIES[kind]?.(read)
  }
}
