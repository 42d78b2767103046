/** `suyuan hash`: the event hash ids of an EPCIS document, a line for each event. */
import { readFileSync } from 'node:fs'
import type { CbvVersion } from '@suyuan/model/core/epcis/hash/prehash'
import { InvalidDocument, lineOf, readDocument } from '../src/core/epcis/documents.js'
import { eventHashes } from '../src/core/epcis/event-hashes.js'

export interface HashOptions {
  cbv: CbvVersion
  /** The strings that are hashed, in place of the ids. */
  prehash?: boolean
}

/** @throws Error for a file that is no EPCIS document, with the place and the reason in its message */
export function hashCommand(path: string, { cbv, prehash = false }: HashOptions): string[] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  try {
    return eventHashes(readDocument(text), cbv).map(hash => (prehash ? hash.prehash : hash.id))
  } catch (error) {
    if (error instanceof InvalidDocument) throw new Error(error.issues.map(lineOf).join('\n'))
    throw error
  }
}
