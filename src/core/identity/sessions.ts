import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Person, PersonRole } from './person.js'
import { enter, scopeOf, within } from './scope.js'

/** For how long somebody stays logged in. */
export interface SessionLimits {
  /** Minutes without any request. */
  idleMinutes: number
  /** Hours since the log-in, whatever happens. */
  hours: number
}

/** How somebody proved who he is. */
export type Way = 'passkey' | 'password' | 'oidc'

export interface SessionRow {
  id: string
  way: Way
  browser: string
  startedAt: Date
  seenAt: Date
}

/** What of an account a session needs. */
export type Member = Pick<Person, 'account' | 'organisation' | 'party'>

/** Seen so long ago, it is noted again. */
const NOTE_SECONDS = 60

export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex')
const newToken = () => randomBytes(32).toString('base64url')

/** Sessions, which end when they are ended, everywhere and at once: each request asks. Postgres has tokens' hashes. */
export class Sessions {
  constructor(
    private readonly pool: pg.Pool,
    readonly limits: SessionLimits
  ) {}

  /** @returns the token, which the browser gets and nobody else */
  async start({ account, organisation, party }: Member, way: Way, browser: string): Promise<string> {
    const token = newToken()
    await within(this.pool, { account }, db =>
      db.query(
        `insert into core_own.session (hash, id, account, organisation, party, way, browser)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [secretHash(token), randomUUID(), account, organisation, party, way, browser]
      )
    )
    return token
  }

  /** Whose token it is; null for one that is over, or whose account is. */
  async personOf(token: string): Promise<Person | null> {
    const hash = secretHash(token)
    return within(this.pool, { shown: hash }, async db => {
      const { rows } = await db.query<{ account: string; party: string }>(
        `select account, party from core_own.session
         where hash = $1 and ended_at is null and seen_at > now() - make_interval(mins => $2)
           and started_at > now() - make_interval(hours => $3)`,
        [hash, this.limits.idleMinutes, this.limits.hours]
      )
      if (!rows[0]) return null
      const [, person] = await Promise.all([enter(db, rows[0]), this.read(db, hash)])
      return person
    })
  }

  private async read(db: pg.ClientBase, hash: string): Promise<Person | null> {
    const { rows } = await db.query<Omit<Person, 'roles'> & { roles: PersonRole[]; stale: boolean }>(
      `select a.id as account, a.name, a.party, a.organisation, a.roles, s.id as session, s.proven_at as "provenAt",
         s.seen_at < now() - make_interval(secs => $2) as stale
       from core_own.session s join core_own.account a on a.id = s.account
       where s.hash = $1 and a.disabled_at is null`,
      [hash, NOTE_SECONDS]
    )
    if (!rows[0]) return null
    const { stale, ...person } = rows[0]
    if (stale) await db.query('update core_own.session set seen_at = now() where hash = $1', [hash])
    return person
  }

  /** He has proved anew who he is. The token before is good for nothing from now on. */
  async prove({ account, session }: Person): Promise<string> {
    const token = newToken()
    await within(this.pool, { account }, db =>
      db.query('update core_own.session set hash = $2, proven_at = now(), seen_at = now() where id = $1', [
        session,
        secretHash(token)
      ])
    )
    return token
  }

  /** A person's sessions that are not over, the newest first. */
  list({ account }: Pick<Person, 'account'>): Promise<SessionRow[]> {
    return within(this.pool, { account }, async db => {
      const { rows } = await db.query<SessionRow>(
        `select id, way, browser, started_at as "startedAt", seen_at as "seenAt" from core_own.session
         where account = $1 and ended_at is null and seen_at > now() - make_interval(mins => $2)
           and started_at > now() - make_interval(hours => $3)
         order by started_at desc`,
        [account, this.limits.idleMinutes, this.limits.hours]
      )
      return rows
    })
  }

  /** Ends one of a person's sessions. @returns whether there was one to end */
  async end({ account }: Pick<Person, 'account'>, id: string): Promise<boolean> {
    const { rowCount } = await within(this.pool, { account }, db =>
      db.query('update core_own.session set ended_at = now() where id = $1 and account = $2 and ended_at is null', [
        id,
        account
      ])
    )
    return rowCount === 1
  }

  /** Ends all of a person's sessions but the one that he asks from. */
  async endOthers({ account, session }: Person): Promise<void> {
    await within(this.pool, { account }, db =>
      db.query('update core_own.session set ended_at = now() where account = $1 and id <> $2 and ended_at is null', [
        account,
        session
      ])
    )
  }

  /** Ends an account's sessions, for its administrator. */
  async endAllOf(administrator: Person, account: string): Promise<void> {
    await within(this.pool, scopeOf(administrator), db =>
      db.query('update core_own.session set ended_at = now() where account = $1 and ended_at is null', [account])
    )
  }
}

/** What a browser calls itself, as much of it as its owner needs to know it again. */
export function browserOf(userAgent = ''): string {
  const of = (names: Record<string, RegExp>) => Object.keys(names).find(name => names[name]!.test(userAgent))
  const browser = of({
    微信: /MicroMessenger/,
    Edge: /Edg(e|A|iOS)?\//,
    Firefox: /Firefox|FxiOS/,
    Chrome: /Chrome|CriOS/,
    Safari: /Safari/
  })
  const system = of({
    Android: /Android/,
    iPhone: /iPhone/,
    iPad: /iPad/,
    Windows: /Windows/,
    macOS: /Macintosh/,
    Linux: /Linux/
  })
  return [browser, system].filter(Boolean).join(' · ') || '—'
}
