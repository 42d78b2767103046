import { merklePath, merkleRoot, rootByPath } from '@suyuan/model/core/merkle'
import { equal, fromBase64url, fromPem } from '@suyuan/model/core/proof/bytes'
import { readCertificate } from '@suyuan/model/core/proof/certificate'
import { CheckpointRequest } from '@suyuan/model/core/proof/checkpoint'
import { derValue, derValues, rawSignature, SEQUENCE } from '@suyuan/model/core/proof/der'
import { protobufField } from '@suyuan/model/core/protobuf'
import { sha256 } from '@suyuan/model/node/crypto'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import { Authority, der, derOf, P256, pemOf } from '../../support/forge.js'

const hash = async (bytes: Uint8Array) => sha256(bytes)

t.test('a path leads to the root from its own leaf alone', async t => {
  for (let size = 1; size <= 20; size++) {
    const leaves = Array.from({ length: size }, (_, i) => Buffer.from(`leaf ${i}`))
    const root = merkleRoot(leaves, sha256)
    for (const [index, leaf] of leaves.entries()) {
      const path = merklePath(leaves, index, sha256)
      t.same(await rootByPath(leaf, { index, size, path }, hash), root, `${index} of ${size}`)
      t.notSame(await rootByPath(Buffer.from('other'), { index, size, path }, hash), root)
      t.notSame(await rootByPath(leaf, { index: (index + 1) % (size + 1), size, path }, hash), root)
      t.equal(await rootByPath(leaf, { index, size, path: [...path, root] }, hash), null)
      if (size > 1) t.equal(await rootByPath(leaf, { index, size, path: path.slice(1) }, hash), null)
    }
  }
})

t.test('bytes have one form as base64url', async t => {
  t.same(fromBase64url('AQID'), Uint8Array.of(1, 2, 3))
  t.same(fromBase64url('AQ'), Uint8Array.of(1))
  t.same(fromBase64url(''), new Uint8Array())
  for (const text of ['AR', 'A', 'AQI=', 'A+', 'A/', 'Aé', '中文'])
    t.throws(() => fromBase64url(text), /base64url/, text)
  t.ok(equal(Uint8Array.of(1), Uint8Array.of(1)))
  t.notOk(equal(Uint8Array.of(1), Uint8Array.of(1, 2)))
  t.throws(() => fromPem(Buffer.from('-----BEGIN KEY-----')), /PEM/)
})

t.test('DER has one form too', async t => {
  const long = der(0x04, Buffer.alloc(200))
  const longer = der(0x04, Buffer.alloc(300))
  t.same(
    derValues(Buffer.concat([long, longer])).map(({ content }) => content.length),
    [200, 300]
  )
  for (const bytes of [
    [0x30],
    [0x30, 1],
    [0x30, 0x81, 1, 0],
    [0x30, 0x82, 0, 1, 0],
    [0x30, 0x80],
    [0x30, 0x84, 0, 0, 0, 1]
  ])
    t.throws(() => derValues(Buffer.from(bytes)), /this DER/, bytes.join())
  t.throws(() => derValue(Buffer.from([0x30, 0, 0x30, 0]), SEQUENCE), /not one value/)
  t.throws(() => derValue(Buffer.from([0x31, 0]), SEQUENCE), /another value/)
})

t.test('a signature’s DER is minimal, positive and no longer than the curve', async t => {
  const raw = Buffer.concat([Buffer.alloc(32, 1), Buffer.alloc(32, 0xee)])
  t.same(rawSignature(derOf(raw)), raw)
  const of = (...scalars: number[][]) => der(0x30, ...scalars.map(digits => der(0x02, Buffer.from(digits))))
  t.same(
    Buffer.from(rawSignature(of([1], [0, 0x80]))).toString('hex'),
    `${'01'.padStart(64, '0')}${'80'.padStart(64, '0')}`
  )
  for (const scalars of [
    [[1], [1], [1]],
    [[0x80], [1]],
    [[0, 1], [1]],
    [[0], [1]],
    [[], [1]],
    [Array(33).fill(1), [1]]
  ])
    t.throws(() => rawSignature(of(...scalars)), /no ECDSA signature/)
  t.throws(() => rawSignature(of([1])), /another value/)
})

t.test('of certificates those are read that Fabric makes', async t => {
  const ca = new Authority('Base')
  t.same(readCertificate(ca.issue('peer').certificate).units, ['peer'])
  t.same(readCertificate(ca.root).units, [])
  const odd = (oddities: object) => () => readCertificate(ca.issue('peer', oddities).certificate)
  t.throws(odd({ algorithm: P256 }), /not signed with ECDSA/)
  t.throws(odd({ parts: [der(0x30)] }), /no certificate/)
  t.throws(odd({ key: der(0x30, der(0x30, P256), der(0x03, Buffer.alloc(34))) }), /no P-256 key/)
  t.throws(odd({ key: der(0x30, der(0x30, Buffer.of(5, 0)), der(0x03, Buffer.alloc(66))) }), /no P-256 key/)
  t.throws(odd({ unused: 3 }), /no certificate/)
  t.throws(() => readCertificate(pemOf(der(0x30, der(0x30), der(0x30)))), /no certificate/)
  t.throws(() => readCertificate(pemOf(der(0x30, der(0x30), der(0x30), der(0x30)))), /another value/)
})

t.test('what is no point of the curve has signed nothing', async t => {
  t.equal(await proofCrypto.verify(new Uint8Array(65), Buffer.of(1), new Uint8Array(64)), false)
})

t.test('of a field that comes twice the last counts, and one that does not come is empty', async t => {
  t.same([...protobufField(Buffer.from([0x0a, 1, 7, 0x08, 3, 0x0a, 1, 8]), 1)], [8])
  t.same([...protobufField(Buffer.from([0x08, 3]), 1)], [])
})

t.test('a checkpoint is asked for of batches that differ', async t => {
  const batch = 'ab'.repeat(32)
  t.ok(CheckpointRequest.safeParse([batch]).success)
  for (const request of [
    [],
    [batch, batch],
    ['batch'],
    Array.from({ length: 501 }, (_, i) => String(i).padStart(64, '0'))
  ])
    t.notOk(CheckpointRequest.safeParse(request).success)
})
