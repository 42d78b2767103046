import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import {
  eventsOf,
  InvalidDocument,
  type JsonObject,
  readDocument,
  readJson,
  readXml,
  writeJson,
  writeXml
} from '../../src/core/epcis/documents.js'
import { eventHashes } from '../../src/core/epcis/event-hashes.js'
import { issuesOf } from '../../src/core/epcis/validation/validate.js'
import { ALL, CONTEXT, contentOf, documentWith, OBJECT, QUANTITY, xmlWith } from './samples.js'

const read = (content: JsonObject) => readJson(JSON.stringify(content))

for (const event of ALL)
  t.test(`${event.type}${event.errorDeclaration ? ' that declares an error' : ''}: JSON → XML → JSON`, async t => {
    const document = documentWith(event)
    t.same(issuesOf(document), [])
    for (const words of ['urn', 'web'] as const) {
      const back = readXml(writeXml(document, words))
      t.strictSame(back.content, document.content, 'keeps everything')
      t.same(issuesOf(back), [])
      for (const version of ['2.0', '2.1'] as const)
        t.same(eventHashes(back, version), eventHashes(document, version), 'and the hash id')
      t.equal(writeXml(back, words), writeXml(document, words), 'and the XML')
    }
  })

for (const event of [...ALL, QUANTITY])
  t.test(`${event.type} for a system of 1.2 and back`, async t => {
    const document = documentWith(event)
    const xml = writeXml(document, 'urn', '1.2')
    const back = readXml(xml)
    t.same(issuesOf(back), [])
    t.strictSame(back.content, { ...document.content, schemaVersion: '1.2' }, 'keeps everything')
    t.same(eventHashes(back), eventHashes(document), 'and the hash id')
    t.strictSame(readXml(writeXml(document)).content, document.content)
    t.match(xml, /xmlns:epcis="urn:epcglobal:epcis:xsd:1" [^>]*schemaVersion="1.2"/)
    t.match(xml, /<baseExtension>\s*<eventID>/)
    t.match(xml, /<extension>\s*<sensorElementList>.*<\/sensorElementList>\s*<persistentDisposition>.*<\/extension>/s)
  })

t.test('a document of 1.2 has the lists that 1.2 must have, and is none the more for it', async t => {
  const { epcList: _, ...bare } = OBJECT
  const document = documentWith(bare)
  const xml = writeXml(document, 'urn', '1.2')
  t.match(xml, /<epcList><\?epcis-json absent\?><\/epcList>\s*<action>/)
  t.strictSame(eventsOf(readXml(xml))[0]!.event, bare)
})

t.test('what is around the events is kept as well', async t => {
  const document = read({
    ...contentOf(OBJECT),
    sender: 'urn:epc:id:sgln:9520001.00001.0',
    receiver: 'urn:epc:id:sgln:9520001.00002.0',
    instanceIdentifier: 'batch-7',
    'tea:season': 'spring',
    epcisHeader: {
      epcisMasterData: {
        vocabularyList: [
          {
            type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
            vocabularyElementList: [
              {
                id: 'urn:epc:id:sgln:9520001.00001.0',
                attributes: [
                  { id: 'urn:epcglobal:cbv:mda#name', attribute: '茶厂' },
                  { id: 'https://ns.example.com/tea/address', attribute: { 'tea:city': 'Heyuan' } },
                  { id: 'https://ns.example.com/tea/rows', attribute: 12 },
                  { id: 'https://ns.example.com/tea/share', attribute: 0.5 },
                  { id: 'https://ns.example.com/tea/more', attribute: {} },
                  { id: 'https://ns.example.com/tea/unsaid' }
                ],
                children: ['urn:epc:id:sgln:9520001.00001.1']
              }
            ]
          }
        ]
      }
    }
  })
  t.strictSame(readXml(writeXml(document)).content, document.content)
})

t.test('results of queries, and contexts of events, go through XML too', async t => {
  const results = { queryName: 'SimpleEventQuery', subscriptionID: 's-1', resultsBody: { eventList: [OBJECT] } }
  const query = read({ ...contentOf(), type: 'EPCISQueryDocument', epcisBody: { queryResults: results } })
  t.strictSame(readXml(writeXml(query)).content, query.content)
  t.equal(eventsOf(query).length, 1)
  const own = { ...OBJECT, '@context': { more: 'https://ns.example.com/more#' }, 'more:leaves': 3 }
  const document = documentWith(own, OBJECT)
  t.strictSame(readXml(writeXml(document)).content, document.content)
  t.same(eventHashes(readXml(writeXml(document))), eventHashes(document))
})

