import type pg from 'pg'
import { digestsOf } from '../../../core/identity/check-codes.js'

export interface FoundPack {
  gtin: string
  lot: string
  serial: string
  product: { zh: string; en: string }
}

/** More packs of one short code than this are not told apart by anybody. */
const MOST_FOUND = 10

/** How the packs' index has them: see `tables.ts`. */
export const SHORT_DIGEST = `substring(sha256((gtin || '/' || serial)::bytea) from 1 for 6)`

/**
 * The packs that a short code stands for: one, as good as always. Of ten million packs two share one with a chance of
 * three in four.
 */
export async function packsOfShortCode(pool: pg.Pool, shortCode: string): Promise<FoundPack[]> {
  const { rows } = await pool.query<FoundPack>({
    name: 'trace.short-code',
    text: `select p.gtin, p.lot, p.serial, d.value -> 'name' as product
           from trace.pack p join core.state d on d.key = 'core/product/' || p.gtin
           where ${SHORT_DIGEST} between $1 and $2 order by p.gtin, p.serial limit ${MOST_FOUND}`,
    values: digestsOf(shortCode)
  })
  return rows
}
