import { common } from '@hyperledger/fabric-protos'
import type { Fabric } from './fabric.js'

const { TRANSACTIONS_FILTER, COMMIT_HASH } = common.BlockMetadataIndex

/** A whole block, and what the peer that has it says of it. */
export interface PeersBlock {
  /** Envelopes, as they were ordered. */
  data: Uint8Array[]
  codes: Uint8Array
  /** Empty for block 0. */
  commitHash: Uint8Array
}

/** A block as the peer of an organisation has it. @throws whatever the peer answers when it has no such block */
export async function blockOf(fabric: Fabric, mspId: string, number: number): Promise<PeersBlock> {
  const [speaker] = fabric.submitters('client')
  const { channel } = fabric.profile
  const bytes = await fabric
    .gateway(speaker!, 'client', fabric.homePeer(mspId))
    .getNetwork(channel)
    .getContract('qscc')
    .newProposal('GetBlockByNumber', { arguments: [channel, String(number)], endorsingOrganizations: [mspId] })
    .evaluate()
  const block = common.Block.deserializeBinary(bytes)
  const metadata = block.getMetadata()!.getMetadataList_asU8()
  return {
    data: block.getData()!.getDataList_asU8(),
    codes: metadata[TRANSACTIONS_FILTER]!,
    commitHash: common.Metadata.deserializeBinary(metadata[COMMIT_HASH] ?? new Uint8Array()).getValue_asU8()
  }
}
