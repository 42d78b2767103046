/** What was said to be done, against what the chain holds as VALID and what Postgres shows. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import type { Command } from '@suyuan/model/core/command'
import type pg from 'pg'
import { decodeBlock } from '../../src/core/events/block.js'
import { BlockStream } from '../../src/core/events/block-stream.js'
import type { Fabric } from '../../src/core/ledger/fabric.js'
import { newLogger } from '../../src/logger.js'

/** A row's figures are worth nothing: what was acknowledged is not what is there. */
export class Invalid extends Error {
  override readonly name = 'Invalid'
}

const eventsOf = ({ payload }: Command): unknown[] => payload.events as unknown[]

const digest = (event: unknown) => createHash('sha256').update(canonicalJson(event)).digest('base64')

/** One digest over a set of events, whatever their order. */
const digestOf = (events: readonly unknown[]) => events.map(digest).sort().join()

/** Watches the ledger of the service from one check to the next. */
export class Counts {
  private constructor(
    private readonly fabric: Fabric,
    private readonly pool: pg.Pool,
    private height: number
  ) {}

  static async from(fabric: Fabric, pool: pg.Pool): Promise<Counts> {
    return new Counts(fabric, pool, await mirrorHeight(pool))
  }

  /** Forgets what has come so far: it was no row's, or is counted otherwise. */
  async begin(): Promise<void> {
    this.height = await mirrorHeight(this.pool)
  }

  /**
   * Every event of the accepted commands, and no other, is on the chain in a VALID transaction and in Postgres.
   * @throws Invalid
   */
  async check(accepted: readonly Command[]): Promise<void> {
    const [after, height] = [this.height, await mirrorHeight(this.pool)]
    this.height = height
    const said = accepted.flatMap(eventsOf)
    const [onChain, inSql] = [await this.onChain(after, height), await this.inSql(after, height)]
    const figures = `accepted ${said.length}, valid on chain ${onChain.length}, in SQL ${inSql.length}`
    if (said.length !== onChain.length || said.length !== inSql.length) throw new Invalid(figures)
    const digests = new Set([said, onChain, inSql].map(digestOf))
    if (digests.size > 1) throw new Invalid(`${figures}, but the events differ`)
  }

  private async onChain(after: number, height: number): Promise<unknown[]> {
    const stream = new BlockStream(this.fabric, newLogger('silent'))
    const found: unknown[] = []
    if (after === height) return found
    for await (const raw of stream.blocks(BigInt(after) + 1n)) {
      const block = decodeBlock(raw, this.fabric.profile.chaincode)
      const commands = block.transactions.flatMap(({ batch }) => batch?.commands ?? [])
      for (const { command, outcome } of commands) if (outcome.status === 'accepted') found.push(...eventsOf(command))
      if (block.number === BigInt(height)) break
    }
    stream.stop()
    return found
  }

  private async inSql(after: number, height: number): Promise<unknown[]> {
    const { rows } = await this.pool.query<{ event: unknown }>(
      'select event from trace.event where block > $1 and block <= $2',
      [after, height]
    )
    return rows.map(({ event }) => event)
  }
}

async function mirrorHeight(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ block: number }>('select block from cursor')
  return rows[0]!.block
}
