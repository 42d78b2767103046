import { YEARLY_YIELD } from '../bases/parameters.js'
import { baseKey, intervalOn, intervalsKey } from '../bases/states.js'
import { dayOf } from '../core/day.js'
import type { Fact } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { placeKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { loadedOf, need, warning } from './goods.js'
import { FRESH_GRAMS_PER_MU } from './parameters.js'
import { type Picked, pickedKey } from './states.js'

/** Of a plot, how many years of what was picked are kept. */
const YEARS = 3

/**
 * Keys of what the yield of a plot is judged by. The year's sum is kept for plots of supply bases only: it costs each of
 * their harvests a read and a write that others are spared.
 */
export function plotKeys(loaded: View, plot: string): string[] {
  const base = loadedOf(loaded, placeKey(plot))?.parent
  const ofBase = base ? loadedOf(loaded, baseKey(base)) : null
  return [
    ...[placeKey(plot), parameterKey(FRESH_GRAMS_PER_MU.name)],
    ...(base ? [baseKey(base)] : []),
    ...(ofBase ? [pickedKey(plot), parameterKey(YEARLY_YIELD.name)] : [])
  ]
}

/** @throws Refusal PRE_HARVEST_INTERVAL when what was applied to the plot forbids to pick on that day */
export function requireFree(draft: Draft, plot: string, day: string): void {
  const interval = intervalOn(draft.read(intervalsKey(plot)), day)
  if (!interval) return
  const { product, input, free } = interval
  throw new Refusal('PRE_HARVEST_INTERVAL', { plot, product, input, day, free })
}

/** How much more, or less, was picked of a form than is on record, and how much there is of the lot then. */
interface Picking {
  at: string
  form: string
  grams: number
  lot: number
}

/** Adds to what the plot gave in the year, and warns of more than it can. Nothing is refused: a good year is no fraud. */
export function countPicked(draft: Draft, plot: string, { at, form, grams, lot }: Picking): Fact[] {
  const { centiMu, parent } = need.place(draft, plot)
  const isOfBase = parent !== undefined && draft.read(baseKey(parent)) !== null
  const sum = isOfBase ? addPicked(draft, plot, at, form, grams) : 0
  if (!centiMu || grams <= 0) return []
  const perMu = (amount: number) => Math.round((amount * 100) / centiMu)
  const isOver = (amount: number, limit: number) => amount * 100 > centiMu * limit
  const atOnce = inForce(draft, FRESH_GRAMS_PER_MU)
  if (isOver(lot, atOnce))
    return [warning('PLOT_YIELD_HIGH', { plot, grams: lot, gramsPerMu: perMu(lot), limit: atOnce })]
  const limit = isOfBase ? inForce(draft, YEARLY_YIELD)[form] : undefined
  if (limit === undefined || !isOver(sum, limit)) return []
  return [warning('PLOT_YEAR_HIGH', { plot, year: dayOf(at).slice(0, 4), grams: sum, gramsPerMu: perMu(sum), limit })]
}

/** Writes it down. @returns the year's grams of that form */
function addPicked(draft: Draft, plot: string, at: string, form: string, grams: number): number {
  const day = dayOf(at)
  const year = day.slice(0, 4)
  const before: Picked = draft.read(pickedKey(plot)) ?? { last: day, years: {} }
  const sum = Math.max(0, (before.years[year]?.[form] ?? 0) + grams)
  const years = { ...before.years, [year]: { ...before.years[year], [form]: sum } }
  const kept = Object.fromEntries(Object.entries(years).sort().slice(-YEARS))
  draft.write(pickedKey(plot), { last: before.last > day ? before.last : day, years: kept })
  return sum
}
