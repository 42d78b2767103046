import { z } from 'zod'
import { Digest } from '../core/command.js'
import { isPast } from '../core/day.js'
import { type Action, action, type Context } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { advance, Grounds, MatterId, open } from '../core/procedure.js'
import { partyKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { Uscc } from '../core/uscc.js'
import { commitmentText, draw, seedText } from './draw.js'
import { DRAW_DAYS } from './parameters.js'
import { PLAN } from './procedures.js'
import { type Plan, planKey, type Witnessing, witnessingKey } from './states.js'

const Candidate = z.strictObject({
  party: Uscc,
  weight: z.int().positive().max(1000),
  why: z.string().min(1).max(80).optional()
})
const distinct = (parties: readonly string[]) => new Set(parties).size === parties.length

export const PlanInspection = z
  .strictObject({
    id: MatterId,
    title: z.string().min(2).max(80),
    candidates: z
      .array(Candidate)
      .min(1)
      .max(200)
      .refine(list => distinct(list.map(({ party }) => party)), 'PARTY_TWICE'),
    count: z.int().positive().max(200),
    witnesses: z.array(Uscc).min(2).max(5).refine(distinct, 'PARTY_TWICE'),
    commitment: Digest,
    ...Grounds
  })
  .refine(({ candidates, count }) => count <= candidates.length, { path: ['count'], message: 'MORE_THAN_CANDIDATES' })

/** The witness is named since a command's states are known by its words alone; it can only be the author. */
export const WitnessDraw = z.strictObject({ id: MatterId, party: Uscc, value: Digest })
export const DrawInspection = z.strictObject({ id: MatterId, secret: Digest, ...Grounds })

const planInspection = action(
  PlanInspection,
  ({ id, candidates, witnesses }) => [
    planKey(id),
    ...[...witnesses, ...candidates.map(({ party }) => party)].map(party => partyKey(party))
  ],
  ({ id, words, documents, ...plan }, draft, context) => {
    const matter = open(PLAN, 'planInspection', context, { words, documents })
    draft.refuseExisting(planKey(id), 'MATTER_EXISTS', { id })
    for (const { party } of plan.candidates) draft.need(partyKey(party), 'PARTY_UNKNOWN', { uscc: party })
    requireApart(plan.witnesses, draft, context)
    draft.write(planKey(id), { ...matter, ...plan, concerned: plan.witnesses })
    return []
  }
)

/** Two organisations beside the author's own must be among the witnesses: then no two of the three can choose who is drawn. */
function requireApart(witnesses: readonly string[], draft: Draft, { organisation }: Context): void {
  const organisations = witnesses.map(uscc => draft.need(partyKey(uscc), 'PARTY_UNKNOWN', { uscc }).organisation)
  if (organisations.includes(organisation) || new Set(organisations).size < 2)
    throw new Refusal('WITNESSES_TOO_CLOSE', { organisations: [...new Set(organisations)] })
}

const witnessDraw = action(
  WitnessDraw,
  ({ id, party }) => [planKey(id), witnessingKey(id, party)],
  ({ id, party, value }, draft, { author, recordedAt }) => {
    const plan = draft.need(planKey(id), 'MATTER_UNKNOWN', { id })
    if (party !== author || !plan.witnesses.includes(party)) throw new Refusal('NOT_WITNESS', { id, party })
    draft.refuseExisting(witnessingKey(id, party), 'MATTER_EXISTS', { id, party })
    draft.write(witnessingKey(id, party), { value, at: recordedAt })
    return []
  }
)

const drawInspection = action(
  DrawInspection,
  ({ id }, loaded: View) => {
    const plan = loaded.get(planKey(id)) as Plan | null | undefined
    const witnesses = plan?.witnesses ?? []
    return [planKey(id), parameterKey(DRAW_DAYS.name), ...witnesses.map(party => witnessingKey(id, party))]
  },
  ({ id, secret, ...given }, draft, context) => {
    const plan = draft.need(planKey(id), 'MATTER_UNKNOWN', { id })
    const next = advance(PLAN, 'drawInspection', plan, context, given)
    const { at } = plan.history[0]!
    const days = inForce(draft, DRAW_DAYS)
    if (isPast(at, days, context.recordedAt)) throw new Refusal('TOO_LATE', { id, since: at, days })
    const { digest } = context.crypto
    if (digest(commitmentText(id, secret)) !== plan.commitment) throw new Refusal('COMMITMENT_MISMATCH', { id })
    const seed = digest(seedText(id, secret, valuesOf(id, plan, draft)))
    const drawn = draw(plan.candidates, plan.count, seed, digest).map(({ party }) => party)
    draft.write(planKey(id), { ...plan, ...next, secret, seed, drawn })
    return [{ type: 'drawn', plan: id, parties: drawn }]
  }
)

/** @throws Refusal WITNESS_MISSING unless every witness has added its number */
function valuesOf(id: string, { witnesses }: Plan, draft: Draft): string[] {
  const found = witnesses.map((party): [string, Witnessing | null] => [party, draft.read(witnessingKey(id, party))])
  const missing = found.flatMap(([party, witnessing]) => (witnessing ? [] : [party]))
  if (missing.length > 0) throw new Refusal('WITNESS_MISSING', { id, missing })
  return found.map(([, witnessing]) => witnessing!.value)
}

export const planActions: Record<'planInspection' | 'witnessDraw' | 'drawInspection', Action> = {
  planInspection,
  witnessDraw,
  drawInspection
}
