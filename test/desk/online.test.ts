/** /desk without the app: forms on the line, what one holds, recall. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { until } from '../../network/wait.js'
import { hashCommand } from '../../scripts/hash.js'
import { FORMS } from '../../src/faces/desk/browser/forms/index.js'
import { agreed, granted } from '../certification/officials.js'
import { EpcisClient, recordsIn } from '../epcis/client.js'
import { lotOf, Season } from '../http/season.js'
import { routesOf } from '../safety/routes.js'
import { isLookedAt } from '../support/alike.js'
import { openBrowser } from '../support/chromium.js'
import { logIn } from '../support/people.js'
import { all } from '../support/service.js'
import { BASE, PARTIES, PRODUCTS } from '../support/world.js'
import { Clerk } from './desk.js'
import { faultsOf } from './looks.js'
import { deskPages, NO_PAGES } from './pages.js'

const season = await Season.start({ SUYUAN_RECONCILE_SECONDS: '0.5' })
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(600_000)
await season.live()
const browser = await openBrowser()
t.teardown(() => browser.close())

const grower = await logIn(service, { party: PARTIES.grower.uscc, roles: ['operator', 'packer'] })
const outlet = await logIn(service, { party: PARTIES.supermarket.uscc, roles: ['outlet'] })

/** A tab of a messenger's webview: no script runs in it. */
async function webview(path: string, { cookie } = grower) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  t.teardown(() => context.close())
  const [name, value] = cookie.split(/=(.*)/s) as [string, string]
  await context.addCookies([{ name, value, url: service.url }])
  const page = await context.newPage()
  await page.goto(service.url + path)
  return page
}

const asPage = ({ headers }: typeof grower) => ({ ...headers, accept: 'text/html' })

t.test('without a script the app shows the way to forms on the line, which post', async t => {
  const page = await webview('/desk')
  await page.getByRole('link', { name: '在线表单' }).click()
  await page.getByRole('link', { name: '采摘' }).click()
  await page.locator('[name=weight]').fill('12.5')
  await page.locator('[name=grade]').fill('一芽一叶')
  await page.locator('summary').click()
  await page.locator('[name=cultivar]').fill('蝉茶')
  const lot = await page.locator('[name=lot]').inputValue()
  await page.getByRole('button', { name: '提交' }).click()
  await page.locator('[data-state=recorded]').waitFor()
  const { body } = await service.get(`/api/trace/lots/${PRODUCTS.leaf.gtin}/${lot}`)
  t.match(body, { quantity: 6250, maker: PARTIES.grower.uscc })
  const client = await service.administer(BASE, 'clients', { party: PARTIES.grower.uscc, label: 'EPCIS' })
  const found = await new EpcisClient(service, client.body.apiKey).get(`/events/${body.event}`)
  t.equal(found.status, 200, JSON.stringify(found.body))
  const file = join(t.testdir({ 'event.jsonld': JSON.stringify(found.body) }), 'event.jsonld')
  t.same(
    hashCommand(file, { cbv: '2.0' }),
    recordsIn(found.body).map(({ hashId }) => hashId),
    'the ledger’s id of what was logged is the one that `suyuan hash` prints'
  )
  const story = (await service.get(`/api/trace/provenance/${PRODUCTS.leaf.gtin}/lots/${lot}`)).body
  t.same(
    story.steps.map(({ hashId }: { hashId: string }) => hashId),
    hashCommand(file, { cbv: '2.0' }),
    'and the public reads it, since the form adds a nonce'
  )
})

t.test('sent twice, as by an impatient thumb, it is logged once', async t => {
  const form = new URLSearchParams({
    ...{
      attempt: '7b6c2f0e-0000-4000-8000-000000000001',
      weight: '3',
      weightUnit: 'kg',
      plot: '',
      gtin: PRODUCTS.leaf.gtin
    },
    ...{ grade: 'A', cultivar: 'B', season: 'spring', households: '1', lot: 'THUMB' }
  })
  const { rows } = await service.pool.query(`select key from state where value ->> 'kind' = 'plot' limit 1`)
  form.set('plot', rows[0].key.split('/').at(-1))
  const headers = { ...asPage(grower), 'content-type': 'application/x-www-form-urlencoded' }
  const answers = await Promise.all([1, 2].map(() => service.post('/desk/online/harvest', form.toString(), headers)))
  t.same(
    answers.map(({ status }) => status),
    [201, 201]
  )
})

