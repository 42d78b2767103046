/** The simple event query: every parameter by what it finds among some events, and by what it refuses. */
import t from 'tap'
import { garden } from '../http/season.js'
import { gln } from '../support/codes.js'
import { eventsIn, exception, recordsIn } from './client.js'
import {
  anyOfCompanyUrn,
  anyPackUrn,
  documentOf,
  EXAMPLE,
  lotLink,
  lotUrn,
  packLink,
  packUrn,
  palletLink,
  seen
} from './foreign.js'
import type { EpcisStage } from './stage.js'

const at = (hour: number) => ({ eventTime: `2026-04-05T0${hour}:00:00.000Z`, eventTimeZoneOffset: '+00:00' })
const kilograms = (lot: string, quantity: number) => ({ epcClass: lotUrn(lot), quantity, uom: 'KGM' })
const place = (n: number) => `https://id.gs1.org/414/${gln(95_000 + n)}`
/** A GLN as EPC URNs have it, without its check digit. */
const party = gln(95_001)
const partyUrn = `urn:epc:id:pgln:${party.slice(0, 7)}.${party.slice(7, 12)}`

/** By name: each event differs from the others in what some parameter asks for. */
const EVENTS = {
  object: seen({
    ...at(1),
    action: 'ADD',
    epcList: [packUrn('Q1')],
    quantityList: [kilograms('QA', 5)],
    persistentDisposition: { set: ['completeness_verified'], unset: ['completeness_inferred'] },
    bizTransactionList: [{ type: 'po', bizTransaction: 'http://example.com/po/1' }],
    sourceList: [{ type: 'location', source: place(25) }],
    destinationList: [{ type: 'owning_party', destination: `https://id.gs1.org/417/${party}` }],
    bizLocation: { id: place(18), 'example:zone': 'north' },
    readPoint: { id: 'urn:epc:id:sgln:9521234.00003.0', 'example:gate': { 'example:lane': 'left' } },
    ilmd: { 'example:roast': 3, 'example:maker': { 'example:born': '1980-05-01' } }
  }),
  aggregation: seen({
    ...at(2),
    type: 'AggregationEvent',
    action: 'ADD',
    bizStep: 'packing',
    disposition: 'container_closed',
    epcList: undefined,
    parentID: palletLink(1),
    childEPCs: [packUrn('Q2')],
    childQuantityList: [kilograms('QB', 7)],
    'example:shift': 'night',
    'example:count': '12',
    'example:when': '2026-04-05T10:00:00Z',
    'example:box': { 'example:inner': 'deep', 'example:weight': 2.5 }
  }),
  transformation: seen({
    ...at(3),
    type: 'TransformationEvent',
    action: undefined,
    bizStep: 'creating_class_instance',
    epcList: undefined,
    inputEPCList: [packUrn('Q1')],
    outputEPCList: [packLink('Q3')],
    inputQuantityList: [kilograms('QA', 9)],
    outputQuantityList: [{ epcClass: lotLink('QC'), quantity: 100 }],
    transformationID: 'http://example.com/run/1'
  }),
  association: seen({
    ...at(4),
    type: 'AssociationEvent',
    action: 'ADD',
    bizStep: 'assembling',
    disposition: undefined,
    epcList: undefined,
    parentID: 'urn:epc:id:grai:9521234.55555.987',
    childEPCs: ['urn:epc:id:giai:9521234.12345']
  }),
  transaction: seen({
    ...at(5),
    type: 'TransactionEvent',
    action: 'DELETE',
    bizStep: 'arriving',
    bizTransactionList: [{ type: 'inv', bizTransaction: 'http://example.com/inv/1' }],
    errorDeclaration: {
      declarationTime: '2026-05-01T00:00:00Z',
      reason: 'did_not_occur',
      correctiveEventIDs: ['urn:uuid:00000000-0000-4000-8000-000000000001'],
      'example:by': 'clerk',
      'example:why': { 'example:rank': 7 }
    }
  }),
  sensor: seen({
    ...at(6),
    bizStep: 'sensor_reporting',
    sensorElementList: [
      {
        sensorMetadata: {
          time: '2026-04-05T06:00:00Z',
          startTime: '2026-04-05T05:00:00Z',
          endTime: '2026-04-05T07:00:00Z',
          deviceID: 'urn:epc:id:giai:9521234.777',
          dataProcessingMethod: 'http://example.com/method',
          bizRules: 'http://example.com/rules',
          'example:firmware': '1.2'
        },
        sensorReport: [
          {
            type: 'Temperature',
            value: 26.5,
            minValue: 20,
            maxValue: 30,
            meanValue: 25,
            sDev: 0.5,
            uom: 'CEL',
            percRank: 50,
            percValue: 12,
            microorganism: 'http://example.com/salmonella',
            chemicalSubstance: 'http://example.com/water',
            stringValue: 'warm',
            booleanValue: true,
            hexBinaryValue: 'f0f0',
            uriValue: 'http://example.com/chart',
            'example:port': 3
          }
        ],
        'example:probe': 'P9'
      }
    ]
  })
}
type Name = keyof typeof EVENTS
const NAMES = new Map(Object.entries(EVENTS).map(([name, { eventID }]) => [eventID, name]))
const EXTENSIONS = { 'gs1-extensions': `example=${EXAMPLE.example}` }

