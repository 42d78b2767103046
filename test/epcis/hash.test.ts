import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { canonical, canonicalTime, inOrder } from '@suyuan/model/core/epcis/hash/canonical'
import { hashIdOf } from '@suyuan/model/core/epcis/hash/event-hash'
import { CBV_VERSIONS } from '@suyuan/model/core/epcis/hash/prehash'
import { sha256 } from '@suyuan/model/node/crypto'
import t from 'tap'
import { documentOf, readXml, writeXml } from '../../src/core/epcis/documents.js'
import { eventHashes } from '../../src/core/epcis/event-hashes.js'
import { CONTEXT, contentOf, documentWith, OBJECT, xmlWith } from './samples.js'
import { VECTORS } from './vectors.js'
import { IDENTIFIERS } from './vectors-identifiers.js'
import '../support/unmeasured.js'

for (const { name, context, event, xml, declarations, hashes } of [...VECTORS, ...IDENTIFIERS])
  t.test(`the id of an event with ${name} is the one that others have for it`, async t => {
    for (const version of CBV_VERSIONS) {
      if (hashes[version] === undefined) continue
      const expected = `ni:///sha-256;${hashes[version]}?ver=CBV${version}`
      const document = documentOf({ ...contentOf(event), '@context': [CONTEXT[0]!, context] })
      const [found] = eventHashes(document, version)
      t.equal(found!.id, expected, found!.prehash)
      if (xml === undefined) continue
      const [same] = eventHashes(readXml(xmlWith(xml, declarations)), version)
      t.equal(same!.id, expected, same!.prehash)
    }
  })

const idOf = (event: object, version?: '2.0' | '2.1') =>
  eventHashes(documentWith({ ...OBJECT, ...event }), version)[0]!.id
const same = idOf({})

t.test('what an event says alone makes its id, not how it is written', async t => {
  const { epcList, 'tea:crew': crew } = OBJECT
  t.equal(idOf({ epcList: [...(epcList as string[])].reverse() }), same)
  t.equal(idOf({ eventTime: '2026-04-05T01:30:00.250Z' }), same)
  t.equal(idOf({ bizStep: 'urn:epcglobal:cbv:bizstep:commissioning' }), same)
  t.equal(idOf({ bizStep: 'https://ref.gs1.org/cbv/BizStep-commissioning' }), same)
  t.equal(idOf({ bizStep: ' cbv:BizStep-commissioning ' }), same)
  t.equal(idOf({ bizLocation: { id: 'https://tea.example.com/go/414/9520001000010?x=1', 'tea:floor': '2.0' } }), same)
  t.equal(idOf({ 'tea:crew': Object.fromEntries(Object.entries(crew as object).reverse()) }), same)
  const other = {
    ...contentOf(OBJECT),
    '@context': [CONTEXT[0]!, { green: 'https://ns.example.com/tea/' }, CONTEXT[2]!]
  }
  const renamed = JSON.parse(JSON.stringify(other).replaceAll('"tea:', '"green:'))
  t.equal(eventHashes(documentOf(renamed))[0]!.id, same)
})

t.test('what says nothing of what happened is no part of it', async t => {
  for (const unsaid of [
    { eventID: 'urn:uuid:99999999-9999-4999-8999-999999999999' },
    { recordTime: '2030-01-01T00:00:00Z' },
    { errorDeclaration: { declarationTime: '2026-04-06T08:00:00Z' } },
    { certificationInfo: 'https://certifier.example.com/c/43' },
    { 'rdfs:comment': 'a remark' },
    { 'tea:nothing': null }
  ])
    t.equal(idOf(unsaid), same, JSON.stringify(unsaid))
})

t.test('whatever else changes, the id changes', async t => {
  for (const said of [
    { eventTime: '2026-04-05T09:30:00.251+08:00' },
    { eventTimeZoneOffset: '+09:00' },
    { action: 'DELETE' },
    { 'tea:note': '雨' },
    { 'tea:hours': [7.5, 1] },
    { ilmd: { 'cbvmda:lotNumber': 'H-0405-4' } },
    { readPoint: { id: 'urn:epc:id:sgln:9520001.00001.dock-3', 'tea:door': 'south' } },
    { 'lab:weight': { '#text': '3.50', 'lab:unit': 'GRM' } }
  ])
    t.not(idOf(said), same, JSON.stringify(said))
  t.equal(idOf({ bizLocation: { id: 'https://id.gs1.org/414/9520001000010', 'tea:floor': 2.0 } }), same)
})

