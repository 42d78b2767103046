import type pg from 'pg'
import type { Logger } from 'pino'
import { decodeBlock, type LedgerBlock } from '../events/block.js'
import type { BlockStream } from '../events/block-stream.js'
import { SILENT_MILLISECONDS } from './locks.js'
import { inTransaction } from './pool.js'
import { type Changes, changesOf, type Projection } from './projection.js'

/** The Postgres channel on which every committed block is announced by its number. */
export const BLOCK_CHANNEL = 'suyuan_block'

/** The mirror cannot go on: what it was sent does not follow from what it has. People must look. */
export class MirrorBroken extends Error {
  override readonly name = 'MirrorBroken'
}

export interface ProjectorOptions {
  pool: pg.Pool
  stream: BlockStream
  projections: readonly Projection[]
  chaincode: string
  /** Hash of block 0, hexadecimal. */
  ledger: string
  log: Logger
  /** Called when Postgres has the block. */
  onBlock?: (changes: Changes, milliseconds: number) => void
}

/**
 * Writes the ledger's blocks to Postgres, in order, each with the cursor in one transaction: a crash at any instant
 * leaves a whole number of blocks. The cursor moves by compare-and-set, so a second writer can't get in between.
 */
export class Projector {
  constructor(private readonly options: ProjectorOptions) {}

  /** Runs until the stream stops. @throws MirrorBroken, UnreadableBlock, or what Postgres throws */
  async run(): Promise<void> {
    const { pool, stream, chaincode, onBlock } = this.options
    const { rows } = await pool.query<{ block: number; first: Buffer | null }>(
      'select cursor.block, first.hash as first from cursor left join block first on first.number = 0'
    )
    mustBeTheLedger(rows[0]!.first, this.options.ledger)
    for await (const raw of stream.blocks(BigInt(rows[0]!.block) + 1n)) {
      const started = performance.now()
      const changes = changesOf(decodeBlock(raw, chaincode))
      await this.write(changes)
      onBlock?.(changes, performance.now() - started)
    }
  }

  private async write(changes: Changes): Promise<void> {
    try {
      await inTransaction(this.options.pool, async db => {
        await Promise.all([
          // Frozen in here, it would hold the cursor, and with it whoever leads then.
          db.query(`set local idle_in_transaction_session_timeout = ${SILENT_MILLISECONDS}`),
          writeBlock(db, changes, this.options),
          db.query('select pg_notify($1, $2)', [BLOCK_CHANNEL, String(changes.block.number)])
        ])
      })
    } catch (error) {
      if (await this.isThere(changes.block))
        throw new Error(`another gateway has written block ${changes.block.number}`)
      throw error
    }
  }

  /** Who was frozen, or whose connections broke, may not know yet that another leads. */
  private async isThere({ number, hash }: LedgerBlock): Promise<boolean> {
    const { rowCount } = await this.options.pool.query('select from block where number = $1 and hash = $2', [
      number,
      hash
    ])
    return rowCount === 1
  }
}

/** Writes a block and moves the cursor, in the connection's transaction. @throws MirrorBroken when it does not follow */
export async function writeBlock(
  db: pg.ClientBase,
  changes: Changes,
  { projections, ledger }: Pick<ProjectorOptions, 'projections' | 'ledger'>
): Promise<void> {
  await Promise.all([
    advance(db, changes.block, ledger),
    ...projections.map(projection => projection.project(db, changes))
  ])
}

async function advance(db: pg.ClientBase, block: LedgerBlock, ledger: string): Promise<void> {
  if (block.number === 0n) mustBeTheLedger(block.hash, ledger)
  const { rowCount } = await db.query('update cursor set block = $1, hash = $2 where block = $1 - 1 and hash = $3', [
    block.number,
    block.hash,
    block.previousHash
  ])
  if (rowCount === 1) return
  const { rows } = await db.query<{ block: number; hash: Buffer }>('select block, hash from cursor')
  const at = rows[0] ? `block ${rows[0].block} with hash ${rows[0].hash.toString('hex')}` : 'no cursor'
  throw new MirrorBroken(
    `block ${block.number} with previous hash ${block.previousHash.toString('hex')} does not follow ${at}`
  )
}

/** A chain that was made anew under the same name may be shorter than the mirror, and its next block long in coming. */
function mustBeTheLedger(first: Buffer | null, ledger: string): void {
  if (first === null || first.toString('hex') === ledger) return
  throw new MirrorBroken(`the mirror is of ledger ${first.toString('hex')}, not of ${ledger}`)
}
