/** What consumers do beside reading: check codes, short codes, counted scans. */
import { join } from 'node:path'
import t from 'tap'
import { until } from '../../network/wait.js'
import { CheckCodes, shortCodeOf } from '../../src/core/identity/check-codes.js'
import { inGroups } from '../../src/core/identity/symbols.js'
import { VaultKey } from '../../src/core/identity/vault-key.js'
import { whichPage } from '../../src/modules/trace/scans/short-code.js'
import * as events from '../support/events.js'
import { fill, HTML, reader } from '../support/forms.js'
import { startGateway } from '../support/gateway.js'
import { type Answer, all } from '../support/service.js'
import { PRODUCTS, REGULATOR } from '../support/world.js'
import { bureau, lotOf, Season } from './season.js'

t.setTimeout(300_000)
const SETTINGS = { SUYUAN_CHECKPOINT_SECONDS: '0', SUYUAN_REGION_HEADER: 'X-Region', SUYUAN_PROXIES: '127.0.0.1' }
const season = await Season.start(SETTINGS)
const { service } = season
const second = await startGateway(service, SETTINGS)
t.teardown(async () => {
  await second.end('SIGTERM')
  await service.stop()
})
await season.live()

const { gtin } = PRODUCTS.pack
const codes = new CheckCodes(VaultKey.at(join(service.network.topology.home, 'vault.key')))
const check = (serial: string, code: string, headers?: Record<string, string>) =>
  fill(`${service.url}/check`, { gtin, serial, code }, headers)

/** The content of the page to which a check leads. */
async function checked(serial: string, headers: Record<string, string> = HTML): Promise<string> {
  const answer = await check(serial, codes.checkCodeOf(gtin, serial), headers)
  if (answer.status !== 303) throw new Error(`${answer.status} ${answer.body}`)
  const { status, headers: told, body } = await service.get(answer.headers.get('location')!, HTML)
  if (status !== 200 || told.get('cache-control') !== 'no-store') throw new Error(`${status} ${body}`)
  return body.slice(body.indexOf('<main'))
}

/** A code that could be one, and is not that pack's. */
const wrongFor = (serial: string) => codes.checkCodeOf(gtin, `not ${serial}`.replace(' ', '-'))

const asRegulator = (path: string): Promise<Answer> =>
  service.get(path, { authorization: `Bearer ${service.administrators.get(REGULATOR)}` })
const flagsOf = async (serial: string): Promise<string[]> =>
  (await asRegulator(`/api/trace/scan-flags?gtin=${gtin}`)).body.items
    .filter((flag: { serial: string }) => flag.serial === serial)
    .map(({ kind }: { kind: string }) => kind)

t.test('the page of a pack has the form, its short code, and the way to complain, without a script', async t => {
  const { body } = await service.get(`/01/${gtin}/21/HOME000000`, HTML)
  t.match(body, '<form action="/check" method="post">')
  t.match(body, inGroups(shortCodeOf(gtin, 'HOME000000'), 5))
  t.match(body, `/complaints/new?code=${gtin}%20HOME000000`)
  t.match(body, 'href="/privacy"')
  t.notMatch(body, codes.checkCodeOf(gtin, 'HOME000000'))
})

t.test('a check code is activated once; later ones hear when and where that was', async t => {
  const first = await checked('HOME000000', reader('203.0.113.9', '440300'))
  t.match(first, '校验码相符，首次查验')
  t.match(first, '广东')
  t.notMatch(first, /第 \d+ 次/)
  const again = await checked('HOME000000', reader('203.0.113.10', '440300'))
  t.match(again, '第 2 次查验')
  t.match(again, '首次之后又查验了 1 次')
  t.match(again, '广东')
  t.match(again, '首次查验如果是您、家人')
  t.match(again, '可能有别的标签抄用了这个码')
  t.notMatch(again, /假货|假冒|伪劣|counterfeit|fake/)
  t.match(await checked('HOME000000'), '首次之后又查验了 2 次')
})

t.test('to load the answer again counts nothing, and a kept address says nothing any more', async t => {
  const { headers } = await check('HOME000001', codes.checkCodeOf(gtin, 'HOME000001'))
  const address = headers.get('location')!
  for (let i = 0; i < 3; i++) t.match((await service.get(address, HTML)).body, '首次查验')
  const old = new URL(address, service.url).pathname
  const altered = `${old.slice(0, -3)}AAA`
  t.match(await service.get(altered, HTML), { status: 404, body: /没有这次查验/ })
  const vault = VaultKey.at(join(service.network.topology.home, 'vault.key'))
  const receipt = { what: 'check', gtin, serial: 'HOME000001', times: 1, at: Date.now() - 11 * 60_000 }
  const kept = await service.get(`/check/${vault.seal(JSON.stringify(receipt)).toString('base64url')}`, HTML)
  t.match(kept.body, '旧记录，不能代替查验')
  t.notMatch(kept.body, '校验码相符')
})

