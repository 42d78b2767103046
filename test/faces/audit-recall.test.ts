/** A recall on the real network, from opening to closing: by the regulator, by a producer, as a drill. */
import t from 'tap'
import { CASES, garden, lotOf, outlet, packOf, plot, Season, shipmentOf } from '../http/season.js'
import { actsOf } from '../support/acts.js'
import * as events from '../support/events.js'
import { logIn } from '../support/people.js'
import { all } from '../support/service.js'
import { PARTIES, PRODUCTS } from '../support/world.js'

t.setTimeout(300_000)
const season = await Season.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
const { service } = season
t.teardown(() => service.stop())
await season.live()

const regulator = await logIn(service, { party: PARTIES.inspector.uscc, roles: ['regulator'], name: '甲' })
const grower = await logIn(service, { party: PARTIES.grower.uscc, roles: ['operator'], name: '乙' })
const shop = await logIn(service, { party: PARTIES.supermarket.uscc, roles: ['outlet'], name: '丙' })
const trader = await logIn(service, { party: PARTIES.trader.uscc, roles: ['outlet'], name: '丁' })
type Somebody = typeof regulator

const page = async (who: Somebody, path: string) => service.get(path, { ...who.headers, accept: 'text/html' })
/** A form as a browser sends it; where it leads is looked at, not followed. */
async function sent(who: Somebody, path: string, type: string, body: string) {
  const headers = { ...who.headers, accept: 'text/html', 'content-type': type }
  const response = await fetch(service.url + path, { method: 'POST', headers, body, redirect: 'manual' })
  return { status: response.status, body: await response.text(), location: response.headers.get('location') ?? '' }
}
const submit = (who: Somebody, path: string, fields: Record<string, string>) =>
  sent(who, path, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString())
const upload = (fields: Record<string, string>) =>
  sent(regulator, '/audit/inspections', 'multipart/form-data; boundary=b', form(fields))

const form = (fields: Record<string, string>) =>
  `${Object.entries(fields)
    .map(([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('')}--b--\r\n`

const number = 'ZH-2026-7'
const origin = { gtin: PRODUCTS.crude.gtin, lot: 'C1' }
const terms = { number, class: 'I', reason: '演示：农残超标', knownAt: '2026-04-06T08:00', drill: '' }
const blockCount = async () =>
  (await service.pool.query<{ count: number }>('select count(*) from core.command')).rows[0]!.count
const noticed = async () =>
  (await service.pool.query('select recall, party, acknowledged_at from core_own.recall_notice order by party')).rows

t.test('the form tells the impact before anything is done', async t => {
  const { status, body } = await page(regulator, `/audit/recalls/new?${new URLSearchParams(origin)}`)
  t.equal(status, 200)
  // C1 and the two lots that were packed of it: 25 packs, 1 sold, 5 under way, 5 at home and 14 at the outlet.
  t.match(body, /影响范围[\s\S]*25 件[\s\S]*19 件[\s\S]*5 件/)
  for (const lot of ['C1', 'P1', 'P2'])
    t.match(body, `/audit/lots/${lot === 'C1' ? PRODUCTS.crude.gtin : PRODUCTS.pack.gtin}/${lot}`)
})

t.test('a drill finds it all and changes nothing', async t => {
  const before = await blockCount()
  const { status, location } = await submit(regulator, '/audit/recalls', {
    ...origin,
    ...terms,
    number: 'YL-1',
    drill: 'yes'
  })
  t.equal(status, 303)
  const drill = await page(regulator, location)
  t.match(drill.body, '没有召回任何产品')
  t.match(drill.body, PARTIES.supermarket.uscc)
  t.equal(await blockCount(), before)
  t.same(await noticed(), [])
  t.match((await service.get(`/01/${PRODUCTS.pack.gtin}/21/HOME000001`)).body, /^(?![\s\S]*已召回)/)
})

