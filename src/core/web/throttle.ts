import { LRUCache } from 'lru-cache'

const HOUR = 3_600_000
/** Names of whom it is counted; who was not heard of for longest is forgotten first. */
const REMEMBERED = 20_000

/** Counts what somebody may do so often an hour, in memory only. */
export class Throttle {
  private readonly counts = new LRUCache<string, number>({ max: REMEMBERED, ttl: HOUR, noUpdateTTL: true })

  constructor(private readonly most: number) {}

  /** Whether he has done it as often as he may. */
  isSpent(name: string): boolean {
    return (this.counts.get(name) ?? 0) >= this.most
  }

  count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
  }

  /** Seconds until he may again. */
  wait(name: string): number {
    return Math.max(1, Math.ceil(this.counts.getRemainingTTL(name) / 1000))
  }
}
