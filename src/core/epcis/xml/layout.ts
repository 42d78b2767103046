import { type EventType, isEventType } from '@suyuan/model/core/epcis/fields'
import { AFTER } from '../fields.js'

/** Which edition of the XML binding a document is written in. */
export type XmlVersion = '2.0' | '1.2'

/** A field, or an element around others in which an edition of EPCIS 1.x has what came after the one before it. */
export type Place = string | { within: 'baseExtension' | 'extension'; places: readonly Place[] }

const within = (element: 'baseExtension' | 'extension', ...places: Place[]): Place => ({ within: element, places })

const BEFORE = [
  'eventTime',
  'recordTime',
  'eventTimeZoneOffset',
  within('baseExtension', 'eventID', 'errorDeclaration', within('extension', 'certificationInfo'))
]
/** What 2.0 brought is in the extension that 1.2 keeps open for what is to come. */
const LATER = within('extension', 'sensorElementList', 'persistentDisposition')
const PARTIES = ['sourceList', 'destinationList']

const OF_1_2: Readonly<Record<EventType, readonly Place[]>> = {
  ObjectEvent: [
    ...BEFORE,
    'epcList',
    'action',
    ...AFTER,
    'bizTransactionList',
    within('extension', 'quantityList', ...PARTIES, 'ilmd', LATER)
  ],
  AggregationEvent: [
    ...BEFORE,
    'parentID',
    'childEPCs',
    'action',
    ...AFTER,
    'bizTransactionList',
    within('extension', 'childQuantityList', ...PARTIES, LATER)
  ],
  TransactionEvent: [
    ...BEFORE,
    'bizTransactionList',
    'parentID',
    'epcList',
    'action',
    ...AFTER,
    within('extension', 'quantityList', ...PARTIES, LATER)
  ],
  QuantityEvent: [
    ...BEFORE,
    'epcClass',
    'quantity',
    ...AFTER,
    'bizTransactionList',
    within('extension', ...PARTIES, LATER)
  ],
  TransformationEvent: [
    ...BEFORE,
    'inputEPCList',
    'inputQuantityList',
    'outputEPCList',
    'outputQuantityList',
    'transformationID',
    ...AFTER,
    'bizTransactionList',
    ...PARTIES,
    'ilmd',
    LATER
  ],
  AssociationEvent: [
    ...BEFORE,
    'parentID',
    'childEPCs',
    'childQuantityList',
    'action',
    ...AFTER,
    'bizTransactionList',
    ...PARTIES,
    LATER
  ]
}

/** Lists that 1.2 has in every event of a type, empty where there is nothing in them. */
const ALWAYS_1_2: Readonly<Record<string, readonly string[]>> = {
  ObjectEvent: ['epcList'],
  AggregationEvent: ['childEPCs'],
  TransactionEvent: ['bizTransactionList', 'epcList']
}

/** Where the fields of a type of event are, in the order in which a version wants them. */
export const layoutOf = (type: unknown, fields: readonly string[], version: XmlVersion): readonly Place[] =>
  version === '1.2' && isEventType(type) ? OF_1_2[type] : fields

export const isAlwaysThere = (type: unknown, field: string, version: XmlVersion): boolean =>
  version === '1.2' && isEventType(type) && (ALWAYS_1_2[type]?.includes(field) ?? false)

/** In how many extensions 1.2 has an event of this type: those that came with 1.1 in one, with 2.0 in two. */
export const extensionsAround = (type: unknown, version: XmlVersion): number => {
  if (version === '2.0') return 0
  return type === 'TransformationEvent' ? 1 : type === 'AssociationEvent' ? 2 : 0
}
