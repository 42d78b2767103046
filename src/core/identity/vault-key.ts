import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const NONCE = 12
const TAG = 16

/**
 * Seals small secrets with AES-256-GCM under a key: the gateway's, in a file of mode 0600 outside of Postgres, or one that
 * is itself kept sealed under that.
 */
export class VaultKey {
  private constructor(private readonly key: Buffer) {}

  /** A new key of somebody whose traces shall end with it. */
  static fresh(): VaultKey {
    return new VaultKey(randomBytes(32))
  }

  /** The key that another sealed. */
  static openedBy(other: VaultKey, sealed: Buffer): VaultKey {
    return new VaultKey(Buffer.from(other.open(sealed), 'base64'))
  }

  /** Reads the key, making one where there is none. */
  static at(path: string): VaultKey {
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
    }
    return new VaultKey(Buffer.from(readFileSync(path, 'utf8'), 'base64'))
  }

  /** This key, to be kept under another. */
  sealedBy(other: VaultKey): Buffer {
    return other.seal(this.key.toString('base64'))
  }

  seal(secret: string): Buffer {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce)
    return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
  }

  /** A further key that follows from this one, for one purpose and no other. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.key, '', purpose, 32))
  }

  /** @throws Error when the text was altered or sealed under another key */
  open(sealed: Buffer): string {
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE))
    decipher.setAuthTag(sealed.subarray(-TAG))
    return decipher.update(sealed.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8')
  }
}
