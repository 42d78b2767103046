/** What readings say: pure functions, so that whoever has the readings finds the same. */
import { z } from 'zod'
import { canonicalJson } from '../core/canonical.js'
import { Instant } from '../core/instant.js'
import { type Hash, merklePath, merkleRoot, rootByPath } from '../core/merkle.js'
import { MatterId } from '../core/procedure.js'
import { fromHex, hexOf, utf8 } from '../core/proof/bytes.js'
import { type KindName, kindOf } from './kinds.js'
import type { Doubtful, Rule } from './parameters.js'

/** A measured value, with three decimals at the most: kept as whole thousandths. */
export const Value = z
  .number()
  .min(-1_000_000)
  .max(1_000_000)
  .refine(value => Math.round(value * 1000) / 1000 === value, 'TOO_MANY_DECIMALS')

/** The sensor counts its readings: a number is said once, and the same again is the same reading. */
export const Sequence = z.int().nonnegative()

export const Reading = z.strictObject({ sensor: MatterId, sequence: Sequence, at: Instant, value: Value })
export type Reading = z.infer<typeof Reading>

/** As it is hashed and signed: its time in UTC with milliseconds. */
export const canonicalReading = ({ sensor, sequence, at, value }: Reading): Reading => ({
  ...{ sensor, sequence, value },
  at: new Date(at).toISOString()
})

/** What a sensor signs when it sends readings itself. */
export const readingsText = (ledger: string, readings: readonly Reading[]): string =>
  canonicalJson({ ledger, readings: readings.map(canonicalReading) })

const leafOf = (reading: Reading) => utf8(canonicalJson(canonicalReading(reading)))

const inOrder = (readings: readonly Reading[]) =>
  [...readings].sort((a, b) => (a.sensor < b.sensor ? -1 : a.sensor > b.sensor ? 1 : a.sequence - b.sequence))

/** The root over readings, in the order of sensor and sequence, hexadecimal. */
export const rootOfReadings = (readings: readonly Reading[], hash: Hash): string =>
  hexOf(merkleRoot(inOrder(readings).map(leafOf), hash))

/** That a reading is one of a series, for who has the series' root from the ledger. */
export const ReadingProof = z.strictObject({
  series: z.string(),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().positive(),
  index: z.int().nonnegative(),
  reading: Reading,
  path: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(64)
})
export type ReadingProof = z.infer<typeof ReadingProof>

/** Null where the readings have no such one. */
export function proofOf(
  series: string,
  readings: readonly Reading[],
  { sensor, sequence }: Pick<Reading, 'sensor' | 'sequence'>,
  hash: Hash
): ReadingProof | null {
  const all = inOrder(readings)
  const index = all.findIndex(one => one.sensor === sensor && one.sequence === sequence)
  if (index < 0) return null
  const leaves = all.map(leafOf)
  return {
    ...{ series, index, size: all.length, reading: canonicalReading(all[index]!) },
    root: hexOf(merkleRoot(leaves, hash)),
    path: merklePath(leaves, index, hash).map(hexOf)
  }
}

/** Whether a proof's reading is one of those under the root; the root is to be had from the ledger. */
export async function isProved(
  { reading, index, size, path }: ReadingProof,
  root: string,
  hash: (bytes: Uint8Array) => Promise<Uint8Array>
): Promise<boolean> {
  const found = await rootByPath(leafOf(reading), { index, size, path: path.map(fromHex) }, hash)
  return found !== null && hexOf(found) === root
}

export interface Summary {
  from: string
  until: string
  count: number
  min: number
  max: number
  /** With three decimals. */
  mean: number
}

/** Of at least one reading. */
export function summaryOf(readings: readonly Pick<Reading, 'at' | 'value'>[]): Summary {
  const times = readings.map(({ at }) => Date.parse(at))
  const values = readings.map(({ value }) => value)
  const [min, max] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  return {
    from: new Date(times.reduce((a, b) => Math.min(a, b))).toISOString(),
    until: new Date(times.reduce((a, b) => Math.max(a, b))).toISOString(),
    ...{ count: readings.length, min, max },
    mean: Math.round(values.reduce((sum, value) => sum + Math.round(value * 1000), 0) / values.length) / 1000
  }
}

