import './protobuf.js'
import { createHash } from 'node:crypto'
import { common, msp, peer } from '@hyperledger/fabric-protos'
import { BATCH_EVENT, type Batch, Envelope } from '@suyuan/model/core/batch'
import { blockHeaderBytes } from '@suyuan/model/core/block'
import type { Command } from '@suyuan/model/core/command'
import { chaincodeOf, DEFINITIONS, type Definition } from '@suyuan/model/core/definitions'
import type { Outcome } from '@suyuan/model/core/judge'
import { unpaged } from '@suyuan/model/core/page'
import { CHECKPOINT_EVENT, CheckpointRecord, CheckpointRequest } from '@suyuan/model/core/proof/checkpoint'
import { membersOf } from '@suyuan/model/core/proof/configuration'
import { type Administrator, administratorOf } from '@suyuan/model/node/administrator'
import { unpackBatch } from '@suyuan/model/node/batch-bytes'
import { type NewDefinition, ReadWriteSet, type Write } from './rwset.js'

export interface BatchTransaction {
  /** Under which it was judged. */
  definition: Definition
  root: string
  commands: readonly { command: Command; outcome: Outcome }[]
  /** By the states' own keys. */
  writes: readonly Write[]
}

/** What attests batches, with what a proof shows of it: the very bytes that the peers signed. */
export interface CheckpointTransaction {
  /** Whose batches it attests. */
  definition: Definition
  root: string
  /** Transactions of the batches, in the order of the tree. */
  batches: readonly string[]
  payload: Buffer
  endorsements: readonly Endorsement[]
  writes: readonly Write[]
}

export interface Endorsement {
  mspId: string
  /** The endorser's identity as it was signed. */
  endorser: Buffer
  signature: Buffer
}

export interface LedgerTransaction {
  index: number
  txId: string
  /** Fabric's validation code; 0 is VALID. */
  code: number
  /** MSP id of who submitted it, '' for configuration. */
  organisation: string
  /** ISO 8601, as the submitter set it. */
  recordedAt: string
  /** What a VALID transaction of either definition's chaincode holds: one of the two, or, of any other, neither. */
  batch: BatchTransaction | null
  checkpoint: CheckpointTransaction | null
  /** What a VALID transaction did to the states of either definition, be it of their chaincodes or of another. */
  effect: Effect | null
}

export interface Effect {
  /** MSP ids of those who endorsed it. */
  endorsers: readonly string[]
  /** Key of the certificate that submitted it, where that is an administrator's. */
  administrator: Administrator | undefined
  /** Keys as they are stored, pages and all. */
  reads: readonly string[]
  stored: readonly Write[]
  /** Whose function it called; null for another chaincode's. */
  calls: Definition | null
  /** The definition that comes into force by it. */
  newDefinition: NewDefinition | null
}

export interface LedgerBlock {
  number: bigint
  hash: Buffer
  previousHash: Buffer
  dataHash: Buffer
  /** MSP ids of the organisations that the configuration in block 0 has; none in other blocks. */
  founders: readonly string[]
  transactions: readonly LedgerTransaction[]
}

/** A block that says what this code cannot read: the mirror stops rather than leave something out. */
export class UnreadableBlock extends Error {
  override readonly name = 'UnreadableBlock'
}

/**
 * Decodes a full block of the channel; its transactions are those of its header's data hash.
 *
 * @param chaincode of the open definition; batches of both are read, other chaincodes' transactions are kept by id and code only
 * @throws UnreadableBlock also when its data are not those that its header names
 */
export function decodeBlock(block: common.Block, chaincode: string): LedgerBlock {
  const { header, data, codes } = readable('this block', () => partsOf(block))
  // A peer hands out what lies on its disk and looks at no hash; the next block's only covers this one's header.
  if (!dataHashOf(data).equals(header.dataHash))
    throw new UnreadableBlock(`the transactions of block ${header.number} are not those that its header names`)
  const transactions = data.map((bytes, index) =>
    readable(`transaction ${index} of block ${header.number}`, () =>
      decodeTransaction(bytes, index, codes[index]!, chaincode)
    )
  )
  const founders = readable('the configuration', () => (header.number === 0n ? membersOf(data[0]!) : []))
  const hash = createHash('sha256').update(blockHeaderBytes(header)).digest()
  return { ...header, hash, founders: founders.map(({ mspId }) => mspId), transactions }
}

function readable<T>(what: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new UnreadableBlock(`${what} cannot be read`, { cause })
  }
}

/** What a block is made of. Its header's hash covers its data; the validation codes are the peer's own word. */
function partsOf(block: common.Block) {
  const named = block.getHeader()!
  const header = {
    number: BigInt(named.getNumber()),
    previousHash: Buffer.from(named.getPreviousHash_asU8()),
    dataHash: Buffer.from(named.getDataHash_asU8())
  }
  const codes = block.getMetadata()!.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER]!
  const data = block.getData()!.getDataList_asU8()
  if (codes.length !== data.length) throw new Error('there are not as many validation codes as transactions')
  return { header, data, codes }
}

function dataHashOf(envelopes: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const envelope of envelopes) hash.update(envelope)
  return hash.digest()
}

