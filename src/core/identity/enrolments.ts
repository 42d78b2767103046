import { randomInt, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { HttpProblem } from '../web/problem.js'
import type { Accounts } from './accounts.js'
import { bindIn, type Identity } from './oidc.js'
import type { NewPasskey, Passkeys } from './passkeys.js'
import { hashPassword } from './passwords.js'
import type { PersonRole } from './person.js'
import { enter, within } from './scope.js'
import { type Member, secretHash } from './sessions.js'

/** Without 0 O 1 I L: codes are read out over the telephone. 12 of 31 letters are 59 bits, good for three days and once. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 12
const HOURS = 72
/** For so long a code that is over says for whom it was. */
const NAMED_DAYS = 30

/** For whom a code is. */
export interface Invitation {
  organisation: string
  party: string
  name: string
  roles: readonly PersonRole[]
  /** Somebody who is here already, and needs a new way to log in. */
  account?: string | undefined
}

export interface Enrolment extends Invitation {
  id: string
  createdAt: Date
  expiresAt: Date
}

/** How somebody will prove who he is from now on. */
export interface Credential {
  /** A log-in of his choice; who has an account keeps his. */
  login: string
  password?: string | undefined
  passkey?: { made: NewPasskey; label: string } | undefined
  /** By his organisation's own log-in. */
  identity?: Identity | undefined
}

const COLUMNS = `id, organisation, party, account, name, roles, created_at as "createdAt", expires_at as "expiresAt"`
const OPEN = 'used_at is null and expires_at > now()'

/** How a code is compared: its letters, however they were set. */
const plain = (typed: string) => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
const hashOf = (typed: string) => secretHash(`enrolment ${plain(typed)}`)

/** Codes by which administrators let people in: each is good once, for three days. Postgres has their hashes. */
export class Enrolments {
  constructor(
    private readonly pool: pg.Pool,
    private readonly accounts: Accounts,
    private readonly passkeys: Passkeys
  ) {}

  /** @returns the code, which is shown this once */
  async create({ organisation, party, name, roles, account }: Invitation): Promise<{ id: string; code: string }> {
    const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
    const id = randomUUID()
    await within(this.pool, { administers: organisation }, db =>
      Promise.all([
        // Who never came, or came long ago, need not be named by his code.
        db.query(
          `update core_own.enrolment set name = ''
           where organisation = $1 and name <> '' and expires_at < now() - make_interval(days => $2)`,
          [organisation, NAMED_DAYS]
        ),
        db.query(
          `insert into core_own.enrolment (hash, id, organisation, party, account, name, roles, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(hours => $8))`,
          [hashOf(code), id, organisation, party, account ?? null, name, roles, HOURS]
        )
      ])
    )
    return { id, code: code.match(/.{4}/g)!.join('-') }
  }

  /** What a code is for. @throws HttpProblem CODE_INVALID */
  async of(code: string): Promise<Enrolment> {
    const found = await within(this.pool, { shown: hashOf(code) }, async db => {
      const { rows } = await db.query<Enrolment>(
        `select ${COLUMNS} from core_own.enrolment where hash = $1 and ${OPEN}`,
        [hashOf(code)]
      )
      return rows[0]
    })
    if (!found) throw new HttpProblem('CODE_INVALID')
    return found
  }

  /** Codes of an organisation that nobody has used yet. */
  list(organisation: string): Promise<Enrolment[]> {
    return within(this.pool, { administers: organisation }, async db => {
      const { rows } = await db.query<Enrolment>(
        `select ${COLUMNS} from core_own.enrolment where organisation = $1 and ${OPEN} order by created_at desc`,
        [organisation]
      )
      return rows
    })
  }

  /** Takes a code back. @returns whether there was one */
  async withdraw(organisation: string, id: string): Promise<boolean> {
    const { rowCount } = await within(this.pool, { administers: organisation }, db =>
      db.query(`update core_own.enrolment set used_at = now() where id = $1 and ${OPEN}`, [id])
    )
    return rowCount === 1
  }

  /**
   * Uses a code up: the account is there, or has its new way to log in, or nothing has happened.
   *
   * @throws HttpProblem CODE_INVALID, LOGIN_TAKEN, PASSKEY_REFUSED, OIDC_UNKNOWN
   */
  async use(code: string, credential: Credential): Promise<Member> {
    const password = credential.password ? await hashPassword(credential.password) : undefined
    return within(this.pool, { shown: hashOf(code) }, async db => {
      const { rows } = await db.query<Enrolment>(
        `update core_own.enrolment set used_at = now() where hash = $1 and ${OPEN} returning ${COLUMNS}`,
        [hashOf(code)]
      )
      if (!rows[0]) throw new HttpProblem('CODE_INVALID')
      const member = await this.memberIn(db, rows[0], credential.login)
      if (password)
        await db.query('update core_own.account set password = $2 where id = $1', [member.account, password])
      const { passkey, identity } = credential
      if (passkey && !(await this.passkeys.keepIn(db, member, passkey.made, passkey.label)))
        throw new HttpProblem('PASSKEY_REFUSED')
      if (identity && !(await bindIn(db, member, identity))) throw new HttpProblem('OIDC_UNKNOWN')
      return member
    })
  }

  /** The account of a code, made where it is for a new one; the transaction goes on as his own. */
  private async memberIn(db: pg.ClientBase, enrolment: Enrolment, login: string): Promise<Member> {
    const { organisation, party, name, roles, id } = enrolment
    // A new account has its code's id: a passkey names its account before it is there.
    const account = enrolment.account ?? id
    await enter(db, { account })
    if (enrolment.account) return { account, organisation, party }
    const made = await this.accounts.createIn(db, { id, organisation, party, login, name, roles })
    if (!made) throw new HttpProblem('LOGIN_TAKEN')
    return made
  }
}
