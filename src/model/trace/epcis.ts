import { z } from 'zod'
import { Nonce } from '../core/epcis/nonce.js'
import { CaseUri, LotUri, PackUri, PlaceUri } from '../core/gs1.js'
import { Instant } from '../core/instant.js'
import { Kilograms, Pieces, toGrams } from '../core/quantity.js'
import { Uscc } from '../core/uscc.js'
import type { Amount } from './goods.js'

/** The parts of EPCIS 2.0 events (JSON binding) that the law reads; `suyuan:` members are this programme's extensions. */

export const EventId = z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
export const Time = Instant
const Offset = z.string().regex(/^[+-](0\d|1[0-4]):[0-5]\d$/)

const common = {
  eventID: EventId,
  eventTime: Time,
  eventTimeZoneOffset: Offset,
  readPoint: z.strictObject({ id: PlaceUri }).optional(),
  'suyuan:note': z.string().max(500).optional(),
  'suyuan:nonce': Nonce.optional()
}

const located = { ...common, bizLocation: z.strictObject({ id: PlaceUri }) }

/** The members of an ObjectEvent of one business step. */
export const objectEvent = <A extends string, S extends string>(action: A, bizStep: S) => ({
  ...located,
  type: z.literal('ObjectEvent'),
  action: z.literal(action),
  bizStep: z.literal(bizStep)
})

/** The members of a shipping event: where the goods will be is not known yet, so it has no bizLocation. */
export const departure = <S extends string>(bizStep: S) => ({
  ...common,
  readPoint: z.strictObject({ id: PlaceUri }),
  type: z.literal('ObjectEvent'),
  action: z.literal('OBSERVE'),
  bizStep: z.literal(bizStep)
})

export const transformationEvent = <S extends string>(bizStep: S) => ({
  ...located,
  type: z.literal('TransformationEvent'),
  bizStep: z.literal(bizStep),
  disposition: z.literal('active').optional(),
  transformationID: z.string().max(120).optional()
})

export const aggregationEvent = <A extends string, S extends string>(action: A, bizStep: S) => ({
  ...located,
  type: z.literal('AggregationEvent'),
  action: z.literal(action),
  bizStep: z.literal(bizStep),
  disposition: z.string().max(60).optional(),
  parentID: CaseUri
})

/** QuantityElement: kilograms with at most three decimals, or pieces where no unit is given. */
export const Quantity = z.union([
  z
    .strictObject({ epcClass: LotUri, quantity: Kilograms, uom: z.literal('KGM') })
    .transform(({ epcClass, quantity }): Amount => ({ ref: epcClass, amount: toGrams(quantity), unit: 'gram' })),
  z
    .strictObject({ epcClass: LotUri, quantity: Pieces })
    .transform(({ epcClass, quantity }): Amount => ({ ref: epcClass, amount: quantity, unit: 'piece' }))
])

export const Quantities = z.array(Quantity).max(200)
/** Lots that are meant whole. */
export const Lots = z.array(z.strictObject({ epcClass: LotUri }).transform(({ epcClass }) => epcClass)).max(200)
export const Packs = z.array(PackUri).max(2000)
export const Cases = z.array(CaseUri).max(500)

/** Cases and packs in one epcList, told apart by their form. */
export const CasesAndPacks = z
  .array(z.union([PackUri.transform(pack => ({ pack })), CaseUri.transform(sscc => ({ sscc }))]))
  .max(2000)
  .transform(list => ({
    packs: list.flatMap(entry => ('pack' in entry ? [entry.pack] : [])),
    cases: list.flatMap(entry => ('sscc' in entry ? [entry.sscc] : []))
  }))

/** CBV 8.5 business transaction of type `desadv`: the despatch advice names the shipment. */
export const Despatch = z
  .tuple([
    z.strictObject({
      type: z.literal('desadv'),
      bizTransaction: z.string().regex(/^urn:epcglobal:cbv:bt:\d{13}:[A-Za-z0-9._-]{1,40}$/)
    })
  ])
  .transform(([{ bizTransaction }]) => bizTransaction.split(':').slice(4).join(':'))

export const PartyUri = z
  .string()
  .regex(/^urn:suyuan:party:/)
  .transform(uri => uri.slice('urn:suyuan:party:'.length))
  .pipe(Uscc)

/** Whether an event names goods at all, by either list. */
export const namesGoods = (event: {
  epcList?: readonly unknown[] | undefined
  quantityList?: readonly unknown[] | undefined
}) => (event.epcList?.length ?? 0) + (event.quantityList?.length ?? 0) > 0
