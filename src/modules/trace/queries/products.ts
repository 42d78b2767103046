import { productKey } from '@suyuan/model/core/records'
import type pg from 'pg'

/** A product as anybody who reads its number may see it. */
export interface ProductView {
  gtin: string
  name: { zh: string; en: string }
  owner: { uscc: string; name: { zh: string; en: string } }
  netGrams: number | null
  shelfLifeDays: number | null
}

export async function productView(pool: pg.Pool, gtin: string): Promise<ProductView | null> {
  const { rows } = await pool.query<ProductView>({
    name: 'trace.product-view',
    text: `
      select $2::text as gtin, p.value -> 'name' as name,
        json_build_object('uscc', p.value ->> 'owner', 'name', o.value -> 'name') as owner,
        (p.value ->> 'netGrams')::int as "netGrams", (p.value ->> 'shelfLifeDays')::int as "shelfLifeDays"
      from core.state p join core.state o on o.key = 'core/party/' || (p.value ->> 'owner')
      where p.key = $1`,
    values: [productKey(gtin), gtin]
  })
  return rows[0] ?? null
}
