import { z } from 'zod'
import { Digest } from '../core/command.js'
import { dayOf } from '../core/day.js'
import { Gln } from '../core/gs1.js'
import { type Action, action, type Context } from '../core/law.js'
import { Grounds, MatterId, moveOn, open, SpokenStep, StepTaken } from '../core/procedure.js'
import { partyKey, placeKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { Uscc } from '../core/uscc.js'
import { INSPECTION, type InspectionStep, RECTIFICATION, type RectificationStep } from './procedures.js'
import { caseKey, type Inspection, inspectionKey, planKey, type Rectification, rectificationKey } from './states.js'

/** That a party was inspected; what was found about goods is said where goods are (trace), by the record on site. */
export const RecordInspection = z.strictObject({
  id: MatterId,
  party: Uscc,
  plan: MatterId.optional(),
  place: Gln.optional(),
  record: Digest.optional(),
  ...Grounds
})

const record = (step: InspectionStep): Action =>
  action(
    RecordInspection,
    ({ id, party, plan, place }) => [
      inspectionKey(id),
      partyKey(party),
      ...(plan ? [planKey(plan)] : []),
      ...(place ? [placeKey(place)] : [])
    ],
    ({ id, party, words, documents, ...about }, draft, context) => {
      const matter = open(INSPECTION, step, context, { words, documents }, party)
      draft.refuseExisting(inspectionKey(id), 'MATTER_EXISTS', { id })
      draft.need(partyKey(party), 'PARTY_UNKNOWN', { uscc: party })
      if (about.place && draft.need(placeKey(about.place), 'PLACE_UNKNOWN', { gln: about.place }).party !== party)
        throw new Refusal('PLACE_NOT_AUTHORS', { place: about.place, party })
      if (about.plan) carryOut(about.plan, party, id, draft)
      draft.write(inspectionKey(id), { ...matter, ...about } as Inspection)
      return []
    }
  )

/** @throws Refusal NOT_DRAWN unless the plan drew the party, and nobody has inspected it since */
function carryOut(id: string, party: string, inspection: string, draft: Draft): void {
  const { drawn = [], inspections = {} } = draft.need(planKey(id), 'MATTER_UNKNOWN', { id })
  if (!drawn.includes(party) || party in inspections) throw new Refusal('NOT_DRAWN', { plan: id, party })
  draft.change(planKey(id), { inspections: { ...inspections, [party]: inspection } })
}

/** An order is often given on paper and entered after that. */
export const OrderRectification = z
  .strictObject({
    id: MatterId,
    party: Uscc,
    given: z.iso.date(),
    due: z.iso.date(),
    inspection: MatterId.optional(),
    case: MatterId.optional(),
    ...Grounds,
    words: z.string().min(1).max(500)
  })
  .refine(({ given, due }) => given <= due, { path: ['due'], message: 'DUE_BEFORE_GIVEN' })
export const RejectRectified = SpokenStep.extend({ due: z.iso.date() })

const orderRectification = action(
  OrderRectification,
  ({ id, party, inspection, case: on }) => [
    rectificationKey(id),
    partyKey(party),
    ...(inspection ? [inspectionKey(inspection)] : []),
    ...(on ? [caseKey(on)] : [])
  ],
  ({ id, party, words, documents, ...order }, draft, context) => {
    const matter = open(RECTIFICATION, 'orderRectification', context, { words, documents }, party)
    draft.refuseExisting(rectificationKey(id), 'MATTER_EXISTS', { id })
    draft.need(partyKey(party), 'PARTY_UNKNOWN', { uscc: party })
    if (order.inspection) requireOf(party, order.inspection, draft.read(inspectionKey(order.inspection)))
    if (order.case) requireOf(party, order.case, draft.read(caseKey(order.case)))
    const today = dayOf(context.recordedAt)
    if (order.given > today) throw new Refusal('TOO_EARLY', { given: order.given, today })
    draft.write(rectificationKey(id), { ...matter, ...order } as Rectification)
    return []
  }
)

/** @throws Refusal MATTER_UNKNOWN unless there is such a matter of the party */
function requireOf(party: string, id: string, matter: { party: string } | null): void {
  if (matter?.party !== party) throw new Refusal('MATTER_UNKNOWN', { id, party })
}

/** @throws Refusal TOO_LATE for a day that is over */
function requireAhead(due: string, { recordedAt }: Context): void {
  if (due < dayOf(recordedAt)) throw new Refusal('TOO_LATE', { due, today: dayOf(recordedAt) })
}

const advanced = (step: RectificationStep, given: StepTaken, draft: Draft, context: Context): Rectification =>
  moveOn(RECTIFICATION, step, rectificationKey, given, draft, context).after

const rectificationStep = <S extends StepTaken>(
  step: RectificationStep,
  schema: z.ZodType<S>,
  check: (given: S, found: Rectification, draft: Draft, context: Context) => void = () => {}
): Action =>
  action(
    schema,
    ({ id }) => [rectificationKey(id)],
    (given, draft, context) => {
      check(given, advanced(step, given, draft, context), draft, context)
      return []
    }
  )

export const inspectionActions: Record<InspectionStep | RectificationStep, Action> = {
  recordConformant: record('recordConformant'),
  recordProblem: record('recordProblem'),
  orderRectification,
  reportRectified: rectificationStep('reportRectified', SpokenStep),
  confirmRectified: rectificationStep('confirmRectified', StepTaken),
  rejectRectified: rectificationStep('rejectRectified', RejectRectified, ({ id, due }, _, draft, context) => {
    requireAhead(due, context)
    draft.change(rectificationKey(id), { due })
  }),
  declareOverdue: rectificationStep('declareOverdue', StepTaken, ({ id }, { due }, _, { recordedAt }) => {
    if (dayOf(recordedAt) <= due) throw new Refusal('TOO_EARLY', { id, due })
  })
}
