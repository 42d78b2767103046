import type pg from 'pg'
import { inTransaction } from '../mirror/pool.js'
import type { Person } from './person.js'

/** For whom Postgres is asked: it shows the rows of these and no others, whatever a query forgets. */
export interface Scope {
  /** An organisation of which everything is shown. */
  administers?: string
  party?: string
  account?: string
  /** What who is not known yet can name: a log-in, or the hash of a secret. */
  shown?: string
  /** The organisation whose log is written to. */
  logs?: string
}

const NAMES = ['administers', 'party', 'account', 'shown', 'logs'] as const
/** One statement: the role that owns none of the tables, and for whom it asks; both end with the transaction. */
const ENTER = `select set_config('role', 'suyuan_people', true), ${NAMES.map(
  (name, index) => `set_config('suyuan.${name}', $${index + 1}, true)`
).join(', ')}`

/** What somebody may see of people: an administrator his organisation, everybody else his party and himself. */
export const scopeOf = ({
  account,
  party,
  organisation,
  roles
}: Pick<Person, 'account' | 'party' | 'organisation' | 'roles'>): Scope => ({
  account,
  party,
  ...(roles.includes('administrator') && { administers: organisation })
})

/** Goes on in the transaction for somebody else, once it is known for whom. */
export const enter = (db: pg.ClientBase, scope: Scope): Promise<unknown> =>
  db.query(
    ENTER,
    NAMES.map(name => scope[name] ?? '')
  )

/** Runs `work` in a transaction that sees and writes only what is the scope's. */
export const within = <T>(pool: pg.Pool, scope: Scope, work: (db: pg.PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(pool, async db => {
    const [, result] = await Promise.all([enter(db, scope), work(db)])
    return result
  })

/** Runs `work` in a transaction that may see and write everybody's: what is erased is so for whoever has it. */
export const everywhere = <T>(pool: pg.Pool, work: (db: pg.PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(pool, async db => {
    await db.query(`select set_config('suyuan.scope', 'everything', true)`)
    return work(db)
  })
