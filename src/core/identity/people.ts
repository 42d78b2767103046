import { partyKey } from '@suyuan/model/core/records'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { States } from '../ledger/states.js'
import { HttpProblem } from '../web/problem.js'
import { wantsPage } from '../web/problem-page.js'
import { Accounts } from './accounts.js'
import { Attempts } from './attempts.js'
import { AuditLog } from './audit-log.js'
import { Devices } from './devices.js'
import { type Credential, type Enrolment, Enrolments } from './enrolments.js'
import { Oidc, type Provider } from './oidc.js'
import { Passkeys } from './passkeys.js'
import type { Person, PersonRole } from './person.js'
import { browserOf, type Member, type SessionLimits, Sessions, type Way } from './sessions.js'

/** For so long after somebody proved who he is, he may do what wants that. */
const RECENT_MILLISECONDS = 10 * 60_000
/** Wrong passwords in a quarter of an hour: of one log-in, and from one address, behind which many may be. */
const MOST_OF_ONE = 10
const MOST_FROM_ONE = 300
const MOST_CODES = 60

export interface PeopleOptions {
  pool: pg.Pool
  states: States
  log: Logger
  limits: SessionLimits
  /** Origin of the service, where it is set; '' is wherever one asks. */
  origin: string
  /** Organisations with a log-in of their own. */
  providers: readonly Provider[]
}

/** A hook of a route that may answer by itself. */
export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Who logs in, who is logged in, and what he may. */
export class People {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly attempts: Attempts
  readonly auditLog: AuditLog
  readonly passkeys: Passkeys
  readonly enrolments: Enrolments
  readonly devices: Devices
  readonly oidc: Oidc
  /** The cookie that holds the session's token: bound to this very host where that can be (https). */
  readonly cookie: { name: string; secure: boolean }

  constructor(private readonly options: PeopleOptions) {
    const { pool, log, limits, origin, providers } = options
    this.accounts = new Accounts(pool)
    this.sessions = new Sessions(pool, limits)
    this.attempts = new Attempts(pool)
    this.auditLog = new AuditLog(pool, log)
    this.passkeys = new Passkeys(pool)
    this.enrolments = new Enrolments(pool, this.accounts, this.passkeys)
    this.devices = new Devices(pool)
    this.oidc = new Oidc(pool, providers)
    const secure = origin.startsWith('https:')
    this.cookie = { name: secure ? '__Host-suyuan' : 'suyuan', secure }
  }

  /** Who asks, by his cookie. */
  async personOf(request: FastifyRequest): Promise<Person | null> {
    const token = request.cookies[this.cookie.name]
    return token ? this.sessions.personOf(token) : null
  }

  /** A hook: only who is logged in, with one of the roles if any are named. */
  required(...roles: readonly PersonRole[]): Guard {
    return async (request, reply) => {
      const { person } = request
      if (!person) return refuseStranger(request, reply)
      if (roles.length > 0 && !roles.some(role => person.roles.includes(role))) throw new HttpProblem('NOT_ALLOWED')
      return undefined
    }
  }

  /** A hook, after `required`: only who proved within ten minutes who he is. */
  recently(): Guard {
    return async (request, reply) => {
      const { person } = request
      if (!person) return refuseStranger(request, reply)
      if (Date.now() - person.provenAt.getTime() < RECENT_MILLISECONDS) return undefined
      if (!wantsPage(request)) throw new HttpProblem('PROOF_OF_IDENTITY')
      return reply.redirect(`/account/prove?next=${encodeURIComponent(pageOf(request))}`, 303)
    }
  }

  /** Notes on the audit log what somebody did. Subject and details name people by their accounts only. */
  async audited(person: Person, act: string, subject: string, details?: Record<string, unknown>): Promise<void> {
    const { organisation, party, account } = person
    await this.auditLog.append({ organisation, party, account, act, subject, details })
  }

