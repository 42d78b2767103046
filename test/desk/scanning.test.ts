/** Codes before a camera: rotated, blurred, one after another, read in a real browser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toSVG } from 'bwip-js/node'
import type { Browser } from 'playwright-core'
import t from 'tap'
import { until } from '../../network/wait.js'
import type { Scanned } from '../../src/core/web/browser/scanning/scanned.js'
import { scanningScript } from '../../src/core/web/script.js'
import { CASES, garden, outlet, Season, shipmentOf, toOutlet } from '../http/season.js'
import { openBrowser } from '../support/chromium.js'
import { gtin, sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { PARTIES, PRODUCTS } from '../support/world.js'
import { Clerk } from './desk.js'
import { enrolledPhone, stateOf } from './operator.js'

// biome-ignore lint/suspicious/noExplicitAny: what runs in the page has types that Node does not know
type Anything = any

const season = await Season.start()
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(300_000)
await season.live()
const clerk = await Clerk.of(service, { party: PARTIES.grower.uscc, roles: ['packer'] })
const folder = mkdtempSync(join(tmpdir(), 'suyuan-camera-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

interface Shown {
  bcid: string
  text: string
  expected: Omit<Scanned, 'text'>
}

const SORTS: ((n: number) => Shown)[] = [
  n => ({
    bcid: 'qrcode',
    text: `https://trace.example/01/${gtin(n)}/10/P2026-${n}/21/ABCDEF${n}XYZ`,
    expected: { gtin: gtin(n), lot: `P2026-${n}`, serial: `ABCDEF${n}XYZ` }
  }),
  n => ({
    bcid: 'gs1datamatrix',
    text: `(01)${gtin(n)}(10)P2026-${n}(21)ABCDEF${n}`,
    expected: { gtin: gtin(n), lot: `P2026-${n}`, serial: `ABCDEF${n}` }
  }),
  n => ({
    bcid: 'gs1qrcode',
    text: `(01)${gtin(n)}(10)P2026-${n}(21)ABCDEF${n}`,
    expected: { gtin: gtin(n), lot: `P2026-${n}`, serial: `ABCDEF${n}` }
  }),
  n => ({ bcid: 'gs1-128', text: `(00)${sscc(n)}`, expected: { sscc: sscc(n) } })
]
const COUNT = 40
const shown = Array.from({ length: COUNT }, (_, i) => SORTS[i % SORTS.length]!(700 + i))
/** Frames of a code, at thirty a second. */
const FRAMES = 27
const SIZE = { width: 640, height: 480 }

/** Pictures of the codes as a hand holds them before a phone: askew, not quite sharp, more or less near, in bad light. */
async function pictures(browser: Browser): Promise<Buffer[]> {
  const page = await browser.newPage()
  const codes = shown.map(({ bcid, text }, i) => ({
    svg: toSVG({
      bcid,
      text,
      scale: 2,
      ...(bcid === 'gs1-128' && { height: 18 }),
      padding: 8,
      backgroundcolor: 'ffffff'
    }),
    // Bars are read across, and so are held that way; squares come any way up.
    angle: bcid === 'gs1-128' ? ((i * 7) % 25) - 12 : (i * 37) % 360,
    blur: (i % 4) * 0.4,
    width: bcid === 'gs1-128' ? 460 : 190 + ((i * 13) % 100),
    light: 0.75 + (i % 3) * 0.1
  }))
  const drawn: string[] = await page.evaluate(DRAW, { codes, size: SIZE })
  await page.close()
  return drawn.map(url => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))
}

// Runs in the page, whose types are not those of Node.
const DRAW = async ({ codes, size }: Anything): Promise<string[]> => {
  const { document, Image } = globalThis as Anything
  const urls: string[] = []
  for (const { svg, angle, blur, width, light } of codes) {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, size)
    const context = canvas.getContext('2d')
    const picture = new Image()
    picture.src = `data:image/svg+xml;base64,${btoa(svg)}`
    await picture.decode()
    context.fillStyle = '#b8b2a4'
    context.fillRect(0, 0, size.width, size.height)
    context.translate(size.width / 2 + (angle % 17), size.height / 2 - (angle % 13))
    context.rotate((angle * Math.PI) / 180)
    context.filter = `blur(${blur}px) brightness(${light})`
    const height = (width * picture.naturalHeight) / picture.naturalWidth
    context.drawImage(picture, -width / 2, -height / 2, width, height)
    urls.push(canvas.toDataURL('image/jpeg', 0.85))
  }
  return urls
}

