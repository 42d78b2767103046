/** A page that its reader's own browser checks: on the real network, in a real browser. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import type { BrowserContextOptions, Page } from 'playwright-core'
import t from 'tap'
import { until } from '../../network/wait.js'
import { checkScript } from '../../src/core/web/script.js'
import { garden, grams, lotOf, packOf, plot, Season, toOutlet } from '../http/season.js'
import { openBrowser } from '../support/chromium.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'

const MOST_BYTES = 60_000

const season = await Season.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(600_000)
await season.live()
const browser = await openBrowser()
t.teardown(() => browser.close())

const { gtin } = lotOf('pack', 'P1')
const SOLD = `/01/${gtin}/10/P1/21/SOLD000000`
const PROOF = '**/proof'

/** A page of the service as a phone shows it. `breaches` is what its policy forbade, and what failed in its script. */
async function opened(path: string, prepare?: (page: Page) => Promise<unknown>, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options })
  t.teardown(() => context.close())
  const page = await context.newPage()
  const breaches: string[] = []
  const asked: string[] = []
  page.on('console', message => void (message.type() === 'error' && breaches.push(message.text())))
  page.on('pageerror', error => void breaches.push(error.message))
  page.on('request', request => void asked.push(request.url()))
  await prepare?.(page)
  await page.goto(service.url + path)
  return { page, breaches, asked }
}

/** What the page says once it has been asked to check itself. */
async function checked(page: Page): Promise<string> {
  await page.getByRole('button', { name: '开始核验' }).click()
  return page.locator('[role=status] .verdict').innerText()
}

const standings = (page: Page) => page.locator('[data-event] + .standing').allTextContents()
const hashes = (page: Page) => page.locator('[data-hash-of] + .standing')

/** Has the answer's text come to the browser as `change` makes it. */
const onTheWay = (pattern: string, change: (text: string) => string) => (page: Page) =>
  page.route(pattern, async route => {
    const response = await route.fetch()
    const before = await response.text()
    const body = change(before)
    if (body === before) throw new Error(`nothing of ${route.request().url()} was changed`)
    const { 'content-encoding': _, ...headers } = response.headers()
    await route.fulfill({ response, headers, body })
  })

t.test('an honest page is checked in its reader’s browser, which asks nobody else', async t => {
  const { page, breaches, asked } = await opened(SOLD)
  const verdict = await checked(page)
  t.match(verdict, '核验通过')
  t.match(verdict, `核验对象：${gtin} SOLD000000，`)
  t.match(verdict, /3 家机构的节点各自签名背书：\w+、\w+、\w+。/)
  t.match(verdict, /此后有没有新的记录/)
  const places = await page.locator('[data-event]').count()
  t.ok(places >= 7, `${places} entries`)
  t.match(verdict, `本页逐条列出的 ${places} 条记录都在账本上`)
  t.same(await standings(page), Array(places).fill('✓ 已核验 checked'))
  t.equal(await hashes(page).count(), places)
  t.match(verdict, `本页列出的 ${places} 个事件指纹，正是各机构背书的那些`)
  const grower = page.locator('details.hashes').first()
  await grower.locator('summary').click()
  t.match(
    await grower.locator('li').first().innerText(),
    /采摘.*\n.*ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0 ✓ 已核验/s
  )
  t.same(breaches, [])
  t.same(
    asked.filter(url => !url.startsWith(service.url)),
    []
  )
})

t.test('checked twice, it says it once', async t => {
  const { page } = await opened(SOLD)
  await checked(page)
  t.match(await checked(page), '核验通过')
  t.ok((await page.locator('.standing').count()) > 7)
  t.equal(await page.locator('.standing + .standing').count(), 0)
  t.equal(await page.locator('.verdict').count(), 1)
})

