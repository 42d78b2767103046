import { blockHeaderBytes } from '../../block.js'
import type { Hash } from '../../merkle.js'
import { equal, fromBase64url, hexOf } from '../bytes.js'
import { must } from '../findings.js'

const HASH_BYTES = 32

/** Headers of all blocks from block 0 on: each holds the hash of the one before, so that one signature stands for all. */
export class Chain {
  readonly length: number
  private readonly dataHashes: Uint8Array
  /** Hash of each header. */
  private readonly hashes: Uint8Array[] = []

  /** @throws Error for what are no hashes */
  constructor(headers: string, hash: Hash) {
    this.dataHashes = fromBase64url(headers)
    must(this.dataHashes.length % HASH_BYTES === 0, 'the headers are not of whole blocks')
    this.length = this.dataHashes.length / HASH_BYTES
    for (let number = 0; number < this.length; number++) this.hashes.push(hash(this.header(number)))
  }

  /** The ledger's name: the hash of block 0, in hexadecimal. */
  get ledger(): string {
    return hexOf(this.hashes[0]!)
  }

  /** What is hashed and signed of a block. */
  header(number: number): Uint8Array {
    const previousHash = number === 0 ? new Uint8Array() : this.hashes[number - 1]!
    return blockHeaderBytes({ number: BigInt(number), previousHash, dataHash: this.dataHash(number) })
  }

  isOf(number: number, dataHash: Uint8Array): boolean {
    return number < this.length && equal(this.dataHash(number), dataHash)
  }

  private dataHash(number: number): Uint8Array {
    return this.dataHashes.subarray(number * HASH_BYTES, (number + 1) * HASH_BYTES)
  }
}
