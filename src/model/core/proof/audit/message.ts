import { protobufBytes, protobufFields } from '../../protobuf.js'

/**
 * The bytes of a field that a message has at most once; empty when it has none. Protobuf merges parts that come twice:
 * then the peers may have read another message than we, and it is not judged.
 *
 * @throws Error for a field that is there twice
 */
export function partOf(message: Uint8Array, field: number): Uint8Array {
  const [part = new Uint8Array(), ...more] = protobufBytes(message, field)
  if (more.length > 0) throw new Error(`field ${field} of a message is there twice`)
  return part
}

/** The part at the end of a way of fields. */
export const partAt = (message: Uint8Array, ...fields: readonly number[]): Uint8Array => fields.reduce(partOf, message)

/** A field that holds a number; 0 when there is none, as protobuf leaves it out. */
export function numberOf(message: Uint8Array, field: number): bigint {
  let found = 0n
  for (const [number, value] of protobufFields(message))
    if (number === field && typeof value === 'bigint') found = value
  return found
}
