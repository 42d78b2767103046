/** Requests a second of a side that answers. */
import type { Run } from './load.js'
import { best } from './rounds.js'
import type { Extent } from './row.js'

/** So many requests, so many of them in flight. */
export type Ask = (count: number, inFlight: number) => Promise<Pick<Run, 'seconds'>>

const IN_FLIGHT = [8, 16, 32, 64]

/** Of two halves of as many requests each. */
export const joined = ([one, two]: readonly [number, number]) => 2 / (1 / one + 1 / two)

/** Finds how many in flight suit a side best, over `probe` requests each, and how many requests make a half of the wanted length. */
export async function requestsAtBest(
  name: string,
  ask: Ask,
  probe: number,
  { seconds, log }: Pick<Extent, 'seconds' | 'log'>
): Promise<() => Promise<number>> {
  await ask(probe, 16)
  let highest = 0
  const inFlight = await best(IN_FLIGHT, async candidate => {
    const rate = probe / (await ask(probe, candidate)).seconds
    log(`${name} with ${candidate} in flight: ${rate.toFixed(0)} requests/s`)
    highest = Math.max(highest, rate)
    return rate
  })
  const count = Math.ceil(highest * seconds)
  return async () => count / (await ask(count, inFlight)).seconds
}
