/** The app at /desk as it is used: a real phone's browser, a real network, with a signal and without. */
import t from 'tap'
import { until } from '../../network/wait.js'
import { FORMS } from '../../src/faces/desk/browser/forms/index.js'
import { logIn } from '../support/people.js'
import { Phone } from '../support/phone.js'
import { Service } from '../support/service.js'
import { PARTIES, PLACES, PRODUCTS } from '../support/world.js'
import { claimingTests } from './claiming.js'
import { faultsOf } from './looks.js'
import {
  choices,
  enrol,
  enrolledPhone,
  harvestsBy,
  keyOf,
  keyOn,
  log,
  loggedBy,
  MOST_TAPS,
  offered,
  photosOn,
  settled,
  stateOf,
  statesOf
} from './operator.js'

const service = await Service.start()
t.teardown(() => service.stop())
t.setTimeout(900_000)
const authors = await service.populate()

const FIRST = { weight: '85.5', grade: '一芽二叶', cultivar: '紫金蝉茶' }

const grower = await enrolledPhone(service, 'grower')
t.teardown(() => grower.close())
const growerKey = await keyOf(grower)

t.test('before it is approved a phone may log; nothing is sent', async t => {
  const phone = await Phone.open(service.url)
  t.teardown(() => phone.close())
  await phone.logIn((await logIn(service, { party: PARTIES.grower.uscc, roles: ['operator'] })).cookie)
  const page = await phone.tab('/desk')
  await enrol(page)
  await log(page, 'harvest', FIRST)
  await stateOf(page, 'queued')
  t.match(await page.locator('body').innerText(), '待发送')
  const key = await keyOn(page)
  t.equal(await harvestsBy(service, key), 0)
  t.same(await statesOf(page), { queued: 1 })
})

t.test('a harvest is logged in six taps at the most, and said to be on the ledger when it is', async t => {
  const page = await grower.tab('/desk')
  await log(page, 'harvest', FIRST)
  await stateOf(page, 'recorded')
  const block = /区块 (\d+)/.exec(await page.locator('[data-state=recorded]').innerText())?.[1]
  const { rows } = await service.pool.query(`select block from trace.event where key = $1`, [growerKey])
  t.equal(Number(block), Number(rows[0].block))
  t.match(await page.locator('.number').last().innerText(), '42.75 公斤')
  const taps = await log(page, 'harvest', { weight: '14.5' })
  t.ok(taps <= MOST_TAPS, `${taps} taps`)
  await stateOf(page, 'recorded')
  t.match(await page.locator('.number').last().innerText(), '50 公斤')
  await page.close()
})

t.test('what is typed wrong is said beside its field, and nothing is logged', async t => {
  const page = await grower.tab('/desk#/log/harvest')
  await page.locator('[name=weight]').fill('1.23456')
  await page.getByRole('button', { name: '保存' }).click()
  t.match(await page.locator('.error').first().innerText(), '最多精确到克')
  t.equal(await page.locator('[name=weight]').inputValue(), '1.23456')
  await page.getByRole('link', { name: '返回' }).click()
  t.same(await statesOf(page), { recorded: 2 })
  t.match(await page.locator('ul.rows').innerText(), '草稿')
  await page.getByRole('button', { name: '删除草稿' }).click()
  await page.close()
})

t.test(
  'twenty entries logged without a signal, the browser killed: with a signal each is on the ledger once',
  async t => {
    const before = await harvestsBy(service, growerKey)
    let page = await grower.tab('/desk')
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await grower.signal(false)
    await page.reload()
    await page.locator('[data-online=false]').waitFor()
    for (let i = 1; i <= 20; i++) await log(page, 'harvest', { weight: String(i) }, i % 10 === 0 ? 2 : 0)
    t.same(await statesOf(page), { recorded: 2, queued: 20 })
    await page.getByRole('link', { name: '返回' }).click()
    await page.getByText('浏览器可能清除未发送的 20 条记录').waitFor()
    await grower.kill()

    await grower.start()
    await grower.signal(false)
    page = await grower.tab('/desk#/entries')
    t.same(await statesOf(page), { recorded: 2, queued: 20 }, 'it opens without a signal and has all')
    await grower.signal(true)
    await settled(page, 'recorded', 22)
    t.equal(await harvestsBy(service, growerKey), before + 20)
    const { rows } = await service.pool.query(
      `select count(*)::int as commands, count(distinct command_id)::int as ids from command where key = $1`,
      [growerKey]
    )
    t.same(rows, [{ commands: 22, ids: 22 }])
    const photos = await until('photos are there', 60_000, async () => {
      const count = await photosOn(service)
      return count === 4 ? count : undefined
    })
    t.equal(photos, 4)
    await page.goto(`${service.url}/desk#/`)
    await page.locator('[data-online=true]').waitFor()
    t.notMatch(await page.locator('main').innerText(), '浏览器可能清除', 'what is sent cannot be lost')
    await page.close()
  }
)

