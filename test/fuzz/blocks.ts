/** Real blocks, spoilt: the decoder says that it cannot read them, or reads what was there. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { common } from '@hyperledger/fabric-protos'
import fc from 'fast-check'
import { decodeBlock, UnreadableBlock } from '../../src/core/events/block.js'
import { Fabric } from '../../src/core/ledger/fabric.js'
import { ConnectionProfile } from '../../src/core/ledger/profile.js'
import type { Service } from '../support/service.js'
import { BASE } from '../support/world.js'

export const CHAINCODE = 'trace'

/** The channel's blocks from the first to the newest, as a peer sends them. */
export async function realBlocks(service: Service): Promise<Uint8Array[]> {
  const { home } = service.network.topology
  const profile = ConnectionProfile.parse(JSON.parse(readFileSync(`${home}/connection.json`, 'utf8')))
  const fabric = new Fabric(profile)
  const { rows } = await service.pool.query<{ block: number }>('select block from cursor')
  const blocks: Uint8Array[] = []
  const network = fabric.gateway(BASE, 'client', 0).getNetwork(profile.channel)
  const stream = await network.getBlockEvents({ startBlock: 0n })
  for await (const block of stream) {
    blocks.push(block.serializeBinary())
    if (blocks.length > rows[0]!.block) break
  }
  stream.close()
  fabric.close()
  return blocks
}

/** How decodings ended. */
export interface Endings {
  read: number
  unreadable: number
  /** The protobuf library refused the bytes, before the decoder saw them. */
  noMessage: number
}

/** Decodes bytes; anything but an answer or an UnreadableBlock is thrown on. */
function decoded(bytes: Uint8Array, endings: Endings): ReturnType<typeof decodeBlock> | undefined {
  let block: common.Block
  try {
    block = common.Block.deserializeBinary(bytes)
  } catch {
    endings.noMessage += 1
    return undefined
  }
  try {
    const answer = decodeBlock(block, CHAINCODE)
    endings.read += 1
    return answer
  } catch (error) {
    if (!(error instanceof UnreadableBlock)) throw error
    endings.unreadable += 1
    return undefined
  }
}

interface Spoil {
  at: number
  byte: number
  how: 'change' | 'remove' | 'insert' | 'cut'
}

const spoils = fc.array(
  fc.record<Spoil>({
    at: fc.nat(0xffffff),
    byte: fc.nat(255),
    how: fc.constantFrom('change', 'change', 'change', 'remove', 'insert', 'cut')
  }),
  { minLength: 1, maxLength: 4 }
)

const spoilt = (bytes: Uint8Array, all: readonly Spoil[]): Buffer =>
  all.reduce<Buffer>((so, { at, byte, how }) => {
    const place = at % Math.max(so.length, 1)
    if (how === 'cut') return so.subarray(0, place)
    const more = how === 'remove' ? [] : [byte]
    return Buffer.concat([so.subarray(0, place), Buffer.from(more), so.subarray(how === 'insert' ? place : place + 1)])
  }, Buffer.from(bytes))

/** One transaction spoilt, with the header naming the data that there then are, so that the decoder gets at it. */
function withSpoiltTransaction(bytes: Uint8Array, which: number, all: readonly Spoil[]): Uint8Array {
  const block = common.Block.deserializeBinary(bytes)
  const data = block.getData()!.getDataList_asU8()
  const changed = data.map((each, index) => (index === which % data.length ? spoilt(each, all) : each))
  block.getData()!.setDataList(changed)
  block.getHeader()!.setDataHash(createHash('sha256').update(Buffer.concat(changed)).digest())
  return block.serializeBinary()
}

/** @throws when a decoding ends otherwise than it may, with the seed and the smallest case that shows it */
export function fuzzBlocks(blocks: readonly Uint8Array[], seed: number, milliseconds: number): Endings {
  const endings: Endings = { read: 0, unreadable: 0, noMessage: 0 }
  const originals = blocks.map(bytes => decodeBlock(common.Block.deserializeBinary(bytes), CHAINCODE))
  const dataOf = (block: ReturnType<typeof decodeBlock>) => block.transactions.map(({ txId }) => txId)
  const number = fc.nat(blocks.length - 1)
  const check = (property: fc.IRawProperty<unknown>) =>
    fc.assert(property, {
      seed,
      numRuns: 1_000_000,
      interruptAfterTimeLimit: milliseconds / 3,
      markInterruptAsFailure: false
    })
  check(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void decoded(bytes, endings)))
  check(
    fc.property(number, spoils, (which, all) => {
      const answer = decoded(spoilt(blocks[which]!, all), endings)
      // What is read has the data of the real one: validation codes, number and previous hash are not of its data.
      if (answer?.dataHash.equals(originals[which]!.dataHash))
        if (!isDeepStrictEqual(dataOf(answer), dataOf(originals[which]!))) throw new Error('it was read as another')
    })
  )
  check(
    fc.property(number, fc.nat(500), spoils, (which, transaction, all) => {
      decoded(withSpoiltTransaction(blocks[which]!, transaction, all), endings)
    })
  )
  return endings
}
