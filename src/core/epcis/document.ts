import { isObject, type Json, type JsonObject, objectsOf } from '@suyuan/model/core/epcis/json'
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

export interface VocabularyListAt {
  list: Json
  path: string
}

/** Where master data are: in a header, in the body of a document of them alone, in the results of a query. */
export function vocabularyListsOf(content: JsonObject): VocabularyListAt[] {
  const { epcisHeader, epcisBody } = content
  const member = (value: Json | undefined, name: string): Json | undefined =>
    isObject(value) ? value[name] : undefined
  const places: [Json | undefined, string][] = [
    [member(epcisHeader, 'epcisMasterData'), `${ROOT}.epcisHeader.epcisMasterData`],
    [epcisBody, `${ROOT}.epcisBody`],
    [member(member(epcisBody, 'queryResults'), 'resultsBody'), `${ROOT}.epcisBody.queryResults.resultsBody`]
  ]
  return places.flatMap(([around, path]) => {
    const list = member(around, 'vocabularyList')
    return list === undefined ? [] : [{ list, path: at(path, 'vocabularyList') }]
  })
}

/** One thing that master data describe, and the name of its vocabulary. */
export interface MasterDataElement {
  vocabulary: string
  element: JsonObject
  path: string
}

/** All that the master data of a document describe, in its order. */
export const masterDataOf = (content: JsonObject): MasterDataElement[] =>
  vocabularyListsOf(content).flatMap(({ list, path }) =>
    objectsOf(list).flatMap(({ type, vocabularyElementList }, index) =>
      objectsOf(vocabularyElementList).map((element, number) => ({
        vocabulary: String(type),
        element,
        path: at(at(at(path, index), 'vocabularyElementList'), number)
      }))
    )
  )

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
