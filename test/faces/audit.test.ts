/** The inspector's desk on the real network: search, histories, balances, ledger, exports; in a real browser where it matters. */
import t from 'tap'
import { until } from '../../network/wait.js'
import { flows } from '../../src/modules/trace/queries/flows.js'
import { garden, outlet, Season } from '../http/season.js'
import { actsOf } from '../support/acts.js'
import { openBrowser } from '../support/chromium.js'
import { logIn } from '../support/people.js'
import { tablesIn, tablesOn, unzipped } from '../support/tables.js'
import { PARTIES, PRODUCTS } from '../support/world.js'
import { formTests } from './audit-forms.js'
import { inspectionTests } from './audit-officers.js'
import { pageTests } from './audit-pages.js'
import { queriesOf } from './audit-queries.js'
import { complaintTests, requestTests } from './audit-requests.js'
import { happen } from './audit-season.js'
import { Inspectorate } from './inspectorate.js'

t.setTimeout(600_000)
const season = await Season.start({
  SUYUAN_CHECKPOINT_SECONDS: '0',
  SUYUAN_RECONCILE_SECONDS: '0.5',
  SUYUAN_RECONCILE_ROWS: '1000'
})
const { service } = season
t.teardown(() => service.stop())
await season.live()

const pack = PRODUCTS.pack.gtin
await happen(season)

const laboratory = await logIn(service, { party: PARTIES.laboratory.uscc, roles: ['laboratory'], name: '乙' })
const shop = await logIn(service, { party: PARTIES.supermarket.uscc, roles: ['outlet'], name: '丙' })

const browser = await openBrowser()
t.teardown(() => browser.close())

const inspectorate = await Inspectorate.of(season, browser)
const { regulator } = inspectorate
const opened = inspectorate.opened.bind(inspectorate)
const get = inspectorate.get.bind(inspectorate)

/** The first thing that a search finds: its kind and the address of its page. */
async function firstOf(query: string): Promise<string> {
  const { body } = await get(`/audit?q=${encodeURIComponent(query)}`)
  const [, kind, href] = /<li data-kind="(\w+)"><a href="([^"]+)"/.exec(body) ?? []
  return kind ? `${kind} ${decodeURIComponent(href!.replaceAll('&amp;', '&'))}` : 'nothing'
}

t.test('a hundred queries put the right thing first, and lead to its page', async t => {
  const asked = await queriesOf(season)
  t.ok(asked.length >= 100, `${asked.length}`)
  const began = performance.now()
  for (const [query, first] of asked) t.equal(await firstOf(query), first, query)
  t.comment(`${asked.length} queries, ${Math.round((performance.now() - began) / asked.length)} ms each`)
  const pages = new Map(asked.map(([, first]) => [first.split(' ')[0]!, first.split(' ')[1]!]))
  for (const [kind, path] of pages) t.equal((await get(path)).status, 200, `${kind} ${path}`)
})

t.test('what stands for a pattern elsewhere stands for itself here, and nothing found accuses nobody', async t => {
  for (const query of ['%', '_', "'", '\\', 'NOSUCH-1', '<b>']) {
    const { status, body } = await get(`/audit?q=${encodeURIComponent(query)}`)
    t.equal(status, 200)
    t.match(body, '没有找到', query)
  }
})

const KG = 1000

t.test('what came to a party and left it adds up to what the ledger has', async t => {
  const of = async (party: string) => new Map((await flows(service.pool, { party })).map(sum => [sum.gtin, sum]))
  const grower = await of(PARTIES.grower.uscc)
  t.match(grower.get(PRODUCTS.leaf.gtin), { harvested: 126 * KG, consumed: 84 * KG, corrected: -2 * KG, shipped: 0 })
  t.match(grower.get(PRODUCTS.crude.gtin), { produced: 24 * KG, consumed: 2.5 * KG, shipped: 5 * KG })
  t.match(grower.get(pack), { produced: 25, shipped: 20, sold: 0 })
  const shop = await of(PARTIES.supermarket.uscc)
  t.match(shop.get(pack), { received: 20, short: 2, sold: 1, returned: 1, destroyed: 2 })
  t.match(shop.get(PRODUCTS.crude.gtin), { received: 4 * KG, short: 0 }, 'what never came was never on hand')
  for (const party of [PARTIES.grower.uscc, PARTIES.supermarket.uscc]) {
    const { body } = await service.get(`/audit/parties/${party}/export/csv`, regulator.headers)
    const [table] = tablesIn(body)
    t.ok(table!.rows.length > 0)
    for (const row of table!.rows) t.equal(row.at(-1), '平 none', row.join(' | '))
  }
})

t.test('a period begins with what came of all before it', async t => {
  const { rows } = await service.pool.query<{ at: Date }>(
    `select recorded_at as at from trace.event where kind = 'shipping' order by block limit 1`
  )
  const [sum] = await flows(service.pool, { party: PARTIES.grower.uscc, from: rows[0]!.at.toISOString() }).then(list =>
    list.filter(({ gtin }) => gtin === pack)
  )
  t.match(sum, { opening: 25, produced: 0, shipped: 20 })
})