/** What a parameter finds; each is asked on its own, among these events only. */
const FINDS: [string, string, Name[]][] = [
  ['eventType', 'AggregationEvent|AssociationEvent', ['aggregation', 'association']],
  ['GE_eventTime', '2026-04-05T05:00:00Z', ['transaction', 'sensor']],
  ['LT_eventTime', '2026-04-05T10:00:00.000+08:00', ['object']],
  ['GE_recordTime', '2100-01-01T00:00:00Z', []],
  ['LT_recordTime', '2000-01-01T00:00:00Z', []],
  ['EQ_action', 'DELETE', ['transaction']],
  ['EQ_bizStep', 'packing|https://ref.gs1.org/cbv/BizStep-assembling', ['aggregation', 'association']],
  ['EQ_disposition', 'urn:epcglobal:cbv:disp:container_closed', ['aggregation']],
  ['EQ_persistentDisposition_set', 'completeness_verified', ['object']],
  ['EQ_persistentDisposition_unset', 'completeness_inferred', ['object']],
  ['EQ_persistentDisposition_unset', 'completeness_verified', []],
  ['EQ_bizLocation', place(18), ['object']],
  ['WD_bizLocation', place(18), ['object']],
  ['EQ_readPoint', 'https://id.gs1.org/414/9521234000037', ['object']],
  ['WD_readPoint', 'urn:epc:id:sgln:9521234.00003.0', ['object']],
  ['EQ_transformationID', 'http://example.com/run/1', ['transformation']],
  ['MATCH_epc', packLink('Q1'), ['object']],
  ['MATCH_epc', `https://example.com/some/path/01${packLink('Q2').split('/01')[1]}?17=271231`, ['aggregation']],
  ['MATCH_epc', anyPackUrn, ['object', 'aggregation', 'transaction', 'sensor']],
  ['MATCH_epc', anyOfCompanyUrn, ['object', 'aggregation', 'transaction', 'sensor']],
  ['MATCH_parentID', 'urn:epc:id:grai:9521234.55555.987', ['association']],
  ['MATCH_parentID', 'urn:epc:idpat:grai:9521234.*.*', ['association']],
  ['MATCH_inputEPC', packUrn('Q1'), ['transformation']],
  ['MATCH_outputEPC', packUrn('Q3'), ['transformation']],
  ['MATCH_anyEPC', packUrn('Q1'), ['object', 'transformation']],
  ['MATCH_epcClass', lotLink('QB'), ['aggregation']],
  ['MATCH_inputEPCClass', lotLink('QA'), ['transformation']],
  ['MATCH_outputEPCClass', lotUrn('QC'), ['transformation']],
  ['MATCH_anyEPCClass', lotLink('QA'), ['object', 'transformation']],
  ['EQ_quantity', '7', ['aggregation']],
  ['GT_quantity', '9', ['transformation']],
  ['GE_quantity', '9', ['transformation']],
  ['LT_quantity', '7', ['object']],
  ['LE_quantity', '7', ['object', 'aggregation']],
  ['GE_quantity_KGM', '9', ['transformation']],
  ['EQ_quantity_KGM', '5|7', ['object', 'aggregation']],
  ['EQ_quantity_GRM', '5000|7000', ['object', 'aggregation']],
  ['EQ_eventID', EVENTS.sensor.eventID, ['sensor']],
  ['EXISTS_errorDeclaration', 'true', ['transaction']],
  ['GE_errorDeclarationTime', '2026-05-01T00:00:00Z', ['transaction']],
  ['LT_errorDeclarationTime', '2026-05-01T00:00:00Z', []],
  ['EQ_errorReason', 'did_not_occur', ['transaction']],
  ['EQ_correctiveEventID', 'urn:uuid:00000000-0000-4000-8000-000000000001', ['transaction']],
  ['EQ_bizTransaction_po', 'http://example.com/po/1', ['object']],
  ['EQ_bizTransaction_inv', 'http://example.com/po/1', []],
  ['EQ_source_location', place(25), ['object']],
  ['EQ_destination_owning_party', partyUrn, ['object']],
  ['EXISTS_sensorElementList', '', ['sensor']],
  ['GE_time', '2026-04-05T06:00:00Z', ['sensor']],
  ['LT_time', '2026-04-05T06:00:00Z', []],
  ['GE_startTime', '2026-04-05T05:00:00Z', ['sensor']],
  ['LT_endTime', '2026-04-05T08:00:00Z', ['sensor']],
  ['EQ_type', 'Temperature', ['sensor']],
  ['EQ_deviceID', 'urn:epc:id:giai:9521234.777', ['sensor']],
  ['EQ_dataProcessingMethod', 'http://example.com/method', ['sensor']],
  ['EQ_bizRules', 'http://example.com/rules', ['sensor']],
  ['EQ_microorganism', 'http://example.com/salmonella', ['sensor']],
  ['EQ_chemicalSubstance', 'http://example.com/water', ['sensor']],
  ['EQ_stringValue', 'cold|warm', ['sensor']],
  ['EQ_booleanValue', 'true', ['sensor']],
  ['EQ_hexBinaryValue', 'f0f0', ['sensor']],
  ['EQ_uriValue', 'http://example.com/chart', ['sensor']],
  ['GE_percRank', '50', ['sensor']],
  ['LT_percRank', '50', []],
  ['EQ_value_CEL', '26.5', ['sensor']],
  ['GT_value_CEL', '26.5', []],
  ['EQ_value_FAH', '79.7', ['sensor']],
  ['LE_minValue_CEL', '20', ['sensor']],
  ['GT_maxValue_CEL', '29', ['sensor']],
  ['GE_meanValue_CEL', '25', ['sensor']],
  ['LT_sDev_CEL', '1', ['sensor']],
  ['EQ_sDev_FAH', '0.9', ['sensor']],
  ['GE_percValue_CEL', '12', ['sensor']],
  ['EQ_example:shift', 'night|day', ['aggregation']],
  ['EQ_example:count', '12.0', ['aggregation']],
  ['GT_example:count', '11', ['aggregation']],
  ['LE_example:when', '2026-04-05T10:00:00Z', ['aggregation']],
  ['LT_example:when', '2026-04-05T10:00:00Z', []],
  ['EXISTS_example:shift', '', ['aggregation']],
  ['EQ_INNER_example:inner', 'deep', ['aggregation']],
  ['GE_INNER_example:weight', '2.5', ['aggregation']],
  ['EXISTS_INNER_example:inner', '', ['aggregation']],
  ['EQ_example:inner', 'deep', []],
  ['EQ_ILMD_example:roast', '3', ['object']],
  ['GT_ILMD_example:roast', '2', ['object']],
  ['EXISTS_ILMD_example:roast', '', ['object']],
  ['LT_INNER_ILMD_example:born', '1990-01-01T00:00:00Z', ['object']],
  ['EQ_ERROR_DECLARATION_example:by', 'clerk', ['transaction']],
  ['GE_INNER_ERROR_DECLARATION_example:rank', '7', ['transaction']],
  ['EXISTS_ERROR_DECLARATION_example:by', '', ['transaction']],
  ['EQ_readPoint_example:gate', 'x', []],
  ['EQ_INNER_readPoint_example:lane', 'left', ['object']],
  ['EQ_bizLocation_example:zone', 'north', ['object']],
  ['EQ_SENSORELEMENT_example:probe', 'P9', ['sensor']],
  ['EQ_SENSORMETADATA_example:firmware', '1.2', ['sensor']],
  ['GE_SENSORREPORT_example:port', '3', ['sensor']],
  ['EXISTS_SENSORREPORT_example:port', '', ['sensor']]
]

