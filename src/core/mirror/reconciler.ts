import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Objections } from '../review/objections.js'
import { type Asked, type CheckingData, CheckingThread } from './checking-thread.js'

export interface ReconcilerOptions extends CheckingData {
  /** The thread's file. */
  thread: URL
  /** Between rounds; 0 makes none. */
  seconds: number
  objections: Objections
  /** Whether it is this gateway's turn: the one that leads the mirror looks after it. */
  leads: () => boolean
  log: Logger
}

/** Has mirror and ledger compared, and the ledger judged again, for as long as the gateway runs and it is its turn. */
export class Reconciler {
  /** When a round was last brought to its end, in seconds since 1970; 0 before the first. */
  checkedAt = 0
  private readonly stopping = new AbortController()
  private done: Promise<void> = Promise.resolve()
  /** One thing at a time is done with the second mirror. */
  private turn: Promise<unknown> = Promise.resolve()
  private thread: CheckingThread | undefined

  constructor(private readonly options: ReconcilerOptions) {}

  start(): void {
    if (this.options.seconds > 0) this.done = this.takeRounds()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.thread?.stop()
    await this.done
    await this.turn
  }

  /** Has what is new on the ledger judged, where that is this gateway's turn; waits for it so long at most. */
  async examine(milliseconds: number): Promise<void> {
    const { seconds, leads, log } = this.options
    if (seconds === 0 || !leads()) return
    const examined = this.ask('keepUp').catch(error => {
      if (!this.stopping.signal.aborted) log.warn({ error: String(error) }, 'could not judge what is new; will again')
    })
    await Promise.race([examined, delay(milliseconds, undefined, { ref: false })])
  }

  private async takeRounds(): Promise<void> {
    const { seconds, leads, log } = this.options
    const { signal } = this.stopping
    while (!signal.aborted) {
      await delay(seconds * 1000, undefined, { signal }).catch(() => {
        // Woken to stop.
      })
      if (signal.aborted || !leads()) continue
      try {
        await this.ask('round')
        this.checkedAt = Date.now() / 1000
      } catch (error) {
        if (!signal.aborted) log.warn({ error: String(error) }, 'could not compare mirror and ledger; will again')
      }
    }
  }

  /** In turn; what was found is known here when it is done. */
  private ask(what: Exclude<Asked, 'stop'>): Promise<void> {
    const done = this.turn.then(async () => {
      this.stopping.signal.throwIfAborted()
      if (!this.thread || this.thread.ended) this.thread = this.newThread()
      await this.thread.ask(what)
      await this.options.objections.reload()
    })
    this.turn = done.catch(() => {
      // Told to who asked for it.
    })
    return done
  }

  private newThread(): CheckingThread {
    const { thread, databaseUrl, profile, logLevel, rows, hour } = this.options
    return new CheckingThread(thread, { databaseUrl, profile, logLevel, rows, hour })
  }
}
