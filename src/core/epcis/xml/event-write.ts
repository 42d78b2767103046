import { type Kind, SENSOR_METADATA, SENSOR_REPORT, SENSOR_WORDS } from '@suyuan/model/core/epcis/fields'
import { isObject, type Json, type JsonObject, objectsOf, textsOf } from '@suyuan/model/core/epcis/json'
import { standardValue, VOCABULARIES, type Vocabulary, type VocabularyName } from '@suyuan/model/core/epcis/vocabulary'
import { fieldsOf, kindsOf } from '../fields.js'
import { at } from '../paths.js'
import { type Attributes, noteOf, type XmlBuilder } from './builder.js'
import { type NameInXml, writeMembers } from './extension-write.js'
import { ABSENT } from './extensions.js'
import { extensionsAround, isAlwaysThere, layoutOf, type Place, type XmlVersion } from './layout.js'

/** How words of the standard vocabularies are written: GS1-CBV-XML-Format. */
export type WordForm = 'urn' | 'web'

export interface Writing {
  xml: XmlBuilder
  nameOf: NameInXml
  words: WordForm
  version: XmlVersion
  /** Standard words that JSON has in another form than the bare one, by path: XML writes all of them alike. */
  written: Record<string, string>
}

/** Writes one event, its fields in the order that the XML binding wants. */
export function writeEvent(event: JsonObject, path: string, declarations: Attributes, writing: Writing): void {
  const { xml, nameOf } = writing
  const { type, '@context': context, ...members } = event
  const note = context === undefined ? undefined : noteOf({ '@context': context })
  const name = nameOf(String(type))
  const write = (around: number): void => {
    if (around > 0) xml.element('extension', path, [], () => write(around - 1))
    else xml.element(name, path, declarations, () => writeFields(members, type!, path, writing), note)
  }
  write(extensionsAround(type, writing.version))
}

function writeFields(members: JsonObject, type: Json, path: string, writing: Writing): void {
  const { xml, nameOf, version } = writing
  const fields = fieldsOf(type)
  const kinds = kindsOf(type)
  const isWritten = (place: Place): boolean =>
    typeof place === 'string'
      ? members[place] !== undefined || isAlwaysThere(type, place, version)
      : place.places.some(isWritten)
  const write = (place: Place): void => {
    if (!isWritten(place)) return
    if (typeof place === 'object') xml.element(place.within, path, [], () => place.places.forEach(write))
    else if (members[place] === undefined) xml.text(place, '', path, [], ABSENT)
    else writeField(place, members[place], kinds[place]!, at(path, place), writing)
  }
  layoutOf(type, fields, version).forEach(write)
  writeMembers(without(members, fields), path, xml, nameOf)
}

const without = (object: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))

function inXml(name: VocabularyName, text: string, path: string, { words, written }: Writing): string {
  const vocabulary: Vocabulary = VOCABULARIES[name]
  const word = standardValue(vocabulary, text)
  if (word === undefined) return text
  if (word !== text) written[path] = text
  if (vocabulary.urn === undefined) return vocabulary.curie + word
  return (words === 'urn' ? vocabulary.urn : vocabulary.web) + word
}

function writeField(name: string, value: Json, kind: Kind, path: string, writing: Writing): void {
  const { xml } = writing
  const list = (write: () => void): void => {
    if (Array.isArray(value) && value.length > 0) xml.element(name, path, [], write)
    else xml.text(name, '', path)
  }
  switch (kind.is) {
    case 'word':
      xml.text(name, inXml(kind.of, String(value), path, writing), path)
      break
    case 'epcs':
      list(() => {
        for (const epc of textsOf(value)) xml.text('epc', epc, path)
      })
      break
    case 'quantities':
      list(() => {
        objectsOf(value).forEach((one, index) => void writeQuantity(one, at(path, index), writing))
      })
      break
    case 'typed':
      list(() => {
        objectsOf(value).forEach((one, index) => void writeTyped(one, kind, at(path, index), writing))
      })
      break
    case 'sensors':
      list(() => {
        objectsOf(value).forEach((one, index) => void writeSensors(one, at(path, index), writing))
      })
      break
    default:
      if (isObject(value)) writeObject(name, value, kind, path, writing)
      else writeTexts(name, value, path, writing)
  }
}

