import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import type { Objections } from '../review/objections.js'
import { EVERYTHING } from './alarm.js'
import { compareRows, compareSlice, nextSlice, type Place } from './compare.js'
import type { Difference, Findings } from './difference.js'
import type { Doubts } from './doubts.js'
import { compareAll } from './reconcile.js'
import { SecondMirror, type SecondMirrorOptions } from './second-mirror.js'
import type { TablePair } from './tables.js'

export interface ReconcilerOptions extends SecondMirrorOptions {
  pool: pg.Pool
  doubts: Doubts
  objections: Objections
  /** Between rounds; 0 makes none. */
  seconds: number
  /** Rows of a round. */
  rows: number
  /** Hour of the day, UTC, at which the second mirror is made anew from block 0 and all is compared; null never. */
  hour: number | null
  /** Whether it is this gateway's turn: the one that leads the mirror looks after it. */
  leads: () => boolean
}

/** A round may take one part in so many of the time; what it does longer, it rests for. */
const SHARE = 5

/**
 * Compares the mirror with the ledger for as long as the gateway runs: a second mirror follows the ledger by another peer,
 * and each round holds the next rows of all tables against it, and those again that were found to differ.
 */
export class Reconciler {
  /** When a round was last brought to its end, in seconds since 1970; 0 before the first. */
  checkedAt = 0
  private readonly stopping = new AbortController()
  private done: Promise<void> = Promise.resolve()
  /** One thing at a time is done with the second mirror. */
  private turn: Promise<unknown> = Promise.resolve()
  /** Where the next slice begins. */
  private table = 0
  private after: Place = null

  constructor(private readonly options: ReconcilerOptions) {}

  start(): void {
    if (this.options.seconds > 0) this.done = this.takeRounds()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.done
    await this.turn
  }

  /** Has what is new on the ledger judged, where that is this gateway's turn; waits for it so long at most. */
  async examine(milliseconds: number): Promise<void> {
    const { seconds, leads, log } = this.options
    if (seconds === 0 || !leads()) return
    const examined = this.inTurn(() => this.keepUp()).catch(error => {
      if (!this.stopping.signal.aborted) log.warn({ error: String(error) }, 'could not judge what is new; will again')
    })
    await Promise.race([examined, delay(milliseconds, undefined, { ref: false })])
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work)
    this.turn = done.catch(() => {
      // Told to who asked for it.
    })
    return done
  }

  private async keepUp(): Promise<void> {
    const second = await SecondMirror.open(this.options, 'check')
    try {
      await this.follow(second)
    } finally {
      await second.close()
    }
    await this.options.objections.reload()
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
        await this.inTurn(() => this.round())
      } catch (error) {
        if (!signal.aborted) log.warn({ error: String(error) }, 'could not compare mirror and ledger; will again')
      }
    }
  }

  private async round(): Promise<void> {
    const { doubts } = this.options
    const second = await SecondMirror.open(this.options, 'check')
    try {
      const whole = await this.beginAnew(second)
      await this.follow(second)
      const { signal } = this.stopping
      const doubt = await second.atOneInstant(async db => {
        const { differences, total } = whole ? await compareAll(second) : await this.look(second)
        const subjects = await this.subjectsOf(db, differences)
        return { differences, subjects: total > differences.length ? [...subjects, EVERYTHING] : subjects }
      }, signal)
      await doubts.record(doubt)
      await this.options.objections.reload()
      this.checkedAt = Date.now() / 1000
    } finally {
      await second.close()
    }
  }

  /** Once a day what has been believed of the second mirror so far is not believed any more. */
  private async beginAnew(second: SecondMirror): Promise<boolean> {
    const { pool, hour, log } = this.options
    if (hour === null) return false
    const { rowCount } = await pool.query(
      `update core_own.reconciliation set anew_at = now()
       where anew_at < date_trunc('day', now() - make_interval(hours => $1), 'UTC') + make_interval(hours => $1)`,
      [hour]
    )
    if (rowCount === 0) return false
    log.info('comparing the whole mirror with the ledger, from block 0')
    await second.empty()
    return true
  }

  /** Brings the second mirror near the live one, resting in between. */
  private async follow(second: SecondMirror): Promise<void> {
    const { signal } = this.stopping
    for (;;) {
      const began = performance.now()
      const last = await second.liveBlock()
      if ((await second.advance(last, signal)) >= last) return
      await delay((performance.now() - began) * (SHARE - 1), undefined, { signal })
    }
  }

  /** The next slices, and whatever was found before. */
  private async look(second: SecondMirror): Promise<Findings> {
    const { pairs, odd } = await second.tables()
    const found = new Map<string, Difference>()
    const add = ({ differences }: Pick<Findings, 'differences'>) => {
      for (const difference of differences)
        found.set(`${difference.table} ${JSON.stringify(difference.key)}`, difference)
    }
    add({ differences: odd })
    const recorded = await this.options.doubts.recorded()
    for (const pair of pairs) {
      const keys = recorded.filter(({ table }) => table === pair.name).map(({ key }) => key)
      if (keys.length > 0) add(await compareRows(second.db, pair, keys))
    }
    const unnamed = await this.lookOn(second.db, pairs, add)
    return { differences: [...found.values()], total: found.size + unnamed }
  }

  /** Compares so many rows from where the last round ended; returns how many more differ than were named. */
  private async lookOn(
    db: pg.ClientBase,
    pairs: readonly TablePair[],
    add: (found: Findings) => void
  ): Promise<number> {
    let left = this.options.rows
    for (let slices = 0; left > 0 && slices <= pairs.length; slices++) {
      const pair = pairs[this.table % pairs.length]!
      const { upTo, rows } = await nextSlice(db, pair, this.after, left)
      const found = await compareSlice(db, pair, this.after, upTo)
      add(found)
      // What is not named cannot be looked at again one by one: so this slice is, until it is mended.
      if (found.total > found.differences.length) return found.total - found.differences.length
      left -= rows
      this.after = upTo
      if (upTo === null) this.table = (this.table + 1) % pairs.length
    }
    return 0
  }

  private async subjectsOf(db: pg.ClientBase, differences: readonly Difference[]): Promise<string[]> {
    if (differences.length === 0) return []
    const subjects: string[] = []
    for (const projection of this.options.projections)
      subjects.push(...((await projection.subjects?.(db, differences)) ?? []))
    return [...new Set(subjects)]
  }
}
