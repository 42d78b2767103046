import type pg from 'pg'

/** What a statement answers as JSON text in its one column `json`, or null. The text goes out as it is. */
export async function jsonOf(pool: pg.Pool, name: string, text: string, values: unknown[]): Promise<string | null> {
  const { rows } = await pool.query<{ json: string }>({ name: `trace.${name}`, text, values })
  return rows[0]?.json ?? null
}
