import type pg from 'pg'

/** Days whose readings are older than is kept are dropped, each as a whole; what is ahead is made ahead. */
export async function keepDays(pool: pg.Pool, days: number): Promise<void> {
  await pool.query(`select core_own.make_reading_days(array[current_date, current_date + 1])`)
  const { rows } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'core_own.reading'::regclass
       and c.relname < 'reading_' || to_char(current_date - $1::int, 'YYYYMMDD')`,
    [days]
  )
  // The names are those of our own catalogue, of letters and figures alone.
  for (const { name } of rows) await pool.query(`drop table core_own.${name}`)
}
