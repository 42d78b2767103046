import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { hashPassword, isDated, isPassword } from './passwords.js'
import type { Person, PersonRole } from './person.js'
import { type Scope, scopeOf, within } from './scope.js'
import type { Member } from './sessions.js'

/** Somebody who may log in, as his administrator sees him. */
export interface Account extends Member {
  login: string
  name: string
  roles: readonly PersonRole[]
  hasPassword: boolean
  passkeys: number
  createdAt: Date
  disabledAt: Date | null
  /** Since when he wants what tells who he is erased. */
  erasureAskedAt: Date | null
}

export interface NewAccount {
  id?: string
  organisation: string
  party: string
  login: string
  name: string
  roles: readonly PersonRole[]
  password?: string | undefined
}

/** What of `core_own.account a` makes an Account. */
export const ACCOUNT_COLUMNS = `id as account, organisation, party, login, name, roles, password is not null as "hasPassword",
  (select count(*)::int from core_own.passkey p where p.account = a.id and p.revoked_at is null) as passkeys,
  created_at as "createdAt", disabled_at as "disabledAt", erasure_asked_at as "erasureAskedAt"`

/** How a log-in is compared: letters are as they are, however they were typed. */
export const loginOf = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase()

/** What a log-in may be: what one can read out over the telephone. */
export const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._-]{1,39}$/u

/** The accounts of people, and their passwords. */
export class Accounts {
  constructor(private readonly pool: pg.Pool) {}

  /** Makes an account in a transaction that may write it. @returns null when the log-in is taken */
  async createIn(db: pg.ClientBase, account: NewAccount): Promise<Member | null> {
    const { id = randomUUID(), organisation, party, name, roles, password } = account
    const { rowCount } = await db.query(
      `insert into core_own.account (id, organisation, party, login, name, roles, password)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (login) do nothing`,
      [id, organisation, party, loginOf(account.login), name, roles, password ? await hashPassword(password) : null]
    )
    return rowCount === 1 ? { account: id, organisation, party } : null
  }

  /** @returns null when the log-in is taken */
  create(account: NewAccount): Promise<Member | null> {
    return within(this.pool, { administers: account.organisation }, db => this.createIn(db, account))
  }

  /** Makes an account unless one has its log-in: then no password is worked out. @returns whether it was made */
  async createUnlessThere(account: NewAccount): Promise<boolean> {
    const [there] = await this.select({ administers: account.organisation }, 'login = $1', [loginOf(account.login)])
    return !there && (await this.create(account)) !== null
  }

  /** Sets the password of a log-in of an organisation. */
  async resetPassword(organisation: string, login: string, password: string): Promise<void> {
    const kept = await hashPassword(password)
    await within(this.pool, { administers: organisation }, db =>
      db.query('update core_own.account set password = $2 where login = $1', [loginOf(login), kept])
    )
  }

  /** Who has that log-in and password; it takes as long to say nobody. */
  async withPassword(login: string, password: string): Promise<Member | null> {
    const found = await within(this.pool, { shown: loginOf(login) }, async db => {
      const { rows } = await db.query<Member & { password: string | null }>(
        `select id as account, organisation, party, password from core_own.account
         where login = $1 and disabled_at is null`,
        [loginOf(login)]
      )
      return rows[0]
    })
    const isHis = await isPassword(password, found?.password ?? null)
    if (!isHis || !found) return null
    const { password: kept, ...member } = found
    if (isDated(kept!)) await this.setPassword(member.account, password)
    return member
  }

  /** What somebody is, who has just logged in. */
  async rolesOf({ account }: Pick<Member, 'account'>): Promise<readonly PersonRole[]> {
    const [found] = await this.select({ account }, 'id = $1', [account])
    return found?.roles ?? []
  }

  /** Whether it is the person's own password. */
  async hasPassword({ account }: Pick<Person, 'account'>, password: string): Promise<boolean> {
    const kept = await within(this.pool, { account }, async db => {
      const { rows } = await db.query<{ password: string | null }>(
        'select password from core_own.account where id = $1',
        [account]
      )
      return rows[0]?.password ?? null
    })
    return isPassword(password, kept)
  }

  /** Sets a person's password, or takes it away. */
  async setPassword(account: string, password: string | null): Promise<void> {
    const kept = password && (await hashPassword(password))
    await within(this.pool, { account }, db =>
      db.query('update core_own.account set password = $2 where id = $1', [account, kept])
    )
  }

  /** Somebody wants to be erased, or no more. */
  async askErasure({ account }: Pick<Person, 'account'>, wanted: boolean): Promise<void> {
    await within(this.pool, { account }, db =>
      db.query(
        `update core_own.account set erasure_asked_at = case when $2 then coalesce(erasure_asked_at, now()) end
         where id = $1`,
        [account, wanted]
      )
    )
  }

  /** What somebody may see of his party, or organisation; of those who were erased nothing. */
  list(person: Person): Promise<Account[]> {
    return this.select(scopeOf(person), 'true', [])
  }

  async get(person: Person, account: string): Promise<Account | null> {
    const [found] = await this.select(scopeOf(person), 'id = $1', [account])
    return found ?? null
  }

  private select(scope: Scope, where: string, values: readonly unknown[]): Promise<Account[]> {
    return within(this.pool, scope, async db => {
      const { rows } = await db.query<Account>(
        `select ${ACCOUNT_COLUMNS} from core_own.account a where erased_at is null and ${where} order by party, created_at`,
        [...values]
      )
      return rows
    })
  }

  /** An administrator changes what somebody of his organisation is. @returns whether there is such an account */
  async setRoles(administrator: Person, account: string, roles: readonly PersonRole[]): Promise<boolean> {
    const { rowCount } = await within(this.pool, scopeOf(administrator), db =>
      db.query('update core_own.account set roles = $2 where id = $1', [account, roles])
    )
    return rowCount === 1
  }

  /** An administrator bars somebody, or lets him in again. @returns whether that changed anything */
  async setDisabled(administrator: Person, account: string, disabled: boolean): Promise<boolean> {
    const { rowCount } = await within(this.pool, scopeOf(administrator), db =>
      db.query(
        `update core_own.account set disabled_at = case when $2 then now() end
         where id = $1 and (disabled_at is null) = $2`,
        [account, disabled]
      )
    )
    return rowCount === 1
  }
}
