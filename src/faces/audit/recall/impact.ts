import type { LotRef } from '@suyuan/model/core/gs1'
import type { Reconciled } from '@suyuan/model/trace/states'
import type { LotCard } from '../../../modules/trace/queries/family.js'

interface Holder extends LotRef {
  place: string
  name: { zh: string; en: string }
  party: string
  unit: 'gram' | 'piece'
  held: number
  blocked: number
  sold: number
  destroyed: number
  lost: number
  consumed: number
}

/** What became of lots, as `queries/impact.ts` has it. */
export interface Impact {
  lots: LotCard[]
  holders: Holder[]
  inTransit: (LotRef & {
    shipment: string
    from: string
    to: string
    consignee: string
    amount: number
    unit: 'gram' | 'piece'
  })[]
  shipments: { id: string }[]
  cases: { sscc: string }[]
  packs: { status: string; count: number }[]
}

/** Of one product, in its unit: the parts add up to what was made. What customers have is not back. */
export interface Counts {
  gtin: string
  product: { zh: string; en: string }
  unit: 'gram' | 'piece'
  lots: number
  made: number
  held: number
  blocked: number
  transit: number
  sold: number
  destroyed: number
  lost: number
  consumed: number
}

/** The impact by product, in the order in which goods are made. */
export function countsOf({ lots, holders, inTransit }: Impact): Counts[] {
  const counts = new Map<string, Counts>()
  for (const { gtin, product, unit, quantity } of lots) {
    const none = { held: 0, blocked: 0, transit: 0, sold: 0, destroyed: 0, lost: 0, consumed: 0 }
    const count = counts.get(gtin) ?? { gtin, product, unit, lots: 0, made: 0, ...none }
    counts.set(gtin, { ...count, lots: count.lots + 1, made: count.made + quantity })
  }
  for (const holder of holders) {
    const count = counts.get(holder.gtin)!
    for (const part of ['held', 'blocked', 'sold', 'destroyed', 'lost', 'consumed'] as const)
      count[part] += holder[part]
  }
  for (const { gtin, amount } of inTransit) counts.get(gtin)!.transit += amount
  return [...counts.values()]
}

/** What somebody still has to bring back or destroy before a recall can end. */
export const leftOf = ({ held, blocked, transit }: Counts) => held + blocked + transit

/** What nobody has in hand. */
export const unrecoveredOf = ({ sold, transit, lost }: Counts) => sold + transit + lost

/** The same as a closing tells it: what is under somebody's hand again, and what is not. */
export const reconciledOf = (counts: readonly Counts[]): Reconciled[] =>
  counts.map(count => ({
    gtin: count.gtin,
    recovered: count.held + count.blocked + count.destroyed,
    destroyed: count.destroyed,
    unrecovered: unrecoveredOf(count),
    sold: count.sold
  }))

export const isReconciled = (counts: readonly Counts[]) => counts.every(count => leftOf(count) === 0)
