import { KINDS } from '@suyuan/model/trace/law'
import { Processing } from '../../../../modules/trace/bodies.js'
import { processing } from '../../../../modules/trace/compose.js'
import type { DeskData, DeskLot } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import type { Form, Values } from './form.js'
import {
  goodsOf,
  heldAt,
  kilogramsOf,
  lastOf,
  lotChoices,
  ownNumber,
  placeChoices,
  productChoices,
  productOf,
  storesOf
} from './reading.js'

const templateOf = ({ templates }: DeskData, values: Values) => templates.find(({ id }) => id === values.template)
const templateChoices = ({ templates }: DeskData) => templates.map(({ id, name }) => ({ value: id, text: name }))

const goesIn = (data: DeskData, values: Values) => (lot: DeskLot) =>
  !lot.flag && Boolean(templateOf(data, values)?.inputs.includes(productOf(data, lot.gtin)?.form ?? ''))

/** Of several products of a form one's own come first, as the data has them. */
const comesOut = (data: DeskData, values: Values) =>
  data.products.filter(({ form }) => templateOf(data, values)?.outputs.includes(form))

export const processForm: Form = {
  title: KINDS.process.name,
  roles: ['processor'],
  schema: Processing,
  compose: processing,
  names: { outputs: 'weight' },
  defaults: situation => {
    const { data, last } = situation
    const template = lastOf(last.template, templateChoices(data))
    const places = placeChoices(storesOf(data, goesIn(data, { template })))
    return {
      template,
      place: lastOf(last.place, places),
      inputs: '',
      gtin: lastOf(last.gtin, productChoices(comesOut(data, { template }))),
      weight: '',
      weightUnit: last.weightUnit ?? 'kg',
      grade: last.grade ?? '',
      lot: ownNumber('M', situation)
    }
  },
  fields: (values, { data }) => {
    const fits = goesIn(data, values)
    const here = data.lots.filter(lot => lot.place === values.place && fits(lot))
    return [
      { kind: 'choice', name: 'template', label: say('deskTemplate'), choices: templateChoices(data) },
      {
        kind: 'many',
        name: 'inputs',
        label: say('deskInputs'),
        hint: say('deskAmountHint'),
        choices: lotChoices(data, here)
      },
      { kind: 'weight', name: 'weight', label: say('deskOutputWeight') },
      { kind: 'choice', name: 'gtin', label: say('deskProduct'), choices: productChoices(comesOut(data, values)) },
      {
        kind: 'choice',
        name: 'place',
        label: say('deskPlace'),
        choices: placeChoices(storesOf(data, fits)),
        more: true
      },
      { kind: 'text', name: 'grade', label: say('deskGrade'), longest: 40, more: true },
      { kind: 'text', name: 'lot', label: say('deskLot'), hint: say('deskLotHint'), longest: 20, more: true }
    ]
  },
  body: (values, { data }) => ({
    place: values.place,
    template: values.template,
    inputs: goodsOf(data, values, 'inputs', heldAt(data, values.place)),
    outputs: [{ gtin: values.gtin, lot: values.lot, kilograms: kilogramsOf(values, 'weight') }],
    ...(values.grade && { grade: values.grade })
  }),
  summary: (values, { data }) => {
    const name = templateOf(data, values)?.name
    const kilograms = kilogramsOf(values, 'weight')
    return { zh: `${name?.zh ?? ''} ${kilograms} 公斤`, en: `${name?.en ?? ''} ${kilograms} kg` }
  }
}
