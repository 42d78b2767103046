import { Gtin, Serial } from '@suyuan/model/core/gs1'
import { z } from 'zod'
import type { VaultKey } from '../../../core/identity/vault-key.js'

/**
 * What came of a check, as the address to which the browser is sent: to load it again counts nothing, and nobody can make
 * one up.
 */
const Receipt = z.strictObject({
  what: z.literal('check'),
  gtin: Gtin,
  serial: Serial,
  /** Which time it was. */
  times: z.int().positive(),
  /** Milliseconds since 1970. */
  at: z.int()
})
export type Receipt = z.infer<typeof Receipt>

export const receiptOf = (vault: VaultKey, receipt: Omit<Receipt, 'what'>): string =>
  vault.seal(JSON.stringify({ what: 'check', ...receipt })).toString('base64url')

/** Null for what is no receipt of ours. */
export function readReceipt(vault: VaultKey, text: string): Receipt | null {
  try {
    return Receipt.parse(JSON.parse(vault.open(Buffer.from(text, 'base64url'))))
  } catch {
    return null
  }
}
