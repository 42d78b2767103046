/** What the authorisation matrix is asked about, and the form of its entries. */

import type { PersonRole } from '../../src/core/identity/person.js'
import type { Season } from '../http/season.js'
import { gln } from '../support/codes.js'
import { all } from '../support/service.js'
import type { Author } from '../support/signing.js'
import { BASE, PRODUCTS } from '../support/world.js'
import { type Caller, type CallerName, ORGANISATIONS, type Organisation, spare } from './callers.js'
import { supervised } from './matrix-supervision.js'

/** One thing that is asked of a route by everybody. */
export interface Case {
  about: string
  body(caller: Caller): unknown
  /** Those whom nothing stands in the way. */
  may: readonly CallerName[]
  /** What all others hear, or what that one hears. */
  others: string | ((caller: Caller) => string)
  /** Whether it comes about when those ask; else it is enough that nothing of who asks stands in the way. */
  succeeds?: true
}

/**
 * `public`: anybody. `stranger`: anybody, by what he sends. `insiders`: anybody with an API key. `auditors`: the regulator and
 * its inspectors. `person`: who is logged in; `roles`, with one of these. Cases: with an API key; `signed`, by signature alone.
 */
export type Entry =
  | 'public'
  | 'stranger'
  | 'insiders'
  | 'auditors'
  | 'person'
  | { roles: readonly PersonRole[] }
  | { cases: readonly Case[]; signed?: true }

/** What the cases are about, beside the season. */
export interface Stage {
  /** A place of none of the callers. */
  strange: string
  /** A party of each organisation, and its key. */
  spares: Record<Organisation, Author>
  /** Another, that changes its organisation. */
  movers: Record<Organisation, Author>
  /** Event by which lot L3 was made. */
  harvested: string
  /** Number of a complaint. */
  complaint: string
}

/** A parameter that BaseMSP has proposed. */
export const LATE = { name: 'trace.clock.lateAfterSeconds', value: 86_400, source: 'test' }

/** Files a complaint as a consumer does. @returns its number */
async function complain(url: string): Promise<string> {
  const body = new URLSearchParams({ kind: 'other', words: '试一试能不能提交' })
  const answer = await fetch(`${url}/complaints`, { method: 'POST', body, redirect: 'manual' })
  return answer.headers.get('location')!.split('/').at(-1)!
}

export async function stageOf(season: Season): Promise<Stage> {
  const { service } = season
  const trio = async (number: number) => {
    const made = await Promise.all(ORGANISATIONS.map((organisation, i) => spare(season, organisation, number + i)))
    return Object.fromEntries(ORGANISATIONS.map((organisation, i) => [organisation, made[i]!])) as Stage['spares']
  }
  const stranger = await spare(season, BASE, 400)
  const strange = gln(400)
  const place = { gln: strange, name: { zh: '仓', en: 'Store' }, kind: 'warehouse', region: '440300' }
  await all([service.send(stranger.command('core', 'registerPlace', place))])
  await all([service.administer(BASE, 'parameter-proposals', LATE)])
  await supervised(season, stranger.id)
  const { rows } = await service.pool.query(
    `select value->>'event' as event from state where key = 'trace/lot/' || $1 || '/L3'`,
    [PRODUCTS.leaf.gtin]
  )
  const complaint = await complain(service.url)
  return { complaint, strange, spares: await trio(410), movers: await trio(420), harvested: rows[0].event }
}
