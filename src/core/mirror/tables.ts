import type pg from 'pg'
import type { Difference } from './difference.js'
import type { Projection } from './projection.js'

interface Column {
  name: string
  /** As Postgres writes it: `bigint`, `text[]`. */
  type: string
}

/** A table of the mirror, and its counterpart of the second mirror. */
export interface TablePair {
  /** Schema and name of the live one. */
  name: string
  second: string
  /** Columns of the primary key, in its order. */
  key: readonly Column[]
}

interface Found {
  name: string
  /** What it is and has, for comparison as a whole: a view over other rows is no table. */
  shape: { kind: string; columns: [string, string][] }
  key: Column[] | null
}

/**
 * The tables of both mirrors, as Postgres knows them: nobody has to list them, so none is forgotten. `odd` are those that
 * one of the two has not, or has otherwise.
 *
 * @param suffix of the second mirror's schemas
 * @throws Error for a table without primary key: its rows could not be told from one another
 */
export async function tablePairs(
  db: pg.ClientBase,
  projections: readonly Projection[],
  suffix: string
): Promise<{ pairs: TablePair[]; odd: Difference[] }> {
  const pairs: TablePair[] = []
  const odd: Difference[] = []
  for (const { module } of projections) {
    const mirror = await tablesIn(db, module)
    const ledger = await tablesIn(db, `${module}${suffix}`)
    for (const name of new Set([...mirror.keys(), ...ledger.keys()])) {
      const [one, other] = [mirror.get(name), ledger.get(name)]
      const table = `${module}.${name}`
      if (!one || !other || JSON.stringify(one.shape) !== JSON.stringify(other.shape))
        odd.push({ table, key: {}, mirror: one?.shape ?? null, ledger: other?.shape ?? null })
      else if (!other.key) throw new Error(`${table} has no primary key`)
      else pairs.push({ name: table, second: `${module}${suffix}.${name}`, key: other.key })
    }
  }
  return { pairs, odd }
}

async function tablesIn(db: pg.ClientBase, schema: string): Promise<Map<string, Found>> {
  const { rows } = await db.query<Found>(
    `select c.relname as name,
       json_build_object('kind', c.relkind, 'columns', (
         select json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod)) order by a.attnum)
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)) as shape,
       (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
          order by array_position(i.indkey::int2[], a.attnum))
        from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
        where i.indrelid = c.oid and i.indisprimary) as key
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
    [schema]
  )
  return new Map(rows.map(found => [found.name, found]))
}