  /** Whose log-in and password it is. @throws HttpProblem TOO_MANY_REQUESTS, LOGIN_FAILED */
  async withPassword(request: FastifyRequest, login: string, password: string): Promise<Member> {
    const of = `login:${login.normalize('NFKC').trim().toLowerCase().slice(0, 60)}`
    await this.attempts.count(`from:${request.ip}`, MOST_FROM_ONE)
    await this.attempts.count(of, MOST_OF_ONE)
    const member = await this.accounts.withPassword(login, password)
    if (!member) throw new HttpProblem('LOGIN_FAILED')
    await this.attempts.forget(of)
    return member
  }

  /** Whether it is his own password. @throws HttpProblem TOO_MANY_REQUESTS */
  async isPasswordOf(person: Person, password: string): Promise<boolean> {
    const of = `prove:${person.account}`
    await this.attempts.count(of, MOST_OF_ONE)
    const isHis = await this.accounts.hasPassword(person, password)
    if (isHis) await this.attempts.forget(of)
    return isHis
  }

  /** For whom a code is. @throws HttpProblem TOO_MANY_REQUESTS, CODE_INVALID */
  async invitationOf(request: FastifyRequest, code: string): Promise<Enrolment> {
    await this.attempts.count(`code:${request.ip}`, MOST_CODES)
    return this.enrolments.of(code)
  }

  /** Uses a code up and logs in whose it was. @throws HttpProblem CODE_INVALID, LOGIN_TAKEN, PASSKEY_REFUSED */
  async enrol(request: FastifyRequest, reply: FastifyReply, code: string, credential: Credential): Promise<void> {
    const member = await this.enrolments.use(code, credential)
    const way = credential.passkey ? 'passkey' : credential.identity ? 'oidc' : 'password'
    await this.auditLog.append({ ...member, act: 'account.enrol', subject: member.account, details: { way } })
    await this.logIn(request, reply, member, way)
  }

  /** Logs somebody in: a session of its own, in place of the one that the browser had. @throws HttpProblem NOT_ALLOWED */
  async logIn(request: FastifyRequest, reply: FastifyReply, member: Member, way: Way): Promise<void> {
    await this.refuseMoved(member)
    const before = await this.personOf(request)
    if (before) await this.sessions.end(before, before.session)
    this.give(reply, await this.sessions.start(member, way, browserOf(request.headers['user-agent'])))
    const { organisation, party, account } = member
    await this.auditLog.append({ organisation, party, account, act: 'login', subject: account, details: { way } })
  }

  /** He has just proved anew who he is. */
  async prove(reply: FastifyReply, person: Person): Promise<void> {
    this.give(reply, await this.sessions.prove(person))
  }

  async logOut(reply: FastifyReply, person: Person): Promise<void> {
    await this.sessions.end(person, person.session)
    reply.clearCookie(this.cookie.name, { path: '/', secure: this.cookie.secure })
  }

  /** A party that changed its organisation has its people from that one. */
  private async refuseMoved({ organisation, party }: Member): Promise<void> {
    if (party === organisation) return
    const record = await this.options.states.get(partyKey(party))
    if (record && record.organisation !== organisation) throw new HttpProblem('NOT_ALLOWED', { party })
  }

  private give(reply: FastifyReply, token: string): void {
    const maxAge = this.sessions.limits.hours * 3600
    const { name, secure } = this.cookie
    reply.setCookie(name, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge })
  }
}

/** Readers of pages go where they can log in, and come back; programs hear that they must. */
function refuseStranger(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!wantsPage(request)) throw new HttpProblem('NOT_AUTHENTICATED')
  return reply.redirect(`/account/login?next=${encodeURIComponent(pageOf(request))}`, 303)
}

/** The page that somebody is on: the one that he asks for, or the one with the form that he sent. */
function pageOf(request: FastifyRequest): string {
  if (request.method === 'GET') return request.url
  const { referer, host } = request.headers
  const from = URL.canParse(referer ?? '') ? new URL(referer!) : null
  return from?.host === host ? from!.pathname + from!.search : '/account'
}

/** Where to go on, if it is a page of ours; whatever else is asked for is not followed. */
export const nextOf = (asked: unknown): string =>
  typeof asked === 'string' && /^\/(?![/\\])[\x21-\x7e]{0,500}$/.test(asked) ? asked : ''
