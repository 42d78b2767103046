/** Events and ids by the same source as in vectors.ts: identifiers of every kind, times, alerts. */
import type { JsonObject } from '../../src/core/epcis/documents.js'
import { sgtin, type Vector } from './vectors.js'

const shipping = (eventTime: string, bizStep: string, place: string, disposition?: string): JsonObject => ({
  type: 'ObjectEvent',
  eventTime,
  eventTimeZoneOffset: '+01:00',
  epcList: ['https://id.gs1.de/00/040123451111111110'],
  action: 'OBSERVE',
  bizStep,
  ...(disposition === undefined ? {} : { disposition }),
  readPoint: { id: place }
})

export const IDENTIFIERS: Vector[] = [
  {
    name: 'identifiers of all keys',
    context: {},
    event: {
      type: 'ObjectEvent',
      eventTime: '2019-04-02T15:00:00.000+01:00',
      eventTimeZoneOffset: '+01:00',
      epcList: [
        sgtin('011111.9876'),
        sgtin('011111.98%22'),
        'urn:epc:id:sgtin:415056789012.0.987654',
        'urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()',
        'urn:epc:id:sscc:4012345.3111111111',
        'urn:epc:id:sgln:4012345.00005.122',
        'urn:epc:id:sgln:4012345.00005.0',
        'urn:epc:id:grai:4012345.00022.334455',
        'urn:epc:id:giai:4012345.ABC345',
        'urn:epc:id:gsrn:4012345.0000006765',
        'urn:epc:id:gsrnp:4012345.0000000007',
        'urn:epc:id:gdti:4012345.00009.PO-4711',
        'urn:epc:id:gdti:987659999999..9',
        'urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234',
        'urn:epc:id:ginc:0614141.xyz47%2F11',
        'urn:epc:id:gsin:4012345.222333444',
        'urn:epc:id:itip:4012345.011111.01.02.987',
        "urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7'SDB",
        'urn:epc:id:pgln:4000001.00000',
        'urn:epc:id:pgln:999999999999.',
        'urn:epc:class:lgtin:4012345.012345.Lot987',
        'https://id.gs1.org/gtin/09780345418913',
        'https://example.com/gtin/09780345418913/21/765tz?abc=211121'
      ],
      action: 'OBSERVE',
      bizStep: 'inspecting',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00005.0' }
    },
    hashes: { '2.1': '4689c31cebcad30d58b175246cd49cbd8d02fa15a4099602e8f638127b4fca79' }
  },
  {
    name: 'classes of all keys',
    context: {},
    event: {
      type: 'ObjectEvent',
      eventTime: '2023-03-27T11:30:00.0Z',
      eventTimeZoneOffset: '+01:00',
      epcList: [
        sgtin('012345.12'),
        'urn:epc:id:sscc:4012345.0000000333',
        'https://id.gs1.org/00/040123450000003338',
        'urn:epc:id:grai:4012345.66666.87',
        'urn:epc:id:giai:4012345.AAbb',
        'urn:epc:id:gsrn:4012345.9876540000',
        'urn:epc:id:gsrnp:4012345.0000098765',
        'urn:epc:id:gdti:4012345.55555.98',
        'urn:epc:id:cpi:4012345.ABC.123',
        'urn:epc:id:sgcn:4012345.99999.44',
        'urn:epc:id:ginc:4012345.333',
        'urn:epc:id:gsin:4012345.999987654',
        'urn:epc:id:itip:4012345.012345.01.02.999',
        'urn:epc:id:upui:4012345.012345.AB12'
      ],
      quantityList: [
        'class:lgtin:4054739.099914.20160711',
        'idpat:sgtin:4054739.099914.*',
        'idpat:grai:4012345.66666.*',
        'idpat:gdti:4012345.55555.*',
        'idpat:sgcn:4012345.99999.*',
        'idpat:cpi:4012345.ABC.*',
        'idpat:itip:4012345.012345.01.02.*'
      ].map(name => ({ epcClass: `urn:epc:${name}` })),
      action: 'OBSERVE',
      bizStep: 'other',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00011.987' }
    },
    hashes: { '2.0': '40744f32beff53a4bf5bb5956d465cb52de5bbcc9f131409d8efb903b04d9351' }
  },
  {
    name: 'a time of four decimals, rounded up',
    context: {},
    event: shipping('2023-02-02T11:04:03.1415Z', 'shipping', 'https://id.gs1.de/414/4012345000115', 'in_transit'),
    hashes: {
      '2.0': 'af7658e711574363633f20b3dadc7bc4c13c6f612cf96d95e03c421c0e58f3c6',
      '2.1': 'af7658e711574363633f20b3dadc7bc4c13c6f612cf96d95e03c421c0e58f3c6'
    }
  },
  {
    name: 'a time of four decimals, rounded down',
    context: {},
    event: shipping('2023-02-02T11:04:03.1414Z', 'transporting', 'geo:50.947573340894124,6.922120147375441'),
    hashes: {
      '2.0': '0550df44527332c1fe417c5837fe61b9e71eaa93307b88519dac549bf2d4dcf9',
      '2.1': '0550df44527332c1fe417c5837fe61b9e71eaa93307b88519dac549bf2d4dcf9'
    }
  },
  {
    name: 'certificates, alerts and coordinates',
    context: {},
    event: {
      type: 'ObjectEvent',
      eventTime: '2023-02-12T11:04:03.1415Z',
      eventTimeZoneOffset: '+01:00',
      certificationInfo: 'https://accreditation-council.example.org/certificate/ABC12345',
      epcList: ['https://id.gs1.de/01/04012345999990/21/XYZ-1234'],
      action: 'OBSERVE',
      bizStep: 'receiving',
      disposition: 'in_progress',
      readPoint: { id: 'https://id.gs1.de/414/4012345000115' },
      sensorElementList: [
        {
          sensorMetadata: {
            time: '2023-02-12T11:04:03.1007Z',
            bizRules: 'https://id.example.com/253/4012345000054987'
          },
          sensorReport: [
            {
              type: 'Dimensionless',
              exception: 'ALARM_CONDITION',
              coordinateReferenceSystem: 'http://www.opengis.net/def/crs/EPSG/0/27700'
            }
          ]
        }
      ]
    },
    hashes: {
      '2.0': 'bf052637920f56c28bd6bc4ce10bb296203fcddc543f1e293d5a77b07592dcec',
      '2.1': '8824c720417e88d8aad68cd5e8be0b298692f4f95bbf3ea7fc6b8783f1916da2'
    }
  }
]
