import { protobufFields } from './protobuf.js'

/** The parts of a Fabric block header. */
export interface BlockHeader {
  number: bigint
  previousHash: Uint8Array
  dataHash: Uint8Array
}

/**
 * The bytes whose SHA-256 is a block's hash: DER SEQUENCE { INTEGER number, OCTET STRING previous, OCTET STRING data }
 * (fabric `protoutil/blockutils.go`). Block 0's is the name of a ledger.
 */
export function blockHeaderBytes({ number, previousHash, dataHash }: BlockHeader): Uint8Array {
  return der(0x30, [...der(0x02, integer(number)), ...der(0x04, [...previousHash]), ...der(0x04, [...dataHash])])
}

/** DER definite length: short form below 128, else one length byte; headers are never longer than 255. */
function der(tag: number, content: readonly number[]): Uint8Array {
  const length = content.length < 128 ? [content.length] : [0x81, content.length]
  return Uint8Array.from([tag, ...length, ...content])
}

function integer(value: bigint): number[] {
  const bytes: number[] = []
  for (let rest = value; rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 0xffn))
  if (bytes.length === 0 || bytes[0]! >= 0x80) bytes.unshift(0)
  return bytes
}

/**
 * The header of a serialised `common.Block` (fabric-protos): field 1 of the block; in it 1 number, 2 previous hash, 3 data
 * hash. Read by hand, because the law has no protobuf library and each peer's process must find its ledger's name itself.
 */
export function readBlockHeader(block: Uint8Array): BlockHeader {
  const header: BlockHeader = { number: 0n, previousHash: new Uint8Array(), dataHash: new Uint8Array() }
  const [, bytes] = [...protobufFields(block)].find(([field]) => field === 1) ?? []
  if (!(bytes instanceof Uint8Array)) throw new Error('this is no block: it has no header')
  for (const [field, value] of protobufFields(bytes)) {
    if (field === 1 && typeof value === 'bigint') header.number = value
    if (field === 2 && typeof value !== 'bigint') header.previousHash = value
    if (field === 3 && typeof value !== 'bigint') header.dataHash = value
  }
  return header
}