t.test('a prefix that means something else within an event stays the prefix of both', async t => {
  const odd = { ...OBJECT, '@context': { tea: 'https://other.example.com/tea#' } }
  const document = documentWith(OBJECT, odd)
  for (const version of ['2.0', '1.2'] as const) {
    const back = readXml(writeXml(document, 'urn', version))
    t.strictSame(back.content, { ...document.content, schemaVersion: version })
    t.same(eventHashes(back), eventHashes(document))
  }
  t.not(eventHashes(document)[0]!.id, eventHashes(document)[1]!.id)
})

t.test('a standard prefix that a document has for a namespace of its own stays its own', async t => {
  const context = [
    CONTEXT[0]!,
    { cbvmda: 'https://ns.example.com/mine/', tea: 'https://ns.example.com/tea/', lab: 'urn:l:' }
  ]
  const document = read({ ...contentOf(OBJECT), '@context': context })
  t.match(eventHashes(document)[0]!.prehash, '{https://ns.example.com/mine/}lotNumber')
  const back = readXml(writeXml(document))
  t.strictSame(back.content, document.content)
  t.same(eventHashes(back), eventHashes(document))
})

t.test('any extension that XML can hold comes back as it went', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter(one => !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(one))
  const name = fc.constantFrom('tea:a', 'tea:b', 'lab:c', 'plain', 'tea:__proto__', 'constructor')
  const scalar = fc.oneof(
    text,
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(number => (number === 0 ? 0 : number)),
    fc.constant(null)
  )
  const { value } = fc.letrec<{ value: unknown; object: object }>(tie => ({
    object: fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    value: fc.oneof(
      { depthSize: 'small' },
      scalar,
      tie('object'),
      fc.array(fc.oneof(scalar, tie('object')), { maxLength: 3 })
    )
  }))
  fc.assert(
    fc.property(value, extension => {
      const document = read(contentOf({ ...OBJECT, 'tea:any': extension } as JsonObject))
      const back = readXml(writeXml(document))
      return (
        isDeepStrictEqual(back.content, document.content) &&
        isDeepStrictEqual(eventHashes(back, '2.1'), eventHashes(document, '2.1'))
      )
    }),
    { numRuns: 300 }
  )
})

t.test('documents of EPCIS 1.2 say the same by other ways', async t => {
  const document = readXml(`<?xml version="1.0" encoding="UTF-8"?>
    <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1" xmlns:tea="https://ns.example.com/tea/" schemaVersion="1.2"
      xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
      creationDate="2026-04-07T00:00:00Z">
      <EPCISHeader><sbdh:StandardBusinessDocumentHeader>
        <sbdh:Sender><sbdh:Identifier Authority="GS1">urn:epc:id:sgln:9520001.00001.0</sbdh:Identifier></sbdh:Sender>
      </sbdh:StandardBusinessDocumentHeader></EPCISHeader>
      <EPCISBody><EventList>
        <ObjectEvent>
          <eventTime>2026-04-05T01:30:00Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
          <baseExtension><eventID>urn:uuid:0f6b0e2a-5d0b-4d9e-9a53-0d8f6f1f7a10</eventID></baseExtension>
          <epcList/><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
          <extension>
            <quantityList><quantityElement><epcClass>urn:epc:class:lgtin:9520001.000003.H</epcClass>
              <quantity>42.50</quantity><uom>KGM</uom></quantityElement></quantityList>
            <ilmd><tea:grade>A</tea:grade></ilmd>
            <extension><sensorElementList><sensorElement>
              <sensorReport type="gs1:Temperature" value="20.0"/></sensorElement></sensorElementList></extension>
          </extension>
          <tea:note>dry</tea:note>
        </ObjectEvent>
        <extension><TransformationEvent>
          <eventTime>2026-04-05T01:30:00Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
          <inputQuantityList><quantityElement><epcClass>urn:epc:class:lgtin:9520001.000003.H</epcClass>
            <quantity xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></quantityElement>
          </inputQuantityList>
          <outputEPCList><epc>urn:epc:id:sgtin:9520001.000003.1</epc></outputEPCList>
        </TransformationEvent></extension>
      </EventList></EPCISBody>
    </e:EPCISDocument>`)
  t.same(issuesOf(document), [])
  const [first, second] = eventsOf(document).map(({ event }) => event)
  t.match(document.content, { schemaVersion: '1.2', sender: 'urn:epc:id:sgln:9520001.00001.0' })
  t.match(first, {
    eventID: 'urn:uuid:0f6b0e2a-5d0b-4d9e-9a53-0d8f6f1f7a10',
    epcList: [],
    bizStep: 'commissioning',
    quantityList: [{ quantity: 42.5, uom: 'KGM' }],
    ilmd: { 'tea:grade': 'A' },
    sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 20 }] }],
    'tea:note': 'dry'
  })
  t.strictSame(second!.inputQuantityList, [{ epcClass: 'urn:epc:class:lgtin:9520001.000003.H' }])
})

