import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { EVERYTHING } from './alarm.js'
import { compareRows, compareSlice, nextSlice, type Place } from './compare.js'
import type { Difference, Findings } from './difference.js'
import type { Doubts } from './doubts.js'
import { compareAll } from './reconcile.js'
import { SecondMirror, type SecondMirrorOptions } from './second-mirror.js'
import type { TablePair } from './tables.js'

export interface CheckRounds {
  /** Rows of a round. */
  rows: number
  /** Hour of the day, UTC, at which the second mirror is made anew from block 0 and all is compared; null never. */
  hour: number | null
}

export interface CheckOptions extends SecondMirrorOptions, CheckRounds {
  pool: pg.Pool
  doubts: Doubts
}

/** A round may take one part in so many of the time; what it does longer, it rests for. */
const SHARE = 5

/**
 * Holds the mirror against the ledger: a second mirror follows the ledger by another peer, and each round holds the next
 * rows of all tables against it, and those again that were found to differ. One thing is to be asked for at a time.
 */
export class Checks {
  private readonly stopping = new AbortController()
  /** Where the next slice begins. */
  private table = 0
  private after: Place = null

  constructor(private readonly options: CheckOptions) {}

  /** What is under way ends soon, with an error. */
  stop(): void {
    this.stopping.abort()
  }

  /** Judges what is new on the ledger. */
  async keepUp(): Promise<void> {
    const second = await SecondMirror.open(this.options, 'check')
    try {
      await this.follow(second)
    } finally {
      await second.close()
    }
  }

  /** Judges what is new, and compares the next rows. */
  async round(): Promise<void> {
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
