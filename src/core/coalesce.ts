import { setTimeout } from 'node:timers/promises'

/**
 * Makes one call of many: items that arrive while a flush is out wait and go together in the next. Nothing waits when
 * nothing is out, so there is no added delay, unless `apartMilliseconds` is given: then a flush begins no sooner than
 * that after the one before, and who comes alone still waits for nothing.
 *
 * @param flush results in the order of the items; when it throws, every caller of that flush gets the error
 */
export function coalesce<T, R>(
  flush: (items: readonly T[]) => Promise<readonly R[]>,
  { most = 500, apartMilliseconds = 0 }: { most?: number; apartMilliseconds?: number } = {}
): (item: T) => Promise<R> {
  let waiting: { item: T; resolve: (result: R) => void; reject: (error: unknown) => void }[] = []
  let out = false

  let last = -Infinity

  async function run(): Promise<void> {
    out = true
    while (waiting.length > 0) {
      const early = last + apartMilliseconds - performance.now()
      if (early > 0) await setTimeout(early)
      last = performance.now()
      const batch = waiting.slice(0, most)
      waiting = waiting.slice(most)
      try {
        const results = await flush(batch.map(({ item }) => item))
        for (const [index, { resolve }] of batch.entries()) resolve(results[index]!)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    out = false
  }

  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!out) void run()
    })
}
