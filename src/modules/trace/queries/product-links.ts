import type pg from 'pg'

/** A link that a product's owner has put there. */
export interface ProductLink {
  id: string
  gtin: string
  /** Name of its type in GS1's vocabulary. */
  rel: string
  href: string
  title: { zh: string; en: string }
  language: string | null
  /** Whether it is where the product's own number leads. */
  leads: boolean
}

const LINKS = `select id, gtin, rel, href, title, language, leads from core_own.product_link`

/** Links of a product, the leading one first. */
export async function linksOfProduct(pool: pg.Pool, gtin: string): Promise<ProductLink[]> {
  const { rows } = await pool.query<ProductLink>({
    name: 'trace.product-links',
    text: `${LINKS} where gtin = $1 order by leads desc, made_at, id`,
    values: [gtin]
  })
  return rows
}

/** All links of a party's products. */
export async function linksOfParty(pool: pg.Pool, party: string): Promise<ProductLink[]> {
  const { rows } = await pool.query<ProductLink>(`${LINKS} where party = $1 order by gtin, leads desc, made_at, id`, [
    party
  ])
  return rows
}

export interface Successor {
  gtin: string
  successor: string
}

/** The number that has replaced a product's, if one has. */
export async function successorOf(pool: pg.Pool, gtin: string): Promise<string | null> {
  const { rows } = await pool.query<Successor>({
    name: 'trace.gtin-successor',
    text: 'select gtin, successor from core_own.gtin_successor where gtin = $1',
    values: [gtin]
  })
  return rows[0]?.successor ?? null
}

export async function successorsOfParty(pool: pg.Pool, party: string): Promise<Successor[]> {
  const { rows } = await pool.query<Successor>(
    'select gtin, successor from core_own.gtin_successor where party = $1 order by gtin',
    [party]
  )
  return rows
}
