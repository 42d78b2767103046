import { type BatchRecord, batchKey } from '@suyuan/model/core/batch'
import { merkleRoot } from '@suyuan/model/core/merkle'
import {
  CHECKPOINT_EVENT,
  type CheckpointRecord,
  CheckpointRequest,
  checkpointKey,
  checkpointLeaf
} from '@suyuan/model/core/proof/checkpoint'
import { sha256 } from '@suyuan/model/node/crypto'
import type { ChaincodeStub } from 'fabric-shim'

/**
 * Attests that batches are on this ledger: writes the Merkle root over what the committed state has of them. Who endorses
 * this says so with its signature, of which alone a proof is made.
 *
 * @throws Error for a transaction whose batch this peer does not have
 */
export async function checkpoint(stub: ChaincodeStub, argument: Buffer, ledger: string): Promise<CheckpointRecord> {
  const transactions = CheckpointRequest.parse(JSON.parse(argument.toString()))
  const leaves: Buffer[] = []
  for (const transaction of transactions) {
    const bytes = await stub.getState(batchKey(transaction))
    if (bytes.length === 0) throw new Error(`BATCH_NOT_COMMITTED ${transaction}`)
    const { root, count } = JSON.parse(Buffer.from(bytes).toString()) as BatchRecord
    leaves.push(Buffer.from(checkpointLeaf({ transaction, root, count })))
  }
  const root = Buffer.from(merkleRoot(leaves, sha256)).toString('hex')
  const record: CheckpointRecord = { ledger, root, count: leaves.length }
  const bytes = Buffer.from(JSON.stringify(record))
  await stub.putState(checkpointKey(stub.getTxID()), bytes)
  stub.setEvent(CHECKPOINT_EVENT, bytes)
  return record
}
