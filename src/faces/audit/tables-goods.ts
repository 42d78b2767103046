import type { LotRef } from '@suyuan/model/core/gs1'
import type { Product } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import { minuteOf } from '../../core/web/clock.js'
import { say } from '../../core/web/texts.js'
import { type LotBalance, type OpenShipment, openIn, type PlaceStock } from '../../modules/trace/queries/balance.js'
import type { Family } from '../../modules/trace/queries/family.js'
import { closingOf, type Flow, INFLOWS, OUTFLOWS, type ProductFlows } from '../../modules/trace/queries/flows.js'
import { type Names, partyIn } from '../../modules/trace/queries/names.js'
import { amountOf, type Cell, lotHref, partyHref, placeHref, type Sheet } from './sheets.js'

export const FLOW_NAMES = {
  harvested: say('auditHarvested'),
  produced: say('auditProduced'),
  received: say('auditReceived'),
  returned: say('auditReturned'),
  restored: say('auditRestored'),
  corrected: say('auditCorrectedFlow'),
  consumed: say('auditConsumed'),
  shipped: say('auditShipped'),
  sold: say('auditSold'),
  destroyed: say('auditDestroyed'),
  short: say('auditShort')
} satisfies Record<Flow, Text>

const lotCell = ({ gtin, lot }: LotRef): Cell => ({ text: lot, href: lotHref({ gtin, lot }) })
const unitOf = (products: ReadonlyMap<string, Product>, gtin: string) => products.get(gtin)?.unit ?? 'gram'
const nameOf = (products: ReadonlyMap<string, Product>, gtin: string): Text =>
  products.get(gtin)?.name ?? untranslated(gtin)

/** Signed, in the unit of the product; nothing where it is nothing. */
const flowOf = (amount: number, unit: 'gram' | 'piece'): Cell => (amount === 0 ? null : amountOf(amount, unit))

/** What became of each lot, and what of it does not add up. */
export const balancesSheet = (lots: readonly LotBalance[], id = 'balance'): Sheet => ({
  id,
  title: say('auditBalance'),
  help: say('auditBalanceHelp'),
  columns: [
    { name: say('product') },
    { name: say('lot'), as: 'code' },
    { name: say('auditMade'), as: 'number' },
    { name: say('auditHeld'), as: 'number' },
    { name: say('auditBlocked'), as: 'number' },
    { name: say('auditTransit'), as: 'number' },
    { name: say('auditConsumed'), as: 'number' },
    { name: say('auditSold'), as: 'number' },
    { name: say('auditDestroyed'), as: 'number' },
    { name: say('auditLost'), as: 'number' },
    { name: say('auditOpen'), as: 'number' },
    { name: say('auditYield') }
  ],
  rows: lots.map(lot => [
    lot.product,
    lotCell(lot),
    ...[lot.made, lot.held, lot.blocked, lot.transit, lot.consumed, lot.sold, lot.destroyed, lot.lost].map(amount =>
      amountOf(amount, lot.unit)
    ),
    openIn(lot) === 0 ? say('auditCloses') : amountOf(openIn(lot), lot.unit),
    yieldOf(lot)
  ])
})

function yieldOf({ input, output, template }: LotBalance): Cell {
  if (input === null || output === null || output === 0) return null
  return `${template}: ${input / 1000} → ${output / 1000} kg, ${(input / output).toFixed(2)}:1`
}

/** Where things do not come out: goods missing, inputs that were not used, shortages, what is under way for too long. */
export function gapsSheet(lots: readonly LotBalance[], shipments: readonly OpenShipment[]): Sheet {
  const rows: Cell[][] = [
    ...lots
      .filter(lot => openIn(lot) !== 0)
      .map((lot): Cell[] => [say('auditGapLot'), lotCell(lot), amountOf(openIn(lot), lot.unit)]),
    ...lots
      .filter(lot => lot.used !== lot.consumed)
      .map((lot): Cell[] => [say('auditGapUsed'), lotCell(lot), amountOf(lot.consumed - lot.used, lot.unit)]),
    ...lots
      .filter(({ lost }) => lost > 0)
      .map((lot): Cell[] => [say('auditGapLost'), lotCell(lot), amountOf(lot.lost, lot.unit)]),
    ...shipments.map(({ id, days }): Cell[] => [
      say('auditGapTransit'),
      { text: id, href: `/audit/shipments/${encodeURIComponent(id)}` },
      say('days', { count: days })
    ])
  ]
  return {
    id: 'gaps',
    title: say('auditGaps'),
    help: say('auditGapsHelp'),
    columns: [
      { name: say('auditWhat') },
      { name: say('auditOf'), as: 'code' },
      { name: say('auditMuch'), as: 'number' }
    ],
    rows
  }
}

