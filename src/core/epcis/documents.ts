/** EPCIS documents: read from JSON or XML into one form, and given back as either. */
import type { EpcisDocument } from './document.js'
import { readJson } from './json-read.js'
import { readXml } from './xml/read.js'

export type { Json, JsonObject } from '@suyuan/model/core/epcis/json'
export { type EpcisDocument, type EventAt, eventsOf, lineAt, masterDataOf, namespacesOf } from './document.js'
export { InvalidDocument, type Issue, LAYERS, type Layer, lineOf } from './issue.js'
export { documentOf, readJson } from './json-read.js'
export type { XmlVersion } from './xml/layout.js'
export { readXml } from './xml/read.js'
export { writeXml } from './xml/write.js'

/** Reads a document in whichever of the two syntaxes it is. @throws InvalidDocument */
export const readDocument = (text: string): EpcisDocument =>
  /^\uFEFF?\s*</.test(text) ? readXml(text) : readJson(text)

/** A document as JSON-LD. */
export const writeJson = ({ content }: EpcisDocument): string => JSON.stringify(content)