export const isBeyond = (value: number, { low, high }: Pick<Rule, 'low' | 'high'>): boolean =>
  (low !== undefined && value < low) || (high !== undefined && value > high)

/** Readings beyond the limit, one after another, for as long as the rule says, or longer. */
export interface Run {
  from: string
  until: string
  /** When it had lasted too long. */
  since: string
  peak: number
  count: number
  /** The first reading within the limit again. */
  ended?: string
}

type Point = Pick<Reading, 'at' | 'value'>
const after = (from: string, until: string) => (Date.parse(until) - Date.parse(from)) / 1000

/** Excursions in one sensor's readings, which are in order of time. */
export function excursionsIn(readings: readonly Point[], rule: Rule): Run[] {
  const runs: Run[] = []
  let points: Point[] = []
  const close = (next?: Point) => {
    const [first, last] = [points[0], points.at(-1)]
    const late = first && points.find(({ at }) => after(first.at, at) >= rule.seconds)
    if (first && last && late) {
      const peak = points.reduce(
        (worst, { value }) => (beyondBy(value, rule) > beyondBy(worst, rule) ? value : worst),
        first.value
      )
      runs.push({
        ...{ from: first.at, until: last.at, since: late.at, peak, count: points.length },
        ...(next && { ended: next.at })
      })
    }
    points = []
  }
  for (const point of readings) {
    if (isBeyond(point.value, rule)) points.push(point)
    else close(point)
  }
  close()
  return runs
}

const beyondBy = (value: number, { low = -Infinity, high = Infinity }: Rule): number =>
  Math.max(value - high, low - value)

/** What is doubtful about one sensor's readings. */
export interface Doubt {
  type: 'gap' | 'frozen' | 'jump' | 'clock'
  from: string
  until: string
}

/** Gaps, frozen values, jumps that cannot be, clocks that were wrong on receipt; readings are in order of time. */
export function doubtsAbout(
  readings: readonly (Point & { skewSeconds?: number | undefined })[],
  kind: KindName,
  limits: Doubtful
): Doubt[] {
  const doubts: Doubt[] = []
  const most = limits.jumpPerMinute[kind] ?? Infinity
  const gap = Math.max(limits.gapSeconds, 3 * usualInterval(readings))
  const { rests = false } = kindOf(kind)
  let same = 0
  for (const [index, { at, value, skewSeconds }] of readings.entries()) {
    const before = readings[index - 1]
    if (Math.abs(skewSeconds ?? 0) > limits.clockSeconds) doubts.push({ type: 'clock', from: at, until: at })
    if (!before) continue
    const seconds = after(before.at, at)
    if (seconds > gap) doubts.push({ type: 'gap', from: before.at, until: at })
    const minutes = Math.max(seconds / 60, 1 / 60)
    if (seconds <= gap && Math.abs(value - before.value) / minutes > most)
      doubts.push({ type: 'jump', from: before.at, until: at })
    if (value !== before.value) same = index
    else if (isFrozen(readings.slice(same, index + 1), limits, rests)) {
      const last = doubts.findLast(({ type }) => type === 'frozen')
      const from = readings[same]!.at
      if (last?.from === from) last.until = at
      else doubts.push({ type: 'frozen', from, until: at })
    }
  }
  return joined(doubts)
}

/** The median: who reads once an hour has no gap of an hour. */
function usualInterval(points: readonly Point[]): number {
  const intervals = points.slice(1).map(({ at }, index) => after(points[index]!.at, at))
  return intervals.sort((a, b) => a - b)[Math.floor(intervals.length / 2)] ?? 0
}

/** Whether the last points, which are all alike, are too many; where a sensor may be at rest, nought is nothing odd. */
const isFrozen = (points: readonly Point[], { frozenSeconds, frozenReadings }: Doubtful, rests: boolean) =>
  !(rests && points[0]!.value === 0) &&
  points.length >= frozenReadings &&
  after(points[0]!.at, points.at(-1)!.at) >= frozenSeconds

/** A clock that is wrong for an hour is one doubt. */
function joined(doubts: readonly Doubt[]): Doubt[] {
  const all: Doubt[] = []
  let clock: Doubt | undefined
  for (const doubt of doubts) {
    if (doubt.type !== 'clock') all.push(doubt)
    else if (clock) clock.until = doubt.until
    else {
      clock = { ...doubt }
      all.push(clock)
    }
  }
  return all
}
