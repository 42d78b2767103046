/** The event hash id where the organisations compute it. Whole documents, and XML, are held against it in test/epcis. */
import {
  canonical,
  canonicalNumber,
  canonicalTime,
  canonicalWord,
  inOrder,
  sorted
} from '@suyuan/model/core/epcis/hash/canonical'
import { eventHash, hashIdOf } from '@suyuan/model/core/epcis/hash/event-hash'
import { CBV_VERSIONS, type CbvVersion, prehashOf } from '@suyuan/model/core/epcis/hash/prehash'
import type { JsonObject } from '@suyuan/model/core/epcis/json'
import { Namespaces } from '@suyuan/model/core/epcis/namespaces'
import { hasNonce } from '@suyuan/model/core/epcis/nonce'
import { sha256 } from '@suyuan/model/node/crypto'
import fc from 'fast-check'
import t from 'tap'
import { VECTORS } from '../../../epcis/vectors.js'
import { IDENTIFIERS } from '../../../epcis/vectors-identifiers.js'

for (const { name, context, event, hashes } of [...VECTORS, ...IDENTIFIERS])
  t.test(`the id of an event with ${name} is the one that others have for it`, async t => {
    for (const version of CBV_VERSIONS) {
      if (hashes[version] === undefined) continue
      const { id, prehash } = eventHash(event, Namespaces.standard.with(context), sha256, version)
      t.equal(id, `ni:///sha-256;${hashes[version]}?ver=CBV${version}`, prehash)
    }
  })

const TEA = { tea: 'https://ns.example.com/tea/' }
const EVENT = {
  '@context': TEA,
  type: 'ObjectEvent',
  eventID: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  eventTime: '2026-04-05T09:30:00.25+08:00',
  eventTimeZoneOffset: '+08:00',
  epcList: ['https://id.gs1.org/01/09520001000034/21/B', 'https://id.gs1.org/01/09520001000034/21/A'],
  action: 'OBSERVE',
  bizStep: 'storing',
  bizTransactionList: [{ bizTransaction: 'urn:epcglobal:cbv:bt:9520001000010:PO-1' }],
  readPoint: { id: 'https://id.gs1.org/414/9520001000010', 'tea:door': 'north' },
  'tea:note': ['雨', { '@value': '2.50' }, { '#text': 'x', 'tea:unit': 'y' }, null],
  'suyuan:note': '一芽一叶',
  'suyuan:nonce': '00112233445566778899aabbccddeeff'
}
const prehash = (event: object, version: CbvVersion = '2.0') =>
  prehashOf(event as JsonObject, Namespaces.ledger.with((event as JsonObject)['@context']), version)

t.test('an event on the ledger has one id, whoever works it out', async t => {
  const id = hashIdOf(EVENT, sha256)
  t.equal(hashIdOf(structuredClone(EVENT), sha256), id)
  t.equal(
    hashIdOf(EVENT, () => new Uint8Array()),
    id,
    'worked out once'
  )
  t.equal(
    prehash(EVENT),
    [
      'eventType=ObjectEventeventTime=2026-04-05T01:30:00.250ZeventTimeZoneOffset=+08:00',
      'epcListepc=https://id.gs1.org/01/09520001000034/21/Aepc=https://id.gs1.org/01/09520001000034/21/B',
      'action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-storing',
      'readPointid=https://id.gs1.org/414/9520001000010',
      'bizTransactionListbizTransaction=urn:epcglobal:cbv:bt:9520001000010:PO-1',
      'readPoint{https://ns.example.com/tea/}door=north',
      '{https://ns.example.com/tea/}note=2.5{https://ns.example.com/tea/}note=x{https://ns.example.com/tea/}unit=y',
      '{https://ns.example.com/tea/}note=雨',
      '{urn:suyuan:}nonce=00112233445566778899aabbccddeeff{urn:suyuan:}note=一芽一叶'
    ].join('')
  )
  t.match(prehash(EVENT, '2.1'), /9520001000010\{https:\/\/ns\.example\.com\/tea\/\}door=northbizTransactionList/)
})

t.test('whatever JSON an observation is of, it has an id', async t => {
  const odd = { toString: 1, valueOf: 1 } as never
  for (const event of [
    { type: 'https://example.com/Event' },
    {
      type: 'tea:Event',
      '@context': [TEA, 'https://example.com/context', { '@vocab': 'x', a: 1, b: { '@id': 'urn:b:' } }]
    },
    { type: 'ObjectEvent', action: odd, eventTime: odd, bizStep: [odd], 'x:y': { '@value': odd }, 'b:c': [[1, [odd]]] },
    {
      type: 'ObjectEvent',
      persistentDisposition: 1,
      readPoint: 'x',
      bizLocation: null,
      sensorElementList: {},
      ilmd: 1
    },
    {
      type: 'ObjectEvent',
      ilmd: { '@type': 'x' },
      persistentDisposition: { set: ['active', odd], unset: ['tea:odd'] },
      quantityList: [{ epcClass: 1 }, 2, { quantity: '1e9' }, { quantity: `1e${'9'.repeat(9)}` }],
      sourceList: [{ source: 'x', type: 'owning_party' }],
      sensorElementList: [
        { sensorMetadata: 1, 'tea:a': 'b' },
        {
          sensorMetadata: { bizRules: 'x', time: '2026-04-05T09:30:00Z' },
          sensorReport: [{ value: '1e2', type: 'Temperature', bizRules: 'x', uom: null, 'tea:a': 'b', time: 'now' }]
        }
      ]
    }
  ])
    for (const version of CBV_VERSIONS) t.match(prehash(event, version), /^eventType=/)
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.jsonValue({ maxDepth: 6 }), (field, extension) => {
      const event = Object.fromEntries(
        ['readPoint', 'epcList', 'quantityList', 'sensorElementList', 'bizStep', 'eventTime', 'ilmd', '@context'].map(
          name => [name, field]
        )
      )
      prehash({ type: 'ObjectEvent', ...event, 'x:y': extension })
    })
  )
})

