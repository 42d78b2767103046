import t from 'tap'
import { documentOf, type Issue, type JsonObject, LAYERS, type Layer, readXml } from '../../src/core/epcis/documents.js'
import { issuesOf } from '../../src/core/epcis/validation/validate.js'
import {
  AGGREGATION,
  ALL,
  ASSOCIATION,
  CONTEXT,
  contentOf,
  DECLARATION,
  documentWith,
  OBJECT,
  QUANTITY,
  TRANSACTION,
  TRANSFORMATION,
  xmlWith
} from './samples.js'

t.test('documents with all that there can be are taken', async t => {
  t.same(issuesOf(documentWith(...ALL)), [])
  t.same(issuesOf(documentOf({ ...OBJECT, '@context': CONTEXT })), [])
})

const without = (event: JsonObject, ...names: string[]): JsonObject =>
  Object.fromEntries(Object.entries(event).filter(([name]) => !names.includes(name)))
const sensed = (report: object): JsonObject => ({
  ...OBJECT,
  sensorElementList: [{ sensorReport: [{ type: 'Temperature', ...report }] }] as never
})
const quantity = (entry: object): JsonObject => ({ ...OBJECT, quantityList: [entry] as never })
const lot = 'urn:epc:class:lgtin:9520001.000003.L'

