import type { Fact } from '@suyuan/model/core/law'
import { type KindName, readEvent } from '@suyuan/model/trace/law'
import type { Item } from '@suyuan/model/trace/states'
import { madeBy } from '@suyuan/model/trace/summary'
import type pg from 'pg'
import type { Scope } from './history.js'
import { type Content, casesIn, casesOf, type Goods, itemsIn, type Moving, packsOf } from './moving.js'

/** How goods come to a party's hands, and how they leave them. */
export const INFLOWS = ['harvested', 'produced', 'received', 'returned', 'restored', 'corrected'] as const
export const OUTFLOWS = ['consumed', 'shipped', 'sold', 'destroyed', 'short'] as const
export type Flow = (typeof INFLOWS)[number] | (typeof OUTFLOWS)[number]

/** Of one product, in its unit. */
export type ProductFlows = Record<Flow, number> & { gtin: string; opening: number }

interface FlowEvent {
  kind: KindName
  event: Record<string, unknown>
  facts: Fact[] | null
  recorded: Date
}

/** $1 party or null, $2 before when. In the order of the ledger, so that what is open of a shipment is known. */
const EVENTS = `
  select kind, event, facts, recorded_at as recorded from trace.event
  where ($1::text is null or author = $1) and ($2::timestamptz is null or recorded_at < $2)
    and kind in ('harvest', 'process', 'packing', 'shipping', 'voiding', 'receiving', 'returning', 'selling', 'destroying',
      'correcting')
  order by block, tx_index, position, index limit $3`

/** More than that is not added up at once. */
export const MOST_EVENTS = 100_000

/**
 * What a party (or, without one, everybody) did with each product in a period, from the events themselves; `opening` is what
 * came of all before. What events say and what the ledger's states have must come to the same.
 */
export async function flows(pool: pg.Pool, { party, from, to }: Scope): Promise<ProductFlows[]> {
  const { rows: events } = await pool.query<FlowEvent>(EVENTS, [party ?? null, to ?? null, MOST_EVENTS])
  const read = events.map(row => ({ ...row, moving: readEvent(row.event).event as object as Moving }))
  const [cases, items] = await Promise.all([
    casesIn(
      pool,
      read.flatMap(({ moving, facts }) => casesOf(moving, facts ?? []))
    ),
    itemsIn(
      pool,
      read.flatMap(({ moving }) => moving.bizTransactionList ?? [])
    )
  ])
  const since = from ? Date.parse(from) : Number.NEGATIVE_INFINITY
  const sums = new Map<string, ProductFlows>()
  for (const { kind, facts, recorded, moving } of read) {
    for (const { gtin, flow, amount } of linesOf(kind, moving, facts ?? [], cases, items)) {
      const sum = sums.get(gtin) ?? noFlows(gtin)
      if (recorded.getTime() >= since) sum[flow] += amount
      else sum.opening += isOutflow(flow) ? -amount : amount
      sums.set(gtin, sum)
    }
  }
  return [...sums.values()].sort((one, other) => (one.gtin < other.gtin ? -1 : 1))
}

const isOutflow = (flow: Flow) => (OUTFLOWS as readonly string[]).includes(flow)

/** What is there after the period. */
export const closingOf = (sum: ProductFlows): number =>
  sum.opening + INFLOWS.reduce((all, flow) => all + sum[flow], 0) - OUTFLOWS.reduce((all, flow) => all + sum[flow], 0)

const noFlows = (gtin: string): ProductFlows => ({
  gtin,
  opening: 0,
  ...(Object.fromEntries([...INFLOWS, ...OUTFLOWS].map(flow => [flow, 0])) as Record<Flow, number>)
})

interface Line {
  gtin: string
  flow: Flow
  amount: number
}
type Cases = ReadonlyMap<string, Content>
/** Items of shipments; what is still open in bulk is counted down as it comes in. */
type Items = ReadonlyMap<string, Item[]>

const quantities = (goods: readonly Goods[] | undefined, flow: Flow): Line[] =>
  (goods ?? []).map(({ ref, amount }) => ({ gtin: ref.gtin, flow, amount }))

const named = (moving: Moving, flow: Flow, facts: readonly Fact[], cases: Cases): Line[] => [
  ...quantities(moving.quantityList, flow),
  ...packsOf(moving).map(({ gtin }) => ({ gtin, flow, amount: 1 })),
  ...casesOf(moving, facts).flatMap(sscc => {
    const box = cases.get(sscc)
    return box ? [{ gtin: box.gtin, flow, amount: box.pieces }] : []
  })
]

function linesOf(kind: KindName, moving: Moving, facts: readonly Fact[], cases: Cases, items: Items): Line[] {
  const made = (flow: Flow): Line[] =>
    madeBy(kind, moving).map(([lot, amount]) => ({ gtin: lot.slice(0, 14), flow, amount }))
  if (kind === 'harvest') return made('harvested')
  if (kind === 'process' || kind === 'packing')
    return [...quantities(moving.inputQuantityList, 'consumed'), ...made('produced')]
  if (kind === 'shipping') return named(moving, 'shipped', facts, cases)
  if (kind === 'receiving') return received(moving, facts, cases, items.get(moving.bizTransactionList!) ?? [])
  if (kind === 'returning') return named(moving, 'returned', facts, cases)
  if (kind === 'selling') return named(moving, 'sold', facts, cases)
  if (kind === 'destroying') return named(moving, 'destroyed', facts, cases)
  const disputed = facts.some(({ type }) => type === 'dispute')
  if (kind === 'voiding' && !disputed)
    return (items.get(moving.bizTransactionList!) ?? []).map(({ gtin, amount }) => ({ gtin, flow: 'restored', amount }))
  return facts.flatMap(({ type, gtin, from, to }): Line[] =>
    type === 'corrected' ? [{ gtin: gtin as string, flow: 'corrected', amount: Number(to) - Number(from) }] : []
  )
}

/** What is short of bulk that never came was never on hand; what is short of cases that came was, and is not. */
function received(moving: Moving, facts: readonly Fact[], cases: Cases, items: Item[]): Line[] {
  const bulkOf = ({ ref }: Goods) => items.find(item => !item.sscc && item.gtin === ref.gtin && item.lot === ref.lot)
  for (const goods of moving.quantityList ?? []) {
    const open = bulkOf(goods)
    if (open) open.amount -= goods.amount
  }
  const missing = (moving['suyuan:shortage']?.quantityList ?? []).filter(goods => {
    const open = bulkOf(goods)
    if (!open || open.amount <= 0) return true
    open.amount -= goods.amount
    return false
  })
  return [...named(moving, 'received', facts, cases), ...quantities(missing, 'short')]
}