t.test('a lot is checked too, with the entries that are folded away', async t => {
  const { page, breaches } = await opened(`/01/${gtin}/10/P1`)
  t.match(await checked(page), `核验对象：${gtin} P1，`)
  t.ok((await standings(page)).every(text => text.startsWith('✓')))
  t.same(breaches, [])
})

t.test('a correction, which bears the id of what it corrects, is checked beside it', async t => {
  const { grower } = season.authors
  const event = randomUUID()
  const picked = events.harvest({ id: event, base: garden, plot, goods: grams('leaf', 'FIXED', 1000) })
  const fixed = { event, place: garden, goods: grams('leaf', 'FIXED', 900) }
  await all([service.send(grower.capture(picked))])
  await all([service.send(grower.capture(events.correcting(fixed)))])
  const { page } = await opened(`/01/${lotOf('leaf', 'FIXED').gtin}/10/FIXED`)
  t.match(await checked(page), '核验通过')
  t.same(await standings(page), ['✓ 已核验 checked', '✓ 已核验 checked'])
})

t.test('a proof changed by one bit on its way is refused, whichever part of it', async t => {
  const flipped = (part: string) => (text: string) => {
    const bytes = Buffer.from(text)
    let at = bytes.indexOf(part) + part.length + 10
    // What is no base64url any more would be refused for its form alone.
    while (!/[A-Za-z0-9]/.test(String.fromCharCode(bytes[at]! ^ 1))) at += 1
    bytes[at]! ^= 1
    return bytes.toString()
  }
  const parts = {
    '"configuration":"': /另一个账本/,
    '"payload":"': /检查点|背书/,
    '"endorser":"': /背书/,
    '"signature":"': /背书/,
    '"path":["': /与账本上的不一样|残缺/,
    '"time":"': /与账本上的不一样|残缺/
  }
  for (const [part, what] of Object.entries(parts)) {
    const { page } = await opened(SOLD, onTheWay(PROOF, flipped(part)))
    const verdict = await checked(page)
    t.match(verdict, '核验不通过', part)
    t.match(verdict, what, part)
    t.notMatch(verdict, '核验通过', part)
    t.same(await standings(page), [], part)
  }
})

t.test('another pack’s proof, and another ledger’s, are refused', async t => {
  const other = await (await fetch(`${service.url}/api/trace/provenance/${gtin}/STOCK00001/proof`)).text()
  const swapped = await opened(
    SOLD,
    onTheWay(PROOF, () => other)
  )
  t.match(await checked(swapped.page), '证明说的不是这一件产品')
  const elsewhere = await opened(
    SOLD,
    onTheWay('**/01/**', html => html.replaceAll(service.ledger, '0'.repeat(64)))
  )
  t.match(await checked(elsewhere.page), '证明属于另一个账本')
})

