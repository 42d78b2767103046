import { z } from 'zod'
import { requireRole } from '../core/law.js'
import { placeKey } from '../core/records.js'
import { Lots, objectEvent } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { need } from './goods.js'
import { lotKeyOf } from './states.js'

/** One measured substance. Amounts are decimal texts as on the report: the law compares none of them. */
const Result = z.strictObject({
  analyte: z.string().min(1).max(80),
  value: z.string().regex(/^[<>]?\d+(\.\d+)?$|^ND$/),
  unit: z.string().max(20),
  limit: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .optional(),
  conforms: z.boolean()
})

/** A laboratory's report on lots. One result that does not conform puts them on hold. */
export const Testing = z
  .strictObject({
    ...objectEvent('OBSERVE', 'sampling'),
    disposition: z.enum(['conformant', 'non_conformant']),
    quantityList: Lots.min(1),
    'suyuan:report': z.strictObject({
      number: z.string().min(1).max(60),
      standard: z.string().min(1).max(80),
      results: z.array(Result).min(1).max(200)
    })
  })
  .refine(
    event => (event.disposition === 'conformant') === event['suyuan:report'].results.every(result => result.conforms),
    {
      path: ['disposition'],
      message: 'DISPOSITION_FOLLOWS_RESULTS'
    }
  )
export type Testing = z.infer<typeof Testing>

export const testing: EventLaw<Testing> = {
  schema: Testing,
  keys: event => [placeKey(event.bizLocation.id), ...event.quantityList.map(lotKeyOf)],
  decide: (event, draft, context) => {
    requireRole(context, 'laboratory')
    for (const ref of event.quantityList) {
      const lot = need.lot(draft, ref)
      if (event.disposition === 'conformant') continue
      draft.write(lotKeyOf(ref), { ...lot, hold: { reason: 'test', by: context.author, event: event.eventID } })
    }
    return []
  }
}
