import type { LotRef } from '../core/gs1.js'
import type { Context, Fact } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { type Place, type Product, placeKey, productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { CLOCK_TOLERANCE } from './parameters.js'
import { type Hold, type Lot, lotKeyOf, noStock, type Stock, stockKeyOf } from './states.js'

/** A quantity of a lot as an event names it. */
export interface Amount {
  ref: LotRef
  /** Grams or pieces. */
  amount: number
  unit: 'gram' | 'piece'
}

/** Keys of what a rule needs to know to move these lots at a place. */
export const lotKeys = (loaded: View, refs: readonly LotRef[], gln: string): string[] => [
  placeKey(gln),
  parameterKey(CLOCK_TOLERANCE.name),
  ...refs.flatMap(ref => [productKey(ref.gtin), ...stockKeys(loaded, ref, gln)])
]

/**
 * Keys of a lot and of its stock at a place. Where it was made, its stock is part of the lot: making a lot is then one
 * read and one write, and the peers' round trips are what a command costs most.
 */
export function stockKeys(loaded: View, ref: LotRef, gln: string): string[] {
  const lot = loadedOf(loaded, lotKeyOf(ref))
  return !lot || lot.place === gln ? [lotKeyOf(ref)] : [lotKeyOf(ref), stockKeyOf(ref, gln)]
}

export const loadedOf = <T>(loaded: View, key: string & { readonly __value?: T }) =>
  loaded.get(key) as T | null | undefined

export const need = {
  lot: (draft: Draft, ref: LotRef): Lot => draft.need(lotKeyOf(ref), 'LOT_UNKNOWN', { ...ref }),
  product: (draft: Draft, gtin: string): Product => draft.need(productKey(gtin), 'PRODUCT_UNKNOWN', { gtin }),
  place: (draft: Draft, gln: string): Place => draft.need(placeKey(gln), 'PLACE_UNKNOWN', { gln })
}

/** @throws Refusal NOT_HOLDER unless the author has the place where the goods are */
export function requireHolder(draft: Draft, gln: string, { author }: Context): Place {
  const place = need.place(draft, gln)
  if (place.party !== author) throw new Refusal('NOT_HOLDER', { place: gln, holder: place.party })
  return place
}

export function requireUnit({ unit, ref }: Amount, product: Product): void {
  if (unit !== product.unit) throw new Refusal('UNIT_MISMATCH', { gtin: ref.gtin, unit: product.unit })
}

/** Grams of an amount: pieces weigh their net content. */
export const gramsOf = (amount: number, product: Product) =>
  product.unit === 'gram' ? amount : amount * product.netGrams!

/** What may still be done with goods that may not move freely. */
export interface Leave {
  recalled?: boolean
  held?: boolean
}

/** The lot, when it may move: not rejected, recalled or held (except with leave), and not before it was made. */
export function movableLot(draft: Draft, ref: LotRef, eventTime: string, leave: Leave = {}): Lot {
  const lot = need.lot(draft, ref)
  if (lot.recall && !leave.recalled) throw new Refusal('LOT_RECALLED', { ...ref, recall: lot.recall })
  if (lot.rejected && !leave.held) throw new Refusal('LOT_REJECTED', { ...ref })
  if (lot.hold && !leave.held) refuseHeld(ref, lot.hold)
  requireAfter(draft, eventTime, lot.at, { ...ref })
  return lot
}

export function refuseHeld(what: object, hold: Hold): never {
  throw new Refusal('LOT_HELD', { ...what, reason: hold.reason, by: hold.by })
}

/** When what follows may begin: the event's time, but never later than its entry, or a wrong clock would block others. */
export const causeTime = ({ eventTime }: { eventTime: string }, { recordedAt }: Context): string =>
  Date.parse(eventTime) > Date.parse(recordedAt) ? recordedAt : eventTime

/** @throws Refusal EVENT_BEFORE_CAUSE when an event is dated before its cause by more than clocks differ */
export function requireAfter(draft: Draft, eventTime: string, cause: string, what: Record<string, string>): void {
  const secondsBefore = (Date.parse(cause) - Date.parse(eventTime)) / 1000
  if (secondsBefore > inForce(draft, CLOCK_TOLERANCE))
    throw new Refusal('EVENT_BEFORE_CAUSE', { ...what, cause, eventTime })
}

/** @throws Refusal STOCK_SHORT unless that much of a lot is held at a place */
export function requireOnHand(draft: Draft, { ref, amount }: Amount, gln: string): void {
  const { held: available } = stockAt(draft, ref, gln)
  if (available < amount) throw new Refusal('STOCK_SHORT', { ...ref, place: gln, available, wanted: amount })
}

/** A lot's stock at a place. */
export function stockAt(draft: Draft, ref: LotRef, gln: string): Stock {
  const lot = need.lot(draft, ref)
  return lot.place === gln ? lot.stock : (draft.read(stockKeyOf(ref, gln)) ?? noStock)
}

/** Moves an amount of a lot between the parts of its stock at a place; `null` is outside of the place. */
export function moveStock(
  draft: Draft,
  ref: LotRef,
  gln: string,
  amount: number,
  from: keyof Stock | null,
  to: keyof Stock | null
): void {
  const stock = { ...stockAt(draft, ref, gln) }
  if (from) {
    if (stock[from] < amount)
      throw new Refusal('STOCK_SHORT', { ...ref, place: gln, available: stock[from], wanted: amount })
    stock[from] -= amount
  }
  if (to) stock[to] += amount
  const lot = need.lot(draft, ref)
  if (lot.place === gln) draft.write(lotKeyOf(ref), { ...lot, stock })
  else draft.write(stockKeyOf(ref, gln), stock)
}

/** Takes inputs out of stock at a place for good. Returns their grams. */
export function consume(draft: Draft, inputs: readonly Amount[], gln: string, eventTime: string): number {
  let grams = 0
  for (const input of inputs) {
    const product = need.product(draft, input.ref.gtin)
    requireUnit(input, product)
    movableLot(draft, input.ref, eventTime)
    moveStock(draft, input.ref, gln, input.amount, 'held', 'consumed')
    grams += gramsOf(input.amount, product)
  }
  return grams
}

export const warning = (code: string, details: Record<string, unknown>): Fact => ({ type: 'warning', code, ...details })
