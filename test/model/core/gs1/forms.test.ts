/** GS1's own examples, in each of the forms that they can have. */
import { gs1Forms } from '@suyuan/model/core/gs1/convert'
import { RULES } from '@suyuan/model/core/gs1/rules'
import { prefixesOf } from '@suyuan/model/core/gs1/urn'
import t from 'tap'

const GS = '\u001d'
const prefixLength = prefixesOf(['9520123', '0614141', '4012345', '1234567'])

t.test('a Digital Link, its element strings and its URN are one thing', async t => {
  const uri = 'https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=180426'
  const forms = {
    elementString: '(01)09520123456788(10)ABC1(21)12345(17)180426',
    uri,
    urn: 'urn:epc:id:sgtin:9520123.045678.12345',
    ais: { '01': '09520123456788', '10': 'ABC1', '21': '12345', '17': '180426' }
  }
  for (const text of [uri, forms.elementString, `]C1010952012345678810ABC1${GS}2112345${GS}17180426`])
    t.same(gs1Forms(text, { prefixLength }), forms)
  t.same(gs1Forms('^010952012345678810ABC1^2112345^17180426', { prefixLength }), forms)
  t.same(gs1Forms(`(17)180426(21)12345(10)ABC1(01)09520123456788`, { prefixLength }).uri, uri)
  const { urn: _, ...withoutPrefix } = forms
  t.same(gs1Forms(uri), withoutPrefix, 'where no prefix is known none is guessed')
})

t.test('links of any host, behind any path, with what is their own in the query', async t => {
  const links = {
    'https://brand.example.com/some-extra/pathinfo/01/09520123456788': 'https://id.gs1.org/01/09520123456788',
    'HTTPS://example.com/01/09520123456788?3103=000195&3922=0299&17=201225':
      'https://id.gs1.org/01/09520123456788?17=201225&3103=000195&3922=0299',
    'http://a/00/faux/00/952012345678912345': 'https://id.gs1.org/00/952012345678912345',
    'https://xn--fsq.xn--0zwm56d:8443/01/09520123456788#top': 'https://id.gs1.org/01/09520123456788',
    'https://x.cn/01/09520123456788?linkType=gs1:pip;utm&99=ABC': 'https://id.gs1.org/01/09520123456788?99=ABC',
    'https://id.gs1.org/414/9520123456788/254/32a%2Fb': 'https://id.gs1.org/414/9520123456788/254/32a%2Fb',
    'https://id.gs1.org/00/952012345678912345?02=09520123456788&37=25&10=ABC123':
      'https://id.gs1.org/00/952012345678912345?02=09520123456788&10=ABC123&37=25',
    'https://example.com/8004/9520614141234567?01=9520123456788':
      'https://id.gs1.org/8004/9520614141234567?01=09520123456788',
    'https://id.gs1.org/01/09520123456788/235/XYZ?10=ABC123': 'https://id.gs1.org/01/09520123456788/235/XYZ?10=ABC123'
  }
  for (const [link, canonical] of Object.entries(links)) t.equal(gs1Forms(link).uri, canonical, link)
  t.equal(
    gs1Forms('(01)09520123456788(10)a/b%(c', { stem: 'https://x.cn/q' }).uri,
    'https://x.cn/q/01/09520123456788/10/a%2Fb%25%28c'
  )
})

t.test('GTINs whose zeros were left away get them back', async t => {
  for (const [short, gtin] of [
    ['9520123456788', '09520123456788'],
    ['416000336108', '00416000336108'],
    ['02345673', '00000002345673']
  ] as const)
    t.equal(gs1Forms(`https://x.cn/01/${short}`).ais['01'], gtin)
})

t.test('every primary key takes its qualifiers, in their order', async t => {
  for (const path of [
    '/00/106141412345678908',
    '/01/09520123456788/22/2A/10/ABC/21/XYZ',
    '/01/09520123456788/22/2A/21/XYZ',
    '/01/09520123456788/235/TPX',
    '/253/4012345678901ABC',
    '/255/401234567890104711',
    '/401/0614141xyz47%2F11',
    '/402/40123452223334442',
    '/414/9520123456788/254/32a%2Fb',
    '/414/9520123456788/7040/1ABC',
    '/415/9520123456788/8020/ABC1',
    '/417/9520123456788/7040/1ABC',
    '/8003/00614141123452400',
    '/8004/95201231234/7040/1ABC',
    '/8006/040123451234560102/22/2A/10/L/21/987',
    '/8010/0614141123ABC/8011/123456789',
    '/8013/1987654Ad4X4bL5ttr2310c2K',
    '/8017/061414112345678902/8019/123',
    '/8018/061414112345678902/8019/123'
  ])
    t.equal(gs1Forms(`https://x.cn${path}`).uri, `https://id.gs1.org${path}`)
})

