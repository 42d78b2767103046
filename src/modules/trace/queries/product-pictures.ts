import type pg from 'pg'

/** Where a picture is to be had; another picture has another address. */
export const picturePath = (gtin: string, digest: string) => `/pictures/${gtin}/${digest.slice(0, 16)}`

/** Digest of a product's picture; null where it has none. */
export async function pictureDigestOf(pool: pg.Pool, gtin: string): Promise<string | null> {
  const { rows } = await pool.query<{ digest: string }>({
    name: 'trace.product-picture',
    text: 'select digest from core_own.product_picture where gtin = $1',
    values: [gtin]
  })
  return rows[0]?.digest ?? null
}

/** The picture itself, in JPEG. */
export async function pictureAt(pool: pg.Pool, gtin: string, digest: string): Promise<Buffer | null> {
  const { rows } = await pool.query<{ picture: Buffer }>(
    'select picture from core_own.product_picture where gtin = $1 and left(digest, 16) = $2',
    [gtin, digest]
  )
  return rows[0]?.picture ?? null
}

/** Digests of a party's pictures by product. */
export async function picturesOfParty(pool: pg.Pool, party: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ gtin: string; digest: string }>(
    'select gtin, digest from core_own.product_picture where party = $1',
    [party]
  )
  return new Map(rows.map(({ gtin, digest }) => [gtin, digest]))
}