const refusal = (text: string): object => {
  try {
    readDocument(text)
  } catch (error) {
    if (error instanceof InvalidDocument) return { ...error.issues[0] }
    throw error
  }
  return {}
}

t.test('what cannot be read is refused with its place and reason', async t => {
  const event = '<ObjectEvent/>'
  const bomb = '<!DOCTYPE a [<!ENTITY x "boom">]>'
  for (const [text, expected] of [
    ['{"a": 1,\n "b": }', { line: 2, column: 7, path: '$.b', en: /not JSON here/ }],
    ['{"a": 12345678901234567890}', { line: 1, column: 7, path: '$.a', en: /more digits/ }],
    ['{"a": "\u0001"}', { path: '$.a', zh: /不允许的字符/ }],
    ['{"a": [1, 2', { path: '$.a', en: /not JSON here/ }],
    ['{"a', { en: /ends too early/ }],
    ['{} {}', { column: 4 }],
    ['[]', { en: /an object/ }],
    ['['.repeat(40), { en: /more than 32 deep/ }],
    ['', { en: /ends too early/ }],
    [xmlWith(event).replace('</EPCISBody>', ''), { line: 5, en: /not well-formed/ }],
    [xmlWith('<tea:x/>'), { line: 4, en: /unbound|namespace prefix/ }],
    [xmlWith('&x;'), { en: /entity/ }],
    [xmlWith(event).replace('\n<epcis', `\n${bomb}<epcis`), { line: 2, zh: /DOCTYPE/ }],
    [xmlWith(event).replace('\n<epcis', '\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><epcis'), { zh: /DOCTYPE/ }],
    [xmlWith(event).replace('UTF-8', 'ISO-8859-1'), { en: /UTF-8/ }],
    [xmlWith('<a>'.repeat(60) + '</a>'.repeat(60)), { en: /more than 48 deep/ }],
    ['<html/>', { line: 1, en: /root must be/ }],
    ['<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2"/>', { zh: /缺少 EPCISBody/ }]
  ] as const)
    t.match(refusal(text), { layer: 'syntax', ...expected }, text.slice(0, 60))
  t.same(eventsOf(readXml(xmlWith(event).replace('\n<epcis', '\n<!DOCTYPE project><epcis'))).length, 1)
})

t.test('standard words that JSON writes at length come back as they were', async t => {
  const event = {
    ...OBJECT,
    bizStep: 'urn:epcglobal:cbv:bizstep:commissioning',
    disposition: 'https://ref.gs1.org/cbv/Disp-active',
    persistentDisposition: { set: ['completeness_verified', 'cbv:Disp-available'] },
    sensorElementList: [{ sensorReport: [{ type: 'gs1:Temperature', value: 1, component: 'cbv:Comp-x' }] }]
  }
  const document = documentWith(OBJECT, event)
  const xml = writeXml(document)
  t.strictSame(readXml(xml).content, document.content)
  const changed = readXml(xml.replaceAll('bizstep:commissioning<', 'bizstep:packing<'))
  t.equal(eventsOf(changed)[1]!.event.bizStep, 'packing', 'a note says nothing against the document')
})

t.test('what XML has no form for is not written', async t => {
  for (const extension of [[[1]], { 'tea:a b': 1 }, '\u0001', { '#text': 'a', 'tea:b': [1] }])
    t.throws(() => writeXml(documentWith({ ...OBJECT, 'tea:any': extension } as JsonObject)), InvalidDocument)
})

t.test('JSON goes out as it came in', async t => {
  const text = JSON.stringify(contentOf(...ALL))
  t.equal(writeJson(readJson(text)), text)
  t.equal(writeJson(readJson(`\uFEFF ${text}`)), text)
})
