/** Requests a second of a side that answers. */
import type { Run } from './load.js'
import { Plain } from './plain.js'
import { best, inRounds, type Pair } from './rounds.js'
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

interface Sides {
  ours: Ask
  /** The process of the other side, which asks the same Postgres by itself, and what it is asked. */
  theirs: string
  question: object
  databaseUrl: string
  /** How many requests find out what suits a side. */
  probe: number
}

/** Both sides as suits them best, in rounds: requests to the service, and a plain process that has no HTTP to go through. */
export async function againstPlain(
  { ours, theirs, question, databaseUrl, probe }: Sides,
  extent: Extent
): Promise<Pair[]> {
  const plain = await Plain.start<object, Pick<Run, 'seconds'>>(theirs, { DATABASE_URL: databaseUrl })
  try {
    const asked = (count: number, inFlight: number) => plain.ask({ ...question, count, inFlight })
    const one = await requestsAtBest('ours', ours, probe, extent)
    const other = await requestsAtBest('theirs', asked, probe, extent)
    return await inRounds(one, other, joined, 'requests/s', extent)
  } finally {
    plain.close()
  }
}