/** Events that one layer refuses, with the place that it names after the event's; the other layers find nothing. */
const REFUSED: Record<Exclude<Layer, 'syntax' | 'context'>, [event: JsonObject, place: string][]> = {
  schema: [
    [{ ...OBJECT, type: 'HarvestEvent' }, '.type'],
    [without(OBJECT, 'eventTime'), '.eventTime'],
    [without(OBJECT, 'action'), '.action'],
    [{ ...OBJECT, action: 'CHANGE' }, '.action'],
    [{ ...OBJECT, colour: 'green' }, '.colour'],
    [{ ...AGGREGATION, ilmd: {} }, '.ilmd'],
    [{ ...OBJECT, epcList: 'urn:epc:id:sgtin:9520001.000003.1' }, '.epcList'],
    [{ ...OBJECT, epcList: ['not a uri'] }, '.epcList[0]'],
    [{ ...OBJECT, eventID: '42' }, '.eventID'],
    [{ ...OBJECT, bizStep: '' }, '.bizStep'],
    [{ ...OBJECT, readPoint: 'urn:epc:id:sgln:9520001.00001.0' }, '.readPoint'],
    [{ ...OBJECT, readPoint: {} }, '.readPoint.id'],
    [{ ...OBJECT, ilmd: { grade: 'A' } }, '.ilmd.grade'],
    [{ ...OBJECT, persistentDisposition: {} }, '.persistentDisposition'],
    [{ ...OBJECT, persistentDisposition: { set: [] } }, '.persistentDisposition.set'],
    [{ ...OBJECT, sourceList: [{ source: 'urn:epc:id:pgln:9520001.00001' }] }, '.sourceList[0].type'],
    [{ ...OBJECT, bizTransactionList: [{ type: 'po' }] }, '.bizTransactionList[0].bizTransaction'],
    [{ ...OBJECT, errorDeclaration: {} }, '.errorDeclaration.declarationTime'],
    [without(ASSOCIATION, 'parentID'), '.parentID'],
    [without(QUANTITY, 'quantity'), '.quantity'],
    [{ ...QUANTITY, quantity: '4' }, '.quantity'],
    [{ ...QUANTITY, epcClass: 'tea' }, '.epcClass'],
    [{ ...QUANTITY, action: 'ADD' }, '.action'],
    [quantity({ epcClass: lot, quantity: '4' }), '.quantityList[0].quantity'],
    [quantity({ epcClass: lot, quantity: 4, uom: 'kilogram' }), '.quantityList[0].uom'],
    [quantity({ epcClass: lot, 'tea:x': 1 }), "['tea:x']"],
    [sensed({ value: '20' }), '.sensorElementList[0].sensorReport[0].value'],
    [sensed({ booleanValue: 'yes' }), '.booleanValue'],
    [sensed({ hexBinaryValue: 'xyz' }), '.hexBinaryValue'],
    [sensed({ warmth: 3 }), '.warmth'],
    [{ ...OBJECT, sensorElementList: [{ sensorReport: [{ value: 1 }] }] }, '.sensorReport[0].type'],
    [{ ...OBJECT, sensorElementList: [{}] }, '.sensorReport'],
    [{ ...OBJECT, sensorElementList: [{ sensorReport: [] }] }, '.sensorReport']
  ],
  vocabulary: [
    [{ ...OBJECT, bizStep: 'harvesting' }, '.bizStep'],
    [{ ...OBJECT, bizStep: 'urn:epcglobal:cbv:disp:active' }, '.bizStep'],
    [{ ...OBJECT, bizStep: 'https://ref.gs1.org/cbv/BizStep-harvesting' }, '.bizStep'],
    [{ ...OBJECT, disposition: 'shipping' }, '.disposition'],
    [{ ...OBJECT, disposition: 'constructor' }, '.disposition'],
    [{ ...OBJECT, persistentDisposition: { set: ['good'] } }, '.persistentDisposition.set[0]'],
    [
      { ...OBJECT, bizTransactionList: [{ type: 'bill', bizTransaction: 'https://x.example/1' }] },
      '.bizTransactionList[0].type'
    ],
    [{ ...OBJECT, sourceList: [{ type: 'owner', source: 'urn:epc:id:pgln:9520001.00001' }] }, '.sourceList[0].type'],
    [
      { ...DECLARATION, errorDeclaration: { declarationTime: '2026-04-06T08:00:00Z', reason: 'mistake' } },
      '.errorDeclaration.reason'
    ],
    [sensed({ type: 'Warmth' }), '.sensorReport[0].type'],
    [sensed({ component: 'w' }), '.sensorReport[0].component'],
    [sensed({ exception: 'ALARM' }), '.sensorReport[0].exception']
  ],
  keys: [
    [{ ...OBJECT, epcList: ['https://id.gs1.org/01/09520001000035/21/1'] }, '.epcList[0]'],
    [{ ...OBJECT, epcList: ['https://tea.example.com/01/09520001000035/21/1'] }, '.epcList[0]'],
    [{ ...OBJECT, epcList: ['https://id.gs1.org/01/0952000100003/21/1'] }, '.epcList[0]'],
    [{ ...OBJECT, epcList: ['https://id.gs1.org/01/09520001000034/21/1/10/L'] }, '.epcList[0]'],
    [{ ...OBJECT, epcList: ['https://id.gs1.org/tea/1'] }, '.epcList[0]'],
    [{ ...OBJECT, epcList: ['https://id.gs1.org/01/09520001000034'] }, '.epcList[0]'],
    [{ ...OBJECT, epcList: [lot] }, '.epcList[0]'],
    [{ ...OBJECT, epcList: ['urn:epc:id:sgtin:9520001.0003.1'] }, '.epcList[0]'],
    [{ ...OBJECT, epcList: ['urn:epc:id:sgtin:9520001.000003.123456789012345678901'] }, '.epcList[0]'],
    [{ ...OBJECT, epcList: ['urn:epc:id:tea:9520001.1'] }, '.epcList[0]'],
    [quantity({ epcClass: 'urn:epc:id:sgtin:9520001.000003.1', quantity: 1 }), '.quantityList[0].epcClass'],
    [{ ...AGGREGATION, parentID: 'https://id.gs1.org/00/095200010000000013' }, '.parentID'],
    [{ ...OBJECT, readPoint: { id: 'https://id.gs1.org/414/9520001000016' } }, '.readPoint.id'],
    [
      { ...OBJECT, bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:952000100001:1' }] },
      '.bizTransactionList[0].bizTransaction'
    ],
    [sensed({ deviceID: 'urn:epc:id:giai:95.1' }), '.sensorReport[0].deviceID']
  ],
  dates: [
    [{ ...OBJECT, eventTime: '2026-02-29T10:00:00+08:00' }, '.eventTime'],
    [{ ...OBJECT, eventTime: '2026-04-05T10:00:00' }, '.eventTime'],
    [{ ...OBJECT, eventTime: '2026-04-05T25:00:00Z' }, '.eventTime'],
    [{ ...OBJECT, eventTime: 'this morning' }, '.eventTime'],
    [{ ...OBJECT, eventTimeZoneOffset: '+8' }, '.eventTimeZoneOffset'],
    [{ ...OBJECT, eventTimeZoneOffset: '+14:30' }, '.eventTimeZoneOffset'],
    [{ ...OBJECT, recordTime: '2026-13-01T00:00:00Z' }, '.recordTime'],
    [{ ...OBJECT, errorDeclaration: { declarationTime: '2026-04-06' } }, '.errorDeclaration.declarationTime'],
    [sensed({ time: '2026-04-05 10:00' }), '.sensorReport[0].time']
  ],
  rules: [
    [without(OBJECT, 'epcList', 'quantityList', 'sensorElementList'), ''],
    [{ ...OBJECT, action: 'OBSERVE' }, '.ilmd'],
    [
      { ...OBJECT, epcList: ['urn:epc:id:sscc:9520001.0000000001', 'urn:epc:id:sscc:9520001.0000000001'] },
      '.epcList[1]'
    ],
    [quantity({ epcClass: lot, quantity: 1.5 }), '.quantityList[0].quantity'],
    [quantity({ epcClass: lot, quantity: -1, uom: 'KGM' }), '.quantityList[0].quantity'],
    [quantity({ epcClass: lot, uom: 'KGM' }), '.quantityList[0].uom'],
    [{ ...OBJECT, persistentDisposition: { set: ['recalled'], unset: ['recalled'] } }, '.persistentDisposition.set[0]'],
    [without(AGGREGATION, 'parentID'), '.parentID'],
    [without(AGGREGATION, 'childEPCs', 'childQuantityList'), ''],
    [without(ASSOCIATION, 'childEPCs', 'childQuantityList'), ''],
    [{ ...TRANSACTION, bizTransactionList: [] }, '.bizTransactionList'],
    [without(TRANSACTION, 'parentID', 'epcList', 'quantityList'), ''],
    [without(TRANSFORMATION, 'transformationID', 'inputEPCList', 'inputQuantityList'), ''],
    [
      {
        ...OBJECT,
        sensorElementList: [
          {
            sensorMetadata: { startTime: '2026-04-05T10:00:00Z', endTime: '2026-04-05T09:00:00Z' },
            sensorReport: [{ type: 'Temperature', value: 1 }]
          }
        ]
      },
      '.sensorElementList[0].sensorMetadata.endTime'
    ],
    [
      {
        ...OBJECT,
        errorDeclaration: { declarationTime: '2026-04-06T08:00:00Z', correctiveEventIDs: [OBJECT.eventID!] }
      },
      '.errorDeclaration.correctiveEventIDs[0]'
    ]
  ]
}

const PLACE = '$.epcisBody.eventList[0]'

for (const [layer, events] of Object.entries(REFUSED))
  t.test(`the layer ${layer} alone refuses, by the place`, async t => {
    for (const [event, place] of events) {
      const issues = issuesOf(documentWith(event))
      t.same([...new Set(issues.map(issue => issue.layer))], [layer], JSON.stringify(issues))
      t.ok(
        issues.some(({ path }) => path.startsWith(PLACE) && path.endsWith(place)),
        `${place}: ${issues.map(({ path }) => path)}`
      )
    }
  })

t.test('the layer context alone refuses, by the place', async t => {
  const content = contentOf(OBJECT)
  for (const [document, path] of [
    [without(content, '@context'), '$.@context'],
    [{ ...content, '@context': CONTEXT.slice(1) }, '$.@context'],
    [{ ...content, '@context': [...CONTEXT, 'nowhere'] }, '$.@context[3]'],
    [{ ...content, '@context': [...CONTEXT, { more: 'nowhere' }] }, '$.@context[3].more'],
    [{ ...content, '@context': [...CONTEXT, 7] }, '$.@context[3]'],
    [contentOf({ ...OBJECT, 'other:field': 1 }), `${PLACE}['other:field']`],
    [contentOf({ ...OBJECT, 'tea:a': { plain: [{ 'other:b': 1 }] } }), `${PLACE}['tea:a'].plain[0]['other:b']`],
    [{ ...content, 'other:member': 1 }, "$['other:member']"]
  ] as [JsonObject, string][]) {
    const issues = issuesOf(documentOf(document))
    t.same([...new Set(issues.map(issue => issue.layer))], ['context'], JSON.stringify(issues))
    t.ok(
      issues.some(issue => issue.path === path),
      issues.map(issue => issue.path).join(' ')
    )
  }
  const whole = contentOf({ ...OBJECT, 'https://ns.example.com/tea/whole': 1 })
  t.same(issuesOf(documentOf(whole)), [], 'a whole URI needs no prefix')
})

t.test('documents are refused for what is around their events', async t => {
  const content = contentOf(OBJECT)
  for (const [document, path] of [
    [without(content, 'schemaVersion'), '$.schemaVersion'],
    [without(content, 'creationDate'), '$.creationDate'],
    [{ ...content, creationDate: '2026-04-31T00:00:00Z' }, '$.creationDate'],
    [{ ...content, epcisBody: {} }, '$.epcisBody.eventList'],
    [{ ...content, epcisBody: { eventList: [7] } }, '$.epcisBody.eventList[0]'],
    [{ ...content, owner: 'me' }, '$.owner'],
    [{ ...content, type: 'Document' }, '$.type'],
    [{ ...content, type: 'EPCISQueryDocument', epcisBody: {} }, '$.epcisBody.queryResults']
  ] as [JsonObject, string][])
    t.ok(
      issuesOf(documentOf(document)).some(issue => issue.path === path),
      path
    )
})

t.test('an issue of an XML document has its line, and both languages', async t => {
  const document = readXml(
    xmlWith(`
    <ObjectEvent>
      <eventTime>2026-04-05T10:00:00Z</eventTime>
      <eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
      <epcList>
        <epc>urn:epc:id:sscc:9520001.0000000001</epc>
        <epc>https://id.gs1.org/00/095200010000000013</epc>
      </epcList>
      <action>OBSERVE</action>
      <bizStep>urn:epcglobal:cbv:bizstep:harvesting</bizStep>
      <colour>green</colour>
    </ObjectEvent>`)
  )
  const found: Issue[] = issuesOf(document)
  t.match(found, [
    { layer: 'schema', path: `${PLACE}.colour`, line: 14, zh: /前缀/, en: /prefix/ },
    { layer: 'vocabulary', path: `${PLACE}.bizStep`, line: 13, zh: /业务步骤/, en: /no standard business step/ },
    { layer: 'keys', path: `${PLACE}.epcList[1]`, line: 10, zh: /校验位/, en: /check digit/ }
  ])
  t.equal(found.length, 3)
})

t.test('there are no more issues than anybody reads', async t => {
  const events = Array.from({ length: 300 }, () => without(OBJECT, 'eventTime'))
  t.equal(issuesOf(documentWith(...events)).length, 100)
  t.equal(LAYERS.length, 7)
})
