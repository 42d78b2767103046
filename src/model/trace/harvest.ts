import { z } from 'zod'
import { Digest } from '../core/command.js'
import { type Fact, requireRole } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { placeKey, productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { objectEvent, Quantity } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { causeTime, need, requireUnit, warning } from './goods.js'
import { FRESH_GRAMS_PER_MU } from './parameters.js'
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

/** Keys of what the yield of a plot is judged by. */
export const plotKeys = (plot: string) => [placeKey(plot), parameterKey(FRESH_GRAMS_PER_MU.name)]

/**
 * Warns of more in one harvest than its plot can give in a year. The year's sum is asked of the mirror: a state that
 * every harvest of a plot reads and writes would cost each two round trips.
 */
export function yieldMarks(draft: Draft, plot: string, grams: number): Fact[] {
  const { centiMu } = need.place(draft, plot)
  const limit = inForce(draft, FRESH_GRAMS_PER_MU)
  if (!centiMu || grams * 100 <= centiMu * limit) return []
  return [warning('PLOT_YIELD_HIGH', { plot, grams, gramsPerMu: Math.round((grams * 100) / centiMu), limit })]
}

export const harvest: EventLaw<Harvest> = {
  schema: Harvest,
  keys: event => {
    const { ref } = event.quantityList[0]
    const base = event.bizLocation.id
    return [placeKey(base), productKey(ref.gtin), lotKeyOf(ref), ...plotKeys(event.readPoint.id)]
  },
  decide: (event, draft, context) => {
    requireRole(context, 'producer')
    const [picked] = event.quantityList
    const base = event.bizLocation.id
    for (const gln of [base, event.readPoint.id]) {
      if (need.place(draft, gln).party !== context.author) throw new Refusal('PLACE_NOT_AUTHORS', { place: gln })
    }
    const { kind } = need.place(draft, event.readPoint.id)
    if (kind !== 'plot') throw new Refusal('PLACE_KIND', { place: event.readPoint.id, kind, wanted: 'plot' })
    const product = need.product(draft, picked.ref.gtin)
    requireUnit(picked, product)
    if (!product.form.startsWith(FRESH))
      throw new Refusal('PROCESS_FORM', { gtin: picked.ref.gtin, form: product.form, forms: [`${FRESH}…`] })
    draft.refuseExisting(lotKeyOf(picked.ref), 'LOT_EXISTS', { ...picked.ref })
    draft.write(lotKeyOf(picked.ref), {
      event: event.eventID,
      at: causeTime(event, context),
      maker: context.author,
      place: base,
      plot: event.readPoint.id,
      ...madeOf(picked.amount),
      inputs: []
    })
    return yieldMarks(draft, event.readPoint.id, picked.amount)
  }
}
