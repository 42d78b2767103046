import { type Place, type Product, placeKey, productKey } from '@suyuan/model/core/records'
import type pg from 'pg'
import { placesOf, productsOf, recordsAt } from '../../../core/mirror/registers.js'
import { minuteOf } from '../../../core/web/clock.js'
import { type Harvested, harvestsAmong, harvestsOf } from '../../../modules/trace/queries/harvests.js'
import type { Values } from './columns.js'
import type { KindName } from './kinds.js'

/** Rows that an export has at most. */
const MOST_EXPORTED = 20_000

/** A thing that is on the ledger, as a row of its kind. */
export interface Known {
  values: Values
  /** Of another party: nothing of it can be changed, or shown. */
  foreign: boolean
  /** Of a harvest: by which it can be corrected. */
  event?: string
}

const ofPlace = (gln: string, place: Place): Values => ({
  gln,
  nameZh: place.name.zh,
  nameEn: place.name.en,
  kind: place.kind,
  parent: place.parent,
  region: place.region,
  villageZh: place.village?.zh,
  villageEn: place.village?.en,
  centiMu: place.centiMu,
  altitude: place.altitude,
  cultivar: place.cultivar || undefined
})

const ofProduct = (gtin: string, product: Product): Values => ({
  gtin,
  nameZh: product.name.zh,
  nameEn: product.name.en,
  form: product.form,
  unit: product.unit,
  netGrams: product.netGrams,
  shelfLifeDays: product.shelfLifeDays,
  contents: product.contents && [...product.contents].sort().join(',')
})

const ofHarvest = ({ time, quantity, ...harvest }: Harvested): Values => ({
  lot: harvest.lot,
  gtin: harvest.gtin,
  place: harvest.place,
  plot: harvest.plot,
  time: minuteOf(time),
  grams: quantity,
  cultivar: harvest.cultivar,
  season: harvest.season,
  grade: harvest.grade,
  households: harvest.households
})

const FOREIGN: Known = { values: {}, foreign: true }

/** What the ledger has already of the rows of a file, by id. */
export async function knownAmong(
  pool: pg.Pool,
  party: string,
  kind: KindName,
  rows: readonly Values[]
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  if (kind === 'places') {
    const found = await recordsAt<Place>(
      pool,
      rows.map(({ gln }) => placeKey(String(gln)))
    )
    for (const [key, place] of found) {
      const gln = key.split('/')[2]!
      known.set(gln, place.party === party ? { values: ofPlace(gln, place), foreign: false } : FOREIGN)
    }
  } else if (kind === 'products') {
    const found = await recordsAt<Product>(
      pool,
      rows.map(({ gtin }) => productKey(String(gtin)))
    )
    for (const [key, product] of found) {
      const gtin = key.split('/')[2]!
      known.set(gtin, product.owner === party ? { values: ofProduct(gtin, product), foreign: false } : FOREIGN)
    }
  } else {
    const refs = rows.map(({ gtin, lot }) => ({ gtin: String(gtin), lot: String(lot) }))
    for (const [id, harvest] of await harvestsAmong(pool, refs)) {
      const isOwn = harvest?.maker === party
      known.set(id, isOwn ? { values: ofHarvest(harvest), foreign: false, event: harvest.event } : FOREIGN)
    }
  }
  return known
}

/** All that a party has of a kind. */
export async function allOf(pool: pg.Pool, party: string, kind: KindName): Promise<Values[]> {
  if (kind === 'places') return (await placesOf(pool, party)).map(({ gln, ...place }) => ofPlace(gln, place))
  if (kind === 'products')
    return (await productsOf(pool, '', party)).map(({ gtin, ...product }) => ofProduct(gtin, product))
  return (await harvestsOf(pool, party, MOST_EXPORTED)).map(ofHarvest)
}
