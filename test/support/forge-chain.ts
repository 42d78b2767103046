/** A chain of the test's own making: blocks that orderers sign, transactions that peers endorse, whatever is in them. */
import { randomUUID } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { common, peer } from '@hyperledger/fabric-protos'
import { leafText, type RegisteredKey, sealText } from '@suyuan/model/core/batch'
import { blockHeaderBytes } from '@suyuan/model/core/block'
import { type Command, signedText } from '@suyuan/model/core/command'
import type { Outcome } from '@suyuan/model/core/judge'
import { merkleRoot } from '@suyuan/model/core/merkle'
import { AUDIT_FORMAT, type Audit, type AuditSubject } from '@suyuan/model/core/proof/audit/bundle'
import { type Edition, statementTree } from '@suyuan/model/core/statements'
import { laws } from '@suyuan/model/laws'
import { sha256 } from '@suyuan/model/node/crypto'
import { Authority, signDer } from './forge.js'
import {
  channelGroup,
  channelHeaderOf,
  configOf,
  configurationEnvelope,
  type Edit,
  envelopeOf,
  type ForgedOrganisation,
  identityOf,
  type Speaker,
  signatureHeaderOf,
  updateOf
} from './forge-config.js'
import { proposalOf, responseOf, type TransactionOptions } from './forge-transaction.js'
import { type SigningKey, signed, signingKey } from './signing.js'

const { CONFIG, ENDORSER_TRANSACTION } = common.HeaderType
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** A command, its outcome, and the key that the peers say is registered. */
export interface Word {
  command: Command
  outcome?: Outcome
  key?: RegisteredKey | null
}

export interface Sent {
  id: string
  bytes: Buffer
}

interface ForgedBlock {
  data: readonly Uint8Array[]
  codes: readonly number[]
}

export class ForgedChain {
  readonly members: ForgedOrganisation[] = organisations('BaseMSP', 'RegulatorMSP', 'RetailMSP')
  readonly orderers: ForgedOrganisation[] = organisations('BaseOrdererMSP', 'RegulatorOrdererMSP', 'RetailOrdererMSP')
  readonly client = this.speaker('BaseMSP', 'client')
  readonly peers = this.members.map(({ mspId }) => this.speaker(mspId, 'peer'))
  readonly admins = [...this.members, ...this.orderers].map(({ mspId }) => this.speaker(mspId, 'admin'))
  readonly nodes = this.orderers.map(({ mspId }) => this.speaker(mspId, 'orderer'))
  readonly key: SigningKey = signingKey(randomUUID())
  readonly blocks: ForgedBlock[] = []
  /** Numbers of configuration blocks. */
  readonly configured: number[] = []
  group = channelGroup(this.members, this.orderers)

  constructor(first = (chain: ForgedChain) => configurationEnvelope(chain, 0)) {
    this.configure(first(this))
  }

  get id(): string {
    return hex(this.hash(0))
  }

  speaker(mspId: string, unit: string, oddities?: Parameters<Authority['issue']>[1]): Speaker {
    const { ca } = [...this.members, ...this.orderers].find(each => each.mspId === mspId)!
    return { mspId, identity: ca.issue(unit, oddities) }
  }

  add(...data: readonly (Sent | Uint8Array)[]): number {
    const envelopes = data.map(each => ('bytes' in each ? each.bytes : each))
    return this.blocks.push({ data: envelopes, codes: envelopes.map(() => 0) }) - 1
  }

  configure(envelope: Uint8Array): number {
    const number = this.add(envelope)
    this.configured.push(number)
    return number
  }

  /** A block with a change of the configuration: `edit` makes of each the read set, the write set, and what is in force then. */
  change(
    edit: Edit,
    signers: readonly Speaker[],
    { sequence = this.configured.length, ...options }: { sequence?: number; channel?: string; named?: string } = {}
  ): number {
    const [readSet, writeSet] = [new common.ConfigGroup(), new common.ConfigGroup()]
    const group = common.ConfigGroup.deserializeBinary(this.group.serializeBinary())
    edit(readSet, writeSet, group)
    const update = updateOf(readSet, writeSet, signers, options.named)
    const config = configOf(sequence, group, update)
    this.group = group
    const channel = options.channel ? { channel: options.channel } : {}
    return this.configure(envelopeOf(this.nodes[0]!, { type: CONFIG, data: config, ...channel }))
  }

  command(change: Partial<Command> = {}): Command {
    const unsigned = {
      ...{ version: 1, algorithm: 'ES256', ledger: this.id, id: randomUUID(), module: 'core', action: 'registerPlace' },
      ...{ payload: { gtin: '09520001000065' }, author: '91441621DEM000001D', key: this.key.id, sequence: 1 },
      ...{ signedAt: '2026-04-05T08:00:00+08:00', ...change }
    } as Command
    return signed(unsigned, this.key)
  }

  get registered(): RegisteredKey {
    return { party: '91441621DEM000001D', publicKey: this.key.publicKey, custody: 'device' }
  }

