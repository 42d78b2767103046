import { PARTIES_AT_ONCE, type RecallStep } from '@suyuan/model/trace/recall-steps'
import type { RecallOrigin } from '@suyuan/model/trace/states'
import type { Person } from '../../../core/identity/person.js'
import { bodyHashOf } from '../../../core/ledger/commands.js'
import type { Services } from '../../../core/module.js'
import { lotsImpactJson } from '../../../modules/trace/queries/impact.js'
import { affectedBy, rootsOf, untoldOf } from '../../../modules/trace/queries/recalls.js'
import { type Counts, type Impact, reconciledOf } from './impact.js'
import { refuseUnless } from './open.js'
import { reasonOf } from './side.js'

interface StepPayload extends Record<string, unknown> {
  number: string
}

/**
 * Does something about a recall in the name of somebody's party, by the key that the gateway keeps for it. The same again is
 * the same command.
 *
 * @param same what makes it the same, where that is not the whole of it
 * @throws Refusal of the law; HttpProblem NOT_ALLOWED where the party has no key here, UNAVAILABLE when the ledger is late
 */
async function send(
  { commands, waits }: Services,
  { party }: Person,
  action: RecallStep,
  payload: StepPayload,
  same: unknown = payload
): Promise<void> {
  const bodyHash = bodyHashOf(action, same)
  const idempotencyKey = `recall/${payload.number}/${action}/${bodyHash.toString('hex').slice(0, 32)}`
  const status = await commands.send(
    { party, module: 'trace', action, payload },
    { answerSeconds: waits.answerSeconds, inputWait: 0, idempotency: { idempotencyKey, bodyHash } }
  )
  refuseUnless(status.outcome)
}

/**
 * Tells each party that a recall concerns and that was not told: who holds, held, sold or is to receive such goods, or made
 * them. Goods move and are found late, so it is done again whenever who may do it looks. Two who do it at once tell nobody
 * twice: the law passes over those who were told.
 *
 * @throws as `send`
 */
async function tellHolders(services: Services, person: Person, number: string): Promise<void> {
  const untold = await untoldOf(services.pool, number)
  for (let at = 0; at < untold.length; at += PARTIES_AT_ONCE)
    await send(services, person, 'noticeRecall', { number, parties: untold.slice(at, at + PARTIES_AT_ONCE) })
  if (untold.length > 0) await services.people.audited(person, 'recall.notice', number, { parties: untold.length })
}

/** As far as the ledger takes it now: the recall stands without it, its page says who is still to be told. */
export const tellHoldersIfPossible = (services: Services, person: Person, number: string): Promise<void> =>
  tellHolders(services, person, number).catch(error => void reasonOf(error))

/** A party says that it has heard, and what it does. @throws as `send` */
export const acknowledge = (services: Services, person: Person, number: string, words: string): Promise<void> =>
  send(services, person, 'acknowledgeRecall', { number, party: person.party, ...(words !== '' && { words }) })

/** Ends a recall, with what had become of the goods. @throws as `send` */
export const close = (
  services: Services,
  person: Person,
  { number, counts, words }: { number: string; counts: readonly Counts[]; words: string }
): Promise<void> => send(services, person, 'closeRecall', { number, goods: reconciledOf(counts), words })

/** Finds all that a recall would concern, and puts on record how long that took. @throws as `send` */
export async function holdDrill(
  services: Services,
  person: Person,
  { number, class: level, origin }: { number: string; class: 'I' | 'II' | 'III'; origin: RecallOrigin }
): Promise<void> {
  const { pool } = services
  const began = performance.now()
  const lots = await affectedBy(pool, await rootsOf(pool, origin))
  const { holders, inTransit } = JSON.parse((await lotsImpactJson(pool, lots))!) as Impact
  const parties = new Set([...holders.map(({ party }) => party), ...inTransit.map(({ consignee }) => consignee)]).size
  const milliseconds = Math.round(performance.now() - began)
  // As JSON has it: bounds that are not given are none.
  const played = JSON.parse(JSON.stringify({ number, class: level, origin })) as StepPayload
  await send(services, person, 'drillRecall', { ...played, lots: lots.length, parties, milliseconds }, played)
}
