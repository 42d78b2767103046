import { z } from 'zod'
import type { PackRef } from '../core/gs1.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { CasesAndPacks, objectEvent, Quantities } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { type Amount, lotKeys, moveStock, need, requireHolder, requireUnit, stockAt } from './goods.js'
import { needPack, openCaseOf, packKeys, placeOfPack, requireDistinct, writePacks } from './packs.js'
import { caseKey, type Pack } from './states.js'
import { caseKeys, casesTaken, closedCase, takeOff } from './units.js'

/** Goods on hand cease to be: cases, pallets, packs, or an amount of a lot, whatever flag they carry. */
export const Destroying = z
  .strictObject({
    ...objectEvent('DELETE', 'destroying'),
    disposition: z.literal('destroyed').optional(),
    epcList: CasesAndPacks.optional(),
    quantityList: Quantities.optional()
  })
  .refine(({ epcList, quantityList }) => epcList?.packs.length || epcList?.cases.length || quantityList?.length, {
    path: ['epcList'],
    message: 'NOTHING_DESTROYED'
  })
export type Destroying = z.infer<typeof Destroying>

export const destroying: EventLaw<Destroying> = {
  schema: Destroying,
  keys: (event, loaded) => {
    const gln = event.bizLocation.id
    return [
      ...lotKeys(
        loaded,
        (event.quantityList ?? []).map(({ ref }) => ref),
        gln
      ),
      ...caseKeys(event.epcList?.cases ?? [], loaded, gln),
      ...packKeys(event.epcList?.packs ?? [], loaded, gln)
    ]
  },
  decide: (event, draft, context) => {
    const gln = event.bizLocation.id
    requireHolder(draft, gln, context)
    const { cases, facts } = casesTaken(draft, event.epcList?.cases ?? [])
    for (const sscc of cases) destroyCase(draft, sscc, gln)
    const packs = event.epcList?.packs ?? []
    requireDistinct(packs)
    writePacks(
      draft,
      packs.map(ref => [ref, destroyedPack(draft, ref, gln)] as const)
    )
    for (const goods of event.quantityList ?? []) destroyBulk(draft, goods, gln)
    return facts
  }
}

/** A closed case with all that is in it; an opened one's packs are destroyed one by one, or by quantity. */
function destroyCase(draft: Draft, sscc: string, gln: string): void {
  const box = closedCase(draft, sscc, { held: true })
  if (box.place !== gln) throw new Refusal('NOT_HOLDER', { sscc, place: box.place })
  moveStock(draft, box, gln, box.pieces, 'held', 'destroyed')
  draft.change(caseKey(sscc), { status: 'destroyed' })
  takeOff(draft, sscc)
}

function destroyedPack(draft: Draft, ref: PackRef, gln: string): Pack {
  const pack = needPack(draft, ref)
  if (pack.status === 'sold') throw new Refusal('PACK_SOLD', { ...ref })
  if (pack.status === 'destroyed') throw new Refusal('PACK_DESTROYED', { ...ref })
  const place = placeOfPack(draft, ref, pack, { held: true })
  if (place !== gln) throw new Refusal('NOT_HOLDER', { ...ref, place })
  moveStock(
    draft,
    { gtin: ref.gtin, lot: pack.lot },
    gln,
    1,
    pack.status === 'returned' ? 'blocked' : 'held',
    'destroyed'
  )
  openCaseOf(draft, pack)
  return { ...pack, status: 'destroyed', place: gln }
}

/** What is blocked goes first: it is what one destroys. */
function destroyBulk(draft: Draft, goods: Amount, gln: string): void {
  requireUnit(goods, need.product(draft, goods.ref.gtin))
  need.lot(draft, goods.ref)
  const blocked = Math.min(goods.amount, stockAt(draft, goods.ref, gln).blocked)
  moveStock(draft, goods.ref, gln, blocked, 'blocked', 'destroyed')
  moveStock(draft, goods.ref, gln, goods.amount - blocked, 'held', 'destroyed')
}
