/** What a transaction of the test's own making asks for, and what its peers answer. */
import { randomBytes } from 'node:crypto'
import { ledger, peer } from '@hyperledger/fabric-protos'
import type { EnvelopeOptions, Speaker } from './forge-config.js'

/** What a transaction may have otherwise than an honest one. */
export interface TransactionOptions extends Partial<Omit<EnvelopeOptions, 'data' | 'type'>> {
  type?: number
  creator?: Speaker
  peers?: readonly Speaker[]
  chaincode?: string
  answeredBy?: string
  name?: string
  argument?: Uint8Array
  event?: { name: string; payload: unknown; txId?: string } | null
  reads?: readonly { key: string; block?: number; index?: number }[]
  writes?: Readonly<Record<string, unknown>>
  proposalHash?: Uint8Array
  actions?: number
  actionHeader?: Uint8Array
}

export function proposalOf({
  chaincode = 'trace',
  name = 'apply',
  argument = randomBytes(2)
}: TransactionOptions): Uint8Array {
  const id = new peer.ChaincodeID()
  id.setName(chaincode)
  const input = new peer.ChaincodeInput()
  input.setArgsList([Buffer.from(name), argument])
  const spec = new peer.ChaincodeSpec()
  spec.setChaincodeId(id)
  spec.setInput(input)
  const invocation = new peer.ChaincodeInvocationSpec()
  invocation.setChaincodeSpec(spec)
  const proposal = new peer.ChaincodeProposalPayload()
  proposal.setInput(invocation.serializeBinary())
  return proposal.serializeBinary()
}

export function responseOf(hash: Uint8Array, { chaincode = 'trace', ...options }: TransactionOptions): Buffer {
  const id = new peer.ChaincodeID()
  id.setName(options.answeredBy ?? chaincode)
  const action = new peer.ChaincodeAction()
  action.setChaincodeId(id)
  action.setResults(resultsOf(chaincode, options))
  if (options.event) {
    const event = new peer.ChaincodeEvent()
    event.setTxId(options.event.txId ?? options.txId!)
    event.setEventName(options.event.name)
    event.setPayload(Buffer.from(JSON.stringify(options.event.payload)))
    action.setEvents(event.serializeBinary())
  }
  const response = new peer.ProposalResponsePayload()
  response.setProposalHash(hash)
  response.setExtension$(action.serializeBinary())
  return Buffer.from(response.serializeBinary())
}

export function resultsOf(namespace: string, { reads = [], writes = {} }: TransactionOptions): Uint8Array {
  const states = new ledger.rwset.kvrwset.KVRWSet()
  for (const { key, block, index = 0 } of reads) {
    const read = new ledger.rwset.kvrwset.KVRead()
    read.setKey(key)
    if (block !== undefined) {
      const version = new ledger.rwset.kvrwset.Version()
      version.setBlockNum(block)
      version.setTxNum(index)
      read.setVersion(version)
    }
    states.addReads(read)
  }
  for (const [key, value] of Object.entries(writes)) {
    const write = new ledger.rwset.kvrwset.KVWrite()
    write.setKey(key)
    write.setValue(Buffer.from(JSON.stringify(value)))
    states.addWrites(write)
  }
  const set = new ledger.rwset.NsReadWriteSet()
  set.setNamespace(namespace)
  set.setRwset(states.serializeBinary())
  const sets = new ledger.rwset.TxReadWriteSet()
  sets.addNsRwset(set)
  return sets.serializeBinary()
}
