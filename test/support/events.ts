/** EPCIS 2.0 events of every kind that the programme knows, as clients write them. Pure data. */
import { randomUUID } from 'node:crypto'
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

/** What every event may say for itself. */
export interface When {
  /** UUID of the event. */
  id?: string | undefined
  time?: string | undefined
}

/** `minutes` after eight in the morning of Qingming 2026, in China. */
export const at = (minutes: number) =>
  new Date(Date.UTC(2026, 3, 5, 8, minutes)).toISOString().replace('.000Z', '+08:00')

export const eventId = (uuid: string) => `urn:uuid:${uuid}`

/** As clients add one to each of their events. */
const nonce = () => randomUUID().replaceAll('-', '')

const common = ({ id = randomUUID(), time = at(0) }: When) => ({
  eventID: eventId(id),
  eventTime: time,
  eventTimeZoneOffset: '+08:00',
  'suyuan:nonce': nonce()
})
const located = (when: When & { place: string }) => ({
  ...common(when),
  bizLocation: { id: placeUri(when.place) }
})
const observed = (when: When & { place: string }, bizStep: string, disposition?: string) => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep,
  ...(disposition && { disposition }),
  ...located(when)
})

/** An amount of a lot: kilograms, or pieces where there is no unit. */
export interface Quantity {
  epcClass: string
  quantity: number
  uom?: 'KGM'
}
export const grams = (lot: LotRef, amount: number): Quantity => ({
  epcClass: lotUri(lot),
  quantity: amount / 1000,
  uom: 'KGM'
})
export const pieces = (lot: LotRef, amount: number): Quantity => ({ epcClass: lotUri(lot), quantity: amount })

const quantities = (list: readonly Quantity[] | undefined) => (list ? { quantityList: list } : {})
const lotList = (list: readonly LotRef[] | undefined) =>
  list ? { quantityList: list.map(lot => ({ epcClass: lotUri(lot) })) } : {}
const epcs = (cases: readonly string[] | undefined, packs?: readonly PackRef[]) =>
  cases || packs ? { epcList: [...(cases ?? []).map(caseUri), ...(packs ?? []).map(packUri)] } : {}

export const harvest = (is: When & { base: string; plot: string; goods: Quantity }) => ({
  type: 'ObjectEvent',
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  ...located({ ...is, place: is.base }),
  readPoint: { id: placeUri(is.plot) },
  quantityList: [is.goods],
  ilmd: {
    'suyuan:cultivar': '紫金1号',
    'suyuan:season': 'spring',
    'suyuan:grade': '一芽二叶',
    'suyuan:households': 12
  }
})

export const processing = (
  is: When & { place: string; template: string; inputs: Quantity[]; outputs: Quantity[] }
) => ({
  type: 'TransformationEvent',
  bizStep: 'creating_class_instance',
  ...located(is),
  inputQuantityList: is.inputs,
  outputQuantityList: is.outputs,
  'suyuan:template': is.template
})

/** Packs by serial, or a number of pieces. */
export interface PackingRun extends When {
  place: string
  inputs: Quantity[]
  lot: LotRef
  serials?: readonly string[] | undefined
  pieces?: number | undefined
  expires?: string | undefined
}
export const packing = (is: PackingRun) => ({
  type: 'TransformationEvent',
  bizStep: 'packing',
  ...located(is),
  inputQuantityList: is.inputs,
  ...(is.serials && { outputEPCList: is.serials.map(serial => packUri({ gtin: is.lot.gtin, serial })) }),
  ...(is.pieces && { outputQuantityList: [pieces(is.lot, is.pieces)] }),
  ilmd: {
    'suyuan:gtin': is.lot.gtin,
    'cbvmda:lotNumber': is.lot.lot,
    'cbvmda:productionDate': '2026-04-05',
    'cbvmda:itemExpirationDate': is.expires ?? '2027-10-05'
  }
})

export const casing = (
  is: When & { place: string; sscc: string; packs?: readonly PackRef[] | undefined; goods?: Quantity | undefined }
) => ({
  type: 'AggregationEvent',
  action: 'ADD',
  bizStep: 'packing',
  ...located(is),
  parentID: caseUri(is.sscc),
  ...(is.packs && { childEPCs: is.packs.map(packUri) }),
  ...(is.goods && { childQuantityList: [is.goods] })
})

/** Cases go on a pallet. */
export const palletising = (is: When & { place: string; sscc: string; cases: readonly string[] }) => ({
  type: 'AggregationEvent',
  action: 'ADD',
  bizStep: 'packing',
  ...located(is),
  parentID: caseUri(is.sscc),
  childEPCs: is.cases.map(caseUri)
})

/** A case is opened, or cases come down from a pallet. */
export const unpacking = (is: When & { place: string; sscc: string; cases?: readonly string[] | undefined }) => ({
  type: 'AggregationEvent',
  action: 'DELETE',
  bizStep: 'unpacking',
  ...located(is),
  parentID: caseUri(is.sscc),
  ...(is.cases && { childEPCs: is.cases.map(caseUri) })
})

