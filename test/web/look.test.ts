/** Pages of those who log in, made of everything that pages are made of: in a real browser, without a network. */
import Fastify from 'fastify'
import type { Page } from 'playwright-core'
import { h } from 'preact'
import t from 'tap'
import type { Person, PersonRole } from '../../src/core/identity/person.js'
import { AREAS, type Area } from '../../src/core/web/app-areas.js'
import { sendAppPage } from '../../src/core/web/app-page.js'
import { installHeaders } from '../../src/core/web/headers.js'
import { scriptRoutes } from '../../src/core/web/script.js'
import { graveFindings, overflowOf, smallTargets } from '../support/accessibility.js'
import { openBrowser } from '../support/chromium.js'
import { SamplePage } from '../support/sample-page.js'

const person = (...roles: PersonRole[]): Person => ({
  account: 'a1',
  name: '演示·操作员',
  party: '91441621DEM000014P',
  organisation: 'BaseMSP',
  roles,
  session: 's1',
  provenAt: new Date()
})
const EVERYTHING = person('operator', 'regulator', 'administrator')
const SECTIONS = { desk: 'home', audit: 'search', account: 'account' } as const

const app = Fastify()
installHeaders(app, false)
await app.register(scriptRoutes)
for (const area of ['desk', 'audit', 'account'] as const)
  app.get(`/${area}`, (request, reply) => {
    const { role, nobody } = request.query as { role?: PersonRole; nobody?: string }
    const who = nobody ? null : role ? person(role) : EVERYTHING
    const title = '样张'
    return sendAppPage(reply, { title, area, section: SECTIONS[area], person: who, children: h(SamplePage, {}) })
  })
const url = await app.listen({ port: 0 })
const browser = await openBrowser()
t.setTimeout(300_000)
t.teardown(async () => {
  await browser.close()
  await app.close()
})

interface Opening {
  width?: number
  scheme?: 'light' | 'dark'
  script?: boolean
}

async function opened(path: string, { width = 360, scheme = 'light', script = true }: Opening = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 740 },
    colorScheme: scheme,
    javaScriptEnabled: script
  })
  t.teardown(() => context.close())
  const page = await context.newPage()
  const breaches: string[] = []
  page.on('console', message => void (message.type() === 'error' && breaches.push(message.text())))
  page.on('request', request => void (request.url().startsWith(url) || breaches.push(request.url())))
  await page.goto(url + path)
  return { page, breaches }
}

const names = (page: Page, nav: string) => page.locator(`nav${nav} a`).allInnerTexts()

t.test('a page of all that there is has no grave fault, in light and dark, on a phone and on a desk', async t => {
  for (const scheme of ['light', 'dark'] as const)
    for (const width of [360, 1280]) {
      const { page, breaches } = await opened('/desk', { scheme, width })
      t.same(await graveFindings(page), [], `${scheme} ${width}`)
      t.same(await smallTargets(page), [], `${scheme} ${width}`)
      t.same(breaches, [], `${scheme} ${width}`)
    }
})

t.test('nothing is cut off on a narrow phone, nor at twice the size', async t => {
  for (const width of [320, 360, 640]) {
    const { page } = await opened('/audit', { width })
    t.equal(await overflowOf(page), 0, `${width}`)
  }
})

t.test('on a phone the navigation is at the thumb, on a desk at the top', async t => {
  const place = async (width: number) => {
    const { page } = await opened('/desk', { width })
    return (await page.locator('.sections').boundingBox())!
  }
  const phone = await place(360)
  t.equal(Math.round(phone.y + phone.height), 740)
  t.ok((await place(1280)).y < 100)
})

t.test('each sees what is for his roles, and which page he is on', async t => {
  const seen = async (area: Area, query = '') => {
    const { page } = await opened(`/${area}${query}`, { width: 1280 })
    return { areas: await names(page, '.areas'), sections: await names(page, '.sections') }
  }
  t.equal((await seen('desk')).sections.length, AREAS.desk.sections.length)
  const carrier = await seen('desk', '?role=carrier')
  t.match(carrier.sections.join(), '首页')
  t.notMatch(carrier.sections.join(), /称重|合格证/)
  t.notMatch(carrier.areas.join(), '监管')
  const regulator = await seen('audit', '?role=regulator')
  t.match(regulator.areas.join(), '监管')
  t.notMatch(regulator.areas.join(), '工作台')
  t.equal((await seen('account', '?role=carrier')).sections.length, 2)
  const { page } = await opened('/desk', { width: 1280 })
  t.match(await page.locator('.sections [aria-current=page]').innerText(), '首页')
})

t.test('whoever moves by keyboard comes to the content first, and out by the last button', async t => {
  const { page } = await opened('/desk')
  await page.keyboard.press('Tab')
  t.match(await page.locator(':focus').innerText(), '跳到正文')
  await page.keyboard.press('Enter')
  t.equal(await page.locator(':focus').getAttribute('id'), 'main')
  t.equal(await page.locator('form[action="/account/logout"] button').count(), 1)
})

t.test('who is not logged in has a page without navigation, that nobody keeps; the desk’s shell has one', async t => {
  const answer = await fetch(`${url}/account?nobody=1`)
  t.equal(answer.headers.get('cache-control'), 'no-store')
  const { page } = await opened('/account?nobody=1', { script: false })
  t.equal(await page.locator('.sections').count(), 0)
  const { page: shell } = await opened('/desk?nobody=1')
  t.equal(await shell.locator('.sections a').count(), AREAS.desk.sections.length)
  t.equal(await shell.locator('.who').count(), 0)
  t.equal(await page.locator('h1').innerText(), '样张\nSample')
})
