import type { Namespaces } from '@suyuan/model/core/epcis/namespaces'
import { expanded, namespacesIn } from './context.js'
import { indexed } from './epc.js'
import {
  anyOfProduct,
  type Collection,
  extensionField,
  numberOf,
  ROLES,
  SENSOR_MEASURES,
  SENSOR_TEXTS,
  term,
  timeOf,
  wordOf
} from './terms.js'

/** What is indexed of an event: `terms` answer whether it says something, `fields` how much and when. */
export interface Indexed {
  eventType: string
  bizStep: string | null
  terms: string[]
  /** Numbers by the name of their field; milliseconds since 1970 under names that begin with `@`. */
  fields: Record<string, number[]>
  /** Values that the top-level collections list. */
  known: { collection: Collection; value: string }[]
}

type Json = Record<string, unknown>
const objectIn = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])
export const textsIn = (value: unknown): string[] => listIn(value).filter(item => typeof item === 'string')
export const objectsIn = (value: unknown): Json[] => listIn(value).map(objectIn)

/** The value of a literal of JSON-LD with its type, as typed elements of XML become. */
export const literal = (value: unknown): unknown => objectIn(value)['@value'] ?? value

/** Whether a value can be a key of an index; longer names than any standard has are found by their term alone. */
const isShort = (value: string) => value.length <= 500

/** Collects what an event says. */
class Index {
  readonly terms = new Set<string>()
  readonly fields = new Map<string, Set<number>>()
  readonly known = new Map<string, { collection: Collection; value: string }>()

  constructor(private readonly namespaces: Namespaces) {}

  say(kind: string, value: unknown): void {
    for (const text of listIn(value))
      if (['string', 'number', 'boolean'].includes(typeof text)) this.terms.add(term(kind, String(text)))
  }

  measure(field: string, value: unknown): void {
    for (const item of listIn(value)) this.put(field, numberOf(item))
  }

  date(field: string, value: unknown): void {
    for (const item of listIn(value)) this.put(`@${field}`, timeOf(item))
  }

  private put(field: string, value: number | null): void {
    if (value !== null) this.fields.set(field, (this.fields.get(field) ?? new Set()).add(value))
  }

  know(collection: Collection, value: string): void {
    if (isShort(value)) this.known.set(term(collection, value), { collection, value })
  }

  words(kind: string, value: unknown): string[] {
    const words = textsIn(value).map(text => wordOf(text, this.namespaces))
    this.say(kind, words)
    return words
  }

  /** Extension members of a part of the event: that they are there, and what they say; then what is inside them. */
  extensions(scope: string, part: Json): void {
    for (const [name, value] of Object.entries(part)) {
      if (!name.includes(':')) continue
      this.extension(scope, name, value)
      for (const inside of listIn(value)) this.inner(`INNER${scope && `_${scope}`}`, inside)
    }
  }

  private inner(scope: string, value: unknown): void {
    if (Array.isArray(value)) for (const item of value) this.inner(scope, item)
    else
      for (const [name, member] of Object.entries(objectIn(value))) {
        this.extension(scope, name, member)
        this.inner(scope, member)
      }
  }

  private extension(scope: string, name: string, value: unknown): void {
    const field = extensionField(scope, expanded(name, this.namespaces) ?? name)
    this.say('has', field)
    for (const item of listIn(value).map(literal)) {
      this.say(field, item)
      this.measure(field, item)
      this.date(field, item)
    }
  }
}

/** Of these, the ones that may be names of things. */
const NAMES: ReadonlySet<string> = new Set(['deviceID', 'dataProcessingMethod', 'bizRules', 'uriValue'])
/** An event of 1.x that says of one class of goods how many there were says what a list of one quantity does. */
const inLists = (event: Json): Json =>
  event.type === 'QuantityEvent'
    ? { ...event, quantityList: [{ epcClass: event.epcClass, quantity: event.quantity }] }
    : event

