import pg from 'pg'
import { BackupWriter } from './file.js'

export const OWN = 'core_own'

/** About the mirror, which is made again from the ledger, and about the tables as such. */
const OF_THE_MIRROR = [
  'migration',
  'projection',
  'difference',
  'doubt',
  'reconciliation',
  'objection',
  'objection_subject'
]
/** Who was logged in logs in again: a session that was ended since must not come back; nor must what is to be forgotten. */
const OF_THE_MOMENT = ['session', 'challenge', 'attempt', 'scan_salt']
const NOT_KEPT = [...OF_THE_MIRROR, ...OF_THE_MOMENT]
/** Rows of people are walled off from one another; a backup has all. */
export const KEEPER = `set suyuan.scope to 'everything'`
const ROWS_AT_ONCE = 1000

/**
 * Writes what only Postgres has, as of one instant, to a file; gateways may go on. Signing keys are in it as they lie in
 * Postgres: sealed with the gateways' `vault.key`, which is kept elsewhere.
 *
 * @param ledger hash of block 0
 * @returns how many rows
 */
export async function backup(databaseUrl: string, ledger: string, path: string): Promise<number> {
  const db = new pg.Client({ connectionString: databaseUrl, application_name: 'suyuan backup' })
  await db.connect()
  try {
    await db.query(KEEPER)
    await db.query('begin isolation level repeatable read read only')
    const { rows } = await db.query<{ name: string }>(`select name from ${OWN}.migration order by id`)
    const migrations = rows.map(({ name }) => name)
    const file = await BackupWriter.create(path, { ledger, madeAt: new Date().toISOString(), migrations })
    for (const table of await keptTables(db)) await copy(db, table, file)
    return await file.end()
  } finally {
    await db.end()
  }
}

async function copy(db: pg.Client, table: string, file: BackupWriter): Promise<void> {
  await db.query(`declare kept no scroll cursor for select to_jsonb(t) as row from ${OWN}.${table} t`)
  for (;;) {
    const { rows } = await db.query<{ row: Record<string, unknown> }>(`fetch ${ROWS_AT_ONCE} from kept`)
    if (rows.length === 0) break
    for (const { row } of rows) await file.line({ table, row })
  }
  await db.query('close kept')
}

/** Tables that a backup holds. @throws Error when Postgres has more of its own than this code knows of */
export async function keptTables(db: pg.ClientBase): Promise<string[]> {
  const { rows } = await db.query<{ schema: string; name: string }>(
    // Of a partitioned table the table as such, which has the rows of all its parts.
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname like '%\\_own' and c.relkind in ('r', 'p') and not c.relispartition order by 1, 2`
  )
  const strange = rows.find(({ schema }) => schema !== OWN)
  if (strange) throw new Error(`no backup can be made of ${strange.schema} yet`)
  return rows.map(({ name }) => name).filter(name => !NOT_KEPT.includes(name))
}