t.test('two tabs send what was logged once', async t => {
  const one = await grower.tab('/desk')
  await grower.signal(false)
  for (const weight of ['31', '32', '33']) await log(one, 'harvest', { weight })
  const two = await grower.tab('/desk#/entries').catch(() => one)
  const sent: string[] = []
  for (const page of [one, two])
    page.on(
      'request',
      request => void (request.url().endsWith('/api/trace/commands') && sent.push(request.postData()!))
    )
  await grower.signal(true)
  await settled(one, 'recorded', 25)
  const ids = sent.map(text => (JSON.parse(text) as { id: string }).id)
  t.equal(ids.length, 3)
  t.equal(new Set(ids).size, 3)
  await Promise.all([one.close(), two.close()])
})

t.test('what the ledger refuses says why, and is mended in its own form', async t => {
  const page = await grower.tab('/desk')
  await log(page, 'harvest', { weight: '7', lot: 'TWICE' })
  await stateOf(page, 'recorded')
  await log(page, 'harvest', { weight: '8', lot: 'TWICE' })
  await stateOf(page, 'refused')
  t.match(await page.locator('.verdict').innerText(), '批次号已使用')
  await page.getByRole('link', { name: '改正后重记' }).click()
  t.equal(await page.locator('[name=weight]').inputValue(), '8')
  await page.locator('summary').first().click()
  await page.locator('[name=lot]').fill('ONCE')
  await page.getByRole('button', { name: '保存' }).click()
  await stateOf(page, 'recorded')
  t.same(await statesOf(page), { recorded: 27 }, 'the refused one is shown as mended')
  t.match(await page.locator('ul.rows').innerText(), '被拒，已重记')
  await page.close()
})

t.test('a phone whose clock is two hours off loses nothing, and its entries say so once it has a signal', async t => {
  const page = await grower.tab('/desk')
  await page.clock.install({ time: Date.now() + 2 * 3_600_000 })
  await page.reload()
  await grower.signal(false)
  await log(page, 'harvest', { weight: '9', lot: 'FAST' })
  await stateOf(page, 'queued')
  t.notMatch(await page.locator('main').innerText(), '时钟快', 'nobody has told it the time yet')
  await grower.signal(true)
  await stateOf(page, 'recorded')
  t.match(await page.locator('main').innerText(), '时钟快 2 小时')
  const { headers } = await logIn(service, { party: PARTIES.grower.uscc, roles: ['operator'] })
  const path = `/desk/goods/${PRODUCTS.leaf.gtin}/FAST`
  const marked = async () =>
    (await service.get(path, { ...headers, accept: 'text/html' })).body.includes('时钟快 2 小时') || undefined
  t.ok(await until('the lot’s page says so too', 60_000, marked))
  await page.close()
})

t.test('who is logged out since the battery was out goes on logging, and is told', async t => {
  const page = await grower.tab('/desk')
  t.match(await page.locator('.banner').filter({ hasText: '登录已过期' }).innerText(), '登录')
  await log(page, 'process', { template: 'green', inputs: `${PRODUCTS.leaf.gtin}/TWICE`, weight: '0.8' })
  await stateOf(page, 'recorded')
  await page.close()
})

t.test('a process gives several products, and the times of its steps', async t => {
  const page = await grower.tab('/desk')
  const crude = { template: 'green', inputs: `${PRODUCTS.leaf.gtin}/ONCE`, weight: '0.9', lot: 'C-ONCE' }
  const times = { 'step-fixationFrom': '2026-04-05T10:30', 'step-fixationTo': '2026-04-05T11:00' }
  await log(page, 'process', { ...crude, ...times })
  await stateOf(page, 'recorded')
  const refined = { template: 'refine', inputs: `${PRODUCTS.crude.gtin}/C-ONCE`, weight: '0.7', lot: 'R-ONCE' }
  const taps = await log(page, 'process', { ...refined, [`others:${PRODUCTS.stalk.gtin}`]: '0.1' })
  t.ok(taps <= MOST_TAPS + 1, `${taps} taps with a lot number of one’s own`)
  await stateOf(page, 'recorded')
  const made = async (gtin: string) => (await service.get(`/api/trace/lots/${gtin}/R-ONCE`)).body.quantity
  t.same([await made(PRODUCTS.refined.gtin), await made(PRODUCTS.stalk.gtin)], [700, 100])
  t.match((await service.get(`/01/${PRODUCTS.crude.gtin}/10/C-ONCE`)).body, /杀青.*10:30.*11:00/s)
  await page.close()
})