// TDS 2, section 6 and E.3; CBV 8.
const URNS = {
  'urn:epc:id:sgtin:0614141.112345.400': '(01)10614141123459(21)400',
  'urn:epc:id:sscc:0614141.1234567890': '(00)106141412345678908',
  'urn:epc:id:sgln:0614141.12345.400': '(414)0614141123452(254)400',
  'urn:epc:id:sgln:0614141.12345.0': '(414)0614141123452',
  'urn:epc:id:pgln:4012345.00000': '(417)4012345000009',
  'urn:epc:id:grai:0614141.12345.400': '(8003)00614141123452400',
  'urn:epc:idpat:grai:0614141.12345.*': '(8003)00614141123452',
  'urn:epc:id:giai:0614141.12345400': '(8004)061414112345400',
  'urn:epc:id:gsrn:0614141.1234567890': '(8018)061414112345678902',
  'urn:epc:id:gsrnp:0614141.1234567890': '(8017)061414112345678902',
  'urn:epc:id:gdti:0614141.12345.006847': '(253)0614141123452006847',
  'urn:epc:idpat:gdti:0614141.12345.*': '(253)0614141123452',
  'urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234': '(8010)061414111111111111111-A#/(8011)1234',
  'urn:epc:id:sgcn:4012345.67890.04711': '(255)401234567890104711',
  'urn:epc:id:ginc:0614141.xyz47%2F11': '(401)0614141xyz47/11',
  'urn:epc:id:gsin:4012345.222333444': '(402)40123452223334442',
  'urn:epc:id:itip:4012345.012345.01.02.987': '(8006)040123451234560102(21)987',
  'urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7SDB': '(01)01234567987651(235)51qIgY)<&Jp3*j7SDB',
  'urn:epc:class:lgtin:4012345.099988.2014-02-10': '(01)04012345999884(10)2014-02-10',
  'urn:epc:class:lgtin:4012345.012345.Lot.9': '(01)04012345123456(10)Lot.9',
  'urn:epc:idpat:sgtin:4012345.012345.*': '(01)04012345123456'
}

t.test('EPC URNs of every scheme, there and back', async t => {
  for (const [urn, elementString] of Object.entries(URNS)) {
    t.match(gs1Forms(urn), { urn, elementString }, urn)
    t.equal(gs1Forms(elementString, { prefixLength }).urn, urn, elementString)
  }
})

t.test('what no EPC names has no URN', async t => {
  for (const text of [
    '(01)09520123456788(22)2A',
    '(01)09520123456788(22)2A(10)L',
    '(8018)061414112345678902(8019)5',
    '(414)0614141123452(254)0',
    '(8013)1987654Ad4X4bL5ttr2310c2K',
    '(415)9520123456788(8020)A',
    '(8004)0614141'
  ])
    t.notOk('urn' in gs1Forms(text, { prefixLength }), text)
  t.notOk('urn' in gs1Forms('(00)106141412345678908', { prefixLength: prefixesOf(['9520123']) }), 'of another company')
  t.equal(gs1Forms('(01)09520123456788(22)2A(21)7', { prefixLength }).urn, 'urn:epc:id:sgtin:9520123.045678.7')
})

t.test('a coupon code says how long its fields are', async t => {
  const [base, purchase, first, other] = ['012345612345615120000', '120000', '9', '0123456']
  const fields = [
    `10${purchase}${first}`,
    `2${purchase}${other}`,
    '3261231',
    '4261231',
    '50123456',
    '611234567',
    '90000'
  ]
  const holds = (text: string) => RULES.couponcode!.holds(text)
  t.ok(holds(base))
  t.ok(holds(base + fields.join('')), 'all that it may have')
  for (const field of fields) {
    t.ok(holds(base + field), field)
    t.notOk(holds(base + field.slice(0, -1)), `${field} broken off`)
  }
})
