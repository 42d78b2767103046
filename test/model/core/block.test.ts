import { blockHeaderBytes, readBlockHeader } from '@suyuan/model/core/block'
import t from 'tap'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const field = (tag: number, bytes: Uint8Array | number[]) => [tag, bytes.length, ...bytes]

t.test('what is no block is not read as one', async t => {
  t.throws(() => readBlockHeader(Buffer.alloc(0)), /no header/)
  t.throws(() => readBlockHeader(Buffer.from([0x08, 1])), /no header/)
  t.throws(() => readBlockHeader(Buffer.from([0x0a])), /ends early/)
  t.throws(() => readBlockHeader(Buffer.from([0x0a, 0x80])), /ends early/)
  t.throws(() => readBlockHeader(Buffer.from([0x0d, 1, 2, 3, 4])), /wire type 5/)
  t.throws(() => readBlockHeader(Buffer.alloc(1_000_000, 0xff)), /more than 64 bits/)
})

t.test('a header cut short is not read as one', async t => {
  t.throws(() => readBlockHeader(Buffer.from([0x0a, 9, 0x12, 7, 1, 2])), /ends early/)
})

t.test('number and hashes of a header, whatever else the block has', async t => {
  const header = [0x08, 0xac, 0x02, ...field(0x12, Buffer.alloc(32, 1)), ...field(0x1a, Buffer.alloc(32, 2)), 0x20, 1]
  const block = Buffer.from([...field(0x12, [1, 2, 3]), ...field(0x0a, header)])
  t.same(readBlockHeader(block), {
    number: 300n,
    previousHash: Buffer.alloc(32, 1),
    dataHash: Buffer.alloc(32, 2)
  })
  t.same(readBlockHeader(Buffer.from(field(0x0a, []))).number, 0n)
})

t.test('fields of another type than the header has are passed over', async t => {
  const { number, previousHash, dataHash } = readBlockHeader(
    Buffer.from(field(0x0a, [...field(0x0a, [1]), 0x10, 1, 0x18, 1]))
  )
  t.same([number, previousHash.length, dataHash.length], [0n, 0, 0])
})

t.test('the bytes that are hashed are DER', async t => {
  const of = (number: bigint, length = 0) =>
    hex(blockHeaderBytes({ number, previousHash: new Uint8Array(length), dataHash: new Uint8Array([9]) }))
  t.equal(of(0n), '3008' + '020100' + '0400' + '040109')
  t.equal(of(127n), '3008' + '02017f' + '0400' + '040109')
  t.equal(of(128n), '3009' + '02020080' + '0400' + '040109')
  t.equal(of(256n), '3009' + '02020100' + '0400' + '040109')
  t.equal(of(0n, 130), `30818b${'020100'}048182${'00'.repeat(130)}040109`)
})
