import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'

/** An identity as its files have it. The same object for as long as they are the same. */
export interface Credential {
  certificate: Buffer
  privateKey: KeyObject
}

/**
 * A certificate and its key in two files, read anew when they change: a certificate is renewed before it expires, and
 * nothing pauses for that.
 */
export class Credentials {
  private stamp = ''
  private known: Credential | undefined

  constructor(private readonly files: { certificate: string; privateKey: string }) {}

  /** @throws Error when the files are not there, or are no certificate with its key and never were */
  current(): Credential {
    const stamp = [this.files.certificate, this.files.privateKey].map(stampOf).join()
    if (!this.known || stamp !== this.stamp) {
      const read = this.read()
      // Of two files that are being replaced one may be the new one already: the old identity is good until both are.
      if (read) Object.assign(this, { known: read, stamp })
    }
    if (!this.known) throw new Error(`${this.files.privateKey} is not the key of ${this.files.certificate}`)
    return this.known
  }

  private read(): Credential | undefined {
    const certificate = readFileSync(this.files.certificate)
    const privateKey = createPrivateKey(readFileSync(this.files.privateKey))
    return new X509Certificate(certificate).checkPrivateKey(privateKey) ? { certificate, privateKey } : undefined
  }
}

function stampOf(path: string): string {
  const { ino, mtimeMs, size } = statSync(path)
  return `${ino}/${mtimeMs}/${size}`
}
