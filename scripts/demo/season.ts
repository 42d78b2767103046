/** One season's goods, from leaf to cases: 240 harvest lots, 24 batches, 10,480 packs. All amounts are grams. */
import { type Day, day } from './calendar.js'
import { serialsOf, sscc } from './codes.js'
import { BASES, type Base, type Plot, plotsOf } from './places.js'
import { PRODUCTS } from './products.js'
import { Random, range, split } from './random.js'

export const SEASON = {
  batches: 24,
  fresh: 10_080_000,
  crude: 2_291_000,
  finished: 1_420_000,
  byProduct: 825_000,
  cases: 324,
  receipts: 420
}

export interface Picking {
  lot: string
  plot: Plot
  grams: number
  /** Minutes after midnight. */
  at: number
}

export interface Case {
  sscc: string
  gtin: string
  lot: string
  serials: string[]
}

export interface Batch {
  /** Lot number of all that is made of it; the products tell them apart. */
  lot: string
  base: Base
  picked: Day
  pickings: Picking[]
  crude: number
  finished: number
  byProduct: number
  /** By product: 100 g in forties, 250 g in twenties. */
  small: Case[]
  big: Case[]
}

/** Cases of each size. A case of 40 × 100 g is 4 kg, one of 20 × 250 g is 5 kg. */
interface Shape {
  base: number
  small: number
  big: number
  lots: number
}

/** In which base's turn a batch is: 12, 8 and 4 of 24. */
const TURNS = [0, 1, 0, 2, 0, 1]
/** The batch that will be recalled: 640 packs of 100 g in 16 cases, from 9 harvest lots. */
export const RECALLED = 2
/** The batch that has the harvest lot more that the recalled one lacks. */
const LARGEST = 7
/** So many batches of each base have six big cases, the others five: then every base fills its shipments of 18. */
const SIXES = [3, 4, 2]

function shapes(): Shape[] {
  const sixes = [...SIXES]
  return range(SEASON.batches).map(n => {
    const base = TURNS[n % TURNS.length]!
    if (n === RECALLED) return { base, small: 16, big: 0, lots: 9 }
    const six = sixes[base]! > 0
    if (six) sixes[base]! -= 1
    return { base, small: 8, big: six ? 6 : 5, lots: n === LARGEST ? 11 : 10 }
  })
}

const SMALL = { pieces: 40, grams: PRODUCTS.small.netGrams }
const BIG = { pieces: 20, grams: PRODUCTS.big.netGrams }
/** Scales weigh to a tenth of a kilogram. */
const TENTH = 100

/** The whole season, the same for the same seed and number; its first batches are the same however many are taken. */
export function season(seed: number, number: number): Batch[] {
  const random = new Random(seed, 'season', number)
  const all = shapes()
  const finished = all.map(({ small, big }) => small * SMALL.pieces * SMALL.grams + big * BIG.pieces * BIG.grams)
  const crude = inTenths(SEASON.crude, finished, random, 0.01)
  const byProduct = inTenths(
    SEASON.byProduct,
    crude.map((grams, n) => grams - finished[n]!),
    random,
    0.005
  )
  const fresh = inTenths(SEASON.fresh, crude, random, 0.05)
  const plots = plotsOf(number)
  let lots = number * 240
  let cases = number * SEASON.cases
  return all.map((shape, n): Batch => {
    const lot = `ZJ26-${String(number * SEASON.batches + n + 1).padStart(3, '0')}`
    const own = new Random(seed, 'batch', number, n)
    const box = (gtin: string, pieces: number) => (): Case => {
      cases += 1
      return { sscc: sscc(cases), gtin, lot, serials: serialsOf(own, pieces) }
    }
    const pickings = pickingsOf(own, shape, plots, fresh[n]!, lots)
    lots += shape.lots
    return {
      lot,
      base: BASES[shape.base]!,
      picked: day(3, 20) + Math.floor((n * 31) / (SEASON.batches - 1)),
      pickings,
      crude: crude[n]!,
      finished: finished[n]!,
      byProduct: byProduct[n]!,
      small: range(shape.small).map(box(PRODUCTS.small.gtin, SMALL.pieces)),
      big: range(shape.big).map(box(PRODUCTS.big.gtin, BIG.pieces))
    }
  })
}

/** Divides grams as weights say, give or take some chance, in tenths of a kilogram. */
function inTenths(total: number, weights: readonly number[], random: Random, chance: number): number[] {
  const varied = weights.map(weight => weight * random.between(1 - chance, 1 + chance))
  return split(total / TENTH, varied).map(tenths => tenths * TENTH)
}

function pickingsOf(random: Random, shape: Shape, plots: readonly Plot[], grams: number, before: number): Picking[] {
  const own = plots.filter(({ base }) => base === BASES[shape.base])
  // The recalled batch comes from two plots of three households each, so that the hunt is short.
  const used = shape.big === 0 ? own.slice(0, 2) : own
  const weights = range(shape.lots).map(() => random.between(0.6, 1.4))
  const parts = split(grams / TENTH, weights)
  return parts.map((tenths, index) => ({
    lot: `H26-${String(before + index + 1).padStart(4, '0')}`,
    plot: used[(index + (shape.big === 0 ? 0 : before)) % used.length]!,
    grams: tenths * TENTH,
    at: 390 + index * 25 + random.whole(0, 20)
  }))
}
