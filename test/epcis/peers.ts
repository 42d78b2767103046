/**
 * Documents in the manner of other EPCIS repositories, each with what it is fond of. Pure data, about goods that the programme
 * does not know.
 */
import { randomUUID } from 'node:crypto'
import { FOREIGN, lotLink, lotUrn, packLink, packUrn, palletLink } from './foreign.js'

const uuid = () => `urn:uuid:${randomUUID()}`
const SENSED = {
  sensorMetadata: { time: '2026-04-05T13:50:00+01:00', bizRules: 'https://rules.example.com/253/9520001000058' },
  sensorReport: [
    { type: 'Dimensionless', exception: 'gs1:ALARM_CONDITION' },
    { type: 'Length', component: 'cbv:Comp-northing', value: -477979.89, uom: 'MTR' }
  ]
}
const DOCUMENT = { schemaVersion: '2.0', creationDate: '2026-04-07T11:30:47.0Z' }

/**
 * OpenEPCIS: contexts at every level, each prefix an object of its own; words as web URIs or by an extension's prefix; a
 * certificate as a single text; error declarations and events without an id; results of subscriptions.
 */
export const openEpcis = () => ({
  '@context': [
    'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
    { ext1: 'https://ext1.example.com/epcis/' },
    { ext2: 'https://ext2.example.com/' }
  ],
  id: 'https://id.example.org/document1',
  type: 'EPCISQueryDocument',
  ...DOCUMENT,
  epcisBody: {
    queryResults: {
      subscriptionID: randomUUID(),
      queryName: 'SimpleEventQuery',
      resultsBody: {
        eventList: [
          {
            type: 'ObjectEvent',
            '@context': [{ ext3: 'https://ext3.example.com/' }, { ext1: 'https://ext1.example.com/epcis/' }],
            eventID: uuid(),
            eventTime: '2026-04-05T14:00:00+01:00',
            recordTime: '2026-04-05T13:00:01.123Z',
            eventTimeZoneOffset: '+01:00',
            certificationInfo: 'https://accreditation.example.org/certificate/ABC12345',
            epcList: [packLink('OE1')],
            action: 'OBSERVE',
            bizStep: 'https://ref.gs1.org/cbv/BizStep-sensor_reporting',
            readPoint: { id: 'https://id.gs1.org/414/9520001000010' },
            sensorElementList: [SENSED],
            'ext1:float': '20',
            'ext1:boolean': 'true',
            'ext3:address': { 'ext3:city': '河源', 'ext2:floors': ['1', '2'] }
          },
          {
            type: 'TransactionEvent',
            eventID: uuid(),
            eventTime: '2026-04-05T14:12:00+01:00',
            eventTimeZoneOffset: '+01:00',
            bizTransactionList: [{ bizTransaction: 'urn:epc:id:gdti:9520001.00002.66' }],
            epcList: [packUrn('OE2')],
            action: 'ADD',
            bizStep: 'ext1:summarising_discharge'
          },
          {
            type: 'AssociationEvent',
            eventID: uuid(),
            eventTime: '2026-04-05T14:00:00+01:00',
            eventTimeZoneOffset: '+01:00',
            errorDeclaration: {
              declarationTime: '2026-04-06T14:00:00Z',
              reason: 'incorrect_data',
              correctiveEventIDs: [uuid()]
            },
            parentID: 'urn:epc:id:grai:9520001.00003.9',
            action: 'DELETE',
            bizStep: 'disassembling',
            disposition: 'https://ref.gs1.org/cbv/Disp-in_progress'
          }
        ]
      }
    }
  }
})

/** FasTnT: one context for each namespace, times in UTC with six digits, all that extends an event as text. */
export const fasTnT = () => ({
  '@context': [
    'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    { ext0: 'https://fast.example.com/ns' }
  ],
  type: 'EPCISQueryDocument',
  ...DOCUMENT,
  epcisBody: {
    queryResults: {
      queryName: 'SimpleEventQuery',
      resultsBody: {
        eventList: [
          {
            type: 'TransformationEvent',
            eventTime: '2026-04-05T06:00:00.000000Z',
            recordTime: '2026-04-05T06:00:05.000000Z',
            eventTimeZoneOffset: '+02:00',
            eventID: uuid(),
            inputEPCList: [packUrn('F1')],
            inputQuantityList: [{ epcClass: lotUrn('F1'), quantity: 10.5, uom: 'KGM' }],
            outputQuantityList: [{ epcClass: lotUrn('F2'), quantity: 3 }],
            transformationID: 'urn:epc:id:gdti:9520001.00002.400',
            bizStep: 'urn:epcglobal:cbv:bizstep:commissioning',
            disposition: 'urn:epcglobal:cbv:disp:active',
            readPoint: { id: 'urn:epc:id:sgln:9520001.00001.0' },
            persistentDisposition: { set: ['completeness_verified'], unset: ['completeness_inferred'] },
            ilmd: { 'ext0:vintage': '2026', 'ext0:list': ['a', 'b'] },
            'ext0:inner': { 'ext0:deep': { 'ext0:deeper': 'x' } }
          }
        ]
      }
    }
  }
})

