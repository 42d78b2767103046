import { z } from 'zod'
import type { Context, Fact } from '../core/law.js'
import { placeKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { aggregationEvent, Cases } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { movableLot, requireHolder } from './goods.js'
import { caseKey, type Pallet, palletKey, unitKey } from './states.js'
import { caseKeys, closedCase, isPallet, palletFact, refuseOnPallet, takeOff } from './units.js'

export const MOST_ON_PALLET = 200

/** Whole cases go on a pallet where they are, of any lots. */
export const Palletising = z.strictObject({
  ...aggregationEvent('ADD', 'packing'),
  childEPCs: Cases.min(1).max(MOST_ON_PALLET)
})
export type Palletising = z.infer<typeof Palletising>

export const palletising: EventLaw<Palletising> = {
  schema: Palletising,
  keys: (event, loaded) => [
    unitKey(event.parentID),
    placeKey(event.bizLocation.id),
    ...caseKeys(event.childEPCs, loaded)
  ],
  decide: (event, draft, context) => {
    const gln = event.bizLocation.id
    const pallet = event.parentID
    requireHolder(draft, gln, context)
    draft.refuseExisting(unitKey(pallet), 'CASE_EXISTS', { sscc: pallet })
    for (const sscc of event.childEPCs) {
      // As packs into cases: what is on hold goes on a pallet where it is, since nothing leaves.
      const box = closedCase(draft, sscc, { held: true })
      refuseOnPallet(sscc, box)
      if (box.place !== gln) throw new Refusal('NOT_HOLDER', { sscc, place: box.place })
      movableLot(draft, box, event.eventTime, { held: true })
      draft.change(caseKey(sscc), { pallet })
    }
    draft.write(palletKey(pallet), { cases: event.childEPCs })
    return []
  }
}

/** A case is opened where it is, its packs stay there; or cases are taken from their pallet, all where none are named. */
export const Unpacking = z.strictObject({
  ...aggregationEvent('DELETE', 'unpacking'),
  childEPCs: Cases.max(MOST_ON_PALLET).optional()
})
export type Unpacking = z.infer<typeof Unpacking>

export const unpacking: EventLaw<Unpacking> = {
  schema: Unpacking,
  keys: (event, loaded) => [placeKey(event.bizLocation.id), ...caseKeys([event.parentID], loaded)],
  decide: (event, draft, context) => {
    const unit = draft.need(unitKey(event.parentID), 'CASE_UNKNOWN', { sscc: event.parentID })
    if (isPallet(unit)) return takeApart(draft, event, unit, context)
    refuseOnPallet(event.parentID, unit)
    if (event.childEPCs?.length) throw new Refusal('CASE_CONTENT', { sscc: event.parentID })
    const box = closedCase(draft, event.parentID)
    if (box.place !== event.bizLocation.id) throw new Refusal('NOT_HOLDER', { sscc: event.parentID, place: box.place })
    requireHolder(draft, box.place, context)
    movableLot(draft, box, event.eventTime, { recalled: true, held: true })
    draft.change(caseKey(event.parentID), { status: 'opened' })
    return []
  }
}

/** What is held or recalled comes down too: so it is kept apart. */
function takeApart(draft: Draft, event: Unpacking, { cases }: Pallet, context: Context): Fact[] {
  const sscc = event.parentID
  if (cases.length === 0) throw new Refusal('CASE_NOT_WHOLE', { sscc, status: 'opened' })
  const named = event.childEPCs ?? []
  for (const child of named.length > 0 ? named : cases) {
    if (!draft.read(palletKey(sscc))!.cases.includes(child)) throw new Refusal('CASE_CONTENT', { sscc, case: child })
    const leave = { recalled: true, held: true }
    const box = closedCase(draft, child, leave)
    if (box.place !== event.bizLocation.id) throw new Refusal('NOT_HOLDER', { sscc: child, place: box.place })
    requireHolder(draft, box.place, context)
    movableLot(draft, box, event.eventTime, leave)
    takeOff(draft, child)
  }
  return named.length > 0 ? [] : [palletFact(sscc, cases)]
}
