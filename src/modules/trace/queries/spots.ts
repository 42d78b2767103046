import { type LotRef, type PackRef, packUri } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import { LOT_SPOTS_SQL, PACK_SPOTS_SQL } from './provenance-sql.js'

/** Of what a story is made. */
export interface StorySpots {
  /** Its commands on the ledger. */
  spots: { block: number; txIndex: number; position: number }[]
  /** Ids of its events. */
  events: string[]
  /** Lots, as gtin/lot, and cases that it is of, with the pallets that those were on. */
  lots: string[]
  cases: string[]
  /** Numbers of recalls of its goods. */
  recalls: string[]
}

const spotsOf = async (pool: pg.Pool, name: string, text: string, values: unknown[]): Promise<StorySpots | null> =>
  (await pool.query<{ spots: StorySpots }>({ name, text, values })).rows[0]?.spots ?? null

export const packSpots = (pool: pg.Pool, { gtin, serial }: PackRef) =>
  spotsOf(pool, 'trace.pack-spots', PACK_SPOTS_SQL, [gtin, serial, packUri({ gtin, serial }), null])

export const lotSpots = (pool: pg.Pool, { gtin, lot }: LotRef) =>
  spotsOf(pool, 'trace.lot-spots', LOT_SPOTS_SQL, [gtin, lot])