const film = join(folder, 'codes.mjpeg')
const artist = await openBrowser()
const frames = await pictures(artist)
await artist.close()
writeFileSync(film, Buffer.concat(frames.flatMap(frame => Array<Buffer>(FRAMES).fill(frame))))

/** What has a browser see a film by its camera, over and over. */
const camera = (film: string) => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`
]
const browser = await openBrowser(...camera(film))
t.teardown(() => browser.close())

async function desk(path = '/desk/labels', who = clerk) {
  const context = await browser.newContext({ permissions: ['camera'], viewport: { width: 360, height: 740 } })
  t.teardown(() => context.close())
  const [name, value] = who.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: service.url }])
  const page = await context.newPage()
  const breaches: string[] = []
  const asked: string[] = []
  page.on('console', message => void (message.type() === 'error' && breaches.push(message.text())))
  page.on('pageerror', error => void breaches.push(error.message))
  page.on('request', request => void asked.push(request.url()))
  await page.goto(service.url + path)
  return { page, breaches, asked }
}

t.test(
  'of codes of four sorts, rotated and blurred, at least 95 of a hundred are read, each as what it is',
  async t => {
    const { page, breaches, asked } = await desk()
    t.notOk(
      asked.some(url => url.endsWith('.wasm')),
      'the reader is not loaded before it is wanted'
    )
    await page.evaluate(async path => {
      const global = globalThis as Anything
      global.found = []
      const host = global.document.createElement('div')
      global.document.body.append(host)
      const { openScanner } = await import(path)
      global.scanner = await openScanner(host, (scanned: unknown) => global.found.push(scanned))
    }, scanningScript.path)
    const seconds = (COUNT * FRAMES) / 30
    // The film begins again when it ends: a busy machine, which misses pictures, sees them another time.
    await page
      .waitForFunction(count => (globalThis as Anything).found.length >= count, COUNT, {
        timeout: (3 * seconds + 15) * 1000
      })
      .catch(() => {})
    const found: Scanned[] = await page.evaluate(() => (globalThis as Anything).found)
    await page.evaluate(() => (globalThis as Anything).scanner.close())
    const read = shown.filter(({ expected }) =>
      found.some(
        ({ text: _, ...keys }) =>
          JSON.stringify(Object.entries(keys).sort()) === JSON.stringify(Object.entries(expected).sort())
      )
    )
    t.ok(read.length >= COUNT * 0.95, `${read.length} of ${COUNT}`)
    const wrong = found.filter(
      ({ text: _, ...keys }) =>
        !shown.some(
          ({ expected }) =>
            JSON.stringify(Object.entries(keys).sort()) === JSON.stringify(Object.entries(expected).sort())
        )
    )
    t.same(wrong, [], 'and none as what it is not')
    t.same(breaches, [])
    t.same(
      asked.filter(url => !url.startsWith(service.url) && !url.startsWith('data:')),
      []
    )
    t.ok(asked.some(url => /\/assets\/reader-[0-9a-f]{16}\.wasm$/.test(url)))
    t.equal(await page.evaluate(() => (globalThis as Anything).document.querySelectorAll('video').length), 0)
  }
)

t.test('the button beside a field scans into it, and the form goes off', async t => {
  const { page, breaches } = await desk()
  await page.getByRole('button', { name: '扫码' }).click()
  await page.waitForURL(/\/desk\/labels\/find\?code=/, { timeout: 60_000 })
  t.match(await page.locator('input#code').inputValue(), /\d{14}|\d{18}/)
  t.match(await page.locator('main').innerText(), '本单位没有印过这个码')
  t.same(
    breaches.filter(text => !/404/.test(text)),
    []
  )
})

t.test('a field of a form with more to fill in takes the code and stays', async t => {
  const officer = await Clerk.of(service, { party: PARTIES.inspector.uscc, roles: ['regulator'] })
  const { page, breaches } = await desk('/audit/inspections/new', officer)
  await page.locator('#field-words').fill('袋口破损')
  await page.getByRole('button', { name: '扫码' }).click()
  await until('the code is in the field', 60_000, async () =>
    /\d{14}|\d{18}/.test(await page.locator('#field-goods').inputValue()) ? true : undefined
  )
  t.match(new URL(page.url()).pathname, '/audit/inspections/new')
  t.equal(await page.locator('#field-words').inputValue(), '袋口破损')
  t.same(breaches, [])
})

t.test('where the camera is refused, it says so, and what was typed stays', async t => {
  const { page } = await desk()
  await page.evaluate(() => {
    ;(globalThis as Anything).navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.locator('input#code').fill('TYPED')
  await page.getByRole('button', { name: '扫码' }).click()
  await page.getByText('打不开相机').waitFor()
  t.equal(await page.locator('input#code').inputValue(), 'TYPED')
})

/** A case's label as the service prints it, before a camera. @returns the film's path */
async function filmOf(sscc: string): Promise<string> {
  await clerk.send('/desk/labels/recorded', { recorded: `${PRODUCTS.pack.gtin}/P1` })
  const { path: found } = await clerk.get(`/desk/labels/find?code=${sscc}`)
  const run = found.split('#')[0]!
  const { path } = await clerk.send(`${run}/prints`, { layout: 'square', first: '1', last: '4', reason: '看' })
  const context = await browser.newContext({ deviceScaleFactor: 2 })
  const [name, value] = clerk.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: service.url }])
  const page = await context.newPage()
  await page.goto(service.url + path)
  const label = await page.locator('.label').filter({ hasText: sscc }).screenshot({ type: 'jpeg', quality: 90 })
  await context.close()
  const film = join(folder, 'label.mjpeg')
  writeFileSync(film, Buffer.concat(Array<Buffer>(FRAMES).fill(label)))
  return film
}

t.test('a printed case label is scanned in the app, and all that is in the case is taken in', async t => {
  const ship = { from: garden, to: toOutlet, shipment: shipmentOf('S3'), cases: [CASES.home], time: events.at(12) }
  await all([season.does('grower', events.shipping(ship))])
  const phone = await enrolledPhone(service, 'supermarket', ...camera(await filmOf(CASES.travelling)))
  t.teardown(() => phone.close())
  const page = await phone.tab('/desk#/log/receiving')
  const chosen = (name: string) =>
    page.locator(`[name=${name}]:checked`).evaluateAll(all => all.map(one => (one as Anything).value))
  await page.locator('form.card').waitFor()
  t.same(await chosen('cases'), [CASES.home], 'the newest shipment is before him')
  await page.getByRole('button', { name: '扫码' }).click()
  await page.getByText(`已读到 …${CASES.travelling.slice(-6)}`).waitFor({ timeout: 60_000 })
  t.same(await chosen('shipment'), [`${garden}:S2`], 'it is the scanned case’s')
  t.same(await chosen('cases'), [CASES.travelling])
  await page.getByRole('button', { name: '关闭相机' }).click()
  await page.getByRole('button', { name: '保存' }).click()
  await stateOf(page, 'recorded')
  const { rows } = await service.pool.query(
    `select u.place, u.shipment, s.status, (select count(*)::int from trace.pack p where p.sscc = u.sscc) as packs
     from trace.logistic_unit u, trace.shipment s where u.sscc = $1 and s.id = $2`,
    [CASES.travelling, `${garden}:S2`]
  )
  t.same(rows, [{ place: outlet, shipment: null, status: 'received', packs: 5 }])
  const { rows: stocks } = await service.pool.query(`select held from trace.stock where place = $1 and lot = 'P1'`, [
    outlet
  ])
  t.same(stocks, [{ held: 14 }], 'ten were there, of which one is sold; five came')
})
