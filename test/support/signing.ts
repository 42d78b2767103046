/** Keys and signed commands, made with node:crypto as clients make them with WebCrypto. */
import { createECDH, createHash, createPrivateKey, randomUUID, sign } from 'node:crypto'
import { type Command, possessionText, signedText, toLowS, type UnsignedCommand } from '@suyuan/model/core/command'

export interface SigningKey {
  /** SHA-256 of the public key's 65 bytes. */
  id: string
  /** The uncompressed point, base64url. */
  publicKey: string
  sign(text: string): string
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()

/** A P-256 key. The same seed gives the same key. */
export function signingKey(seed: string = randomUUID()): SigningKey {
  const secret = sha256(seed)
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(secret)
  const point = ecdh.getPublicKey()
  const privateKey = createPrivateKey({ format: 'jwk', key: { ...jwkOf(point), d: secret.toString('base64url') } })
  const signText = (text: string) =>
    toLowS(sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }))
  return {
    id: sha256(point).toString('hex'),
    publicKey: point.toString('base64url'),
    sign: text => Buffer.from(signText(text)).toString('base64url')
  }
}

const jwkOf = (point: Buffer) => ({
  kty: 'EC',
  crv: 'P-256',
  x: point.subarray(1, 33).toString('base64url'),
  y: point.subarray(33).toString('base64url')
})

export function signed(command: UnsignedCommand, key: SigningKey): Command {
  return { ...command, signature: key.sign(signedText(command)) }
}

/** Somebody who signs commands for one ledger: a party by a device's key, or an organisation by its administrator's. */
export class Author {
  protected sequence = 0

  constructor(
    readonly id: string,
    readonly organisation: string,
    readonly ledger: string,
    readonly key: SigningKey = signingKey()
  ) {}

  /** What registers the author's key: it has signed that it speaks for the author. */
  get registration() {
    const { id: key, publicKey } = this.key
    const possession = this.key.sign(possessionText(this.ledger, this.id, key))
    return { key, publicKey, party: this.id, custody: 'device', possession }
  }

  /** The next command. `change` overrides what an honest client would say; the signature is over the result. */
  command(module: string, action: string, payload: object, change: Partial<UnsignedCommand> = {}): Command {
    this.sequence = Math.max(this.sequence + 1, change.sequence ?? 0)
    return signed(
      {
        version: 1,
        algorithm: 'ES256',
        ledger: this.ledger,
        id: randomUUID(),
        module,
        action,
        payload: payload as Record<string, unknown>,
        author: this.id,
        key: this.key.id,
        sequence: this.sequence,
        signedAt: '2026-04-05T08:00:00+08:00',
        ...change
      },
      this.key
    )
  }

  capture(...events: object[]): Command {
    return this.command('trace', 'capture', { events })
  }
}
