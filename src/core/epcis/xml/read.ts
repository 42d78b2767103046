import { isObject, type Json, type JsonObject } from '@suyuan/model/core/epcis/json'
import { EPCIS_CONTEXT, Namespaces } from '@suyuan/model/core/epcis/namespaces'
import { standardValue, VOCABULARIES } from '@suyuan/model/core/epcis/vocabulary'
import type { EpcisDocument } from '../document.js'
import { InvalidDocument, type Reason } from '../issue.js'
import { at, ROOT } from '../paths.js'
import { partsOf, plain, type Reading, readEvent } from './event-read.js'
import { attributeValue, membersOf } from './extensions.js'
import { isStandard, Prefixes } from './prefixes.js'
import { readTree, type XmlElement } from './tree.js'

const DOCUMENTS = new Set(['EPCISDocument', 'EPCISQueryDocument', 'EPCISMasterDataDocument'])

/**
 * Reads an EPCIS document of 2.0 or 1.x in XML. Words of the standard vocabularies become the bare words that JSON has, and
 * what 1.x has in `extension` and `baseExtension` stands where 2.0 has it; all else is kept.
 *
 * @throws InvalidDocument of the layer `syntax`
 */
export function readXml(text: string): EpcisDocument {
  const root = readTree(text)
  if (!isStandard(root.uri) || !DOCUMENTS.has(root.local)) throw refusal(root, NO_DOCUMENT)
  const reading: Reading = { prefixes: new Prefixes(), lines: new Map([[ROOT, root.line]]) }
  reading.prefixes.declare(root)
  for (const child of root.children) declareAll(child, reading.prefixes)
  const parts = partsOf(root)
  const [header, body] = ['EPCISHeader', 'EPCISBody'].map(name => parts.find(part => part.local === name))
  if (!body) throw refusal(root, { zh: '缺少 EPCISBody', en: 'there is no EPCISBody' })
  const foreign = parts.filter(part => part !== header && part !== body)
  const content: JsonObject = {
    ...Object.fromEntries(root.attributes.filter(({ uri }) => uri === '').map(({ name, value }) => [name, value])),
    type: root.local,
    ...(header ? headerOf(header, reading) : {}),
    ...membersOf(foreign, reading.prefixes),
    epcisBody: bodyOf(body, reading)
  }
  const notes = root.notes.map(parsed).filter(isObject)
  for (const { written } of notes) if (isObject(written)) restore(content, written)
  return { content: { ...content, ...noted(notes, reading.prefixes) }, lines: reading.lines }
}

/** Puts standard words back into the form that JSON had them in, where they are still the same words. */
function restore(content: JsonObject, written: JsonObject): void {
  for (const [path, text] of Object.entries(written)) {
    const steps = [...path.matchAll(/\.([\w@#-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index))
    const last = steps.pop()
    const around = steps.reduce<unknown>(member, content)
    if (typeof text !== 'string' || last === undefined) continue
    const word = member(around, last)
    if (Object.values(VOCABULARIES).some(vocabulary => word !== undefined && standardValue(vocabulary, text) === word))
      (around as Record<string | number, unknown>)[last] = text
  }
}

const member = (value: unknown, name: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string | number, unknown>)[name]
    : undefined

const NO_DOCUMENT: Reason = {
  zh: '根元素须为 EPCISDocument、EPCISQueryDocument 或 EPCISMasterDataDocument',
  en: 'the root must be an EPCISDocument, EPCISQueryDocument or EPCISMasterDataDocument of EPCIS'
}

const refusal = ({ line }: XmlElement, reason: Reason): InvalidDocument =>
  new InvalidDocument([{ layer: 'syntax', path: ROOT, line, ...reason }])

function declareAll(element: XmlElement, prefixes: Prefixes): void {
  // What an event's own context binds is bound within that event alone.
  if (contextOf(element)['@context'] === undefined) prefixes.declare(element)
  for (const child of element.children) declareAll(child, prefixes)
}

/**
 * The context, and what else the writer has noted on the root: only where the noted context binds all prefixes as the
 * document does, so that a note never says something else than the XML.
 */
function noted(notes: readonly JsonObject[], prefixes: Prefixes): JsonObject {
  const { '@context': context, id } = Object.assign({}, ...notes) as JsonObject
  const { own } = Namespaces.standard.with(context)
  const same = context !== undefined && [...prefixes.own].every(([prefix, uri]) => own.get(prefix) === uri)
  return {
    '@context': same ? context : [EPCIS_CONTEXT, ...prefixes.context()],
    ...(typeof id === 'string' ? { id } : {})
  }
}

function parsed(note: string): Json | undefined {
  try {
    return JSON.parse(note) as Json
  } catch {
    return undefined // somebody else's note
  }
}

/** Who sends to whom, by the header of UN/CEFACT's standard business documents; and master data. */
function headerOf(header: XmlElement, reading: Reading): JsonObject {
  const value: JsonObject = {}
  const rest: XmlElement[] = []
  let envelope: JsonObject = {}
  for (const part of partsOf(header)) {
    if (part.local === 'StandardBusinessDocumentHeader') envelope = envelopeOf(part)
    else if (isStandard(part.uri) && part.local === 'EPCISMasterData')
      value.epcisMasterData = { vocabularyList: vocabulariesOf(child(part, 'VocabularyList'), reading) }
    else rest.push(part)
  }
  Object.assign(value, membersOf(rest, reading.prefixes))
  return { ...envelope, ...(Object.keys(value).length > 0 ? { epcisHeader: value } : {}) }
}

const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element && partsOf(element).find(part => part.local === name)

function envelopeOf(header: XmlElement): JsonObject {
  const texts = {
    sender: child(child(header, 'Sender'), 'Identifier'),
    receiver: child(child(header, 'Receiver'), 'Identifier'),
    instanceIdentifier: child(child(header, 'DocumentIdentification'), 'InstanceIdentifier')
  }
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, element]) => (element ? [[name, plain(element)]] : []))
  )
}

