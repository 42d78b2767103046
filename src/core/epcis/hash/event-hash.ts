import { createHash } from 'node:crypto'
import { type EpcisDocument, eventsOf } from '../document.js'
import type { JsonObject } from '../json.js'
import { Namespaces } from '../namespaces.js'
import { type CbvVersion, prehashOf } from './prehash.js'

export interface EventHash {
  /** `ni:///sha-256;…?ver=CBV2.0` (RFC 6920, with the digest in hexadecimal as CBV writes it) */
  id: string
  prehash: string
}

/** The hash id of one event. */
export function eventHash(event: JsonObject, namespaces: Namespaces, version: CbvVersion = '2.0'): EventHash {
  const prehash = prehashOf(event, namespaces, version)
  const digest = createHash('sha256').update(prehash, 'utf8').digest('hex')
  return { id: `ni:///sha-256;${digest}?ver=CBV${version}`, prehash }
}

/** The hash ids of a document's events, in its order. */
export const eventHashes = (document: EpcisDocument, version: CbvVersion = '2.0'): EventHash[] =>
  eventsOf(document).map(({ event, namespaces }) => eventHash(event, namespaces, version))

/** The hash id of an event that stands alone, with its context. */
export const hashOfEvent = (event: JsonObject, version: CbvVersion = '2.0'): EventHash =>
  eventHash(event, Namespaces.standard.with(event['@context']), version)
