import { z } from 'zod'
import type { LotRef } from '../core/gs1.js'
import type { Context, Fact } from '../core/law.js'
import { placeKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { Cases, Lots, namesGoods, objectEvent } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { need } from './goods.js'
import { caseKey, type Hold, lotKeyOf } from './states.js'
import { casesNamed, unitKeys } from './units.js'

const subjects = { epcList: Cases.optional(), quantityList: Lots.optional() }
const nothingNamed = { path: ['quantityList'], message: 'NOTHING_NAMED' }

const isInspector = (context: Context) => context.roles.includes('inspector')

/** Lots (whole, wherever they are), or cases and all those on pallets, are kept from moving until released. */
export const Holding = z
  .strictObject({ ...objectEvent('OBSERVE', 'holding'), disposition: z.literal('non_sellable_other'), ...subjects })
  .refine(namesGoods, nothingNamed)
export type Holding = z.infer<typeof Holding>

type Subjects = Pick<Holding, 'epcList' | 'quantityList'>

const subjectKeys = (event: Subjects, loaded: Parameters<EventLaw<Holding>['keys']>[1]) => [
  ...(event.quantityList ?? []).map(lotKeyOf),
  ...unitKeys(event.epcList ?? [], loaded, box => [placeKey(box.place)])
]

/** What an event is about, with its pallets' cases for the pallets. */
interface About {
  lots: readonly LotRef[]
  cases: readonly string[]
}

/**
 * Who may speak of the subjects: of a lot its maker, of a case who has it, of either an inspector. With what they are, and
 * the facts which cases pallets stood for.
 */
function spokenOf(draft: Draft, event: Subjects, context: Context): { about: About; facts: Fact[] } {
  const { cases, facts } = casesNamed(draft, event.epcList ?? [])
  const about = { lots: event.quantityList ?? [], cases }
  if (isInspector(context)) return { about, facts }
  for (const ref of about.lots) {
    const { maker } = need.lot(draft, ref)
    if (maker !== context.author) throw new Refusal('NOT_HOLDER', { ...ref, maker })
  }
  for (const sscc of cases) {
    const { place } = draft.read(caseKey(sscc))!
    if (need.place(draft, place).party !== context.author) throw new Refusal('NOT_HOLDER', { sscc, place })
  }
  return { about, facts }
}

/** Every hold on the subjects, replaced by what `change` makes of it (undefined lifts it). */
function changeHolds(
  draft: Draft,
  { lots, cases }: About,
  change: (hold: Hold | undefined, what: LotRef | { sscc: string }) => Hold | undefined
) {
  for (const ref of lots) {
    const { hold, ...lot } = need.lot(draft, ref)
    const next = change(hold, ref)
    draft.write(lotKeyOf(ref), { ...lot, ...(next && { hold: next }) })
  }
  for (const sscc of cases) {
    const { hold, ...box } = draft.read(caseKey(sscc))!
    const next = change(hold, { sscc })
    draft.write(caseKey(sscc), { ...box, ...(next && { hold: next }) })
  }
}

const needHold = (hold: Hold | undefined, what: LotRef | { sscc: string }): Hold => {
  if (!hold) throw new Refusal('LOT_NOT_HELD', { ...what })
  return hold
}

export const holding: EventLaw<Holding> = {
  schema: Holding,
  keys: subjectKeys,
  decide: (event, draft, context) => {
    const { about, facts } = spokenOf(draft, event, context)
    const reason = isInspector(context) ? 'inspector' : 'own'
    // A hold that only an inspector lifts stays; one of the holder's own gives way to an inspector's.
    const stays = (hold: Hold | undefined) => hold && (hold.reason !== 'own' || reason === 'own')
    changeHolds(draft, about, hold => (stays(hold) ? hold : { reason, by: context.author, event: event.eventID }))
    return facts
  }
}

/** The maker explains why a held lot is as it is; an inspector decides. */
export const Explaining = z
  .strictObject({
    ...objectEvent('OBSERVE', 'holding'),
    disposition: z.literal('unknown'),
    ...subjects,
    'suyuan:explanation': z.string().min(1).max(1000)
  })
  .refine(namesGoods, nothingNamed)
export type Explaining = z.infer<typeof Explaining>

export const explaining: EventLaw<Explaining> = {
  schema: Explaining,
  keys: subjectKeys,
  decide: (event, draft, context) => {
    const { about, facts } = spokenOf(draft, event, context)
    changeHolds(draft, about, (hold, what) => ({ ...needHold(hold, what), explanation: event['suyuan:explanation'] }))
    return facts
  }
}

/** An inspection ends a hold: the goods conform and may move, or they do not, for good. */
export const Inspecting = z
  .strictObject({
    ...objectEvent('OBSERVE', 'inspecting'),
    disposition: z.enum(['conformant', 'non_conformant']),
    ...subjects
  })
  .refine(namesGoods, nothingNamed)
export type Inspecting = z.infer<typeof Inspecting>

export const inspecting: EventLaw<Inspecting> = {
  schema: Inspecting,
  keys: subjectKeys,
  decide: (event, draft, context) => {
    const { about, facts } = spokenOf(draft, event, context)
    const conformant = event.disposition === 'conformant'
    changeHolds(draft, about, (hold, what) => {
      const ownHold = needHold(hold, what).reason === 'own' && conformant
      if (!ownHold && !isInspector(context)) throw new Refusal('ROLE_REQUIRED', { roles: ['inspector'] })
      return conformant ? undefined : hold
    })
    if (conformant) return facts
    for (const ref of about.lots) {
      const { hold: _, ...lot } = need.lot(draft, ref)
      draft.write(lotKeyOf(ref), { ...lot, rejected: true })
    }
    return facts
  }
}
