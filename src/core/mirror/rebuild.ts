import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import type { Projection } from './projection.js'
import { versionOf } from './schema.js'
import { SecondMirror, type SecondMirrorOptions } from './second-mirror.js'

/** The Postgres channel on which gateways hear that the mirror is another one than it was. */
export const REBUILT_CHANNEL = 'suyuan_rebuilt'

/** Postgres lets the live mirror go when a rebuild that holds it says nothing for so long. */
const HOLD = '20s'
const BRING_MILLISECONDS = 10_000
/** Shorter than Postgres takes to see a deadlock: who reads an old table is never the one to be ended. */
const DROP_WAIT = '200ms'

/**
 * Makes the mirror again from block 0, beside the live one, which is read and written meanwhile; then puts it in its place
 * within one transaction. What only Postgres has is not touched. Other definitions than the live ones' are taken over too.
 *
 * @param tell hears how far it is
 * @returns number of the newest block that the mirror had then
 */
export async function rebuild(
  options: SecondMirrorOptions,
  tell: (block: number, last: number) => void = () => {}
): Promise<number> {
  const second = await SecondMirror.open(options, 'next')
  const { projections } = options
  try {
    for (let block = -1, last = 0; block < last; tell(block, last)) {
      last = await second.liveBlock()
      block = await second.advance(last)
    }
    for (const { module } of projections) await dropOld(second.db, module)
    await second.db.query('analyze')
    const block = await swap(second, projections)
    for (const { module } of projections) await dropOld(second.db, module)
    return block
  } catch (error) {
    await second.drop()
    throw error
  } finally {
    await second.close()
  }
}

/**
 * While the leader can write no block, the last ones that it wrote are written here too, and the names change hands. Whoever
 * waited to write, or asks next, finds the new tables by the same names.
 */
function swap(second: SecondMirror, projections: readonly Projection[]): Promise<number> {
  const { db, suffix } = second
  return second.transaction('read committed', async () => {
    await db.query(`set local idle_in_transaction_session_timeout to '${HOLD}'; set local synchronous_commit to on`)
    if (await second.hasLiveCursor()) await db.query('lock table core.cursor in exclusive mode')
    const last = await second.liveBlock()
    await second.bringTo(last, AbortSignal.timeout(BRING_MILLISECONDS))
    for (const { module } of projections) {
      if (await hasSchema(db, module)) await db.query(`alter schema ${module} rename to ${module}_old`)
      await db.query(`alter schema ${module}${suffix} rename to ${module}`)
    }
    await db.query('delete from core_own.projection; delete from core_own.difference; delete from core_own.doubt')
    await db.query('insert into core_own.projection (version) values ($1)', [versionOf(projections)])
    await db.query(`select pg_notify('${REBUILT_CHANNEL}', $1)`, [String(last)])
    return last
  })
}

async function hasSchema(db: pg.ClientBase, name: string): Promise<boolean> {
  return (await db.query('select from pg_namespace where nspname = $1', [name])).rowCount === 1
}

/** Waits until those that still read the old tables are done. */
async function dropOld(db: pg.ClientBase, module: string): Promise<void> {
  for (;;) {
    try {
      await db.query(
        `begin; set local lock_timeout to '${DROP_WAIT}'; drop schema if exists ${module}_old cascade; commit`
      )
      return
    } catch (error) {
      await db.query('rollback')
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error
      await delay(500)
    }
  }
}

const LOCK_NOT_AVAILABLE = '55P03'
