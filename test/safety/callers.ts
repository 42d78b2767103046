/** Who may ask: an administrator of each organisation and parties of every role, each with an API key and a place. */
import { PROBLEMS } from '../../src/core/web/problem.js'
import type { Season } from '../http/season.js'
import { gln, uscc } from '../support/codes.js'
import { type Answer, all } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES, type PartyName, PLACES, REGULATOR, RETAIL } from '../support/world.js'

export const ORGANISATIONS = [BASE, RETAIL, REGULATOR] as const
export type Organisation = (typeof ORGANISATIONS)[number]

/** Parties that the small programme has no need of. */
const FURTHER = {
  certifier: { uscc: uscc(11, '12440300'), organisation: REGULATOR, roles: ['certifier'] },
  office: { uscc: uscc(12, '11440300'), organisation: REGULATOR, roles: ['office'] }
}

export type CallerName = Organisation | PartyName | keyof typeof FURTHER

export interface Caller {
  name: CallerName
  /** USCC, or the MSP id of whom it administers. */
  party: string
  organisation: Organisation
  apiKey: string
  /** A warehouse of its own. */
  place: string
  /** Its device, where it has one. */
  author?: Author
}

const PARTY_NAMES = Object.keys(PARTIES) as PartyName[]
export const CALLER_NAMES: readonly CallerName[] = [
  ...ORGANISATIONS,
  ...PARTY_NAMES,
  ...(Object.keys(FURTHER) as (keyof typeof FURTHER)[])
]

/** Gives everybody a key and a warehouse; the places' numbers begin at `from`. */
export async function callersOf({ service, authors }: Season, from: number): Promise<Caller[]> {
  await all(
    Object.values(FURTHER).map(({ organisation, ...party }) =>
      service.administer(organisation, 'parties', { ...party, name: { zh: '演示·某', en: 'Demo' } })
    )
  )
  const specs: Record<string, { uscc: string; organisation: string }> = { ...PARTIES, ...FURTHER }
  return Promise.all(
    CALLER_NAMES.map(async (name, index): Promise<Caller> => {
      const spec = specs[name]
      const party = spec?.uscc ?? name
      const organisation = (spec?.organisation ?? name) as Organisation
      const apiKey = spec
        ? (await granted(service.administer(organisation, 'clients', { party, label: name }))).body.apiKey
        : service.administrators.get(organisation)!
      const place = gln(from + index)
      const warehouse = { gln: place, name: { zh: '仓', en: 'Store' }, kind: 'warehouse', region: '440300' }
      await granted(service.as(apiKey, '/api/core/places', warehouse))
      const author = name in authors ? { author: authors[name as PartyName] } : {}
      return { name, party, organisation, apiKey, place, ...author }
    })
  )
}

const granted = async (answer: Promise<Answer>): Promise<Answer> => (await all([answer]))[0]!

/** A party of nobody's concern, for what would harm another, with a key. */
export async function spare({ service }: Season, organisation: Organisation, number: number): Promise<Author> {
  const author = new Author(uscc(number), organisation, service.ledger, signingKey())
  await all([
    service.administer(organisation, 'parties', {
      uscc: author.id,
      name: { zh: '演示·某', en: 'Demo' },
      roles: ['buyer']
    })
  ])
  await all([service.administer(organisation, 'keys', author.registration)])
  return author
}

export const placesOf = (party: PartyName) =>
  Object.values(PLACES)
    .filter(place => place.party === party)
    .map(place => place.gln)

/** What is said when it is not the content that stands in the way, but who asks. */
const OF_AUTHORITY: ReadonlySet<string> = new Set([
  'NOT_AUTHENTICATED',
  'NOT_ALLOWED',
  'ADMINISTRATOR_REQUIRED',
  'REGULATOR_REQUIRED',
  'ROLE_REQUIRED',
  'ORGANISATION_MISMATCH',
  'KEY_NOT_AUTHORS',
  'NOT_HOLDER',
  'NOT_CONSIGNEE',
  'PLACE_NOT_AUTHORS',
  'PRODUCT_NOT_AUTHORS',
  'PARTY_NOT_RELEASED',
  'PARAMETER_NEEDS_ANOTHER',
  'RECALL_NOT_ALLOWED',
  'NOT_WITNESS',
  'APPEAL_OWN_FINDING'
])

/** `may` when nothing about the caller stood in the way; a problem of form or of the service proves nothing. */
export function verdictOf({ status, body }: Answer): string {
  const dispute = (body.facts as { type?: string; obstacle?: string }[] | undefined)?.find?.(
    ({ type }) => type === 'dispute'
  )
  const code: string | undefined = dispute?.obstacle ?? body.code
  if (code === undefined) return [200, 201, 202].includes(status) ? 'may' : `status ${status}`
  if (OF_AUTHORITY.has(code)) return code
  return code in PROBLEMS || code === 'PAYLOAD_INVALID' ? `${code} ${body.field ?? ''} ${status}` : 'may'
}
