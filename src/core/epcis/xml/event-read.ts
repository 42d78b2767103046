import { isExact } from '@suyuan/model/core/epcis/decimal'
import { type Kind, SENSOR_METADATA, SENSOR_REPORT, SENSOR_WORDS } from '@suyuan/model/core/epcis/fields'
import type { Json, JsonObject } from '@suyuan/model/core/epcis/json'
import { standardValue, VOCABULARIES, type VocabularyName } from '@suyuan/model/core/epcis/vocabulary'
import { kindsOf } from '../fields.js'
import { at } from '../paths.js'
import { ABSENT, membersOf, says } from './extensions.js'
import { isStandard, type Prefixes, XSI } from './prefixes.js'
import type { XmlElement } from './tree.js'

/** What is read on the way: by which prefixes, and where the places of the JSON form are in the text. */
export interface Reading {
  prefixes: Prefixes
  lines: Map<string, number>
}

/** EPCIS 1.x, and documents after its manner, put what came later into elements of these names, within one another. */
const WRAPPERS = new Set(['extension', 'baseExtension'])

/** The children of a standard element, without those wrappers. */
export const partsOf = (element: XmlElement): XmlElement[] =>
  element.children.flatMap(child => (isStandard(child.uri) && WRAPPERS.has(child.local) ? partsOf(child) : [child]))

export const plain = (element: XmlElement): string => element.text.trim()

const isNil = ({ attributes }: XmlElement): boolean =>
  attributes.some(({ uri, local, value }) => uri === XSI && local === 'nil' && /^(true|1)$/.test(value))

/** The word as JSON writes it: standard ones without anything before them. */
export const wordOf = (name: VocabularyName, text: string): string => standardValue(VOCABULARIES[name], text) ?? text

/** One event in its JSON form. */
export function readEvent(element: XmlElement, path: string, reading: Reading): JsonObject {
  const type = isStandard(element.uri) ? element.local : reading.prefixes.nameOf(element)
  const event: JsonObject = { type }
  const kinds = kindsOf(type)
  reading.lines.set(path, element.line)
  const foreign: XmlElement[] = []
  for (const part of partsOf(element)) {
    const kind = isStandard(part.uri) ? kinds[part.local] : undefined
    if (kind && says(part, ABSENT)) continue // 1.2 has it always, the event has it not
    if (!kind) {
      foreign.push(part)
      continue
    }
    const place = at(path, part.local)
    reading.lines.set(place, part.line)
    const value = fieldOf(part, kind, place, reading)
    const before = event[part.local]
    // certificationInfo alone may be there several times.
    event[part.local] = before === undefined ? value : ([before, value].flat() as Json[])
  }
  return { ...event, ...extensionsOf(foreign, path, reading) }
}

function fieldOf(part: XmlElement, kind: Kind, path: string, reading: Reading): Json {
  switch (kind.is) {
    case 'word':
      return wordOf(kind.of, plain(part))
    case 'number':
      return numberOf(plain(part))
    case 'epcs':
      return part.children.map((child, index) => noted(child, at(path, index), reading))
    case 'quantities':
      return part.children.map((child, index) => quantityOf(child, at(path, index), reading))
    case 'typed':
      return part.children.map((child, index) => typedOf(child, kind, at(path, index), reading))
    case 'dispositions':
      return dispositionsOf(part)
    case 'place':
      return objectOf(part, path, reading)
    case 'sensors':
      return part.children.map((child, index) => sensorElementOf(child, at(path, index), reading))
    case 'ilmd':
      return extensionsOf(partsOf(part), path, reading)
    case 'error':
      return errorOf(part, path, reading)
    default:
      return says(part, 'array') ? [plain(part)] : plain(part)
  }
}

function noted(element: XmlElement, path: string, { lines }: Reading): string {
  lines.set(path, element.line)
  return plain(element)
}

const extensionsOf = (elements: readonly XmlElement[], path: string, { prefixes, lines }: Reading): JsonObject => {
  for (const element of elements) lines.set(at(path, prefixes.nameOf(element)), element.line)
  return membersOf(elements, prefixes)
}