t.test('what the page shows otherwise than the ledger has it is marked', async t => {
  const otherDay = await opened(
    SOLD,
    onTheWay('**/01/**', html => html.replace(/(?<=<h3>零售.*?<time>\d+年\d+月)\d+日/s, '29日'))
  )
  t.match(await checked(otherDay.page), /本页与它不符.*1 条记录的种类或日期与证明不符/s)
  t.same(
    (await standings(otherDay.page)).filter(text => !text.startsWith('✓')),
    ['✗ 与证明不符 differs from the proof']
  )
  const invented = await opened(
    SOLD,
    onTheWay('**/01/**', html => html.replace(/data-event="[^"]+"/, 'data-event="urn:uuid:invented"'))
  )
  t.match(await checked(invented.page), /本页与它不符.*1 条记录在证明中找不到.*证明中另有 1 条记录/s)
  t.equal((await standings(invented.page)).filter(text => text.startsWith('✗ 证明中没有这一条')).length, 1)
  const otherHash = await opened(
    SOLD,
    onTheWay('**/01/**', html => html.replace(/(?<=data-hash-of="[^"]+">ni:\/\/\/sha-256;)[0-9a-f]{8}/, '00000000'))
  )
  t.match(await checked(otherHash.page), /本页与它不符.*1 个事件指纹与证明不符/s)
  t.match((await hashes(otherHash.page).allTextContents())[0], '✗ 与证明不符')
})

t.test('while an organisation is away, the page says to try again; then it holds', async t => {
  const { supervisor } = service.network
  supervisor.kill('regulator-peer', 'SIGSTOP')
  t.teardown(() => supervisor.has('regulator-peer') && supervisor.kill('regulator-peer', 'SIGCONT'))
  const selling = events.selling({ place: toOutlet.place, packs: [packOf('STOCK00002')], time: events.at(31) })
  await all([season.does('supermarket', selling)])
  const { page } = await opened(`/01/${gtin}/21/STOCK00002`)
  t.match(await page.locator('main').innerText(), '已售出')
  t.match(await checked(page), /请过一分钟再试/)
  supervisor.kill('regulator-peer', 'SIGCONT')
  t.ok(await until('the proof is there', 60_000, async () => (await checked(page)).includes('核验通过') || undefined))
})

t.test('where the proof cannot be had, that is no reproach', async t => {
  const { page } = await opened(SOLD, page => page.route(PROOF, route => route.abort()))
  t.match(await checked(page), /没有取到证明.*这不说明记录有问题/s)
  t.ok(await page.getByRole('button', { name: '开始核验' }).isEnabled())
})

t.test('a browser of 2020 can do it', async t => {
  const { page, breaches } = await opened(SOLD, page =>
    page.addInitScript(() => {
      const newer = {
        Array: ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'with', 'group'],
        String: ['at', 'isWellFormed', 'toWellFormed']
      }
      for (const [name, methods] of Object.entries(newer))
        for (const method of methods)
          delete (globalThis as never as Record<string, { prototype: object }>)[name]!.prototype[method as never]
      delete (Object as Partial<typeof Object>).hasOwn
      delete (globalThis as Partial<typeof globalThis>).structuredClone
    })
  )
  t.match(await checked(page), '核验通过')
  t.same(breaches, [])
})

t.test('without a script there is no button, and the proof to take away', async t => {
  const { page } = await opened(SOLD, undefined, { javaScriptEnabled: false })
  t.notOk(await page.locator('.check button').isVisible())
  await page.getByText('不靠本站，自己核验').click()
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载证明文件' }).click()
  const file = await (await coming).path()
  const findings = await verifyProof(readFileSync(file, 'utf8'), service.ledger, proofCrypto)
  t.ok(findings.every(({ ok }) => ok))
  t.match(await page.locator('.check').innerText(), `--genesis ${service.ledger}`)
})

t.test('a script that is not the page’s own is not run', async t => {
  const { page, breaches } = await opened(
    SOLD,
    onTheWay('**/assets/*', code => `${code};document.title='altered'`)
  )
  await page.waitForLoadState('networkidle')
  t.match(breaches.join(), /integrity/)
  t.notMatch(await page.title(), 'altered')
  t.notOk(await page.locator('.check button').isVisible())
})

/** An answer as it goes over the line. */
const raw = (encoding: string) =>
  new Promise<{ headers: Record<string, unknown>; bytes: number }>((resolve, reject) => {
    get(service.url + checkScript.path, { headers: { 'accept-encoding': encoding } }, response => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => resolve({ headers: response.headers, bytes }))
    }).on('error', reject)
  })

t.test('the script is at most 60 KB on its way, and is kept for good', async t => {
  for (const encoding of ['br', 'gzip']) {
    const { headers, bytes } = await raw(encoding)
    t.match(headers, {
      'content-encoding': encoding,
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding'
    })
    t.ok(bytes > 0 && bytes <= MOST_BYTES, `${encoding}: ${bytes} bytes`)
  }
  const { headers, bytes } = await raw('identity')
  t.notOk(headers['content-encoding'])
  t.equal(bytes, checkScript.bodies.identity.length)
})
