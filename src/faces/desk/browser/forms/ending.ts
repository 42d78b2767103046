import type { LotRef } from '@suyuan/model/core/gs1'
import { Correction, Return, Sale } from '../../../../modules/trace/bodies.js'
import { correcting, returning, selling } from '../../../../modules/trace/compose.js'
import type { DeskData, DeskSold } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import { packOf } from './codes.js'
import type { Choice, Form, Values } from './form.js'
import {
  amountsOf,
  amountText,
  countOf,
  goodsOf,
  heldAt,
  kilogramsOf,
  lastOf,
  lines,
  lotChoices,
  lotText,
  placeChoices,
  productOf,
  refOf,
  unitOf
} from './reading.js'

const outletsOf = ({ places }: DeskData) => places.filter(({ kind }) => kind === 'outlet')
const forSale = (data: DeskData, place: string | undefined) => data.lots.filter(lot => lot.place === place && !lot.flag)

/** Packs by the codes that were read. A serial alone is a pack of the product that the outlet has, where that is one. */
const packsOf = (values: Values, lots: readonly LotRef[]) => {
  const gtins = new Set(lots.map(({ gtin }) => gtin))
  const gtin = gtins.size === 1 ? [...gtins][0] : undefined
  return lines(values.codes).map(code => packOf(code, gtin) ?? { gtin: '', serial: code })
}

const summaryOf = (packs: number, lots: number) =>
  packs ? { zh: `${packs} 件`, en: `${packs} packs` } : { zh: `${lots} 批计数`, en: `${lots} lots by count` }

export const sellingForm: Form = {
  title: say('deskSellTitle'),
  roles: ['retailer'],
  schema: Sale,
  compose: selling,
  names: { packs: 'codes' },
  defaults: ({ data, last }) => ({
    place: lastOf(last.place, placeChoices(outletsOf(data))),
    codes: '',
    goods: ''
  }),
  fields: (values, { data }) => [
    { kind: 'codes', name: 'codes', label: say('deskSoldCodes'), hint: say('deskSerialHint'), scans: 'pack' },
    {
      kind: 'many',
      name: 'goods',
      label: say('deskSoldLots'),
      hint: say('deskAmountHint'),
      choices: lotChoices(data, forSale(data, values.place))
    },
    { kind: 'choice', name: 'place', label: say('deskPlace'), choices: placeChoices(outletsOf(data)), more: true }
  ],
  body: (values, { data }) => ({
    place: values.place,
    packs: packsOf(values, forSale(data, values.place)),
    goods: goodsOf(data, values, 'goods', heldAt(data, values.place))
  }),
  summary: values => summaryOf(lines(values.codes).length, lines(values.goods).length)
}

const soldAt = ({ sold }: DeskData, place: string | undefined) => sold.filter(lot => lot.place === place)

export const returningForm: Form = {
  title: say('deskReturnTitle'),
  roles: ['retailer'],
  schema: Return,
  compose: returning,
  names: { packs: 'codes' },
  defaults: ({ data, last }) => ({ place: lastOf(last.place, placeChoices(outletsOf(data))), codes: '' }),
  fields: (values, { data }) => [
    { kind: 'codes', name: 'codes', label: say('deskReturnedCodes'), hint: say('deskSerialHint'), scans: 'pack' },
    {
      kind: 'amounts',
      name: 'goods',
      label: say('deskReturnedLots'),
      hint: say('deskReturnHint'),
      choices: soldAt(data, values.place).map(lot => soldChoice(data, lot)),
      more: say('deskByCount')
    },
    { kind: 'choice', name: 'place', label: say('deskPlace'), choices: placeChoices(outletsOf(data)), more: true }
  ],
  wrong: (values, { data }) => {
    const lots = soldAt(data, values.place)
    const tooMany = amountsOf(data, values, 'goods', lots).some(goods => {
      const sold = lots.find(lot => refOf(lot) === refOf(goods))!.sold
      return countOf(goods) > sold
    })
    return tooMany ? { goods: say('deskMoreThanSold') } : {}
  },
  body: (values, { data }) => ({
    place: values.place,
    packs: packsOf(values, soldAt(data, values.place)),
    goods: amountsOf(data, values, 'goods', soldAt(data, values.place))
  }),
  summary: (values, { data }) =>
    summaryOf(lines(values.codes).length, amountsOf(data, values, 'goods', soldAt(data, values.place)).length)
}

const soldChoice = (data: DeskData, { sold, ...lot }: DeskSold): Choice => {
  const product = productOf(data, lot.gtin)
  return {
    value: refOf(lot),
    text: lotText(data, lot),
    note: say('deskSoldOf', { amount: amountText(product, sold) }),
    amount: unitOf(product)
  }
}

const madeOf = ({ made }: DeskData, values: Values) => made.find(({ event }) => event === values.event)

const madeChoices = (data: DeskData): Choice[] =>
  data.made.map(({ event, quantity, ...lot }) => ({
    value: event,
    text: lotText(data, lot),
    note: amountText(productOf(data, lot.gtin), quantity)
  }))

export const correctingForm: Form = {
  title: say('deskCorrectTitle'),
  roles: ['producer', 'processor'],
  schema: Correction,
  compose: correcting,
  names: { goods: 'weight', place: 'event', of: 'event' },
  defaults: ({ data }) => ({ event: madeChoices(data)[0]?.value ?? '', weight: '', weightUnit: 'kg' }),
  fields: (_, { data }) => [
    { kind: 'choice', name: 'event', label: say('deskWhich'), choices: madeChoices(data) },
    { kind: 'weight', name: 'weight', label: say('deskRight') }
  ],
  body: (values, { data }) => {
    const made = madeOf(data, values)
    return {
      place: made?.place,
      event: values.event,
      of: made?.kind === 'process' ? 'processing' : 'harvest',
      goods: { gtin: made?.gtin, lot: made?.lot, kilograms: kilogramsOf(values, 'weight') }
    }
  },
  summary: (values, { data }) => {
    const made = madeOf(data, values)
    const lot = made && lotText(data, made)
    const kilograms = kilogramsOf(values, 'weight')
    return { zh: `${lot?.zh ?? ''} → ${kilograms} 公斤`, en: `${lot?.en ?? ''} → ${kilograms} kg` }
  }
}
