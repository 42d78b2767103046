import { randomBytes } from 'node:crypto'
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse
} from '@simplewebauthn/server'
import type pg from 'pg'
import { HttpProblem } from '../web/problem.js'
import type { Person } from './person.js'
import { enter, type Scope, scopeOf, within } from './scope.js'
import { type Member, secretHash } from './sessions.js'

/** As whom the service is known to browsers: the name of its host, and its origin. */
export interface RelyingParty {
  id: string
  origin: string
}

/** A passkey as its owner sees it. */
export interface PasskeyRow {
  id: string
  account: string
  label: string
  createdAt: Date
  usedAt: Date | null
}

/** What was checked of a new passkey, to be kept. */
export interface NewPasskey {
  id: string
  publicKey: Uint8Array
  counter: number
  transports: string[]
}

interface Kept {
  account: string
  organisation: string
  public_key: Buffer
  counter: number
  transports: AuthenticatorTransport[]
}

const NAME = '溯源 Suyuan'
const CHALLENGE_SECONDS = 300

/** Passkeys: the browser's proof that its owner was there and that the device knew him. */
export class Passkeys {
  constructor(private readonly pool: pg.Pool) {}

  /** What a browser needs to make a passkey. @param account whose it will be */
  async creation(party: RelyingParty, account: string, login: string, name: string, known: readonly string[]) {
    const options = await generateRegistrationOptions({
      rpName: NAME,
      rpID: party.id,
      userID: new Uint8Array(Buffer.from(account.replaceAll('-', ''), 'hex')),
      userName: login,
      userDisplayName: name,
      challenge: await this.challenge('create', account),
      attestationType: 'none',
      excludeCredentials: known.map(id => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' }
    })
    return options
  }

  /** Checks a new passkey. @throws HttpProblem PASSKEY_REFUSED */
  async created(party: RelyingParty, account: string, response: RegistrationResponseJSON): Promise<NewPasskey> {
    const expectedChallenge = await this.spent(response.response.clientDataJSON, 'create', account)
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true
    }).catch(refused)
    if (!verified || !registrationInfo) throw new HttpProblem('PASSKEY_REFUSED')
    const { id, publicKey, counter } = registrationInfo.credential
    return { id, publicKey, counter, transports: response.response.transports ?? [] }
  }

  /** Keeps a checked passkey, in a transaction that may write the account's. @returns whether nobody had it */
  async keepIn(db: pg.ClientBase, { account, organisation }: Member, passkey: NewPasskey, label: string) {
    const { rowCount } = await db.query(
      `insert into core_own.passkey (id, account, organisation, public_key, counter, transports, label)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
      [passkey.id, account, organisation, Buffer.from(passkey.publicKey), passkey.counter, passkey.transports, label]
    )
    return rowCount === 1
  }

  async keep(member: Member, passkey: NewPasskey, label: string): Promise<boolean> {
    return within(this.pool, { account: member.account }, db => this.keepIn(db, member, passkey, label))
  }

  /** What a browser needs to log in with a passkey that it has for us, whosever. */
  async request(party: RelyingParty) {
    return generateAuthenticationOptions({
      rpID: party.id,
      challenge: await this.challenge('log in', null),
      userVerification: 'required'
    })
  }

  /** Whose passkey that is. @throws HttpProblem PASSKEY_REFUSED, also for one that was taken back */
  async memberOf(party: RelyingParty, response: AuthenticationResponseJSON): Promise<Member> {
    const expectedChallenge = await this.spent(response.response.clientDataJSON, 'log in', null)
    return within(this.pool, { shown: response.id }, async db => {
      const { rows } = await db.query<Kept>(
        `select account, organisation, public_key, counter, transports from core_own.passkey
         where id = $1 and revoked_at is null`,
        [response.id]
      )
      const kept = rows[0]
      if (!kept) throw new HttpProblem('PASSKEY_REFUSED')
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
        credential: {
          id: response.id,
          publicKey: new Uint8Array(kept.public_key),
          counter: kept.counter,
          transports: kept.transports
        }
      }).catch(refused)
      if (!verified) throw new HttpProblem('PASSKEY_REFUSED')
      return this.used(db, response.id, kept.account, authenticationInfo.newCounter)
    })
  }

  private async used(db: pg.ClientBase, id: string, account: string, counter: number): Promise<Member> {
    await enter(db, { account })
    await db.query('update core_own.passkey set counter = $2, used_at = now() where id = $1', [id, counter])
    const { rows } = await db.query<Member>(
      'select id as account, organisation, party from core_own.account where id = $1 and disabled_at is null',
      [account]
    )
    if (!rows[0]) throw new HttpProblem('PASSKEY_REFUSED')
    return rows[0]
  }

  /** A person's own passkeys that are good. */
  list({ account }: Pick<Person, 'account'>): Promise<PasskeyRow[]> {
    return this.listOf({ account }, account)
  }

  /** Somebody's passkeys, for his administrator. */
  listFor(administrator: Person, account: string): Promise<PasskeyRow[]> {
    return this.listOf(scopeOf(administrator), account)
  }

  private listOf(scope: Scope, account: string): Promise<PasskeyRow[]> {
    return within(this.pool, scope, async db => {
      const { rows } = await db.query<PasskeyRow>(
        `select id, account, label, created_at as "createdAt", used_at as "usedAt" from core_own.passkey
         where account = $1 and revoked_at is null order by created_at`,
        [account]
      )
      return rows
    })
  }

  /** Takes a passkey back: one's own, or as the administrator of whose it is. @returns whose it was, or null */
  async revoke(person: Person, id: string): Promise<string | null> {
    return within(this.pool, scopeOf(person), async db => {
      const { rows } = await db.query<{ account: string }>(
        'update core_own.passkey set revoked_at = now() where id = $1 and revoked_at is null returning account',
        [id]
      )
      return rows[0]?.account ?? null
    })
  }

  /** A challenge that is good once, for a while. */
  private async challenge(purpose: string, account: string | null): Promise<Uint8Array<ArrayBuffer>> {
    const challenge = new Uint8Array(randomBytes(32))
    const text = Buffer.from(challenge).toString('base64url')
    await this.pool.query(
      `with old as (delete from core_own.challenge where expires_at < now())
       insert into core_own.challenge (hash, challenge, purpose, account, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [secretHash(text), text, purpose, account, CHALLENGE_SECONDS]
    )
    return challenge
  }

  /** The challenge that was signed, if it is one of ours; from now on it is not. @throws HttpProblem PASSKEY_REFUSED */
  private async spent(clientData: string, purpose: string, account: string | null): Promise<string> {
    const { rows } = await this.pool.query<{ challenge: string }>(
      `delete from core_own.challenge
       where hash = $1 and purpose = $2 and account is not distinct from $3::uuid and expires_at > now()
       returning challenge`,
      [secretHash(signedChallenge(clientData)), purpose, account]
    )
    if (!rows[0]) throw new HttpProblem('PASSKEY_REFUSED')
    return rows[0].challenge
  }
}

/** What a browser says that it signed. @throws HttpProblem PASSKEY_REFUSED */
function signedChallenge(clientData: string): string {
  try {
    return String(JSON.parse(Buffer.from(clientData, 'base64url').toString('utf8')).challenge)
  } catch {
    throw new HttpProblem('PASSKEY_REFUSED')
  }
}

/** What the library holds against a response: its words are for programmers. */
const refused = (): never => {
  throw new HttpProblem('PASSKEY_REFUSED')
}