t.test(
  'a slip, another’s code, a number that was never packed and a label that is ahead of its entry are told apart',
  async t => {
    const good = codes.checkCodeOf(gtin, 'HOME000002')
    t.match(await check('HOME000002', good.slice(1)), { status: 400, body: /抄漏或抄错/ })
    const other = await check('HOME000002', wrongFor('HOME000002'))
    t.match(other, { status: 422, body: /校验码与这件产品不符/ })
    t.match(other.body, `value="${wrongFor('HOME000002')}"`)
    t.match(await check('NEVER00001', wrongFor('NEVER00001')), { status: 422, body: /从未登记，校验码也不符/ })
    const ahead = await checked('LABELLED01')
    t.match(ahead, '标签由本项目印制，但包装记录尚未登记')
    for (const { body } of [other, { body: ahead }]) t.notMatch(body, /假货|假冒|伪劣|counterfeit|fake/)
    t.match(await checked('HOME000002'), '首次查验', 'wrong ones are no activation')
    t.equal((await fill(`${service.url}/check`, { gtin: '1', serial: 'x', code: good })).status, 400)
  }
)

t.test('who tries codes is stopped, whichever address he uses; others are not', async t => {
  const serial = 'TRAVEL0000'
  const guesser = reader('198.51.100.1', '330000')
  const statuses = []
  for (let i = 0; i < 61; i++) statuses.push((await check(serial, wrongFor(serial), guesser)).status)
  t.equal(statuses[59], 422)
  const stopped = await check(serial, codes.checkCodeOf(gtin, serial), guesser)
  t.match(stopped, { status: 429, body: /请稍后再查/ })
  t.ok(Number(stopped.headers.get('retry-after')) > 0)
  t.match(await checked(serial, reader('198.51.100.2')), '首次查验')
  t.same(await flagsOf(serial), ['guessing'])
  await service.pool.query(`update core_own.check_day set wrong = 1000 where serial = $1`, [serial])
  t.equal((await check(serial, codes.checkCodeOf(gtin, serial), reader('198.51.100.3'))).status, 429)
})

t.test(
  'many checks in a day and two provinces within hours are flagged for the regulator, and for nobody else',
  async t => {
    for (let i = 0; i < 5; i++) await checked('TRAVEL0001', reader(`192.0.2.${i}`, '440300'))
    t.same(await flagsOf('TRAVEL0001'), ['velocity'])
    await checked('TRAVEL0002', reader('192.0.2.1', 'CN-GD'))
    await checked('TRAVEL0002', reader('192.0.2.2', '广东深圳'))
    t.same(await flagsOf('TRAVEL0002'), [], 'one province, written in two ways')
    await checked('TRAVEL0002', reader('192.0.2.3', '650100'))
    t.same(await flagsOf('TRAVEL0002'), ['geography'])
    t.equal((await service.get('/api/trace/scan-flags')).status, 401)
    const { items, next } = (await asRegulator('/api/trace/scan-flags?limit=2')).body
    t.equal(items.length, 2)
    t.ok(next)
    const rest = (await asRegulator(`/api/trace/scan-flags?limit=200&cursor=${next}`)).body.items
    t.equal(new Set([...items, ...rest].map(({ kind, serial }) => kind + serial)).size, items.length + rest.length)
  }
)

t.test('a recalled pack with the right code says first that it is recalled', async t => {
  const recall = { place: bureau, lots: [lotOf('pack', 'P2')], number: 'ZH-2', class: 'I', reason: '演示' } as const
  const path = `/01/${gtin}/21/STALE00001`
  const before = await Promise.all([service.url, second.url].map(url => fetch(url + path, { headers: HTML })))
  await all([season.does('inspector', events.recalling(recall))])
  const committed = performance.now()
  for (const [i, url] of [service.url, second.url].entries()) {
    const answer = await fetch(url + path, { headers: { ...HTML, 'if-none-match': before[i]!.headers.get('etag')! } })
    t.equal(answer.status, 200)
    t.match(await answer.text(), '本产品已召回，请勿食用')
  }
  t.ok(performance.now() - committed < 5000)
  const page = await checked('STALE00001')
  t.ok(page.indexOf('本产品已召回') < page.indexOf('校验码相符'))
  t.ok(page.indexOf('本产品已召回') > 0)
})

