import { z } from 'zod'
import { dayOf } from '../core/day.js'
import type { PackRef } from '../core/gs1.js'
import { type Fact, requireRole } from '../core/law.js'
import { placeKey, productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { registersOn, standingKey } from '../recognition/states.js'
import { namesGoods, objectEvent, Packs, Quantities } from './epcis.js'
import type { EventLaw } from './event-law.js'
import { lotKeys, movableLot, moveStock, need, requireHolder, requireUnit } from './goods.js'
import { needPack, openCaseOf, packKeys, placeOfPack, requireDistinct, requirePacked, writePacks } from './packs.js'
import type { Lot, Pack } from './states.js'

const goods = { epcList: Packs.optional(), quantityList: Quantities.optional() }

/** Sold at an outlet: by serial, or lot and quantity where the till scans only the product code or sells loose. */
export const Selling = z
  .strictObject({ ...objectEvent('OBSERVE', 'retail_selling'), disposition: z.literal('retail_sold'), ...goods })
  .refine(namesGoods, { path: ['epcList'], message: 'NOTHING_SOLD' })
export type Selling = z.infer<typeof Selling>

const productsIn = ({ epcList = [], quantityList = [] }: Selling) =>
  new Set([...epcList.map(({ gtin }) => gtin), ...quantityList.map(({ ref }) => ref.gtin)])

/**
 * In which registers what is sold stands, and whether it counts for the 832 platform: as it is at the sale, whatever becomes
 * of it later. Of a product on which nobody ever decided there is nothing to say.
 */
const standings = (event: Selling, draft: Draft): Fact[] =>
  [...productsIn(event)].flatMap(gtin => {
    const standing = draft.read(standingKey(gtin))
    if (!standing) return []
    const registers = registersOn(standing, dayOf(event.eventTime))
    return [{ type: 'recognition', gtin, registers, eligible832: standing.eligible832 }]
  })

export const selling: EventLaw<Selling> = {
  schema: Selling,
  keys: (event, loaded) => {
    const gln = event.bizLocation.id
    const packs = event.epcList ?? []
    return [
      placeKey(gln),
      ...[...productsIn(event)].map(gtin => standingKey(gtin)),
      ...packKeys(packs, loaded, gln),
      ...packs.map(pack => productKey(pack.gtin)),
      ...lotKeys(
        loaded,
        (event.quantityList ?? []).map(({ ref }) => ref),
        gln
      )
    ]
  },
  decide: (event, draft, context) => {
    if (context.disqualified) throw new Refusal('PARTY_DISQUALIFIED', { party: context.author })
    requireRole(context, 'retailer')
    const gln = event.bizLocation.id
    requireHolder(draft, gln, context)
    const packs = event.epcList ?? []
    requireDistinct(packs)
    writePacks(
      draft,
      packs.map(ref => [ref, soldPack(draft, ref, gln, event.eventTime)] as const)
    )
    for (const sale of event.quantityList ?? []) {
      requireUnit(sale, need.product(draft, sale.ref.gtin))
      requireFresh(movableLot(draft, sale.ref, event.eventTime), event.eventTime, sale.ref.lot)
      moveStock(draft, sale.ref, gln, sale.amount, 'held', 'sold')
    }
    return standings(event, draft)
  }
}

function soldPack(draft: Draft, ref: PackRef, gln: string, eventTime: string): Pack {
  const pack = needPack(draft, ref)
  requirePacked(ref, pack)
  const place = placeOfPack(draft, ref, pack)
  if (place !== gln) throw new Refusal('NOT_HOLDER', { ...ref, place })
  const lotRef = { gtin: ref.gtin, lot: pack.lot }
  requireFresh(movableLot(draft, lotRef, eventTime), eventTime, pack.lot)
  moveStock(draft, lotRef, gln, 1, 'held', 'sold')
  openCaseOf(draft, pack)
  return { ...pack, status: 'sold', place: gln }
}

/** @throws Refusal PACK_EXPIRED on the day after its last */
function requireFresh(lot: Lot, eventTime: string, number: string): void {
  if (lot.expires && eventTime.slice(0, 10) > lot.expires)
    throw new Refusal('PACK_EXPIRED', { lot: number, expires: lot.expires })
}

/** A customer brings goods back: they are on hand again, and not for sale. */
export const Returning = z
  .strictObject({ ...objectEvent('OBSERVE', 'receiving'), disposition: z.literal('returned'), ...goods })
  .refine(namesGoods, { path: ['epcList'], message: 'NOTHING_RETURNED' })
export type Returning = z.infer<typeof Returning>

export const returning: EventLaw<Returning> = {
  schema: Returning,
  keys: (event, loaded) => {
    const gln = event.bizLocation.id
    return [
      placeKey(gln),
      ...packKeys(event.epcList ?? [], loaded, gln),
      ...lotKeys(
        loaded,
        (event.quantityList ?? []).map(({ ref }) => ref),
        gln
      )
    ]
  },
  decide: (event, draft, context) => {
    const gln = event.bizLocation.id
    requireHolder(draft, gln, context)
    const packs = event.epcList ?? []
    requireDistinct(packs)
    writePacks(
      draft,
      packs.map(ref => [ref, returnedPack(draft, ref, gln)] as const)
    )
    for (const { ref, amount, unit } of event.quantityList ?? []) {
      requireUnit({ ref, amount, unit }, need.product(draft, ref.gtin))
      need.lot(draft, ref)
      moveStock(draft, ref, gln, amount, 'sold', 'blocked')
    }
    return []
  }
}

function returnedPack(draft: Draft, ref: PackRef, gln: string): Pack {
  const pack = needPack(draft, ref)
  if (pack.status !== 'sold') throw new Refusal('PACK_NOT_SOLD', { ...ref, status: pack.status })
  const lot = { gtin: ref.gtin, lot: pack.lot }
  moveStock(draft, lot, pack.place!, 1, 'sold', null)
  moveStock(draft, lot, gln, 1, null, 'blocked')
  return { ...pack, status: 'returned', place: gln }
}
