/** One batch is found wanting in summer: recalled, brought back, destroyed. */
import { day, time } from './calendar.js'
import { PARTIES } from './parties.js'
import type { Outlet } from './places.js'
import { PRODUCTS } from './products.js'
import { Random } from './random.js'
import { type DemoRequest, entry } from './request.js'
import type { Batch, Case } from './season.js'
import { packLots } from './testing.js'
import { type Shelved, type Shipment, sale } from './trade.js'

export const RECALL = { number: 'RC-2026-01', receipts: 97, sold: 118, returned: 41 }
export const FOUND = day(8, 18)

/** What each of the four outlets had sold by then, how often two packs at once, and how many come back: 118, 21, 41. */
const SOLD = [
  { packs: 44, twos: 8, returned: 15 },
  { packs: 37, twos: 7, returned: 13 },
  { packs: 22, twos: 4, returned: 8 },
  { packs: 15, twos: 2, returned: 5 }
]

/** The recalled goods at one outlet. */
export interface Affected {
  outlet: Outlet
  cases: Case[]
  sold: Shelved[]
  returned: Shelved[]
  twos: number
}

export function affected(batch: Batch, sent: readonly Shipment[]): Affected[] {
  const holders = sent
    .flatMap(({ parts }) => parts)
    .map(({ outlet, cases }) => ({ outlet, cases: cases.filter(box => batch.small.includes(box)) }))
    .filter(({ cases }) => cases.length > 0)
  return holders.map(({ outlet, cases }, index) => {
    const { packs, twos, returned } = SOLD[index]!
    const all = cases.flatMap(({ gtin, lot, serials }) => serials.map(serial => ({ gtin, lot, serial })))
    const sold = all.slice(0, packs)
    return { outlet, cases, twos, sold, returned: sold.slice(0, returned) }
  })
}

/** Before anybody knew: two packs at a time first, then single ones. */
export function salesOfRecalled(seed: number, all: readonly Affected[]): DemoRequest[] {
  const random = new Random(seed, 'recall')
  const earliest = day(6, 5)
  let number = 0
  return all.flatMap(({ outlet, sold, twos }) => {
    const receipts = sold.length - twos
    return Array.from({ length: receipts }, (_, n) => {
      const packs = n < twos ? sold.slice(2 * n, 2 * n + 2) : sold.slice(n + twos, n + twos + 1)
      number += 1
      const on = earliest + random.whole(0, FOUND - earliest - 2)
      return sale(outlet, `recalled/${number}`, time(on, random.whole(560, 1260)), packs)
    })
  })
}

/** Everything made of the batch, whether packed or not. */
export const recall = (batch: Batch): DemoRequest =>
  entry(PARTIES[batch.base.party].uscc, 'recalls', `recall/${RECALL.number}`, {
    place: batch.base.gln,
    at: time(FOUND + 1, 560),
    lots: [
      ...packLots(batch),
      ...[PRODUCTS.finished, PRODUCTS.crude, PRODUCTS.byProduct].map(({ gtin }) => ({ gtin, lot: batch.lot }))
    ],
    number: RECALL.number,
    class: 'II',
    reason: '演示残留物超过限量 Demo residue above its limit',
    knownAt: time(FOUND, 1020)
  })

/** Customers bring packs back, each where it was bought. */
export function returns(seed: number, all: readonly Affected[]): DemoRequest[] {
  const random = new Random(seed, 'returns')
  return all.flatMap(({ outlet, returned }) =>
    returned.map(({ gtin, serial }) =>
      entry(PARTIES[outlet.party].uscc, 'returns', `return/${serial}`, {
        place: outlet.gln,
        at: time(FOUND + 2 + random.whole(0, 18), random.whole(560, 1260)),
        packs: [{ gtin, serial }]
      })
    )
  )
}

/** Every outlet destroys what it has: whole cases, what is left of opened ones, what came back. */
export const destructions = (all: readonly Affected[]): DemoRequest[] =>
  all.map(({ outlet, cases, sold, returned }) => {
    const gone = new Set(sold.map(({ serial }) => serial))
    const whole = cases.filter(({ serials }) => serials.every(serial => !gone.has(serial)))
    const left = cases
      .filter(box => !whole.includes(box))
      .flatMap(({ gtin, serials }) => serials.filter(serial => !gone.has(serial)).map(serial => ({ gtin, serial })))
    return entry(PARTIES[outlet.party].uscc, 'destructions', `destruction/${outlet.gln}`, {
      place: outlet.gln,
      at: time(FOUND + 28, 600),
      cases: whole.map(({ sscc }) => sscc),
      packs: [...left, ...returned.map(({ gtin, serial }) => ({ gtin, serial }))]
    })
  })
