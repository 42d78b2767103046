import { type EventHash, eventHash } from '@suyuan/model/core/epcis/hash/event-hash'
import type { CbvVersion } from '@suyuan/model/core/epcis/hash/prehash'
import { sha256 } from '@suyuan/model/node/crypto'
import { type EpcisDocument, eventsOf } from './document.js'

/** The hash ids of a document's events, in its order. */
export const eventHashes = (document: EpcisDocument, version: CbvVersion = '2.0'): EventHash[] =>
  eventsOf(document).map(({ event, namespaces }) => eventHash(event, namespaces, sha256, version))
