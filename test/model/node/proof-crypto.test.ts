import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { ProofCrypto } from '@suyuan/model/core/proof/crypto'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import { webCrypto } from '../../../src/core/web/browser/web-crypto.js'

const ALL: [string, ProofCrypto][] = [
  ['OpenSSL', proofCrypto],
  ['WebCrypto', webCrypto]
]

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const said = Buffer.from('采摘 42 kg')
const signature = signed(said, privateKey)
const point = pointOf(publicKey)

function signed(bytes: Uint8Array, key: KeyObject): Uint8Array {
  return sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' })
}

function pointOf(key: KeyObject): Uint8Array {
  const { x, y } = key.export({ format: 'jwk' })
  return Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')])
}

const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))

/** Keys, words and signatures of which none goes with the others. */
const BAD: Record<string, readonly [Uint8Array, Uint8Array, Uint8Array]> = {
  'other words': [point, Buffer.from('采摘 43 kg'), signature],
  'another key': [pointOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey), said, signature],
  'no point of the curve': [flipped(point, 64), said, signature],
  'the origin': [Buffer.concat([Buffer.of(4), Buffer.alloc(64)]), said, signature],
  'a point at infinity': [Buffer.of(0), said, signature],
  'a compressed point': [Buffer.concat([Buffer.of(2 + (point[64]! & 1)), point.subarray(1, 33)]), said, signature],
  'a hybrid point': [Buffer.concat([Buffer.of(6 + (point[64]! & 1)), point.subarray(1)]), said, signature],
  'coordinates beyond the field': [Buffer.concat([Buffer.of(4), Buffer.alloc(64, 0xff)]), said, signature],
  'a key that is too long': [Buffer.concat([point, Buffer.of(0)]), said, signature],
  'no key': [new Uint8Array(), said, signature],
  'r changed': [point, said, flipped(signature, 0)],
  's changed': [point, said, flipped(signature, 63)],
  'zeros for a signature': [point, said, new Uint8Array(64)],
  'a signature cut short': [point, said, signature.subarray(0, 63)],
  'a signature with more': [point, said, Buffer.concat([signature, Buffer.of(0)])],
  'a signature in DER': [point, said, sign('sha256', said, privateKey)],
  'no signature': [point, said, new Uint8Array()]
}

for (const [name, crypto] of ALL) {
  t.test(`${name}: nothing but the author’s signature of these very words by this very key holds`, async t => {
    for (const [what, [key, bytes, claimed]] of Object.entries(BAD))
      t.equal(await crypto.verify(key, bytes, claimed), false, what)
    t.equal(await crypto.verify(point, said, signature), true)
    t.equal(await crypto.verify(point, new Uint8Array(), signed(new Uint8Array(), privateKey)), true, 'no words')
  })
}

t.test('both have one SHA-256', async t => {
  for (const bytes of [new Uint8Array(), said, Buffer.alloc(100_000, 7)])
    t.same(Buffer.from(await webCrypto.sha256(bytes)), Buffer.from(await proofCrypto.sha256(bytes)))
})
