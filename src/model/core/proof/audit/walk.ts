import { batchKey } from '../../batch.js'
import { type Definition, definitionOf } from '../../definitions.js'
import { CheckpointRecord, checkpointKey, definitionNamed, underOf } from '../checkpoint.js'
import { type AuditCheck, type Findings, must } from '../findings.js'
import type { Block } from './blocks.js'
import type { Audit } from './bundle.js'
import { ENDORSER_TRANSACTION, mspIdsOf, readEnvelope } from './envelope.js'
import { type AuditTools, concerns, lineOf, type Speech } from './speech.js'
import { readTransaction, type Transaction } from './transaction.js'
import { type Configuration, inForce } from './update.js'

/** A batch of a transaction that the peers call valid. */
export interface HeardBatch {
  id: string
  block: number
  index: number
  attesting: boolean
  definition: Definition
}

/** That the state of those who endorsed a checkpoint has a batch, written by the transaction at this place. */
export interface Attestation {
  block: number
  index: number
  definition: Definition
  checkpoint: { id: string; block: number; organisations: readonly string[] }
}

/** Goes through the transactions in the order of the ledger, each judged by the configuration that was in force. */
export class Walk {
  readonly batches = new Map<string, HeardBatch>()
  /** By the batch's transaction. */
  readonly attestations = new Map<string, Attestation[]>()
  /** Blocks that hold transactions and are not there to attest others'. */
  readonly subjects: number[] = []
  /** Commands that have to do with what the audit is about. */
  concerned = 0

  constructor(
    private readonly about: Audit['about'],
    private readonly configurations: readonly Configuration[],
    private readonly speech: Speech,
    private readonly tools: AuditTools,
    private readonly findings: Findings<AuditCheck>
  ) {}

  async take(block: Block): Promise<void> {
    if (block.configures) return
    if (!block.attesting) this.subjects.push(block.number)
    for (const [index, bytes] of block.data.entries()) await this.transaction(block, index, bytes)
  }

  private async transaction(block: Block, index: number, bytes: Uint8Array): Promise<void> {
    const code = block.codes[index]
    await this.findings.note('transaction', async () => {
      if (code !== 0)
        return [
          true,
          `transaction ${index} of block ${block.number} is void by code ${code}, as the peers say unsigned`
        ]
      const envelope = readEnvelope(bytes)
      must(envelope.type === ENDORSER_TRANSACTION, `a transaction is of type ${envelope.type}`)
      const configuration = inForce(this.configurations, block.number)
      const transaction = await readTransaction(envelope, configuration, this.tools.crypto)
      const what = await this.judge(transaction, block, index)
      return [true, `${transaction.id}: ${what}, ${endorsersOf(transaction, configuration)}`]
    })
  }

  /** What a transaction does, in words. */
  private async judge(transaction: Transaction, { number, attesting }: Block, index: number): Promise<string> {
    const { id, chaincode, name, creator } = transaction
    const definition = definitionNamed(chaincode)
    if (!definition) return `${chaincode} ${name}, sent by ${creator.mspId}`
    if (name === 'checkpoint') return `${this.attest(transaction, number, definition)}${underOf(definition)}`
    must(name === 'apply', `it asks for ${name}`)
    const spoken = await this.speech.hear(transaction)
    const stray = spoken.find(({ command }) => definitionOf(command.module) !== definition)
    must(stray === undefined, `a command of ${stray?.command.module} is not judged by ${chaincode}`)
    this.batches.set(id, { id, block: number, index, attesting, definition })
    const lines = attesting ? [] : spoken.filter(each => concerns(each, this.about)).map(lineOf)
    this.concerned += lines.length
    for (const line of lines) await this.findings.note('command', () => [true, `${line}, in transaction ${id}`])
    return `${spoken.length} commands, sent by ${creator.mspId}${underOf(definition)}`
  }

  private attest({ id, reads, writes, endorsers }: Transaction, block: number, definition: Definition): string {
    const { ledger } = CheckpointRecord.parse(JSON.parse(writes.get(checkpointKey(id)) ?? '{}'))
    must(ledger === this.speech.ledger, `it is a checkpoint of ledger ${ledger}`)
    const prefix = batchKey('')
    const batches = reads.filter(({ key }) => key.startsWith(prefix))
    const checkpoint = { id, block, organisations: mspIdsOf(endorsers) }
    for (const { key, ...place } of batches) {
      const batch = key.slice(prefix.length)
      this.attestations.set(batch, [...(this.attestations.get(batch) ?? []), { ...place, definition, checkpoint }])
    }
    return `checkpoint of ${batches.length} batches`
  }
}

/** Who judged it, and who did not: an organisation's law may say otherwise, and then it never endorses. */
function endorsersOf({ endorsers }: Transaction, { identities }: Configuration): string {
  const endorsed = mspIdsOf(endorsers)
  const others = identities.members.filter(mspId => !endorsed.includes(mspId))
  const not = others.length > 0 ? `, not by ${others.join(', ')}` : ''
  return `endorsed by ${endorsed.join(', ')}${not}`
}
