import type { LotRef } from '@suyuan/model/core/gs1'
import type pg from 'pg'

/** Packs with serials of a lot, and its cases, as they were recorded: for labels to be printed again. */
export async function codesOfLot(
  pool: pg.Pool,
  { gtin, lot }: LotRef,
  most: number
): Promise<{ serials: string[]; cases: { sscc: string; pieces: number }[] }> {
  const [packs, cases] = await Promise.all([
    pool.query<{ serial: string }>({
      name: 'trace.serials-of-lot',
      text: 'select serial from trace.pack where gtin = $1 and lot = $2 order by sscc, serial limit $3',
      values: [gtin, lot, most]
    }),
    pool.query<{ sscc: string; pieces: number }>({
      name: 'trace.cases-of-lot',
      text: 'select sscc, pieces from trace.logistic_unit where gtin = $1 and lot = $2 order by sscc limit $3',
      values: [gtin, lot, most]
    })
  ])
  return { serials: packs.rows.map(({ serial }) => serial), cases: cases.rows }
}

export interface PackedLot extends LotRef {
  product: { zh: string; en: string }
  quantity: number
  expires: string | null
}

/** Lots of packs that a party made, newest first. */
export async function packedBy(pool: pg.Pool, maker: string, most: number): Promise<PackedLot[]> {
  const { rows } = await pool.query<PackedLot>({
    name: 'trace.packed-by',
    text: `
      select l.gtin, l.lot, d.value -> 'name' as product, l.quantity, l.expires::text
      from trace.lot l join core.state d on d.key = 'core/product/' || l.gtin and d.value ->> 'unit' = 'piece'
      where l.maker = $1 order by l.made_at desc, l.gtin, l.lot limit $2`,
    values: [maker, most]
  })
  return rows
}

/** Which of the numbers are those of cases or pallets on the ledger. */
export async function unitsAmong(pool: pg.Pool, ssccs: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ sscc: string }>({
    name: 'trace.units-among',
    text: `
      select sscc from trace.logistic_unit where sscc = any($1)
      union all select sscc from trace.pallet where sscc = any($1)`,
    values: [ssccs]
  })
  return new Set(rows.map(({ sscc }) => sscc))
}
