/** Documents that tests begin with: valid, with every field that the standard has, in a tea garden's words. */
import type { EpcisDocument, JsonObject } from '../../src/core/epcis/documents.js'
import { documentOf } from '../../src/core/epcis/documents.js'

export const CONTEXT = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { tea: 'https://ns.example.com/tea/' },
  { lab: 'urn:example:lab:' }
]

/** Every event has it; each type adds its own. */
const common = {
  eventTime: '2026-04-05T09:30:00.25+08:00',
  recordTime: '2026-04-05T09:31:00.000+08:00',
  eventTimeZoneOffset: '+08:00',
  eventID: 'urn:uuid:0f6b0e2a-5d0b-4d9e-9a53-0d8f6f1f7a10',
  certificationInfo: ['https://certifier.example.com/c/42'],
  bizStep: 'commissioning',
  disposition: 'active',
  persistentDisposition: { set: ['completeness_verified'], unset: ['completeness_inferred'] },
  readPoint: { id: 'urn:epc:id:sgln:9520001.00001.dock-3', 'tea:door': 'north' },
  bizLocation: { id: 'https://id.gs1.org/414/9520001000010', 'tea:floor': 2 },
  bizTransactionList: [
    { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9520001000010:A-77' },
    { bizTransaction: 'urn:epc:id:gdti:9520001.00002.66' }
  ],
  sourceList: [
    { type: 'owning_party', source: 'urn:epc:id:pgln:9520001.00001' },
    { type: 'https://ns.example.com/tea/picker', source: 'https://ns.example.com/people/7' }
  ],
  destinationList: [{ type: 'location', destination: 'urn:epc:id:sgln:9520001.00001.0' }],
  sensorElementList: [
    {
      sensorMetadata: {
        startTime: '2026-04-05T09:00:00+08:00',
        endTime: '2026-04-05T09:30:00+08:00',
        deviceID: 'urn:epc:id:giai:9520001.probe',
        'lab:calibrated': 'yes'
      },
      sensorReport: [
        { type: 'Temperature', minValue: 18.25, maxValue: 21, uom: 'CEL', 'tea:shade': { 'tea:percent': 40 } },
        { type: 'Length', component: 'x', value: -0.5, uom: 'MTR' },
        { type: 'https://ns.example.com/tea/aroma', stringValue: ' floral ', booleanValue: false },
        { type: 'Count', exception: 'ALARM_CONDITION', hexBinaryValue: '0aff', uriValue: 'https://example.com/e/1' }
      ],
      'tea:canopy': ['open', 'mixed']
    }
  ],
  'tea:note': '晴，微风 <no rain> & "cool"',
  'tea:crew': { 'tea:size': 12, 'tea:names': [], 'tea:leader': null, 'tea:details': {}, plain: true },
  'tea:hours': [7.5],
  'lab:sample': ['S-1', 'S-2', { 'lab:grams': 100 }],
  'lab:taken': { '@type': 'xsd:date', '@value': '2026-04-05' },
  'lab:weight': { '#text': '3.50', 'lab:unit': 'KGM' }
}

const ilmd = { 'cbvmda:lotNumber': 'H-0405-3', 'tea:grade': { 'tea:name': '一芽二叶', 'tea:rank': 1 } }
const lot = 'urn:epc:class:lgtin:9520001.000003.H-0405-3'
const pack = (serial: string): string => `https://id.gs1.org/01/09520001000034/21/${serial}`

export const OBJECT: JsonObject = {
  ...common,
  type: 'ObjectEvent',
  action: 'ADD',
  epcList: [pack('b'), pack('a')],
  quantityList: [{ epcClass: lot, quantity: 42.5, uom: 'KGM' }, { epcClass: 'urn:epc:idpat:sgtin:9520001.000003.*' }],
  ilmd
}
export const AGGREGATION: JsonObject = {
  ...common,
  type: 'AggregationEvent',
  action: 'ADD',
  parentID: 'urn:epc:id:sscc:9520001.0000000001',
  childEPCs: [pack('a')],
  childQuantityList: [{ epcClass: lot, quantity: 4 }],
  bizStep: 'packing'
}
export const TRANSACTION: JsonObject = {
  ...common,
  type: 'TransactionEvent',
  action: 'OBSERVE',
  parentID: 'urn:epc:id:sscc:9520001.0000000001',
  epcList: [],
  quantityList: [{ epcClass: lot, quantity: 4 }]
}
export const TRANSFORMATION: JsonObject = {
  ...common,
  type: 'TransformationEvent',
  inputEPCList: [pack('a')],
  inputQuantityList: [{ epcClass: lot, quantity: 200, uom: 'KGM' }],
  outputEPCList: [pack('z')],
  outputQuantityList: [{ epcClass: 'https://id.gs1.org/01/09520001000041/10/P%2F1', quantity: 40, uom: 'KGM' }],
  transformationID: 'urn:epc:id:gdti:9520001.00002.400',
  ilmd
}
export const ASSOCIATION: JsonObject = {
  ...common,
  type: 'AssociationEvent',
  action: 'ADD',
  parentID: 'urn:epc:id:grai:9520001.00003.9',
  childEPCs: ['urn:epc:id:giai:9520001.probe'],
  bizStep: 'installing'
}
/** Of 1.x: 2.0 has it no more. */
export const QUANTITY: JsonObject = { ...common, type: 'QuantityEvent', epcClass: lot, quantity: 271 }
/** Says of an event before it that it was not so. */
export const DECLARATION: JsonObject = {
  ...OBJECT,
  errorDeclaration: {
    declarationTime: '2026-04-06T08:00:00Z',
    reason: 'incorrect_data',
    correctiveEventIDs: ['urn:uuid:11111111-2222-4333-8444-555555555555'],
    'tea:by': 'office'
  }
}
export const ALL = [OBJECT, AGGREGATION, TRANSACTION, TRANSFORMATION, ASSOCIATION, DECLARATION]

export const contentOf = (...events: JsonObject[]): JsonObject => ({
  '@context': CONTEXT,
  id: 'https://id.example.com/documents/1',
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-04-07T00:00:00Z',
  epcisBody: { eventList: events }
})

export const documentWith = (...events: JsonObject[]): EpcisDocument => documentOf(contentOf(...events))

/** An XML document of 2.0 with these events. */
export const xmlWith = (events: string, declarations = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" ${declarations} schemaVersion="2.0"
  creationDate="2026-04-07T00:00:00Z">
  <EPCISBody><EventList>${events}</EventList></EPCISBody>
</epcis:EPCISDocument>`
