import { isObject, type Json, type JsonObject, objectsOf, table, textsOf } from '@suyuan/model/core/epcis/json'
import { entriesOf, isEpcisContext, type Namespaces, STANDARD_PREFIXES } from '@suyuan/model/core/epcis/namespaces'
import { type EpcisDocument, eventsOf, isDocumentType, namespacesOf } from '../document.js'
import { at, ROOT } from '../paths.js'
import { type Attributes, noteOf, XmlBuilder } from './builder.js'
import { type WordForm, type Writing, writeEvent } from './event-write.js'
import { type NameInXml, writeAttribute, writeMembers } from './extension-write.js'
import type { XmlVersion } from './layout.js'
import { SBDH, XSD, XSI } from './prefixes.js'

const NAMESPACES = table<{ prefix: string; uri: string }>({
  EPCISDocument: { prefix: 'epcis', uri: 'urn:epcglobal:epcis:xsd:' },
  EPCISQueryDocument: { prefix: 'epcisq', uri: 'urn:epcglobal:epcis-query:xsd:' },
  EPCISMasterDataDocument: { prefix: 'epcismd', uri: 'urn:epcglobal:epcis-masterdata:xsd:' }
})
/** Prefixes of the document itself, which no extension's may be in XML. */
const RESERVED = new Set(['epcis', 'epcisq', 'epcismd', 'sbdh', 'xsi', 'xsd', 'xml', 'xmlns'])

/**
 * Gives a document back as XML. Reading that again makes the same document: what XML has no place for (the context as
 * it was written, lists of one, empty objects) is in processing instructions, which other readers pass over.
 *
 * @param words URNs, which systems of EPCIS 1.x know as well, or web URIs
 * @param version 1.2 for systems that know no 2.0: what came later is in the extensions that it has for that
 * @throws InvalidDocument where an extension has something in it that XML cannot hold
 */
export function writeXml(given: EpcisDocument, words: WordForm = 'urn', version: XmlVersion = '2.0'): string {
  const document = isDocumentType(given.content.type) ? given : aroundEvent(given)
  const { content } = document
  const { prefix, uri } = NAMESPACES[String(content.type)]!
  const names = new XmlNames(content, namespacesOf(document))
  const xml = new XmlBuilder()
  const writing: Writing = { xml, nameOf: names.nameOf, words, version, written: {} }
  const { type: _type, '@context': context, id, epcisBody, ...rest } = content
  const { schemaVersion, creationDate, sender, receiver, instanceIdentifier, epcisHeader, ...members } = rest
  const attributes: [string, string][] = [[`xmlns:${prefix}`, uri + version[0]], ...names.declarations()]
  if (sender !== undefined || receiver !== undefined || instanceIdentifier !== undefined)
    attributes.push(['xmlns:sbdh', SBDH])
  const edition = version === '2.0' ? schemaVersion : version
  for (const [name, value] of Object.entries({ schemaVersion: edition, creationDate }))
    if (value !== undefined) attributes.push([name, String(value)])
  const note = noteOf({
    ...(context === undefined ? {} : { '@context': context }),
    ...(id === undefined ? {} : { id })
  })
  xml.element(
    `${prefix}:${content.type}`,
    ROOT,
    attributes,
    () => {
      writeHeader({ sender, receiver, instanceIdentifier, creationDate }, epcisHeader, writing)
      writeMembers(members, ROOT, xml, names.nameOf)
      xml.element('EPCISBody', ROOT, [], () => writeBody(document, epcisBody, names, writing))
      if (Object.keys(writing.written).length > 0) xml.note(noteOf({ written: writing.written }))
    },
    note
  )
  return xml.toString()
}

/** XML has no events without a document; one that stands alone gets one as old as itself. */
function aroundEvent({ content, lines }: EpcisDocument): EpcisDocument {
  const { '@context': context, ...event } = content
  const creationDate = event.recordTime ?? event.eventTime ?? ''
  const epcisBody = { eventList: [event] }
  const around = { type: 'EPCISDocument', schemaVersion: '2.0', creationDate, epcisBody }
  return { content: context === undefined ? around : { '@context': context, ...around }, lines }
}

/** Prefixes as they are declared in XML. */
class XmlNames {
  private readonly made = new Map<string, string>()
  private readonly used = new Set(['cbv', 'gs1'])

  constructor(
    content: JsonObject,
    private readonly namespaces: Namespaces
  ) {
    // Whole URIs as names have no prefix yet.
    collectNames(content, name => {
      this.used.add(name.slice(0, Math.max(name.indexOf(':'), 0)))
      const found = /^(https?|urn):/.test(name) ? namespaces.expand(name) : undefined
      if (found && !this.made.has(found.uri)) this.made.set(found.uri, `ns${this.made.size + 1}`)
    })
  }

  readonly nameOf: NameInXml = name => {
    if (!/^(https?|urn):/.test(name)) return name
    const found = this.namespaces.expand(name)
    return found ? `${this.made.get(found.uri)}:${found.local}` : name
  }

  declarations(): [string, string][] {
    return [
      ['xmlns:xsi', XSI],
      ['xmlns:xsd', XSD],
      ...[...STANDARD_PREFIXES].filter(([prefix]) => this.declares(prefix)).map(xmlns),
      ...ownDeclarations(this.namespaces),
      ...[...this.made].map(([uri, prefix]) => xmlns([prefix, uri]))
    ]
  }

  /** Standard prefixes that are used, and not bound otherwise. */
  private declares(prefix: string): boolean {
    return this.used.has(prefix) && !RESERVED.has(prefix) && !this.namespaces.own.has(prefix)
  }
}

