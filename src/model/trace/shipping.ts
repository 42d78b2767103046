import { z } from 'zod'
import { Digest } from '../core/command.js'
import type { Gln } from '../core/gs1.js'
import { PlaceUri } from '../core/gs1.js'
import type { Context, Fact } from '../core/law.js'
import { Grams } from '../core/quantity.js'
import { partyKey, placeKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { Uscc } from '../core/uscc.js'
import { Cases, Despatch, departure, namesGoods, PartyUri, Quantities } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { causeTime, type Leave, lotKeys, movableLot, moveStock, need, requireHolder, requireUnit } from './goods.js'
import { type Agreement, agreementKey, caseKey, type Item, lotKeyOf, shipmentKey } from './states.js'
import { caseKeys, casesTaken, closedCase } from './units.js'

/** What a shipment is delivered under: enough to hold the parties to it, without the document. */
export const Citation = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
  supplier: Uscc,
  buyer: Uscc,
  document: Digest,
  grams: Grams
})

/** Goods leave for a consignee: whole cases or pallets (epcList), or lots in bulk (quantityList). */
export const Shipping = z
  .strictObject({
    ...departure('shipping'),
    disposition: z.enum(['in_transit', 'returned']),
    epcList: Cases.optional(),
    quantityList: Quantities.optional(),
    bizTransactionList: Despatch,
    destinationList: z
      .tuple([
        z.strictObject({ type: z.literal('possessing_party'), destination: PartyUri }),
        z.strictObject({ type: z.literal('location'), destination: PlaceUri })
      ])
      .transform(([party, place]) => ({ party: party.destination, place: place.destination })),
    'suyuan:carrier': Uscc.optional(),
    'suyuan:agreement': Citation.optional()
  })
  .refine(namesGoods, {
    path: ['epcList'],
    message: 'NOTHING_SHIPPED'
  })
export type Shipping = z.infer<typeof Shipping>

/** A despatch advice carries the GLN of who issued its number. */
const issuerOf = (shipment: string) => shipment.split(':')[0]!

export const shipping: EventLaw<Shipping> = {
  schema: Shipping,
  keys: (event, loaded) => {
    const from = event.readPoint.id
    const agreement = event['suyuan:agreement']
    return [
      shipmentKey(event.bizTransactionList),
      placeKey(issuerOf(event.bizTransactionList)),
      placeKey(event.destinationList.place),
      partyKey(event.destinationList.party),
      ...(event['suyuan:carrier'] ? [partyKey(event['suyuan:carrier'])] : []),
      ...(agreement ? [agreementKey(agreement.id)] : []),
      ...lotKeys(
        loaded,
        (event.quantityList ?? []).map(({ ref }) => ref),
        from
      ),
      ...caseKeys(event.epcList ?? [], loaded)
    ]
  },
  decide: (event, draft, context) => {
    const returning = event.disposition === 'returned'
    if (context.disqualified && !returning) throw new Refusal('PARTY_DISQUALIFIED', { party: context.author })
    const from = event.readPoint.id
    requireHolder(draft, from, context)
    const id = event.bizTransactionList
    const issuer = need.place(draft, issuerOf(id))
    if (issuer.party !== context.author) throw new Refusal('PLACE_NOT_AUTHORS', { place: issuerOf(id) })
    draft.refuseExisting(shipmentKey(id), 'SHIPMENT_EXISTS', { shipment: id })
    requireDestination(draft, event)
    // What is recalled or held may only go back to who made it, or the trace would go dark when it is needed.
    const leave = returning ? { recalled: true, held: true } : {}
    const { cases, facts } = casesTaken(draft, event.epcList ?? [])
    const items = [...cases.map(sscc => shipCase(draft, sscc, event, leave)), ...shipBulk(draft, event, from, leave)]
    if (returning) requireMaker(draft, items, event.destinationList.party)
    const agreement = event['suyuan:agreement'] && cite(draft, event['suyuan:agreement'], event, context)
    draft.write(shipmentKey(id), {
      event: event.eventID,
      at: causeTime(event, context),
      from,
      to: event.destinationList.place,
      consignor: context.author,
      consignee: event.destinationList.party,
      ...(event['suyuan:carrier'] && { carrier: event['suyuan:carrier'] }),
      ...(agreement && { agreement }),
      ...(returning && { returning }),
      items,
      open: items,
      status: 'in_transit'
    })
    return facts
  }
}

function requireDestination(draft: Draft, { destinationList: { party, place }, ...event }: Shipping): void {
  draft.need(partyKey(party), 'PARTY_UNKNOWN', { uscc: party })
  if (need.place(draft, place).party !== party) throw new Refusal('PLACE_NOT_AUTHORS', { place, party })
  const carrier = event['suyuan:carrier']
  if (carrier) draft.need(partyKey(carrier), 'PARTY_UNKNOWN', { uscc: carrier })
}

function shipCase(draft: Draft, sscc: string, event: Shipping, leave: Leave): Item {
  const from = event.readPoint.id
  const box = closedCase(draft, sscc)
  if (box.place !== from) throw new Refusal('NOT_HOLDER', { sscc, place: box.place })
  movableLot(draft, box, event.eventTime, leave)
  const { gtin, lot, pieces, pallet } = box
  moveStock(draft, box, from, pieces, 'held', null)
  draft.change(caseKey(sscc), { shipment: event.bizTransactionList })
  return { gtin, lot, amount: pieces, sscc, ...(pallet && { pallet }) }
}

function shipBulk(draft: Draft, event: Shipping, from: Gln, leave: Leave): Item[] {
  const items = new Map<string, Item>()
  for (const { ref, amount, unit } of event.quantityList ?? []) {
    requireUnit({ ref, amount, unit }, need.product(draft, ref.gtin))
    movableLot(draft, ref, event.eventTime, leave)
    moveStock(draft, ref, from, amount, 'held', null)
    items.set(lotKeyOf(ref), { ...ref, amount: amount + (items.get(lotKeyOf(ref))?.amount ?? 0) })
  }
  return [...items.values()]
}

function requireMaker(draft: Draft, items: readonly Item[], consignee: string): void {
  for (const { gtin, lot } of items) {
    const { maker } = draft.read(lotKeyOf({ gtin, lot }))!
    if (maker !== consignee) throw new Refusal('NOT_MAKER', { gtin, lot, maker })
  }
}

/** Cites an agreement: the first citation puts it on record, later ones must say the same. */
function cite(draft: Draft, citation: z.infer<typeof Citation>, event: Shipping, { author }: Context): string {
  const { id, supplier, buyer, document, grams } = citation
  const known: Agreement | null = draft.read(agreementKey(id))
  const same =
    !known ||
    (known.supplier === supplier && known.buyer === buyer && known.document === document && known.quantity === grams)
  if (!same || supplier !== author || buyer !== event.destinationList.party)
    throw new Refusal('AGREEMENT_MISMATCH', { agreement: id })
  if (!known) draft.write(agreementKey(id), { supplier, buyer, document, quantity: grams, delivered: 0 })
  return id
}

/** What a delivery adds to its agreement. */
export function accrue(draft: Draft, agreement: string, grams: number): Fact[] {
  const known = draft.read(agreementKey(agreement))!
  const delivered = known.delivered + grams
  draft.write(agreementKey(agreement), { ...known, delivered })
  return [{ type: 'delivered', agreement, grams, delivered, agreed: known.quantity }]
}
