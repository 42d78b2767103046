import type { FastifyRequest } from 'fastify'
import type pg from 'pg'
import { HttpProblem } from '../web/problem.js'
import { partyOfApiKey } from './api-keys.js'
import type { Person } from './person.js'

const REMEMBERED = 10_000
const REMEMBER_MILLISECONDS = 5_000 // a revoked key works this long at the most

/** Who asks. A party's USCC, or an organisation's MSP id for its administrators. */
export interface Caller {
  party: string
  administrator: boolean
}

/** Knows callers by the API key in `Authorization: Bearer`, or, where none is sent, by who is logged in. */
export class Authenticator {
  private readonly remembered = new Map<string, { caller: Caller; until: number }>()

  constructor(private readonly pool: pg.Pool) {}

  /** @throws HttpProblem NOT_AUTHENTICATED, NOT_ALLOWED where somebody would speak for an organisation that he doesn't administer */
  async caller(request: FastifyRequest): Promise<Caller> {
    if (request.person && request.headers.authorization === undefined) return callerOf(request.person, request)
    const key = /^Bearer (sk_[A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1]
    if (!key) throw new HttpProblem('NOT_AUTHENTICATED')
    const known = this.remembered.get(key)
    if (known && known.until > Date.now()) return known.caller
    const party = await partyOfApiKey(this.pool, key)
    if (!party) throw new HttpProblem('NOT_AUTHENTICATED')
    if (this.remembered.size >= REMEMBERED) this.remembered.clear()
    const caller = { party, administrator: party.endsWith('MSP') }
    this.remembered.set(key, { caller, until: Date.now() + REMEMBER_MILLISECONDS })
    return caller
  }

  /** A hook for routes: who may not ask has nothing of his request read. */
  readonly required = async (request: FastifyRequest): Promise<void> => {
    await this.caller(request)
  }

  /** @throws HttpProblem NOT_AUTHENTICATED, NOT_ALLOWED unless the caller administers an organisation */
  async administrator(request: FastifyRequest): Promise<Caller> {
    const caller = await this.caller(request)
    if (!caller.administrator) throw new HttpProblem('NOT_ALLOWED')
    return caller
  }
}

/** Somebody of a party may what its API keys may. An organisation's own voice is its administrators'. */
function callerOf({ party, organisation, roles }: Person, { method }: FastifyRequest): Caller {
  const administrator = party === organisation && roles.includes('administrator')
  if (method !== 'GET' && party === organisation && !administrator) throw new HttpProblem('NOT_ALLOWED')
  return { party, administrator }
}
