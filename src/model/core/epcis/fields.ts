import { table } from './json.js'
import type { VocabularyName } from './vocabulary.js'

export const EVENT_TYPES = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
  // Of EPCIS 1.x: 2.0 has it no more, but what was recorded so is still sent.
  'QuantityEvent'
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** What a standard field holds; reader, writer, hash and checks each have one way for each kind. */
export type Kind =
  | { is: 'text' }
  | { is: 'number' }
  | { is: 'time' }
  | { is: 'texts' }
  | { is: 'word'; of: VocabularyName }
  | { is: 'epcs' }
  | { is: 'quantities' }
  | { is: 'place' }
  | { is: 'typed'; of: VocabularyName; element: 'bizTransaction' | 'source' | 'destination' }
  | { is: 'dispositions' }
  | { is: 'sensors' }
  | { is: 'ilmd' }
  | { is: 'error' }

const [text, time, epcs, quantities, place]: Kind[] = [
  { is: 'text' },
  { is: 'time' },
  { is: 'epcs' },
  { is: 'quantities' },
  { is: 'place' }
]

/** The standard fields of events of all types of 2.0. */
export const KINDS = table<Kind>({
  eventTime: time!,
  recordTime: time!,
  eventTimeZoneOffset: text!,
  eventID: text!,
  errorDeclaration: { is: 'error' },
  certificationInfo: { is: 'texts' },
  parentID: text!,
  epcList: epcs!,
  childEPCs: epcs!,
  inputEPCList: epcs!,
  outputEPCList: epcs!,
  quantityList: quantities!,
  childQuantityList: quantities!,
  inputQuantityList: quantities!,
  outputQuantityList: quantities!,
  transformationID: text!,
  action: text!,
  bizStep: { is: 'word', of: 'bizStep' },
  disposition: { is: 'word', of: 'disposition' },
  persistentDisposition: { is: 'dispositions' },
  readPoint: place!,
  bizLocation: place!,
  bizTransactionList: { is: 'typed', of: 'bizTransaction', element: 'bizTransaction' },
  sourceList: { is: 'typed', of: 'sourceOrDestination', element: 'source' },
  destinationList: { is: 'typed', of: 'sourceOrDestination', element: 'destination' },
  sensorElementList: { is: 'sensors' },
  ilmd: { is: 'ilmd' }
})

export const isEventType = (type: unknown): type is EventType => (EVENT_TYPES as readonly unknown[]).includes(type)

export const SENSOR_METADATA = table<'time' | 'uri'>({
  time: 'time',
  startTime: 'time',
  endTime: 'time',
  deviceID: 'uri',
  deviceMetadata: 'uri',
  rawData: 'uri',
  dataProcessingMethod: 'uri',
  bizRules: 'uri'
})

/** What a sensor reports, in the order in which the hash takes it; `bizRules` belongs to no hash. */
export const SENSOR_REPORT = table<'word' | 'uri' | 'time' | 'number' | 'text' | 'boolean'>({
  type: 'word',
  exception: 'word',
  deviceID: 'uri',
  deviceMetadata: 'uri',
  rawData: 'uri',
  dataProcessingMethod: 'uri',
  bizRules: 'uri',
  time: 'time',
  microorganism: 'uri',
  chemicalSubstance: 'uri',
  value: 'number',
  component: 'word',
  stringValue: 'text',
  booleanValue: 'boolean',
  hexBinaryValue: 'text',
  uriValue: 'uri',
  minValue: 'number',
  maxValue: 'number',
  meanValue: 'number',
  sDev: 'number',
  percRank: 'number',
  percValue: 'number',
  uom: 'text',
  coordinateReferenceSystem: 'uri'
})

/** Which vocabulary the words of a sensor's report are of. */
export const SENSOR_WORDS = table<VocabularyName>({
  type: 'measurement',
  exception: 'exception',
  component: 'component'
})
