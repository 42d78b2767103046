/** The consumer's page as phones have it: slow, without scripts, without cryptography; and the check code in a real browser. */
import { join } from 'node:path'
import type { BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import t from 'tap'
import { CheckCodes } from '../../src/core/identity/check-codes.js'
import { VaultKey } from '../../src/core/identity/vault-key.js'
import { Season } from '../http/season.js'
import { openBrowser } from '../support/chromium.js'
import { PRODUCTS } from '../support/world.js'

/** A phone on a slow 3G network (WebPageTest's “3G”), with a quarter of a desktop's processor. */
const SLOW = { offline: false, latency: 300, downloadThroughput: 200_000, uploadThroughput: 96_000 }
const CPU = { rate: 4 }
const MOST_BYTES = 100_000
const MOST_LCP_MS = 2500

const season = await Season.start({ SUYUAN_CHECKPOINT_SECONDS: '0', SUYUAN_REGION_HEADER: 'x-region' })
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(600_000)
await season.live()
const browser = await openBrowser()
t.teardown(() => browser.close())

const { gtin } = PRODUCTS.pack
const codes = new CheckCodes(VaultKey.at(join(service.network.topology.home, 'vault.key')))
const pathOf = (serial: string) => `/01/${gtin}/21/${serial}`

interface Opened {
  page: Page
  session: CDPSession
  /** What went wrong in the console, or was asked of others. */
  breaches: string[]
  /** Bytes on the line. */
  bytes: () => number
}

async function opened(
  path: string,
  options: BrowserContextOptions = {},
  prepare?: (page: Page, session: CDPSession) => Promise<unknown>
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options })
  t.teardown(() => context.close())
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const breaches: string[] = []
  page.on('console', message => void (message.type() === 'error' && breaches.push(message.text())))
  page.on('pageerror', error => void breaches.push(error.message))
  page.on('request', request => void (request.url().startsWith(service.url) || breaches.push(request.url())))
  let bytes = 0
  await session.send('Network.enable')
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await prepare?.(page, session)
  await page.goto(service.url + path, { waitUntil: 'networkidle' })
  return { page, session, breaches, bytes: () => bytes }
}

/** Types a check code and sends it. @returns what the page then says */
async function checkIn(page: Page, serial: string, code: string): Promise<string> {
  await page.goto(service.url + pathOf(serial))
  await page.getByLabel('校验码（8 位）').fill(code)
  await page.getByRole('button', { name: '查验' }).click()
  await page.waitForURL('**/check**')
  return page.locator('main').innerText()
}

t.test('with scripts off the whole page can be read, and says that this device cannot check it', async t => {
  const { page, breaches } = await opened(pathOf('SOLD000000'), { javaScriptEnabled: false })
  const text = await page.locator('main').innerText()
  for (const part of ['已售出', '净含量', '采摘', '包装赋码', '零售', '本机不能自行核验', '投诉']) t.match(text, part)
  t.ok(await page.getByRole('button', { name: '查验' }).isVisible())
  t.same(breaches, [])
})

t.test(
  'on a slow network and a slow phone it is there within two and a half seconds, and is less than 100 KB',
  async t => {
    const slow = async (page: Page, session: CDPSession) => {
      await session.send('Network.emulateNetworkConditions', SLOW)
      await session.send('Emulation.setCPUThrottlingRate', CPU)
      await page.addInitScript(() => {
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) (globalThis as unknown as { lcp: number }).lcp = entry.startTime
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      })
    }
    const { page, bytes, breaches } = await opened(pathOf('SOLD000000'), {}, slow)
    const lcp = await page.evaluate(() => (globalThis as unknown as { lcp: number }).lcp)
    t.comment(`LCP ${Math.round(lcp)} ms, ${bytes()} bytes`)
    t.ok(lcp > 0 && lcp < MOST_LCP_MS, `LCP after ${Math.round(lcp)} ms`)
    t.ok(bytes() > 5000 && bytes() <= MOST_BYTES, `${bytes()} bytes`)
    t.same(breaches, [])
  }
)

t.test('a browser without WebCrypto says that it cannot check, and ticks nothing', async t => {
  const bare = (page: Page) =>
    page.addInitScript(() => Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined }))
  const { page, breaches } = await opened(pathOf('SOLD000000'), {}, bare)
  t.match(await page.locator('.check [role=status]').innerText(), '本机不能自行核验')
  t.notOk(await page.getByRole('button', { name: '开始核验' }).isVisible())
  t.equal(await page.locator('.standing').count(), 0)
  t.notMatch(await page.locator('.check').innerText(), /[✓✔]|核验通过/)
  t.same(breaches, [])
  const able = await opened(pathOf('SOLD000000'))
  t.ok(await able.page.getByRole('button', { name: '开始核验' }).isVisible())
  t.notMatch(await able.page.locator('.check').innerText(), '本机不能自行核验')
})

for (const javaScriptEnabled of [true, false]) {
  t.test(`a check code is activated once, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async t => {
    const serial = javaScriptEnabled ? 'HOME000000' : 'HOME000001'
    const headers = { 'x-region': '440300' }
    const { page, breaches } = await opened('/', { javaScriptEnabled, extraHTTPHeaders: headers })
    const first = await checkIn(page, serial, codes.checkCodeOf(gtin, serial).toLowerCase())
    t.match(first, '首次查验')
    t.match(first, '广东')
    await page.reload()
    t.match(await page.locator('main').innerText(), '校验码相符，首次查验', 'to load it again counts nothing')
    const other = await opened('/', { javaScriptEnabled, extraHTTPHeaders: { 'x-region': '650100' } })
    const second = await checkIn(other.page, serial, codes.checkCodeOf(gtin, serial))
    t.match(second, /第 2 次查验/)
    t.match(second, '广东', 'where the first was')
    t.match(second, '属于正常')
    t.match(second, '可能有别的标签抄用了这个码')
    t.same([...breaches, ...other.breaches], [])
  })
}

t.test('a code of another pack, and of one that was never packed, are said as what they are', async t => {
  const { page } = await opened('/')
  const wrong = codes.checkCodeOf(gtin, 'another')
  t.match(await checkIn(page, 'HOME000002', wrong), '校验码与这件产品不符')
  t.equal(await page.getByLabel('校验码（8 位）').inputValue(), wrong)
  await page.goto(service.url + pathOf('NEVER00001'))
  t.match(await page.locator('main').innerText(), '这个追溯码从未登记')
})

t.test('a complaint is filed and followed at 360 px', async t => {
  const { page, breaches } = await opened(pathOf('SOLD000000'))
  await page.getByRole('link', { name: '投诉或反映问题' }).click()
  t.equal(await page.getByLabel('追溯码').inputValue(), `${gtin} SOLD000000`)
  await page.getByLabel('质量').check()
  await page.getByLabel('说说经过').fill('打开后有异味。')
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL('**/complaints/TS**')
  t.match(await page.locator('h1').innerText(), '已收到')
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  t.ok(width <= 360, `${width} px`)
  t.same(breaches, [])
})
