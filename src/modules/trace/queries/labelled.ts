import type { LotRef } from '@suyuan/model/core/gs1'
import { readEvent } from '@suyuan/model/trace/law'
import type { Packing } from '@suyuan/model/trace/packing'
import { lotId } from '@suyuan/model/trace/subjects'
import type pg from 'pg'

/** What packs claim beside what the law wants on them. */
export interface Claims {
  /** Number of a 圳品 certificate. */
  certificate: string | null
  /** The mark that supply bases share. */
  commonMark: boolean
}

interface LotCodes {
  packs: (Claims & { serial: string })[]
  cases: { sscc: string; pieces: number }[]
}

/** Packs with serials of a lot, and its cases, as they were recorded: for labels to be printed again. */
export async function codesOfLot(pool: pg.Pool, { gtin, lot }: LotRef, most: number): Promise<LotCodes> {
  const [runs, packs, cases] = await Promise.all([
    packingsOf(pool, { gtin, lot }),
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
  const claims = new Map(
    runs.flatMap(run => (run.outputEPCList ?? []).map(({ serial }) => [serial, claimsOf(run)] as const))
  )
  return { packs: packs.rows.map(({ serial }) => ({ serial, ...claims.get(serial)! })), cases: cases.rows }
}

const claimsOf = (run: Packing): Claims => ({
  certificate: run.ilmd['suyuan:certificate'] ?? null,
  commonMark: run['suyuan:commonMark'] === true
})

/** Whether packs of a lot are on the ledger with that certificate. */
export const isPackedWith = async (pool: pg.Pool, ref: LotRef, certificate: string): Promise<boolean> =>
  (await packingsOf(pool, ref)).some(run => claimsOf(run).certificate === certificate)

/** The runs in which a lot was packed. */
async function packingsOf(pool: pg.Pool, ref: LotRef): Promise<Packing[]> {
  const { rows } = await pool.query<{ event: object }>({
    name: 'trace.packings-of-lot',
    text: `
      select e.event from trace.subject s join trace.event e using (block, tx_index, position, index)
      where s.kind = 'lot' and s.id = $1 and s.made and e.kind = 'packing'`,
    values: [lotId(ref)]
  })
  return rows.map(({ event }) => readEvent(event).event as Packing)
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
