/** The whole way, as somebody goes it who has read the README: from a code on paper to a recall. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { until } from '../../network/wait.js'
import { log, stateOf } from '../desk/operator.js'
import { withAuthenticator } from '../support/authenticator.js'
import { openBrowser } from '../support/chromium.js'
import { logIn } from '../support/people.js'
import { Phone } from '../support/phone.js'
import { Service } from '../support/service.js'
import { symbolsOn } from '../support/symbols.js'
import { BASE, PARTIES, type PartyName, PLACES, RETAIL } from '../support/world.js'

const PASSWORD = 'a long password'
const SECONDS = 1000

const service = await Service.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
t.teardown(() => service.stop())
t.setTimeout(600_000)
await service.populate()
// Browsers make passkeys for names, not for numbers.
const url = service.url.replace('127.0.0.1', 'localhost')
const browser = await openBrowser()
t.teardown(() => browser.close())

/** Somebody at a desk or with a phone in the hand, who has an account already. */
async function at(who: { party: string; roles: Parameters<typeof logIn>[1]['roles'] }): Promise<Page> {
  const { login } = await logIn(service, { ...who, password: PASSWORD })
  const page = await newcomer()
  await page.goto(`${url}/account/login`)
  await page.locator('[name=login]').fill(login)
  await page.locator('[name=password]').fill(PASSWORD)
  await page
    .locator('form', { has: page.locator('[name=password]') })
    .getByRole('button')
    .click()
  await page.waitForURL(new RegExp(`^${url}/(?!account/login)`))
  return page
}

async function newcomer(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 3 })
  t.teardown(() => context.close())
  return context.newPage()
}

/** Comes in by a code from the administrator, names the phone, and has it let speak for the party. */
async function joined(administrator: Page, party: PartyName, name: string, login: string, roles: readonly string[]) {
  await administrator.goto(`${url}/account/people/new`)
  await administrator.locator('[name=name]').fill(name)
  await administrator.locator('[name=party]').selectOption(PARTIES[party].uscc)
  for (const role of roles) await administrator.locator(`[name=roles][value=${role}]`).check()
  await administrator.locator('main form').getByRole('button').click()
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await administrator.locator('main').innerText())![0]

  const phone = await Phone.open(url)
  t.teardown(() => phone.close())
  const page = await phone.tab('/account/enrol')
  await withAuthenticator(page)
  await page.locator('[name=code]').fill(code)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('账号名').fill(login)
  await page.getByRole('button', { name: '创建通行密钥' }).click()
  await page.getByLabel('给手机起个名字').fill(`${name}的手机`)
  await page.getByRole('button', { name: '登记' }).click()
  await page.getByText('等待管理员批准').waitFor()

  await administrator.goto(`${url}/account/people`)
  await administrator.getByRole('button', { name: '批准并登记' }).click()
  await administrator.waitForLoadState()
  await page.goto(`${url}/desk#/`)
  await page.locator('nav.tiles a').first().waitFor()
  return { phone, page }
}

/** Waits until a form offers something for a field. @returns the first that it offers */
const offered = (page: Page, form: string, field: string) =>
  until(`${form} offers ${field}`, 90 * SECONDS, async () => {
    await page.goto(`${url}/desk#/`)
    await page.goto(`${url}/desk#/log/${form}`)
    await page.locator('form.card').waitFor()
    const choice = page.locator(`form [name="${field}"]`).first()
    return (await choice.count()) > 0 ? await choice.inputValue() : undefined
  })

const base = await at({ party: BASE, roles: ['administrator'] })
const retail = await at({ party: RETAIL, roles: ['administrator'] })
const grower = await joined(base, 'grower', '张采', 'zhang', ['operator', 'packer'])
const shop = await joined(retail, 'supermarket', '李售', 'li', ['outlet'])
const consumer = await newcomer()
let box = ''
let address = ''

t.test('a harvest that was logged without a signal is on the ledger when there is one', async t => {
  const { phone, page } = grower
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await phone.signal(false)
  await page.reload()
  await page.locator('[data-online=false]').waitFor()
  await log(page, 'harvest', { weight: '60', grade: '一芽二叶', cultivar: '紫金蝉茶' })
  await stateOf(page, 'queued')
  await phone.signal(true)
  await stateOf(page, 'recorded')
  t.match(await page.locator('[data-state=recorded]').innerText(), /区块 \d+/)
})

