/** The demonstration's programme in a real browser: what the landing page leads to, every page, the forms. */
import type { Browser, Page } from 'playwright-core'
import type { Test } from 'tap'
import { openBrowser } from '../support/chromium.js'
import { crawled, faultsOf, phoneOf, readable, tabbed } from './crawl.js'
import { RIGHT_FORM, WRONG_FORMS, type WrongForm } from './forms.js'

export interface Demonstration {
  url: string
  /** Of an account of the demonstration. */
  cookieOf: (account: string) => Promise<string>
}

/** What each story of the landing page has to say, in its order. */
const STORIES: readonly (readonly [link: string, says: RegExp])[] = [
  ['一件好茶', /已售出/],
  ['已召回的一件', /本产品已召回/],
  ['圳品证书：有效', /SZZP-DEMO-0001/],
  ['圳品证书：已到期', /SZZP-DEMO-0002[\s\S]*已到期/],
  ['六件申请各到哪一步', /复检[\s\S]*1 件/],
  ['帮扶产品认定与 832 资格', /832/],
  ['供深基地', /少于5户/],
  ['商贩', /取消资格|供货资格取消/],
  ['抽查', /sha256sum/],
  ['途中超温', /18\.6/]
]

export async function programmeTests(t: Test, demonstration: Demonstration): Promise<void> {
  const browser = await openBrowser()
  try {
    await storyTests(t, browser, demonstration)
    await pageTests(t, browser, demonstration)
    await formTests(t, browser, demonstration)
  } finally {
    await browser.close()
  }
}

const storyTests = (t: Test, browser: Browser, { url }: Demonstration) =>
  t.test('each story is one tap from the landing page, and is told there', async t => {
    const context = await phoneOf(browser, url)
    const page = await context.newPage()
    await page.goto(url)
    const links = page.locator('main section', { hasText: '看几个例子' }).locator('li a')
    t.equal(await links.count(), STORIES.length)
    for (const [link, says] of STORIES) {
      await page.goto(url)
      await page.getByRole('link', { name: link }).click()
      t.match(await page.locator('main').innerText(), says, link)
    }
    await context.close()
  })

const pageTests = (t: Test, browser: Browser, { url, cookieOf }: Demonstration) =>
  t.test('every page of the programme reads well on a phone, to everybody, at the desk, to who supervises', async t => {
    const faces = [
      ['board', null],
      ['desk', 'operator'],
      ['audit', 'regulator']
    ] as const
    const looks = faces.map(async ([place, account]) => {
      const context = await phoneOf(browser, url, account ? await cookieOf(account) : undefined)
      await crawled(t, await context.newPage(), url, place)
      await context.close()
    })
    await Promise.all(looks)
  })

const formTests = (t: Test, browser: Browser, { url, cookieOf }: Demonstration) =>
  t.test('forms are filled in by keyboard and without a script, and say which field is wrong', async t => {
    for (const form of WRONG_FORMS) {
      const cookie = await cookieOf(form.account)
      const context = await phoneOf(browser, url, cookie, false)
      await sentWrong(t, await context.newPage(), url, form)
      await context.close()
    }
    const context = await phoneOf(browser, url, await cookieOf(RIGHT_FORM.account), false)
    const page = await context.newPage()
    await page.goto(url + RIGHT_FORM.path)
    await fill(page, RIGHT_FORM)
    await sent(page, RIGHT_FORM)
    await page.waitForURL(url + RIGHT_FORM.leadsTo)
    const said = await page.locator('main').innerText()
    for (const part of RIGHT_FORM.says) t.match(said, part)
    await context.close()
  })

async function fill(
  page: Page,
  { typed, chosen = {}, ticked = {} }: Pick<WrongForm, 'typed' | 'chosen' | 'ticked'>
): Promise<void> {
  for (const fold of await page.locator('main details:not([open]) > summary').all()) await fold.click()
  for (const [name, value] of Object.entries(typed)) await page.locator(`main [name="${name}"]`).fill(value)
  for (const [name, value] of Object.entries(chosen)) await page.locator(`main [name="${name}"]`).selectOption(value)
  for (const [name, value] of Object.entries(ticked)) await page.locator(`[name="${name}"][value="${value}"]`).check()
}

/** Presses the form's own button. @returns the answer's status */
async function sent(page: Page, { typed }: Pick<WrongForm, 'typed'>): Promise<number> {
  const [name] = Object.keys(typed)
  const form = page.locator('main form', { has: page.locator(`[name="${name}"]`) })
  const answer = page.waitForResponse(response => response.request().method() === 'POST')
  await form.locator('button[type=submit]').click()
  return (await answer).status()
}

async function sentWrong(t: Test, page: Page, url: string, form: WrongForm): Promise<void> {
  await page.goto(url + form.path)
  await fill(page, form)
  t.same(await tabbed(page), await readable(page), `${form.path}: from field to field as one reads`)
  t.equal(await sent(page, form), 422, form.path)
  const marks = page.locator('main .error[id]')
  const marked = await marks.evaluateAll(all => all.map(({ id }) => id.replace(/^field-|-error$/g, '')))
  t.same(marked, Object.keys(form.wrong), `${form.path}: what is wrong is marked, and nothing else`)
  for (const [name, [zh, en]] of Object.entries(form.wrong)) {
    const said = await page.locator(`[id="field-${name}-error"]`).innerText()
    t.ok(said.startsWith(`${zh}：`) && said.includes(`${en}: `), said)
  }
  for (const [name, value] of Object.entries(form.typed))
    t.equal(await page.locator(`main [name="${name}"]`).inputValue(), value, `${form.path}: ${name} is as it was typed`)
  t.same(await faultsOf(page, false), [], form.path)
}
