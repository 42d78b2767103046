import { randomUUID } from 'node:crypto'
import { clockOf } from '@suyuan/model/core/day'
import { type LotRef, lotUri, placeUri } from '@suyuan/model/core/gs1'
import type { RefusalCode } from '@suyuan/model/core/refusal'
import { type Facts, Refusal } from '@suyuan/model/core/refusal'
import type { RecallOrigin } from '@suyuan/model/trace/states'
import type { Person } from '../../../core/identity/person.js'
import { bodyHashOf } from '../../../core/ledger/commands.js'
import type { Services } from '../../../core/module.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { newNonce } from '../../../modules/trace/compose.js'
import { type AffectedLot, affectedBy, placeOfParty, rootsOf } from '../../../modules/trace/queries/recalls.js'
import { regulates } from '../access.js'

/** What the law takes in one event. */
const LOTS_AT_ONCE = 200

export interface RecallTerms {
  number: string
  class: 'I' | 'II' | 'III'
  reason: string
  /** ISO 8601. */
  knownAt: string
}

/** Whose word recalls a lot: its maker's, the product's owner's, the regulator's. */
export const mayRecall = (person: Person, { maker, owner }: AffectedLot) =>
  regulates(person) || maker === person.party || owner === person.party

export interface Opened {
  /** Lots that carry the recall's number from now on, or did before. */
  named: number
  /** Lots that others made of others' products: the regulator can order their recall. */
  others: AffectedLot[]
}

/** All that a recall from there concerns. */
export const affectedFrom = async ({ pool }: Services, origin: RecallOrigin) =>
  affectedBy(pool, await rootsOf(pool, origin))

/**
 * Recalls lots, in as many commands as it takes. A chunk that was sent before is not sent again, so who is interrupted
 * starts anew.
 *
 * @throws Refusal of the law; HttpProblem NOT_ALLOWED where the party has no key here, UNAVAILABLE when the ledger is late
 */
export async function openRecall(
  services: Services,
  person: Person,
  terms: RecallTerms,
  lots: readonly AffectedLot[]
): Promise<Opened> {
  const own = lots.filter(lot => mayRecall(person, lot))
  const others = lots.filter(lot => !mayRecall(person, lot) && lot.recall === null)
  // Those that carry a flag already need none; what was sent a moment ago may not be in the mirror yet, and is known by its name.
  const missing = own.filter(({ recall }) => recall === null)
  const place = await placeOfParty(services.pool, person.party)
  if (!place) throw new HttpProblem('NOT_ALLOWED', { party: person.party, reason: 'no place' })
  for (let at = 0; at < missing.length; at += LOTS_AT_ONCE)
    await sendChunk(services, person.party, place, terms, missing.slice(at, at + LOTS_AT_ONCE))
  return { named: own.length, others }
}

async function sendChunk(
  { commands, waits }: Services,
  party: string,
  place: string,
  terms: RecallTerms,
  lots: readonly LotRef[]
): Promise<void> {
  const payload = { events: [recallEvent(place, terms, lots)] }
  const bodyHash = bodyHashOf('recall', { terms, lots: lots.map(({ gtin, lot }) => `${gtin}/${lot}`) })
  const idempotency = { idempotencyKey: `recall/${terms.number}/${bodyHash.toString('hex').slice(0, 32)}`, bodyHash }
  const status = await commands.send(
    { party, module: 'trace', action: 'capture', payload },
    { answerSeconds: waits.answerSeconds, inputWait: 0, idempotency }
  )
  refuseUnless(status.outcome)
}

/** @throws Refusal, HttpProblem unless the ledger has taken it */
export function refuseUnless(outcome: { code?: string | null; facts?: unknown } | undefined): void {
  if (!outcome) throw new HttpProblem('UNAVAILABLE')
  if (outcome.code) throw new Refusal(outcome.code as RefusalCode, (outcome.facts ?? {}) as Facts)
}

/** The members that events of this face have, said now. */
export const eventNow = (place: string) => ({
  eventID: `urn:uuid:${randomUUID()}`,
  eventTime: clockOf(new Date()),
  eventTimeZoneOffset: '+08:00',
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizLocation: { id: placeUri(place) },
  'suyuan:nonce': newNonce()
})

const recallEvent = (place: string, terms: RecallTerms, lots: readonly LotRef[]) => ({
  ...eventNow(place),
  bizStep: 'holding',
  disposition: 'recalled',
  quantityList: lots.map(({ gtin, lot }) => ({ epcClass: lotUri({ gtin, lot }) })),
  'suyuan:recall': { ...terms }
})