  /** A transaction with a batch. */
  batch(words: readonly Word[], options: TransactionOptions = {}, edition?: Edition): Sent {
    const outcomes = words.map(({ outcome = { status: 'accepted' } as const }) => outcome)
    const leaves = words.map(({ command, key = this.registered }, i) => {
      const judged = { command, outcome: outcomes[i]!, key, digest: hex(sha256(signedText(command))) }
      return Buffer.from(leafText(command, hex(sha256(sealText(judged))), statementTree(judged, laws, sha256, edition)))
    })
    const root = hex(merkleRoot(leaves, sha256))
    return this.transaction(id => ({
      name: 'apply',
      argument: deflateRawSync(JSON.stringify({ commands: words.map(({ command }) => command) })),
      event: { name: 'batch', payload: { version: 1, root, outcomes } },
      writes: { [`batch/${id}`]: { root, count: words.length } },
      ...options
    }))
  }

  /** A transaction that attests what stands at these places. */
  checkpoint(batches: readonly { id: string; block: number; index: number }[], options: TransactionOptions = {}): Sent {
    const record = { ledger: this.id, root: 'ab'.repeat(32), count: Math.max(1, batches.length) }
    return this.transaction(id => ({
      name: 'checkpoint',
      reads: [{ key: 'config' }, ...batches.map(({ id, ...place }) => ({ key: `batch/${id}`, ...place }))],
      writes: { [`checkpoint/${id}`]: record },
      ...options
    }))
  }

  transaction(make: (id: string) => TransactionOptions): Sent {
    const draft = make('')
    const { creator = this.client, peers = this.peers } = draft
    const signatureHeader = Buffer.from(draft.signatureHeader ?? signatureHeaderOf(creator))
    const sender = common.SignatureHeader.deserializeBinary(signatureHeader)
    const id = draft.txId ?? hex(sha256(Buffer.concat([sender.getNonce_asU8(), sender.getCreator_asU8()])))
    const options = { type: ENDORSER_TRANSACTION, ...make(id), txId: id, signatureHeader }
    const proposal = proposalOf(options)
    const hash = sha256(Buffer.concat([channelHeaderOf(options), signatureHeader, proposal]))
    const response = responseOf(options.proposalHash ?? hash, options)
    const endorsed = new peer.ChaincodeEndorsedAction()
    endorsed.setProposalResponsePayload(response)
    for (const speaker of peers) {
      const endorsement = new peer.Endorsement()
      endorsement.setEndorser(identityOf(speaker))
      endorsement.setSignature(signDer(Buffer.concat([response, identityOf(speaker)]), speaker.identity.privateKey))
      endorsed.addEndorsements(endorsement)
    }
    const payload = new peer.ChaincodeActionPayload()
    payload.setChaincodeProposalPayload(proposal)
    payload.setAction(endorsed)
    const transaction = new peer.Transaction()
    for (let i = 0; i < (options.actions ?? 1); i++) {
      const action = new peer.TransactionAction()
      action.setHeader(options.actionHeader ?? signatureHeader)
      action.setPayload(payload.serializeBinary())
      transaction.addActions(action)
    }
    return { id, bytes: envelopeOf(creator, { ...options, data: transaction.serializeBinary() }) }
  }

  /** The bundle of these blocks and all configurations; the newest block is the last. */
  audit(about: AuditSubject, numbers: readonly number[], attesting: readonly number[] = []): Audit {
    const own = [...new Set([...this.configured, ...numbers])].sort((one, other) => one - other)
    const all = [...own, ...attesting].sort((one, other) => one - other)
    const whole = (number: number) => ({ number, data: this.blocks[number]!.data.map(base64url) })
    const word = (number: number) => ({
      commitHash: number === 0 ? '' : base64url(sha256(`state ${number}`)),
      codes: base64url(Uint8Array.from(this.blocks[number]!.codes))
    })
    return {
      ...{ format: AUDIT_FORMAT, about, blocks: own.map(whole), attesting: attesting.map(whole) },
      headers: base64url(Buffer.concat(this.blocks.map(({ data }) => sha256(Buffer.concat(data))))),
      orderers: this.nodes.map(node => this.copy(node)),
      peers: this.members.map(({ mspId }) => ({ mspId, blocks: all.map(word) })),
      ...{ keys: [this.registered], unregistered: [] }
    }
  }

  /** A block as an orderer has it. */
  copy(
    node: Speaker,
    { block = this.blocks.length - 1, last = this.configured.findLast(number => number <= block)! } = {}
  ): Audit['orderers'][number] {
    const lastConfig = new common.LastConfig()
    lastConfig.setIndex(last)
    const value = new common.OrdererBlockMetadata()
    value.setLastConfig(lastConfig)
    const [metadata, header] = [value.serializeBinary(), signatureHeaderOf(node)]
    const content = Buffer.concat([metadata, header, this.header(block)])
    const signature = signDer(content, node.identity.privateKey)
    return {
      block,
      metadata: base64url(metadata),
      signatureHeader: base64url(header),
      signature: base64url(signature)
    }
  }

  private header(number: number): Uint8Array {
    const previousHash = number === 0 ? new Uint8Array() : this.hash(number - 1)
    const dataHash = sha256(Buffer.concat(this.blocks[number]!.data))
    return blockHeaderBytes({ number: BigInt(number), previousHash, dataHash })
  }

  private hash(number: number): Buffer {
    return sha256(this.header(number))
  }
}

const organisations = (...mspIds: string[]): ForgedOrganisation[] =>
  mspIds.map(mspId => ({ mspId, ca: new Authority(mspId) }))