t.test('the versions differ in where extensions stand, and by the word for sensor data', async t => {
  const [before, after] = CBV_VERSIONS.map(version => eventHashes(documentWith(OBJECT), version)[0]!.prehash)
  t.match(before, /cbv\/Disp-completeness_inferredreadPointid=[^{]*254\/dock-3bizLocationid=/)
  t.match(before, /readPoint\{https:\/\/ns\.example\.com\/tea\/\}door=northbizLocation\{https:/)
  t.notMatch(before, /sensorElementList/)
  t.match(after, /254\/dock-3\{https:\/\/ns\.example\.com\/tea\/\}door=northbizLocation/)
  t.match(after, /sensorElementListsensorElementsensorMetadata/)
})

t.test('master data have the namespace that the document binds, or else that of XML', async t => {
  const ilmd = (mda: string) =>
    readXml(xmlWith(`<ObjectEvent><ilmd><m:lot>L</m:lot></ilmd></ObjectEvent>`, `xmlns:m="${mda}"`))
  for (const [document, name] of [
    [ilmd('urn:epcglobal:cbv:mda'), '{urn:epcglobal:cbv:mda}lot=L'],
    [ilmd('urn:epcglobal:cbv:mda:'), '{urn:epcglobal:cbv:mda:}lot=L'],
    [documentWith({ ...OBJECT, ilmd: { 'cbvmda:lot': 'L' } }), '{urn:epcglobal:cbv:mda}lot=L']
  ] as const) {
    t.match(eventHashes(document)[0]!.prehash, `ilmd${name}`)
    t.same(eventHashes(readXml(writeXml(document))), eventHashes(document))
  }
})

t.test('an event that stands alone has the id that it has in a document', async t => {
  t.equal(hashIdOf({ ...OBJECT, '@context': CONTEXT }, sha256), same)
})

t.test('values are written in one way', async t => {
  for (const [value, text] of [
    ['007', '7'],
    ['1.500', '1.5'],
    ['+.50', '0.5'],
    ['-0.0', '0'],
    ['12345678901234567890', '12345678901234567890'],
    ['12E4', '12E4'],
    [1e21, '1000000000000000000000'],
    [2.5e-7, '0.00000025'],
    [true, 'true'],
    ['  two  words ', 'two  words'],
    ['urn:epcglobal:cbv:disp:in_transit', 'https://ref.gs1.org/cbv/Disp-in_transit'],
    ['gs1:Temperature', 'https://ref.gs1.org/voc/Temperature'],
    ['tea:green', 'tea:green'],
    ['http://example.de/gtin-8/01/97803111', 'https://id.gs1.org/01/00000097803111'],
    ['https://ean-13.de/gtin/4012345123456/ser/ABC524', 'https://id.gs1.org/01/04012345123456/21/ABC524'],
    ['https://id.gs1.org/01/9780345418913/22/344/10/1223/21/765tz', 'https://id.gs1.org/01/09780345418913/21/765tz'],
    ['https://x.example/8006/040123451234560102/10/L-1/21/s9', 'https://id.gs1.org/8006/040123451234560102/21/s9'],
    ['https://id.gs1.org/01/09520001000034/10/P%2f1%21', 'https://id.gs1.org/01/09520001000034/10/P%2F1%21'],
    ['https://id.gs1.org/01/9780345418913/99/utfgf', 'https://id.gs1.org/01/9780345418913/99/utfgf'],
    ['http://example.de/abc/9780345418913', 'http://example.de/abc/9780345418913'],
    ['urn:epc:id:sgtin:1.2.3', 'urn:epc:id:sgtin:1.2.3']
  ] as const)
    t.equal(canonical(value), text, String(value))
})

t.test('times are in UTC, to the millisecond', async t => {
  for (const [value, text] of [
    ['2026-04-05T09:30:00+08:00', '2026-04-05T01:30:00.000Z'],
    ['2026-12-31T23:59:59.9995-01:00', '2027-01-01T01:00:00.000Z'],
    ['2026-04-05T24:00:00Z', '2026-04-06T00:00:00.000Z'],
    ['1969-12-31T23:59:59.1235z', '1969-12-31T23:59:59.124Z'],
    ['yesterday', 'yesterday']
  ] as const)
    t.equal(canonicalTime(value), text)
})

t.test('strings stand in the order of their code points', async t => {
  t.same(['z', '\u{1F375}', '\uFF5E', 'A', 'Aa', 'é'].sort(inOrder), ['A', 'Aa', 'z', 'é', '\uFF5E', '\u{1F375}'])
})

t.test('the command prints a line for each event, in the order of the document', async t => {
  const run = (...options: string[]) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, '../../scripts/suyuan.js'), 'hash', ...options])
  const folder = t.testdir({
    'two.jsonld': JSON.stringify(contentOf(VECTORS[1]!.event, OBJECT)),
    'two.xml': xmlWith(VECTORS[1]!.xml!),
    'broken.xml': xmlWith('<ObjectEvent><action></ObjectEvent>')
  })
  const { stdout } = await run(join(folder, 'two.jsonld'))
  t.equal(stdout, `ni:///sha-256;${VECTORS[1]!.hashes['2.0']}?ver=CBV2.0\n${same}\n`)
  const newer = await run(join(folder, 'two.xml'), '--cbv', '2.1')
  t.equal(newer.stdout, `ni:///sha-256;${VECTORS[1]!.hashes['2.1']}?ver=CBV2.1\n`)
  const { stdout: strings } = await run(join(folder, 'two.xml'), '--prehash')
  t.match(strings, /^eventType=ObjectEventeventTime=2020-04-01T14:00:00\.000Z/)
  await t.rejects(run(join(folder, 'broken.xml')), { code: 1, stderr: /line 4:\d+.*XML 格式不正确/ })
})
