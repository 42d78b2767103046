import { isPoint, type ProofCrypto } from '@suyuan/model/core/proof/crypto'

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' }
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' }

/** WebCrypto's types tell memory that is shared between threads from such that is not; ours never is. */
const own = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>

/** What a verification needs of cryptography, by WebCrypto, which browsers have where a page came by https. */
export const webCrypto: ProofCrypto = {
  sha256: async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', own(bytes))),
  verify: async (publicKey, bytes, signature) => {
    if (!isPoint(publicKey)) return false
    const key = await crypto.subtle.importKey('raw', own(publicKey), CURVE, false, ['verify']).catch(() => null)
    // No point of the curve is nobody's key.
    return key !== null && crypto.subtle.verify(SIGNATURE, key, own(signature), own(bytes))
  }
}
