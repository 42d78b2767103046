/** One season of tea: every step from the plot to the shelf, each test starting where it needs to. */

import type { LotRef } from '@suyuan/model/core/gs1'
import type { Outcome } from '@suyuan/model/core/judge'
import { type Lot, lotKeyOf, noStock, type Stock, stockKeyOf } from '@suyuan/model/trace/states'
import { sscc } from '../../support/codes.js'
import {
  at,
  casing,
  type Departure,
  grams,
  harvest,
  packing,
  pieces,
  processing,
  receiving,
  type ShipmentRef,
  shipping
} from '../../support/events.js'
import { PARTIES, PLACES, PRODUCTS } from '../../support/world.js'
import { facts, fork, type Ledger, smallWorld, type World } from '../support.js'

const lot = (product: { gtin: string }, number: string): LotRef => ({ gtin: product.gtin, lot: number })
export const LEAF = lot(PRODUCTS.leaf, 'L1')
export const CRUDE = lot(PRODUCTS.crude, 'M1')
export const REFINED = lot(PRODUCTS.refined, 'R1')
export const STALK = lot(PRODUCTS.stalk, 'R1')
/** Packs with serials. */
export const PACKS = lot(PRODUCTS.pack, 'P1')
/** Packs that are only counted. */
export const COUNTED = lot(PRODUCTS.pack, 'C1')

export const serial = (n: number) => `SN${String(n).padStart(6, '0')}`
export const pack = (n: number) => ({ gtin: PRODUCTS.pack.gtin, serial: serial(n) })
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
export const packs = (from: number, to: number) => range(from, to).map(pack)
export const serials = (from: number, to: number) => range(from, to).map(serial)

/** Case 1 holds packs 1–20, case 2 ten counted packs; packs 21–40 are loose. */
export const [CASE, COUNTED_CASE, OTHER_CASE] = [sscc(1), sscc(2), sscc(3)]
export const { factory, store, plot, garden, hill, depot, outlet, stall, canteen, bench, bureau } = Object.fromEntries(
  Object.entries(PLACES).map(([name, { gln }]) => [name, gln])
) as Record<keyof typeof PLACES, string>

export const SHIPMENT: ShipmentRef = { gln: factory, number: 'S1' }
export const toOutlet = { party: PARTIES.supermarket.uscc, place: outlet }
export const toFactory = { party: PARTIES.grower.uscc, place: factory }

/** UUID of the event that makes a stage. */
export const EVENTS = {
  harvested: '00000000-0000-4000-8000-000000000001',
  crude: '00000000-0000-4000-8000-000000000002',
  refined: '00000000-0000-4000-8000-000000000003',
  packed: '00000000-0000-4000-8000-000000000004'
}

/** What the shipment of the season carries: case 1, the counted case, and a kilogram in bulk. */
export const departure: Departure = {
  from: factory,
  to: toOutlet,
  shipment: SHIPMENT,
  cases: [CASE, COUNTED_CASE],
  goods: [grams(REFINED, 1000)],
  carrier: PARTIES.carrier.uscc,
  time: at(50)
}

const STAGES = {
  empty: () => [],
  harvested: (w: World) => [
    w.grower.captures(harvest({ base: factory, plot, goods: grams(LEAF, 44_000), id: EVENTS.harvested, time: at(0) }))
  ],
  crude: (w: World) => [
    w.grower.captures(
      processing({
        place: factory,
        template: 'green',
        inputs: [grams(LEAF, 44_000)],
        outputs: [grams(CRUDE, 10_000)],
        id: EVENTS.crude,
        time: at(10)
      })
    )
  ],
  refined: (w: World) => [
    w.grower.captures(
      processing({
        place: factory,
        template: 'refine',
        inputs: [grams(CRUDE, 10_000)],
        outputs: [grams(REFINED, 9000), grams(STALK, 500)],
        id: EVENTS.refined,
        time: at(20)
      })
    )
  ],
  packed: (w: World) => [
    w.grower.captures(
      packing({
        place: factory,
        inputs: [grams(REFINED, 4000)],
        lot: PACKS,
        serials: serials(1, 40),
        id: EVENTS.packed,
        time: at(30)
      }),
      packing({ place: factory, inputs: [grams(REFINED, 2000)], lot: COUNTED, pieces: 20, time: at(31) })
    )
  ],
  cased: (w: World) => [
    w.grower.captures(
      casing({ place: factory, sscc: CASE, packs: packs(1, 20), time: at(40) }),
      casing({ place: factory, sscc: COUNTED_CASE, goods: pieces(COUNTED, 10), time: at(40) })
    )
  ],
  shipped: (w: World) => [w.grower.captures(shipping(departure))],
  received: (w: World) => [
    w.supermarket.captures(
      receiving({
        place: outlet,
        shipment: SHIPMENT,
        cases: [CASE, COUNTED_CASE],
        goods: [grams(REFINED, 1000)],
        time: at(60)
      })
    )
  ]
} satisfies Record<string, (world: World) => Outcome[]>

export type Stage = keyof typeof STAGES
const known = new Map<Stage, World>()

/** The season up to a stage. */
export function season(until: Stage): World {
  if (!known.has(until)) known.set(until, lived(until))
  return fork(known.get(until)!)
}

function lived(until: Stage): World {
  const stages = Object.keys(STAGES) as Stage[]
  const before = stages[stages.indexOf(until) - 1]
  const world = before ? season(before) : smallWorld()
  for (const outcome of STAGES[until](world)) facts(outcome)
  return world
}

/** The parts of a lot's stock at a place that are not nil. */
export function stockOf(world: Ledger, ref: LotRef, place: string): Partial<Stock> {
  const lot = world.read(lotKeyOf(ref))
  const stock = lot?.place === place ? lot.stock : (world.read(stockKeyOf(ref, place)) ?? noStock)
  return Object.fromEntries(Object.entries(stock).filter(([, amount]) => amount !== 0))
}

export const lotOf = (world: Ledger, ref: LotRef): Lot => world.read(lotKeyOf(ref))!