t.test('it is made to tea, packed and shipped from the same phone', async t => {
  const { page } = grower
  const leaf = await offered(page, 'process', 'inputs')
  await log(page, 'process', { template: 'green', inputs: leaf, weight: '7' })
  await stateOf(page, 'recorded')
  await log(page, 'packing', { inputs: await offered(page, 'packing', 'inputs'), pieces: '8', perCase: '4' })
  await stateOf(page, 'recorded')
  box = await offered(page, 'shipping', 'cases')
  await log(page, 'shipping', { to: PLACES.outlet.gln, cases: box })
  await stateOf(page, 'recorded')
  t.pass()
})

t.test('its labels are printed, and what is read off the paper is an address of this service', async t => {
  const page = await grower.phone.tab('/desk/labels')
  await page.setViewportSize({ width: 1280, height: 1200 })
  await page.locator('form[action="/desk/labels/recorded"]').getByRole('button').click()
  await page.locator('form[action$="/prints"]').getByRole('button').click()
  await page.locator('.paper').first().waitFor()
  const links = (await symbolsOn(page)).filter(text => text.startsWith(`]Q1${url}/01/`))
  t.equal(links.length, 8)
  t.equal(new Set(links).size, 8)
  await page.close()
})

t.test('the outlet receives the case and sells a pack', async t => {
  const { page } = shop
  await offered(page, 'receiving', 'cases')
  await log(page, 'receiving', {})
  await stateOf(page, 'recorded')
  await offered(page, 'selling', 'goods')
  const { rows } = await service.pool.query<{ gtin: string; serial: string }>(
    'select gtin, serial from trace.pack where sscc = $1',
    [box]
  )
  const [{ gtin, serial }] = rows as [(typeof rows)[number]]
  address = `${url}/01/${gtin}/21/${serial}`
  await log(page, 'selling', { codes: `${gtin}:${serial}` })
  await stateOf(page, 'recorded')
  t.pass()
})

t.test('who scans the pack reads its way, and has the own browser check it', async t => {
  await consumer.goto(address)
  const text = await consumer.locator('main').innerText()
  for (const part of ['已售出', '采摘', '加工', '包装赋码', '零售', PARTIES.grower.name.zh]) t.match(text, part)
  t.notMatch(text, '张采', 'who works there is nobody’s business')
  await consumer.getByRole('button', { name: '开始核验' }).click()
  t.match(await consumer.locator('[role=status] .verdict').innerText(), '核验通过')
})

t.test('the regulator finds the pack, goes back to its lot, and recalls it; the next scan says so', async t => {
  const officer = await at({ party: PARTIES.inspector.uscc, roles: ['regulator'] })
  const serial = address.split('/').at(-1)!
  await officer.locator('input[type=search], .search input').first().fill(serial)
  await officer.keyboard.press('Enter')
  await officer.locator('[data-kind=pack] a').click()
  t.match(await officer.locator('main').innerText(), PLACES.outlet.name.zh)
  await officer.locator('main a[href^="/audit/lots/"]').first().click()
  await officer.getByRole('link', { name: '从本批发起召回' }).click()
  t.match(await officer.locator('main').innerText(), /影响范围/)
  await officer.locator('[name=reason]').fill('演示：抽检不合格')
  await officer.getByRole('button', { name: '发起召回' }).click()
  await officer.waitForURL(/\/audit\/recalls\/(?!new)/)
  t.match(await officer.locator('main').innerText(), /0 \/ \d 家已确认/)
  await until('the page of the pack says so', 5 * SECONDS, async () => {
    await consumer.reload()
    return (await consumer.locator('main').innerText()).includes('已召回') || undefined
  })
  const { page } = shop
  await page.goto(`${url}/desk/recalls`)
  t.match(await page.locator('main').innerText(), '待您确认')
})

t.test('pages had no errors of their own', async t => {
  const own = (text: string) => !/ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(text)
  t.same([...grower.phone.complaints, ...shop.phone.complaints].filter(own), [])
})