function writeTexts(name: string, value: Json, path: string, { xml }: Writing): void {
  if (!Array.isArray(value)) xml.text(name, String(value), path)
  else for (const one of value) xml.text(name, String(one), path, [], value.length === 1 ? 'array' : undefined)
}

function writeObject(name: string, value: JsonObject, kind: Kind, path: string, writing: Writing): void {
  const { xml, nameOf } = writing
  xml.element(name, path, [], () => {
    if (kind.is === 'dispositions') writeDispositions(value, path, writing)
    else if (kind.is === 'error') writeError(value, path, writing)
    else if (kind.is === 'place') writePlace(value, path, writing)
    else writeMembers(value, path, xml, nameOf)
  })
}

function writePlace({ id, ...rest }: JsonObject, path: string, { xml, nameOf }: Writing): void {
  if (id !== undefined) xml.text('id', String(id), path)
  writeMembers(rest, path, xml, nameOf)
}

function writeDispositions(value: JsonObject, path: string, writing: Writing): void {
  for (const name of ['unset', 'set'])
    for (const [index, word] of textsOf(value[name]).entries()) {
      const place = at(at(path, name), index)
      writing.xml.text(name, inXml('disposition', word, place, writing), place)
    }
}

function writeError(value: JsonObject, path: string, writing: Writing): void {
  const { xml, nameOf } = writing
  const { declarationTime, reason, correctiveEventIDs, ...rest } = value
  if (declarationTime !== undefined) xml.text('declarationTime', String(declarationTime), path)
  if (reason !== undefined) xml.text('reason', inXml('errorReason', String(reason), at(path, 'reason'), writing), path)
  if (correctiveEventIDs !== undefined)
    xml.element('correctiveEventIDs', path, [], () => {
      for (const id of textsOf(correctiveEventIDs)) xml.text('correctiveEventID', id, path)
    })
  writeMembers(rest, path, xml, nameOf)
}

function writeQuantity(quantity: JsonObject, path: string, { xml }: Writing): void {
  xml.element('quantityElement', path, [], () => {
    for (const name of ['epcClass', 'quantity', 'uom'])
      if (quantity[name] !== undefined) xml.text(name, String(quantity[name]), at(path, name))
  })
}

function writeTyped(entry: JsonObject, kind: Extract<Kind, { is: 'typed' }>, path: string, writing: Writing): void {
  const type = typeof entry.type === 'string' ? inXml(kind.of, entry.type, at(path, 'type'), writing) : undefined
  const attributes: Attributes = type === undefined ? [] : [['type', type]]
  writing.xml.text(kind.element, String(entry[kind.element]), path, attributes)
}

function writeSensors(element: JsonObject, path: string, writing: Writing): void {
  const { xml, nameOf } = writing
  const { sensorMetadata, sensorReport, ...rest } = element
  xml.element('sensorElement', path, [], () => {
    if (isObject(sensorMetadata))
      writeAttributes('sensorMetadata', sensorMetadata, SENSOR_METADATA, at(path, 'sensorMetadata'), writing)
    objectsOf(sensorReport).forEach((report, index) => {
      writeAttributes('sensorReport', report, SENSOR_REPORT, at(at(path, 'sensorReport'), index), writing)
    })
    writeMembers(rest, path, xml, nameOf)
  })
}

/** Standard fields and extensions that are plain text as attributes, as GS1's examples have them; other extensions within. */
function writeAttributes(
  name: string,
  object: JsonObject,
  fields: Readonly<Record<string, string>>,
  path: string,
  writing: Writing
): void {
  const { xml, nameOf } = writing
  const attributes: [string, string][] = []
  const rest: JsonObject = {}
  for (const [member, value] of Object.entries(object)) {
    if (!(member in fields) && typeof value !== 'string') rest[member] = value
    else if (fields[member] === 'word')
      attributes.push([member, inXml(SENSOR_WORDS[member]!, String(value), at(path, member), writing)])
    else attributes.push([member in fields ? member : nameOf(member), String(value)])
  }
  if (Object.keys(rest).length === 0) xml.text(name, '', path, attributes)
  else xml.element(name, path, attributes, () => writeMembers(rest, path, xml, nameOf))
}
