import type pg from 'pg'
import type { Difference, Findings } from './difference.js'
import type { TablePair } from './tables.js'

/** A place in a table: the values of a primary key as text. Null is before the first row, or after the last. */
export type Place = readonly string[] | null

/** More than these of one slice are counted, not named. */
const MOST_NAMED = 100
/** Rows of a slice, when a table is compared as a whole. */
const SLICE_ROWS = 50_000

const columns = ({ key }: TablePair, row: string) => key.map(({ name }) => `${row}.${name}`)
const tuple = (parts: readonly string[]) => `(${parts.join(', ')})`
const placeAt = ({ key }: TablePair, parameter: string) =>
  tuple(key.map(({ type }, index) => `(${parameter}::text[])[${index + 1}]::${type}`))

/**
 * The next `rows` rows of the second mirror's table, or as many as there are: then `upTo` is null. What somebody added to
 * the live one does not move the slices.
 */
export async function nextSlice(
  db: pg.ClientBase,
  table: TablePair,
  after: Place,
  rows: number
): Promise<{ upTo: Place; rows: number }> {
  const key = columns(table, 's')
  const found = await db.query<{ rows: number; last: string[] }>(
    `with slice as materialized (
       select ${key.join(', ')} from ${table.second} s
       where ($1::text[] is null or ${tuple(key)} > ${placeAt(table, '$1')}) order by ${key.join(', ')} limit $2
     )
     select count(*)::int as rows,
       (select array[${key.map(part => `${part}::text`).join(', ')}] from slice s
        order by ${key.map(part => `${part} desc`).join(', ')} limit 1) as last
     from slice`,
    [after, rows]
  )
  const { rows: count, last } = found.rows[0]!
  return { upTo: count < rows ? null : last, rows: count }
}

/** Compares all rows after one place up to another. */
export async function compareSlice(db: pg.ClientBase, table: TablePair, after: Place, upTo: Place): Promise<Findings> {
  const within = (row: string) => {
    const key = tuple(columns(table, row))
    return `($1::text[] is null or ${key} > ${placeAt(table, '$1')})
      and ($2::text[] is null or ${key} <= ${placeAt(table, '$2')})`
  }
  return differing(db, table, within, [after, upTo])
}

/** Compares the rows of these keys. */
export async function compareRows(
  db: pg.ClientBase,
  table: TablePair,
  keys: readonly Difference['key'][]
): Promise<Findings> {
  const named = table.key.map(({ name, type }) => `(key ->> '${name}')::${type}`)
  const within = (row: string) =>
    `${tuple(columns(table, row))} in (select ${named.join(', ')} from unnest($1::jsonb[]) as asked (key))`
  return differing(db, table, within, [keys.map(key => JSON.stringify(key))], keys.length)
}

/** Compares a whole table, a slice at a time, so that no statement needs memory for all of it. */
export async function compareTable(db: pg.ClientBase, table: TablePair): Promise<Findings> {
  const found: Findings = { differences: [], total: 0 }
  for (let after: Place = null; ; ) {
    const { upTo }: { upTo: Place } = await nextSlice(db, table, after, SLICE_ROWS)
    const { differences, total } = await compareSlice(db, table, after, upTo)
    if (found.differences.length < MOST_NAMED) found.differences.push(...differences)
    found.total += total
    if (upTo === null) return found
    after = upTo
  }
}

/** Rows are the same when they are so bit by bit (`*<>`): equal is not enough, 1.0 and 1.00 read differently. */
async function differing(
  db: pg.ClientBase,
  table: TablePair,
  within: (row: string) => string,
  values: unknown[],
  most = MOST_NAMED
): Promise<Findings> {
  const [mirror, ledger] = [columns(table, 'm'), columns(table, 'l')]
  const key = table.key.map(({ name }) => `'${name}', coalesce(m.${name}, l.${name})`)
  const { rows } = await db.query<Omit<Difference, 'table'> & { total: number }>(
    `select count(*) over ()::int as total, jsonb_build_object(${key.join(', ')}) as key, to_jsonb(m) as mirror,
       to_jsonb(l) as ledger
     from (select * from ${table.name} m where ${within('m')}) m
       full join (select * from ${table.second} l where ${within('l')}) l on ${tuple(mirror)} = ${tuple(ledger)}
     where ${mirror[0]} is null or ${ledger[0]} is null or m *<> l
     order by ${tuple(ledger)}, ${tuple(mirror)} limit ${most}`,
    values
  )
  const differences = rows.map(({ total: _, ...row }) => ({ table: table.name, ...row }))
  return { differences, total: rows[0]?.total ?? 0 }
}
