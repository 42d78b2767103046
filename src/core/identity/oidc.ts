import { readFileSync } from 'node:fs'
import { MspId } from '@suyuan/model/core/command'
import { Name } from '@suyuan/model/core/records'
import * as client from 'openid-client'
import type pg from 'pg'
import { z } from 'zod'
import { HttpProblem } from '../web/problem.js'
import { enter, within } from './scope.js'
import { type Member, secretHash } from './sessions.js'

/** Organisations whose people log in where they do for everything else; the file is named in the settings. */
const Providers = z.array(
  z.strictObject({
    organisation: MspId,
    /** What its people call that log-in. */
    name: Name,
    issuer: z.url(),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1)
  })
)
export type Provider = z.infer<typeof Providers>[number]

/** @throws Error, ZodError when the file is not there or not of that form */
export const readProviders = (path: string | undefined): readonly Provider[] =>
  path ? Providers.parse(JSON.parse(readFileSync(path, 'utf8'))) : []

/** What somebody set out for, to be gone on with when he comes back. */
const Errand = z.strictObject({
  organisation: MspId,
  purpose: z.enum(['log in', 'prove', 'enrol']),
  next: z.string(),
  /** Of an enrolment: its code, and the account name that is wanted. */
  code: z.string().optional(),
  login: z.string().optional()
})
export type Errand = z.infer<typeof Errand>
const Sent = z.strictObject({ errand: Errand, nonce: z.string(), verifier: z.string() })

/** Who he is by his organisation's word. */
export interface Identity {
  issuer: string
  subject: string
}

const PURPOSE = 'oidc'
const ERRAND_SECONDS = 600
/** Who is to prove who he is has done so there so long ago at most. */
const PROVEN_SECONDS = 60
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Log-in by an organisation's own provider: OpenID Connect, authorisation code with PKCE, state and nonce. */
export class Oidc {
  private readonly known = new Map<string, Promise<client.Configuration>>()

  constructor(
    private readonly pool: pg.Pool,
    readonly providers: readonly Provider[]
  ) {}

  providerOf(organisation: string): Provider | undefined {
    return this.providers.find(provider => provider.organisation === organisation)
  }

  /** Where to send somebody's browser. `state` is to be held by that browser. @throws HttpProblem NOT_FOUND, UNAVAILABLE */
  async begin(errand: Errand, origin: string): Promise<{ address: string; state: string }> {
    const configuration = await this.configuration(errand.organisation)
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
    const sent = { errand, nonce, verifier } satisfies z.infer<typeof Sent>
    await this.pool.query(
      `insert into core_own.challenge (hash, challenge, purpose, expires_at)
       values ($1, $2, $3, now() + make_interval(secs => $4))`,
      [secretHash(state), JSON.stringify(sent), PURPOSE, ERRAND_SECONDS]
    )
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: callbackOf(origin),
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(errand.purpose === 'prove' && { prompt: 'login', max_age: '0' })
    })
    return { address: address.href, state }
  }

  /** Who came back, and what for. Each errand is gone on with once. @throws HttpProblem OIDC_REFUSED */
  async end(state: string, url: string, origin: string): Promise<{ errand: Errand; identity: Identity }> {
    const { rows } = await this.pool.query<{ challenge: string }>(
      'delete from core_own.challenge where hash = $1 and purpose = $2 and expires_at > now() returning challenge',
      [secretHash(state), PURPOSE]
    )
    if (!rows[0]) throw new HttpProblem('OIDC_REFUSED')
    const { errand, nonce, verifier } = Sent.parse(JSON.parse(rows[0].challenge))
    const configuration = await this.configuration(errand.organisation)
    const tokens = await client
      .authorizationCodeGrant(configuration, new URL(url, origin), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
        ...(errand.purpose === 'prove' && { maxAge: PROVEN_SECONDS })
      })
      .catch(() => null)
    const claims = tokens?.claims()
    if (!claims) throw new HttpProblem('OIDC_REFUSED')
    return { errand, identity: { issuer: claims.iss, subject: claims.sub } }
  }

  /** Whose identity it is, or null. Only people of the provider's own organisation come in by it. */
  async memberOf(organisation: string, { issuer, subject }: Identity): Promise<Member | null> {
    return within(this.pool, { shown: `${issuer} ${subject}` }, async db => {
      const { rows } = await db.query<{ account: string }>(
        'select account from core_own.identity where issuer = $1 and subject = $2 and organisation = $3',
        [issuer, subject, organisation]
      )
      if (!rows[0]) return null
      await enter(db, rows[0])
      const found = await db.query<Member>(
        'select id as account, organisation, party from core_own.account where id = $1 and disabled_at is null',
        [rows[0].account]
      )
      return found.rows[0] ?? null
    })
  }

  /** Found out once, and again where that failed. @throws HttpProblem NOT_FOUND, UNAVAILABLE */
  private configuration(organisation: string): Promise<client.Configuration> {
    const known = this.known.get(organisation)
    if (known) return known
    const provider = this.providerOf(organisation)
    if (!provider) throw new HttpProblem('NOT_FOUND')
    const issuer = new URL(provider.issuer)
    const options = LOCAL.has(issuer.hostname) ? { execute: [client.allowInsecureRequests] } : {}
    const found = client.discovery(issuer, provider.clientId, provider.clientSecret, undefined, options).catch(() => {
      this.known.delete(organisation)
      throw new HttpProblem('UNAVAILABLE')
    })
    this.known.set(organisation, found)
    return found
  }
}

export const callbackOf = (origin: string): string => `${origin}/account/oidc/callback`

/** Binds an identity to an account, in a transaction that may write the account's. @returns whether nobody had it */
export async function bindIn(
  db: pg.ClientBase,
  { account, organisation }: Member,
  identity: Identity
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into core_own.identity (issuer, subject, account, organisation) values ($1, $2, $3, $4)
     on conflict (issuer, subject) do nothing`,
    [identity.issuer, identity.subject, account, organisation]
  )
  return rowCount === 1
}
