import type { ClientBase } from 'pg'

/**
 * Writes rows by one statement, a column an array. A row whose key is there is replaced: states are whole values.
 *
 * @param columns Postgres type by column name; a row has a value for each
 */
export async function upsert<C extends Record<string, string>>(
  db: ClientBase,
  table: string,
  key: readonly (keyof C & string)[],
  columns: C,
  rows: readonly Record<keyof C, unknown>[]
): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(columns)
  const arrays = names.map((name, index) => `$${index + 1}::${columns[name]}[]`)
  const changed = names.filter(name => !key.includes(name)).map(name => `${name} = excluded.${name}`)
  const text = `insert into ${table} (${names.join(', ')}) select * from unnest(${arrays.join(', ')})
     on conflict (${key.join(', ')}) do update set ${changed.join(', ')}`
  await db.query({ name: `upsert ${table}`, text, values: names.map(name => rows.map(row => row[name])) })
}
