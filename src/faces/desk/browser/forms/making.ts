import { momentOf } from '@suyuan/model/core/day'
import type { Text } from '@suyuan/model/core/refusal'
import { KINDS } from '@suyuan/model/trace/law'
import { Processing } from '../../../../modules/trace/bodies.js'
import { processing } from '../../../../modules/trace/compose.js'
import type { DeskData, DeskLot } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import type { Choice, Field, Form, Situation, Values } from './form.js'
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

/** What else may come of it: products of one's own, as strangers' are many. */
const othersOf = (data: DeskData, values: Values) =>
  comesOut(data, values).filter(({ gtin, owner }) => gtin !== values.gtin && owner === data.party.uscc)

/** All that came of it: refined tea and its stalk, grades apart. They are lots of several products, so one number does. */
const outputsOf = (data: DeskData, values: Values) => {
  const { lot, weight, weightUnit = '' } = values
  const others = othersOf(data, values).map(({ gtin }) => ({ gtin, typed: values[`others:${gtin}`]?.trim() }))
  return [{ gtin: values.gtin, typed: weight }, ...others.filter(({ typed }) => typed)].map(({ gtin, typed = '' }) => ({
    ...{ gtin, lot },
    kilograms: kilogramsOf({ typed, typedUnit: weightUnit }, 'typed')
  }))
}

const stepsOf = (data: DeskData, values: Values) => templateOf(data, values)?.steps ?? []
const stepField = (code: string) => `step-${code}`

/** When each step was, of those that were noted. */
const timesOf = (data: DeskData, values: Values) =>
  stepsOf(data, values).flatMap(({ code }) => {
    const [start, end] = (['From', 'To'] as const).map(edge => momentOf(values[stepField(code) + edge] ?? ''))
    return start ? [{ step: code, start, ...(end && { end }) }] : []
  })

/** A step that ends has begun before; half a time is none. */
function wrongTimes(values: Values, { data }: Situation): Record<string, Text> {
  const wrong: Record<string, Text> = {}
  for (const { code } of stepsOf(data, values)) {
    const [from = '', to = ''] = [values[`${stepField(code)}From`], values[`${stepField(code)}To`]]
    if ([from, to].some(text => text && !momentOf(text))) wrong[stepField(code)] = say('deskNotTime')
    else if (to && !from) wrong[stepField(code)] = say('deskNoStart')
    else if (to && to < from) wrong[stepField(code)] = say('deskEndsBefore')
  }
  return wrong
}

const otherChoices = (data: DeskData, values: Values) =>
  othersOf(data, values).map(
    ({ gtin, name }): Choice => ({
      ...{ value: gtin, text: name },
      amount: values.weightUnit === 'jin' ? 'jin' : 'kilograms'
    })
  )

/** What most have no need of: further products, and when each step was. */
function seldom(data: DeskData, values: Values): Field[] {
  const choices = otherChoices(data, values)
  const others: Field = {
    kind: 'amounts',
    name: 'others',
    label: say('deskOthersEach'),
    hint: say('deskOthersHint'),
    choices,
    more: say('deskOthers')
  }
  const times = stepsOf(data, values).map(
    ({ code, zh, en }): Field => ({
      kind: 'span',
      name: stepField(code),
      label: { zh, en },
      more: say('deskStepTimes')
    })
  )
  return [...(choices.length > 0 ? [others] : []), ...times]
}

export const processForm: Form = {
  title: KINDS.process.name,
  roles: ['processor'],
  schema: Processing,
  compose: processing,
  names: { 'outputs.0': 'weight', outputs: 'others' },
  // What goes in and what comes out are of the process.
  changed: (name, values, { data }) => {
    if (name !== 'template') return values
    const places = placeChoices(storesOf(data, goesIn(data, values)))
    const gtin = lastOf(values.gtin, productChoices(comesOut(data, values)))
    return { ...values, inputs: '', gtin, place: lastOf(undefined, places) }
  },
  wrong: wrongTimes,
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
      { kind: 'text', name: 'lot', label: say('deskLot'), hint: say('deskLotHint'), longest: 20, more: true },
      ...seldom(data, values)
    ]
  },
  body: (values, { data }) => {
    const steps = timesOf(data, values)
    return {
      place: values.place,
      template: values.template,
      inputs: goodsOf(data, values, 'inputs', heldAt(data, values.place)),
      outputs: outputsOf(data, values),
      ...(steps.length > 0 && { steps }),
      ...(values.grade && { grade: values.grade })
    }
  },
  summary: (values, { data }) => {
    const name = templateOf(data, values)?.name
    const kilograms = kilogramsOf(values, 'weight')
    return { zh: `${name?.zh ?? ''} ${kilograms} 公斤`, en: `${name?.en ?? ''} ${kilograms} kg` }
  }
}
