/** Members of extensions: as XML elements, and as JSON. What one has no form for, a note `epcis-json` in the other keeps. */
import { isExact } from '@suyuan/model/core/epcis/decimal'
import { isObject, type Json, type JsonObject } from '@suyuan/model/core/epcis/json'
import { type Prefixes, XSI } from './prefixes.js'
import type { XmlElement } from './tree.js'

const NUMBERS = new Set(['integer', 'double'])

/** Note of an element that stands for nothing: XML has it, JSON has no such member. */
export const ABSENT = 'absent'

/** The members that elements make: elements of one name are a list, or a list of one where a note says so. */
export function membersOf(elements: readonly XmlElement[], prefixes: Prefixes): JsonObject {
  const members = new Map<string, Json>()
  for (const element of elements) {
    const name = prefixes.nameOf(element)
    const value = says(element, 'empty') ? undefined : valueIn(element, prefixes)
    const before = members.get(name)
    if (value === undefined) members.set(name, [])
    else if (before === undefined) members.set(name, says(element, 'array') ? [value] : value)
    else if (Array.isArray(before)) before.push(value)
    else members.set(name, [before, value])
  }
  return Object.fromEntries(members)
}

/** Whether a note in an element says a word of its JSON form. */
export const says = ({ notes }: XmlElement, word: string): boolean => notes.some(note => note.split(' ').includes(word))

/** The value that an element of master data's `attribute` is: what it says, without its name. */
export function attributeValue(element: XmlElement, prefixes: Prefixes): Json | undefined {
  if (says(element, ABSENT)) return undefined
  if (says(element, 'number') && isExact(element.text)) return Number(element.text)
  const attributes = element.attributes.filter(({ uri, local }) => uri !== '' || local !== 'id')
  return valueIn({ ...element, attributes }, prefixes)
}

function valueIn(element: XmlElement, prefixes: Prefixes): Json {
  const { attributes, children } = element
  const xsi = (local: string): string | undefined =>
    attributes.find(attribute => attribute.uri === XSI && attribute.local === local)?.value
  if (/^(true|1)$/.test(xsi('nil') ?? '')) return null
  const own = attributes.filter(({ uri }) => uri !== XSI)
  const blank = element.text.trim() === ''
  if (children.length === 0 && own.length === 0) {
    const text = typed(element.text, xsi('type'))
    if (says(element, 'object')) return text === '' ? {} : { '#text': text }
    return text
  }
  return {
    ...(blank ? {} : { '#text': typed(element.text, xsi('type')) }),
    ...Object.fromEntries(own.map(attribute => [prefixes.nameOf(attribute), attribute.value])),
    ...membersOf(children, prefixes)
  }
}

/**
 * The value that a text with its xsi:type is. JSON's own numbers and booleans where they say the same, sign for sign; else
 * JSON-LD's form of a value with its type, which says it as it was written.
 */
function typed(text: string, type: string | undefined): Json {
  if (type === undefined) return text
  const local = type.slice(type.indexOf(':') + 1)
  if (local === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  if (NUMBERS.has(local) && isExact(text) && String(Number(text)) === text && typeOf(Number(text)) === `xsd:${local}`)
    return Number(text)
  return { '@type': `xsd:${local}`, '@value': text }
}

/** The xsi:type of a number or a boolean of JSON. */
export const typeOf = (value: number | boolean): string =>
  typeof value === 'boolean' ? 'xsd:boolean' : /^-?\d+$/.test(String(value)) ? 'xsd:integer' : 'xsd:double'

/** A literal of JSON-LD, such as `{"@type": "xsd:date", "@value": "2026-04-05"}`. */
export const isLiteral = (value: Json): value is { '@type': string; '@value': string } =>
  isObject(value) &&
  typeof value['@value'] === 'string' &&
  typeof value['@type'] === 'string' &&
  value['@type'].startsWith('xsd:') &&
  Object.keys(value).length === 2
