import { protobufBytes, protobufField } from '../protobuf.js'
import { textOf } from './bytes.js'
import { CheckpointRecord, checkpointKey, NAMESPACE } from './checkpoint.js'

/**
 * The record that an endorsed checkpoint writes. Reads ProposalResponsePayload.extension, ChaincodeAction.results,
 * TxReadWriteSet.ns_rwset, KVRWSet.writes of fabric-protos.
 *
 * @throws Error for what writes no checkpoint
 */
export function checkpointOf(payload: Uint8Array): { transaction: string; record: CheckpointRecord } {
  const results = protobufField(protobufField(payload, 2), 1)
  const sets = protobufBytes(results, 2).filter(set => textOf(protobufField(set, 1)) === NAMESPACE)
  const writes = sets.flatMap(set => protobufBytes(protobufField(set, 2), 3))
  const [write] = writes
  if (writes.length !== 1 || !write) throw new Error('it does not write one state of the ledger')
  const key = textOf(protobufField(write, 1))
  const transaction = key.slice(key.lastIndexOf('/') + 1)
  if (key !== checkpointKey(transaction)) throw new Error(`it writes ${key}, which is no checkpoint`)
  return { transaction, record: CheckpointRecord.parse(JSON.parse(textOf(protobufField(write, 3)))) }
}