function indexGoods(index: Index, event: Json): void {
  for (const [role, members] of Object.entries(ROLES)) {
    for (const member of members) {
      const isQuantities = member.endsWith('QuantityList') || member === 'quantityList'
      const names = isQuantities
        ? objectsIn(event[member]).flatMap(({ epcClass }) => textsIn(epcClass))
        : textsIn(event[member])
      for (const name of names) {
        const value = indexed(name)
        index.say(role, value)
        index.know('epcs', value)
        const product = anyOfProduct(value)
        if (product) index.say(`${role}*`, product)
      }
      if (!isQuantities) continue
      for (const { quantity, uom } of objectsIn(event[member])) {
        index.measure('quantity', quantity)
        if (typeof uom === 'string') index.measure(`quantity_${uom}`, quantity)
      }
    }
  }
}

function indexPlaces(index: Index, event: Json): void {
  for (const [member, collection] of [
    ['readPoint', 'readPoints'],
    ['bizLocation', 'bizLocations']
  ] as const) {
    const place = objectIn(event[member])
    for (const id of textsIn(place.id)) {
      index.say(member, indexed(id))
      index.know(collection, indexed(id))
    }
    index.extensions(member, place)
  }
}

function indexBusiness(index: Index, event: Json, namespaces: Namespaces): void {
  const typed = (kind: string, member: string, of: string) => {
    for (const part of objectsIn(event[member]))
      for (const value of textsIn(part[of])) {
        const type = typeof part.type === 'string' ? wordOf(part.type, namespaces) : ''
        index.say(`${kind}_${type}`, indexed(value))
      }
  }
  typed('bizTransaction', 'bizTransactionList', 'bizTransaction')
  typed('source', 'sourceList', 'source')
  typed('destination', 'destinationList', 'destination')
  const { set, unset } = objectIn(event.persistentDisposition)
  index.words('persistentDisposition_set', set)
  index.words('persistentDisposition_unset', unset)
  index.say('transformationID', textsIn(event.transformationID).map(indexed))
  index.extensions('ILMD', objectIn(event.ilmd))
  if (event.errorDeclaration === undefined) return
  const error = objectIn(event.errorDeclaration)
  index.say('has', 'errorDeclaration')
  index.date('errorDeclarationTime', error.declarationTime)
  index.words('errorReason', error.reason)
  index.say('correctiveEventID', error.correctiveEventIDs)
  index.extensions('ERROR_DECLARATION', error)
}

function indexSensors(index: Index, event: Json): void {
  const elements = objectsIn(event.sensorElementList)
  if (elements.length > 0) index.say('has', 'sensorElementList')
  const texts = (part: Json) => {
    for (const member of SENSOR_TEXTS)
      index.say(member, NAMES.has(member) ? textsIn(part[member]).map(indexed) : part[member])
    for (const member of ['time', 'startTime', 'endTime']) index.date(member, part[member])
  }
  for (const element of elements) {
    index.extensions('SENSORELEMENT', element)
    const metadata = objectIn(element.sensorMetadata)
    texts(metadata)
    index.extensions('SENSORMETADATA', metadata)
    for (const report of objectsIn(element.sensorReport)) {
      texts(report)
      index.words('type', report.type)
      index.extensions('SENSORREPORT', report)
      index.measure('percRank', report.percRank)
      for (const measure of SENSOR_MEASURES)
        if (typeof report.uom === 'string') index.measure(`${measure}_${report.uom}`, report[measure])
    }
  }
}

/** What is indexed of an event, whatever is in it: on the ledger there may be any JSON. */
export function indexOf(event: Json): Indexed {
  const namespaces = namespacesIn(event['@context'])
  const index = new Index(namespaces)
  const eventType = typeof event.type === 'string' ? wordOf(event.type, namespaces) : ''
  index.know('eventTypes', eventType)
  index.say('action', event.action)
  const [bizStep = null] = index.words('bizStep', event.bizStep)
  if (bizStep !== null) index.know('bizSteps', bizStep)
  for (const disposition of index.words('disposition', event.disposition)) index.know('dispositions', disposition)
  indexGoods(index, inLists(event))
  indexPlaces(index, event)
  indexBusiness(index, event, namespaces)
  indexSensors(index, event)
  index.extensions('', event)
  return {
    ...{ eventType, bizStep: bizStep !== null && isShort(bizStep) ? bizStep : null },
    terms: [...index.terms],
    fields: Object.fromEntries([...index.fields].map(([field, values]) => [field, [...values]])),
    known: [...index.known.values()]
  }
}
