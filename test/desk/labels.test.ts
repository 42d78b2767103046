/** Labels are made, printed, read again off the rasterised sheets, printed again with a reason, and voided. */
import type { Browser, Page } from 'playwright-core'
import t from 'tap'
import { scannedOf } from '../../src/core/web/browser/scanning/scanned.js'
import { granted } from '../certification/officials.js'
import { CASES, garden, grams, Season } from '../http/season.js'
import { openBrowser } from '../support/chromium.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { symbolsOn } from '../support/symbols.js'
import { PARTIES, PRODUCTS } from '../support/world.js'
import { Clerk } from './desk.js'

// biome-ignore lint/suspicious/noExplicitAny: what runs in the page has types that Node does not know
type Anything = any

const season = await Season.start({ SUYUAN_ORIGIN: 'http://trace.example' })
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(300_000)
await season.live()
const clerk = await Clerk.of(service, { party: PARTIES.grower.uscc, roles: ['packer', 'operator'] })
const stranger = await Clerk.of(service, { party: PARTIES.trader.uscc, roles: ['packer'] })
const browser: Browser = await openBrowser()
t.teardown(() => browser.close())

const { gtin } = PRODUCTS.pack
const run = { kind: 'pack', gtin, lot: 'P2026-1', produced: '2026-04-08', count: '30', content: '10', prefix: '' }

/** A page of the desk in the browser, three times as fine as a screen: some 300 dots an inch. */
async function opened(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 900, height: 1200 }, deviceScaleFactor: 3 })
  t.teardown(() => context.close())
  const [name, value] = clerk.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: service.url }])
  const page = await context.newPage()
  const breaches: string[] = []
  page.on('console', message => void (message.type() === 'error' && breaches.push(message.text())))
  await page.goto(service.url + path)
  t.same(breaches, [], `${path} keeps to its policy`)
  return page
}

/** All codes of a page, as they look on the screen. */
const readOff = async (path: string) => symbolsOn(await opened(path))

const print = (path: string, fields: Record<string, string>) => clerk.send(`${path}/prints`, fields)
const codesOf = async (path: string) =>
  (await clerk.get(`${path}/codes.csv`)).bytes
    .toString()
    .trim()
    .split('\r\n')
    .slice(1)
    .map(row => row.split(',')[2]!)

let made = ''

t.test('labels for packs have serials that nobody can guess from one another, alike within a case', async t => {
  const page = await clerk.send('/desk/labels', run)
  t.equal(page.status, 200)
  made = page.path
  const serials = await codesOf(made)
  t.equal(new Set(serials).size, 30)
  t.equal(new Set(serials.map(serial => serial.slice(0, 6))).size, 3)
})

t.test('each sheet, rasterised, has every code on it, and each names its pack', async t => {
  const serials = await codesOf(made)
  for (const layout of ['a4', 'small', 'square']) {
    const { path, status } = await print(made, { layout, first: '1', last: '30', reason: '试打' })
    t.equal(status, 200)
    const texts = await readOff(path)
    t.equal(texts.length, 30, layout)
    const scanned = texts.map(scannedOf)
    t.same(scanned.map(({ serial }) => serial).sort(), [...serials].sort(), layout)
    t.ok(scanned.every(one => one.gtin === gtin && one.lot === 'P2026-1'))
    t.ok(texts.every(text => text.startsWith(']Q1http://trace.example/01/')))
  }
})

t.test('a label says in Chinese what it must, the official domain, a short code, and one to scratch free', async t => {
  const { path } = await print(made, { layout: 'small', first: '1', last: '1', reason: '看' })
  const page = await opened(path)
  const text = await page.locator('.label').innerText()
  for (const words of [
    '净含量 100 克',
    '批次 P2026-1',
    '生产日期 2026-04-08',
    '保质期至 2027-09-30',
    PARTIES.grower.name.zh,
    'trace.example',
    '刮开验真'
  ])
    t.match(text, words)
  t.match(text, /[0-9A-Z]{5}-[0-9A-Z]{5}/)
  t.match(text, /[0-9A-Z]{4}-[0-9A-Z]{4}/)
  const { width, height, overflow } = await page.locator('.label').evaluate((label: Anything) => ({
    width: label.getBoundingClientRect().width,
    height: label.getBoundingClientRect().height,
    overflow: label.scrollHeight > label.clientHeight + 1 || label.scrollWidth > label.clientWidth + 1
  }))
  t.same([Math.round((width / 96) * 25.4), Math.round((height / 96) * 25.4), overflow], [40, 30, false])
})

