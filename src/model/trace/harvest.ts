import { z } from 'zod'
import { intervalsKey } from '../bases/states.js'
import { Digest } from '../core/command.js'
import { dayOf } from '../core/day.js'
import { requireRole } from '../core/law.js'
import { placeKey, productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import { objectEvent, Quantity } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { causeTime, need, requireUnit } from './goods.js'
import { countPicked, plotKeys, requireFree } from './plots.js'
import { lotKeyOf, madeOf } from './states.js'

export const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const

/** Forms of goods that are picked begin so (fresh-leaf, fresh-mango): nothing else is made from nothing. */
const FRESH = 'fresh-'

/** A harvest of one plot: the only event that makes mass. Weigh-in lines stay in the vault; here is their commitment. */
export const Harvest = z.strictObject({
  ...objectEvent('ADD', 'commissioning'),
  disposition: z.literal('active').optional(),
  readPoint: objectEvent('ADD', 'commissioning').bizLocation,
  quantityList: z.tuple([Quantity]),
  ilmd: z.strictObject({
    'suyuan:cultivar': z.string().min(1).max(40),
    'suyuan:season': z.enum(SEASONS),
    'suyuan:grade': z.string().min(1).max(40),
    'suyuan:households': z.int().min(1).max(10_000),
    'suyuan:weighIn': Digest.optional()
  })
})
export type Harvest = z.infer<typeof Harvest>

export const harvest: EventLaw<Harvest> = {
  schema: Harvest,
  keys: (event, loaded) => {
    const { ref } = event.quantityList[0]
    const plot = event.readPoint.id
    return [
      ...[placeKey(event.bizLocation.id), productKey(ref.gtin), lotKeyOf(ref), intervalsKey(plot)],
      ...plotKeys(loaded, plot)
    ]
  },
  decide: (event, draft, context) => {
    requireRole(context, 'producer')
    const [picked] = event.quantityList
    const base = event.bizLocation.id
    for (const gln of [base, event.readPoint.id]) {
      if (need.place(draft, gln).party !== context.author) throw new Refusal('PLACE_NOT_AUTHORS', { place: gln })
    }
    const plot = event.readPoint.id
    const { kind, parent } = need.place(draft, plot)
    if (kind !== 'plot') throw new Refusal('PLACE_KIND', { place: plot, kind, wanted: 'plot' })
    const product = need.product(draft, picked.ref.gtin)
    requireUnit(picked, product)
    if (!product.form.startsWith(FRESH))
      throw new Refusal('PROCESS_FORM', { gtin: picked.ref.gtin, form: product.form, forms: [`${FRESH}…`] })
    draft.refuseExisting(lotKeyOf(picked.ref), 'LOT_EXISTS', { ...picked.ref })
    const at = causeTime(event, context)
    requireFree(draft, plot, dayOf(at))
    draft.write(lotKeyOf(picked.ref), {
      event: event.eventID,
      at,
      maker: context.author,
      place: base,
      plot,
      ...(parent && { bases: [parent] }),
      ...madeOf(picked.amount),
      inputs: []
    })
    return countPicked(draft, plot, { at, form: product.form, grams: picked.amount, lot: picked.amount })
  }
}
