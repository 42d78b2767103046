import { z } from 'zod'
import { dayOf } from '../core/day.js'
import { Gln, Gtin } from '../core/gs1.js'
import { action, requireRole } from '../core/law.js'
import { Document } from '../core/procedure.js'
import { productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import { needBase } from './base.js'
import { ASPECT_NAMES, baseKey, unificationKey } from './states.js'

/** What was found of one of the four unifications, for a base and a product. */
export const CheckUnification = z
  .strictObject({
    id: Gln,
    gtin: Gtin,
    aspect: z.enum(ASPECT_NAMES),
    conforms: z.boolean(),
    checkedOn: z.iso.date(),
    expires: z.iso.date(),
    documents: z.array(Document).min(1).max(10)
  })
  .refine(({ checkedOn, expires }) => checkedOn <= expires, { path: ['expires'], message: 'EXPIRES_BEFORE_CHECKED' })

/** Of each of the four; earlier ones are among the ledger's commands. */
const MOST_CHECKS = 10

const checkUnification = action(
  CheckUnification,
  ({ id, gtin }) => [baseKey(id), productKey(gtin), unificationKey(id, gtin)],
  ({ id, gtin, aspect, ...found }, draft, context) => {
    requireRole(context, 'office', 'certifier')
    needBase(draft, id)
    draft.need(productKey(gtin), 'PRODUCT_UNKNOWN', { gtin })
    const { author: by, recordedAt: at } = context
    if (found.checkedOn > dayOf(at)) throw new Refusal('TOO_EARLY', { field: 'checkedOn', day: found.checkedOn })
    const before = draft.read(unificationKey(id, gtin))
    const checks = [...(before?.[aspect] ?? []), { ...found, by, at }].slice(-MOST_CHECKS)
    draft.write(unificationKey(id, gtin), { ...before, [aspect]: checks })
    return []
  }
)

export const unificationActions = { checkUnification }