const REFUSED: [string, string][] = [
  ['EQ_colour', 'green'],
  ['GE_eventTime', 'yesterday'],
  ['GE_eventTime', '2026-04-05T05:00:00'],
  ['EQ_action', 'LOOK'],
  ['MATCH_epc', 'no URI'],
  ['MATCH_epc', 'urn:epc:idpat:gdti:9521234.*.*'],
  ['EQ_quantity', 'many'],
  ['EXISTS_errorDeclaration', 'false'],
  ['EQ_eventID', ''],
  ['EQ_other:field', '1'],
  ['orderBy', 'colour'],
  ['orderDirection', 'UP'],
  ['eventCountLimit', '3'],
  ['maxEventCount', '0'],
  ['perPage', '0'],
  ['nextPageToken', 'x']
]

export async function querying({ carrier, grower }: EpcisStage): Promise<void> {
  t.test('the events are captured', async t => {
    t.match(await carrier.capture(documentOf(Object.values(EVENTS))), { success: true, errors: [] })
  })

  for (const [name, value, found] of FINDS)
    t.test(`${name}=${value}`, async t => {
      const ids = await carrier.find({ [name]: value }, EXTENSIONS)
      t.same(
        ids.flatMap(id => NAMES.get(id) ?? []),
        found
      )
    })

  t.test('parameters narrow one another', async t => {
    const both = { EQ_action: 'ADD', GE_eventTime: '2026-04-05T04:00:00Z', LT_eventTime: '2026-04-05T05:00:00Z' }
    t.same(await carrier.find(both), [EVENTS.association.eventID])
  })

  t.test('what is no parameter, or no value of one, is refused by its name', async t => {
    for (const [name, value] of REFUSED)
      t.match(
        await carrier.get(`/events?${new URLSearchParams({ [name]: value })}`),
        { ...exception('QueryParameterException', 400), body: { field: name } },
        `${name}=${value}`
      )
    const limits = 'orderBy=eventTime&eventCountLimit=1&maxEventCount=1'
    t.match(await carrier.get(`/events?${limits}`), exception('QueryParameterException', 400))
    const many = Array.from({ length: 61 }, (_, i) => `EQ_value_A${i + 10}=1`).join('&')
    t.match(await carrier.get(`/events?${many}`), exception('QueryTooComplexException', 413))
    t.match(await carrier.get(`/events?EQ_bizStep=${'x'.repeat(9000)}`), exception('URITooLongException', 414))
  })

  t.test('events of the trace are found by the same parameters', async t => {
    const sold = await grower.get('/events?EQ_bizStep=retail_selling&EQ_disposition=retail_sold')
    t.match(eventsIn(sold.body), [{ type: 'ObjectEvent', epcList: [/\/21\/SOLD000000$/] }])
    t.match(recordsIn(sold.body), [{ custody: 'ruled' }])
    const [epc] = eventsIn(sold.body)[0].epcList
    t.same((await grower.find({ MATCH_anyEPC: epc })).length, 3, 'packed, cased, sold')
    t.ok((await grower.find({ EQ_bizLocation: `https://id.gs1.org/414/${garden}` })).length > 5)
    t.ok((await grower.find({ EQ_ATTR_bizLocation_kind: 'outlet' })).length >= 2)
    t.ok((await grower.find({ HASATTR_bizLocation: 'region' })).length > 5)
    t.ok((await grower.find({ 'GE_ILMD_suyuan:households': '12' })).length >= 3)
  })
}
