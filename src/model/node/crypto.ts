import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto'
import { isLowS } from '../core/command.js'
import type { Crypto } from '../core/law.js'

/** Parsed keys that are kept; parsing one costs as much as a verification. */
const KEPT = 5000
const parsedKeys = new Map<string, KeyObject | null>()

/** In one call: a hash object costs twice as much as a short text's hash. */
export const sha256 = (bytes: Uint8Array | string): Buffer => hash('sha256', bytes, 'buffer')

/** A P-256 key from its uncompressed point, base64url; null when that is no point of the curve. */
function keyFrom(publicKey: string): KeyObject | null {
  const known = parsedKeys.get(publicKey)
  if (known !== undefined) return known
  if (parsedKeys.size >= KEPT) parsedKeys.clear()
  const key = parsed(Buffer.from(publicKey, 'base64url'))
  parsedKeys.set(publicKey, key)
  return key
}

function parsed(point: Buffer): KeyObject | null {
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  try {
    return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
  } catch {
    return null // OpenSSL says no more of it than that
  }
}

/** What the law needs of cryptography, by OpenSSL: for peers, gateways and tests. The law itself never imports this. */
export const crypto: Crypto = {
  digest: text => sha256(text).toString('hex'),
  keyId: publicKey => sha256(Buffer.from(publicKey, 'base64url')).toString('hex'),
  verify: (publicKey, text, signature) => {
    const raw = Buffer.from(signature, 'base64url')
    const key = keyFrom(publicKey)
    return key !== null && isLowS(raw) && verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, raw)
  }
}
