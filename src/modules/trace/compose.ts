import { clockOf } from '@suyuan/model/core/day'
import {
  caseUri,
  type LotRef,
  lotUri,
  type PackRef,
  packUri,
  partyUri,
  placeUri,
  transactionUri
} from '@suyuan/model/core/gs1'
import type { z } from 'zod'
import type * as Bodies from './bodies.js'

/** An EPCIS event, ready to be signed. */
export type Event = Record<string, unknown> & { eventID: string }
type Body<K extends keyof typeof Bodies> = (typeof Bodies)[K] extends z.ZodType<infer T> ? T : never
interface Here {
  place: string
  at?: string | undefined
  note?: string | undefined
}

const OFFSET = /(Z|[+-]\d\d:\d\d)$/

/** What keeps people from trying out by an event's hash id what they may not read of it. */
export const newNonce = () => crypto.randomUUID().replace(/-/g, '')

/** The members that every event has. */
function base({ at, note }: Here) {
  const eventTime = at ?? clockOf(new Date())
  const offset = OFFSET.exec(eventTime)![1]!.replace('Z', '+00:00')
  return {
    eventID: `urn:uuid:${crypto.randomUUID()}`,
    eventTime,
    eventTimeZoneOffset: offset,
    'suyuan:nonce': newNonce(),
    ...(note && { 'suyuan:note': note })
  }
}

const at = (gln: string) => ({ id: placeUri(gln) })

const objectEvent = (
  body: Here,
  action: 'ADD' | 'OBSERVE' | 'DELETE',
  bizStep: string,
  rest: Record<string, unknown>
): Event => ({
  ...base(body),
  type: 'ObjectEvent',
  action,
  bizStep,
  bizLocation: at(body.place),
  ...rest
})

/** Something goes into a case or on a pallet, or comes out of it. */
const aggregationEvent = (
  body: Here,
  action: 'ADD' | 'DELETE',
  sscc: string,
  content: Record<string, unknown>
): Event => ({
  ...base(body),
  type: 'AggregationEvent',
  action,
  bizStep: action === 'ADD' ? 'packing' : 'unpacking',
  bizLocation: at(body.place),
  parentID: caseUri(sscc),
  ...content
})

const quantity = ({ gtin, lot, kilograms, pieces }: Bodies.Goods) =>
  kilograms === undefined
    ? { epcClass: lotUri({ gtin, lot }), quantity: pieces }
    : { epcClass: lotUri({ gtin, lot }), quantity: kilograms, uom: 'KGM' }

/** A member with a list, where the list has something in it. */
const list = <T>(name: string, items: readonly T[] | undefined, form: (item: T) => unknown) =>
  items && items.length > 0 ? { [name]: items.map(form) } : {}

const lots = (refs: readonly LotRef[] | undefined) => list('quantityList', refs, ref => ({ epcClass: lotUri(ref) }))
const despatch = (shipment: string) => {
  const [gln, number] = shipment.split(':') as [string, string]
  return { bizTransactionList: [{ type: 'desadv', bizTransaction: transactionUri(gln, number) }] }
}

export function harvest(body: Body<'Harvest'>): Event[] {
  const { gtin, lot, kilograms, plot, cultivar, season, grade, households, weighIn } = body
  return [
    objectEvent(body, 'ADD', 'commissioning', {
      disposition: 'active',
      readPoint: at(plot),
      quantityList: [quantity({ gtin, lot, kilograms })],
      ilmd: {
        'suyuan:cultivar': cultivar,
        'suyuan:season': season,
        'suyuan:grade': grade,
        'suyuan:households': households,
        ...(weighIn && { 'suyuan:weighIn': weighIn })
      }
    })
  ]
}

export function processing(body: Body<'Processing'>): Event[] {
  return [
    {
      ...base(body),
      type: 'TransformationEvent',
      bizStep: 'creating_class_instance',
      bizLocation: at(body.place),
      inputQuantityList: body.inputs.map(quantity),
      outputQuantityList: body.outputs.map(quantity),
      'suyuan:template': body.template,
      ...(body.steps && { 'suyuan:steps': body.steps }),
      ...(body.grade && { ilmd: { 'suyuan:grade': body.grade } })
    }
  ]
}

/** One event that makes the packs, and one for each case. */
export function packing(body: Body<'Packing'>): Event[] {
  const { gtin, lot, place, inputs, cases = [], loose = [], pieces } = body
  const sgtin = (serial: string) => packUri({ gtin, serial })
  const serials = [...cases.flatMap(box => box.serials), ...loose]
  const made: Event = {
    ...base(body),
    ...{ type: 'TransformationEvent', bizStep: 'packing', bizLocation: at(place) },
    inputQuantityList: inputs.map(quantity),
    ...(pieces === undefined
      ? { outputEPCList: serials.map(sgtin) }
      : { outputQuantityList: [quantity({ gtin, lot, pieces })] }),
    ...(body.commonMark && { 'suyuan:commonMark': true }),
    ilmd: {
      'cbvmda:lotNumber': lot,
      'suyuan:gtin': gtin,
      'cbvmda:productionDate': body.productionDate,
      'cbvmda:itemExpirationDate': body.expires,
      ...(body.certificate && { 'suyuan:certificate': body.certificate })
    }
  }
  const cased = cases.map(box => aggregationEvent(body, 'ADD', box.sscc, { childEPCs: box.serials.map(sgtin) }))
  return [made, ...cased]
}

/** One event for each case. */
export const casing = (body: Body<'Casing'>): Event[] =>
  body.cases.map(sscc => aggregationEvent(body, 'ADD', sscc, { childQuantityList: [quantity(body)] }))