function quantityOf(element: XmlElement, path: string, reading: Reading): JsonObject {
  reading.lines.set(path, element.line)
  const parts = partsOf(element).filter(part => !isNil(part))
  return Object.fromEntries(
    parts.map(part => {
      reading.lines.set(at(path, part.local), part.line)
      const text = plain(part)
      return [reading.prefixes.nameOf(part), part.local === 'quantity' ? numberOf(text) : text]
    })
  )
}

/** A number where the text is one that JSON can hold to the last digit; else the text, which the schema refuses. */
const numberOf = (text: string): Json => (isExact(text) ? Number(text) : text)

function typedOf(
  element: XmlElement,
  kind: Extract<Kind, { is: 'typed' }>,
  path: string,
  reading: Reading
): JsonObject {
  reading.lines.set(path, element.line)
  const type = element.attributes.find(({ local }) => local === 'type')?.value
  return { ...(type === undefined ? {} : { type: wordOf(kind.of, type.trim()) }), [kind.element]: plain(element) }
}

function dispositionsOf(element: XmlElement): JsonObject {
  const value = new Map<string, string[]>()
  for (const part of element.children)
    value.set(part.local, [...(value.get(part.local) ?? []), wordOf('disposition', plain(part))])
  return Object.fromEntries(value)
}

/** A place: its id, and what extends it. */
function objectOf(element: XmlElement, path: string, reading: Reading): JsonObject {
  const parts = partsOf(element)
  const ids = parts.filter(({ uri, local }) => isStandard(uri) && local === 'id')
  const rest = parts.filter(part => !ids.includes(part))
  return { ...(ids[0] ? { id: plain(ids[0]) } : {}), ...extensionsOf(rest, path, reading) }
}

function errorOf(element: XmlElement, path: string, reading: Reading): JsonObject {
  const value: JsonObject = {}
  const rest: XmlElement[] = []
  for (const part of partsOf(element)) {
    const name = isStandard(part.uri) ? part.local : ''
    if (name !== '') reading.lines.set(at(path, name), part.line)
    if (name === 'reason') value.reason = wordOf('errorReason', plain(part))
    else if (name === 'declarationTime') value.declarationTime = plain(part)
    else if (name === 'correctiveEventIDs')
      value.correctiveEventIDs = part.children.map((child, index) => noted(child, at(at(path, name), index), reading))
    else rest.push(part)
  }
  return { ...value, ...extensionsOf(rest, path, reading) }
}

function sensorElementOf(element: XmlElement, path: string, reading: Reading): JsonObject {
  reading.lines.set(path, element.line)
  const value: JsonObject = {}
  const rest: XmlElement[] = []
  const reports: JsonObject[] = []
  for (const part of partsOf(element)) {
    if (!isStandard(part.uri)) rest.push(part)
    else if (part.local === 'sensorMetadata')
      value.sensorMetadata = attributesOf(part, SENSOR_METADATA, at(path, 'sensorMetadata'), reading)
    else if (part.local === 'sensorReport')
      reports.push(attributesOf(part, SENSOR_REPORT, at(at(path, 'sensorReport'), reports.length), reading))
    else rest.push(part)
  }
  if (reports.length > 0) value.sensorReport = reports
  return { ...value, ...extensionsOf(rest, path, reading) }
}

/** Sensor data are attributes; what extends them are attributes of other namespaces, and elements. */
function attributesOf(
  element: XmlElement,
  fields: Readonly<Record<string, string>>,
  path: string,
  reading: Reading
): JsonObject {
  reading.lines.set(path, element.line)
  const own = element.attributes.filter(({ uri }) => uri !== XSI)
  const members = own.map(attribute => {
    const name = reading.prefixes.nameOf(attribute)
    return [name, attributeOf(name, fields[name], attribute.value)] as const
  })
  return { ...Object.fromEntries(members), ...extensionsOf(partsOf(element), path, reading) }
}

function attributeOf(name: string, kind: string | undefined, value: string): Json {
  if (kind === undefined) return value
  const text = value.trim()
  if (kind === 'number') return numberOf(text)
  if (kind === 'boolean') return /^(true|1)$/.test(text) ? true : /^(false|0)$/.test(text) ? false : text
  if (kind === 'word') return wordOf(SENSOR_WORDS[name]!, text)
  return name === 'stringValue' ? value : text
}