function decodeTransaction(bytes: Uint8Array, index: number, code: number, chaincode: string): LedgerTransaction {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8())
  const header = common.ChannelHeader.deserializeBinary(payload.getHeader()!.getChannelHeader_asU8())
  const submitted = header.getType() === common.HeaderType.ENDORSER_TRANSACTION
  const valid = code === peer.TxValidationCode.VALID
  const creator = submitted ? creatorOf(payload) : null
  const call = creator && valid ? callOf(payload.getData_asU8()) : null
  const results = call && new ReadWriteSet(call.result.getResults_asU8(), chaincode)
  const stored = results?.writes ?? []
  const calls = DEFINITIONS.find(definition => call?.chaincode === chaincodeOf(chaincode, definition)) ?? null
  const own =
    call && calls
      ? { ...call, definition: calls, writes: stored.flatMap(({ key, value }) => unpaged(key, value)) }
      : null
  return {
    index,
    txId: header.getTxId(),
    code,
    organisation: creator?.getMspid() ?? '',
    recordedAt: header.getTimestamp()?.toDate().toISOString() ?? new Date(0).toISOString(),
    batch: own?.name === 'apply' ? decodeBatch(own) : null,
    checkpoint: own?.name === 'checkpoint' ? decodeCheckpoint(own) : null,
    effect: results && {
      ...{ calls, stored, reads: results.reads, newDefinition: results.newDefinition },
      endorsers: call.endorsements.map(({ mspId }) => mspId),
      administrator: own ? administratorOf(Buffer.from(creator!.getIdBytes_asU8()).toString()) : undefined
    }
  }
}

function creatorOf(payload: common.Payload): msp.SerializedIdentity {
  const signature = common.SignatureHeader.deserializeBinary(payload.getHeader()!.getSignatureHeader_asU8())
  return msp.SerializedIdentity.deserializeBinary(signature.getCreator_asU8())
}

/** What a function of the chaincode was given, and what the peers endorsed that it did. */
interface Call {
  chaincode: string
  name: string
  argument: Buffer
  /** What the peers signed, and what it says. */
  payload: Buffer
  result: peer.ChaincodeAction
  endorsements: Endorsement[]
}

/** A call of a definition's chaincode, with the states that it wrote. */
interface OwnCall extends Call {
  definition: Definition
  writes: Write[]
}

/** The call that a transaction is, of whichever chaincode. */
function callOf(data: Uint8Array): Call {
  const action = peer.Transaction.deserializeBinary(data).getActionsList()[0]!
  const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8())
  const proposal = peer.ChaincodeProposalPayload.deserializeBinary(payload.getChaincodeProposalPayload_asU8())
  const spec = peer.ChaincodeInvocationSpec.deserializeBinary(proposal.getInput_asU8()).getChaincodeSpec()!
  const [name = '', argument = ''] = spec.getInput()!.getArgsList_asU8()
  const endorsed = payload.getAction()!
  const response = peer.ProposalResponsePayload.deserializeBinary(endorsed.getProposalResponsePayload_asU8())
  return {
    chaincode: spec.getChaincodeId()?.getName() ?? '',
    name: Buffer.from(name).toString(),
    argument: Buffer.from(argument),
    payload: Buffer.from(endorsed.getProposalResponsePayload_asU8()),
    result: peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8()),
    endorsements: endorsed.getEndorsementsList().map(endorsement => ({
      mspId: msp.SerializedIdentity.deserializeBinary(endorsement.getEndorser_asU8()).getMspid(),
      endorser: Buffer.from(endorsement.getEndorser_asU8()),
      signature: Buffer.from(endorsement.getSignature_asU8())
    }))
  }
}

/** Who asked what of which chaincode, who endorsed the answer, and what that read and wrote. */
export interface Anatomy {
  organisation: string
  chaincode: string
  function: string
  endorsers: readonly string[]
  /** Of both definitions, by the states' own keys. */
  reads: readonly string[]
  writes: readonly Write[]
}

/**
 * What a transaction is made of, be it valid or not; null for what is none of a chaincode.
 *
 * @param chaincode of the open definition
 */
export function anatomyOf(envelope: Uint8Array, chaincode: string): Anatomy | null {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8())
  const header = common.ChannelHeader.deserializeBinary(payload.getHeader()!.getChannelHeader_asU8())
  if (header.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return null
  const call = callOf(payload.getData_asU8())
  const states = new ReadWriteSet(call.result.getResults_asU8(), chaincode)
  return {
    organisation: creatorOf(payload).getMspid(),
    chaincode: call.chaincode,
    function: call.name,
    endorsers: call.endorsements.map(({ mspId }) => mspId),
    reads: states.reads,
    writes: states.writes.flatMap(({ key, value }) => unpaged(key, value))
  }
}

function eventOf({ result }: Call, name: string): unknown {
  const event = peer.ChaincodeEvent.deserializeBinary(result.getEvents_asU8())
  if (event.getEventName() !== name) throw new Error(`an event named ${event.getEventName()} is not known`)
  return JSON.parse(Buffer.from(event.getPayload_asU8()).toString())
}

function decodeBatch(call: OwnCall): BatchTransaction {
  const { root, outcomes } = Envelope.parse(eventOf(call, BATCH_EVENT))
  // The peers took it for a batch, or the transaction would not be valid.
  const { commands } = JSON.parse(unpackBatch(call.argument)) as Batch
  if (outcomes.length !== commands.length) throw new Error('there are not as many outcomes as commands')
  return {
    definition: call.definition,
    root,
    commands: commands.map((command, index) => ({ command, outcome: outcomes[index]! })),
    writes: call.writes
  }
}

function decodeCheckpoint(call: OwnCall): CheckpointTransaction {
  const { root, count } = CheckpointRecord.parse(eventOf(call, CHECKPOINT_EVENT))
  const batches = CheckpointRequest.parse(JSON.parse(call.argument.toString()))
  if (batches.length !== count) throw new Error('a checkpoint covers another number of batches than it says')
  return {
    definition: call.definition,
    root,
    batches,
    payload: call.payload,
    endorsements: call.endorsements,
    writes: call.writes
  }
}