t.test('lots add up, and what does not is named', async t => {
  const { body } = await service.get('/audit/period/export/csv', regulator.headers)
  const [, gaps, balance] = tablesIn(body)
  t.ok(balance!.rows.every(row => row.at(-2) === '平 none'))
  const [what] = gaps!.rows.map(row => row.join(' ')).filter(row => row.includes('C1'))
  t.match(what, /收货申报缺失.*C1 0\.5 kg/)
  t.match(gaps!.rows.map(row => row.join(' ')).join('\n'), /在途过久.*S3/)
})

t.test('a correction stands beside what it corrects, and one that could not take effect is a dispute', async t => {
  const { body } = await get(`/audit/lots/${PRODUCTS.leaf.gtin}/L3`)
  t.match(body, /采摘[\s\S]*→ 更正[\s\S]*数量由 42000 更正为 40000/)
  t.match((await get(`/audit/lots/${PRODUCTS.leaf.gtin}/L2`)).body, /争议，未改变数量（STOCK_SHORT）/)
})

t.test('an event is shown with its hash id, and what corrects it with another', async t => {
  const { rows } = await service.pool.query<{ event: string; ids: string[] }>(
    `select event_id as event, array_agg(distinct hash_id) as ids from trace.event
     group by event_id having count(*) = 2 limit 1`
  )
  const { event, ids } = rows[0]!
  const { body } = await get(`/audit/events/${event}`)
  t.equal(ids.length, 2)
  for (const id of ids) t.match(body, id)
})

t.test('refused commands are listed with author, digest and code', async t => {
  const { body } = await get('/audit/refused')
  for (const said of ['LOT_EXISTS', '批次号已使用', 'NOT_HOLDER', PARTIES.grower.name.zh]) t.match(body, said)
  const { rows } = await service.pool.query<{ digest: string }>(
    `select digest from core.command where code = 'LOT_EXISTS'`
  )
  t.match(body, rows[0]!.digest)
  t.notMatch((await get('/audit/refused?code=LOT_EXISTS')).body, /<td class="mono">NOT_HOLDER/)
})

t.test('blocks, transactions with their endorsers, commands and states with their history are looked at', async t => {
  const { rows } = await service.pool.query<{ key: string; id: string; tx: string; block: number }>(
    `select c.key, c.command_id as id, t.tx_id as tx, c.block from core.command c
       join core.transaction t on (t.block, t.index) = (c.block, c.tx_index) where c.command like '%"L3"%' or c.command like '%/10/L3"%' order by c.block limit 1`
  )
  const { key, id, tx, block } = rows[0]!
  t.match((await get('/audit/ledger')).body, service.ledger)
  t.match(
    (await get(`/audit/ledger/blocks/${block}`)).body,
    /VALID[\s\S]*apply[\s\S]*(Base|Retail|Regulator)MSP, (Base|Retail|Regulator)MSP/
  )
  t.match((await get(`/audit/ledger/transactions/${tx}`)).body, /背书机构[\s\S]*MSP, [\s\S]*MSP[\s\S]*accepted/)
  t.match((await get(`/audit/ledger/commands/${key}/${id}`)).body, /签名密钥[\s\S]*设备密钥签名/)
  const state = await get(`/audit/ledger/states?key=${encodeURIComponent(`trace/lot/${PRODUCTS.leaf.gtin}/L3`)}`)
  t.match(state.body, /42000[\s\S]*/)
  t.match(state.body, /40000[\s\S]*ZH-2026-9[\s\S]*42000/, 'as it is, then as it was')
  t.match((await get('/audit/ledger/states?key=core/party/')).body, PARTIES.grower.uscc)
})

const upload = (name: string, text: string) =>
  service.post(
    '/audit/verify',
    `--b\r\ncontent-disposition: form-data; name="bundle"; filename="${name}"\r\ncontent-type: application/json\r\n\r\n${text}\r\n--b--\r\n`,
    {
      ...regulator.headers,
      accept: 'text/html',
      'content-type': 'multipart/form-data; boundary=b'
    }
  )

t.test('a bundle of either kind is verified, and one in which something was changed is found out', async t => {
  const proof = await fetch(`${service.url}/api/trace/provenance/${pack}/SOLD000000/proof`).then(response =>
    response.text()
  )
  t.match((await upload('proof.json', proof)).body, '验证通过')
  t.match((await upload('proof.json', proof.replace('SOLD000000', 'SOLD000009'))).body, '验证不通过')
  const audit = await fetch(`${service.url}/audit/products/${pack}/bundle`, { headers: regulator.headers }).then(
    response => response.text()
  )
  t.match((await upload('audit.json', audit)).body, /验证通过[\s\S]*orderer/)
  t.match((await upload('audit.json', audit.replace('"codes"', '"codez"'))).body, '验证不通过')
  t.match((await upload('x.json', '{}')).body, '验证不通过')
})

