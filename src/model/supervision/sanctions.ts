import { z } from 'zod'
import { dayOf, endOf } from '../core/day.js'
import { type Action, action, type Context } from '../core/law.js'
import { Grounds, MatterId, moveOn, open, SpokenStep, type StepTaken } from '../core/procedure.js'
import { type Standing, standingKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { SANCTION, type SanctionStep, STANDING_FINDINGS } from './procedures.js'
import {
  type Case,
  type Counting,
  caseKey,
  countingKey,
  gravestOf,
  type Sanction,
  type SanctionKind,
  sanctionKey
} from './states.js'

/** The term is the decision's own: there is no usual one. */
export const Impose = z
  .strictObject({
    id: MatterId,
    case: MatterId,
    authority: z.string().min(2).max(80),
    decision: z.string().min(2).max(120),
    from: z.iso.date(),
    until: z.iso.date().optional(),
    ...Grounds
  })
  .refine(({ from, until }) => until === undefined || from <= until, {
    path: ['until'],
    message: 'ENDS_BEFORE_IT_BEGINS'
  })

/** Where it is kept what counts against a party. */
export const countingKeys = (party: string): readonly string[] => [countingKey(party), standingKey(party)]

/** Of several sanctions the gravest is a party's standing, until the last of those that bar it, if any does, is over. */
function standingOf(counting: readonly Counting[], lifting: string): Standing {
  const gravest = gravestOf(counting)
  if (!gravest) return { sanction: 'restored', document: lifting }
  const barring = counting.filter(each => (each.sanction === 'warned') === (gravest.sanction === 'warned'))
  const days = barring.flatMap(({ until }) => (until === undefined ? [] : [until])).sort()
  const last = barring.length === days.length && days.at(-1)
  return { sanction: gravest.sanction, document: gravest.decision, ...(last && { until: endOf(last) }) }
}

/** Writes what counts against a party from now on, without what is over. */
function count(
  draft: Draft,
  party: string,
  decision: string,
  at: string,
  change: (counting: readonly Counting[]) => Counting[]
) {
  const today = dayOf(at)
  const counting = change(draft.read(countingKey(party)) ?? []).filter(
    ({ until }) => until === undefined || until >= today
  )
  draft.write(countingKey(party), counting)
  draft.write(standingKey(party), standingOf(counting, decision))
}

/** A sanction rests on a finding, and is entered on the first day of its term, or later. */
const impose = (step: SanctionStep, sanction: SanctionKind): Action =>
  action(
    Impose,
    ({ id, case: on }, loaded) => {
      const found = loaded.get(caseKey(on)) as Case | null | undefined
      return [sanctionKey(id), caseKey(on), ...(found ? countingKeys(found.party) : [])]
    },
    ({ id, words, documents, ...decided }, draft, context) => {
      const found = draft.need(caseKey(decided.case), 'MATTER_UNKNOWN', { id: decided.case })
      const matter = open(SANCTION, step, context, { words, documents }, found.party)
      draft.refuseExisting(sanctionKey(id), 'MATTER_EXISTS', { id })
      requireInTime(decided, context)
      if (!STANDING_FINDINGS.includes(found.state))
        throw new Refusal('STEP_NOT_OPEN', { step, state: found.state, from: STANDING_FINDINGS })
      draft.write(sanctionKey(id), { ...matter, sanction, ...decided } as Sanction)
      draft.change(caseKey(decided.case), { sanctions: [...(found.sanctions ?? []), id] })
      const { decision, until } = decided
      count(draft, found.party, decision, context.recordedAt, counting => [
        ...counting,
        { id, sanction, decision, ...(until !== undefined && { until }) }
      ])
      return [{ type: 'sanction', party: found.party, sanction }]
    }
  )

function requireInTime({ from, until }: { from: string; until?: string | undefined }, { recordedAt }: Context): void {
  const today = dayOf(recordedAt)
  if (from > today) throw new Refusal('TOO_EARLY', { from, today })
  if (until !== undefined && until < today) throw new Refusal('TOO_LATE', { until, today })
}

/** The sanction after a step. */
const advanced = (step: SanctionStep, given: StepTaken, draft: Draft, context: Context): Sanction =>
  moveOn(SANCTION, step, sanctionKey, given, draft, context).after

/** Repair is of what still counts: what is over needs none. */
const askRepair = action(
  SpokenStep,
  ({ id }) => [sanctionKey(id)],
  (given, draft, context) => {
    const { until } = advanced('askRepair', given, draft, context)
    if (until !== undefined && until < dayOf(context.recordedAt)) throw new Refusal('TOO_LATE', { id: given.id, until })
    return []
  }
)

const refuseRepair = action(
  SpokenStep,
  ({ id }) => [sanctionKey(id)],
  (given, draft, context) => {
    advanced('refuseRepair', given, draft, context)
    return []
  }
)

/** A decision by which a sanction counts no more. */
export const Lift = z.strictObject({ id: MatterId, decision: z.string().min(2).max(120), ...Grounds })

function lifted(
  step: SanctionStep,
  given: StepTaken,
  decision: string | undefined,
  draft: Draft,
  context: Context
): void {
  const sanction = advanced(step, given, draft, context)
  count(draft, sanction.party, decision ?? sanction.decision, context.recordedAt, counting =>
    counting.filter(({ id }) => id !== given.id)
  )
}

const lifting = (step: 'grantRepair' | 'annulSanction'): Action =>
  action(
    Lift,
    ({ id }, loaded) => keysOf(id, loaded),
    ({ decision, ...given }, draft, context) => {
      lifted(step, { ...given, documents: [{ title: decision }, ...(given.documents ?? [])] }, decision, draft, context)
      return []
    }
  )

function keysOf(id: string, loaded: View): readonly string[] {
  const found = loaded.get(sanctionKey(id)) as Sanction | null | undefined
  return [sanctionKey(id), ...(found ? countingKeys(found.party) : [])]
}

/** A sanction falls with the finding that it rested on. */
export const annul = (id: string, { words }: StepTaken, draft: Draft, context: Context): void =>
  lifted('annulSanction', { id, words }, undefined, draft, context)

export const sanctionActions: Record<SanctionStep, Action> = {
  warn: impose('warn', 'warned'),
  suspend: impose('suspend', 'suspended'),
  disqualify: impose('disqualify', 'disqualified'),
  askRepair,
  grantRepair: lifting('grantRepair'),
  refuseRepair,
  annulSanction: lifting('annulSanction')
}
