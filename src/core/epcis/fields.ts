import { type EventType, isEventType, KINDS } from '@suyuan/model/core/epcis/fields'

const BEFORE = ['eventTime', 'recordTime', 'eventTimeZoneOffset', 'eventID', 'errorDeclaration', 'certificationInfo']
const AFTER = ['bizStep', 'disposition', 'readPoint', 'bizLocation']
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
  ]
}

/** The fields of a type of event; of one that somebody else defined, all that there are. */
export const fieldsOf = (type: unknown): readonly string[] => (isEventType(type) ? FIELDS[type] : Object.keys(KINDS))
