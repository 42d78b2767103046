/** From the plot to the packed case: what the makers record. */
import { date, monthsLater, time } from './calendar.js'
import { PARTIES } from './parties.js'
import { CULTIVAR } from './places.js'
import { PRODUCTS, SHELF_LIFE } from './products.js'
import { certificateOn } from './programme.js'
import { type DemoRequest, entry } from './request.js'
import type { Batch, Case, Picking } from './season.js'

/** Days after picking. */
const REFINED = 5
export const PACKED = 12

/** The harvest lot that is entered wrongly first: which one of the season, and by how much (a digit too many). */
export const MISTAKEN = { lot: 'H26-0005', kilograms: 100 }

const kilograms = (grams: number) => grams / 1000
const maker = ({ base }: Batch) => PARTIES[base.party].uscc

export const harvests = (batch: Batch): DemoRequest[] =>
  batch.pickings.map(picking =>
    entry(maker(batch), 'harvests', `harvest/${picking.lot}`, {
      place: batch.base.gln,
      at: time(batch.picked, picking.at),
      plot: picking.plot.gln,
      gtin: PRODUCTS.leaf.gtin,
      lot: picking.lot,
      kilograms: enteredKilograms(picking),
      cultivar: CULTIVAR,
      season: 'spring',
      grade: '一芽二叶',
      households: picking.plot.households
    })
  )

const enteredKilograms = ({ lot, grams }: Picking) =>
  kilograms(grams + (lot === MISTAKEN.lot ? MISTAKEN.kilograms * 1000 : 0))

/** Put right the same noon, before anything is made of it. */
export const corrections = (batch: Batch): DemoRequest[] =>
  batch.pickings
    .filter(({ lot }) => lot === MISTAKEN.lot)
    .map(({ lot, grams }) =>
      entry(maker(batch), 'corrections', `correction/${lot}`, eventsOf => ({
        place: batch.base.gln,
        at: time(batch.picked, 750),
        note: '过磅数误录，已更正',
        event: eventsOf(`demo/harvest/${lot}`)[0],
        of: 'harvest',
        goods: { gtin: PRODUCTS.leaf.gtin, lot, kilograms: kilograms(grams) }
      }))
    )

/** Step, hours after noon of its start and end. */
const STEPS = [
  ['spreading', 1, 6],
  ['fixation', 6.25, 7.5],
  ['rolling', 7.5, 8.5],
  ['drying', 8.5, 10]
] as const

export const processing = (batch: Batch): DemoRequest =>
  entry(maker(batch), 'processings', `processing/${batch.lot}`, {
    place: batch.base.gln,
    at: time(batch.picked, 1330),
    template: 'green',
    inputs: batch.pickings.map(({ lot, grams }) => ({ gtin: PRODUCTS.leaf.gtin, lot, kilograms: kilograms(grams) })),
    outputs: [{ gtin: PRODUCTS.crude.gtin, lot: batch.lot, kilograms: kilograms(batch.crude) }],
    steps: STEPS.map(([step, start, end]) => ({
      step,
      start: time(batch.picked, 720 + start * 60),
      end: time(batch.picked, 720 + end * 60)
    })),
    grade: '一芽二叶'
  })

export const refining = (batch: Batch): DemoRequest =>
  entry(maker(batch), 'processings', `refining/${batch.lot}`, {
    place: batch.base.gln,
    at: time(batch.picked + REFINED, 960),
    template: 'refine',
    inputs: [{ gtin: PRODUCTS.crude.gtin, lot: batch.lot, kilograms: kilograms(batch.crude) }],
    outputs: [
      { gtin: PRODUCTS.finished.gtin, lot: batch.lot, kilograms: kilograms(batch.finished) },
      { gtin: PRODUCTS.byProduct.gtin, lot: batch.lot, kilograms: kilograms(batch.byProduct) }
    ],
    grade: '特级'
  })

/** One request a size, with all its cases. */
export function packings(batch: Batch): DemoRequest[] {
  const runs = [
    { product: PRODUCTS.small, cases: batch.small, at: 600 },
    { product: PRODUCTS.big, cases: batch.big, at: 840 }
  ]
  const on = batch.picked + PACKED
  return runs
    .filter(({ cases }) => cases.length > 0)
    .map(({ product, cases, at }) =>
      entry(maker(batch), 'packings', `packing/${batch.lot}/${product.netGrams}`, {
        place: batch.base.gln,
        at: time(on, at),
        inputs: [
          { gtin: PRODUCTS.finished.gtin, lot: batch.lot, kilograms: kilograms(pieces(cases) * product.netGrams) }
        ],
        gtin: product.gtin,
        lot: batch.lot,
        ...(certificateOn(batch, product.gtin) && { certificate: certificateOn(batch, product.gtin) }),
        productionDate: date(on),
        expires: monthsLater(on, SHELF_LIFE),
        cases: cases.map(({ sscc, serials }) => ({ sscc, serials })),
        // Of that base alone all four unifications are in force.
        ...(batch.base.party === 'yunxiu' && { commonMark: true })
      })
    )
}

const pieces = (cases: readonly Case[]) => cases.reduce((n, { serials }) => n + serials.length, 0)
