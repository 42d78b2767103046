import { readFileSync } from 'node:fs'
import { common } from '@hyperledger/fabric-protos'
import { leafText, type RegisteredKey } from '@suyuan/model/core/batch'
import { canonicalJson } from '@suyuan/model/core/canonical'
import { Command } from '@suyuan/model/core/command'
import type { Outcome } from '@suyuan/model/core/judge'
import { merklePath, merkleRoot } from '@suyuan/model/core/merkle'
import { type Bundle, FORMAT, type ProvenCommand } from '@suyuan/model/core/proof/bundle'
import { checkpointLeaf } from '@suyuan/model/core/proof/checkpoint'
import { sha256 } from '@suyuan/model/node/crypto'
import type pg from 'pg'
import { HttpProblem } from '../web/problem.js'
import type { Checkpointer } from './checkpointer.js'

/** Where a command is on the ledger, as its batch and its place in it. */
interface Spot {
  txId: string
  block: number
  txIndex: number
  position: number
  count: number
  root: string
  checkpoint: string | null
  endorsers: number
}

interface Leaf {
  command: Command
  outcome: Outcome
  key: RegisteredKey | null
  text: string
}

interface CommandRow {
  command: string
  digest: string
  status: Outcome['status']
  code: string | null
  facts: unknown
  first: 'accepted' | 'refused' | null
  party: string | null
  publicKey: string
  custody: RegisteredKey['custody']
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const bytesOf = (text: string) => Buffer.from(text)

/** Makes proofs of what the mirror has. The mirror is not trusted in it: what does not verify is handed to nobody. */
export class Proofs {
  private readonly configuration: string

  constructor(
    private readonly pool: pg.Pool,
    private readonly checkpointer: Checkpointer,
    private readonly organisations: number,
    genesisBlock: string
  ) {
    const block = common.Block.deserializeBinary(readFileSync(genesisBlock))
    this.configuration = base64url(block.getData()!.getDataList_asU8()[0]!)
  }

  /**
   * The proof of a command, as canonical JSON. Has a checkpoint made when none covers it yet.
   *
   * @throws HttpProblem NOT_FOUND, or PROOF_PENDING when the organisations do not all attest it now
   */
  async ofCommand(key: string, id: string): Promise<string> {
    const spot = await this.spotOf(key, id)
    if (!spot) throw new HttpProblem('NOT_FOUND')
    if (this.isCovered(spot)) return this.bundle(spot)
    await this.checkpointer.run()
    const covered = await this.spotOf(key, id)
    if (!covered || !this.isCovered(covered)) throw new HttpProblem('PROOF_PENDING')
    return this.bundle(covered)
  }

  private isCovered({ checkpoint, endorsers }: Spot): boolean {
    return checkpoint !== null && endorsers >= this.organisations
  }

  /** A command has one final outcome; what was rejected or repeated is nothing that it did. */
  private async spotOf(key: string, id: string): Promise<Spot | undefined> {
    const { rows } = await this.pool.query<Spot>(
      `select b.tx_id as "txId", b.block, b.tx_index as "txIndex", c.position, b.count, b.root, b.checkpoint, b.endorsers
       from command c join batch b on (b.block, b.tx_index) = (c.block, c.tx_index)
       where c.key = $1 and c.command_id = $2 and c.status in ('accepted', 'refused')`,
      [key, id]
    )
    return rows[0]
  }

  private async bundle(spot: Spot): Promise<string> {
    const { batch, checkpoint } = await this.checkpointFor(spot)
    const leaves = await this.leavesOf(spot)
    const { command, outcome, key } = leaves[spot.position]!
    const path = merklePath(
      leaves.map(({ text }) => bytesOf(text)),
      spot.position,
      sha256
    )
    const bundle = {
      format: FORMAT,
      configuration: this.configuration,
      checkpoints: [checkpoint],
      commands: [
        {
          command,
          outcome: outcome as ProvenCommand['outcome'],
          key: key!,
          leaf: { index: spot.position, path: path.map(hex) },
          batch,
          checkpoint: 0
        }
      ]
    } satisfies Bundle
    return canonicalJson(bundle)
  }

  private async checkpointFor(spot: Spot) {
    const { rows } = await this.pool.query<{
      batches: string[]
      payload: Buffer
      endorsers: string[]
      identities: Buffer[]
      signatures: Buffer[]
    }>('select batches, payload, endorsers, identities, signatures from checkpoint where tx_id = $1', [spot.checkpoint])
    const { batches, payload, endorsers, identities, signatures } = rows[0]!
    const endorsements = endorsers
      .map((mspId, i) => ({
        mspId,
        endorser: base64url(identities[i]!),
        signature: base64url(signatures[i]!)
      }))
      .sort((one, other) => (one.mspId < other.mspId ? -1 : 1))
      .map(({ endorser, signature }) => ({ endorser, signature }))
    const index = batches.indexOf(spot.txId)
    const path = merklePath(await this.checkpointLeaves(batches), index, sha256)
    const batch = { transaction: spot.txId, count: spot.count, index, path: path.map(hex) }
    return { batch, checkpoint: { payload: base64url(payload), endorsements } }
  }

  private async checkpointLeaves(batches: readonly string[]): Promise<Buffer[]> {
    const { rows } = await this.pool.query<{ transaction: string; root: string; count: number }>(
      `select tx_id as transaction, root, count from batch where tx_id = any($1) order by array_position($1, tx_id)`,
      [batches]
    )
    return rows.map(row => bytesOf(checkpointLeaf(row)))
  }

  /** Every command of the batch, as the peers made its leaf of it. @throws Error when they are not what the ledger has */
  private async leavesOf({ block, txIndex, root, txId }: Spot): Promise<Leaf[]> {
    const { rows } = await this.pool.query<CommandRow>(
      `select c.command, c.digest, c.status, c.code, c.facts, k.party, k.public_key as "publicKey", k.custody,
         (select f.status from command f where f.key = c.key and f.command_id = c.command_id and f.digest = c.digest
          and f.status in ('accepted', 'refused')) as first
       from command c left join registered_key k
         on k.key = c.key and (k.block, k.tx_index) <= (c.block, c.tx_index)
       where c.block = $1 and c.tx_index = $2 order by c.position`,
      [block, txIndex]
    )
    const leaves = rows.map(leafFrom)
    const made = merkleRoot(
      leaves.map(({ text }) => bytesOf(text)),
      sha256
    )
    if (hex(made) !== root) throw new Error(`the mirror's commands of ${txId} are not those of the ledger`)
    return leaves
  }
}

function leafFrom({ command: text, digest, status, code, facts, first, party, publicKey, custody }: CommandRow): Leaf {
  const command = Command.parse(JSON.parse(text))
  const said = status === 'repeated' ? { first } : { ...(code && { code }), ...(facts !== null && { facts }) }
  const outcome = { status, ...said } as Outcome
  const key = party === null ? null : { party, publicKey, custody }
  return { command, outcome, key, text: leafText(command, digest, outcome, key) }
}
