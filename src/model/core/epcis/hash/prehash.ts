/**
 * The pre-hash string of the EPCIS event hash id: Core Business Vocabulary 2.0, 8.9, and the draft of 2.1.
 *
 * The readings here are those on which the two independent implementations agree in 2026, RalphTro's (the author of the
 * algorithm; after its pull request 123, whose expected strings replace all before) and OpenEPCIS's:
 * - 2.0 leaves the word `sensorElementList` out and puts extensions that are inside a standard field (readPoint,
 *   bizLocation, sensor data) behind the ILMD, each after the names of the fields that it is in; 2.1 has the word and leaves
 *   extensions in their field, after its regular members. An earlier state of RalphTro's had them inline for 2.0 as well.
 * - The type of a business transaction, source or destination stands before its value.
 * - `gs1:` is https://ref.gs1.org/voc/ (the text of 2.0 has https://gs1.org/voc/). CURIEs of other namespaces in values stay.
 * - eventID, recordTime, errorDeclaration and certificationInfo are not hashed.
 * - Times are rounded half up to milliseconds in both versions.
 * - What a Digital Link path cannot hold plainly (`!()*+,:`) is percent-encoded, as in RalphTro's latest expectation.
 *
 * Where the two differ, or one of them breaks a rule of the text, the text is followed:
 * - Bare words become web URIs in the fields that take them only (OpenEPCIS); RalphTro's looks for any string in the document
 *   that ends like one of them.
 * - An extension is one whatever its namespace ends with; RalphTro's knows those that end with `/` by their field only.
 * - Digital Links with percent-encoded parts are made canonical too, which RalphTro's passes over.
 * - Numbers that are written with an exponent are numbers in fields that are numeric, and text in extensions, as OpenEPCIS
 *   has them: a lot called 12E4 is not 120000.
 * - null is no value (JSON-LD); RalphTro's writes `None`, OpenEPCIS `null`. `xsi:type` changes nothing, as GS1's examples of
 *   equal ids have it.
 * - `gs1:masterDataAvailableFor` (2.1, rule 25, a draft in work) is hashed as any other extension.
 *
 * One of GS1's seven examples of equal ids has another eventTimeZoneOffset, which the text and both implementations hash: it
 * has another id here too.
 */
import { isEventType, KINDS, type Kind } from '../fields.js'
import { isObject, type Json, type JsonObject, objectsOf, table, textsOf } from '../json.js'
import type { Namespaces } from '../namespaces.js'
import { canonical, canonicalNumber, canonicalTime, canonicalWord, sorted } from './canonical.js'
import { bracedName, extensionString } from './extensions.js'
import { sensorStrings } from './sensors.js'

export const CBV_VERSIONS = ['2.0', '2.1'] as const
export type CbvVersion = (typeof CBV_VERSIONS)[number]

/** The canonical property order, without the type at its beginning and the ILMD and extensions at its end. */
const ORDER = [
  'eventTime',
  'eventTimeZoneOffset',
  'epcList',
  'parentID',
  'inputEPCList',
  'childEPCs',
  'quantityList',
  'childQuantityList',
  'inputQuantityList',
  'outputEPCList',
  'outputQuantityList',
  'action',
  'transformationID',
  'bizStep',
  'disposition',
  'persistentDisposition',
  'readPoint',
  'bizLocation',
  'bizTransactionList',
  'sourceList',
  'destinationList',
  'sensorElementList'
] as const

const STANDARD = table<unknown>({ ...KINDS, type: true })
const PLACE = table({ id: true })

/** @param event in its JSON form */
export function prehashOf(event: JsonObject, namespaces: Namespaces, version: CbvVersion): string {
  const inline = version === '2.1'
  const standard = ORDER.map(name => fieldString(name, event[name], namespaces, inline)).join('')
  const ilmd = isObject(event.ilmd) ? named('ilmd', extensionString(event.ilmd, namespaces)) : ''
  const inFields = inline ? '' : fieldExtensions(event, namespaces)
  const own = extensionString(event, namespaces, STANDARD)
  const type = isEventType(event.type) ? event.type : bracedName(String(event.type), namespaces)
  return `eventType=${type}${standard}${ilmd}${inFields}${own}`
}

const named = (name: string, content: string): string => (content === '' ? '' : name + content)
const pair = (name: string, value: string): string => (value === '' ? '' : `${name}=${value}`)

/** Extensions within standard fields, behind all of these, as 2.0 has them. */
const fieldExtensions = (event: JsonObject, namespaces: Namespaces): string =>
  ['readPoint', 'bizLocation']
    .map(name => (isObject(event[name]) ? named(name, placeExtensions(event[name], namespaces)) : ''))
    .join('') + sensorStrings(event.sensorElementList, namespaces, false).extensions

const placeExtensions = (place: JsonObject, namespaces: Namespaces): string => extensionString(place, namespaces, PLACE)

function fieldString(name: string, value: Json | undefined, namespaces: Namespaces, inline: boolean): string {
  if (value === undefined || value === null) return ''
  const kind = KINDS[name]!
  switch (kind.is) {
    case 'time':
      return pair(name, canonicalTime(value))
    case 'word':
      return pair(name, canonicalWord(kind.of, value))
    case 'epcs':
      return named(name, sorted(textsOf(value).map(epc => pair('epc', canonical(epc)))))
    case 'quantities':
      return named(name, sorted(objectsOf(value).map(quantityString)))
    case 'typed':
      return named(name, sorted(objectsOf(value).map(entry => typedString(entry, kind))))
    case 'dispositions':
      return isObject(value) ? named(name, dispositionsString('set', value) + dispositionsString('unset', value)) : ''
    case 'place':
      return isObject(value)
        ? named(name, pair('id', canonical(value.id)) + (inline ? placeExtensions(value, namespaces) : ''))
        : ''
    case 'sensors':
      return named(inline ? name : '', sensorStrings(value, namespaces, inline).standard)
    default:
      return pair(name, canonical(value))
  }
}

const quantityString = ({ epcClass, quantity, uom }: JsonObject): string =>
  named(
    'quantityElement',
    pair('epcClass', canonical(epcClass)) + pair('quantity', canonicalNumber(quantity)) + pair('uom', canonical(uom))
  )

const typedString = (entry: JsonObject, kind: Extract<Kind, { is: 'typed' }>): string =>
  (entry.type === undefined ? '' : pair('type', canonicalWord(kind.of, entry.type))) +
  pair(kind.element, canonical(entry[kind.element]))

const dispositionsString = (name: 'set' | 'unset', value: JsonObject): string =>
  sorted(textsOf(value[name]).map(word => pair(name, canonicalWord('disposition', word))))
