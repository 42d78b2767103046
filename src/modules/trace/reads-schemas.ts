import { z } from 'zod'

/** Shapes of the trace's answers; amounts are whole grams or pieces, as `unit` says. */

const Name = z.object({ zh: z.string(), en: z.string() })
const LotRef = z.object({ gtin: z.string(), lot: z.string() })
const unit = z.enum(['gram', 'piece'])
const Line = LotRef.extend({ amount: z.int(), unit })

const Hold = z
  .object({
    reason: z.enum(['yield', 'test', 'own', 'inspector']),
    by: z.string(),
    event: z.string(),
    explanation: z.string().optional()
  })
  .nullable()

const flags = { hold: Hold, rejected: z.boolean(), recall: z.string().nullable() }

const LotCard = LotRef.extend({
  product: Name,
  unit,
  quantity: z.int(),
  made: z.string(),
  maker: z.string(),
  place: z.string(),
  expires: z.string().nullable(),
  ...flags
})

const parts = {
  held: z.int(),
  blocked: z.int(),
  consumed: z.int(),
  sold: z.int(),
  destroyed: z.int(),
  lost: z.int()
}

export const LotAnswer = LotCard.extend({
  event: z.string(),
  balance: z.object({ template: z.string(), input: z.int(), output: z.int() }).nullable(),
  inputs: z.array(Line),
  outputs: z.array(Line).nullable().describe('only for callers with an API key'),
  stocks: z
    .array(z.object({ place: z.string(), ...parts }))
    .nullable()
    .describe('only for callers with an API key')
})

export const TraceAnswer = LotRef.extend({
  lots: z.array(LotCard),
  edges: z.array(z.object({ from: LotRef, to: LotRef, amount: z.int(), unit }))
})

const route = { from: z.string(), to: z.string(), consignee: z.string() }

const CaseLine = LotRef.extend({
  sscc: z.string(),
  pieces: z.int(),
  status: z.string(),
  place: z.string(),
  shipment: z.string().nullable(),
  pallet: z.string().nullable()
})

export const ImpactAnswer = z.object({
  lots: z.array(LotCard),
  holders: z.array(
    LotRef.extend({ place: z.string(), name: Name, kind: z.string(), party: z.string(), unit, ...parts })
  ),
  inTransit: z.array(Line.extend({ shipment: z.string(), ...route, sscc: z.string().nullable() })),
  shipments: z.array(z.object({ id: z.string(), at: z.string(), ...route, consignor: z.string(), status: z.string() })),
  cases: z.array(CaseLine),
  packs: z.array(LotRef.extend({ status: z.string(), count: z.int() }))
})

export const RecallAnswer = z.object({
  number: z.string(),
  class: z.enum(['I', 'II', 'III']),
  reason: z.string(),
  knownAt: z.string(),
  by: z.string(),
  closed: z.string().nullable().describe('when it ended'),
  unflagged: z.array(LotRef).describe('made of recalled lots and not named yet'),
  impact: ImpactAnswer
})

export const PackAnswer = LotRef.extend({
  serial: z.string(),
  status: z.enum(['packed', 'sold', 'returned', 'destroyed']),
  sscc: z.string().nullable(),
  earlierCases: z.array(z.string()),
  place: z.string(),
  caseStatus: z.string().nullable(),
  inTransit: z.boolean(),
  expires: z.string().nullable(),
  ...flags
})

export const CaseAnswer = CaseLine.extend({
  hold: Hold,
  recall: z.string().nullable(),
  packs: z.array(z.object({ serial: z.string(), status: z.string() })),
  shipments: z.array(z.object({ id: z.string(), at: z.string(), ...route, status: z.string() }))
})

export const PalletAnswer = z.object({
  sscc: z.string(),
  status: z.enum(['closed', 'opened']),
  place: z.string().nullable(),
  shipment: z.string().nullable(),
  cases: z.array(CaseLine.pick({ sscc: true, gtin: true, lot: true, pieces: true }))
})

const Item = LotRef.extend({ amount: z.int(), sscc: z.string().nullish(), pallet: z.string().optional() })

const shipment = {
  id: z.string(),
  at: z.string(),
  ...route,
  consignor: z.string(),
  carrier: z.string().nullable(),
  agreement: z.string().nullable(),
  returning: z.boolean(),
  status: z.enum(['in_transit', 'received', 'void'])
}

export const ShipmentAnswer = z.object({
  ...shipment,
  event: z.string(),
  items: z.array(Item.extend({ unit })),
  open: z.array(Item).describe('still under way')
})

export const AgreementAnswer = z.object({
  id: z.string(),
  supplier: z.string(),
  buyer: z.string(),
  document: z.string(),
  grams: z.int(),
  delivered: z.int(),
  shipments: z.array(z.object({ id: z.string(), at: z.string(), status: z.string() }))
})

const entry = {
  kind: z.string(),
  author: z.string(),
  key: z.string(),
  recorded: z.string(),
  block: z.int(),
  transaction: z.string(),
  facts: z.array(z.looseObject({ type: z.string() })).nullable()
}

export const EventAnswer = z.array(
  z.object({ ...entry, command: z.string(), event: z.looseObject({}), hashId: z.string() })
)

/** A page of a list, and where the next begins. */
const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

export const LotList = page(LotCard)
export const CaseList = page(CaseLine.extend({ held: z.boolean() }))
export const ShipmentList = page(z.object(shipment))
export const EventList = page(
  z.object({
    ...entry,
    event: z.string(),
    time: z.string(),
    place: z.string().nullable(),
    says: z.looseObject({})
  })
)
export const RecallList = page(RecallAnswer.omit({ unflagged: true, impact: true }).extend({ lots: z.int() }))
