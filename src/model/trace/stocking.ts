import { z } from 'zod'
import { Refusal } from '../core/refusal.js'
import { closedCase } from './casing.js'
import { Cases, objectEvent, Quantities } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { lotKeys, movableLot, need, requireHolder, requireOnHand, requireUnit } from './goods.js'
import { caseKeys } from './shipping.js'

/** Goods are put out for sale where they are: an observation, nothing moves. */
export const Stocking = z
  .strictObject({
    ...objectEvent('OBSERVE', 'stocking'),
    disposition: z.literal('sellable_accessible'),
    epcList: Cases.optional(),
    quantityList: Quantities.optional()
  })
  .refine(event => event.epcList?.length || event.quantityList?.length, {
    path: ['epcList'],
    message: 'NOTHING_STOCKED'
  })
export type Stocking = z.infer<typeof Stocking>

export const stocking: EventLaw<Stocking> = {
  schema: Stocking,
  keys: (event, loaded) => [
    ...lotKeys(
      loaded,
      (event.quantityList ?? []).map(({ ref }) => ref),
      event.bizLocation.id
    ),
    ...caseKeys(event.epcList ?? [], loaded)
  ],
  decide: (event, draft, context) => {
    const gln = event.bizLocation.id
    requireHolder(draft, gln, context)
    for (const sscc of event.epcList ?? []) {
      const box = closedCase(draft, sscc)
      if (box.place !== gln) throw new Refusal('NOT_HOLDER', { sscc, place: box.place })
      movableLot(draft, box, event.eventTime)
    }
    for (const goods of event.quantityList ?? []) {
      requireUnit(goods, need.product(draft, goods.ref.gtin))
      movableLot(draft, goods.ref, event.eventTime)
      requireOnHand(draft, goods, gln)
    }
    return []
  }
}
