/** What the laboratory reports: every batch before it leaves, one again in summer. */
import { type Day, time } from './calendar.js'
import { PACKED } from './making.js'
import { PARTIES } from './parties.js'
import { LABORATORY } from './places.js'
import { PRODUCTS } from './products.js'
import { type DemoRequest, entry } from './request.js'
import type { Batch } from './season.js'

/** A substance of this demonstration only, lest anybody think of a real one. */
const ANALYTE = { analyte: '演示残留物 Demo residue', unit: 'mg/kg', limit: '0.05' }
const STANDARD = '演示标准 DEMO 2763-2026'

/** Lots of packs made of a batch. */
export const packLots = (batch: Batch) => [
  { gtin: PRODUCTS.small.gtin, lot: batch.lot },
  ...(batch.big.length > 0 ? [{ gtin: PRODUCTS.big.gtin, lot: batch.lot }] : [])
]

const report = (batch: Batch, number: string, at: string, value: string, conforms: boolean): DemoRequest =>
  entry(PARTIES.laboratory.uscc, 'tests', `test/${number}`, {
    place: LABORATORY.gln,
    at,
    lots: packLots(batch),
    number,
    standard: STANDARD,
    results: [
      { ...ANALYTE, value, conforms },
      { analyte: '水分 Moisture', value: '5.8', unit: '%', limit: '7.0', conforms: true }
    ]
  })

export const routineTest = (batch: Batch): DemoRequest =>
  report(batch, `DEMO-${batch.lot}`, time(batch.picked + PACKED + 4, 900), '<0.01', true)

/** A sample from an outlet's shelf. */
export const failingTest = (batch: Batch, on: Day): DemoRequest =>
  report(batch, `DEMO-${batch.lot}-R`, time(on, 990), '0.12', false)
