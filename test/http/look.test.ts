/** Pages for everybody, in a real browser on the real network: for every eye and hand, from one origin, and light. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import t from 'tap'
import { graveFindings, overflowOf, smallTargets } from '../support/accessibility.js'
import { openBrowser } from '../support/chromium.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { bench, bureau, CASES, garden, lotOf, Season } from './season.js'

const MOST_BYTES = 100_000
const MOST_LCP = 2500

const season = await Season.start({ SUYUAN_ICP: '粤ICP备00000000号', SUYUAN_CHAIN_FILING: '粤网信备00000000' })
const { service } = season
t.setTimeout(600_000)
t.teardown(() => service.stop())
await season.live()
const browser = await openBrowser()
t.teardown(() => browser.close())

const { gtin } = lotOf('pack', 'P1')
const SOLD = `/01/${gtin}/10/P1/21/SOLD000000`
const RECALLED = `/01/${gtin}/21/STALE00001`

await all([season.does('laboratory', events.testing({ place: bench, lots: [lotOf('pack', 'P1')], conforms: true }))])
await all([
  season.does(
    'inspector',
    events.recalling({
      place: bureau,
      lots: [lotOf('pack', 'P2')],
      number: 'ZH-1',
      class: 'I',
      reason: '演示：农残超标'
    })
  )
])

const PAGES = {
  landing: '/',
  pack: SOLD,
  recalled: RECALLED,
  travelling: `/01/${gtin}/21/TRAVEL0001`,
  lot: `/01/${gtin}/10/P1`,
  case: `/00/${CASES.sold}`,
  place: `/414/${garden}`,
  unknown: `/01/${gtin}/21/NEVER`,
  mistyped: '/go?code=what'
}

async function opened(path: string, options: BrowserContextOptions = {}, prepare?: (page: Page) => Promise<unknown>) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options })
  t.teardown(() => context.close())
  const page = await context.newPage()
  const breaches: string[] = []
  page.on('console', message => void (message.type() === 'error' && breaches.push(message.text())))
  page.on('pageerror', error => void breaches.push(error.message))
  page.on('request', request => void (request.url().startsWith(service.url) || breaches.push(request.url())))
  await prepare?.(page)
  const answer = await page.goto(service.url + path)
  return { page, breaches, answer: answer! }
}

t.test('no page has a grave fault, a target too small or a line cut off, in light or dark', async t => {
  for (const [name, path] of Object.entries(PAGES))
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, breaches, answer } = await opened(path, { colorScheme })
      const is = `${name} ${colorScheme}`
      t.same(await graveFindings(page), [], is)
      t.same(await smallTargets(page), [], is)
      t.equal(await overflowOf(page), 0, is)
      // A browser tells of 400 and 404 by itself.
      if (answer.ok()) t.same(breaches, [], is)
      t.ok((await answer.body()).length <= MOST_BYTES, is)
    }
})

t.test('at twice the size nothing is cut off', async t => {
  for (const [name, path] of Object.entries(PAGES)) {
    const { page } = await opened(path, { viewport: { width: 640, height: 400 } })
    t.equal(await overflowOf(page), 0, name)
  }
})

t.test('a recall stands before all else, also for whoever hears the page', async t => {
  const { page } = await opened(RECALLED)
  const first = page.locator('main h1, main h2').first()
  t.match(await first.innerText(), '本产品已召回，请勿食用')
  t.ok((await first.boundingBox())!.y < 200)
})

t.test('a pack shows its way on a map of lines and dots, and the same in words', async t => {
  const { page } = await opened(SOLD)
  t.match(await page.getByRole('img', { name: '路线示意图' }).textContent(), /outlet/)
  t.match(await page.locator('.map').textContent(), /向西南约 170 公里/)
  t.equal(await page.locator('.map path[class=road]').count(), 1)
  const { page: travelling } = await opened(PAGES.travelling)
  t.match(await travelling.locator('.map').textContent(), /尚未到达/)
  t.equal(await travelling.locator('.map .open').count(), 1)
})

t.test('what was picked, what laboratories found, who signed and when: all of it is said', async t => {
  const { page } = await opened(SOLD)
  const text = await page.locator('main').innerText()
  for (const part of [
    '采摘日期',
    '一芽二叶',
    '12 户',
    '贮存',
    '还有',
    'GB 2763-2026',
    '谁签了名',
    '设备密钥签名',
    '录入'
  ])
    t.match(text, part)
  t.match(await page.locator('#tests').innerText(), /联苯菊酯\s+ND mg\/kg\s+5\s+合格/)
  t.match(
    await page.locator('a[href^="/complaints/new"]').getAttribute('href'),
    `/complaints/new?code=${gtin}%20SOLD000000`
  )
  t.equal(await page.getByRole('link', { name: /12315/ }).getAttribute('href'), 'tel:12315')
})

t.test('a page is shared by what the device has; without a script nothing promises it', async t => {
  const { page } = await opened(SOLD, {}, page =>
    page.addInitScript('navigator.share = async what => { globalThis.shared = what }')
  )
  await page.getByRole('button', { name: /分享/ }).click()
  t.equal(await page.evaluate('shared.url'), service.url + SOLD)
  const { page: plain } = await opened(SOLD, { javaScriptEnabled: false })
  t.notOk(await plain.locator('.share').isVisible())
  t.match(await plain.locator('main').innerText(), '从茶园到柜台')
})

t.test('the operator’s filings stand below every page', async t => {
  for (const path of Object.values(PAGES)) {
    const { page } = await opened(path)
    t.match(await page.locator('footer').innerText(), /粤ICP备00000000号.*粤网信备00000000/s)
  }
})

t.test('the landing page leads to the code, to the desk and to supervision', async t => {
  const { page } = await opened('/')
  for (const [name, path] of [
    ['进入工作台', '/desk'],
    ['进入监管', '/audit']
  ] as const)
    t.equal(await page.getByRole('link', { name }).getAttribute('href'), path)
  await page.getByLabel('追溯码').fill(`${gtin} SOLD000000`)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/21/SOLD000000`)
  t.match(await page.locator('main').innerText(), '已售出')
})

t.test('over a phone’s slow network the largest part of a page is there within 2.5 s', async t => {
  const { page } = await opened('/', {}, async page => {
    const session = await page.context().newCDPSession(page)
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: (750 * 1024) / 8,
      uploadThroughput: (250 * 1024) / 8
    })
  })
  await page.goto(service.url + SOLD)
  const lcp = await page.evaluate<number>(
    `new Promise(resolve => new PerformanceObserver(list => resolve(list.getEntries().at(-1).startTime))
      .observe({ type: 'largest-contentful-paint', buffered: true }))`
  )
  t.ok(lcp < MOST_LCP, `${lcp} ms`)
})

t.test('on paper a page is ink on white, without what can only be tapped', async t => {
  const { page } = await opened(SOLD, { colorScheme: 'dark' })
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  t.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)')
  t.notOk(await page.getByRole('button').first().isVisible())
  t.ok(await page.getByText('从茶园到柜台').isVisible())
})
