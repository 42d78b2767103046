/**
 * Events and the ids that the reference implementation of the event hash id has for them (github.com/RalphTro/
 * epcis-event-hash-generator, tests/examples/expected at its pull request 123, with which OpenEPCIS's was verified): facts,
 * against which ours is held.
 */
import type { JsonObject } from '../../src/core/epcis/documents.js'

export interface Vector {
  name: string
  context: JsonObject
  event: JsonObject
  /** The same event in XML, where it is an example of that. */
  xml?: string
  declarations?: string
  /** SHA-256, by version. */
  hashes: Partial<Record<'2.0' | '2.1', string>>
}

export const sgtin = (serial: string): string => `urn:epc:id:sgtin:4012345.${serial}`

export const VECTORS: Vector[] = [
  {
    name: 'extensions of the event',
    context: { example: 'https://ns.example.com/epcis/' },
    event: {
      type: 'ObjectEvent',
      eventTime: '2020-03-04T11:00:30.000+01:00',
      recordTime: '2020-03-04T11:00:30.999+01:00',
      eventTimeZoneOffset: '+01:00',
      epcList: ['0000000333', '0000000111', '0000000222'].map(serial => `urn:epc:id:sscc:4012345.${serial}`),
      action: 'OBSERVE',
      bizStep: 'departing',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00011.987' },
      'example:myField1': { 'example:mySubField1': '2', 'example:mySubField2': '5' },
      'example:myField2': '0',
      'example:myField3': { 'example:mySubField3': ['3', '1'] }
    },
    xml: `<ObjectEvent>
        <eventTime>2020-03-04T11:00:30.000+01:00</eventTime>
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
        <epcList>
          <epc>urn:epc:id:sscc:4012345.0000000333</epc>
          <epc>urn:epc:id:sscc:4012345.0000000111</epc>
          <epc>urn:epc:id:sscc:4012345.0000000222</epc>
        </epcList>
        <action>OBSERVE</action>
        <bizStep>urn:epcglobal:cbv:bizstep:departing</bizStep>
        <readPoint><id>urn:epc:id:sgln:4012345.00011.987</id></readPoint>
        <e:myField1><e:mySubField1>2</e:mySubField1><e:mySubField2>5</e:mySubField2></e:myField1>
        <e:myField2>0</e:myField2>
        <e:myField3><e:mySubField3>3</e:mySubField3><e:mySubField3>1</e:mySubField3></e:myField3>
      </ObjectEvent>`,
    declarations: 'xmlns:e="https://ns.example.com/epcis/"',
    hashes: {
      '2.0': '6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7',
      '2.1': '6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7'
    }
  },
  {
    name: 'sensor data',
    context: {},
    event: {
      type: 'ObjectEvent',
      eventTime: '2020-04-01T15:00:00+01:00',
      eventTimeZoneOffset: '+01:00',
      epcList: [sgtin('011111.9876')],
      action: 'OBSERVE',
      bizStep: 'inspecting',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00005.0' },
      sensorElementList: [
        {
          sensorMetadata: {
            deviceID: 'urn:epc:id:giai:4000001.111',
            deviceMetadata: 'https://id.gs1.org/8004/4000001111'
          },
          sensorReport: [
            { type: 'Temperature', value: 26, sDev: 0.1, uom: 'CEL' },
            { type: 'AbsoluteHumidity', value: 12.1, uom: 'A93' },
            {
              type: 'Dimensionless',
              microorganism: 'https://www.ncbi.nlm.nih.gov/taxonomy/1126011',
              value: 0.05,
              uom: 'C35'
            },
            {
              type: 'Dimensionless',
              chemicalSubstance: 'https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N',
              value: 0.18,
              uom: 'C35'
            }
          ]
        }
      ]
    },
    xml: `<ObjectEvent>
        <eventTime>2020-04-01T15:00:00.000+01:00</eventTime>
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
        <epcList><epc>urn:epc:id:sgtin:4012345.011111.9876</epc></epcList>
        <action>OBSERVE</action>
        <bizStep>urn:epcglobal:cbv:bizstep:inspecting</bizStep>
        <readPoint><id>urn:epc:id:sgln:4012345.00005.0</id></readPoint>
        <sensorElementList><sensorElement>
          <sensorMetadata deviceID="urn:epc:id:giai:4000001.111"
            deviceMetadata="https://id.gs1.org/8004/4000001111"/>
          <sensorReport type="gs1:Temperature" value="26.0" uom="CEL" sDev="0.1"/>
          <sensorReport type="gs1:AbsoluteHumidity" value="1.21E1" uom="A93"/>
          <sensorReport type="gs1:Dimensionless" value="0.05" uom="C35"
            microorganism="https://www.ncbi.nlm.nih.gov/taxonomy/1126011"/>
          <sensorReport type="gs1:Dimensionless" value="0.18" uom="C35"
            chemicalSubstance="https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N"/>
        </sensorElement></sensorElementList>
      </ObjectEvent>`,
    hashes: {
      '2.0': '271565c346ae2fb28c4583c4dca4ab4772d465eb4e0b6e548d77d8b49377d95c',
      '2.1': 'f6bf8e2fb50f26f5baba52f722211eefdb0f427a3903c61ab015db6d1f93c3da'
    }
  },
  {
    name: 'documents, parties, and an extension of the read point',
    context: { example: 'https://ns.example.com/epcis/' },
    event: {
      type: 'ObjectEvent',
      eventTime: '2020-03-04T11:00:30+01:00',
      eventTimeZoneOffset: '+01:00',
      epcList: ['urn:epc:id:sgtin:0614141.011111.987'],
      action: 'OBSERVE',
      bizStep: 'departing',
      disposition: 'in_transit',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00011.0', 'example:myField1': 'AB-12' },
      bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epc:id:gdti:4012345.11111.123' }],
      sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:4012345.00000' }],
      destinationList: [{ type: 'owning_party', destination: 'urn:epc:id:pgln:0614141.00000' }],
      'example:userExt': 'CD-34'
    },
    hashes: {
      '2.0': '3ae14c02c4bdc220cc31942cf804f6845eb8dec96ba6483391c92a9b165f9329',
      '2.1': 'e9273954ba78387caf181fe74038871990dbc97568d068123d0a8774b843e383'
    }
  },
  {
    name: 'everything that a transformation can have, with extensions everywhere',
    context: {
      example: 'http://ns.example.com/epcis/',
      example2: 'http://ns.example.com/epcis-2/',
      example3: 'http://ns.example.com/epcis-3/',
      example4: 'http://ns.example.com/epcis-4/'
    },
    event: {
      type: 'TransformationEvent',
      eventTime: '2020-09-29T14:00:00+02:00',
      eventTimeZoneOffset: '+02:00',
      errorDeclaration: { declarationTime: '2020-09-29T15:00:00+02:00', 'example:issuer': 'Employee 123' },
      inputQuantityList: [{ epcClass: 'urn:epc:class:lgtin:4023333.055555.ABC123', quantity: 25, uom: 'KGM' }],
      outputEPCList: [sgtin('012345.987'), sgtin('012345.988')],
      bizStep: 'commissioning',
      readPoint: { id: 'urn:epc:id:sgln:4023333.00000.0', 'example:gs1ES': '(414)4023333000000' },
      bizLocation: { id: 'urn:epc:id:sgln:4023333.00001.12', 'example:gs1ES': '(414)4023333000017 (254)12' },
      ilmd: {
        'cbvmda:lotNumber': 'LOTABC',
        'example:grading': 'A',
        'example2:userMasterData': { 'example2:sizeCode': 'B-2' }
      },
      sensorElementList: [
        {
          sensorMetadata: {
            startTime: '2019-04-01T15:00:00+01:00',
            endTime: '2019-04-02T14:59:59.999+01:00',
            'example:someFurtherMetaData': 'someText'
          },
          sensorReport: [
            {
              type: 'Temperature',
              minValue: 12.4,
              maxValue: 13.8,
              meanValue: 13.2,
              percRank: 50,
              percValue: 12.7,
              uom: 'CEL',
              sDev: 0.41,
              'example:cv': '123'
            },
            { type: 'example:someSensorProperty', stringValue: 'someSensorOutput' }
          ],
          'example:furtherSensorData': { 'example:measure1': '123.5', 'example:measure2': '0.987' },
          'example:someUserField': 'abc123'
        }
      ],
      'example:extension': { moreExtensions: { futureExtension: { tag1: '1', tag2: '2', tag3: '3' } } },
      'example:internalData': { 'example:machine': 'urn:epc:id:giai:4012345.ABC', 'example:procedure': 'A-1' },
      'example2:furtherData': { 'example2:assemblyLine': '2', 'example2:workingShift': '1' },
      'example4:otherThings': 'some text'
    },
    hashes: {
      '2.0': 'dca180f4e6005d4b6a6408a8d143977ca2e4f3e72048d7aa03b4df4055d484f9',
      '2.1': '68d0ade88ea2bc6ec0b1b1fe8743aa34eb9b678855fcbbbc24642c5d05d64a50'
    }
  }
]
