/** What URIs identify, what prefixes mean, which numbers are exact. */
import { isExact, plainNumber } from '@suyuan/model/core/epcis/decimal'
import { canonicalUri, identified, isCanonicalUri } from '@suyuan/model/core/epcis/identifiers'
import { entriesOf, isEpcisContext, Namespaces } from '@suyuan/model/core/epcis/namespaces'
import { standardValue, VOCABULARIES, webForm } from '@suyuan/model/core/epcis/vocabulary'
import { faultOf } from '@suyuan/model/core/gs1/error'
import t from 'tap'

t.test('an identifier is of a class of things, or of one', async t => {
  for (const [uri, level] of [
    ['https://id.gs1.org/01/09520001000034', 'class'],
    ['https://id.gs1.org/01/09520001000034/10/L', 'class'],
    ['https://id.gs1.org/01/09520001000034/21/S', 'instance'],
    ['https://id.gs1.org/00/952012345678912345', 'instance'],
    ['https://id.gs1.org/253/4012345678901', 'class'],
    ['https://id.gs1.org/253/4012345678901ABC', 'instance'],
    ['https://id.gs1.org/8010/0614141123ABC', 'class'],
    ['urn:epc:class:lgtin:4012345.099988.2014-02-10', 'class'],
    ['urn:epc:idpat:upui:1234567.098765.*', 'class'],
    ['urn:epc:id:sgtin:0614141.112345.400', 'instance']
  ] as const)
    t.match(identified(uri), { level }, uri)
})

t.test('what claims to be one and is none has a fault; what does not claim it is somebody’s own', async t => {
  t.match(identified('urn:epc:id:sgtin:1.2.3'), { fault: { zh: /\p{Script=Han}/u, en: /malformed/ } })
  t.match(identified('https://id.gs1.org/01/1'), { fault: {} })
  t.match(identified('https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K'), { fault: {} }, 'no key of things')
  for (const own of ['https://example.com/01/1', 'https://example.com', 'urn:x:1', 'urn:epc:id:gid:1.2.3'])
    t.equal(identified(own), undefined, own)
  t.match(identified('https://example.com/01/09520001000035'), { wrongCheckDigit: true })
  t.throws(() => faultOf(new RangeError('ours')), RangeError)
})

t.test('a name that is plainly canonical is what taking it apart would give', async t => {
  for (const uri of [
    'https://id.gs1.org/00/952012345678912345',
    'https://id.gs1.org/414/9520001000010',
    'https://id.gs1.org/01/09520001000034',
    'https://id.gs1.org/01/09520001000034/10/L-1_a.b',
    'https://id.gs1.org/01/09520001000034/21/S'
  ]) {
    t.ok(isCanonicalUri(uri), uri)
    const found = identified(uri)!
    t.equal('elements' in found && canonicalUri(found), uri)
  }
  t.notOk(isCanonicalUri('https://id.gs1.org/01/09520001000034/10/a%2Fb'))
})

t.test('a prefix means what the nearest context says', async t => {
  const namespaces = Namespaces.standard.with([
    { tea: 'https://ns.example.com/tea/', old: { '@id': 'https://gs1.org/voc/' } },
    'https://example.com/context'
  ])
  t.same(namespaces.expand('tea:crew'), { uri: 'https://ns.example.com/tea/', local: 'crew' })
  t.same(namespaces.expand('old:x'), { uri: 'https://ref.gs1.org/voc/', local: 'x' })
  t.same(namespaces.expand('https://gs1.org/voc/x'), { uri: 'https://ref.gs1.org/voc/', local: 'x' })
  t.same(namespaces.expand('urn:a:b'), { uri: 'urn:a:', local: 'b' })
  for (const none of ['plain', 'unbound:x']) t.equal(namespaces.expand(none), undefined)
  t.equal(Namespaces.standard.with(undefined), Namespaces.standard)
  t.same(entriesOf({ a: 'b' }), [{ a: 'b' }])
  t.ok(isEpcisContext('https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'))
  t.notOk(isEpcisContext({}))
})

t.test('a word is known in each of its forms', async t => {
  const { bizStep, measurement } = VOCABULARIES
  for (const text of ['storing', 'cbv:Bizstep-storing', 'urn:epcglobal:cbv:bizstep:storing'])
    t.equal(standardValue(bizStep, text), 'storing')
  t.equal(standardValue(measurement, 'gs1:Mass'), 'Mass')
  t.equal(standardValue(bizStep, 'dancing'), undefined)
  t.equal(webForm('urn:epcglobal:cbv:bt:1:2'), 'urn:epcglobal:cbv:bt:1:2')
})

t.test('a number is exact when 64 bits hold it as it is written', async t => {
  for (const text of ['0.1', '1e3', '100', '1E-7']) t.ok(isExact(text), text)
  for (const text of ['0.12345678901234567890', '12345678901234567890', '1e999', 'x']) t.notOk(isExact(text), text)
  t.equal(plainNumber('1e1000'), undefined)
})
