import { concat } from './bytes.js'

/** One value of DER (X.690): its tag, its content, and its bytes whole. */
export interface Der {
  tag: number
  content: Uint8Array
  whole: Uint8Array
}

export const SEQUENCE = 0x30
export const SET = 0x31
export const INTEGER = 0x02
export const BIT_STRING = 0x03

/** The values in a row of DER. @throws Error for lengths that are not DER's */
export function derValues(bytes: Uint8Array): Der[] {
  const values: Der[] = []
  for (let at = 0; at < bytes.length; ) {
    const { length, start } = derLength(bytes, at + 1)
    if (start + length > bytes.length) throw new Error('this DER ends early')
    values.push({
      tag: bytes[at]!,
      content: bytes.subarray(start, start + length),
      whole: bytes.subarray(at, start + length)
    })
    at = start + length
  }
  return values
}

/** Definite and minimal, up to two length bytes: certificates are no longer. */
function derLength(bytes: Uint8Array, at: number): { length: number; start: number } {
  const [first, second = 0, third = 0] = bytes.subarray(at, at + 3)
  if (first === undefined) throw new Error('this DER ends early')
  if (first < 0x80) return { length: first, start: at + 1 }
  if (first === 0x81 && second >= 0x80) return { length: second, start: at + 2 }
  if (first === 0x82 && second > 0) return { length: 256 * second + third, start: at + 3 }
  throw new Error('this DER has a length that is not minimal')
}

/** The one value that the bytes are, of the tag that it must have. @throws Error */
export function derValue(bytes: Uint8Array, tag: number): Der {
  const values = derValues(bytes)
  if (values.length !== 1) throw new Error('this is not one value of DER')
  return tagged(values[0], tag)
}

export function tagged(value: Der | undefined, tag: number): Der {
  if (value?.tag !== tag) throw new Error(`this DER has another value where tag ${tag} belongs`)
  return value
}

/** Raw r‖s of a DER ECDSA signature on P-256. @throws Error when it is not DER */
export function rawSignature(der: Uint8Array): Uint8Array {
  const [r, s, ...rest] = derValues(derValue(der, SEQUENCE).content)
  if (rest.length > 0) throw new Error('this is no ECDSA signature')
  return concat(scalar(tagged(r, INTEGER)), scalar(tagged(s, INTEGER)))
}

function scalar({ content }: Der): Uint8Array {
  const [first = 0x80, second = 0] = content
  const padded = first === 0 && second >= 0x80
  const digits = padded ? content.subarray(1) : content
  if (first >= 0x80 || (first === 0 && !padded) || digits.length > 32) throw new Error('this is no ECDSA signature')
  return concat(new Uint8Array(32 - digits.length), digits)
}
