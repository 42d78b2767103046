import { KINDS } from '@suyuan/model/trace/law'
import { Shipment, Void } from '../../../../modules/trace/bodies.js'
import { shipping, voiding } from '../../../../modules/trace/compose.js'
import type { DeskData, DeskLot } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import type { Choice, Form, Values } from './form.js'
import {
  among,
  goodsOf,
  lastOf,
  lines,
  lotChoices,
  numberOfShipment,
  ownNumber,
  placeChoices,
  refOf,
  storesOf,
  unitChoices
} from './reading.js'

const mayLeave = (lot: DeskLot) => !lot.flag

/** Where goods go: to partners, or to another place of one's own. */
const destinations = ({ places, partners, party }: DeskData, from: string | undefined) => [
  ...partners.map(({ gln, name, party, operator }) => ({ gln, name, party, operator })),
  ...places
    .filter(({ gln, kind }) => kind !== 'plot' && gln !== from)
    .map(({ gln, name }) => ({ gln, name, party: party.uscc, operator: party.name }))
]

const destinationChoices = (data: DeskData, from: string | undefined): Choice[] =>
  destinations(data, from).map(({ gln, name, operator }) => ({ value: gln, text: name, note: operator }))

/** What is held or recalled goes back to who made it, and nowhere else. */
const mayGo = (lot: DeskLot, { back }: Values) => mayLeave(lot) || Boolean(back)

function casesToGo(data: DeskData, values: Values) {
  const here = data.cases.filter(({ place }) => place === values.from)
  const stays = here.filter(box => {
    const lot = data.lots.find(({ place, ...ref }) => place === box.place && refOf(ref) === refOf(box))
    return lot && !mayGo(lot, values)
  })
  // A pallet goes with all that is on it, or not at all.
  return here.filter(box => !stays.some(other => other === box || (box.pallet && other.pallet === box.pallet)))
}

/** Lots of which something is not in a case, which goes by itself. */
function looseToGo(data: DeskData, values: Values) {
  const place = values.from
  return data.lots.flatMap(lot => {
    if (lot.place !== place || !mayGo(lot, values)) return []
    const cased = data.cases.filter(box => box.place === place && refOf(box) === refOf(lot))
    const loose = lot.held - cased.reduce((sum, { pieces }) => sum + pieces, 0)
    return loose > 0 ? [{ ...lot, held: loose }] : []
  })
}

const looseOf = (data: DeskData, values: Values) => (ref: string) =>
  looseToGo(data, values).find(lot => refOf(lot) === ref)?.held ?? 0

export const shippingForm: Form = {
  title: KINDS.shipping.name,
  roles: [],
  schema: Shipment,
  compose: shipping,
  names: { consignee: 'to', goods: 'goods', place: 'from' },
  defaults: situation => {
    const { data, last } = situation
    const from = lastOf(last.from, placeChoices(storesOf(data, mayLeave)))
    return {
      from,
      to: lastOf(last.to, destinationChoices(data, from)),
      cases: '',
      goods: '',
      back: '',
      carrier: lastOf(last.carrier, carrierChoices(data)),
      number: ownNumber('S', situation)
    }
  },
  fields: (values, { data }) => {
    const cases = casesToGo(data, values)
    const loose = lotChoices(data, looseToGo(data, values))
    return [
      { kind: 'choice', name: 'to', label: say('deskTo'), choices: destinationChoices(data, values.from) },
      { kind: 'many', name: 'cases', label: say('deskCases'), choices: unitChoices(data, cases), scans: 'case' },
      ...(loose.length > 0
        ? [
            {
              kind: 'many',
              name: 'goods',
              label: say('deskBulk'),
              hint: say('deskAmountHint'),
              choices: loose
            } as const
          ]
        : []),
      {
        kind: 'many',
        name: 'back',
        label: say('deskSendBackKind'),
        hint: say('deskSendBackHint'),
        choices: [{ value: 'yes', text: say('deskSendBackTick') }],
        more: say('deskSendBack')
      },
      {
        kind: 'choice',
        name: 'from',
        label: say('deskPlace'),
        choices: placeChoices(storesOf(data, mayLeave)),
        more: true
      },
      { kind: 'choice', name: 'carrier', label: say('deskCarrier'), choices: carrierChoices(data), more: true },
      { kind: 'text', name: 'number', label: say('deskNumber'), longest: 40, more: true }
    ]
  },
  body: (values, { data }) => ({
    place: values.from,
    to: values.to,
    consignee: destinations(data, values.from).find(({ gln }) => gln === values.to)?.party,
    number: values.number,
    cases: lines(values.cases),
    goods: goodsOf(data, values, 'goods', looseOf(data, values)),
    ...(values.carrier && { carrier: values.carrier }),
    ...(values.back && { returning: true })
  }),
  summary: (values, { data }) => {
    const to = destinations(data, values.from).find(({ gln }) => gln === values.to)?.name
    const cases = data.cases.filter(among(lines(values.cases))).length
    const lots = lines(values.goods).length
    const parts = [...(cases ? [`${cases} 箱`] : []), ...(lots ? [`${lots} 批散货`] : [])].join('，')
    return { zh: `${parts} → ${to?.zh ?? ''}`, en: `${cases} cases, ${lots} lots → ${to?.en ?? ''}` }
  }
}

const carrierChoices = ({ carriers }: DeskData): Choice[] => [
  { value: '', text: say('deskCarrierNone') },
  ...carriers.map(({ uscc, name }) => ({ value: uscc, text: name }))
]

const leavingOf = ({ leaving }: DeskData, values: Values) => leaving.find(({ id }) => id === values.shipment)

const leavingChoices = ({ leaving }: DeskData): Choice[] =>
  leaving.map(({ id, to, items }) => ({
    value: id,
    text: { zh: `→ ${to.zh} ${numberOfShipment(id)}`, en: `→ ${to.en} ${numberOfShipment(id)}` },
    note: say('deskItems', { count: items.length })
  }))

/** A shipment that never left is called off. None is chosen beforehand: two taps must not undo what is on its way. */
export const voidingForm: Form = {
  title: KINDS.voiding.name,
  roles: [],
  schema: Void,
  compose: voiding,
  names: { place: 'shipment' },
  defaults: () => ({ shipment: '' }),
  fields: (_, { data }) => [
    {
      kind: 'choice',
      name: 'shipment',
      label: say('deskVoidWhich'),
      hint: say('deskVoidHint'),
      choices: leavingChoices(data)
    }
  ],
  body: (values, { data }) => ({ place: leavingOf(data, values)?.from, shipment: values.shipment }),
  summary: (values, { data }) => {
    const leaving = leavingOf(data, values)
    const number = numberOfShipment(values.shipment ?? '')
    return { zh: `${number} → ${leaving?.to.zh ?? ''}`, en: `${number} → ${leaving?.to.en ?? ''}` }
  }
}
