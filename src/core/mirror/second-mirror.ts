import { setTimeout as delay } from 'node:timers/promises'
import type { common } from '@hyperledger/fabric-protos'
import pg from 'pg'
import type { Logger } from 'pino'
import { decodeBlock } from '../events/block.js'
import { BlockStream } from '../events/block-stream.js'
import type { Fabric } from '../ledger/fabric.js'
import { ledgerHeights } from '../ledger/height.js'
import { ledgerOf } from '../ledger/profile.js'
import { type Objection, Review } from '../review/review.js'
import { KEPT_ALIVE } from './pool.js'
import { type Changes, changesOf, type Projection } from './projection.js'
import { writeBlock } from './projector.js'
import { makeTables, versionOf } from './schema.js'
import { tablePairs } from './tables.js'

/** Classes of advisory locks: a second mirror has one writer. */
const SECOND_LOCKS = 0x5359_0004

/** What second mirrors are for: `check` is kept up to date, the others are made from block 0. */
const PURPOSES = { check: 1, full: 2, next: 3 } as const

/** Blocks are written many a transaction, and nothing waits for the disk: what is lost is made again. */
const TRANSACTION_MILLISECONDS = 5000
/** Blocks that Postgres has been sent and has not answered: while it writes one, what the next ones say is worked out. */
const SENT_AHEAD = 4
/** A peer that sends nothing for so long is left for the next. */
const PATIENCE_MILLISECONDS = 5000
/** How often, a second between, peers are asked until all answer. */
const ASKED = 10

export interface SecondMirrorOptions {
  databaseUrl: string
  fabric: Fabric
  projections: readonly Projection[]
  log: Logger
}

/**
 * The mirror a second time, in schemas beside the live ones: the same projections fill it from the same ledger, by another
 * peer than the gateway's own where there is one. What the live mirror should be can be read off it, row by row.
 */
export class SecondMirror {
  readonly suffix: string
  /** Judges what it is filled with, but for one that is to serve: what that has was judged before, or will be. */
  readonly review: Review | null
  private readonly ledger: string

  private constructor(
    private readonly options: SecondMirrorOptions,
    purpose: keyof typeof PURPOSES,
    /** Its connection; names without schema are its own tables. */
    readonly db: pg.Client
  ) {
    this.suffix = `_${purpose}`
    this.ledger = ledgerOf(options.fabric.profile)
    this.review = purpose === 'next' ? null : new Review(db, this.ledger, purpose === 'check')
  }

  /**
   * Opens the one of that purpose, empty where there is none or where its definitions are not this code's.
   *
   * @throws Error while another process has it
   */
  static async open(options: SecondMirrorOptions, purpose: keyof typeof PURPOSES): Promise<SecondMirror> {
    const path = options.projections.map(({ module }) => `${module}_${purpose}`)
    const db = new pg.Client({
      connectionString: options.databaseUrl,
      options: `-c search_path=${path.join(',')} -c synchronous_commit=off ${KEPT_ALIVE}`,
      application_name: `suyuan ${purpose}`,
      keepAlive: true,
      pipeline: true
    })
    db.on('error', error => options.log.warn({ error: String(error) }, 'lost the connection of the second mirror'))
    await db.connect()
    const second = new SecondMirror(options, purpose, db)
    try {
      await second.take(purpose)
      if (purpose !== 'check' || (await second.version()) !== versionOf(options.projections)) await second.empty()
      return second
    } catch (error) {
      await db.end()
      throw error
    }
  }

  /** Leaves it as it is. */
  async close(): Promise<void> {
    await this.db.end()
  }

  async drop(): Promise<void> {
    for (const schema of this.schemas) await this.db.query(`drop schema if exists ${schema} cascade`)
  }

  /** Begins again before block 0. */
  async empty(): Promise<void> {
    const { projections } = this.options
    await this.transaction('read committed', async () => {
      await makeTables(this.db, projections, this.suffix)
      await this.db.query(`comment on schema core${this.suffix} is '${versionOf(projections)}'`)
      await this.review?.beginAnew()
    })
  }

  /** Number of its newest block. */
  async block(): Promise<number> {
    const { rows } = await this.db.query<{ block: number }>('select block from cursor')
    return rows[0]!.block
  }

  /** The tables of both mirrors. */
  tables(): ReturnType<typeof tablePairs> {
    return tablePairs(this.db, this.options.projections, this.suffix)
  }

  /**
   * Number of the newest block that the live mirror should have: the one that its cursor says, but for a cursor that is
   * missing or ahead of the ledger, which somebody has altered.
   *
   * @throws Error when the peers do not all say how far the ledger is, and those that do are behind the mirror
   */
  async liveBlock(): Promise<number> {
    const ask = 'select block from core.cursor'
    const { rows } = (await this.hasLiveCursor()) ? await this.db.query<{ block: number }>(ask) : { rows: [] }
    for (let asked = 1; ; asked++) {
      const heights = await ledgerHeights(this.options.fabric)
      const newest = Math.max(...heights)
      if (rows[0] && rows[0].block <= newest) return rows[0].block
      // Whichever sent the mirror its newest block has it still.
      if (!heights.includes(-1)) return newest
      if (asked === ASKED) throw new Error('too few peers say how far the ledger is')
      await delay(1000)
    }
  }

