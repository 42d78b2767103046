import { z } from 'zod'
import { Gln, Gtin } from './gs1.js'
import { action, type Context } from './law.js'
import { Name, PLACE_KINDS, type Place, type Product, placeKey, productKey } from './records.js'
import { Refusal } from './refusal.js'
import type { Draft } from './state.js'

export const RegisterPlace = z.strictObject({
  gln: Gln,
  name: Name,
  kind: z.enum(PLACE_KINDS),
  parent: Gln.optional(),
  region: z.string().regex(/^\d{6}$/),
  village: Name.optional(),
  centiMu: z.int().positive().max(100_000_000).optional(),
  altitude: z.int().min(-200).max(6000).optional(),
  cultivar: z.string().max(40).optional()
})
const Form = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

export const RegisterProduct = z
  .strictObject({
    gtin: Gtin,
    name: Name,
    form: Form,
    unit: z.enum(['gram', 'piece']),
    netGrams: z.int().positive().max(1_000_000).optional(),
    shelfLifeDays: z.int().positive().max(36500).optional(),
    contents: z.array(Form).min(1).max(10).optional()
  })
  .refine(product => (product.unit === 'piece') === (product.netGrams !== undefined), {
    path: ['netGrams'],
    message: 'PIECES_HAVE_NET_CONTENT'
  })

const registerPlace = action(
  RegisterPlace,
  ({ gln, parent }) => [placeKey(gln), ...(parent ? [placeKey(parent)] : [])],
  ({ gln, ...place }, draft, { author }) => {
    draft.refuseExisting(placeKey(gln), 'PLACE_EXISTS', { gln })
    if (place.parent) {
      const { party } = draft.need(placeKey(place.parent), 'PLACE_UNKNOWN', { gln: place.parent })
      if (party !== author) throw new Refusal('PLACE_NOT_AUTHORS', { gln: place.parent })
    }
    draft.write(placeKey(gln), { ...place, party: author } as Place)
    return []
  }
)

const registerProduct = action(
  RegisterProduct,
  ({ gtin }) => [productKey(gtin)],
  ({ gtin, ...product }, draft, { author }) => {
    draft.refuseExisting(productKey(gtin), 'PRODUCT_EXISTS', { gtin })
    draft.write(productKey(gtin), { ...product, owner: author } as Product)
    return []
  }
)

/**
 * For what a programme's application needs: a product of the author's, who is not disqualified.
 *
 * @throws Refusal PARTY_DISQUALIFIED, PRODUCT_UNKNOWN, PRODUCT_NOT_AUTHORS
 */
export function requireOwnProduct(draft: Draft, gtin: string, { author, disqualified }: Context): void {
  if (disqualified) throw new Refusal('PARTY_DISQUALIFIED', { party: author })
  const { owner } = draft.need(productKey(gtin), 'PRODUCT_UNKNOWN', { gtin })
  if (owner !== author) throw new Refusal('PRODUCT_NOT_AUTHORS', { gtin, owner })
}

export const placeActions = { registerPlace, registerProduct }