t.test('an export is what the screen shows and everything behind it, in four forms, and on record', async t => {
  const path = `/audit/lots/${PRODUCTS.crude.gtin}/C1`
  const { page, breaches } = await opened(path)
  const shown = await tablesOn(page)
  const { body: csv } = await service.get(`${path}/export/csv`, regulator.headers)
  const exported = tablesIn(csv).filter(({ rows }) => rows.length > 0)
  t.same(
    exported.map(({ title }) => title),
    shown.map(({ title }) => title)
  )
  // What is shown in short is exported whole.
  const shortened = (cell: string, as: string) => (as.endsWith('…') && cell.includes(as.slice(0, -1)) ? as : cell)
  for (const [index, { title, rows }] of shown.entries())
    t.same(
      exported[index]!.rows.map((row, at) => row.map((cell, i) => shortened(cell, rows[at]![i]!))),
      rows,
      title
    )
  t.same(breaches, [])

  const file = (format: string) =>
    fetch(`${service.url}${path}/export/${format}`, { headers: regulator.headers }).then(response =>
      response.arrayBuffer()
    )
  const workbook = unzipped(Buffer.from(await file('xlsx')))
  const strings = [...workbook]
    .filter(([name]) => name.endsWith('.xml'))
    .map(([, bytes]) => bytes.toString())
    .join('')
  for (const { rows } of exported)
    for (const cell of rows.flat()) if (cell && !/[&<>"']/.test(cell)) t.ok(strings.includes(cell), cell)
  const document = JSON.parse(Buffer.from(await file('jsonld')).toString())
  t.match(document, { type: 'EPCISDocument', schemaVersion: '2.0' })
  const { rows } = await service.pool.query(`select count(*) from trace.subject where kind = 'lot' and id = $1`, [
    `${PRODUCTS.crude.gtin}/C1`
  ])
  t.ok(document.epcisBody.eventList.length >= rows[0].count)
  const pdf = Buffer.from(await file('pdf'))
  t.match(pdf.subarray(0, 5).toString(), '%PDF-')
  t.ok(pdf.length > 10_000)

  const exports = (await actsOf(service)).filter(
    ({ act, account }) => act === 'audit.export' && account === regulator.account
  )
  const formats = new Set(exports.filter(({ subject }) => subject.endsWith('/C1')).map(({ details }) => details.format))
  t.same([...formats].sort(), ['csv', 'jsonld', 'pdf', 'xlsx'])
})

t.test('a look across regions is on record as such, one at home as a look', async t => {
  t.match((await get(`/audit/places/${garden}`)).body, '不在您的辖区（4403）内')
  t.notMatch((await get(`/audit/places/${outlet}`)).body, '不在您的辖区')
  const acts = await actsOf(service)
  t.ok(acts.some(({ act, subject }) => act === 'audit.look-across' && subject === `place ${garden}`))
  t.ok(acts.some(({ act, subject }) => act === 'audit.look' && subject === `place ${outlet}`))
})

t.test('a laboratory sees the lots that it tested, the trade sees nothing, a stranger is asked who he is', async t => {
  t.match((await get('/audit', laboratory)).body, 'DEMO-2026-001')
  t.equal((await get(`/audit/lots/${PRODUCTS.crude.gtin}/C2`, laboratory)).status, 200)
  t.equal((await get(`/audit/lots/${PRODUCTS.crude.gtin}/C1`, laboratory)).status, 403)
  t.equal((await get('/audit/refused', laboratory)).status, 403)
  t.equal((await get('/audit', shop)).status, 403)
  const stranger = await service.get('/audit', { accept: 'text/html' })
  t.match([stranger.status, stranger.headers.get('location')], [303, /^\/account\/login\?next=/])
})

t.test('the graph is gone through by the keyboard alone', async t => {
  const { page, breaches } = await opened(`/audit/lots/${PRODUCTS.crude.gtin}/C1`)
  const at = () => page.evaluate(() => document.activeElement?.querySelector('title')?.textContent ?? '')
  await page.locator('[data-vertex]').first().focus()
  t.match(await at(), /L1/)
  await page.keyboard.press('ArrowRight')
  t.match(await at(), /C1/)
  await page.keyboard.press('ArrowRight')
  t.match(await at(), /P[12]/)
  const [first] = [await at()]
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  t.equal(await at(), first)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  t.match(await at(), /L1/)
  await page.keyboard.press('Tab')
  t.match(await at(), /C1/, 'Tab goes on in the order of making')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/audit/lots/${PRODUCTS.leaf.gtin}/L1`)
  t.same(breaches, [])
})

formTests(inspectorate)
inspectionTests(inspectorate)
requestTests(inspectorate)
complaintTests(inspectorate)
pageTests(inspectorate)

t.test('a row that somebody edits in SQL is a finding, and said on the lot’s page', async t => {
  await service.pool.query(`update trace.lot set quantity = 99 where lot = 'L3'`)
  await until('it is found', 30_000, async () => {
    const { body } = await get('/audit/ledger/findings')
    return /trace\.lot[\s\S]*99[\s\S]*40000/.test(body) || undefined
  })
  const { body } = await get(`/audit/lots/${PRODUCTS.leaf.gtin}/L3`)
  t.match(body, '此页数据与账本不一致')
  t.match(body, '/audit/ledger/findings')
  await service.pool.query(`update trace.lot set quantity = 40000 where lot = 'L3'`)
})
