import { randomUUID } from 'node:crypto'
import type { Text } from '@suyuan/model/core/refusal'
import type pg from 'pg'
import type { Person } from '../../../core/identity/person.js'
import { within } from '../../../core/identity/scope.js'
import type { FoundKind } from '../../../modules/trace/queries/find.js'
import { competenceOf } from '../access.js'

/** What one authority asks of another. */
export interface NewRequest {
  office: string
  /** What it is about, as the search finds it. */
  kind: FoundKind
  thing: string
  reason: string
  /** A day, as a calendar in China has it. */
  due: string
}

export type RequestState = 'open' | 'answered' | 'closed'

export interface Request extends NewRequest {
  id: string
  askedAt: Date
  party: string
  answeredAt: Date | null
  answer: string | null
  closedAt: Date | null
  state: RequestState
  /** Past its day, and not answered. */
  late: boolean
}

/** An authority that can be asked. */
export interface Office {
  party: string
  name: Text
  region: string
}

/** Authorities of other regions than somebody's own, by region. */
export async function officesFor(pool: pg.Pool, { party }: Pick<Person, 'party'>): Promise<Office[]> {
  const { rows } = await pool.query<{ party: string; name: Text }>(
    `select substr(key, length('core/party/') + 1) as party, value -> 'name' as name from core.state
     where key like 'core/party/%' and value -> 'roles' ? 'inspector' order by key`
  )
  const own = competenceOf({ party })
  return rows
    .map(row => ({ ...row, region: competenceOf(row) }))
    .filter(({ region }) => region !== own)
    .sort((a, b) => a.region.localeCompare(b.region))
}

/** The authority of a region among some: the one whose competence is narrowest. */
export const officeOf = (offices: readonly Office[], region: string): Office | undefined =>
  offices
    .filter(office => region !== '' && region.startsWith(office.region))
    .sort((a, b) => b.region.length - a.region.length)[0]

const COLUMNS = `id, asked_at as "askedAt", party, office, kind, thing, reason, due::text as due,
  answered_at as "answeredAt", answer, closed_at as "closedAt",
  case when closed_at is not null then 'closed' when answered_at is not null then 'answered' else 'open' end as state,
  closed_at is null and answered_at is null and due < (now() at time zone 'Asia/Shanghai')::date as late`

/** Asks another authority. @returns the request's id */
export async function ask(pool: pg.Pool, { account, party }: Person, asked: NewRequest): Promise<string> {
  const id = randomUUID()
  const { office, kind, thing, reason, due } = asked
  await within(pool, { party }, db =>
    db.query(
      `insert into core_own.assistance (id, party, account, office, kind, thing, reason, due)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, party, account, office, kind, thing, reason, due]
    )
  )
  return id
}

/** Requests of an authority and to it, those to do first. */
export const requestsOf = (pool: pg.Pool, { party }: Pick<Person, 'party'>): Promise<Request[]> =>
  within(pool, { party }, async db => {
    const { rows } = await db.query<Request>(
      `select ${COLUMNS} from core_own.assistance
       order by closed_at is not null, answered_at is not null, due, asked_at limit 500`
    )
    return rows
  })

/** A request, for who asked and who is asked; null for everybody else. */
export const requestOf = (pool: pg.Pool, { party }: Pick<Person, 'party'>, id: string): Promise<Request | null> =>
  within(pool, { party }, async db => {
    const { rows } = await db.query<Request>(`select ${COLUMNS} from core_own.assistance where id = $1`, [id])
    return rows[0] ?? null
  })

/** Answers a request, once, as whom it was put to. @returns whether that was still to be done */
export const answer = (pool: pg.Pool, { account, party }: Person, id: string, words: string): Promise<boolean> =>
  within(pool, { party }, async db => {
    const { rowCount } = await db.query(
      `update core_own.assistance set answered_at = now(), answered_by = $3, answer = $4
       where id = $1 and office = $2 and answered_at is null and closed_at is null`,
      [id, party, account, words]
    )
    return rowCount === 1
  })

/** Closes a request, answered or not, as who put it. @returns whether that was still to be done */
export const close = (pool: pg.Pool, { account, party }: Person, id: string): Promise<boolean> =>
  within(pool, { party }, async db => {
    const { rowCount } = await db.query(
      `update core_own.assistance set closed_at = now(), closed_by = $3
       where id = $1 and party = $2 and closed_at is null`,
      [id, party, account]
    )
    return rowCount === 1
  })
