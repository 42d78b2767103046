import { z } from 'zod'
import { productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import { Lots, objectEvent, Time } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { need } from './goods.js'
import { lotKeyOf, recallKey } from './states.js'

/**
 * Lots are recalled, wherever they are and whatever they were made into: the mirror finds them, this names them, at most
 * 200 an event. A later event with the same number adds what was found late.
 */
export const Recalling = z.strictObject({
  ...objectEvent('OBSERVE', 'holding'),
  disposition: z.literal('recalled'),
  quantityList: Lots.min(1),
  'suyuan:recall': z.strictObject({
    number: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
    class: z.enum(['I', 'II', 'III']),
    reason: z.string().min(1).max(300),
    knownAt: Time
  })
})
export type Recalling = z.infer<typeof Recalling>

export const recalling: EventLaw<Recalling> = {
  schema: Recalling,
  keys: event => [
    recallKey(event['suyuan:recall'].number),
    ...event.quantityList.flatMap(ref => [lotKeyOf(ref), productKey(ref.gtin)])
  ],
  decide: (event, draft, context) => {
    const { number, ...terms } = event['suyuan:recall']
    const known = draft.read(recallKey(number))
    if (known && (known.by !== context.author || known.class !== terms.class))
      throw new Refusal('RECALL_MISMATCH', { recall: number })
    let added = 0
    for (const ref of event.quantityList) {
      const lot = need.lot(draft, ref)
      const entitled = lot.maker === context.author || need.product(draft, ref.gtin).owner === context.author
      if (!entitled && !context.roles.includes('inspector')) throw new Refusal('RECALL_NOT_ALLOWED', { ...ref })
      if (lot.recall) continue // recalled once is recalled: the first number stands
      draft.write(lotKeyOf(ref), { ...lot, recall: number })
      added += 1
    }
    draft.write(recallKey(number), { ...(known ?? { ...terms, by: context.author }), lots: (known?.lots ?? 0) + added })
    return []
  }
}
