import { PLACE_KINDS } from '@suyuan/model/core/records'
import { KINDS, type KindName } from '@suyuan/model/trace/law'
import { z } from 'zod'

/** The story of a pack or lot, as `provenance-sql.ts` makes it. */

const Name = z.object({ zh: z.string(), en: z.string() })
const Line = z.tuple([z.string(), z.int()]).describe('gtin/lot, amount in the unit of its product')

const Report = z.object({
  number: z.string(),
  standard: z.string(),
  results: z.array(
    z.object({
      analyte: z.string(),
      value: z.string(),
      unit: z.string(),
      limit: z.string().optional(),
      conforms: z.boolean()
    })
  )
})

/** What an event says, by its kind; see `model/trace/summary.ts`. */
const Says = z.object({
  made: z.array(Line).optional(),
  inputs: z.array(Line).optional(),
  shipment: z.string().optional(),
  plot: z.string().optional(),
  cultivar: z.string().optional(),
  season: z.string().optional(),
  grade: z.string().optional(),
  households: z.int().optional(),
  householdsBelow: z.int().optional(),
  template: z.string().optional(),
  steps: z.array(z.object({ step: z.string(), start: z.string(), end: z.string().optional() })).optional(),
  productionDate: z.string().optional(),
  expires: z.string().optional(),
  certificate: z.string().optional(),
  pieces: z.int().optional(),
  pallet: z.string().optional(),
  cases: z.int().optional(),
  to: z.string().optional(),
  consignee: z.string().optional(),
  carrier: z.string().optional(),
  returning: z.boolean().optional(),
  shortage: z.boolean().optional(),
  damage: z.boolean().optional(),
  explanation: z.string().optional(),
  conforms: z.boolean().optional(),
  report: Report.optional(),
  recall: z.object({ number: z.string(), class: z.string(), reason: z.string(), knownAt: z.string() }).optional()
})

const Hold = z.object({
  reason: z.enum(['yield', 'test', 'own', 'inspector']),
  by: z.string(),
  event: z.string(),
  explanation: z.string().optional()
})

const Step = z.object({
  kind: z.enum(Object.keys(KINDS) as [KindName, ...KindName[]]),
  about: z.enum(['lot', 'case', 'pack']),
  event: z.string(),
  time: z.string(),
  recorded: z.string(),
  author: z.string(),
  key: z.string(),
  place: z.string().nullable(),
  block: z.int(),
  transaction: z.string(),
  facts: z.array(z.looseObject({ type: z.string() })).nullable(),
  says: Says,
  hashId: z.string().nullable().describe('null where it might tell what of the event is not public')
})
export type Step = z.infer<typeof Step>

const StoryLot = z.object({
  gtin: z.string(),
  lot: z.string(),
  made: z.string(),
  maker: z.string(),
  place: z.string(),
  quantity: z.int(),
  balance: z.object({ template: z.string(), input: z.int(), output: z.int() }).nullable(),
  expires: z.string().nullable(),
  hold: Hold.nullable(),
  rejected: z.boolean(),
  recall: z.string().nullable()
})
export type StoryLot = z.infer<typeof StoryLot>

/** What the regulator has decided on a party by now. */
const Standing = z.object({
  sanction: z.enum(['warned', 'suspended', 'disqualified', 'restored']),
  until: z.string().optional(),
  document: z.string().optional()
})
export type StoryStanding = z.infer<typeof Standing>

/** As the public register of sanctions has it: days in China, both included. */
const Sanction = z.object({
  id: z.string(),
  sanction: z.enum(['warned', 'suspended', 'disqualified']),
  decision: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  ended: z.string().nullable().describe('when it was lifted before its term was over')
})

const ProductName = z.object({
  name: Name,
  form: z.string(),
  unit: z.enum(['gram', 'piece']),
  netGrams: z.int().optional(),
  shelfLifeDays: z.int().optional(),
  owner: z.string()
})
export type ProductName = z.infer<typeof ProductName>

const PlaceName = z.object({
  party: z.string(),
  name: Name,
  kind: z.enum(PLACE_KINDS),
  parent: z.string().optional(),
  region: z.string(),
  village: Name.optional(),
  centiMu: z.int().optional(),
  altitude: z.int().optional(),
  cultivar: z.string().optional()
})
export type PlaceName = z.infer<typeof PlaceName>

const Certificate = z.object({
  application: z.string(),
  party: z.string(),
  gtin: z.string(),
  issuer: z.string(),
  batch: z.object({ region: z.string(), number: z.int() }),
  from: z.string(),
  to: z.string(),
  state: z.enum(['granted', 'suspended', 'revoked', 'expired']),
  since: z.string()
})

const story = {
  gtin: z.string(),
  lot: z.string(),
  expired: z.boolean(),
  lots: z.array(StoryLot),
  edges: z.array(z.tuple([z.string(), z.string(), z.int()])).describe('gtin/lot made, gtin/lot it was made of, amount'),
  recalls: z.record(
    z.string(),
    z.object({
      class: z.enum(['I', 'II', 'III']),
      reason: z.string(),
      knownAt: z.string(),
      by: z.string(),
      closed: z.string().nullable().describe('when the recall ended')
    })
  ),
  steps: z.array(Step).describe('in the order of the ledger'),
  certificates: z
    .record(z.string(), Certificate)
    .describe('圳品 certificates that packs were given, by number, as they are now; their days never change'),
  products: z.record(z.string(), ProductName),
  places: z.record(z.string(), PlaceName),
  parties: z.record(
    z.string(),
    z.object({
      name: Name,
      organisation: z.string(),
      licence: z.string().nullable(),
      standing: Standing.nullable(),
      sanctions: z.array(Sanction).describe('those that were not annulled, in the order of the ledger')
    })
  ),
  keys: z.record(
    z.string(),
    z.object({
      custody: z.enum(['device', 'gateway', 'certificate']),
      revoked: z.object({ at: z.string(), compromisedSince: z.string().optional() }).nullable()
    })
  ),
  processes: z.record(
    z.string(),
    z.object({ name: Name, steps: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })) })
  ),
  height: z.int().describe('newest block that this answer knows')
}

export const PACK_STATUSES = [
  'packed',
  'stored',
  'in_transit',
  'at_outlet',
  'sold',
  'returned',
  'destroyed',
  'lost'
] as const
export type PackStatus = (typeof PACK_STATUSES)[number]

export const PackStory = z.object({
  kind: z.literal('pack'),
  ...story,
  serial: z.string(),
  status: z.enum(PACK_STATUSES),
  place: z.string(),
  case: z.object({ sscc: z.string(), status: z.string(), hold: Hold.nullable() }).nullable()
})
export type PackStory = z.infer<typeof PackStory>

export const LotStory = z.object({
  kind: z.literal('lot'),
  ...story,
  became: z.array(z.object({ gtin: z.string(), product: ProductName, lots: z.array(z.string()), count: z.int() }))
})
export type LotStory = z.infer<typeof LotStory>

export type Story = PackStory | LotStory