t.test('a form that is not filled in is shown again, with what is wrong and what was typed', async t => {
  const { status, body } = await submit(regulator, '/audit/recalls', {
    ...origin,
    ...terms,
    reason: '',
    knownAt: '2126-01-01T00:00'
  })
  t.equal(status, 422)
  t.match(body, '请写明原因')
  t.match(body, '不能晚于现在')
  t.match(body, `value="${number}"`)
})

t.test('who may not recall these goods is told so, and nothing is on the ledger', async t => {
  const before = await blockCount()
  const answer = await submit(trader, '/desk/recalls', { ...origin, ...terms })
  t.equal(answer.status, 422)
  t.match(answer.body, '该主体无权召回此批次')
  t.equal(await blockCount(), before)
  t.equal((await page(shop, '/audit/recalls')).status, 403)
})

t.test(
  'the regulator orders a recall: lots are flagged on the ledger, consumers read it, every holder is told once',
  async t => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => submit(regulator, '/audit/recalls', { ...origin, ...terms }))
    )
    t.same([one!.status, other!.status], [303, 303])
    const { body } = await service.get(`/api/trace/recalls/${number}`, {
      authorization: `Bearer ${service.administrators.get('RegulatorMSP')}`
    })
    t.match(body, { number, class: 'I', by: PARTIES.inspector.uscc, unflagged: [] })
    t.same(body.impact.lots.filter(({ recall }: { recall: string | null }) => recall === number).length, 3)
    t.match((await service.get(`/01/${PRODUCTS.pack.gtin}/21/HOME000001`)).body, '已召回')
    await page(regulator, `/audit/recalls/${number}`)
    await page(regulator, '/audit/recalls')
    t.same(
      (await noticed()).map(({ party }) => party),
      [PARTIES.grower.uscc, PARTIES.supermarket.uscc].sort()
    )
  }
)

t.test('its page shows clocks, holders, what is left, and that the start was late', async t => {
  const { body } = await page(regulator, `/audit/recalls/${number}`)
  t.match(body, '24 小时')
  t.match(body, '逾期完成')
  t.match(body, '10 个工作日')
  t.match(body, '计时中')
  t.match(body, '食品召回管理办法')
  t.match(body, '0 / 2 家已确认')
})

t.test('a holder sees his own goods only, and acknowledges once', async t => {
  const list = await page(shop, '/desk/recalls')
  t.match(list.body, '待您确认')
  const before = await page(shop, `/desk/recalls/${number}`)
  t.match(before.body, '请确认收到召回通知')
  t.notMatch(before.body, PARTIES.grower.name.zh, 'what others hold is none of his business')
  await submit(shop, `/desk/recalls/${number}/acknowledge`, { words: '已下架 14 件' })
  await submit(shop, `/desk/recalls/${number}/acknowledge`, { words: '又一次' })
  const { body } = await page(regulator, `/audit/recalls/${number}`)
  t.match(body, '1 / 2 家已确认')
  t.match(body, '已下架 14 件')
  t.notMatch(body, '又一次')
  t.equal((await submit(trader, `/desk/recalls/${number}/acknowledge`, {})).status, 404, 'who was not told')
  t.equal((await page(trader, `/desk/recalls/${number}`)).status, 404)
})

t.test('goods that arrive meanwhile, come back and are destroyed are counted', async t => {
  const { does } = season
  await all([
    does('supermarket', events.receiving({ place: outlet, shipment: shipmentOf('S2'), cases: [CASES.travelling] }))
  ])
  await all([
    does('supermarket', events.destroying({ place: outlet, cases: [CASES.travelling, CASES.stocked, CASES.stale] }))
  ])
  await all([does('supermarket', events.returning({ place: outlet, packs: [packOf('SOLD000000')] }))])
  await all([
    does(
      'supermarket',
      events.destroying({
        place: outlet,
        packs: ['SOLD000000', 'SOLD000001', 'SOLD000002', 'SOLD000003', 'SOLD000004'].map(packOf)
      })
    )
  ])
  const crude = events.grams(lotOf('crude', 'C1'), 7500)
  await all([
    does('grower', events.destroying({ place: garden, cases: [CASES.home] })),
    does('grower', events.destroying({ place: garden, goods: [crude] }))
  ])
  const { body } = await page(regulator, `/audit/recalls/${number}`)
  t.match(body, /货物全部核清/)
  t.match(body, '货物已全部核清，可以结束')
})

