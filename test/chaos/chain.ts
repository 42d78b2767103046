/** The chain itself, as each peer tells it from block 0: neither gateway nor mirror has a say in it. */
import { readFileSync } from 'node:fs'
import { common } from '@hyperledger/fabric-protos'
import { decodeBlock, type LedgerBlock } from '../../src/core/events/block.js'
import { Fabric } from '../../src/core/ledger/fabric.js'
import { ledgerHeight } from '../../src/core/ledger/height.js'
import { ConnectionProfile } from '../../src/core/ledger/profile.js'

export interface ToldBlock {
  block: LedgerBlock
  /** What the peer says that its state is after the block, hexadecimal. */
  commitHash: string
}

export class Chain {
  readonly fabric: Fabric

  constructor(home: string) {
    this.fabric = new Fabric(ConnectionProfile.parse(JSON.parse(readFileSync(`${home}/connection.json`, 'utf8'))))
  }

  get peers(): number {
    return this.fabric.organisations.length
  }

  /** Number of the newest block. */
  height(): Promise<number> {
    return ledgerHeight(this.fabric)
  }

  /** A peer's blocks from 0 to `last`, in order. @throws Error when one does not follow the one before */
  async *blocks(peer: number, last: number): AsyncGenerator<ToldBlock> {
    const { channel, chaincode, organisations } = this.fabric.profile
    const { mspId } = organisations[peer]!
    const gateway = this.fabric.gateway(mspId, 'client', peer)
    const stream = await gateway.getNetwork(channel).getBlockEvents({ startBlock: 0n })
    let previous = Buffer.alloc(0)
    try {
      for await (const raw of stream) {
        const block = decodeBlock(raw, chaincode)
        if (!block.previousHash.equals(previous)) throw new Error(`block ${block.number} does not follow`)
        previous = Buffer.from(block.hash)
        yield { block, commitHash: commitHashOf(raw) }
        if (block.number === BigInt(last)) return
      }
    } finally {
      stream.close()
    }
  }

  close(): void {
    this.fabric.close()
  }
}

function commitHashOf(block: common.Block): string {
  const bytes = block.getMetadata()!.getMetadataList_asU8()[common.BlockMetadataIndex.COMMIT_HASH] ?? new Uint8Array()
  return Buffer.from(common.Metadata.deserializeBinary(bytes).getValue_asU8()).toString('hex')
}
