import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { numberOf, readSymbols, symbolsOf } from './symbols.js'
import type { VaultKey } from './vault-key.js'

const CHECK_LENGTH = 8
const SHORT_LENGTH = 10
/** Bytes of the digest by which Postgres finds a pack; a short code says all of them but the last three bits. */
const DIGEST_BYTES = 6
const UNSAID = 8

/** A pack's name, of which its codes are made: the law keeps '/' out of serials. */
const nameOf = (gtin: string, serial: string) => `${gtin}/${serial}`

/**
 * The code that is printed in the open beside the domain, for who cannot scan. It says no more than the pack's number, so it
 * is made without a key: every mirror can find the pack by it, made from the ledger alone.
 */
export const shortCodeOf = (gtin: string, serial: string): string =>
  symbolsOf(createHash('sha256').update(nameOf(gtin, serial)).digest(), SHORT_LENGTH)

/** A short code as somebody typed it, or null where it is none, or mistyped. */
export const readShortCode = (text: string): string | null => readSymbols(text, SHORT_LENGTH)

/** The first and last of the digests' beginnings that a short code stands for. */
export function digestsOf(shortCode: string): [Buffer, Buffer] {
  const first = numberOf(shortCode.slice(0, -1)) * UNSAID
  return [first, first + UNSAID - 1].map(digest => {
    const bytes = Buffer.alloc(DIGEST_BYTES)
    bytes.writeUIntBE(digest, 0, DIGEST_BYTES)
    return bytes
  }) as [Buffer, Buffer]
}

/**
 * The codes under the scratch panel. Made of the pack's number by a key that follows from `vault.key`, so they are stored
 * nowhere, and no ledger or mirror gives them away. Gateways that share that key, and only they, know them; it is to be kept
 * for as long as labels are about.
 */
export class CheckCodes {
  private readonly key: Buffer

  constructor(vault: VaultKey) {
    this.key = vault.derive('suyuan check codes')
  }

  /** Eight characters: 35 bits that nobody can work out, and one character that catches slips. */
  checkCodeOf(gtin: string, serial: string): string {
    return symbolsOf(createHmac('sha256', this.key).update(nameOf(gtin, serial)).digest(), CHECK_LENGTH)
  }

  shortCodeOf(gtin: string, serial: string): string {
    return shortCodeOf(gtin, serial)
  }

  /** Whether it is the pack's. @param code as `readCheckCode` gives it */
  isOf(gtin: string, serial: string, code: string): boolean {
    return timingSafeEqual(Buffer.from(code), Buffer.from(this.checkCodeOf(gtin, serial)))
  }
}

/** A check code as somebody typed it, or null where it is none, or mistyped. */
export const readCheckCode = (text: string): string | null => readSymbols(text, CHECK_LENGTH)