/** A shipment is named by the GLN of who issued its number, and the number. */
export interface ShipmentRef {
  gln: string
  number: string
}
const despatch = ({ gln, number }: ShipmentRef) => ({
  bizTransactionList: [{ type: 'desadv', bizTransaction: transactionUri(gln, number) }]
})

export interface Citation {
  id: string
  supplier: string
  buyer: string
  document: string
  grams: number
}
export interface Departure extends When {
  from: string
  to: { party: string; place: string }
  shipment: ShipmentRef
  cases?: readonly string[] | undefined
  goods?: Quantity[] | undefined
  /** Goods go back to who made them. */
  returned?: boolean | undefined
  carrier?: string | undefined
  agreement?: Citation | undefined
}
export const shipping = (is: Departure) => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep: 'shipping',
  disposition: is.returned ? 'returned' : 'in_transit',
  ...common(is),
  readPoint: { id: placeUri(is.from) },
  ...epcs(is.cases),
  ...quantities(is.goods),
  ...despatch(is.shipment),
  destinationList: [
    { type: 'possessing_party', destination: partyUri(is.to.party) },
    { type: 'location', destination: placeUri(is.to.place) }
  ],
  ...(is.carrier && { 'suyuan:carrier': is.carrier }),
  ...(is.agreement && { 'suyuan:agreement': is.agreement })
})

/** The consignor takes a shipment back that never left. */
export const voiding = (is: When & { from: string; shipment: ShipmentRef; declared?: boolean | undefined }) => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  bizStep: 'void_shipping',
  ...common(is),
  readPoint: { id: placeUri(is.from) },
  ...despatch(is.shipment),
  ...(is.declared && { errorDeclaration: { declarationTime: at(0), reason: 'did_not_occur' } })
})

export interface Goods {
  cases?: readonly string[] | undefined
  packs?: readonly PackRef[] | undefined
  goods?: readonly Quantity[] | undefined
}
export interface Arrival extends When, Goods {
  place: string
  shipment: ShipmentRef
  shortage?: Goods | undefined
  damage?: Quantity[] | undefined
}
export const receiving = (is: Arrival) => ({
  ...observed(is, 'receiving'),
  ...epcs(is.cases),
  ...quantities(is.goods),
  ...despatch(is.shipment),
  ...(is.shortage && { 'suyuan:shortage': { ...epcs(is.shortage.cases), ...quantities(is.shortage.goods) } }),
  ...(is.damage && { 'suyuan:damage': { quantityList: is.damage } })
})

type OnHand = When & Goods & { place: string }
const onHand = (is: OnHand) => ({ ...epcs(is.cases, is.packs), ...quantities(is.goods) })

export const stocking = (is: OnHand) => ({ ...observed(is, 'stocking', 'sellable_accessible'), ...onHand(is) })
export const storing = (is: OnHand) => ({ ...observed(is, 'storing', 'in_progress'), ...onHand(is) })
export const selling = (is: OnHand) => ({ ...observed(is, 'retail_selling', 'retail_sold'), ...onHand(is) })
export const returning = (is: OnHand) => ({ ...observed(is, 'receiving', 'returned'), ...onHand(is) })
export const destroying = (is: OnHand) => ({
  ...observed(is, 'destroying', 'destroyed'),
  action: 'DELETE',
  ...onHand(is)
})

/** Whole lots, or cases. */
type Named = When & { place: string; lots?: readonly LotRef[] | undefined; cases?: readonly string[] | undefined }
const named = (is: Named) => ({ ...epcs(is.cases), ...lotList(is.lots) })

export const holding = (is: Named) => ({ ...observed(is, 'holding', 'non_sellable_other'), ...named(is) })
export const explaining = (is: Named & { explanation?: string | undefined }) => ({
  ...observed(is, 'holding', 'unknown'),
  ...named(is),
  'suyuan:explanation': is.explanation ?? '雨后采摘，含水量高'
})
export const inspecting = (is: Named & { conformant: boolean }) => ({
  ...observed(is, 'inspecting', is.conformant ? 'conformant' : 'non_conformant'),
  ...named(is)
})
export const recalling = (
  is: Named & { number: string; class?: 'I' | 'II' | 'III' | undefined; reason?: string | undefined }
) => ({
  ...observed(is, 'holding', 'recalled'),
  ...named(is),
  'suyuan:recall': {
    number: is.number,
    class: is.class ?? 'II',
    reason: is.reason ?? '农药残留超标',
    knownAt: at(0)
  }
})
export const testing = (is: Named & { conforms: boolean }) => ({
  ...observed(is, 'sampling', is.conforms ? 'conformant' : 'non_conformant'),
  ...named(is),
  'suyuan:report': {
    number: 'DEMO-2026-001',
    standard: 'GB 2763-2026',
    results: [
      { analyte: '联苯菊酯', value: is.conforms ? 'ND' : '6.2', unit: 'mg/kg', limit: '5', conforms: is.conforms }
    ]
  }
})

/** The quantity of a lot is declared wrong. `event` is the UUID of the event that made it. */
export const correcting = (is: When & { event: string; place: string; goods: Quantity }) => ({
  ...observed({ ...is, id: is.event }, 'commissioning'),
  errorDeclaration: { declarationTime: at(0), reason: 'incorrect_data' },
  quantityList: [is.goods]
})
