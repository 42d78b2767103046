import { canonicalJson } from '@suyuan/model/core/canonical'
import { merklePath } from '@suyuan/model/core/merkle'
import {
  type Bundle,
  type EndorsedCheckpoint,
  FORMAT,
  type OpenCommand,
  type ProvenBatch,
  type SealedCommand
} from '@suyuan/model/core/proof/bundle'
import { checkpointLeaf } from '@suyuan/model/core/proof/checkpoint'
import { type Statement, saltOf, type Thing } from '@suyuan/model/core/statements'
import { sha256 } from '@suyuan/model/node/crypto'
import type pg from 'pg'
import type { Fabric } from '../ledger/fabric.js'
import { configurationOf } from '../ledger/profile.js'
import { HttpProblem } from '../web/problem.js'
import type { Checkpointer } from './checkpointer.js'
import { type BatchRow, type Leaf, Leaves, saidIn } from './leaves.js'

/** Where a command is on the ledger. */
export interface Spot {
  block: number
  txIndex: number
  position: number
}

/** Which of an accepted command's statements to show; all of it, word for word, when there is no choice. */
type Shows = ((statement: Statement) => boolean) | null

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

const placeOf = (leaves: readonly Uint8Array[], index: number) => ({
  index,
  path: merklePath(leaves, index, sha256).map(hex)
})

/** Makes proofs of what the mirror has. The mirror is not trusted in it: what does not verify is handed to nobody. */
export class Proofs {
  private readonly configuration: string
  private readonly leaves: Leaves

  constructor(
    private readonly pool: pg.Pool,
    private readonly checkpointer: Checkpointer,
    private readonly fabric: Fabric
  ) {
    this.configuration = base64url(configurationOf(fabric.profile))
    this.leaves = new Leaves(pool)
  }

  /**
   * The proof of a command, word for word, as canonical JSON. Has a checkpoint made when none covers it yet.
   *
   * @throws HttpProblem NOT_FOUND; PROOF_PENDING when the organisations of block 0 do not all attest it now; PROOF_WITHHELD
   *   when the law makes something else of its batch
   */
  async ofCommand(key: string, id: string): Promise<string> {
    // A command has one final outcome; what was rejected or repeated is nothing that it did.
    const { rows } = await this.pool.query<Spot>(
      `select block, tx_index as "txIndex", position from command
       where key = $1 and command_id = $2 and status in ('accepted', 'refused')`,
      [key, id]
    )
    if (rows.length === 0) throw new HttpProblem('NOT_FOUND')
    return this.prove(rows, null)
  }

  /**
   * The proof of what was done to a thing, by the commands at these spots: of each only the statements that `shows` takes.
   *
   * @throws HttpProblem PROOF_PENDING, PROOF_WITHHELD
   */
  ofThing(about: Thing, spots: readonly Spot[], shows: (statement: Statement) => boolean): Promise<string> {
    return this.prove(spots, shows, about)
  }

  private async prove(spots: readonly Spot[], shows: Shows, about?: Thing): Promise<string> {
    const batches = await this.covered(spots)
    const leaves = await this.leaves.of(batches)
    const checkpoints: EndorsedCheckpoint[] = []
    for (const id of [...new Set(batches.map(({ checkpoint }) => checkpoint!))].sort()) {
      const under = batches.filter(({ checkpoint }) => checkpoint === id)
      checkpoints.push(
        await this.checkpoint(id, under, batch => {
          const own = spots.filter(({ block, txIndex }) => block === batch.block && txIndex === batch.txIndex)
          const positions = [...new Set(own.map(({ position }) => position))].sort((one, other) => one - other)
          return positions.map(position => proven(leaves.get(batch.txId)!, position, shows))
        })
      )
    }
    const { configuration } = this
    return canonicalJson({ format: FORMAT, configuration, ...(about && { about }), checkpoints } satisfies Bundle)
  }