t.test('no text of an event keeps a peer for long', async t => {
  const long = 65_000
  const texts = [
    `${'1'.repeat(long)}x`,
    `0.${'0'.repeat(long)}1`,
    `https://${'/'.repeat(long)}:`,
    `https://id.gs1.org${'/01/1'.repeat(long / 5)}`,
    `urn:epc:id:sgtin:${'1.'.repeat(long / 2)}`,
    `urn:${':'.repeat(long)} `
  ]
  const started = performance.now()
  for (const text of texts) prehash({ type: 'ObjectEvent', 'x:y': text, [text]: 1, quantityList: [{ quantity: text }] })
  t.ok(performance.now() - started < 1000, `${performance.now() - started} ms`)
})

t.test('values are written in one way', async t => {
  for (const [value, text] of [
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [1e21, '1000000000000000000000'],
    [2.5e-7, '0.00000025'],
    [true, 'true'],
    [' 007.50 ', '7.5'],
    ['-0.0', '0'],
    ['-.5', '-0.5'],
    ['12E4', '12E4'],
    ['epcis:A', 'https://ref.gs1.org/epcis/A'],
    ['cbv:A', 'https://ref.gs1.org/cbv/A'],
    ['gs1:A', 'https://ref.gs1.org/voc/A'],
    ['urn:epcglobal:cbv:disp:in_transit', 'https://ref.gs1.org/cbv/Disp-in_transit'],
    ['urn:epc:id:sgtin:9520001.000003.7', 'https://id.gs1.org/01/09520001000034/21/7'],
    ['urn:epc:id:gid:95100000.12345.400', 'urn:epc:id:gid:95100000.12345.400'],
    ['urn:epc:id:sgtin:1.2.3', 'urn:epc:id:sgtin:1.2.3'],
    ['https://x.cn/01/9520001000034/10/P%2f1', 'https://id.gs1.org/01/09520001000034/10/P%2F1'],
    ['https://x.cn/gtin/9520001000034/', 'https://id.gs1.org/01/09520001000034'],
    ['https://x.cn/01/9520001000035/10/a(1)', 'https://id.gs1.org/01/09520001000035/10/a%281%29'],
    ['https://x.cn/01/9520001000034/10/a b', 'https://x.cn/01/9520001000034/10/a b'],
    ['https://x.cn/8013/1987654Ad4X4bL5ttr2310c2K', 'https://x.cn/8013/1987654Ad4X4bL5ttr2310c2K'],
    ['https://x.cn/8003/00614141123452400', 'https://id.gs1.org/8003/00614141123452400']
  ] as const)
    t.equal(canonical(value), text, String(value))
  t.equal(canonicalNumber('2.5E3'), '2500')
  t.equal(canonicalNumber('25e-1'), '2.5')
  t.equal(canonicalNumber('1234.5e-2'), '12.345')
  t.equal(canonicalNumber('x'), 'x')
  t.equal(canonicalWord('bizStep', 'dancing'), 'dancing')
  for (const [value, text] of [
    ['2026-04-05T09:30:00+08:00', '2026-04-05T01:30:00.000Z'],
    ['2026-12-31T23:59:59.9995-01:00', '2027-01-01T01:00:00.000Z'],
    ['2026-04-05T24:00:00Z', '2026-04-06T00:00:00.000Z'],
    ['2026-02-30T00:00:00Z', '2026-02-30T00:00:00Z'],
    ['2026-04-05T24:00:01Z', '2026-04-05T24:00:01Z'],
    ['2026-04-05T12:60:00z', '2026-04-05T12:60:00z'],
    ['yesterday', 'yesterday']
  ] as const)
    t.equal(canonicalTime(value), text)
  t.same(['z', '\u{1F375}', '\uFF5E', 'A', 'Aa', 'é', 'A'].sort(inOrder), [
    ...['A', 'A', 'Aa', 'z', 'é', '\uFF5E', '\u{1F375}']
  ])
  t.equal(inOrder('\u{1F375}', '\uFF5E'), 1)
  t.equal(sorted(['\u{1F375}', 'z', '\uFF5E']), 'z\uFF5E\u{1F375}')
})

t.test('a nonce is 32 figures by chance, and nothing else', async t => {
  t.ok(hasNonce(EVENT))
  for (const nonce of [undefined, '', '0011', 'x'.repeat(32), 7]) t.notOk(hasNonce({ 'suyuan:nonce': nonce }))
})
