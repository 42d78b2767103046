import type { ClientBase } from 'pg'

/**
 * Columns whose values never hold a line break, JSON as it comes from JSON.stringify among them. They are sent a line a value: in
 * an array each has to be looked at for quotes, which are escaped and unescaped again, for a tenth of the time that a block
 * takes, here and in Postgres.
 */
const LINES: Readonly<Record<string, string>> = {
  'text of json': '',
  ...Object.fromEntries(
    ['jsonb', 'bigint', 'int', 'smallint', 'boolean', 'uuid', 'timestamptz', 'date'].map(type => [type, `::${type}`])
  )
}

/** Postgres type by column name; a row has a value for each. */
export type Columns = Readonly<Record<string, string>>
export type Rows<C extends Columns> = readonly Readonly<Record<keyof C, unknown>>[]

/** Writes rows by one statement, a column a value. None of them is there yet. */
export async function insert<C extends Columns>(
  db: ClientBase,
  table: string,
  columns: C,
  rows: Rows<C>,
  onConflict = ''
): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(columns)
  const sent = names.map((name, index) =>
    columns[name]! in LINES ? `string_to_table($${index + 1}, E'\\n', '')` : `unnest($${index + 1}::${columns[name]}[])`
  )
  const text = `insert into ${table} (${names.join(', ')})
     select ${names.map(name => name + (LINES[columns[name]!] ?? '')).join(', ')}
     from rows from (${sent.join(', ')}) as row (${names.join(', ')}) ${onConflict}`
  const values = names.map(name => {
    const column = rows.map(row => row[name])
    return columns[name]! in LINES ? column.join('\n') : column // null is an empty line
  })
  await db.query({ name: `${onConflict && 'up'}insert ${table}`, text, values })
}

/** The same; a row whose key is there is replaced: states are whole values. */
export async function upsert<C extends Columns>(
  db: ClientBase,
  table: string,
  key: readonly (keyof C & string)[],
  columns: C,
  rows: Rows<C>
): Promise<void> {
  const changed = Object.keys(columns)
    .filter(name => !key.includes(name))
    .map(name => `${name} = excluded.${name}`)
  await insert(db, table, columns, rows, `on conflict (${key.join(', ')}) do update set ${changed.join(', ')}`)
}
