import { Correction, Sale } from '../../../../modules/trace/bodies.js'
import { correcting, selling } from '../../../../modules/trace/compose.js'
import type { DeskData } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import { packOf } from './codes.js'
import type { Choice, Form, Values } from './form.js'
import {
  amountText,
  goodsOf,
  heldAt,
  kilogramsOf,
  lastOf,
  lines,
  lotChoices,
  lotText,
  placeChoices,
  productOf
} from './reading.js'

const outletsOf = ({ places }: DeskData) => places.filter(({ kind }) => kind === 'outlet')
const forSale = (data: DeskData, place: string | undefined) => data.lots.filter(lot => lot.place === place && !lot.flag)

/** A serial alone is a pack of the product that the outlet has, where that is one. */
const onlyProduct = (data: DeskData, place: string | undefined) => {
  const gtins = new Set(forSale(data, place).map(({ gtin }) => gtin))
  return gtins.size === 1 ? [...gtins][0] : undefined
}

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
      choices: lotChoices(data, forSale(data, values.place))
    },
    { kind: 'choice', name: 'place', label: say('deskPlace'), choices: placeChoices(outletsOf(data)), more: true }
  ],
  body: (values, { data }) => {
    const gtin = onlyProduct(data, values.place)
    return {
      place: values.place,
      packs: lines(values.codes).map(code => packOf(code, gtin) ?? { gtin: '', serial: code }),
      goods: goodsOf(data, values, 'goods', heldAt(data, values.place))
    }
  },
  summary: values => {
    const [packs, lots] = [lines(values.codes).length, lines(values.goods).length]
    return { zh: packs ? `${packs} 件` : `${lots} 批计数`, en: packs ? `${packs} packs` : `${lots} lots by count` }
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
