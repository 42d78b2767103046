/** People of the tests, made directly: how they log in is tested elsewhere. */
import { randomUUID } from 'node:crypto'
import { Accounts } from '../../src/core/identity/accounts.js'
import type { PersonRole } from '../../src/core/identity/person.js'
import { Sessions } from '../../src/core/identity/sessions.js'
import type { Service } from './service.js'

export interface LoggedIn {
  cookie: string
  account: string
  login: string
  roles: readonly PersonRole[]
  /** What a browser of theirs sends with every request, posts included. */
  headers: { cookie: string; origin: string }
}

export interface Who {
  /** A USCC, or an organisation's MSP id. */
  party: string
  roles: readonly PersonRole[]
  name?: string
  login?: string
  /** Where they log in by it themselves; it takes its time. */
  password?: string
}

/** An account of a party that the ledger has, or of an organisation, with a session and a gateway key that signs for it. */
export async function logIn(service: Service, { party, roles, name = '某人', ...who }: Who): Promise<LoggedIn> {
  const organisation = await organisationOf(service, party)
  const { login = `u-${randomUUID().slice(0, 8)}`, password } = who
  const member = await new Accounts(service.pool).create({ organisation, party, login, name, roles, password })
  if (!member) throw new Error(`${login} is taken`)
  if (party !== organisation) await service.administer(organisation, 'clients', { party, label: login })
  const sessions = new Sessions(service.pool, { idleMinutes: 60, hours: 24 })
  const cookie = `suyuan=${await sessions.start(member, 'password', 'test')}`
  return { cookie, account: member.account, login, roles, headers: { cookie, origin: service.url } }
}

async function organisationOf(service: Service, party: string): Promise<string> {
  if (party.endsWith('MSP')) return party
  const { status, body } = await service.get(`/api/core/parties/${party}`)
  if (status !== 200) throw new Error(`the ledger has no party ${party}`)
  return body.organisation
}
