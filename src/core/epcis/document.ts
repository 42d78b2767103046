import { isObject, type Json, type JsonObject } from '@suyuan/model/core/epcis/json'
import { Namespaces } from '@suyuan/model/core/epcis/namespaces'
import { at, ROOT } from './paths.js'

/**
 * A document as it was read, in the form of the JSON-LD binding, which is the one inner form: documents that came as XML
 * are brought into it, and given back from it. Nothing in it is changed: identifiers and extensions stay as they were
 * written.
 */
export interface EpcisDocument {
  content: JsonObject
  /** Lines of the XML elements, by path; none for what came as JSON. */
  lines: ReadonlyMap<string, number>
}

export interface EventAt {
  event: JsonObject
  path: string
  namespaces: Namespaces
}

/** The line of a place in an XML document, or of the nearest thing around it that has one. */
export function lineAt(lines: ReadonlyMap<string, number>, path: string): number | undefined {
  for (let place = path; place !== ''; place = around(place)) {
    const line = lines.get(place)
    if (line !== undefined) return line
  }
  return undefined
}

/** The path without its last step. */
const around = (path: string): string => /^(.*)(?:\['(?:[^'\\]|\\.)*'\]|\[\d+\]|\.[\w@#-]+)$/s.exec(path)?.[1] ?? ''

/** Where the events of a document are: in its body, in the results of a query, or the document itself is one. */
function eventListOf(content: JsonObject): { list: Json[]; path: string } | undefined {
  const { epcisBody } = content
  if (!isObject(epcisBody)) return undefined
  const body = at(ROOT, 'epcisBody')
  if (Array.isArray(epcisBody.eventList)) return { list: epcisBody.eventList, path: at(body, 'eventList') }
  const results = isObject(epcisBody.queryResults) ? epcisBody.queryResults.resultsBody : undefined
  if (!isObject(results) || !Array.isArray(results.eventList)) return undefined
  return { list: results.eventList, path: `${body}.queryResults.resultsBody.eventList` }
}

export const isDocumentType = (type: Json | undefined): boolean =>
  type === 'EPCISDocument' || type === 'EPCISQueryDocument' || type === 'EPCISMasterDataDocument'

export const namespacesOf = ({ content }: EpcisDocument): Namespaces => Namespaces.standard.with(content['@context'])

/** The events of a document, in its order. */
export function eventsOf(document: EpcisDocument): EventAt[] {
  const { content } = document
  const namespaces = namespacesOf(document)
  if (!isDocumentType(content.type) && !('epcisBody' in content)) return [{ event: content, path: ROOT, namespaces }]
  const found = eventListOf(content)
  return (found?.list ?? []).flatMap((event, index) => {
    if (!isObject(event)) return []
    return [{ event, path: at(found!.path, index), namespaces: namespaces.with(event['@context']) }]
  })
}
