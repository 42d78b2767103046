/** Chance that comes out the same for the same seed, and exact division of a whole. */

/** mulberry32 over a hash of the seed's words: small, and good enough for a demonstration. */
export class Random {
  private state: number

  constructor(...seed: (string | number)[]) {
    this.state = 0x811c9dc5
    for (const character of seed.join('/')) this.state = Math.imul(this.state ^ character.charCodeAt(0), 0x01000193)
  }

  /** At least 0, less than 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)]!
  }
}

/** Whole parts of a whole, in proportion to weights; they add up exactly, since the largest remainders are rounded up. */
export function split(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((before, weight) => before + weight, 0)
  const exact = weights.map(weight => (total * weight) / sum)
  const parts = exact.map(Math.floor)
  const missing = total - parts.reduce((before, part) => before + part, 0)
  const byRemainder = exact.map((part, index) => ({ index, rest: part % 1 })).sort((a, b) => b.rest - a.rest)
  for (const { index } of byRemainder.slice(0, missing)) parts[index]! += 1
  return parts
}

export const range = (length: number): number[] => Array.from({ length }, (_, index) => index)

export const sum = (numbers: readonly number[]): number => numbers.reduce((before, number) => before + number, 0)