function bodyOf(body: XmlElement, reading: Reading): JsonObject {
  const path = at(ROOT, 'epcisBody')
  const parts = partsOf(body)
  const results = parts.find(part => part.local === 'QueryResults')
  if (results) return { queryResults: resultsOf(results, `${path}.queryResults`, reading) }
  const [events, vocabularies] = ['EventList', 'VocabularyList'].map(name => parts.find(part => part.local === name))
  return {
    ...(events ? { eventList: eventListOf(events, at(path, 'eventList'), reading) } : {}),
    ...(vocabularies ? { vocabularyList: vocabulariesOf(vocabularies, reading) } : {})
  }
}

function resultsOf(results: XmlElement, path: string, reading: Reading): JsonObject {
  return Object.fromEntries(
    partsOf(results).map((part): [string, Json] => {
      if (part.local !== 'resultsBody') return [part.local, plain(part)]
      const [events, vocabularies] = [child(part, 'EventList'), child(part, 'VocabularyList')]
      const body = {
        // A result of master data has no list of events in XML, in JSON an empty one.
        eventList: events ? eventListOf(events, `${path}.resultsBody.eventList`, reading) : [],
        ...(vocabularies ? { vocabularyList: vocabulariesOf(vocabularies, reading) } : {})
      }
      return ['resultsBody', body]
    })
  )
}

const eventListOf = (list: XmlElement, path: string, reading: Reading): JsonObject[] =>
  partsOf(list).map((element, index) => {
    const context = contextOf(element)
    const { own } = Namespaces.standard.with(context['@context'])
    const prefixes = own.size === 0 ? reading.prefixes : reading.prefixes.within(own)
    return { ...readEvent(element, at(path, index), { ...reading, prefixes }), ...context }
  })

/** The context of an event's own, which XML knows as declarations only. */
function contextOf({ notes, declared }: XmlElement): JsonObject {
  const note = notes.map(parsed).find(value => isObject(value) && value['@context'] !== undefined)
  if (!isObject(note)) return {}
  const bound = Namespaces.standard.with(note['@context']).own
  return [...bound].every(([prefix, uri]) => declared.get(prefix) === uri) ? { '@context': note['@context']! } : {}
}

function vocabulariesOf(list: XmlElement | undefined, reading: Reading): Json[] {
  return (list?.children ?? []).map(vocabulary => ({
    ...attribute(vocabulary, 'type'),
    vocabularyElementList: (child(vocabulary, 'VocabularyElementList')?.children ?? []).map(element => ({
      ...attribute(element, 'id'),
      ...attributesOf(element, reading),
      ...childrenOf(element)
    }))
  }))
}

const attribute = ({ attributes }: XmlElement, name: string): JsonObject =>
  Object.fromEntries(attributes.filter(({ local }) => local === name).map(({ value }) => [name, value]))

function attributesOf(element: XmlElement, reading: Reading): JsonObject {
  const found = partsOf(element).filter(({ local }) => local === 'attribute')
  if (found.length === 0) return {}
  return {
    attributes: found.map(one => ({
      ...attribute(one, 'id'),
      ...saidBy(one, reading)
    }))
  }
}

function saidBy(element: XmlElement, { prefixes }: Reading): JsonObject {
  const value = attributeValue(element, prefixes)
  return value === undefined ? {} : { attribute: value }
}

function childrenOf(element: XmlElement): JsonObject {
  const children = child(element, 'children')
  return children ? { children: children.children.map(plain) } : {}
}
