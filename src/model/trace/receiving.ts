import { z } from 'zod'
import type { Context, Fact } from '../core/law.js'
import { parameterKey } from '../core/parameters.js'
import { placeKey, productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { Cases, Despatch, objectEvent, Quantities } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { type Amount, gramsOf, loadedOf, moveStock, need, requireAfter, requireUnit, stockKeys } from './goods.js'
import { CLOCK_TOLERANCE } from './parameters.js'
import { accrue } from './shipping.js'
import { agreementKey, type Case, caseKey, type Item, palletKey, type Shipment, shipmentKey } from './states.js'
import { palletFact, takeOff } from './units.js'

const Proof = z.string().min(3).max(80)
/**
 * What a buyer asks of whom it buys from (食品安全法 53): the licence of who made it (SC, or 小作坊登记证), what says that it
 * conforms, the delivery note; each by its number or its digest. None is asked for here: who supervises sees what is missing.
 */
export const PurchaseCheck = z
  .strictObject({ licence: Proof.optional(), conformity: Proof.optional(), deliveryNote: Proof.optional() })
  .refine(check => Object.keys(check).length > 0, 'NOTHING_CHECKED')

/**
 * The consignee takes goods in: whole cases, by themselves or as what is still open of a pallet, or lots in bulk. What did
 * not come is declared short, what came spoilt is declared damaged; what is neither named nor short is still under way, and
 * a later event may bring it.
 */
export const Receiving = z
  .strictObject({
    ...objectEvent('OBSERVE', 'receiving'),
    disposition: z.literal('in_progress').optional(),
    epcList: Cases.optional(),
    quantityList: Quantities.optional(),
    bizTransactionList: Despatch,
    /** Missing cases or pallets, and amounts missing of lots: from bulk, or out of the cases received. */
    'suyuan:shortage': z.strictObject({ epcList: Cases.optional(), quantityList: Quantities.optional() }).optional(),
    /** Part of what was received, kept apart and not for sale. */
    'suyuan:damage': z.strictObject({ quantityList: Quantities }).optional(),
    'suyuan:purchaseCheck': PurchaseCheck.optional()
  })
  .refine(
    event => [event, event['suyuan:shortage']].some(list => list?.epcList?.length || list?.quantityList?.length),
    {
      path: ['epcList'],
      message: 'NOTHING_RECEIVED'
    }
  )
export type Receiving = z.infer<typeof Receiving>

/** Every amount of a lot that the event names. */
const amountsIn = (event: Receiving) =>
  [event, event['suyuan:shortage'], event['suyuan:damage']].flatMap(list => list?.quantityList ?? [])

export const receiving: EventLaw<Receiving> = {
  schema: Receiving,
  keys: (event, loaded) => {
    const to = event.bizLocation.id
    const shipment = loadedOf(loaded, shipmentKey(event.bizTransactionList))
    return [
      shipmentKey(event.bizTransactionList),
      placeKey(to),
      parameterKey(CLOCK_TOLERANCE.name),
      ...(shipment?.agreement ? [agreementKey(shipment.agreement)] : []),
      // Also of goods that the shipment has not: their unit is looked at before they are refused.
      ...amountsIn(event).map(({ ref }) => productKey(ref.gtin)),
      ...(shipment?.items ?? []).flatMap(item => [
        productKey(item.gtin),
        ...stockKeys(loaded, item, to),
        ...(item.sscc ? [caseKey(item.sscc)] : []),
        ...(item.pallet ? [palletKey(item.pallet)] : [])
      ])
    ]
  },
  decide: (event, draft, context) => {
    const id = event.bizTransactionList
    const shipment = draft.need(shipmentKey(id), 'SHIPMENT_UNKNOWN', { shipment: id })
    requireConsignee(draft, shipment, event, context)
    const delivery = new Delivery(draft, shipment, event)
    // A case that is missing from a pallet goes first: the pallet came, with the rest.
    for (const sscc of event['suyuan:shortage']?.epcList ?? []) delivery.unitMissing(sscc)
    for (const sscc of event.epcList ?? []) delivery.unitArrived(sscc)
    for (const goods of event.quantityList ?? []) delivery.bulkArrived(goods)
    for (const goods of event['suyuan:shortage']?.quantityList ?? []) delivery.missing(goods)
    for (const goods of event['suyuan:damage']?.quantityList ?? []) delivery.damaged(goods)
    return delivery.close()
  }
}

function requireConsignee(draft: Draft, shipment: Shipment, event: Receiving, { author }: Context): void {
  const shipmentId = { shipment: event.bizTransactionList }
  if (shipment.consignee !== author)
    throw new Refusal('NOT_CONSIGNEE', { ...shipmentId, consignee: shipment.consignee })
  if (need.place(draft, event.bizLocation.id).party !== author)
    throw new Refusal('PLACE_NOT_AUTHORS', { place: event.bizLocation.id })
  if (shipment.status !== 'in_transit') throw new Refusal('SHIPMENT_CLOSED', { ...shipmentId, status: shipment.status })
  requireAfter(draft, event.eventTime, shipment.at, shipmentId)
}

/** One receiving event's work on its shipment. */
class Delivery {
  private open: Item[]
  private grams = 0
  private readonly to: string
  private readonly arrived: Item[] = []
  private readonly facts: Fact[] = []

  constructor(
    private readonly draft: Draft,
    private readonly shipment: Shipment,
    private readonly event: Receiving
  ) {
    this.open = [...shipment.open]
    this.to = event.bizLocation.id
  }

  unitArrived(sscc: string): void {
    for (const item of this.takeUnit(sscc)) {
      this.landCase(item.sscc, { place: this.to })
      this.stocked(item)
    }
  }

  bulkArrived({ ref, amount, unit }: Amount): void {
    requireUnit({ ref, amount, unit }, need.product(this.draft, ref.gtin))
    this.takeBulk({ ...ref, amount })
    this.stocked({ ...ref, amount })
  }

  /** Whole cases that did not come: their place stays the consignor's and their status says why. */
  unitMissing(sscc: string): void {
    for (const item of this.takeUnit(sscc)) {
      takeOff(this.draft, item.sscc)
      this.landCase(item.sscc, { status: 'lost' })
      moveStock(this.draft, item, this.to, item.amount, null, 'lost')
    }
  }

  /** Missing in bulk where some of the lot is still open, else out of the cases that came. */
  missing({ ref, amount, unit }: Amount): void {
    requireUnit({ ref, amount, unit }, need.product(this.draft, ref.gtin))
    const inBulk = this.open.some(item => !item.sscc && item.gtin === ref.gtin && item.lot === ref.lot)
    if (inBulk) {
      this.takeBulk({ ...ref, amount })
      moveStock(this.draft, ref, this.to, amount, null, 'lost')
    } else {
      this.requireArrived(ref, amount)
      moveStock(this.draft, ref, this.to, amount, 'held', 'lost')
      this.grams -= gramsOf(amount, need.product(this.draft, ref.gtin))
    }
  }

  damaged({ ref, amount, unit }: Amount): void {
    requireUnit({ ref, amount, unit }, need.product(this.draft, ref.gtin))
    this.requireArrived(ref, amount)
    moveStock(this.draft, ref, this.to, amount, 'held', 'blocked')
  }

  close(): readonly Fact[] {
    const status = this.open.length === 0 ? 'received' : 'in_transit'
    this.draft.change(shipmentKey(this.event.bizTransactionList), { open: this.open, status })
    const accrued = this.shipment.agreement ? accrue(this.draft, this.shipment.agreement, this.grams) : []
    return [...this.facts, ...accrued]
  }

  private landCase(sscc: string, change: Partial<Case>): void {
    const { shipment: _, ...box } = this.draft.read(caseKey(sscc))!
    this.draft.write(caseKey(sscc), { ...box, ...change })
  }

  private stocked(item: Item): void {
    this.arrived.push(item)
    moveStock(this.draft, item, this.to, item.amount, null, 'held')
    this.grams += gramsOf(item.amount, need.product(this.draft, item.gtin))
  }

  /** The open case of that number, which leaves its pallet by coming without it; or all that are open of the pallet. */
  private takeUnit(sscc: string): (Item & { sscc: string })[] {
    const items = this.open.filter(
      (open): open is Item & { sscc: string } => open.sscc === sscc || open.pallet === sscc
    )
    const [first] = items
    if (!first) throw new Refusal('SHIPMENT_CONTENT', { sscc, shipment: this.event.bizTransactionList })
    this.open = this.open.filter(open => open.sscc !== sscc && open.pallet !== sscc)
    const cases = items.map(item => item.sscc)
    if (first.pallet === sscc) this.facts.push(palletFact(sscc, cases))
    else takeOff(this.draft, sscc)
    return items
  }

  private takeBulk({ gtin, lot, amount }: Item): void {
    const item = this.open.find(open => !open.sscc && open.gtin === gtin && open.lot === lot)
    if (!item || item.amount < amount)
      throw new Refusal('SHIPMENT_CONTENT', { gtin, lot, open: item?.amount ?? 0, wanted: amount })
    const rest = { ...item, amount: item.amount - amount }
    this.open = this.open.flatMap(open => (open !== item ? [open] : rest.amount > 0 ? [rest] : []))
  }

  private requireArrived({ gtin, lot }: Amount['ref'], amount: number): void {
    const arrived = this.arrived.reduce(
      (sum, item) => sum + (item.gtin === gtin && item.lot === lot ? item.amount : 0),
      0
    )
    if (arrived < amount) throw new Refusal('SHIPMENT_CONTENT', { gtin, lot, arrived, wanted: amount })
  }
}
