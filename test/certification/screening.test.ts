/** What is listed is held against the registers by itself, over the real network: once, whichever gateway is there. */
import t, { type Test } from 'tap'
import { until } from '../../network/wait.js'
import { windowEnd } from '../../src/core/windows.js'
import { gtin } from '../support/codes.js'
import { startGateway } from '../support/gateway.js'
import { all, Service } from '../support/service.js'
import { PRODUCTS, REGULATOR } from '../support/world.js'
import { agreed, officialsOf, sayings } from './officials.js'

const SECONDS = 30
/** More than two looks take. */
const MANY = 450
const SETTINGS = { SUYUAN_SCREENING_SECONDS: String(SECONDS) }
const GTIN = PRODUCTS.pack.gtin

t.setTimeout(300_000)
const service = await Service.start(SETTINGS)
const { grower } = await service.populate()
const { office } = await officialsOf(service)
const other = await startGateway(service, SETTINGS)
t.teardown(async () => {
  await other.end('SIGTERM')
  await service.stop()
})

const registers = (number: number) =>
  service.send(grower.command('core', 'registerProduct', { ...PRODUCTS.pack, gtin: gtin(number) }))
const page = async (path: string): Promise<string> => (await service.get(path)).body
const scheduleOn = async (): Promise<string> =>
  (await page('/board/recognition')).split('id="schedule"')[1]!.split('</section>')[0]!

/** Looks that the schedule had recorded, by product. */
async function looks(): Promise<Map<string, number>> {
  const { rows } = await service.pool.query<{ gtin: string; count: number }>(
    `select fact ->> 'gtin' as gtin, count(*)::int as count from core.command, jsonb_array_elements(facts) as fact
     where module = 'recognition' and action = 'screen' and status = 'accepted' and author = $1
       and command::jsonb -> 'payload' ? 'scheduled' group by 1`,
    [office.id]
  )
  return new Map(rows.map(({ gtin, count }) => [gtin, count]))
}

const pieces = async () =>
  (
    await service.pool.query<{ gtin: string }>(
      `select split_part(key, '/', 3) as gtin from core.state
       where key like 'core/product/%' and value ->> 'unit' = 'piece' order by key`
    )
  ).rows.map(({ gtin }) => gtin)

async function eachOnce(t: Test): Promise<void> {
  const products = await pieces()
  const found = await until('all products have been looked at', 60_000, async () => {
    const found = await looks()
    return found.size >= products.length ? found : undefined
  })
  t.same([...found].sort(), products.map(product => [product, 1]).sort())
}

t.test('a product comes out of its register, and many others are there', async () => {
  await agreed(service, 'recognition.noticeDays', 0)
  const recognises = sayings(service, 'recognition', 'RD-1')
  await all([recognises(grower, 'apply', { gtin: GTIN, register: 'provincial' })])
  for (const step of ['examine', 'review', 'decide', 'notice']) await all([recognises(office, step)])
  await all([recognises(office, 'file', { number: 'GD-1' })])
  await all([recognises(office, 'withdraw')])
  await all(Array.from({ length: MANY }, (_, i) => registers(1000 + i)))
})

t.test('without an office’s key nothing runs, and the page says so', async t => {
  const schedule = await scheduleOn()
  t.match(schedule, '还没有自动核对过')
  t.match(schedule, '不自动核对')
})

t.test('what is due is looked at by itself, once, though the gateway that is at it is killed', async t => {
  const registered = Date.now()
  await until(
    'the next instant of the schedule',
    SECONDS * 2000,
    async () => windowEnd(Date.now(), SECONDS) > registered || undefined
  )
  await all([service.administer(REGULATOR, 'clients', { party: office.id, label: 'schedule' })])
  await until('the first look', 30_000, async () => (await looks()).size > 0 || undefined)
  service.network.supervisor.kill('gateway')
  await eachOnce(t)
})

t.test('the look is the organisation’s own, by the key that the gateway keeps for it', async t => {
  const { rows } = await service.pool.query<{ author: string; custody: string }>(
    `select distinct author, k.value ->> 'custody' as custody from core.command c join core.state k on k.key = 'core/key/' || c.key
     where module = 'recognition' and action = 'screen'`
  )
  t.same(rows, [{ author: office.id, custody: 'gateway' }])
})

t.test('the page says when it ran, what it found, and when it runs next; monitoring sees it', async t => {
  const schedule = await until('the gateway is back', 60_000, async () => {
    const schedule = await scheduleOn()
    return /上次/.test(schedule) ? schedule : undefined
  })
  t.match(schedule, `核对 ${(await pieces()).length} 个产品，1 个已不在名录`)
  t.match(schedule, '不是某个人的操作')
  t.match(schedule, /下次 \d{4}-\d\d-\d\d \d\d:\d\d：届时应核对 0 个产品/)
  t.match(schedule, /\/api\/core\/commands\/[^"]+\/proof/)
  const board = await page('/board/recognition')
  t.match(board.slice(board.indexOf(`data-gtin="${GTIN}"`)).split('</li>')[0]!, '自动核对')
  const metrics = await page('/metrics')
  t.match(metrics, /^suyuan_screening_due_products 0$/m)
  t.match(metrics, /^suyuan_screening_lapsed_products 1$/m)
  const [, seconds] = /^suyuan_screening_timestamp_seconds (\d+)/m.exec(metrics)!
  t.ok(Number(seconds) * 1000 > Date.now() - 300_000)
})

t.test('the next round is of what has become due since, by two gateways as by one', async t => {
  await all([registers(999)])
  await eachOnce(t)
  t.match(await scheduleOn(), '核对 1 个产品，0 个已不在名录')
})

t.test('the law takes no look of the schedule twice; the office may look when it likes', async t => {
  const screens = (payload: object) =>
    service.send(office.command('recognition', 'screen', { products: [GTIN], ...payload }))
  t.match((await screens({ scheduled: new Date(windowEnd(Date.now(), SECONDS)).toISOString() })).body, {
    code: 'TOO_EARLY'
  })
  t.equal((await screens({})).status, 201)
})