  /** The batches of these commands, once every organisation of block 0 attests them. */
  private async covered(spots: readonly Spot[]): Promise<BatchRow[]> {
    const isCovered = ({ checkpoint, endorsers }: BatchRow) =>
      checkpoint !== null && endorsers >= this.fabric.founders.length
    const batches = await this.batchesOf(spots)
    const covered = batches.every(isCovered)
    if (!covered) await this.checkpointer.run()
    const now = covered ? batches : await this.batchesOf(spots)
    await this.refuseObjected(now)
    if (!now.every(isCovered)) throw new HttpProblem('PROOF_PENDING')
    return now
  }

  /** Whoever had a checkpoint made of such a batch: this gateway does not vouch for it. @throws HttpProblem PROOF_WITHHELD */
  private async refuseObjected(batches: readonly BatchRow[]): Promise<void> {
    const { rows } = await this.pool.query<{ tx_id: string }>(
      'select tx_id from core_own.objection where tx_id = any($1) order by block',
      [batches.map(({ txId }) => txId)]
    )
    if (rows[0]) throw new HttpProblem('PROOF_WITHHELD', { transaction: rows[0].tx_id })
  }

  private async batchesOf(spots: readonly Spot[]): Promise<BatchRow[]> {
    const { rows } = await this.pool.query<BatchRow>(
      `select tx_id as "txId", block, tx_index as "txIndex", count, root, checkpoint, endorsers from batch
       where (block, tx_index) in (select * from unnest($1::bigint[], $2::int[]))`,
      [spots.map(({ block }) => block), spots.map(({ txIndex }) => txIndex)]
    )
    return rows
  }

  private async checkpoint(
    id: string,
    shown: readonly BatchRow[],
    commandsOf: (batch: BatchRow) => ProvenBatch['commands']
  ): Promise<EndorsedCheckpoint> {
    const { rows } = await this.pool.query<{
      batches: string[]
      payload: Buffer
      endorsers: string[]
      identities: Buffer[]
      signatures: Buffer[]
    }>('select batches, payload, endorsers, identities, signatures from checkpoint where tx_id = $1', [id])
    const { batches, payload, endorsers, identities, signatures } = rows[0]!
    const endorsements = endorsers
      .map((mspId, i) => ({ mspId, endorser: base64url(identities[i]!), signature: base64url(signatures[i]!) }))
      // Whoever verifies knows block 0: of organisations that joined since, it says nothing.
      .filter(({ mspId }) => this.fabric.founders.includes(mspId))
      .sort((one, other) => (one.mspId < other.mspId ? -1 : 1))
      .map(({ endorser, signature }) => ({ endorser, signature }))
    const leaves = await this.checkpointLeaves(batches)
    const proven = shown
      .map(batch => ({
        ...placeOf(leaves, batches.indexOf(batch.txId)),
        ...{ transaction: batch.txId, count: batch.count, commands: commandsOf(batch) }
      }))
      .sort((one, other) => one.index - other.index)
    return { payload: base64url(payload), endorsements, batches: proven }
  }

  private async checkpointLeaves(batches: readonly string[]): Promise<Buffer[]> {
    const { rows } = await this.pool.query<{ transaction: string; root: string; count: number }>(
      `select tx_id as transaction, root, count from batch where tx_id = any($1) order by array_position($1, tx_id)`,
      [batches]
    )
    return rows.map(row => Buffer.from(checkpointLeaf(row)))
  }
}

function proven(leaves: readonly Leaf[], position: number, shows: Shows): OpenCommand | SealedCommand {
  const { command, outcome, key, seal, statements } = leaves[position]!
  const place = placeOf(
    leaves.map(({ bytes }) => bytes),
    position
  )
  if (!shows)
    return {
      ...place,
      command,
      outcome: outcome as OpenCommand['outcome'],
      key: key!,
      statements
    } satisfies OpenCommand
  const { said, tree } = saidIn(command, statements)
  const shown = said.flatMap((statement, index) =>
    shows(statement) ? [{ ...placeOf(tree, index), salt: saltOf(command, index, sha256), statement }] : []
  )
  return { ...place, author: command.author, key: command.key, seal, count: said.length, shown }
}
