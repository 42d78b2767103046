import type { Hash } from '../../merkle.js'
import { hexOf, utf8 } from '../../proof/bytes.js'
import type { JsonObject } from '../json.js'
import { Namespaces } from '../namespaces.js'
import { type CbvVersion, prehashOf } from './prehash.js'

export interface EventHash {
  /** `ni:///sha-256;…?ver=CBV2.0` (RFC 6920, with the digest in hexadecimal as CBV writes it) */
  id: string
  prehash: string
}

/** The hash id of one event. */
export function eventHash(event: JsonObject, namespaces: Namespaces, hash: Hash, version: CbvVersion): EventHash {
  const prehash = prehashOf(event, namespaces, version)
  return { id: `ni:///sha-256;${hexOf(hash(utf8(prehash)))}?ver=CBV${version}`, prehash }
}

/** Events are values, never changed: the id of each is made once, for whoever asks. */
const ids = new WeakMap<object, string>()

/** The hash id of an event on the ledger. */
export function hashIdOf(event: object, hash: Hash): string {
  const known = ids.get(event)
  if (known !== undefined) return known
  const json = event as JsonObject
  const { id } = eventHash(json, Namespaces.ledger.with(json['@context']), hash, '2.0')
  ids.set(event, id)
  return id
}
