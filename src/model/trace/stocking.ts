import { z } from 'zod'
import { Refusal } from '../core/refusal.js'
import { Cases, namesGoods, objectEvent, Quantities } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { type Leave, lotKeys, movableLot, need, requireHolder, requireOnHand, requireUnit } from './goods.js'
import { caseKeys, casesTaken, closedCase } from './units.js'

const goods = { epcList: Cases.optional(), quantityList: Quantities.optional() }

/** Goods are put out for sale where they are. */
export const Stocking = z
  .strictObject({
    ...objectEvent('OBSERVE', 'stocking'),
    disposition: z.literal('sellable_accessible'),
    ...goods
  })
  .refine(namesGoods, { path: ['epcList'], message: 'NOTHING_STOCKED' })
export type Stocking = z.infer<typeof Stocking>

/** Goods are put in store where they are. */
export const Storing = z
  .strictObject({
    ...objectEvent('OBSERVE', 'storing'),
    disposition: z.literal('in_progress').optional(),
    ...goods
  })
  .refine(namesGoods, { path: ['epcList'], message: 'NOTHING_STORED' })
export type Storing = z.infer<typeof Storing>

/** Cases, pallets and lots are said to be where they are: an observation, nothing moves. */
const observing = <E extends Stocking | Storing>(schema: z.ZodType<E>, leave: Leave): EventLaw<E> => ({
  schema,
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
    const { cases, facts } = casesTaken(draft, event.epcList ?? [])
    for (const sscc of cases) {
      const box = closedCase(draft, sscc, leave)
      if (box.place !== gln) throw new Refusal('NOT_HOLDER', { sscc, place: box.place })
      movableLot(draft, box, event.eventTime, leave)
    }
    for (const amount of event.quantityList ?? []) {
      requireUnit(amount, need.product(draft, amount.ref.gtin))
      movableLot(draft, amount.ref, event.eventTime, leave)
      requireOnHand(draft, amount, gln)
    }
    return facts
  }
})

export const stocking = observing(Stocking, {})
/** What is held or recalled is stored as well: it must lie somewhere until it is known what becomes of it. */
export const storing = observing(Storing, { held: true, recalled: true })
