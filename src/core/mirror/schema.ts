import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { runner } from 'node-pg-migrate'
import type pg from 'pg'
import type { Logger } from 'pino'
import { inTransaction } from './pool.js'
import type { Projection } from './projection.js'

/** Serialises gateways that start at once; any number that nothing else in the database uses. */
export const SCHEMA_LOCK = 0x5359_0001

export const MIGRATIONS = join(import.meta.dirname, '../migrations')

/**
 * Brings the database to what this code needs. What only Postgres has (`core_own`) is migrated step by step and kept;
 * projections whose tables differ from the code's are dropped, to be made again from block 0.
 */
export async function prepareSchemas(pool: pg.Pool, projections: readonly Projection[], log: Logger): Promise<void> {
  const lock = await pool.connect()
  try {
    await lock.query('select pg_advisory_lock($1)', [SCHEMA_LOCK])
    await lock.query('create schema if not exists core_own')
    await migrate(lock)
    await inTransaction(pool, db => makeProjections(db, projections, log))
  } finally {
    lock.release(true) // closes the connection, and the lock goes with it
  }
}

/** Brings `core_own` so many steps further, or all that there are. The caller holds the schema lock. */
export async function migrate(db: pg.ClientBase, steps = Number.POSITIVE_INFINITY): Promise<void> {
  await runner({
    dbClient: db,
    dir: MIGRATIONS,
    ignorePattern: '.*\\.(d\\.ts|map)',
    migrationsTable: 'migration',
    migrationsSchema: 'core_own',
    direction: 'up',
    count: steps,
    noLock: true, // ours covers the projections too
    log: () => {}
  })
}

async function makeProjections(db: pg.PoolClient, projections: readonly Projection[], log: Logger): Promise<void> {
  const wanted = versionOf(projections)
  const { rows } = await db.query<{ version: string }>(`select version from core_own.projection`)
  if (rows[0]?.version === wanted) return
  if (rows[0]) log.warn('the projections have changed: the mirror is made again from block 0')
  await makeTables(db, projections)
  await db.query('delete from core_own.projection')
  await db.query(`insert into core_own.projection (version) values ($1)`, [wanted])
}

/** Tells one set of definitions from another. */
export const versionOf = (projections: readonly Projection[]): string =>
  createHash('sha256')
    .update(JSON.stringify(projections.map(({ module, tables }) => [module, tables])))
    .digest('hex')

/**
 * Makes the projections' tables, empty and before block 0, in place of what was there; in the connection's transaction.
 *
 * @param suffix of the schemas' names; '' are the live ones
 */
export async function makeTables(db: pg.ClientBase, projections: readonly Projection[], suffix = ''): Promise<void> {
  const { rows } = await db.query<{ path: string }>(`select current_setting('search_path') as path`)
  for (const { module, tables } of projections) {
    const schema = `${module}${suffix}`
    await db.query(
      `drop schema if exists ${schema} cascade; create schema ${schema}; set local search_path to ${schema}; ${tables}`
    )
  }
  await db.query(`
    create table core${suffix}.cursor
      (single boolean primary key default true check (single), block bigint not null, hash bytea not null);
    insert into core${suffix}.cursor (block, hash) values (-1, '');
    set local search_path to ${rows[0]!.path}`)
}
