import { z } from 'zod'
import { dayOf, daysAfter } from '../core/day.js'
import { Gtin } from '../core/gs1.js'
import { type Action, action, type Context, type Fact, type Law, requireRole } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { requireOwnProduct } from '../core/places.js'
import { Grounds, MatterId, moveOn, open, SpokenStep, StepTaken } from '../core/procedure.js'
import { productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { firstDay, requireElapsed, requireWithin } from '../core/terms.js'
import { COUNTIES_832, NOTICE_DAYS, recognitionParameters, SCREENING_DAYS, VALIDITY_DAYS } from './parameters.js'
import {
  caseKey,
  countyOf,
  type Entry,
  RECOGNITION,
  REGISTERS,
  type RecognitionCase,
  type RecognitionStep,
  type Register,
  registersOn,
  type Standing,
  scoresKey,
  screeningKey,
  standingKey
} from './states.js'

export const Apply = StepTaken.extend({
  gtin: Gtin,
  register: z.enum(Object.keys(REGISTERS) as [Register, ...Register[]])
})
export const File = StepTaken.extend({ number: MatterId, from: z.iso.date().optional() })

/** Most points of a criterion. */
export const MOST_POINTS = 100
const score = z.int().min(0).max(MOST_POINTS)
export const Score = z.strictObject({
  gtin: Gtin,
  quality: score,
  price: score,
  character: score,
  benefit: score,
  words: z.string().min(1).max(500),
  documents: Grounds.documents
})

/** Most products of one look: each is three states to read and two to write. */
export const MOST_SCREENED = 200
export const Screen = z
  .strictObject({
    products: z.array(Gtin).min(1).max(MOST_SCREENED),
    /** The instant of the schedule that it keeps, where nobody but that asked for it. */
    scheduled: z.iso.datetime().optional()
  })
  .refine(({ products }) => new Set(products).size === products.length, { path: ['products'], message: 'EACH_ONCE' })

const loadedOf = (loaded: View, id: string) => loaded.get(caseKey(id)) as RecognitionCase | null | undefined

/** The case after a step, with what else the step says of it. */
const moved = (
  step: RecognitionStep,
  payload: StepTaken,
  draft: Draft,
  context: Context,
  more?: Partial<RecognitionCase>
): RecognitionCase => moveOn(RECOGNITION, step, caseKey, payload, draft, context, more).after

const apply = action(
  Apply,
  ({ id, gtin }) => [caseKey(id), productKey(gtin)],
  ({ id, gtin, register, ...given }, draft, context) => {
    draft.refuseExisting(caseKey(id), 'MATTER_EXISTS', { id })
    const matter = open(RECOGNITION, 'apply', context, given)
    requireOwnProduct(draft, gtin, context)
    draft.write(caseKey(id), { ...matter, gtin, register })
    return []
  }
)

/** A step after which nothing but the case's state is another. */
const plain = (step: RecognitionStep): Action =>
  action(
    StepTaken,
    ({ id }) => [caseKey(id)],
    (payload, draft, context) => {
      moved(step, payload, draft, context)
      return []
    }
  )

/** An objection that is dismissed does not begin the notice anew: it runs from here. */
const notice = action(
  StepTaken,
  ({ id }) => [caseKey(id)],
  (payload, draft, context) => {
    moved('notice', payload, draft, context, { noticedAt: context.recordedAt })
    return []
  }
)

const object = action(
  SpokenStep,
  ({ id }) => [caseKey(id), parameterKey(NOTICE_DAYS.name)],
  (payload, draft, context) => {
    const { noticedAt } = moved('object', payload, draft, context)
    requireWithin(noticedAt!, inForce(draft, NOTICE_DAYS), context)
    return []
  }
)

/** Whether a party may supply the 832 platform: by the county of its registration, never by what it makes. */
function isEligible832(draft: Draft, party: string, day: string): boolean {
  const list = inForce(draft, COUNTIES_832).findLast(({ validFrom }) => validFrom <= day)
  return list?.counties.includes(countyOf(party)) ?? false
}

/** What everybody may know of an entry, among what follows from the command: so its proof shows it. */
const told = (gtin: string, register: Register, { number, from, to, ended }: Entry): Fact => ({
  type: 'register',
  ...{ gtin, register, number, from, to },
  ...(ended && { ended })
})

const standingOfCase = ({ id }: StepTaken, loaded: View) => {
  const gtin = loadedOf(loaded, id)?.gtin
  return [caseKey(id), ...(gtin ? [standingKey(gtin)] : [])]
}

const file = action(
  File,
  (payload, loaded) => [
    ...standingOfCase(payload, loaded),
    ...[NOTICE_DAYS, VALIDITY_DAYS, COUNTIES_832].map(({ name }) => parameterKey(name))
  ],
  (payload, draft, context) => {
    const { id, number } = payload
    const { gtin, register, party, noticedAt } = moved('file', payload, draft, context, { number })
    requireElapsed(noticedAt!, inForce(draft, NOTICE_DAYS), context)
    const from = firstDay(payload.from, context)
    const entry: Entry = { case: id, number, from, to: daysAfter(from, inForce(draft, VALIDITY_DAYS)) }
    const registers = { ...draft.read(standingKey(gtin))?.registers, [register]: entry }
    draft.write(standingKey(gtin), {
      party,
      registers,
      eligible832: isEligible832(draft, party, dayOf(context.recordedAt))
    })
    return [told(gtin, register, entry)]
  }
)

/** An entry comes to its end; one that was filed on another case since stays. */
const ending = (step: 'withdraw' | 'expire') =>
  action(StepTaken, standingOfCase, (payload, draft, context) => {
    const { gtin, register } = moved(step, payload, draft, context)
    const standing = draft.read(standingKey(gtin))!
    const entry = standing.registers[register]!
    if (entry.case !== payload.id) return []
    if (step === 'expire' && dayOf(context.recordedAt) <= entry.to) throw new Refusal('TOO_EARLY', { to: entry.to })
    const ended = { ...entry, ended: context.recordedAt }
    draft.write(standingKey(gtin), { ...standing, registers: { ...standing.registers, [register]: ended } })
    return [told(gtin, register, ended)]
  })

/**
 * Holds products against the registers and the list of counties. What stood in a register and stands there no more is
 * flagged; the 832 platform's eligibility is looked up anew. An office looks whenever it likes; a schedule at what is due,
 * so whatever runs it, and however often, nothing is looked at twice.
 */
const screen = action(
  Screen,
  ({ products }) => [
    ...[COUNTIES_832, SCREENING_DAYS].map(({ name }) => parameterKey(name)),
    ...products.flatMap(gtin => [productKey(gtin), standingKey(gtin), screeningKey(gtin)])
  ],
  ({ products, scheduled }, draft, context) => {
    requireRole(context, 'office')
    if (scheduled !== undefined) requireDue(draft, products, scheduled, context)
    return products.map(gtin => screened(draft, gtin, context, scheduled))
  }
)

/** @throws Refusal TOO_EARLY for a time that has not come, or a product that was looked at too lately for it */
function requireDue(draft: Draft, products: readonly string[], scheduled: string, context: Context): void {
  if (Date.parse(scheduled) > Date.parse(context.recordedAt)) throw new Refusal('TOO_EARLY', { opens: scheduled })
  const days = inForce(draft, SCREENING_DAYS)
  for (const gtin of products) {
    const last = draft.read(screeningKey(gtin))
    if (last) requireElapsed(last.at, days, { ...context, recordedAt: scheduled })
  }
}

function screened(draft: Draft, gtin: string, { author, recordedAt }: Context, scheduled: string | undefined): Fact {
  const { owner } = draft.need(productKey(gtin), 'PRODUCT_UNKNOWN', { gtin })
  const day = dayOf(recordedAt)
  const known = draft.read(standingKey(gtin)) ?? { party: owner, registers: {} }
  const standing: Standing = { ...known, eligible832: isEligible832(draft, known.party, day) }
  const registers = registersOn(standing, day)
  const lapsed = (Object.keys(standing.registers) as Register[]).filter(register => !registers.includes(register))
  draft.write(standingKey(gtin), standing)
  draft.write(screeningKey(gtin), {
    ...{ at: recordedAt, by: author, registers, eligible832: standing.eligible832, lapsed: lapsed.sort() },
    ...(scheduled !== undefined && { scheduled })
  })
  return { type: 'screening', gtin, registers, eligible832: standing.eligible832, lapsed }
}

/** Scores rank what is recommended; no step asks for them. An office's newest count. */
const scoring = action(
  Score,
  ({ gtin }) => [productKey(gtin)],
  ({ gtin, words, documents, ...scores }, draft, context) => {
    requireRole(context, 'office')
    draft.need(productKey(gtin), 'PRODUCT_UNKNOWN', { gtin })
    const { author, recordedAt } = context
    draft.write(scoresKey(gtin, author), { at: recordedAt, scores, words, ...(documents && { documents }) })
    return []
  }
)

const steps: Record<RecognitionStep, Action> = {
  apply,
  examine: plain('examine'),
  review: plain('review'),
  decide: plain('decide'),
  notice,
  object,
  dismiss: plain('dismiss'),
  file,
  withdraw: ending('withdraw'),
  expire: ending('expire'),
  reject: plain('reject'),
  reapply: plain('reapply')
}

/** Which products are recognised, in which register, and what that is worth on the day of a sale. */
export const recognitionLaw: Law = {
  module: 'recognition',
  actions: { ...steps, screen, score: scoring },
  parameters: recognitionParameters
}
