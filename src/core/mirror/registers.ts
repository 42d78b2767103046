import type { Role } from '@suyuan/model/core/law'
import type { Place, PlaceKind, Product } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import type pg from 'pg'

/** Places and products as the mirror has them, with their numbers. */
export interface NumberedPlace extends Place {
  gln: string
}
export interface NumberedProduct extends Product {
  gtin: string
}

/** A party's places, those of one kind where one is named. */
export async function placesOf(pool: pg.Pool, party: string, kind?: PlaceKind): Promise<NumberedPlace[]> {
  const { rows } = await pool.query<{ gln: string; place: Place }>({
    name: 'core.places-of',
    text: `
      select split_part(key, '/', 3) as gln, value as place from core.state
      where key like 'core/place/%' and value ->> 'party' = $1 and ($2::text is null or value ->> 'kind' = $2)
      order by key`,
    values: [party, kind ?? null]
  })
  return rows.map(({ gln, place }) => ({ ...place, gln }))
}

/** Products of a form, or whose form begins so; an owner's alone where one is named. */
export async function productsOf(pool: pg.Pool, form: string, owner?: string): Promise<NumberedProduct[]> {
  const { rows } = await pool.query<{ gtin: string; product: Product }>({
    name: 'core.products-of',
    text: `
      select split_part(key, '/', 3) as gtin, value as product from core.state
      where key like 'core/product/%' and starts_with(value ->> 'form', $1) and ($2::text is null or value ->> 'owner' = $2)
      order by key`,
    values: [form, owner ?? null]
  })
  return rows.map(({ gtin, product }) => ({ ...product, gtin }))
}

/** A party's products to choose from. */
export async function productOptions(pool: pg.Pool, owner: string): Promise<[string, Text][]> {
  return (await productsOf(pool, '', owner)).map(({ gtin, name }) => [gtin, name])
}

/** Parties of a role to choose from. */
export async function partiesWith(pool: pg.Pool, role: Role): Promise<[string, Text][]> {
  const { rows } = await pool.query<{ uscc: string; name: Text }>({
    name: 'core.parties-with',
    text: `
      select split_part(key, '/', 3) as uscc, value -> 'name' as name from core.state
      where key like 'core/party/%' and value -> 'roles' ? $1 order by key`,
    values: [role]
  })
  return rows.map(({ uscc, name }) => [uscc, name])
}

/** Records by their keys, those that there are. */
export async function recordsAt<T>(
  pool: pg.Pool,
  keys: readonly (string & { readonly __value?: T })[]
): Promise<Map<string, T>> {
  const { rows } = await pool.query<{ key: string; value: T }>({
    name: 'core.records-at',
    text: 'select key, value from core.state where key = any($1)',
    values: [[...new Set(keys)]]
  })
  return new Map(rows.map(({ key, value }) => [key, value]))
}
