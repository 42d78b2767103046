import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type Command, possessionText, signedText, toLowS, type UnsignedCommand } from '@suyuan/model/core/command'

/** A P-256 key pair that speaks for somebody. */
export interface SigningKey {
  /** SHA-256 of the public point, hexadecimal: the key's id on the ledger. */
  id: string
  /** Uncompressed point, base64url. */
  publicKey: string
  privateKey: KeyObject
}

export function signingKeyFrom(pem: string | Buffer): SigningKey {
  const privateKey = createPrivateKey(pem)
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')])
  return { id: createHash('sha256').update(point).digest('hex'), publicKey: point.toString('base64url'), privateKey }
}

export const newPrivateKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** Raw r‖s of P-256 with SHA-256 over a message, low s. */
export const signRaw = (message: Uint8Array, privateKey: KeyObject): Uint8Array =>
  toLowS(sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }))

export const signCommand = (command: UnsignedCommand, key: SigningKey): Command => ({
  ...command,
  signature: Buffer.from(signRaw(Buffer.from(signedText(command)), key.privateKey)).toString('base64url')
})

/** A key's word that it speaks for a party of a ledger, which its registration wants. */
export const possessionOf = (key: SigningKey, ledger: string, party: string): string =>
  Buffer.from(signRaw(Buffer.from(possessionText(ledger, party, key.id)), key.privateKey)).toString('base64url')

/** DER of a raw signature, as Fabric takes it. */
export function toDer(raw: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => {
    const start = bytes.findIndex(byte => byte !== 0)
    const trimmed = [...bytes.subarray(start === -1 ? bytes.length - 1 : start)]
    if (trimmed[0]! >= 0x80) trimmed.unshift(0)
    return [0x02, trimmed.length, ...trimmed]
  }
  const content = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))]
  return Uint8Array.from([0x30, content.length, ...content])
}