t.test('what is wrong is shown in the form, with what was typed', async t => {
  const page = await webview('/desk/online/harvest')
  await page.locator('[name=weight]').fill('很多')
  await page.getByRole('button', { name: '提交' }).click()
  t.match(await page.locator('.error').first().innerText(), '请填数字')
  t.equal(await page.locator('[name=weight]').inputValue(), '很多')
})

t.test('a party sees what it holds and what is under way, and nobody else’s', async t => {
  const mine = await service.get('/desk/goods', asPage(grower))
  t.equal(mine.status, 200)
  t.match(mine.body, 'L3')
  const theirs = await service.get('/desk/goods', asPage(outlet))
  t.notMatch(theirs.body, />[^<]*L3</)
  t.match((await service.get('/desk/goods?view=coming', asPage(outlet))).body, 'S2')
  t.match((await service.get('/desk/goods?view=going', asPage(grower))).body, 'S2')
  t.match((await service.get('/desk/goods?q=l3', asPage(grower))).body, `/desk/goods/${lotOf('leaf', 'L3').gtin}/L3`)
  t.match((await service.get('/desk/goods?q=L3', asPage(outlet))).body, '没有找到')
})

t.test('a lot’s page has its tree, both ways', async t => {
  const page = await webview(`/desk/goods/${PRODUCTS.crude.gtin}/C1`)
  const text = await page.locator('main').innerText()
  t.match(text, /由这些制成[\s\S]*L1/)
  t.match(text, /制成了这些[\s\S]*P1/)
  t.match(text, /记录[\s\S]*加工/)
})

t.test('where the mirror is not what the ledger makes of it, the pages of one’s goods say so', async t => {
  const { gtin } = PRODUCTS.leaf
  const lot = `/desk/goods/${gtin}/L3`
  const doubted = async (path: string, who = grower) =>
    (await service.get(path, asPage(who))).body.includes('此页数据与账本不一致')
  const become = (path: string, is: boolean) =>
    until(`${path} is ${is ? 'doubted' : 'trusted'}`, 60_000, async () => (await doubted(path)) === is || undefined)
  t.notOk(await doubted(lot))
  const where = `where gtin = '${gtin}' and lot = 'L3'`
  await service.pool.query(`update trace.stock set held = held + 1 ${where}`)
  await Promise.all([become(lot, true), become('/desk/goods', true), become('/desk/goods?q=L3', true)])
  t.notOk(await doubted('/desk/goods', outlet), 'others’ goods are as they were')
  await service.pool.query(`update trace.stock set held = held - 1 ${where}`)
  await Promise.all([become(lot, false), become('/desk/goods', false)])
  await service.pool.query(`create table kept as select * from trace.stock ${where}`)
  await service.pool.query(`delete from trace.stock ${where}`)
  await become('/desk/goods', true)
  t.notMatch((await service.get('/desk/goods', asPage(grower))).body, lot, 'what was taken out of the list is missed')
  await service.pool.query('insert into trace.stock select * from kept; drop table kept')
  await become('/desk/goods', false)
})

