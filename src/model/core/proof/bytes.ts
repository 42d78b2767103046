const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = ALPHABET.indexOf(String.fromCharCode(code))
  return value < 0 ? 255 : value
})

/** Bytes of base64url without padding. Strict: each sequence of bytes has one form. @throws Error for any other */
export function fromBase64url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? 255
    if (value === 255) throw new Error('this is not base64url')
    held = ((held << 6) | value) & 0xfff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  if (bits === 6 || (held & ((1 << bits) - 1)) !== 0) throw new Error('this is not base64url in its only form')
  return bytes
}

const PEM = /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/\n]+)=*\n-----END CERTIFICATE-----\n?$/

/** The bytes of a PEM certificate. @throws Error */
export function fromPem(pem: Uint8Array): Uint8Array {
  const [, body] = PEM.exec(new TextDecoder().decode(pem)) ?? []
  if (!body) throw new Error('this is no certificate in PEM')
  return fromBase64url(body.replaceAll('\n', '').replaceAll('+', '-').replaceAll('/', '_'))
}

const encoder = new TextEncoder()

export const utf8 = (text: string): Uint8Array => encoder.encode(text)
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Every leaf of every tree goes through here. */
export function hexOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += HEX[byte]
  return text
}

export const fromHex = (text: string): Uint8Array =>
  Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16))

export const equal = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, i) => byte === other[i])

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
