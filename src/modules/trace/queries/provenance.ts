import { type LotRef, type PackRef, packUri } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import { LOT_SQL, PACK_SQL } from './provenance-sql.js'

/** The story of a pack as JSON text, or null when it was never packed (in that lot, if one is given). */
export async function packStory(pool: pg.Pool, { gtin, serial }: PackRef, lot?: string): Promise<string | null> {
  const values = [gtin, serial, packUri({ gtin, serial }), lot ?? null]
  const { rows } = await pool.query<{ story: string }>({ name: 'trace.pack-story', text: PACK_SQL, values })
  return rows[0]?.story ?? null
}

/** The story of a lot as JSON text, or null when there is none of that number. */
export async function lotStory(pool: pg.Pool, { gtin, lot }: LotRef): Promise<string | null> {
  const { rows } = await pool.query<{ story: string }>({
    name: 'trace.lot-story',
    text: LOT_SQL,
    values: [gtin, lot]
  })
  return rows[0]?.story ?? null
}