/** What came to a party's hands and left them, by product. @param held by the ledger's states, where the period ends now */
export function flowsSheet(
  flows: readonly ProductFlows[],
  products: ReadonlyMap<string, Product>,
  held: ReadonlyMap<string, number> | null
): Sheet {
  const rows = flows.map((sum): Cell[] => {
    const unit = unitOf(products, sum.gtin)
    const closing = closingOf(sum)
    const difference = held === null ? null : (held.get(sum.gtin) ?? 0) - closing
    return [
      { text: nameOf(products, sum.gtin), href: `/audit/products/${sum.gtin}` },
      amountOf(sum.opening, unit),
      ...[...INFLOWS, ...OUTFLOWS].map(flow => flowOf(sum[flow], unit)),
      amountOf(closing, unit),
      ...(held === null
        ? []
        : [
            amountOf(held.get(sum.gtin) ?? 0, unit),
            difference === 0 ? say('auditCloses') : amountOf(difference!, unit)
          ])
    ]
  })
  return {
    id: 'flows',
    title: say('auditFlows'),
    help: say('auditFlowsHelp'),
    columns: [
      { name: say('product') },
      { name: say('auditOpening'), as: 'number' },
      ...[...INFLOWS, ...OUTFLOWS].map(flow => ({ name: FLOW_NAMES[flow], as: 'number' as const })),
      { name: say('auditClosing'), as: 'number' },
      ...(held === null
        ? []
        : [
            { name: say('auditOnLedger'), as: 'number' as const },
            { name: say('auditOpen'), as: 'number' as const }
          ])
    ],
    rows
  }
}

/** Where a lot is. */
export const stocksSheet = (stocks: readonly PlaceStock[], unit: 'gram' | 'piece'): Sheet => ({
  id: 'stocks',
  title: say('auditStocks'),
  columns: [
    { name: say('place') },
    { name: say('operator') },
    { name: say('auditHeld'), as: 'number' },
    { name: say('auditBlocked'), as: 'number' },
    { name: say('auditConsumed'), as: 'number' },
    { name: say('auditSold'), as: 'number' },
    { name: say('auditDestroyed'), as: 'number' },
    { name: say('auditLost'), as: 'number' }
  ],
  rows: stocks.map(stock => [
    { text: stock.name ?? untranslated(stock.place), href: placeHref(stock.place) },
    stock.party === null ? null : { text: stock.partyName ?? untranslated(stock.party), href: partyHref(stock.party) },
    ...[stock.held, stock.blocked, stock.consumed, stock.sold, stock.destroyed, stock.lost].map(amount =>
      amountOf(amount, unit)
    )
  ])
})

/** Lots before and after a lot, by how many makings they are away. */
export const familySheet = (family: Family, levels: ReadonlyMap<string, number>, names: Names): Sheet => ({
  id: 'lots',
  title: say('auditFamily'),
  help: say('auditFamilyHelp'),
  columns: [
    { name: say('auditLevel'), as: 'number' },
    { name: say('product') },
    { name: say('lot'), as: 'code' },
    { name: say('quantity'), as: 'number' },
    { name: say('auditMadeAt') },
    { name: say('auditMaker') },
    { name: say('place') },
    { name: say('auditState') }
  ],
  rows: [...family.lots]
    .sort((one, other) => levels.get(idOf(one))! - levels.get(idOf(other))! || (one.made < other.made ? -1 : 1))
    .map(lot => [
      levels.get(idOf(lot))!,
      lot.product,
      lotCell(lot),
      amountOf(lot.quantity, lot.unit),
      minuteOf(lot.made),
      { text: partyIn(names, lot.maker), href: partyHref(lot.maker) },
      { text: names.places.get(lot.place)?.name ?? untranslated(lot.place), href: placeHref(lot.place) },
      stateOf(lot)
    ])
})

const idOf = ({ gtin, lot }: LotRef) => `${gtin}/${lot}`

/** What stands in a lot's way. */
export function stateOf({ recall, rejected, hold }: { recall: string | null; rejected: boolean; hold: unknown }): Cell {
  if (recall) return { text: say('auditRecalled', { number: recall }), href: `/audit/recalls/${recall}` }
  if (rejected) return say('auditRejected')
  return hold ? say('auditOnHold') : null
}

/** Which lot went into which, with how much. */
export const edgesSheet = ({ edges }: Family): Sheet => ({
  id: 'edges',
  title: say('auditEdges'),
  columns: [
    { name: say('auditFrom'), as: 'code' },
    { name: say('auditInto'), as: 'code' },
    { name: say('quantity'), as: 'number' }
  ],
  rows: edges.map(({ from, to, amount, unit }) => [lotCell(from), lotCell(to), amountOf(amount, unit)])
})
