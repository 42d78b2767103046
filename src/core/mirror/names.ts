import { type Party, type Place, type Product, partyKey, placeKey, productKey } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type pg from 'pg'
import { recordsAt } from './registers.js'

/** What the things are called that a page names: by USCC, GLN, GTIN. */
export interface Names {
  /** By its number where the ledger does not know it. */
  party(uscc: string): Text
  place(gln: string): Place | null
  product(gtin: string): Product | null
}

/** USCCs, GLNs, GTINs. */
export interface Mentioned {
  parties?: readonly string[]
  places?: readonly string[]
  products?: readonly string[]
}

/** Looks up all that a page names, in one question. */
export async function namesOf(pool: pg.Pool, { parties = [], places = [], products = [] }: Mentioned): Promise<Names> {
  const records = await recordsAt<Party | Place | Product>(pool, [
    ...parties.map(id => partyKey(id)),
    ...places.map(id => placeKey(id)),
    ...products.map(id => productKey(id))
  ])
  const of = <T>(key: string) => (records.get(key) as T | undefined) ?? null
  return {
    party: uscc => of<Party>(partyKey(uscc))?.name ?? untranslated(uscc),
    place: gln => of<Place>(placeKey(gln)),
    product: gtin => of<Product>(productKey(gtin))
  }
}