t.test('packs bear a certificate and the common mark; what is wrong with either is said beside it', async t => {
  const says = await granted(service, season.authors, 'SZZP-1')
  const form = async () => {
    const page = await webview('/desk/online/packing')
    await page.locator(`[name=inputs][value="${PRODUCTS.crude.gtin}/C1"]`).check()
    await page.locator('[name=pieces]').fill('2')
    await page.locator('[name=certificate][value=SZZP-1]').check()
    await page.locator('[name=commonMark]').check()
    return page
  }
  const beside = (page: Page, name: string) =>
    page
      .locator('fieldset')
      .filter({ has: page.locator(`[name=${name}]`) })
      .locator('.error')
      .innerText()
  const sent = (page: Page) => page.getByRole('button', { name: '提交' }).click()

  const page = await form()
  const lot = await page.locator('[name=lot]').inputValue()
  await sent(page)
  await page.locator('[data-state=recorded]').waitFor()
  const { rows } = await service.pool.query(
    `select event from trace.event where event #>> '{ilmd,cbvmda:lotNumber}' = $1`,
    [lot]
  )
  t.match(rows, [{ event: { 'suyuan:commonMark': true, ilmd: { 'suyuan:certificate': 'SZZP-1' } } }])

  await agreed(service, 'bases.mark.required', true)
  const marked = await form()
  await sent(marked)
  t.match(await beside(marked, 'commonMark'), '四统一不全')
  t.ok(await marked.locator('[name=commonMark]').isChecked(), 'what was typed is still there')

  const late = await form()
  await all([says('suspend', { words: '监督抽检不合格' })])
  await sent(late)
  t.match(await beside(late, 'certificate'), '这张证书今天不能用')
  await late.goto(`${service.url}/desk/online/packing`)
  t.equal(await late.locator('[name=certificate][value=SZZP-1]').count(), 0)
  t.match(await late.locator('main').innerText(), '现在没有在有效期内的证书')
})

t.test('a producer recalls a lot and all that was made of it', async t => {
  const page = await webview(`/desk/goods/${PRODUCTS.leaf.gtin}/L1`)
  await page.getByRole('link', { name: '召回这一批' }).click()
  await page.locator('[name=reason]').fill('农药残留超标')
  await page.getByRole('button', { name: '发起召回' }).click()
  await page.getByText('已召回').first().waitFor()
  for (const [product, lot] of [
    ['leaf', 'L1'],
    ['crude', 'C1'],
    ['pack', 'P1']
  ] as const) {
    const { body } = await service.get(`/api/trace/lots/${PRODUCTS[product].gtin}/${lot}`)
    t.match(body.recall, /^RC-\d{8}-\d{4}$/, lot)
  }
  t.match((await service.get(`/01/${PRODUCTS.pack.gtin}/21/STOCK00001`)).body, '已召回')
})

t.test('no page of the desk has a grave fault, narrow or wide, light or dark', async t => {
  const clerk = await Clerk.of(service, { party: PARTIES.grower.uscc, roles: ['operator', 'packer'] })
  const forms = Object.keys(FORMS).map(form => `/desk/online/${form}`)
  const { rows } = await service.pool.query<{ number: string }>('select number from trace.recall')
  const pages = { ...(await deskPages(clerk, rows[0]!.number)), '/desk/online/:form': forms }
  const routes = (await routesOf(service)).filter(
    ({ method, url }) => method === 'GET' && /^\/desk(\/|$)/.test(url) && isLookedAt(url, pages)
  )
  t.same(routes.map(({ url }) => url).sort(), [...Object.keys(pages), ...NO_PAGES].sort(), 'each is looked at')
  const context = await browser.newContext()
  t.teardown(() => context.close())
  const [name, value] = clerk.cookie.split(/=(.*)/s) as [string, string]
  await context.addCookies([{ name, value, url: service.url }])
  const page = await context.newPage()
  const breaches: string[] = []
  page.on('pageerror', error => void breaches.push(error.message))
  page.on('request', request => void (request.url().startsWith(service.url) || breaches.push(request.url())))
  for (const path of Object.values(pages).flat()) {
    const answer = await page.goto(service.url + path)
    t.ok([200, 404].includes(answer!.status()), path)
    t.same(await faultsOf(page), [], path)
  }
  t.same(breaches, [])
})

t.test('whoever is not logged in is sent to where he can', async t => {
  const { status, headers } = await service.get('/desk/goods', { accept: 'text/html' })
  t.equal(status, 303)
  t.match(headers.get('location'), '/account/login?next=')
  t.match(await service.get('/desk/data'), { status: 401 })
})
