import { readdirSync } from 'node:fs'
import pg from 'pg'
import { GATEWAY_LOCKS } from '../ledger/presence.js'
import { MIGRATIONS, migrate, SCHEMA_LOCK } from '../mirror/schema.js'
import { KEEPER, keptTables, OWN } from './backup.js'
import { checkBackup, type Line, rowsOf } from './file.js'

const ROWS_AT_ONCE = 500

/**
 * Puts a backup in the place of what Postgres has of its own. The tables come the steps that the backup's had; the gateway
 * that starts next brings them further, and makes the mirror from the ledger.
 *
 * @param ledger hash of block 0 of the network that the gateways are on
 * @param replace whether to take the place of what is there
 * @returns how many rows
 * @throws BackupBroken, or Error in a sentence; then nothing was changed
 */
export async function restore(databaseUrl: string, ledger: string, path: string, replace = false): Promise<number> {
  const header = await checkBackup(path)
  if (header.ledger !== ledger) throw new Error(`${path} is of another ledger, ${header.ledger}`)
  const strange = header.migrations.find(name => !migrationNames().has(name))
  if (strange) throw new Error(`${path} was made by a later version, which knows the step ${strange}`)
  const db = new pg.Client({ connectionString: databaseUrl, application_name: 'suyuan restore' })
  await db.connect()
  try {
    await db.query(KEEPER)
    await db.query('select pg_advisory_lock($1)', [SCHEMA_LOCK]) // a gateway that starts now waits
    await refuseRunning(db)
    if (!replace && (await isInUse(db)))
      throw new Error('Postgres has data of its own already: say --replace to lose it')
    await db.query(`drop schema if exists ${OWN} cascade; create schema ${OWN}`)
    await migrate(db, header.migrations.length)
    return await load(db, path)
  } finally {
    await db.end()
  }
}

const migrationNames = () =>
  new Set(readdirSync(MIGRATIONS).flatMap(name => (name.endsWith('.js') ? [name.slice(0, -'.js'.length)] : [])))

async function refuseRunning(db: pg.Client): Promise<void> {
  const { rowCount } = await db.query(
    `select from pg_locks l join pg_database d on d.oid = l.database
     where locktype = 'advisory' and classid = $1 and d.datname = current_database()`,
    [GATEWAY_LOCKS]
  )
  if (rowCount! > 0) throw new Error('a gateway is running: stop all of them first')
}

/** Whether anybody was ever served from it. */
async function isInUse(db: pg.Client): Promise<boolean> {
  for (const table of ['intake', 'api_key', 'idempotency']) {
    const { rows } = await db.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
      `${OWN}.${table}`
    ])
    if (rows[0]!.there && (await db.query(`select from ${OWN}.${table} limit 1`)).rowCount === 1) return true
  }
  return false
}

/** All rows or none. What the steps themselves had put into the tables is in the backup too. */
async function load(db: pg.Client, path: string): Promise<number> {
  await db.query('begin')
  const tables = await keptTables(db)
  await db.query(`truncate ${tables.map(table => `${OWN}.${table}`).join(', ')} cascade`)
  let count = 0
  let pending: Line[] = []
  const insert = async () => {
    const [first] = pending
    if (!first) return
    if (!tables.includes(first.table)) throw new Error(`the backup has rows of ${first.table}, which is no table`)
    const table = `${OWN}.${first.table}`
    if (first.table === 'reading') await makeDays(db, pending)
    await db.query(
      `insert into ${table} overriding system value select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(pending.map(({ row }) => row))]
    )
    count += pending.length
    pending = []
  }
  for await (const line of rowsOf(path)) {
    if (pending.length === ROWS_AT_ONCE || (pending[0] && pending[0].table !== line.table)) await insert()
    pending.push(line)
  }
  await insert()
  await goOnCounting(db)
  await db.query('commit')
  return count
}

/** Readings lie in a part of their table for each day. */
async function makeDays(db: pg.Client, lines: readonly Line[]): Promise<void> {
  const days = new Set(lines.map(({ row }) => String(row.day)))
  await db.query(`select ${OWN}.make_reading_days($1::date[])`, [[...days]])
}

/** Numbers that were given are not given again. */
async function goOnCounting(db: pg.Client): Promise<void> {
  const { rows } = await db.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = $1 and is_identity = 'YES'`,
    [OWN]
  )
  for (const { table, column } of rows)
    await db.query(
      `select setval(pg_get_serial_sequence('${OWN}.${table}', '${column}'), greatest(max(${column}), 1)) from ${OWN}.${table}`
    )
}
