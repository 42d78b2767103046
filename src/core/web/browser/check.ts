import { dayOf } from '@suyuan/model/core/day'
import { readBundle, statementsIn } from '@suyuan/model/core/proof/bundle'
import { fromBase64url } from '@suyuan/model/core/proof/bytes'
import { membersOf } from '@suyuan/model/core/proof/configuration'
import type { ProofCrypto } from '@suyuan/model/core/proof/crypto'
import type { Finding, ProofCheck } from '@suyuan/model/core/proof/findings'
import { lineOf } from '@suyuan/model/core/proof/leaves'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import type { EventStatement, IdStatement } from '@suyuan/model/core/statements'

/** What a page says that it shows. */
export interface Claim {
  /** The ledger's name: the hash of its block 0. */
  ledger: string
  /** Kind and id of the thing that the page is about, as `pack/gtin/serial`. */
  about: string
  entries: readonly Entry[]
  /** Hash ids that it gives of events. */
  hashIds: readonly HashIdOf[]
}

export interface HashIdOf {
  event: string
  hashId: string
}

/** An entry as a page lists it. */
export interface Entry {
  event: string
  kind: string
  /** All that it says to the eye. */
  text: string
}

/** proven: on the ledger, as shown. missing: not in the proof. other: of another kind or day there. */
export type Standing = 'proven' | 'missing' | 'other'

/** A proof that does not hold, and the first thing that is wrong with it. */
export interface Failing {
  holds: false
  wrong: Finding<ProofCheck>
}

/** A proof that holds, and how the page stands to it. */
export interface Holding {
  holds: true
  /** Who endorsed, by MSP id. */
  organisations: string[]
  /** Of each entry of the page, in its order. */
  standings: Standing[]
  /** Of each hash id, likewise. */
  hashStandings: Standing[]
  /** Events of the proof that the page does not list. */
  more: number
  /** What the proof says of each event. */
  lines: string[]
}

/** Verifies the proof, and holds the page against it. */
export async function check(text: string, claim: Claim, crypto: ProofCrypto): Promise<Failing | Holding> {
  const findings = await verifyProof(text, claim.ledger, crypto)
  const wrong = findings.find(({ ok }) => !ok)
  if (wrong) return { holds: false, wrong }
  const bundle = readBundle(text)
  const { kind, id } = bundle.about ?? { kind: 'command', id: '' }
  if (`${kind}/${id}` !== claim.about)
    return {
      holds: false,
      wrong: { check: 'story', ok: false, detail: `it is of ${kind} ${id}, not of ${claim.about}` }
    }
  const shown = statementsIn(bundle)
  const events = shown.filter((statement): statement is EventStatement => 'kind' in statement)
  const ids = shown.filter((statement): statement is IdStatement => 'hashId' in statement)
  const listed = new Set(claim.entries.map(nameOf))
  return {
    holds: true,
    organisations: membersOf(fromBase64url(bundle.configuration)).map(({ mspId }) => mspId),
    standings: claim.entries.map(entry => standingOf(entry, events)),
    hashStandings: claim.hashIds.map(given => hashStandingOf(given, ids)),
    more: events.filter(event => !listed.has(nameOf(event))).length,
    lines: events.map(lineOf)
  }
}

/** A correction bears the id of the event that it corrects, as EPCIS has it; their kinds tell them apart. */
const nameOf = ({ event, kind }: Pick<Entry, 'event' | 'kind'>) => `${kind} ${event}`

function standingOf(entry: Entry, events: readonly EventStatement[]): Standing {
  const proven = events.filter(({ event }) => event === entry.event)
  if (proven.length === 0) return 'missing'
  const same = proven.find(statement => nameOf(statement) === nameOf(entry))
  return same && entry.text.includes(dayWritten(same.time)) ? 'proven' : 'other'
}

/** An event and what corrects it are two that bear one event id. */
function hashStandingOf({ event, hashId }: HashIdOf, ids: readonly IdStatement[]): Standing {
  const endorsed = ids.filter(id => id.event === event)
  if (endorsed.length === 0) return 'missing'
  return endorsed.some(id => id.hashId === hashId) ? 'proven' : 'other'
}

/** The day in China, as pages write it; without Intl, whose wording is each browser's own. */
function dayWritten(time: string): string {
  const [year, month, day] = dayOf(time).split('-').map(Number)
  return `${year}年${month}月${day}日`
}
