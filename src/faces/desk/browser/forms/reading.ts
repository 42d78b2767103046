import { dayOf } from '@suyuan/model/core/day'
import type { LotRef } from '@suyuan/model/core/gs1'
import { GRAMS_PER_JIN } from '@suyuan/model/core/quantity'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { Goods } from '../../../../modules/trace/bodies.js'
import type { DeskCase, DeskData, DeskLot, DeskProduct } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import type { Choice, Situation, Values } from './form.js'

/** What was chosen of many, or typed one a line. */
export const lines = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter(Boolean)

/** A number as people type it: full-width digits, a comma or a Chinese full stop for the point. NaN for anything else. */
export function numberOf(text: string | undefined): number {
  const plain = (text ?? '')
    .trim()
    .replace(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[,，。．]/g, '.')
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

/** Kilograms of a field with its unit. A jin has 500 g: halving is exact. */
export function kilogramsOf(values: Values, field: string): number {
  const typed = numberOf(values[field])
  return values[`${field}Unit`] === 'jin' ? (typed * GRAMS_PER_JIN) / 1000 : typed
}

export const productOf = ({ products }: DeskData, gtin: string | undefined): DeskProduct | undefined =>
  products.find(product => product.gtin === gtin)

/** An amount in the unit of its product. */
export const amountText = (product: DeskProduct | undefined, amount: number): Text =>
  product?.unit === 'piece'
    ? say('deskPiecesOf', { count: amount })
    : { zh: `${amount / 1000} 公斤`, en: `${amount / 1000} kg` }

export const refOf = ({ gtin, lot }: LotRef) => `${gtin}/${lot}`

/** Product and number of a lot, as people speak of it. */
export function lotText(data: DeskData, { gtin, lot }: LotRef): Text {
  const product = productOf(data, gtin)?.name ?? untranslated(gtin)
  return say('deskLotLine', { product, lot })
}

/** The unit in which people tell an amount of a product. */
export const unitOf = (product: DeskProduct | undefined): 'kilograms' | 'pieces' =>
  product?.unit === 'piece' ? 'pieces' : 'kilograms'

/** Lots to choose from, with how much there is; what must not move says so. */
export const lotChoices = (data: DeskData, lots: readonly DeskLot[]): Choice[] =>
  lots.map(lot => {
    const product = productOf(data, lot.gtin)
    const has = say('deskHas', { amount: amountText(product, lot.held) })
    const flag = lot.flag && say(lot.flag === 'held' ? 'deskHeldMark' : 'deskRecalledMark')
    return {
      value: refOf(lot),
      text: lotText(data, lot),
      note: flag ? { zh: `${has.zh}，${flag.zh}`, en: `${has.en}, ${flag.en}` } : has,
      amount: unitOf(product)
    }
  })

/** The lots that were chosen, each with how much of it: all where nothing is said. */
export function goodsOf(data: DeskData, values: Values, field: string, held: (ref: string) => number): Goods[] {
  return lines(values[field]).map(ref => {
    const [gtin, lot] = ref.split('/') as [string, string]
    const typed = values[`${field}:${ref}`]
    if (productOf(data, gtin)?.unit === 'piece') return { gtin, lot, pieces: typed ? numberOf(typed) : held(ref) }
    return { gtin, lot, kilograms: typed ? numberOf(typed) : held(ref) / 1000 }
  })
}

/** Cases to choose from, by the end of their number, as labels are told apart. */
export const caseChoices = (data: DeskData, cases: readonly Omit<DeskCase, 'place'>[]): Choice[] =>
  cases.map(box => ({
    value: box.sscc,
    text: { zh: `箱 …${box.sscc.slice(-6)}`, en: `case …${box.sscc.slice(-6)}` },
    note: { ...lotText(data, box), zh: `${lotText(data, box).zh}，${box.pieces} 件` }
  }))

/** Whether a case is among what was named: by itself, or by the pallet that it is on. */
export const among =
  (units: readonly string[]) =>
  ({ sscc, pallet }: { sscc?: string; pallet?: string }): boolean =>
    (sscc !== undefined && units.includes(sscc)) || (pallet !== undefined && units.includes(pallet))

/** Pallets to choose from, each for all its cases. */
export const palletChoices = (cases: readonly Pick<DeskCase, 'pallet'>[]): Choice[] =>
  [...new Set(cases.flatMap(({ pallet }) => pallet ?? []))].map(pallet => ({
    value: pallet,
    text: { zh: `托盘 …${pallet.slice(-6)}`, en: `pallet …${pallet.slice(-6)}` },
    note: say('deskPalletCount', { count: cases.filter(box => box.pallet === pallet).length })
  }))

/** Pallets, and the cases that are on none. */
export const unitChoices = (data: DeskData, cases: readonly Omit<DeskCase, 'place'>[]): Choice[] => [
  ...palletChoices(cases),
  ...caseChoices(
    data,
    cases.filter(({ pallet }) => !pallet)
  )
]

/** A shipment's number as its papers have it, without who issued it. */
export const numberOfShipment = (id: string): string => id.split(':')[1] ?? ''

/** How much of each was typed; what was left empty is none of it. */
export const amountsOf = (data: DeskData, values: Values, field: string, lots: readonly LotRef[]): Goods[] =>
  lots.flatMap(({ gtin, lot }) => {
    const typed = values[`${field}:${refOf({ gtin, lot })}`]?.trim()
    if (!typed) return []
    const amount = numberOf(typed)
    return [productOf(data, gtin)?.unit === 'piece' ? { gtin, lot, pieces: amount } : { gtin, lot, kilograms: amount }]
  })

/** Grams or pieces, as the data counts. */
export const countOf = ({ kilograms, pieces }: Goods): number => pieces ?? Math.round(kilograms! * 1000)

/** How much of a lot is held at a place. */
export const heldAt = (data: DeskData, place: string | undefined) => (ref: string) =>
  data.lots.find(lot => lot.place === place && refOf(lot) === ref)?.held ?? 0

/** Choices of places, by name. */
export const placeChoices = (places: readonly { gln: string; name: Text }[]): Choice[] =>
  places.map(({ gln, name }) => ({ value: gln, text: name }))

export const productChoices = (products: readonly DeskProduct[]): Choice[] =>
  products.map(({ gtin, name }) => ({ value: gtin, text: name }))

/** A number of our own making: what it is, the day, and what tells this phone's from all others. */
export const ownNumber = (letter: string, { now, mark }: Situation) =>
  `${letter}${dayOf(now).slice(2).replaceAll('-', '')}-${mark}`

/** What was said last where it can still be said, else the first. */
export const lastOf = (last: string | undefined, choices: readonly Choice[]) =>
  choices.some(({ value }) => value === last) ? last! : (choices[0]?.value ?? '')

/** Own places where goods can be, those first that have some. */
export function storesOf(data: DeskData, has: (lot: DeskLot) => boolean = () => true) {
  const places = data.places.filter(({ kind }) => kind !== 'plot')
  const full = new Set(data.lots.filter(has).map(({ place }) => place))
  return [...places.filter(({ gln }) => full.has(gln)), ...places.filter(({ gln }) => !full.has(gln))]
}
