import { common } from '@hyperledger/fabric-protos'
import type { Fabric } from './fabric.js'

const PATIENCE_MILLISECONDS = 10_000

const { TRANSACTIONS_FILTER, COMMIT_HASH } = common.BlockMetadataIndex

/** A whole block, and what the peer that has it says of it. */
export interface PeersBlock {
  /** Envelopes, as they were ordered. */
  data: Uint8Array[]
  codes: Uint8Array
  /** Empty for block 0. */
  commitHash: Uint8Array
}

/**
 * A block as the peer of an organisation has it; one that is a little behind is waited for.
 *
 * @throws Error when it has not given it after ten seconds
 */
export async function blockOf(fabric: Fabric, mspId: string, number: number): Promise<PeersBlock> {
  const [speaker] = fabric.submitters('client')
  const network = fabric.gateway(speaker!, 'client', fabric.homePeer(mspId)).getNetwork(fabric.profile.channel)
  const request = network.newBlockEventsRequest({ startBlock: BigInt(number) })
  const events = await request.getEvents({ deadline: Date.now() + PATIENCE_MILLISECONDS })
  try {
    for await (const block of events) return partsOf(block)
  } finally {
    events.close()
  }
  throw new Error(`the peer of ${mspId} ends without block ${number}`)
}

function partsOf(block: common.Block): PeersBlock {
  const metadata = block.getMetadata()!.getMetadataList_asU8()
  return {
    data: block.getData()!.getDataList_asU8(),
    codes: metadata[TRANSACTIONS_FILTER]!,
    commitHash: common.Metadata.deserializeBinary(metadata[COMMIT_HASH] ?? new Uint8Array()).getValue_asU8()
  }
}