/** Oliot: XML of 2.0 with URNs throughout, its namespaces declared on the root, ILMD and quantities where 2.0 has them. */
export const oliot = () => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:example="https://oliot.example.com/ns/"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cbvmda="urn:epcglobal:cbv:mda"
    schemaVersion="2.0" creationDate="2026-04-07T11:30:47.0Z">
  <EPCISBody>
    <EventList>
      <ObjectEvent>
        <eventTime>2026-04-05T20:33:31.116-06:00</eventTime>
        <recordTime>2026-04-06T02:33:35.000Z</recordTime>
        <eventTimeZoneOffset>-06:00</eventTimeZoneOffset>
        <eventID>${uuid()}</eventID>
        <epcList><epc>${packUrn('O1')}</epc><epc>${packUrn('O2')}</epc></epcList>
        <action>ADD</action>
        <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
        <disposition>urn:epcglobal:cbv:disp:active</disposition>
        <readPoint><id>urn:epc:id:sgln:9520001.00001.400</id><example:gate>3</example:gate></readPoint>
        <bizTransactionList>
          <bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epc:id:gdti:9520001.00002.66</bizTransaction>
        </bizTransactionList>
        <quantityList><quantityElement><epcClass>${lotUrn('O1')}</epcClass><quantity>200.5</quantity><uom>KGM</uom></quantityElement></quantityList>
        <sourceList><source type="urn:epcglobal:cbv:sdt:possessing_party">urn:epc:id:pgln:9520001.00001</source></sourceList>
        <sensorElementList><sensorElement>
          <sensorMetadata time="2026-04-05T14:05:00.000+01:00" deviceID="urn:epc:id:giai:9520001.111" example:further="text"/>
          <sensorReport type="gs1:Temperature" value="26.0" uom="CEL" example:further="text"/>
          <example:extension>x</example:extension>
        </sensorElement></sensorElementList>
        <ilmd><example:bestBefore xsi:type="xsd:date" xmlns:xsd="http://www.w3.org/2001/XMLSchema">2027-01-01</example:bestBefore></ilmd>
        <example:ext unit="kg">5 <!-- about --></example:ext>
      </ObjectEvent>
    </EventList>
  </EPCISBody>
</epcis:EPCISDocument>`

/** A system of EPCIS 1.x: everything that came after 1.0 in extensions, a QuantityEvent, a header of master data. */
export const older = () => `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" xmlns:old="https://old.example.com/ns" schemaVersion="1.2"
    creationDate="2026-04-07T11:30:47.0Z">
  <EPCISBody>
    <EventList>
      <QuantityEvent>
        <eventTime>2026-04-05T10:00:00.000Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
        <baseExtension><eventID>${uuid()}</eventID></baseExtension>
        <epcClass>urn:epc:idpat:sgtin:${FOREIGN.slice(1, 8)}.${FOREIGN[0]}${FOREIGN.slice(8, 13)}.*</epcClass>
        <quantity>271</quantity>
        <bizStep>urn:epcglobal:cbv:bizstep:stock_taking</bizStep>
        <readPoint><id>urn:epc:id:sgln:9520001.00001.0</id></readPoint>
        <old:shelf>7</old:shelf>
      </QuantityEvent>
      <AggregationEvent>
        <eventTime>2026-04-05T11:00:00.000Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
        <baseExtension><eventID>${uuid()}</eventID></baseExtension>
        <parentID>${palletLink(77)}</parentID>
        <childEPCs/>
        <action>ADD</action>
        <bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep>
        <extension>
          <childQuantityList><quantityElement><epcClass>${lotLink('X1')}</epcClass><quantity>4</quantity></quantityElement></childQuantityList>
          <sourceList><source type="urn:epcglobal:cbv:sdt:location">urn:epc:id:sgln:9520001.00001.0</source></sourceList>
        </extension>
      </AggregationEvent>
      <extension>
        <TransformationEvent>
          <eventTime>2026-04-05T12:00:00.000Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
          <baseExtension><eventID>${uuid()}</eventID></baseExtension>
          <inputEPCList><epc>${packUrn('X1')}</epc></inputEPCList>
          <outputEPCList><epc>${packUrn('X2')}</epc></outputEPCList>
          <ilmd><old:grade>A</old:grade></ilmd>
        </TransformationEvent>
      </extension>
    </EventList>
  </EPCISBody>
</epcis:EPCISDocument>`
