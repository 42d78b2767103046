import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type pg from 'pg'
import { whileLocked } from './mirror/locks.js'

/** Held by the one gateway that has these duties; Postgres gives it to the next when that one's connection ends. */
const LOCK = 0x5359_0005
const RETRY_MILLISECONDS = 1000

/** Something that one gateway does for all, for as long as it is at it. */
export interface Duty {
  start(): void
  stop(): Promise<void>
}

/** What of all modules one gateway does for all: listens to the broker, tells the ledger, drops what is old. It takes its turn. */
export class Duties {
  private readonly duties: Duty[] = []
  private stopped = new AbortController()
  private done: Promise<void> | undefined

  constructor(
    private readonly pool: pg.Pool,
    private readonly log: FastifyBaseLogger
  ) {}

  /** Before they start. */
  add(...duties: readonly Duty[]): void {
    this.duties.push(...duties)
  }

  start(): void {
    this.done = this.takeTurns()
  }

  async stop(): Promise<void> {
    this.stopped.abort()
    await this.done
  }

  private async takeTurns(): Promise<void> {
    const { signal } = this.stopped
    while (!signal.aborted) {
      await this.turn().catch(error => this.log.warn({ error: String(error) }, 'a turn at duties ended; will again'))
      await delay(RETRY_MILLISECONDS, undefined, { signal }).catch(() => undefined)
    }
  }

  private async turn(): Promise<void> {
    await whileLocked(this.pool, LOCK, this.stopped.signal, async over => {
      try {
        for (const duty of this.duties) duty.start()
        await once(over, 'abort')
      } finally {
        for (const duty of this.duties) await duty.stop()
      }
    })
  }
}

/** Work that is done again and again, at once when it is woken. */
export class Repeated implements Duty {
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> | undefined
  private again = false
  private running = false

  constructor(
    private readonly what: string,
    private readonly milliseconds: number,
    private readonly work: () => Promise<void>,
    private readonly log: FastifyBaseLogger
  ) {}

  start(): void {
    this.running = true
    this.timer = setInterval(() => this.wake(), this.milliseconds)
    this.wake()
  }

  async stop(): Promise<void> {
    this.running = false
    clearInterval(this.timer)
    await this.working
  }

  readonly wake = (): void => {
    if (!this.running) return
    this.again = this.working !== undefined
    this.working ??= this.work()
      .catch(error => this.log.warn({ error: String(error) }, `${this.what}: will again`))
      .finally(() => {
        this.working = undefined
        if (this.again) this.wake()
      })
  }
}
