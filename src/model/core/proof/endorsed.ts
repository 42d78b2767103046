import type { Definition } from '../definitions.js'
import { protobufBytes, protobufField } from '../protobuf.js'
import { textOf } from './bytes.js'
import { CheckpointRecord, checkpointKey, definitionNamed } from './checkpoint.js'

/** What an endorsed checkpoint says, and of the batches of which definition. */
export interface Checkpoint {
  transaction: string
  record: CheckpointRecord
  definition: Definition
}

/**
 * The record that an endorsed checkpoint writes. Reads ProposalResponsePayload.extension, ChaincodeAction.results,
 * TxReadWriteSet.ns_rwset, KVRWSet.writes of fabric-protos.
 *
 * @throws Error for what writes no checkpoint
 */
export function checkpointOf(payload: Uint8Array): Checkpoint {
  const results = protobufField(protobufField(payload, 2), 1)
  const writes = protobufBytes(results, 2).flatMap(set => {
    const definition = definitionNamed(textOf(protobufField(set, 1)))
    return definition ? protobufBytes(protobufField(set, 2), 3).map(write => ({ write, definition })) : []
  })
  const [only] = writes
  if (writes.length !== 1 || !only) throw new Error('it does not write one state of the ledger')
  const { write, definition } = only
  const key = textOf(protobufField(write, 1))
  const transaction = key.slice(key.lastIndexOf('/') + 1)
  if (key !== checkpointKey(transaction)) throw new Error(`it writes ${key}, which is no checkpoint`)
  return { transaction, record: CheckpointRecord.parse(JSON.parse(textOf(protobufField(write, 3)))), definition }
}
