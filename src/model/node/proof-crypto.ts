import { createHash, createPublicKey, verify } from 'node:crypto'
import { isPoint, type ProofCrypto } from '../core/proof/crypto.js'

/** What a verification needs of cryptography, by OpenSSL. */
export const proofCrypto: ProofCrypto = {
  sha256: async bytes => createHash('sha256').update(bytes).digest(),
  verify: async (publicKey, bytes, signature) => {
    if (!isPoint(publicKey)) return false
    const coordinate = (start: number) => Buffer.from(publicKey.subarray(start, start + 32)).toString('base64url')
    const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) }
    try {
      const key = createPublicKey({ format: 'jwk', key: jwk })
      return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)
    } catch {
      return false // no point of the curve; OpenSSL says no more of it than that
    }
  }
}