  /** Somebody may have dropped the table. */
  async hasLiveCursor(): Promise<boolean> {
    return (await this.db.query(`select where to_regclass('core.cursor') is not null`)).rowCount === 1
  }

  /** Goes on up to block `last`. @throws Error when it is aborted before that */
  async replay(last: number, signal?: AbortSignal): Promise<void> {
    while ((await this.advance(last, signal)) < last) signal?.throwIfAborted()
  }

  /** Goes on towards block `last` for some seconds; returns how far it is then. */
  async advance(last: number, signal?: AbortSignal): Promise<number> {
    await this.transaction('read committed', () => this.project(last, TRANSACTION_MILLISECONDS, signal))
    return this.block()
  }

  /**
   * Has both mirrors at one instant of the live one, whatever is written to that meanwhile: this one is brought to the
   * block that the live one had then, and `work` sees both as of it. Nothing waits for it.
   */
  atOneInstant<T>(work: (db: pg.Client, block: number) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.transaction('repeatable read', async () => {
      const last = await this.liveBlock() // the first statement: from here on it is this instant
      await this.bringTo(last, signal)
      return work(this.db, last)
    })
  }

  /** Goes on up to block `last` in the transaction that its connection is in. @throws Error when that cannot be done now */
  async bringTo(last: number, signal?: AbortSignal): Promise<void> {
    await this.project(last, Number.POSITIVE_INFINITY, signal)
    if ((await this.block()) < last) throw new Error(`the peers do not send the blocks up to ${last}`)
  }

  async transaction<T>(isolation: 'read committed' | 'repeatable read', work: () => Promise<T>): Promise<T> {
    await this.db.query(`begin isolation level ${isolation}`)
    try {
      const result = await work()
      await this.db.query('commit')
      return result
    } catch (error) {
      await this.db.query('rollback').catch(() => {
        // The connection is gone, and the transaction with it; the error that led here says more.
      })
      throw error
    }
  }

  private get schemas(): string[] {
    return this.options.projections.map(({ module }) => `${module}${this.suffix}`)
  }

  private async take(purpose: keyof typeof PURPOSES): Promise<void> {
    const { rows } = await this.db.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [
      SECOND_LOCKS,
      PURPOSES[purpose]
    ])
    if (!rows[0]!.taken) throw new Error(`another process has the second mirror "${purpose}"`)
  }

  private async version(): Promise<string | null> {
    const { rows } = await this.db.query<{ version: string | null }>(
      `select obj_description(oid, 'pg_namespace') as version from pg_namespace where nspname = $1`,
      [`core${this.suffix}`]
    )
    return rows[0]?.version ?? null
  }

  /** Writes blocks up to `last`, or for so long. */
  private async project(last: number, milliseconds: number, signal?: AbortSignal): Promise<void> {
    const { fabric } = this.options
    const from = (await this.block()) + 1
    const until = performance.now() + milliseconds
    // What a block is judged by is what those before it left, and what was found in them is noted.
    const ahead = this.review ? 1 : SENT_AHEAD
    await this.review?.begin()
    const sent: Promise<void>[] = []
    for await (const raw of this.blocks(from, last, signal)) {
      const changes = changesOf(decodeBlock(raw, fabric.profile.chaincode))
      if (sent.length === ahead) await sent.shift()
      const found = (await this.review?.look(changes.block)) ?? []
      const written = this.write(changes, found)
      written.catch(() => {
        // Thrown where it is waited for.
      })
      sent.push(written)
      if (performance.now() > until) break
    }
    await Promise.all(sent)
    await this.review?.tally()
  }

  private async write(changes: Changes, found: readonly Objection[]): Promise<void> {
    const { projections } = this.options
    await writeBlock(this.db, changes, { projections, ledger: this.ledger })
    await this.review?.note(changes.block, found, projections)
  }

  private async *blocks(from: number, last: number, signal?: AbortSignal): AsyncGenerator<common.Block> {
    if (from > last) return
    const stream = new BlockStream(this.options.fabric, this.options.log, 1)
    const stop = () => stream.stop()
    const silence = setInterval(() => stream.leavePeer(), PATIENCE_MILLISECONDS)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
    try {
      let next = from
      for await (const block of stream.blocks(BigInt(from))) {
        yield block
        silence.refresh()
        if (next++ === last) return
      }
    } finally {
      clearInterval(silence)
      signal?.removeEventListener('abort', stop)
      stream.stop()
    }
  }
}
