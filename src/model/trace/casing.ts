import { z } from 'zod'
import type { LotRef } from '../core/gs1.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { aggregationEvent, Packs, Quantity } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { type Amount, lotKeys, movableLot, need, requireHolder, requireOnHand } from './goods.js'
import { caseOf, needPack, packKeys, placeOfPack, requireDistinct, requirePacked, writePacks } from './packs.js'
import { caseKey } from './states.js'

/** Packs of one lot go into a case: named by serial (childEPCs), or counted (childQuantityList). */
export const Casing = z
  .strictObject({
    ...aggregationEvent('ADD', 'packing'),
    childEPCs: Packs.min(1).optional(),
    childQuantityList: z.tuple([Quantity]).optional()
  })
  .refine(event => Boolean(event.childEPCs) !== Boolean(event.childQuantityList), {
    path: ['childEPCs'],
    message: 'ONE_CONTENT_LIST'
  })
export type Casing = z.infer<typeof Casing>

export const casing: EventLaw<Casing> = {
  schema: Casing,
  keys: (event, loaded) => {
    const gln = event.bizLocation.id
    const counted = event.childQuantityList?.[0]
    return [
      caseKey(event.parentID),
      ...packKeys(event.childEPCs ?? [], loaded, gln),
      ...lotKeys(loaded, counted ? [counted.ref] : [], gln)
    ]
  },
  decide: (event, draft, context) => {
    const gln = event.bizLocation.id
    requireHolder(draft, gln, context)
    draft.refuseExisting(caseKey(event.parentID), 'CASE_EXISTS', { sscc: event.parentID })
    const counted = event.childQuantityList?.[0]
    const { ref, amount } = counted ?? packsInto(draft, event)
    // Goods on hold are put in cases where they are: nothing leaves.
    movableLot(draft, ref, event.eventTime, { held: true })
    if (counted) requireStock(draft, counted, gln)
    draft.write(caseKey(event.parentID), { ...ref, pieces: amount, status: 'closed', place: gln })
    return []
  }
}

function requireStock(draft: Draft, content: Amount, gln: string): void {
  const { unit } = need.product(draft, content.ref.gtin)
  if (content.unit !== 'piece' || unit !== 'piece') throw new Refusal('UNIT_MISMATCH', { gtin: content.ref.gtin, unit })
  requireOnHand(draft, content, gln)
}

/** Puts serialised packs that are loose at the place into the case. */
function packsInto(draft: Draft, event: Casing): { ref: LotRef; amount: number } {
  const packs = event.childEPCs!
  requireDistinct(packs)
  const [first] = packs
  const { lot } = needPack(draft, first!)
  const changed = packs.map(ref => {
    const { place: _, ...pack } = needPack(draft, ref)
    requirePacked(ref, pack)
    if (ref.gtin !== first!.gtin || pack.lot !== lot)
      throw new Refusal('CASE_CONTENT', { sscc: event.parentID, serial: ref.serial, lot: pack.lot })
    if (caseOf(draft, pack)?.status === 'closed')
      throw new Refusal('CASE_CONTENT', { serial: ref.serial, sscc: pack.case! })
    if (placeOfPack(draft, ref, needPack(draft, ref)) !== event.bizLocation.id)
      throw new Refusal('NOT_HOLDER', { serial: ref.serial })
    return [ref, { ...pack, case: event.parentID }] as const
  })
  writePacks(draft, changed)
  return { ref: { gtin: first!.gtin, lot }, amount: packs.length }
}