/** From the plot to the till by the app alone. */
t.test('tea is packed, shipped, received and sold by phone', async t => {
  await grower.logIn((await logIn(service, { party: PARTIES.grower.uscc, roles: ['operator', 'packer'] })).cookie)
  const supermarket = await enrolledPhone(service, 'supermarket')
  t.teardown(() => supermarket.close())
  const page = await grower.tab('/desk')
  const crude = (await choices(page, 'packing', 'inputs')).find(lot => lot.startsWith(PRODUCTS.crude.gtin))
  await log(page, 'packing', { inputs: crude!, pieces: '8', perCase: '4' })
  await stateOf(page, 'recorded')
  const [box, other] = await choices(page, 'shipping', 'cases')
  await log(page, 'shipping', { to: PLACES.outlet.gln, cases: box! })
  await stateOf(page, 'recorded')

  const till = await supermarket.tab('/desk')
  await offered(till, 'receiving', 'cases', box!)
  await log(till, 'receiving', {})
  await stateOf(till, 'recorded')
  const { rows } = await service.pool.query('select lot, serial from trace.pack where sscc = $1 order by 1, 2', [box])
  const packs = `${PRODUCTS.pack.gtin}/${rows[0].lot}`
  await offered(till, 'selling', 'goods', packs)
  const code = `${PRODUCTS.pack.gtin}:${rows[0].serial}`
  await log(till, 'selling', { codes: code })
  await stateOf(till, 'recorded')
  const statusOf = async () => (await service.get(`/api/trace/packs/${code.replace(':', '/')}`)).body.status
  t.equal(await statusOf(), 'sold')

  t.ok((await log(till, 'returning', { codes: code })) <= MOST_TAPS)
  await stateOf(till, 'recorded')
  t.equal(await statusOf(), 'returned')

  await log(page, 'shipping', { to: PLACES.outlet.gln, cases: other! })
  await stateOf(page, 'recorded')
  const [shipment] = await choices(page, 'voiding', 'shipment')
  t.ok((await log(page, 'voiding', { shipment: shipment! })) <= MOST_TAPS)
  await stateOf(page, 'recorded')
  t.ok((await choices(page, 'shipping', 'cases')).includes(other!), 'what never left is there again')
  await log(page, 'shipping', { to: PLACES.outlet.gln, cases: other! })
  await stateOf(page, 'recorded')
  await offered(till, 'receiving', 'cases', other!)
  t.ok((await log(till, 'receiving', { [`damaged:${packs}`]: '1', [`short:${packs}`]: '1' })) <= MOST_TAPS)
  await stateOf(till, 'recorded')
  const { rows: stocks } = await service.pool.query(
    'select held, blocked, lost, sold from trace.stock where place = $1 and lot = $2',
    [PLACES.outlet.gln, rows[0].lot]
  )
  t.same(stocks, [{ held: 5, blocked: 2, lost: 1, sold: 0 }])
})

claimingTests(service, authors, grower)

t.test('several clerks share a phone: each entry names who logged it', async t => {
  const page = await grower.tab('/desk#/clerks')
  const add = async (name: string, pin: string) => {
    await page.goto(`${service.url}/desk#/clerks`)
    await page.getByLabel('称呼').fill(name)
    await page.locator('#clerk-pin').fill(pin)
    await page.getByRole('button', { name: '添加记录人' }).click()
    await page.getByText(`记录人：${name}`).waitFor()
  }
  await add('阿兰', '1234')
  await add('阿明', '5678')
  await log(page, 'harvest', { weight: '3' })
  await page.getByText('记录人 阿明').waitFor()
  await page.goto(`${service.url}/desk#/clerks`)
  await page.locator('[name=pin]').first().fill('0000')
  await page.getByRole('button', { name: '换成此人' }).click()
  await page.getByText('密码不对').waitFor()
  await page.locator('[name=pin]').first().fill('1234')
  await page.getByRole('button', { name: '换成此人' }).click()
  await page.getByText('记录人：阿兰').waitFor()
  await log(page, 'harvest', { weight: '4' })
  await page.getByText('记录人 阿兰').waitFor()
  const clerks = await until('the party knows who logged what', 60_000, async () => {
    const names = await loggedBy(service)
    return names.length === 2 ? names : undefined
  })
  t.same(clerks, ['阿明', '阿兰'])
  await page.close()
})

t.test('no screen of the app has a grave fault, narrow or wide, light or dark', async t => {
  const page = await grower.tab('/desk')
  for (const screen of [
    '',
    'entries',
    'clerks',
    'device',
    'offline/x',
    ...Object.keys(FORMS).map(form => `log/${form}`)
  ]) {
    await page.goto(`${service.url}/desk#/${screen}`)
    t.same(await faultsOf(page), [], screen)
  }
})

t.test('pages had no errors of their own', async t => {
  t.same(
    grower.complaints.filter(text => !/ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(text)),
    []
  )
})
