import { z } from 'zod'
import { canonicalJson } from './canonical.js'
import { Instant } from './instant.js'
import { Uscc } from './uscc.js'

/** SHA-256 in lower-case hexadecimal. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/)

/** An organisation's own voice: its administrators register parties and keys. */
export const MspId = z.string().regex(/^[A-Za-z][A-Za-z0-9]{1,30}MSP$/)

/** P-256 public key: the uncompressed point (0x04 ‖ x ‖ y) of 65 bytes, as WebCrypto's `raw` export gives it. */
export const PublicKey = z.string().regex(/^B[A-P][A-Za-z0-9_-]{84}[AEIMQUYcgkosw048]$/)

/** Raw r‖s, 64 bytes. As with the key, base64url without padding, unused bits zero: bytes have one form only. */
export const Signature = z.string().regex(/^[A-Za-z0-9_-]{85}[AQgw]$/)

/** A key's id: SHA-256 of its 65 bytes, hexadecimal. */
export const KeyId = Digest

/**
 * What an author signs: one intention towards the ledger.
 *
 * `ledger` is the hash of the channel's genesis block, so that a signature is good on one network only; `sequence` counts
 * up per key, gaps allowed; `id` is the author's own name for it, the same again means the same command again.
 */
export const UnsignedCommand = z.strictObject({
  version: z.literal(1),
  algorithm: z.literal('ES256'),
  ledger: Digest,
  id: z.uuid(),
  module: z.string().regex(/^[a-z]{2,20}$/),
  action: z.string().regex(/^[a-z][A-Za-z]{2,30}$/),
  payload: z.record(z.string(), z.unknown()),
  author: z.union([Uscc, MspId]),
  key: KeyId,
  sequence: z.int().positive(),
  signedAt: Instant
})
export type UnsignedCommand = z.infer<typeof UnsignedCommand>

/** With its signature: raw r‖s over the canonical JSON of the rest, s ≤ n/2. */
export const Command = UnsignedCommand.extend({ signature: Signature })
export type Command = z.infer<typeof Command>

/** A command from outside: one that cannot be written canonically is told so by its field. */
export const CommandBody = Command.refine(hasCanonicalForm, {
  path: ['payload'],
  message: 'NOT_CANONICAL'
})

/** Commands are values, never changed: their text is made once, for it costs as much as a signature. */
const texts = new WeakMap<object, string>()

/** The text that is signed. Its SHA-256 is the command's digest. @throws TypeError for what has no canonical form */
export function signedText(command: UnsignedCommand | Command): string {
  const known = texts.get(command)
  if (known !== undefined) return known
  const { signature: _, ...unsigned } = command as Command
  const text = canonicalJson(unsigned)
  texts.set(command, text)
  return text
}

/** Whether there is a text to sign; it is made anyway. */
function hasCanonicalForm(command: Command): boolean {
  try {
    signedText(command)
    return true
  } catch {
    return false
  }
}

/** What a key signs to be registered: that it agrees to speak for the party. Without it anybody could take another's key. */
export const possessionText = (ledger: string, party: string, key: string) => canonicalJson({ ledger, party, key })

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const HALF_ORDER = Uint8Array.from({ length: 32 }, (_, i) => Number((ORDER >> BigInt(249 - 8 * i)) & 0xffn))

const toBigInt = (bytes: Uint8Array) => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)

/** Whether s of a raw r‖s is at most n/2. Both s and n−s verify; taking one makes a signature's bytes unique. */
export function isLowS(signature: Uint8Array): boolean {
  const differs = HALF_ORDER.findIndex((byte, i) => signature[32 + i] !== byte)
  return differs < 0 || signature[32 + differs]! < HALF_ORDER[differs]!
}

/** The same signature with s made min(s, n−s): WebCrypto and OpenSSL give either. */
export function toLowS(signature: Uint8Array): Uint8Array {
  if (isLowS(signature)) return signature
  const low = Uint8Array.from(signature)
  let s = ORDER - toBigInt(signature.subarray(32))
  for (let i = 63; i >= 32; i--, s >>= 8n) low[i] = Number(s & 0xffn)
  return low
}