export const palletising = (body: Body<'Palletising'>): Event[] => [
  aggregationEvent(body, 'ADD', body.sscc, list('childEPCs', body.cases, caseUri))
]

export const unpacking = (body: Body<'Unpacking'>): Event[] => [
  aggregationEvent(body, 'DELETE', body.sscc, list('childEPCs', body.cases, caseUri))
]

export function shipping(body: Body<'Shipment'>): Event[] {
  const { place, to, consignee, number, issuer, carrier, agreement, returning } = body
  return [
    {
      ...base(body),
      type: 'ObjectEvent',
      action: 'OBSERVE',
      bizStep: 'shipping',
      disposition: returning ? 'returned' : 'in_transit',
      readPoint: at(place),
      ...list('epcList', body.cases, caseUri),
      ...list('quantityList', body.goods, quantity),
      ...despatch(`${issuer ?? place}:${number}`),
      destinationList: [
        { type: 'possessing_party', destination: partyUri(consignee) },
        { type: 'location', destination: placeUri(to) }
      ],
      ...(carrier && { 'suyuan:carrier': carrier }),
      ...(agreement && { 'suyuan:agreement': agreement })
    }
  ]
}

export const voiding = (body: Body<'Void'>): Event[] => [
  {
    ...base(body),
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'void_shipping',
    readPoint: at(body.place),
    ...despatch(body.shipment)
  }
]

export function receiving(body: Body<'Receipt'>): Event[] {
  const { shortage, damage, purchaseCheck } = body
  return [
    objectEvent(body, 'OBSERVE', 'receiving', {
      disposition: 'in_progress',
      ...list('epcList', body.cases, caseUri),
      ...list('quantityList', body.goods, quantity),
      ...despatch(body.shipment),
      ...(shortage && { 'suyuan:shortage': casesAndGoods(shortage) }),
      ...(damage && { 'suyuan:damage': { quantityList: damage.map(quantity) } }),
      ...(purchaseCheck && { 'suyuan:purchaseCheck': purchaseCheck })
    })
  ]
}

const casesAndGoods = (body: {
  cases?: readonly string[] | undefined
  goods?: readonly Bodies.Goods[] | undefined
}) => ({
  ...list('epcList', body.cases, caseUri),
  ...list('quantityList', body.goods, quantity)
})

const packsAndGoods = (body: Body<'Sale'>) => ({
  ...list('epcList', body.packs, packUri),
  ...list('quantityList', body.goods, quantity)
})
const casesAndLots = (body: Body<'Hold'>) => ({ ...list('epcList', body.cases, caseUri), ...lots(body.lots) })

export const stocking = (body: Body<'Stocking'>): Event[] => [
  objectEvent(body, 'OBSERVE', 'stocking', { disposition: 'sellable_accessible', ...casesAndGoods(body) })
]

export const storing = (body: Body<'Storing'>): Event[] => [
  objectEvent(body, 'OBSERVE', 'storing', { disposition: 'in_progress', ...casesAndGoods(body) })
]

export const selling = (body: Body<'Sale'>): Event[] => [
  objectEvent(body, 'OBSERVE', 'retail_selling', { disposition: 'retail_sold', ...packsAndGoods(body) })
]

export const returning = (body: Body<'Return'>): Event[] => [
  objectEvent(body, 'OBSERVE', 'receiving', { disposition: 'returned', ...packsAndGoods(body) })
]

export const holding = (body: Body<'Hold'>): Event[] => [
  objectEvent(body, 'OBSERVE', 'holding', { disposition: 'non_sellable_other', ...casesAndLots(body) })
]

export const explaining = (body: Body<'Explanation'>): Event[] => [
  objectEvent(body, 'OBSERVE', 'holding', {
    disposition: 'unknown',
    ...casesAndLots(body),
    'suyuan:explanation': body.explanation
  })
]

export const inspecting = (body: Body<'Inspection'>): Event[] => [
  objectEvent(body, 'OBSERVE', 'inspecting', {
    disposition: body.conformant ? 'conformant' : 'non_conformant',
    ...casesAndLots(body)
  })
]

export const testing = ({ number, standard, results, ...body }: Body<'Test'>): Event[] => [
  objectEvent(body, 'OBSERVE', 'sampling', {
    disposition: results.every(result => result.conforms) ? 'conformant' : 'non_conformant',
    ...lots(body.lots),
    'suyuan:report': { number, standard, results }
  })
]

export function destroying(body: Body<'Destruction'>): Event[] {
  const epcList = [...(body.cases ?? []).map(caseUri), ...(body.packs ?? []).map((pack: PackRef) => packUri(pack))]
  return [
    objectEvent(body, 'DELETE', 'destroying', {
      disposition: 'destroyed',
      ...(epcList.length > 0 && { epcList }),
      ...list('quantityList', body.goods, quantity)
    })
  ]
}

export const recalling = (body: Body<'Recall'>): Event[] => [
  objectEvent(body, 'OBSERVE', 'holding', {
    disposition: 'recalled',
    ...lots(body.lots),
    'suyuan:recall': { number: body.number, class: body.class, reason: body.reason, knownAt: body.knownAt }
  })
]

/** EPCIS error declaration: the event that it names again, with what would have been right. */
export const correcting = (body: Body<'Correction'>): Event[] => [
  {
    ...objectEvent(body, 'ADD', body.of === 'harvest' ? 'commissioning' : 'creating_class_instance', {
      errorDeclaration: { declarationTime: base(body).eventTime, reason: 'incorrect_data' },
      quantityList: [quantity(body.goods)]
    }),
    eventID: body.event
  }
]
