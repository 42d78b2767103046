import { isObject, type Json, type JsonObject } from '@suyuan/model/core/epcis/json'
import { InvalidDocument } from '../issue.js'
import { at } from '../paths.js'
import type { Attributes, XmlBuilder } from './builder.js'
import { ABSENT, isLiteral, typeOf } from './extensions.js'

/** Names in XML for names in JSON: those with a prefix as they are, whole URIs by a prefix that is made for them. */
export type NameInXml = (name: string) => string

/** Writes members of extensions as elements. */
export function writeMembers(members: JsonObject, path: string, xml: XmlBuilder, nameOf: NameInXml): void {
  for (const [name, value] of Object.entries(members)) writeMember(nameOf(name), value, at(path, name), xml, nameOf)
}

function writeMember(name: string, value: Json, path: string, xml: XmlBuilder, nameOf: NameInXml): void {
  const list = Array.isArray(value) ? value : [value]
  if (list.length === 0) xml.text(name, '', path, [], 'empty')
  const note = Array.isArray(value) && list.length === 1 ? 'array' : undefined
  list.forEach((one, index) => {
    const place = Array.isArray(value) ? at(path, index) : path
    if (isObject(one) && !isLiteral(one)) writeObject(name, one, place, xml, nameOf, note)
    else writeScalar(name, one, place, xml, [], note)
  })
}

/** Writes a value of master data, which stands in an element by its name alone. */
export function writeAttribute(
  attributes: Attributes,
  value: Json | undefined,
  path: string,
  xml: XmlBuilder,
  nameOf: NameInXml
): void {
  const name = 'attribute'
  if (value === undefined) xml.text(name, '', path, attributes, ABSENT)
  // A schema of EPCIS has it as text, whatever type is said to be its.
  else if (typeof value === 'number') xml.text(name, String(value), path, attributes, 'number')
  else if (!isObject(value) || isLiteral(value)) writeScalar(name, value, path, xml, attributes, undefined)
  else if (Object.keys(value).length === 0) xml.text(name, '', path, attributes, 'object')
  else xml.element(name, path, attributes, () => writeMembers(value, path, xml, nameOf))
}

/** A single value with its type as XML Schema has it; text needs none. */
function writeScalar(
  name: string,
  value: Json,
  path: string,
  xml: XmlBuilder,
  attributes: Attributes,
  note: string | undefined
): void {
  if (value === null) xml.text(name, '', path, [...attributes, ['xsi:nil', 'true']], note)
  else if (isLiteral(value)) xml.text(name, value['@value'], path, [...attributes, ['xsi:type', value['@type']]], note)
  else if (typeof value === 'object') throw nested(path)
  else if (typeof value === 'string') xml.text(name, value, path, attributes, note)
  else xml.text(name, String(value), path, [...attributes, ['xsi:type', typeOf(value)]], note)
}

function writeObject(
  name: string,
  value: JsonObject,
  path: string,
  xml: XmlBuilder,
  nameOf: NameInXml,
  note: string | undefined
): void {
  const { '#text': text, ...rest } = value
  const entries = Object.entries(rest)
  // Without anything said of it, an object would come back as its text.
  const plain = note === undefined ? 'object' : `${note} object`
  if (text !== undefined && text !== null)
    writeScalar(name, text, path, xml, attributesOf(entries, path, nameOf), entries.length === 0 ? plain : note)
  else if (entries.length > 0) xml.element(name, path, [], () => writeMembers(value, path, xml, nameOf), note)
  else xml.text(name, '', path, [], plain)
}

/** What is said of a text, as it came from XML: attributes. */
const attributesOf = (entries: readonly [string, Json][], path: string, nameOf: NameInXml): Attributes =>
  entries.map(([member, value]) => {
    if (typeof value !== 'string') throw nested(at(path, member))
    return [nameOf(member), value]
  })

const nested = (path: string): InvalidDocument =>
  new InvalidDocument([
    {
      layer: 'syntax',
      path,
      zh: 'XML 不能表示列表中的列表，或带成员的文字',
      en: 'XML has no form for a list within a list, nor for text with members in it'
    }
  ])