t.test('a short code typed at the front leads to the pack’s page', async t => {
  const go = (code: string) => service.get(`/go?code=${encodeURIComponent(code)}`, HTML)
  const code = shortCodeOf(gtin, 'SOLD000000')
  for (const typed of [code, code.toLowerCase(), inGroups(code, 5), ` ${inGroups(code, 5)} `])
    t.match(await go(typed), { status: 303 })
  t.equal((await go(inGroups(code, 5))).headers.get('location'), `/01/${gtin}/10/P1/21/SOLD000000`)
  t.match(await go(shortCodeOf(gtin, 'NEVER00002')), { status: 404, body: /从未登记/ })
  t.match(await go(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`), {
    status: 400,
    body: /这个码不完整或有误/
  })
  const { rows } = await service.pool.query<{ plan: string }>(
    `select count(*)::int as found from pg_indexes where schemaname = 'trace' and tablename = 'pack' and indexdef like '%sha256%'`
  )
  t.match(rows, [{ found: 1 }])
})

t.test('where two packs share a short code their reader chooses', async t => {
  // Nobody knows two such numbers: 2⁴⁵ codes.
  const product = { zh: '演示·茶', en: 'Demo tea' }
  const html = whichPage(['SOLD000000', 'HOME000000'].map(serial => ({ gtin, lot: 'P1', serial, product })))
  for (const serial of ['SOLD000000', 'HOME000000']) t.match(html, `href="/01/${gtin}/10/P1/21/${serial}"`)
  t.match(html, '偶尔会重复，这很正常')
})

/** Scans as they are written down, by kind and id. */
async function scans(kind: string, id: string): Promise<{ region: string; times: number }[]> {
  const { rows } = await service.pool.query(
    'select region, times from core_own.scan where kind = $1 and id = $2 and gtin = $3 order by region',
    [kind, id, gtin]
  )
  return rows
}

t.test('pages that people open are counted by region, machines are not, and no address is written down', async t => {
  const path = `/01/${gtin}/21/HOME000003`
  for (const url of [service.url, second.url]) {
    await fetch(url + path, { headers: reader('203.0.113.77', '440300') })
    await fetch(url + path, { headers: reader('203.0.113.77') })
  }
  await service.get(path, { accept: 'application/json' })
  const counted = await until('both gateways have written', 20_000, async () => {
    const rows = await scans('pack', 'HOME000003')
    return rows.reduce((sum, { times }) => sum + times, 0) === 4 ? rows : undefined
  })
  t.match(counted, [
    { region: '440300', times: 2 },
    { region: /^~[\w-]{6}$/, times: 2 }
  ])
  const { rows } = await service.pool.query('select * from core_own.scan')
  t.notMatch(JSON.stringify(rows), /203\.0/)
  await service.get(`/01/${gtin}/21/NEVER00009`, HTML)
  await service.get(`/01/09520009999999/21/NEVER00009`, HTML)
  await until('the unknown one is counted', 20_000, async () => (await scans('unknown', ''))[0])
  const { rows: foreign } = await service.pool.query(`select from core_own.scan where gtin = '09520009999999'`)
  t.equal(foreign.length, 0, 'of products that are none nothing is kept')
  const days = (await asRegulator(`/api/trace/scan-days?gtin=${gtin}`)).body.items
  t.ok(days[0].packs >= 4 && days[0].unknown >= 1)
})

t.test('networks lose their names with the day, and their counts stay', async t => {
  await service.pool.query(`update core_own.scan set day = day - 1 where id = 'HOME000003'`)
  await service.pool.query(`update core_own.scan_salt set day = day - 1`)
  await until('the day has turned', 20_000, async () => {
    const rows = await scans('pack', 'HOME000003')
    return rows.some(({ region }) => region.startsWith('~')) ? undefined : true
  })
  t.same(await scans('pack', 'HOME000003'), [
    { region: '', times: 2 },
    { region: '440300', times: 2 }
  ])
  const { rows } = await service.pool.query('select day from core_own.scan_salt')
  t.equal(rows.length, 1)
})

t.test('what was counted is written when a gateway stops', async t => {
  const third = await startGateway(service, SETTINGS)
  await fetch(`${third.url}/01/${gtin}/21/HOME000004`, { headers: reader('203.0.113.5', '110000') })
  await third.end('SIGTERM')
  t.same(await scans('pack', 'HOME000004'), [{ region: '110000', times: 1 }])
})
