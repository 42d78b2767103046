/** Adds up what the requests say, apart from how they were made, and compares it with what a season must come to. */
import { PARTIES } from './parties.js'
import type { DemoOptions, Plan } from './plan.js'
import { PRODUCTS } from './products.js'
import { RECALL } from './recall.js'
import { SEASON } from './season.js'
import { type Body, Tally } from './tally.js'

/** What the plan comes to, but for the trader's story. @throws Error where a request takes what is not there */
export function totalsOf(plan: Plan) {
  const tally = new Tally()
  for (const { as, path, body: given, refusal } of plan.stages.flatMap(({ requests }) => requests)) {
    if (as !== PARTIES.trader.uscc && !refusal)
      add(tally, path.split('/').at(-1)!, typeof given === 'function' ? given(() => ['']) : given)
  }
  return summary(tally)
}

function add(tally: Tally, path: string, given: object): void {
  const body = given as Body
  const { cases = [], packs = [] } = given as { cases?: string[]; packs?: { serial: string }[] }
  if (path === 'places' && body.kind === 'plot') tally.plots += 1
  if (path === 'shipments') tally.shipped(cases)
  if (path === 'receipts') tally.received(cases)
  if (path === 'destructions') tally.destroyed(cases, packs)
  if (path === 'recalls') tally.recalled = body.lots[0]!.lot
  if (path === 'harvests' || path === 'corrections' || path === 'processings') tally[path](body)
  if (path === 'packings' || path === 'sales' || path === 'returns') tally[path](body)
}

function summary(tally: Tally) {
  const of = (amounts: Map<string, number>, { gtin }: { gtin: string }) =>
    [...amounts].filter(([lot]) => lot.startsWith(`${gtin}/`)).map(([, amount]) => amount)
  const total = (amounts: Map<string, number>, product: { gtin: string }) =>
    of(amounts, product).reduce((before, amount) => before + amount, 0)
  const cases = [...tally.cases.values()]
  const packs = [...tally.packs.values()]
  const { leaf, crude, finished, byProduct, small, big } = PRODUCTS
  const recalled = packs.filter(({ lot }) => lot === tally.recalled)
  const state = (...states: string[]) => recalled.filter(pack => states.includes(pack.state)).length
  const concerned = tally.receipts.filter(serials => tally.packs.get(serials[0]!)!.lot === tally.recalled)
  return {
    plots: tally.plots,
    harvestLots: of(tally.made, leaf).length,
    fresh: total(tally.made, leaf),
    batches: of(tally.made, crude).length,
    crude: total(tally.made, crude),
    finished: total(tally.made, finished),
    byProduct: total(tally.made, byProduct),
    loss: total(tally.made, crude) - total(tally.made, finished) - total(tally.made, byProduct),
    unused: total(tally.left, leaf) + total(tally.left, crude) + total(tally.left, finished),
    smallPacks: packs.filter(({ gtin }) => gtin === small.gtin).length,
    bigPacks: packs.filter(({ gtin }) => gtin === big.gtin).length,
    smallCases: cases.filter(({ gtin }) => gtin === small.gtin).length,
    bigCases: cases.filter(({ gtin }) => gtin === big.gtin).length,
    shipments: tally.shipments,
    casesOnTheWay: cases.filter(box => box.state === 'packed' || box.state === 'sent').length,
    receipts: tally.receipts.length,
    recalledPacks: recalled.length,
    recalledSold: concerned.flat().length,
    recalledReceipts: concerned.length,
    recalledDestroyed: state('destroyed'),
    recalledUnrecovered: state('sold')
  }
}
export type Totals = ReturnType<typeof summary>

/** What holds at any scale. */
const ALWAYS: Partial<Totals> = {
  unused: 0,
  casesOnTheWay: 0,
  recalledPacks: 640,
  recalledSold: RECALL.sold,
  recalledReceipts: RECALL.receipts,
  recalledDestroyed: 640 - RECALL.sold + RECALL.returned,
  recalledUnrecovered: RECALL.sold - RECALL.returned
}

/** What a whole season comes to. */
const A_SEASON: Partial<Totals> = {
  plots: 18,
  harvestLots: 240,
  fresh: SEASON.fresh,
  batches: SEASON.batches,
  crude: SEASON.crude,
  finished: SEASON.finished,
  byProduct: SEASON.byProduct,
  loss: 46_000,
  smallPacks: 8000,
  bigPacks: 2480,
  smallCases: 200,
  bigCases: 124,
  shipments: 18,
  receipts: SEASON.receipts
}

/** @throws Error naming the first figure that does not come out */
export function assertTotals(plan: Plan, { scale }: DemoOptions): Totals {
  const totals = totalsOf(plan)
  const whole = Number.isInteger(scale) ? Object.entries(A_SEASON).map(([name, n]) => [name, n * scale] as const) : []
  for (const [name, wanted] of [...Object.entries(ALWAYS), ...whole]) {
    const got = totals[name as keyof Totals]
    if (got !== wanted) throw new Error(`The demonstration comes to ${got} ${name}, not ${wanted}`)
  }
  return totals
}
