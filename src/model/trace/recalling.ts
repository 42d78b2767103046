import { z } from 'zod'
import { productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import { Lots, objectEvent, Time } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { need } from './goods.js'
import { drillKey, lotKeyOf, recallKey } from './states.js'

/** A recall's own name, or a drill's: used once. */
export const RecallNumber = z.string().regex(/^[A-Za-z0-9._-]{1,40}$/)
export const RecallClass = z.enum(['I', 'II', 'III'])

/**
 * Lots are recalled, wherever they are and whatever they were made into: the mirror finds them, this names them, at most
 * 200 an event. A later event with the same number adds what was found late, until the recall is closed: what is found after
 * that is recalled under another number, since the legal clocks run anew from when its risk was known, and a closing's
 * figures stay true.
 */
export const Recalling = z.strictObject({
  ...objectEvent('OBSERVE', 'holding'),
  disposition: z.literal('recalled'),
  quantityList: Lots.min(1),
  'suyuan:recall': z.strictObject({
    number: RecallNumber,
    class: RecallClass,
    reason: z.string().min(1).max(300),
    knownAt: Time
  })
})
export type Recalling = z.infer<typeof Recalling>

export const recalling: EventLaw<Recalling> = {
  schema: Recalling,
  keys: event => [
    recallKey(event['suyuan:recall'].number),
    drillKey(event['suyuan:recall'].number),
    ...event.quantityList.flatMap(ref => [lotKeyOf(ref), productKey(ref.gtin)])
  ],
  decide: (event, draft, context) => {
    const { number, ...terms } = event['suyuan:recall']
    const known = draft.read(recallKey(number))
    if (known && (known.by !== context.author || known.class !== terms.class))
      throw new Refusal('RECALL_MISMATCH', { recall: number })
    if (known?.closed) throw new Refusal('RECALL_CLOSED', { recall: number, at: known.closed.at })
    draft.refuseExisting(drillKey(number), 'RECALL_NUMBER_USED', { number })
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
