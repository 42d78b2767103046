import { KINDS } from '@suyuan/model/trace/law'
import { Receipt, Shipment } from '../../../../modules/trace/bodies.js'
import { receiving, shipping } from '../../../../modules/trace/compose.js'
import type { DeskData, DeskLot, DeskShipment } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import type { Choice, Form, Values } from './form.js'
import { goodsOf, lastOf, lines, lotChoices, lotText, ownNumber, placeChoices, refOf, storesOf } from './reading.js'

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

const caseChoices = (data: DeskData, cases: DeskData['cases']): Choice[] =>
  cases.map(box => ({
    value: box.sscc,
    text: { zh: `箱 …${box.sscc.slice(-6)}`, en: `case …${box.sscc.slice(-6)}` },
    note: { ...lotText(data, box), zh: `${lotText(data, box).zh}，${box.pieces} 件` }
  }))

/** Lots of which something is not in a case, which goes by itself. */
function looseAt(data: DeskData, place: string | undefined) {
  return data.lots.flatMap(lot => {
    if (lot.place !== place || !mayLeave(lot)) return []
    const cased = data.cases.filter(box => box.place === place && refOf(box) === refOf(lot))
    const loose = lot.held - cased.reduce((sum, { pieces }) => sum + pieces, 0)
    return loose > 0 ? [{ ...lot, held: loose }] : []
  })
}

const looseOf = (data: DeskData, place: string | undefined) => (ref: string) =>
  looseAt(data, place).find(lot => refOf(lot) === ref)?.held ?? 0

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
      carrier: lastOf(last.carrier, carrierChoices(data)),
      number: ownNumber('S', situation)
    }
  },
  fields: (values, { data }) => {
    const cases = data.cases.filter(({ place }) => place === values.from)
    const loose = lotChoices(data, looseAt(data, values.from))
    return [
      { kind: 'choice', name: 'to', label: say('deskTo'), choices: destinationChoices(data, values.from) },
      { kind: 'many', name: 'cases', label: say('deskCases'), choices: caseChoices(data, cases), scans: 'case' },
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
    goods: goodsOf(data, values, 'goods', looseOf(data, values.from)),
    ...(values.carrier && { carrier: values.carrier })
  }),
  summary: (values, { data }) => {
    const to = destinations(data, values.from).find(({ gln }) => gln === values.to)?.name
    const [cases, lots] = [lines(values.cases).length, lines(values.goods).length]
    const parts = [...(cases ? [`${cases} 箱`] : []), ...(lots ? [`${lots} 批散货`] : [])].join('，')
    return { zh: `${parts} → ${to?.zh ?? ''}`, en: `${cases} cases, ${lots} lots → ${to?.en ?? ''}` }
  }
}

const carrierChoices = ({ carriers }: DeskData): Choice[] => [
  { value: '', text: say('deskCarrierNone') },
  ...carriers.map(({ uscc, name }) => ({ value: uscc, text: name }))
]

const shipmentOf = ({ arriving }: DeskData, values: Values): DeskShipment | undefined =>
  arriving.find(({ id }) => id === values.shipment)

const shipmentChoices = ({ arriving }: DeskData): Choice[] =>
  arriving.map(({ id, from, items }) => ({
    value: id,
    text: { zh: `${from.zh} ${id.split(':')[1]}`, en: `${from.en} ${id.split(':')[1]}` },
    note: { zh: `${items.length} 箱（批）`, en: `${items.length} cases or lots` }
  }))

const casesIn = (shipment: DeskShipment | undefined) =>
  (shipment?.items ?? []).flatMap(({ sscc, gtin, lot, amount }) =>
    sscc ? [{ sscc, gtin, lot, pieces: amount, place: '' }] : []
  )

/** What comes in bulk, as lots of which that much is to be had. */
const bulkIn = (shipment: DeskShipment | undefined): DeskLot[] =>
  (shipment?.items ?? []).flatMap(({ sscc, gtin, lot, amount }) =>
    sscc ? [] : [{ gtin, lot, place: '', held: amount }]
  )

/** All of it came: what did not is unticked. */
const allOf = (shipment: DeskShipment | undefined): Values => ({
  cases: casesIn(shipment)
    .map(({ sscc }) => sscc)
    .join('\n'),
  goods: bulkIn(shipment).map(refOf).join('\n')
})

export const receivingForm: Form = {
  title: KINDS.receiving.name,
  roles: [],
  schema: Receipt,
  compose: receiving,
  defaults: ({ data }) => {
    const shipment = data.arriving[0]
    return { shipment: shipment?.id ?? '', place: shipment?.to ?? '', ...allOf(shipment) }
  },
  changed: (name, values, { data }) => {
    if (name !== 'shipment') return values
    const shipment = shipmentOf(data, values)
    return { ...values, place: shipment?.to ?? '', ...allOf(shipment) }
  },
  fields: (values, { data }) => {
    const shipment = shipmentOf(data, values)
    const bulk = lotChoices(data, bulkIn(shipment))
    return [
      { kind: 'choice', name: 'shipment', label: say('deskShipment'), choices: shipmentChoices(data) },
      {
        kind: 'many',
        name: 'cases',
        label: say('deskCasesCame'),
        hint: say('deskCasesCameHint'),
        choices: caseChoices(data, casesIn(shipment)),
        scans: 'case'
      },
      ...(bulk.length > 0 ? [{ kind: 'many', name: 'goods', label: say('deskBulkCame'), choices: bulk } as const] : []),
      { kind: 'choice', name: 'place', label: say('deskPlace'), choices: placeChoices(storesOf(data)), more: true }
    ]
  },
  body: (values, { data }) => ({
    place: values.place,
    shipment: values.shipment,
    cases: lines(values.cases),
    goods: goodsOf(
      data,
      values,
      'goods',
      ref => bulkIn(shipmentOf(data, values)).find(lot => refOf(lot) === ref)?.held ?? 0
    )
  }),
  summary: (values, { data }) => {
    const from = shipmentOf(data, values)?.from
    const count = lines(values.cases).length + lines(values.goods).length
    return { zh: `${from?.zh ?? values.shipment}，${count} 箱（批）`, en: `${from?.en ?? ''}, ${count} cases or lots` }
  }
}
