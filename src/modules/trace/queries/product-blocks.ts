import type pg from 'pg'
import { blocksNaming, type Period } from '../../../core/proof/audit-blocks.js'

/** Blocks with commands that name a product, or a case or shipment that it was in. */
export async function productBlocks(pool: pg.Pool, gtin: string, period: Period): Promise<number[]> {
  const named = await blocksNaming(pool, gtin, period)
  const { rows } = await pool.query<{ block: number }>(
    `select distinct block from subject s join event e using (block, tx_index, position, index)
     where (s.kind, s.id) in (
         select 'case', sscc from logistic_unit where gtin = $1
         union select 'case', sscc from shipment_item where gtin = $1 and sscc is not null
         union select 'shipment', shipment from shipment_item where gtin = $1)
       and ($2::timestamptz is null or e.recorded_at >= $2) and ($3::timestamptz is null or e.recorded_at <= $3)`,
    [gtin, period.from, period.to]
  )
  return [...new Set([...named, ...rows.map(({ block }) => block)])]
}
