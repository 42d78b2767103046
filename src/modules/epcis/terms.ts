import { createHash } from 'node:crypto'
import type { Namespaces } from '@suyuan/model/core/epcis/namespaces'
import { expanded } from './context.js'

export const COLLECTIONS = ['eventTypes', 'epcs', 'bizSteps', 'bizLocations', 'readPoints', 'dispositions'] as const
export type Collection = (typeof COLLECTIONS)[number]

/** Lists that name goods, by the role in which queries ask for them. */
export const ROLES = {
  epc: ['epcList', 'childEPCs'],
  parent: ['parentID'],
  in: ['inputEPCList'],
  out: ['outputEPCList'],
  class: ['quantityList', 'childQuantityList'],
  inclass: ['inputQuantityList'],
  outclass: ['outputQuantityList']
} as const
export type Role = keyof typeof ROLES

const CBV =
  /^(?:urn:epcglobal:cbv:(?:bizstep|disp|btt|sdt|er):|https?:\/\/(?:ref|ns)\.gs1\.org\/cbv\/(?:BizStep|Disp|BTT|SDT|ER)-|https?:\/\/(?:www\.|ref\.)?gs1\.org\/voc\/)(.+)$/

/** A word of the vocabulary: the bare one of the CBV in whatever form it came, a URI otherwise. */
export function wordOf(value: string, namespaces: Namespaces): string {
  const full = expanded(value, namespaces) ?? value
  return CBV.exec(full)?.[1] ?? full
}

/** Longer ones don't fit into an index. */
const MOST_CHARACTERS = 300

/** A term as it is indexed and asked for. */
export function term(kind: string, value: string): string {
  const text = `${kind}:${value}`
  if (text.length <= MOST_CHARACTERS) return text
  return `${text.slice(0, MOST_CHARACTERS / 2).toWellFormed()}#${createHash('sha256').update(text).digest('hex')}`
}

/** An instance's product, as patterns for all instances of it ask. */
export const anyOfProduct = (name: string): string | null =>
  /^(https:\/\/id\.gs1\.org\/01\/\d{14})\/21\//.exec(name)?.[1] ?? null

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/
const TIME = /^\d{4}-\d\d-\d\d(T.*)?$/

/** The number that a value is, also where it came as text (from XML everything does). */
export const numberOf = (value: unknown): number | null => {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && NUMBER.test(value) ? Number(value) : NaN
  return Number.isFinite(number) ? number : null
}

/** Milliseconds since 1970 of the time that a text is. */
export const timeOf = (value: unknown): number | null => {
  const time = typeof value === 'string' && TIME.test(value) ? Date.parse(value) : NaN
  return Number.isNaN(time) ? null : time
}

/** Name of an extension's field in terms and fields. */
export const extensionField = (scope: string, name: string): string => `x/${scope}/${name}`

/** Members of sensor reports and metadata that are asked for by equality. */
export const SENSOR_TEXTS = [
  'deviceID',
  'dataProcessingMethod',
  'microorganism',
  'chemicalSubstance',
  'bizRules',
  'stringValue',
  'hexBinaryValue',
  'uriValue',
  'booleanValue'
] as const
/** Measured in the report's unit. */
export const SENSOR_MEASURES = ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percValue'] as const
