import type { Entry } from './entry.js'

/** An entry with the states that it contends for. */
export interface Queued {
  entry: Entry
  keys: readonly string[]
}

/** How far into a queue to look for what can fly. */
const LOOK_AHEAD = 5000
/** So few are not worth dividing. */
const FEW = 16

/** Entries in order of arrival, and the states that flights have under way. */
export class Queue {
  private waiting: Queued[] = []
  private readonly busy = new Map<string, number>()

  get length(): number {
    return this.waiting.length
  }

  /** In the order of their arrival. */
  get entries(): readonly Queued[] {
    return this.waiting
  }

  add(...queued: Queued[]): void {
    this.waiting.push(...queued)
  }

  /**
   * Takes what can fly now: in order, up to the bounds, nothing that contends with a flight, and nothing that contends
   * with what stays behind, so that commands on one thing keep their order.
   */
  take(mostEntries: number, mostBytes: number): Queued[] {
    const speakers = this.nextSpeakers(mostEntries)
    const taken: Queued[] = []
    const staying: Queued[] = []
    const passedOver = new Set<string>()
    let bytes = 0
    for (const [index, queued] of this.waiting.entries()) {
      if (taken.length === mostEntries || index === LOOK_AHEAD) {
        staying.push(...this.waiting.slice(index))
        break
      }
      const free = queued.keys.every(key => !this.busy.has(key) && !passedOver.has(key))
      const fits = taken.length === 0 || bytes + queued.entry.bytes <= mostBytes
      if (free && fits && speakers.has(queued.entry.command.key)) {
        taken.push(queued)
        bytes += queued.entry.bytes
      } else {
        staying.push(queued)
        for (const key of queued.keys) passedOver.add(key)
      }
    }
    this.waiting = staying
    for (const { keys } of taken) for (const key of keys) this.busy.set(key, (this.busy.get(key) ?? 0) + 1)
    return taken
  }

  /**
   * Whose commands go next: those of the keys that have waited longest, all that each has, until they are half of what
   * waits. A key's commands share its record, so together they cost less; and while these fly, the other half can be
   * endorsed, which would otherwise wait for the very same records.
   */
  private nextSpeakers(mostEntries: number): Set<string> {
    const counts = new Map<string, number>()
    for (const { entry, keys } of this.waiting.slice(0, LOOK_AHEAD)) {
      const speaker = entry.command.key
      if (!keys.some(key => this.busy.has(key))) counts.set(speaker, (counts.get(speaker) ?? 0) + 1)
    }
    const speakers = new Set<string>()
    const enough = Math.min(mostEntries, Math.max(this.waiting.length / 2, FEW))
    let sum = 0
    for (const [speaker, count] of counts) {
      if (sum >= enough) break
      speakers.add(speaker)
      sum += count
    }
    return speakers
  }

  /** A flight is over: others may touch what it touched. */
  release(flown: readonly Queued[]): void {
    for (const { keys } of flown) {
      for (const key of keys) {
        const left = this.busy.get(key)! - 1
        if (left > 0) this.busy.set(key, left)
        else this.busy.delete(key)
      }
    }
  }

  /** Marks the states of a flight as busy that a former run of the gateway left. */
  occupy(queued: readonly Queued[]): void {
    for (const { keys } of queued) for (const key of keys) this.busy.set(key, (this.busy.get(key) ?? 0) + 1)
  }
}
