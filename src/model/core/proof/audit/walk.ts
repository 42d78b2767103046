import { batchKey } from '../../batch.js'
import { concat, fromBase64url } from '../bytes.js'
import { CheckpointRecord, checkpointKey, NAMESPACE } from '../checkpoint.js'
import { type Findings, must } from '../findings.js'
import type { Audit, WholeBlock } from './bundle.js'
import type { Chain } from './chain.js'
import { CONFIG, ENDORSER_TRANSACTION, mspIdsOf, readEnvelope } from './envelope.js'
import { type AuditTools, concerns, lineOf, type Speech } from './speech.js'
import { readTransaction, type Transaction } from './transaction.js'
import { type Configuration, firstConfiguration, nextConfiguration } from './update.js'

/** A block, and what the peers say of it. */
export interface Told extends WholeBlock {
  attesting: boolean
  /** A validation code for each transaction; 0 is VALID. */
  codes: Uint8Array
}

/** A batch of a transaction that the peers call valid. */
export interface HeardBatch {
  id: string
  block: number
  index: number
  attesting: boolean
}

/** That the state of those who endorsed a checkpoint has a batch, written by the transaction at this place. */
export interface Attestation {
  block: number
  index: number
  checkpoint: { id: string; block: number; organisations: readonly string[] }
}

/** Goes through whole blocks in the order of the ledger, each judged by the configuration that was in force. */
export class Walk {
  readonly configurations: Configuration[] = []
  readonly batches = new Map<string, HeardBatch>()
  /** By the batch's transaction. */
  readonly attestations = new Map<string, Attestation[]>()
  /** Blocks that hold transactions and are not there to attest others'. */
  readonly subjects: number[] = []
  /** Commands that have to do with what the audit is about. */
  concerned = 0

  constructor(
    private readonly about: Audit['about'],
    private readonly chain: Chain,
    private readonly speech: Speech,
    private readonly tools: AuditTools,
    private readonly findings: Findings
  ) {}

  /** @returns whether what comes next may rest on the block: not after a configuration that does not hold */
  async take(block: Told): Promise<boolean> {
    const { number } = block
    const data = await this.findings.note('block', async () => {
      const data = block.data.map(fromBase64url)
      const dataHash = await this.tools.crypto.sha256(concat(...data))
      must(this.chain.isOf(number, dataHash), `block ${number} is not the chain's`)
      must(block.codes.length === data.length, `the peers speak of another block ${number}`)
      return [data, `block ${number} is the chain's, with ${data.length} transactions`]
    })
    if (!data) return false
    const types = data.map((bytes, index) => (block.codes[index] === 0 ? readEnvelope(bytes).type : null))
    if (types.includes(CONFIG)) return this.configure(number, data)
    if (!block.attesting) this.subjects.push(number)
    for (const [index, bytes] of data.entries()) await this.transaction(block, index, bytes)
    return true
  }

  private async configure(number: number, data: readonly Uint8Array[]): Promise<boolean> {
    const configured = await this.findings.note('configuration', async () => {
      must(data.length === 1, `block ${number} has a configuration and more`)
      const envelope = readEnvelope(data[0]!)
      const before = this.configurations.at(-1)
      if (!before) {
        const first = firstConfiguration(envelope, this.tools.crypto)
        return [first, `block ${number}: organisations ${first.identities.members.join(', ')}`]
      }
      const { configuration, signers } = await nextConfiguration(before, number, envelope, this.tools.crypto)
      const members = configuration.identities.members.join(', ')
      return [configuration, `block ${number}: organisations ${members}; its change is signed by ${signers.join(', ')}`]
    })
    if (configured) this.configurations.push(configured)
    return configured !== undefined
  }

  private async transaction(block: Told, index: number, bytes: Uint8Array): Promise<void> {
    const code = block.codes[index]
    await this.findings.note('transaction', async () => {
      if (code !== 0)
        return [
          true,
          `transaction ${index} of block ${block.number} is void by code ${code}, as the peers say unsigned`
        ]
      const envelope = readEnvelope(bytes)
      must(envelope.type === ENDORSER_TRANSACTION, `a transaction is of type ${envelope.type}`)
      const configuration = this.configurations.at(-1)!
      const transaction = await readTransaction(envelope, configuration, this.tools.crypto)
      const what = await this.judge(transaction, block, index)
      return [true, `${transaction.id}: ${what}, ${endorsersOf(transaction, configuration)}`]
    })
  }

  /** What a transaction does, in words. */
  private async judge(transaction: Transaction, { number, attesting }: Told, index: number): Promise<string> {
    const { id, chaincode, name, creator } = transaction
    if (chaincode !== NAMESPACE) return `${chaincode} ${name}, sent by ${creator.mspId}`
    if (name === 'checkpoint') return this.attest(transaction, number)
    must(name === 'apply', `it asks for ${name}`)
    const spoken = await this.speech.hear(transaction)
    this.batches.set(id, { id, block: number, index, attesting })
    const lines = attesting ? [] : spoken.filter(each => concerns(each, this.about)).map(lineOf)
    this.concerned += lines.length
    for (const line of lines) await this.findings.note('command', () => [true, `${line}, in transaction ${id}`])
    return `${spoken.length} commands, sent by ${creator.mspId}`
  }

  private attest({ id, reads, writes, endorsers }: Transaction, block: number): string {
    const { ledger } = CheckpointRecord.parse(JSON.parse(writes.get(checkpointKey(id)) ?? '{}'))
    must(ledger === this.chain.ledger, `it is a checkpoint of ledger ${ledger}`)
    const prefix = batchKey('')
    const batches = reads.filter(({ key }) => key.startsWith(prefix))
    const checkpoint = { id, block, organisations: mspIdsOf(endorsers) }
    for (const { key, ...place } of batches) {
      const batch = key.slice(prefix.length)
      this.attestations.set(batch, [...(this.attestations.get(batch) ?? []), { ...place, checkpoint }])
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
