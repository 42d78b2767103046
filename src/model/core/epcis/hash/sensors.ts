import { SENSOR_METADATA, SENSOR_REPORT, SENSOR_WORDS } from '../fields.js'
import { isObject, type Json, type JsonObject, objectsOf, table } from '../json.js'
import type { Namespaces } from '../namespaces.js'
import { canonical, canonicalNumber, canonicalTime, canonicalWord, sorted } from './canonical.js'
import { extensionString } from './extensions.js'

const ELEMENT = table({ sensorMetadata: true, sensorReport: true })

/** What of a sensor's data goes into the hash as standard fields, and what as extensions that are put elsewhere. */
interface Part {
  standard: string
  extensions: string
}

/** `inline`: extensions stay in their field (CBV 2.1), else they are told apart (CBV 2.0). */
function fieldsOf(
  object: JsonObject,
  order: Readonly<Record<string, string>>,
  namespaces: Namespaces,
  inline: boolean
): Part {
  const standard = Object.entries(order)
    .filter(([name]) => name in object && !(order === SENSOR_REPORT && name === 'bizRules'))
    .map(([name, kind]) => {
      const value = valueIn(name, kind, object[name]!)
      return value === '' ? '' : `${name}=${value}`
    })
    .join('')
  const extensions = extensionString(object, namespaces, order)
  return inline ? { standard: standard + extensions, extensions: '' } : { standard, extensions }
}

function valueIn(name: string, kind: string, value: Json): string {
  if (value === null) return ''
  if (kind === 'time') return canonicalTime(value)
  if (kind === 'number') return canonicalNumber(value)
  return kind === 'word' ? canonicalWord(SENSOR_WORDS[name]!, value) : canonical(value)
}

const named = (name: string, { standard, extensions }: Part): Part => ({
  standard: standard === '' ? '' : name + standard,
  extensions: extensions === '' ? '' : name + extensions
})

function elementOf(element: JsonObject, namespaces: Namespaces, inline: boolean): Part {
  const parts: Part[] = []
  if (isObject(element.sensorMetadata))
    parts.push(named('sensorMetadata', fieldsOf(element.sensorMetadata, SENSOR_METADATA, namespaces, inline)))
  const reports = objectsOf(element.sensorReport).map(report =>
    named('sensorReport', fieldsOf(report, SENSOR_REPORT, namespaces, inline))
  )
  const own = extensionString(element, namespaces, ELEMENT)
  const standard = parts.map(part => part.standard).join('') + sorted(reports.map(part => part.standard))
  const extensions = parts.map(part => part.extensions).join('') + sorted(reports.map(part => part.extensions))
  return named(
    'sensorElement',
    inline ? { standard: standard + own, extensions: '' } : { standard, extensions: extensions + own }
  )
}

/** The sensor elements of an event, in their order. */
export function sensorStrings(value: Json | undefined, namespaces: Namespaces, inline: boolean): Part {
  const elements = objectsOf(value).map(element => elementOf(element, namespaces, inline))
  return {
    standard: sorted(elements.map(part => part.standard)),
    extensions: sorted(elements.map(part => part.extensions))
  }
}
