/** What somebody with SQL can do to any table, whatever columns it has. */
import type pg from 'pg'

export interface Table {
  /** With its schema. */
  name: string
  /** Types by name, those of the primary key apart. */
  key: Record<string, string>
  columns: Record<string, string>
}

/** Another value of a type, made of the one that is there. A type that is not in here fails the test. */
const OTHER: Record<string, (value: string) => string> = {
  text: value => `coalesce(${value}, '') || '~'`,
  bigint: value => `coalesce(${value}, 0) + 1`,
  integer: value => `coalesce(${value}, 0) + 1`,
  smallint: value => `coalesce(${value}, 0::smallint) + 1::smallint`,
  boolean: value => `not coalesce(${value}, false)`,
  uuid: () => 'gen_random_uuid()',
  date: value => `coalesce(${value}, '2026-04-05') + 1`,
  'timestamp with time zone': value => `coalesce(${value}, now()) + interval '1 microsecond'`,
  jsonb: value => `jsonb_build_array(${value})`,
  bytea: value => `coalesce(${value}, '') || '\\x00'`,
  'text[]': value => `${value} || 'x'::text`,
  'bytea[]': value => `${value} || '\\x00'::bytea`
}

/** Every table of these schemas, from the catalogue. */
export async function tablesOf(db: pg.ClientBase, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await db.query<Table>(
    `select n.nspname || '.' || c.relname as name,
       json_object_agg(a.attname, format_type(a.atttypid, -1)) filter (where a.attnum = any(i.indkey)) as key,
       coalesce(json_object_agg(a.attname, format_type(a.atttypid, -1)) filter (where a.attnum <> all(i.indkey)), '{}')
         as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       left join pg_index i on i.indrelid = c.oid and i.indisprimary
     where n.nspname = any($1) and c.relkind = 'r' group by 1 order by 1`,
    [schemas]
  )
  return rows
}

type Key = Record<string, unknown>

const keyJson = ({ key }: Table) =>
  `jsonb_build_object(${Object.keys(key)
    .map(name => `'${name}', t.${name}`)
    .join(', ')}) as key`
const ONE = ({ name }: Table) => `t.ctid = (select ctid from ${name} limit 1)`

/** Changes one column of some row; returns the row's key. @throws Error when the table is empty or the type unknown */
export async function change(db: pg.ClientBase, table: Table, column: string): Promise<Key> {
  const other = OTHER[table.columns[column]!]
  if (!other) throw new Error(`say how to change a ${table.columns[column]}`)
  const { rows } = await db.query<{ key: Key }>(
    `update ${table.name} t set ${column} = ${other(`t.${column}`)} where ${ONE(table)} returning ${keyJson(table)}`
  )
  return keyOf(table, rows)
}

export async function remove(db: pg.ClientBase, table: Table): Promise<Key> {
  const { rows } = await db.query<{ key: Key }>(
    `delete from ${table.name} t where ${ONE(table)} returning ${keyJson(table)}`
  )
  return keyOf(table, rows)
}

/** Adds a row that is like another but for its key. */
export async function add(db: pg.ClientBase, table: Table): Promise<Key> {
  const [[name, type]] = Object.entries(table.key) as [[string, string]]
  const { rows } = await db.query<{ key: Key }>(
    `insert into ${table.name} as t
     select (jsonb_populate_record(s, jsonb_build_object('${name}', ${OTHER[type]!(`s.${name}`)} ${many(type)}))).*
     from ${table.name} s limit 1 returning ${keyJson(table)}`
  )
  return keyOf(table, rows)
}

/** Beyond all numbers that there are, not just the next one. */
const many = (type: string) => (type === 'bigint' || type === 'integer' ? '+ 1000000' : '')

function keyOf({ name }: Table, rows: readonly { key: Key }[]): Key {
  if (!rows[0]) throw new Error(`${name} has no row: let the season of this test make one`)
  return rows[0].key
}
