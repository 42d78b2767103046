/** From the base to the till: shipments of eighteen cases, receipts at eight outlets, sales. */
import { type Day, day, time } from './calendar.js'
import { PARTIES } from './parties.js'
import { BASES, OUTLETS, type Outlet } from './places.js'
import { Random, range } from './random.js'
import { type DemoRequest, entry } from './request.js'
import { type Batch, type Case, RECALLED } from './season.js'

const CASES = 18
/** How many cases of the batch that will be recalled go with each of the first three shipments. */
const RECALL_SHARES = [6, 5, 5]
/** Of the third of them the second outlet takes these: eight cases, two of them to be recalled. */
const SPLIT = { to: 6, recalled: 2, others: 6 }
/** Outlet of each shipment of a season; the first three carry what will be recalled. */
const ROUTES = [0, 3, 5, 1, 2, 4, 6, 7, 0, 2, 4, 6, 7, 1, 5, 3, 0, 2]
/** Shipments of a season by base: 162, 108 and 54 cases. */
const FIRST = [0, 9, 15]

export interface Shipment {
  number: string
  from: (typeof BASES)[number]
  left: Day
  /** Who takes in what; more than one where the consignee shares a load between outlets. */
  parts: { outlet: Outlet; cases: Case[] }[]
}

/** The shipments of a season's batches. */
export const shipments = (batches: readonly Batch[], season: number): Shipment[] =>
  BASES.flatMap((base, b) => {
    const own = batches.filter(batch => batch.base === base)
    const recalled = b === 0 ? batches[RECALLED]!.small : []
    const others = own.flatMap(({ small, big }) => [...small, ...big]).filter(box => !recalled.includes(box))
    return loads(recalled, others).map((cases, index): Shipment => {
      const n = FIRST[b]! + index
      return {
        number: `SHP-${String(season * CASES + n + 1).padStart(2, '0')}`,
        from: base,
        left: day(5, 11) + index * 2,
        parts: partsOf(n, cases, recalled)
      }
    })
  })

function loads(recalled: readonly Case[], others: readonly Case[]): Case[][] {
  const shares = recalled.length > 0 ? RECALL_SHARES : []
  const count = Math.max(shares.length, Math.ceil((recalled.length + others.length) / CASES))
  let first = 0
  let next = 0
  return range(count).map(index => {
    const share = shares[index] ?? 0
    const load = [...recalled.slice(first, first + share), ...others.slice(next, next + CASES - share)]
    first += share
    next += CASES - share
    return load
  })
}

function partsOf(n: number, cases: Case[], recalled: readonly Case[]): Shipment['parts'] {
  const outlet = OUTLETS[ROUTES[n]!]!
  if (n !== RECALL_SHARES.length - 1) return [{ outlet, cases }]
  const bad = cases.filter(box => recalled.includes(box))
  const good = cases.filter(box => !recalled.includes(box))
  const apart = [...bad.slice(0, SPLIT.recalled), ...good.slice(0, SPLIT.others)]
  return [
    { outlet, cases: cases.filter(box => !apart.includes(box)) },
    { outlet: OUTLETS[SPLIT.to]!, cases: apart }
  ]
}

export const shipping = ({ number, from, left, parts }: Shipment): DemoRequest => {
  const { outlet } = parts[0]!
  return entry(PARTIES[from.party].uscc, 'shipments', `shipment/${number}`, {
    place: from.gln,
    at: time(left, 540),
    number,
    to: outlet.gln,
    consignee: PARTIES[outlet.party].uscc,
    cases: parts.flatMap(({ cases }) => cases.map(({ sscc }) => sscc)),
    carrier: PARTIES.jifeng.uscc
  })
}

export const receiving = ({ number, from, left, parts }: Shipment): DemoRequest[] =>
  parts.map(({ outlet, cases }, index) =>
    entry(PARTIES[outlet.party].uscc, 'receipts', `receipt/${number}/${index + 1}`, {
      place: outlet.gln,
      at: time(left + 1, 870 + index * 120),
      shipment: `${from.gln}:${number}`,
      cases: cases.map(({ sscc }) => sscc)
    })
  )

/** One pack, with where it can be bought. */
export interface Shelved {
  gtin: string
  lot: string
  serial: string
}

/** What stands at each outlet for sale, case after case. */
export function shelves(sent: readonly Shipment[], except: readonly Case[]): Map<Outlet, Shelved[]> {
  const found = new Map<Outlet, Shelved[]>()
  for (const { outlet, cases } of sent.flatMap(({ parts }) => parts)) {
    const packs = cases
      .filter(box => !except.includes(box))
      .flatMap(({ gtin, lot, serials }) => serials.map(serial => ({ gtin, lot, serial })))
    found.set(outlet, [...(found.get(outlet) ?? []), ...packs])
  }
  return found
}

export const sale = (outlet: Outlet, key: string, at: string, packs: readonly Shelved[]): DemoRequest =>
  entry(PARTIES[outlet.party].uscc, 'sales', `sale/${key}`, {
    place: outlet.gln,
    at,
    packs: packs.map(({ gtin, serial }) => ({ gtin, serial }))
  })

/** The last packs of a shelf are left to tills that scan no serial. */
const LEFT = 40

/** Tills' receipts of one to three packs, in turn where there is something left to sell. */
export function sales(seed: number, season: number, count: number, stock: Map<Outlet, Shelved[]>): DemoRequest[] {
  const random = new Random(seed, 'sales', season)
  const open = [...stock].map(([outlet, packs]) => ({ outlet, packs: packs.slice(0, -LEFT) }))
  return range(count).map(n => {
    const pieces = random.whole(1, 3)
    const turns = range(open.length).map(turn => open[(n + turn) % open.length]!)
    const { outlet, packs } = turns.find(({ packs }) => packs.length >= pieces)!
    const on = day(6, 20) + random.whole(0, 140)
    return sale(outlet, `${season}/${n + 1}`, time(on, random.whole(560, 1260)), packs.splice(0, pieces))
  })
}

/** Tills that scan no serial tell lot and number of pieces. */
export const countedSales = (season: number, stock: Map<Outlet, Shelved[]>): DemoRequest[] =>
  [...stock]
    .filter(([, packs]) => packs.length > 0)
    .slice(0, 6)
    .map(([outlet, packs], n) => {
      const { gtin, lot } = packs.at(-1)!
      return entry(PARTIES[outlet.party].uscc, 'sales', `sale/${season}/counted/${n + 1}`, {
        place: outlet.gln,
        at: time(day(11, 12) + n, 1000),
        goods: [{ gtin, lot, pieces: 1 + (n % 3) }]
      })
    })