const NUMBER = 'SZZP-441621-2026-0001'
/** Labels whose words do not fit on them. */
const tooFull = (page: Page) =>
  page
    .locator('.label')
    .evaluateAll(
      (labels: Anything[]) =>
        labels.filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1).length
    )

t.test('labels name the certificate and the common mark, and every code on them is read all the same', async t => {
  const says = await granted(service, season.authors, NUMBER)
  const claims = { certificate: NUMBER, commonMark: 'yes' }
  const other = await clerk.send('/desk/labels', { ...run, ...claims, gtin: PRODUCTS.tin.gtin })
  t.match(other, { status: 422, text: /这张证书今天不能用在这个产品上/ })
  t.equal((await stranger.send('/desk/labels', { ...run, ...claims })).status, 422)
  const { path, text } = await clerk.send('/desk/labels', { ...run, ...claims, lot: 'P2026-2' })
  t.match(text, NUMBER)
  const serials = await codesOf(path)
  for (const layout of ['a4', 'small', 'square']) {
    const page = await opened((await print(path, { layout, first: '1', last: '30', reason: '试打' })).path)
    t.same((await symbolsOn(page)).map(code => scannedOf(code).serial).sort(), [...serials].sort(), layout)
    const labels = await page.locator('.label').allInnerTexts()
    t.equal(
      labels.filter(words => words.includes(`圳品证书 ${NUMBER}`) && words.includes('供深基地')).length,
      30,
      layout
    )
    t.equal(await tooFull(page), 0, layout)
  }
  t.match((await clerk.get(`${path}/codes.csv`)).bytes.toString(), `,${NUMBER},供深基地\r\n`)

  const packed = (serials: string[]) => {
    const { pack } = PRODUCTS
    const goods = { inputs: [grams('crude', 'C1', 100 * serials.length)], lot: { gtin: pack.gtin, lot: 'P7' }, serials }
    const event = events.packing({ place: garden, ...goods, time: new Date().toISOString() })
    return { ...event, ilmd: { ...event.ilmd, 'suyuan:certificate': NUMBER } }
  }
  await all([season.does('grower', { ...packed(['MARK000001', 'MARK000002']), 'suyuan:commonMark': true })])
  await all([season.does('grower', packed(['PLAIN00001']))])
  await clerk.send('/desk/labels/recorded', { recorded: `${gtin}/P7` })
  await all([says('suspend', { words: '监督抽检不合格' })])
  t.match((await print(path, { layout: 'a4', first: '1', last: '1', reason: '补' })).text, /不在有效期内.*不能打印/)
  t.notMatch((await clerk.get('/desk/labels')).html, 'name="certificate"', 'what is suspended is not offered')

  const { html } = await clerk.get('/desk/labels')
  const runs = [...html.matchAll(/href="([^"]+)"><strong>单件 · P7</g)].map(([, path]) => path!)
  const sheets = runs.map(async path => (await print(path, { layout: 'a4', first: '1', last: '1' })).text)
  const [marked, plain] = (await Promise.all(sheets)).sort(
    (a, b) => Number(b.includes('供深基地')) - Number(a.includes('供深基地'))
  )
  t.equal(runs.length, 2, 'runs that differ in the mark are printed apart')
  t.match(marked, new RegExp(`供深基地.*圳品证书 ${NUMBER}`), 'packs on the ledger keep what they bear')
  t.match(plain, `圳品证书 ${NUMBER}`)
  t.notMatch(plain, '供深基地')
})

t.test('cases and pallets have SSCCs in bars and for telephones, never the same twice', async t => {
  const all: string[] = []
  for (const [kind, per] of [
    ['case', 3],
    ['pallet', 2]
  ] as const) {
    const { path } = await clerk.send('/desk/labels', { ...run, kind, count: '4', content: '40', prefix: '9520001' })
    const codes = await codesOf(path)
    all.push(...codes)
    for (const layout of ['square', 'a4']) {
      const texts = await readOff((await print(path, { layout, first: '1', last: '4', reason: '试打' })).path)
      t.equal(texts.length, 4 * per, `${kind} ${layout}`)
      const bars = texts.filter(text => text.startsWith(']C100'))
      t.same(bars.map(text => scannedOf(text).sscc).sort(), [...codes].sort())
      t.same(
        texts
          .filter(text => text.startsWith(']Q1'))
          .map(text => scannedOf(text).sscc)
          .sort(),
        [...codes].sort()
      )
      if (kind === 'case') t.equal(texts.filter(text => text === `]C102${gtin}3740\u001d10P2026-1`).length, 4)
    }
  }
  t.equal(new Set(all).size, 8)
  // The season's cases are on the ledger, under the same prefix.
  t.same(
    all.filter(sscc => Object.values(CASES).includes(sscc)),
    []
  )
})