const xmlns = ([prefix, uri]: readonly [string, string]): [string, string] => [`xmlns:${prefix}`, uri]

const ownDeclarations = (namespaces: Namespaces): [string, string][] =>
  [...namespaces.own].filter(([prefix, uri]) => !RESERVED.has(prefix) && uri !== '').map(xmlns)

function collectNames(value: Json, take: (name: string) => void): void {
  if (Array.isArray(value)) for (const one of value) collectNames(one, take)
  else if (isObject(value))
    for (const [name, member] of Object.entries(value)) {
      take(name)
      collectNames(member, take)
    }
}

function writeHeader(envelope: Record<string, Json | undefined>, header: Json | undefined, writing: Writing): void {
  const { sender, receiver, instanceIdentifier } = envelope
  const hasEnvelope = sender !== undefined || receiver !== undefined || instanceIdentifier !== undefined
  if (!hasEnvelope && header === undefined) return
  const { xml, nameOf } = writing
  xml.element('EPCISHeader', ROOT, [], () => {
    if (hasEnvelope)
      xml.element('sbdh:StandardBusinessDocumentHeader', ROOT, [], () => writeEnvelope(envelope, writing))
    if (!isObject(header)) return
    const { epcisMasterData, ...members } = header
    if (isObject(epcisMasterData))
      xml.element('extension', ROOT, [], () => {
        xml.element('EPCISMasterData', ROOT, [], () => {
          writeVocabularies(epcisMasterData.vocabularyList, at(ROOT, 'epcisHeader'), writing)
        })
      })
    writeMembers(members, at(ROOT, 'epcisHeader'), xml, nameOf)
  })
}

function writeEnvelope(envelope: Record<string, Json | undefined>, { xml, version }: Writing): void {
  const party = (name: 'Sender' | 'Receiver', value: Json | undefined): void => {
    if (value === undefined) return
    xml.element(`sbdh:${name}`, ROOT, [], () => xml.text('sbdh:Identifier', String(value), ROOT))
  }
  xml.text('sbdh:HeaderVersion', '1.0', ROOT)
  party('Sender', envelope.sender)
  party('Receiver', envelope.receiver)
  xml.element('sbdh:DocumentIdentification', ROOT, [], () => {
    xml.text('sbdh:Standard', 'EPCglobal', ROOT)
    // The version of EPCIS's messages, which 1.x all call 1.0.
    xml.text('sbdh:TypeVersion', version === '2.0' ? '2.0' : '1.0', ROOT)
    if (envelope.instanceIdentifier !== undefined)
      xml.text('sbdh:InstanceIdentifier', String(envelope.instanceIdentifier), ROOT)
    xml.text('sbdh:Type', 'Events', ROOT)
    xml.text('sbdh:CreationDateAndTime', String(envelope.creationDate ?? ''), ROOT)
  })
}

function writeBody(document: EpcisDocument, body: Json | undefined, names: XmlNames, writing: Writing): void {
  const { xml } = writing
  const events = (): void => {
    xml.element('EventList', ROOT, [], () => {
      for (const { event, path, namespaces } of eventsOf(document))
        writeEvent(event, path, eventDeclarations(event, namespaces), { ...writing, nameOf: names.nameOf })
    })
  }
  if (!isObject(body) || !isObject(body.queryResults)) {
    if (!isObject(body) || body.vocabularyList === undefined || body.eventList !== undefined) events()
    if (isObject(body) && body.vocabularyList !== undefined)
      writeVocabularies(body.vocabularyList, at(ROOT, 'epcisBody'), writing)
    return
  }
  const { queryName, resultsBody, ...others } = body.queryResults
  const results = { ...(queryName === undefined ? {} : { queryName }), ...others }
  xml.element('epcisq:QueryResults', ROOT, [], () => {
    for (const [name, value] of Object.entries(results)) xml.text(name, String(value), ROOT)
    xml.element('resultsBody', ROOT, [], () => {
      if (!isObject(resultsBody) || !isMasterData(resultsBody)) events()
      if (isObject(resultsBody) && resultsBody.vocabularyList !== undefined)
        writeVocabularies(resultsBody.vocabularyList, ROOT, writing)
    })
  })
}

/** A result of events, or of master data: XML has the one or the other. */
const isMasterData = ({ eventList, vocabularyList }: JsonObject): boolean =>
  vocabularyList !== undefined && Array.isArray(eventList) && eventList.length === 0

/** What an event's own context binds is declared on the event. */
const eventDeclarations = (event: JsonObject, namespaces: Namespaces): Attributes => {
  const own = entriesOf(event['@context']).filter(entry => isObject(entry) || !isEpcisContext(entry))
  return own.length === 0 ? [] : ownDeclarations(namespaces)
}

function writeVocabularies(list: Json | undefined, path: string, { xml, nameOf }: Writing): void {
  const attribute = (name: string, value: Json | undefined): Attributes =>
    value === undefined ? [] : [[name, String(value)]]
  const writeElement = ({ id, attributes, children }: JsonObject): void => {
    xml.element('VocabularyElement', path, attribute('id', id), () => {
      for (const one of objectsOf(attributes)) writeAttribute(attribute('id', one.id), one.attribute, path, xml, nameOf)
      if (children === undefined) return
      xml.element('children', path, [], () => {
        for (const one of textsOf(children)) xml.text('id', one, path)
      })
    })
  }
  xml.element('VocabularyList', path, [], () => {
    for (const { type, vocabularyElementList } of objectsOf(list))
      xml.element('Vocabulary', path, attribute('type', type), () => {
        xml.element('VocabularyElementList', path, [], () => {
          for (const one of objectsOf(vocabularyElementList)) writeElement(one)
        })
      })
  })
}