t.test('the recall is ended with a conclusion, by who ordered it, and stays so', async t => {
  t.equal((await submit(grower, `/desk/recalls/${number}/close`, { words: '完' })).status, 403)
  t.equal((await submit(regulator, `/audit/recalls/${number}/close`, { words: '' })).status, 422)
  await submit(grower, `/desk/recalls/${number}/acknowledge`, { words: '' })
  t.equal((await submit(regulator, `/audit/recalls/${number}/close`, { words: '全部销毁，无未追回' })).status, 303)
  const { body } = await page(regulator, `/audit/recalls/${number}`)
  t.match(body, '全部销毁，无未追回')
  t.match(body, '2 / 2 家已确认')
  const { rows } = await service.pool.query('select counts from core_own.recall_closing')
  t.match(
    rows[0].counts.find(({ gtin }: { gtin: string }) => gtin === PRODUCTS.pack.gtin),
    { made: 25, destroyed: 25, held: 0, blocked: 0, transit: 0, sold: 0 }
  )
  t.match((await page(regulator, '/audit/recalls')).body, '已结束')
})

t.test('a producer recalls what it made, from a plot, in more commands than one', async t => {
  const lots = Array.from({ length: 230 }, (_, i) => `F${i}`)
  for (const part of [lots.slice(0, 115), lots.slice(115)])
    await all([
      season.does(
        'grower',
        ...part.map(lot =>
          events.harvest({
            base: garden,
            plot,
            goods: events.grams(lotOf('leaf', lot), 100),
            time: '2026-04-07T08:00:00+08:00'
          })
        )
      )
    ])
  const fields = { plot, from: '2026-04-07', to: '2026-04-07', ...terms, number: 'ZH-2026-8', class: 'III' }
  t.equal((await submit(grower, '/desk/recalls', fields)).status, 303)
  const { rows } = await service.pool.query(`select count(*) from trace.lot where recall = 'ZH-2026-8'`)
  t.equal(rows[0].count, 230)
  const { rows: said } = await service.pool.query(
    `select count(*) from trace.event where kind = 'recalling' and author = $1`,
    [PARTIES.grower.uscc]
  )
  t.equal(said[0].count, 2)
  t.match((await page(grower, '/desk/recalls/ZH-2026-8')).body, '72 小时')
})

t.test('opening, acknowledging and ending are on the audit log', async t => {
  const acts = await actsOf(service)
  t.same([...new Set(acts.map(({ act }) => act).filter(act => act.startsWith('recall.')))].sort(), [
    'recall.acknowledge',
    'recall.close',
    'recall.drill',
    'recall.open'
  ])
})

t.test('an officer records an inspection on site: the ledger has the result, and no certificate', async t => {
  const { status, location } = await upload({
    goods: `${PRODUCTS.crude.gtin}/C2`,
    first: '粤A0001',
    second: '粤A0002',
    result: 'conformant',
    words: '现场抽查合格'
  })
  t.equal(status, 303)
  const record = await page(regulator, location)
  t.match(record.body, '粤A0001、粤A0002')
  t.match(record.body, '现场抽查合格')
  const { rows } = await service.pool.query(`select command from core.command where command like '%现场检查记录%'`)
  t.equal(rows.length, 1)
  t.notMatch(rows[0].command, /粤A000/)
  const wrong = await upload({ goods: 'NOSUCH', first: '1', second: '1', result: '', words: '' })
  t.equal(wrong.status, 422)
  for (const told of ['没有找到这一批次', '请填写证件号', '请选择结论', '请写明检查情况']) t.match(wrong.body, told)
})