t.test('what is recorded already is labelled with the codes of the ledger', async t => {
  const page = await clerk.send('/desk/labels/recorded', { recorded: `${gtin}/P1` })
  const serials = await codesOf(page.path)
  t.equal(serials.length, 20)
  t.ok(serials.includes('SOLD000000'))
  t.match((await clerk.get('/desk/labels')).text, /箱 · P1/)
  const texts = await readOff((await print(page.path, { layout: 'a4', first: '1', last: '20' })).path)
  const { body } = await service.get(new URL(scannedOf(texts[0]!).text).pathname)
  t.match(body, '这一件')
})

t.test('printing again wants a reason, and both are on record', async t => {
  const refused = await print(made, { layout: 'a4', first: '1', last: '2', reason: '' })
  t.equal(refused.status, 422)
  const { path } = await print(made, { layout: 'a4', first: '1', last: '2', reason: '卡纸' })
  t.match((await clerk.get(path)).status, 200)
  t.match((await clerk.get(made)).text, '卡纸')
})

t.test('a label that is void says so wherever it is shown, and is struck over when printed', async t => {
  const [first, second] = await codesOf(made)
  const page = await clerk.send(`${made}/voids`, { 'void-first': '1', 'void-last': '1', 'void-reason': '撕坏' })
  t.match(page.text, '撕坏')
  t.same((await codesOf(made))[0], second)
  const texts = await readOff((await print(made, { layout: 'square', first: '1', last: '2', reason: '补' })).path)
  t.same(
    texts.map(text => scannedOf(text).serial),
    [second]
  )
  t.match((await clerk.get(`/desk/labels/find?code=${first}`)).text, '撕坏')
})

t.test('a label is found by its code, however it is given; another party’s is not', async t => {
  const [, second] = await codesOf(made)
  for (const code of [second!, `http://trace.example/01/${gtin}/10/P2026-1/21/${second}`])
    t.equal((await clerk.get(`/desk/labels/find?code=${encodeURIComponent(code)}`)).path.split('#')[0], made)
  t.equal((await clerk.get('/desk/labels/find?code=NOTHING')).status, 404)
  t.equal((await stranger.get(`/desk/labels/find?code=${second}`)).status, 404)
  t.equal((await stranger.get(made)).status, 404)
  t.equal((await stranger.send(`${made}/prints`, { layout: 'a4', first: '1', last: '1' })).status, 404)
})

const leaf = PRODUCTS.leaf.gtin

t.test('a 承诺达标合格证 has its prescribed fields, and a code that carries the words themselves', async t => {
  const asked = await clerk.get(`/desk/certificates/new?lot=${leaf}/L1`)
  t.match(asked.html, /value="42 kg"/)
  const fields = {
    lot: `${leaf}/L1`,
    product: '茶鲜叶',
    quantity: '42 kg',
    origin: '广东省河源市紫金县岫下村',
    promisor: PARTIES.grower.name.zh,
    contact: '000-12345678',
    day: '2026-04-05'
  }
  t.match((await clerk.send('/desk/certificates', fields)).text, '至少选一项')
  const { path, text } = await clerk.send('/desk/certificates', { ...fields, bases: ['own', 'promise'] })
  for (const words of [
    '承诺达标合格证',
    '不使用禁用农药',
    '残留不超标',
    '真实性负责',
    ...Object.values(fields).slice(1)
  ])
    t.match(text, words)
  const [read] = await readOff(path)
  for (const words of ['我承诺对生产销售的食用农产品', '茶鲜叶', '000-12345678', '2026-04-05', '自我检测、自我承诺'])
    t.match(read, words)
  t.match((await clerk.get(`/desk/certificates/new?lot=${leaf}/L2`)).html, 'value="000-12345678"')
  t.equal((await stranger.get(path)).status, 403)
  const { rows } = await service.pool.query('select * from core_own.conformity_certificate')
  t.notMatch(JSON.stringify(rows), '000-12345678')
  t.notMatch(Buffer.from(rows[0].sealed).toString('latin1'), '000-12345678')
})
