/** A field of a protobuf message: a number, or bytes (a text, a message). */
export type ProtobufValue = bigint | Uint8Array

/** Of the tenth byte, the last that a varint may have. */
const MOST_SHIFT = 63n

/** Fields of a protobuf message that has only varints and length-delimited fields. @throws Error for any other bytes */
export function* protobufFields(bytes: Uint8Array): Generator<[number, ProtobufValue]> {
  let at = 0
  const varint = () => {
    let value = 0n
    let shift = 0n
    let byte: number | undefined
    do {
      byte = bytes[at++]
      if (byte === undefined) throw new Error('this message ends early')
      if (shift > MOST_SHIFT) throw new Error('this message has a number of more than 64 bits')
      value |= BigInt(byte & 0x7f) << shift
      shift += 7n
    } while (byte >= 0x80)
    return value
  }
  while (at < bytes.length) {
    const tag = Number(varint())
    if ((tag & 7) === 0) {
      yield [tag >> 3, varint()]
    } else if ((tag & 7) === 2) {
      const length = Number(varint())
      if (at + length > bytes.length) throw new Error('this message ends early')
      yield [tag >> 3, bytes.subarray(at, at + length)]
      at += length
    } else {
      throw new Error(`this message has a field of wire type ${tag & 7}`)
    }
  }
}

/** The values of a field that holds bytes, in their order. */
export function protobufBytes(message: Uint8Array, field: number): Uint8Array[] {
  const found: Uint8Array[] = []
  for (const [number, value] of protobufFields(message))
    if (number === field && typeof value !== 'bigint') found.push(value)
  return found
}

/** The bytes of a field that is there once, or, as protobuf has it, of its last occurrence; empty when it is not there. */
export const protobufField = (message: Uint8Array, field: number): Uint8Array =>
  protobufBytes(message, field).at(-1) ?? new Uint8Array()
