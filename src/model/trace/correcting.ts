import { z } from 'zod'
import type { LotRef } from '../core/gs1.js'
import type { Context, Fact } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { placeKey, productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { Despatch, departure, Lots, objectEvent, Quantity, Time } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { type Amount, gramsOf, loadedOf, moveStock, need, requireUnit, stockKeys } from './goods.js'
import { PACKING_EXCESS, PROCESS } from './parameters.js'
import { countPicked, plotKeys } from './plots.js'
import { packingLimits, yieldOf } from './process.js'
import { caseKey, type Item, type Lot, lotKeyOf, type Shipment, shipmentKey } from './states.js'

const errorDeclaration = (reasons: [string, ...string[]]) =>
  z.strictObject({
    declarationTime: Time,
    reason: z.enum(reasons),
    correctiveEventIDs: z.array(z.string()).max(10).optional()
  })

/**
 * The maker of a lot declares its quantity wrong (eventID is the event that made it). It moves state only while the goods
 * allow: what was taken from the lot stays taken and the yield limits hold. Otherwise the declaration stands as a dispute.
 */
export const Correcting = z.strictObject({
  ...objectEvent('ADD', 'commissioning'),
  bizStep: z.enum(['commissioning', 'creating_class_instance']),
  action: z.enum(['ADD', 'OBSERVE']),
  errorDeclaration: errorDeclaration(['incorrect_data']),
  quantityList: z.tuple([Quantity])
})
export type Correcting = z.infer<typeof Correcting>

const familyOf = (ref: LotRef, lot: Lot) => [ref, ...(lot.siblings ?? [])]

export const correcting: EventLaw<Correcting> = {
  schema: Correcting,
  keys: (event, loaded) => {
    const [{ ref }] = event.quantityList
    const lot = loadedOf(loaded, lotKeyOf(ref))
    if (!lot) return [lotKeyOf(ref), productKey(ref.gtin)]
    return [
      ...familyOf(ref, lot).map(lotKeyOf),
      productKey(ref.gtin),
      placeKey(lot.place),
      parameterKey(PACKING_EXCESS.name),
      ...(lot.balance ? [parameterKey(PROCESS.name + lot.balance.template)] : []),
      ...(lot.plot ? plotKeys(loaded, lot.plot) : [])
    ]
  },
  decide: (event, draft, context) => {
    const [corrected] = event.quantityList
    const { ref, amount } = corrected
    const lot = need.lot(draft, ref)
    const product = need.product(draft, ref.gtin)
    requireUnit(corrected, product)
    const obstacle = obstacleTo(corrected, lot, event.eventID, draft, context)
    if (obstacle) return [dispute(obstacle)]
    const change = amount - lot.quantity
    if (change >= 0) moveStock(draft, ref, lot.place, change, null, 'held')
    else moveStock(draft, ref, lot.place, -change, 'held', null)
    const output = newOutput(corrected, lot, draft)
    draft.change(lotKeyOf(ref), { quantity: amount })
    for (const kin of familyOf(ref, lot))
      if (lot.balance) draft.change(lotKeyOf(kin), { balance: { ...lot.balance, output } })
    const picked = lot.plot
      ? countPicked(draft, lot.plot, { at: lot.at, form: product.form, grams: change, lot: amount })
      : []
    return [{ type: 'corrected', ...ref, from: lot.quantity, to: amount }, ...picked]
  }
}

const dispute = (obstacle: string): Fact => ({ type: 'dispute', obstacle })

/** Grams that its making would have brought forth, all outputs together. */
const newOutput = (corrected: Amount, lot: Lot, draft: Draft) =>
  (lot.balance?.output ?? 0) + gramsOf(corrected.amount - lot.quantity, need.product(draft, corrected.ref.gtin))

/** Why the correction cannot move the state, if so. */
function obstacleTo(corrected: Amount, lot: Lot, event: string, draft: Draft, { author }: Context): string | null {
  if (lot.event !== event) return 'OTHER_EVENT'
  if (lot.maker !== author || need.place(draft, lot.place).party !== author) return 'NOT_HOLDER'
  if (lot.serialised) return 'SERIALISED'
  const { held } = lot.stock
  if (held + corrected.amount - lot.quantity < 0) return 'STOCK_SHORT'
  if (!lot.balance) return null
  const output = newOutput(corrected, lot, draft)
  if (output > lot.balance.input) return 'MASS_EXCEEDED'
  const most = inForce(draft, PACKING_EXCESS)
  const limits = inForce(draft, PROCESS, lot.balance.template) ?? packingLimits(most)
  return yieldOf(limits, lot.balance.input, output, event).hold ? 'YIELD_HELD' : null
}

/** The consignor declares that a shipment never left: nothing of it may have been received. */
export const Voiding = z.strictObject({
  ...departure('void_shipping'),
  errorDeclaration: errorDeclaration(['did_not_occur']).optional(),
  bizTransactionList: Despatch,
  quantityList: Lots.max(0).optional()
})
export type Voiding = z.infer<typeof Voiding>

export const voiding: EventLaw<Voiding> = {
  schema: Voiding,
  keys: (event, loaded) => {
    const shipment = loadedOf(loaded, shipmentKey(event.bizTransactionList))
    return [
      shipmentKey(event.bizTransactionList),
      ...(shipment?.items ?? []).flatMap(item => [
        ...stockKeys(loaded, item, shipment!.from),
        ...(item.sscc ? [caseKey(item.sscc)] : [])
      ])
    ]
  },
  decide: (event, draft, { author }) => {
    const id = event.bizTransactionList
    const shipment = draft.need(shipmentKey(id), 'SHIPMENT_UNKNOWN', { shipment: id })
    if (shipment.consignor !== author) throw new Refusal('NOT_HOLDER', { shipment: id, consignor: shipment.consignor })
    if (shipment.status !== 'in_transit')
      throw new Refusal('SHIPMENT_CLOSED', { shipment: id, status: shipment.status })
    if (amountOf(shipment.open) < amountOf(shipment.items)) return [dispute('PARTLY_RECEIVED')]
    takeBack(draft, shipment)
    draft.write(shipmentKey(id), { ...shipment, open: [], status: 'void' })
    return []
  }
}

const amountOf = (items: readonly Item[]) => items.reduce((sum, { amount }) => sum + amount, 0)

function takeBack(draft: Draft, { items, from }: Shipment): void {
  for (const item of items) {
    moveStock(draft, item, from, item.amount, null, 'held')
    if (!item.sscc) continue
    const { shipment: _, ...box } = draft.read(caseKey(item.sscc))!
    draft.write(caseKey(item.sscc), box)
  }
}
