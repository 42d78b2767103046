import { type EventType, isEventType, KINDS, type Kind } from '@suyuan/model/core/epcis/fields'
import { table } from '@suyuan/model/core/epcis/json'

/** With those that events of 1.x have besides. */
const OLDER_KINDS = table<Kind>({ ...KINDS, epcClass: { is: 'text' }, quantity: { is: 'number' } })

/** What the fields of a type of event hold. */
export const kindsOf = (type: unknown): Readonly<Record<string, Kind>> =>
  type === 'QuantityEvent' ? OLDER_KINDS : KINDS

const BEFORE = ['eventTime', 'recordTime', 'eventTimeZoneOffset', 'eventID', 'errorDeclaration', 'certificationInfo']
/** Where, and in which step of business: in all events, in this order. */
export const AFTER = ['bizStep', 'disposition', 'readPoint', 'bizLocation']
const LAST = ['sourceList', 'destinationList', 'sensorElementList', 'persistentDisposition']

/** The fields of each type of event, in the order in which the XML binding wants them. */
const FIELDS: Readonly<Record<EventType, readonly string[]>> = {
  ObjectEvent: [...BEFORE, 'epcList', 'action', ...AFTER, 'bizTransactionList', 'quantityList', ...LAST, 'ilmd'],
  AggregationEvent: [
    ...BEFORE,
    'parentID',
    'childEPCs',
    'action',
    ...AFTER,
    'bizTransactionList',
    'childQuantityList',
    ...LAST
  ],
  TransactionEvent: [
    ...BEFORE,
    'bizTransactionList',
    'parentID',
    'epcList',
    'action',
    ...AFTER,
    'quantityList',
    ...LAST
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
    ...LAST,
    'ilmd'
  ],
  AssociationEvent: [
    ...BEFORE,
    'parentID',
    'childEPCs',
    'childQuantityList',
    'action',
    ...AFTER,
    'bizTransactionList',
    ...LAST
  ],
  QuantityEvent: [...BEFORE, 'epcClass', 'quantity', ...AFTER, 'bizTransactionList', ...LAST]
}

/** The fields of a type of event; of one that somebody else defined, all that there are. */
export const fieldsOf = (type: unknown): readonly string[] => (isEventType(type) ? FIELDS[type] : Object.keys(KINDS))
