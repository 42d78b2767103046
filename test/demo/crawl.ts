/** The programme's pages of the demonstration as people have them: on a phone, without a script, by keyboard. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Test } from 'tap'
import { listPath, type Place } from '../../src/core/matters/views.js'
import { modules } from '../../src/modules/index.js'
import { graveFindings, overflowOf, smallTargets } from '../support/accessibility.js'

const PHONE = { width: 360, height: 740 }

/** Lists of a place: of each kind of matters that stands there, and what modules have there beside them. */
const listsOf = (place: Place): string[] =>
  modules.flatMap(({ name, matters = [], doors = [] }) => [
    ...doors.filter(door => door.place === place).map(({ path }) => path),
    ...matters.filter(({ shown }) => shown.includes(place)).map(face => listPath(place, { ...face, module: name }))
  ])

/** What programs would say, and people should not read. */
const RAW = /undefined|\[object |NaN|Invalid Date|\{[a-z]+\}/
/** What names something begins in Chinese: figures and signs may go before. */
const NAMING = 'h1, h2, h3, label, legend, summary, button, th, dt'
const FOREIGN = `[...document.querySelectorAll('main')].flatMap(main => [...main.querySelectorAll(${JSON.stringify(NAMING)})])
  .map(element => element.innerText.trim())
  .filter(text => text !== '' && !/^[^A-Za-z]*[\\u4e00-\\u9fff]/.test(text) && /[A-Za-z]/.test(text))`
/** A list or table without an entry, and without a word that there is none. */
const SILENT = `[...document.querySelectorAll('main ul.rows:empty, main ol.rows:empty, main tbody:empty')]
  .filter(list => !list.closest('section, main').querySelector('.empty, .note'))
  .map(list => list.outerHTML.slice(0, 80))`

/** What is wrong with a page, to whoever reads or touches it. @param script without it, axe cannot be asked */
export async function faultsOf(page: Page, script = true): Promise<string[]> {
  await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true')
  const text = await page.locator('main').innerText()
  const raw = RAW.exec(text)
  return [
    ...(script ? await graveFindings(page) : []),
    ...(await smallTargets(page)),
    ...((await overflowOf(page)) > 0 ? ['wider than the phone'] : []),
    ...(raw ? [`says ${text.slice(Math.max(0, raw.index - 30), raw.index + 30)}`] : []),
    ...(await page.evaluate<string[]>(FOREIGN)).map(text => `not Chinese first: ${text}`),
    ...(await page.evaluate<string[]>(SILENT)).map(list => `silent: ${list}`)
  ]
}

/** Somebody with a phone; nobody in particular without a cookie. */
export async function phoneOf(browser: Browser, url: string, cookie?: string, script = true): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: script })
  const [name, value] = cookie?.split('=') ?? []
  if (name && value) await context.addCookies([{ name, value, url }])
  return context
}

/** Opens a page, and says what is wrong with it. @returns the page's links to elsewhere on the site */
async function looked(t: Test, page: Page, url: string, path: string): Promise<string[]> {
  const answer = await page.goto(url + path)
  t.equal(answer?.status(), 200, path)
  t.same(await faultsOf(page), [], path)
  const links = await page.locator('main a[href^="/"]').evaluateAll(all => all.map(link => link.getAttribute('href')!))
  return links
}

/** Every list of a place, the first matter of each, and the forms that open one. */
export async function crawled(t: Test, page: Page, url: string, place: Place): Promise<void> {
  await looked(t, page, url, place === 'board' ? '/board' : `/${place}/programme`)
  for (const list of listsOf(place)) {
    const links = await looked(t, page, url, list)
    const own = links.filter(link => link.startsWith(`${list}/`) && !link.includes('?'))
    const isForm = (link: string) => link.startsWith(`${list}/new/`)
    const [first] = own.filter(link => !isForm(link) && link.split('/').length === list.split('/').length + 1)
    for (const link of [...(first ? [first] : []), ...own.filter(isForm)]) await looked(t, page, url, link)
  }
}

/** What the keyboard comes to within the page's own part, by Tab alone: names or texts, each once. */
export async function tabbed(page: Page): Promise<string[]> {
  const name = `(element => element?.closest('main') && (element.name || element.innerText))(document.activeElement)`
  const stops: string[] = []
  await page.locator('#main').focus()
  for (;;) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate<string | false | null>(name)
    if (!stop) return stops
    // A date has several parts.
    if (stop !== stops.at(-1)) stops.push(stop)
  }
}

const TABBABLE = `[...document.querySelectorAll('main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary')]
  .filter(element => element.getClientRects().length > 0)
  .map(element => element.name || element.innerText)`

/** The same as it should be: in the order in which it is read, choices as one. */
export const readable = async (page: Page): Promise<string[]> => {
  const names = await page.evaluate<string[]>(TABBABLE)
  return names.filter((name, index) => name !== names[index - 1])
}
