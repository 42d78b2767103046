/** Rounds in which both sides are measured under the same conditions, and what comes of them. */
import { median } from './statistics.js'

/** A figure of each side: events a second, milliseconds … */
export interface Pair {
  ours: number
  theirs: number
}

export interface Comparison {
  /** Median of the rounds' ratios, ours ÷ theirs. */
  ratio: number
  /** The round that was worst for us. */
  worst: number
  ours: number
  theirs: number
}

/**
 * One round: ours, theirs, theirs, ours, so that a machine that grows slower or faster meanwhile favours nobody.
 * Each side's figure is what `join` makes of its two halves.
 */
export async function abba<T>(
  ours: () => Promise<T>,
  theirs: () => Promise<T>,
  join: (halves: readonly [T, T]) => number
): Promise<Pair> {
  const first = await ours()
  const second = [await theirs(), await theirs()] as const
  return { ours: join([first, await ours()]), theirs: join(second) }
}

/** As many rounds as are wanted, each told when it is done. */
export async function inRounds<T>(
  ours: () => Promise<T>,
  theirs: () => Promise<T>,
  join: (halves: readonly [T, T]) => number,
  unit: string,
  { rounds, log }: { rounds: number; log: (line: string) => void }
): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (let round = 1; round <= rounds; round++) {
    const pair = await abba(ours, theirs, join)
    pairs.push(pair)
    log(`round ${round}: ${pair.ours.toFixed(0)} ÷ ${pair.theirs.toFixed(0)} ${unit}`)
  }
  return pairs
}

/** @param better whether the higher or the lower ratio is the better one */
export function compare(rounds: readonly Pair[], better: 'higher' | 'lower'): Comparison {
  const ratios = rounds.map(({ ours, theirs }) => ours / theirs)
  return {
    ratio: median(ratios),
    worst: better === 'higher' ? Math.min(...ratios) : Math.max(...ratios),
    ours: median(rounds.map(({ ours }) => ours)),
    theirs: median(rounds.map(({ theirs }) => theirs))
  }
}

/** The candidate with the highest rate, each tried once. */
export async function best<T>(candidates: readonly T[], rate: (candidate: T) => Promise<number>): Promise<T> {
  let found: { candidate: T; rate: number } | undefined
  for (const candidate of candidates) {
    const its = await rate(candidate)
    if (!found || its > found.rate) found = { candidate, rate: its }
  }
  if (!found) throw new RangeError('there is no best of nothing')
  return found.candidate
}
