import { z } from 'zod'
import { isPast } from '../core/day.js'
import { Gtin, LotNumber } from '../core/gs1.js'
import { type Action, action, type Context } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { Grounds, lastIn, MatterId, moveOn, open, SpokenStep, StepTaken } from '../core/procedure.js'
import { partyKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { Uscc } from '../core/uscc.js'
import { APPEAL_DAYS } from './parameters.js'
import { CASE, type CaseStep } from './procedures.js'
import { annul, countingKeys } from './sanctions.js'
import { CASE_KINDS, type Case, type CaseKind, caseKey, ORIGINS, type Origin, sanctionKey } from './states.js'

export const OpenCase = z
  .strictObject({
    id: MatterId,
    party: Uscc,
    kind: z.enum(Object.keys(CASE_KINDS) as [CaseKind, ...CaseKind[]]),
    origin: z.enum(Object.keys(ORIGINS) as [Origin, ...Origin[]]),
    reference: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{2,119}$/)
      .optional(),
    gtin: Gtin.optional(),
    lot: LotNumber.optional(),
    ...Grounds
  })
  .refine(({ gtin, lot }) => lot === undefined || gtin !== undefined, { path: ['gtin'], message: 'LOT_NEEDS_PRODUCT' })

const openCase = action(
  OpenCase,
  ({ id, party }) => [caseKey(id), partyKey(party)],
  ({ id, party, words, documents, ...about }, draft, context) => {
    const matter = open(CASE, 'openCase', context, { words, documents }, party)
    draft.refuseExisting(caseKey(id), 'MATTER_EXISTS', { id })
    draft.need(partyKey(party), 'PARTY_UNKNOWN', { uscc: party })
    draft.write(caseKey(id), { ...matter, ...about } as Case)
    return []
  }
)

/** The case after a step. */
const advanced = (step: CaseStep, given: StepTaken, draft: Draft, context: Context): Case =>
  moveOn(CASE, step, caseKey, given, draft, context).after

const caseStep = (step: CaseStep, schema: z.ZodType<StepTaken> = StepTaken): Action =>
  action(
    schema,
    ({ id }) => [caseKey(id)],
    (given, draft, context) => {
      advanced(step, given, draft, context)
      return []
    }
  )

const appealCase = action(
  SpokenStep,
  ({ id }) => [caseKey(id), parameterKey(APPEAL_DAYS.name)],
  (given, draft, context) => {
    const found = advanced('appealCase', given, draft, context)
    const days = inForce(draft, APPEAL_DAYS)
    const upheld = lastIn(found, 'upheld')!
    if (isPast(upheld, days, context.recordedAt)) throw new Refusal('TOO_LATE', { id: given.id, since: upheld, days })
    return []
  }
)

/** @throws Refusal APPEAL_OWN_FINDING: nobody decides on an appeal against his own finding */
function requireAnother({ history }: Case, { author }: Context, id: string): void {
  if (history.findLast(({ state }) => state === 'upheld')!.by === author)
    throw new Refusal('APPEAL_OWN_FINDING', { id, author })
}

const confirmCase = action(
  SpokenStep,
  ({ id }) => [caseKey(id)],
  (given, draft, context) => {
    requireAnother(advanced('confirmCase', given, draft, context), context, given.id)
    return []
  }
)

/** What rested on the finding falls with it. */
const overturnCase = action(
  SpokenStep,
  ({ id }, loaded) => sanctionsOf(id, loaded),
  (given, draft, context) => {
    const found = advanced('overturnCase', given, draft, context)
    requireAnother(found, context, given.id)
    for (const id of found.sanctions ?? [])
      if (['imposed', 'repairing'].includes(draft.read(sanctionKey(id))!.state)) annul(id, given, draft, context)
    return []
  }
)

function sanctionsOf(id: string, loaded: View): readonly string[] {
  const found = loaded.get(caseKey(id)) as Case | null | undefined
  return [
    caseKey(id),
    ...(found ? [...countingKeys(found.party), ...(found.sanctions ?? []).map(each => sanctionKey(each))] : [])
  ]
}

export const caseActions: Record<CaseStep, Action> = {
  openCase,
  triageCase: caseStep('triageCase'),
  dismissCase: caseStep('dismissCase', SpokenStep),
  investigateCase: caseStep('investigateCase'),
  upholdCase: caseStep('upholdCase', SpokenStep),
  clearCase: caseStep('clearCase', SpokenStep),
  appealCase,
  confirmCase,
  overturnCase
}
