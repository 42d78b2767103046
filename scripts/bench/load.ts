/** Two ways to put load on a service: as fast as it answers, and at a pace of one's own. */
import { setTimeout as delay } from 'node:timers/promises'

/** Does the `index`th thing; a throw ends the whole run, since a rate with failures in it says nothing. */
export type Send = (index: number) => Promise<unknown>

export interface Run {
  /** From the first request to the last answer. */
  seconds: number
  /** Milliseconds of each request, in the order of the answers. */
  latencies: number[]
}

/** `total` requests, `inFlight` at any time: the next goes out when one is answered. */
export async function closedLoop(total: number, inFlight: number, send: Send): Promise<Run> {
  const latencies: number[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < total) {
      const started = performance.now()
      await send(next++)
      latencies.push(performance.now() - started)
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: Math.min(inFlight, total) }, worker))
  return { seconds: (performance.now() - started) / 1000, latencies }
}

/**
 * `total` requests at `perSecond`, whether or not those before are answered. A latency counts from the time at which the
 * request was due, so that a stall is not hidden by requests that it held up.
 */
export async function openLoop(total: number, perSecond: number, send: Send): Promise<Run> {
  const latencies: number[] = []
  const started = performance.now()
  const one = async (index: number): Promise<void> => {
    const due = started + (index * 1000) / perSecond
    await delay(Math.max(due - performance.now(), 0))
    await send(index)
    latencies.push(performance.now() - due)
  }
  await Promise.all(Array.from({ length: total }, (_, index) => one(index)))
  return { seconds: (performance.now() - started) / 1000, latencies }
}
