import { Digest } from '@suyuan/model/core/command'
import { Gln, Gtin, LotNumber, Serial, Sscc } from '@suyuan/model/core/gs1'
import { Instant } from '@suyuan/model/core/instant'
import { MatterId } from '@suyuan/model/core/procedure'
import { Kilograms, Pieces } from '@suyuan/model/core/quantity'
import { Uscc } from '@suyuan/model/core/uscc'
import { SEASONS } from '@suyuan/model/trace/harvest'
import { MOST_ON_PALLET } from '@suyuan/model/trace/palletising'
import { PurchaseCheck } from '@suyuan/model/trace/receiving'
import { Citation } from '@suyuan/model/trace/shipping'
import { z } from 'zod'

/** What clients send to record an event: the plain facts, from which the EPCIS event is made. */

const Time = Instant
const LotRef = z.strictObject({ gtin: Gtin, lot: LotNumber })
const PackRef = z.strictObject({ gtin: Gtin, serial: Serial })

/** Bulk in kilograms (三位小数), packs in pieces. */
const Goods = z
  .strictObject({ gtin: Gtin, lot: LotNumber, kilograms: Kilograms.optional(), pieces: Pieces.optional() })
  .refine(goods => (goods.kilograms === undefined) !== (goods.pieces === undefined), { message: 'KILOGRAMS_OR_PIECES' })
export type Goods = z.infer<typeof Goods>

/** Where, and when: now unless said. */
const here = { place: Gln, at: Time.optional(), note: z.string().max(500).optional() }
const goods = z.array(Goods).max(200)
/** Cases, or pallets for all that is on them. */
const cases = z.array(Sscc).max(500)
const packs = z.array(PackRef).max(2000)
const lots = z.array(LotRef).max(200)
const number = z.string().regex(/^[A-Za-z0-9._-]{1,40}$/)

export const Harvest = z.strictObject({
  ...here,
  plot: Gln,
  gtin: Gtin,
  lot: LotNumber,
  kilograms: Kilograms,
  cultivar: z.string().min(1).max(40),
  season: z.enum(SEASONS),
  grade: z.string().min(1).max(40),
  households: z.int().min(1).max(10_000),
  weighIn: Digest.optional()
})

export const Processing = z.strictObject({
  ...here,
  template: z.string().regex(/^[a-z0-9-]{1,40}$/),
  inputs: goods.min(1),
  outputs: goods.min(1),
  steps: z
    .array(z.strictObject({ step: z.string().max(30), start: Time, end: Time.optional() }))
    .max(20)
    .optional(),
  grade: z.string().min(1).max(40).optional()
})

export const Packing = z
  .strictObject({
    ...here,
    inputs: goods.min(1),
    gtin: Gtin,
    lot: LotNumber,
    productionDate: z.iso.date(),
    expires: z.iso.date(),
    /** Number of the 圳品 certificate that the packs carry. */
    certificate: MatterId.optional(),
    /** Packs with serials, by case; or packs that are only counted. */
    cases: z
      .array(z.strictObject({ sscc: Sscc, serials: z.array(Serial).min(1).max(500) }))
      .max(100)
      .optional(),
    loose: z.array(Serial).min(1).max(2000).optional(),
    pieces: Pieces.optional(),
    /** They bear the mark that supply bases share 包装标志统一. */
    commonMark: z.literal(true).optional()
  })
  .refine(packing => Boolean(packing.cases?.length || packing.loose) !== Boolean(packing.pieces), {
    path: ['cases'],
    message: 'SERIALS_OR_PIECES'
  })

/** Packs that are there go into cases, as many into each; they are counted. */
export const Casing = z.strictObject({ ...here, gtin: Gtin, lot: LotNumber, pieces: Pieces, cases: cases.min(1) })

/** Whole cases go on a pallet. */
export const Palletising = z.strictObject({ ...here, sscc: Sscc, cases: z.array(Sscc).min(1).max(MOST_ON_PALLET) })

/** A case is opened, or a pallet taken apart: all of it, or only these of its cases come down. */
export const Unpacking = z.strictObject({ ...here, sscc: Sscc, cases: z.array(Sscc).max(MOST_ON_PALLET).optional() })

export const Shipment = z.strictObject({
  ...here,
  number,
  to: Gln,
  consignee: Uscc,
  cases: cases.optional(),
  goods: goods.optional(),
  carrier: Uscc.optional(),
  agreement: Citation.optional(),
  /** Back to who made it: allowed for what is held or recalled. */
  returning: z.boolean().optional(),
  /** GLN of who issued the despatch advice; the place it leaves from, unless said. */
  issuer: Gln.optional()
})

/** A shipment by its despatch advice: GLN of who issued it, and its number there. */
const shipment = z.string().regex(/^\d{13}:[A-Za-z0-9._-]{1,40}$/)

export const Void = z.strictObject({ ...here, shipment })

export const Receipt = z.strictObject({
  ...here,
  shipment,
  cases: cases.optional(),
  goods: goods.optional(),
  shortage: z.strictObject({ cases: cases.optional(), goods: goods.optional() }).optional(),
  damage: goods.optional(),
  /** 进货查验: of the supplier's licence, proof of conformity and delivery note, the number or digest of each. */
  purchaseCheck: PurchaseCheck.optional()
})

export const Stocking = z.strictObject({ ...here, cases: cases.optional(), goods: goods.optional() })
export const Storing = Stocking
export const Sale = z.strictObject({ ...here, packs: packs.optional(), goods: goods.optional() })
export const Return = Sale
export const Hold = z.strictObject({ ...here, lots: lots.optional(), cases: cases.optional() })
export const Explanation = Hold.extend({ explanation: z.string().min(1).max(1000) })
export const Inspection = Hold.extend({ conformant: z.boolean() })

export const Test = z.strictObject({
  ...here,
  lots: lots.min(1),
  number: z.string().min(1).max(60),
  standard: z.string().min(1).max(80),
  results: z
    .array(
      z.strictObject({
        analyte: z.string().min(1).max(80),
        value: z.string().max(20),
        unit: z.string().max(20),
        limit: z.string().max(20).optional(),
        conforms: z.boolean()
      })
    )
    .min(1)
    .max(200)
})

export const Destruction = z.strictObject({
  ...here,
  cases: cases.optional(),
  packs: packs.optional(),
  goods: goods.optional()
})

export const Recall = z.strictObject({
  ...here,
  lots: lots.min(1),
  number,
  class: z.enum(['I', 'II', 'III']),
  reason: z.string().min(1).max(300),
  knownAt: Time
})

/** The right quantity of a lot, with the event that gave the wrong one. */
export const Correction = z.strictObject({
  ...here,
  event: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  of: z.enum(['harvest', 'processing']),
  goods: Goods
})
