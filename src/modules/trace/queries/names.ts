import type { KeyRecord, Party, Place, Product, Standing } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type pg from 'pg'

/** What names things on pages that show many of them: records by their ids. */
export interface Names {
  parties: ReadonlyMap<string, Party>
  places: ReadonlyMap<string, Place>
  products: ReadonlyMap<string, Product>
  /** What the regulator has decided on parties, where it has. */
  standings: ReadonlyMap<string, Standing>
}

/** What a party is called; by its number where the ledger does not know it. */
export const partyIn = ({ parties }: Names, party: string): Text => parties.get(party)?.name ?? untranslated(party)

/** Records of these parties, places and products; those that are not there are left out. */
export async function namesOf(
  pool: pg.Pool,
  { parties = [], places = [], products = [] }: { parties?: string[]; places?: string[]; products?: string[] }
): Promise<Names> {
  const keys = [
    ...parties.flatMap(id => [`core/party/${id}`, `supervision/standing/${id}`]),
    ...places.map(id => `core/place/${id}`),
    ...products.map(id => `core/product/${id}`)
  ]
  const { rows } = await pool.query<{ key: string; value: unknown }>(
    'select key, value from core.state where key = any($1)',
    [[...new Set(keys)]]
  )
  const of = <T>(prefix: string) =>
    new Map(
      rows.flatMap(({ key, value }) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), value as T] as const] : []
      )
    )
  return {
    parties: of<Party>('core/party/'),
    places: of<Place>('core/place/'),
    products: of<Product>('core/product/'),
    standings: of<Standing>('supervision/standing/')
  }
}

export interface KeyOfParty extends KeyRecord {
  key: string
}

/** Keys that speak for a party. */
export async function keysOf(pool: pg.Pool, party: string): Promise<KeyOfParty[]> {
  const { rows } = await pool.query<{ key: string; value: KeyRecord }>(
    `select s.key, s.value from core.registered_key k join core.state s on s.key = 'core/key/' || k.key
     where k.party = $1 order by k.block, k.key`,
    [party]
  )
  return rows.map(({ key, value }) => ({ ...value, key: key.slice('core/key/'.length) }))
}
