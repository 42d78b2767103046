/** A recall on the real network, from opening to closing: by the regulator, by a producer, as a drill. */
import t from 'tap'
import { bureau, CASES, garden, lotOf, outlet, packOf, plot, Season, shipmentOf, stall } from '../http/season.js'
import { actsOf } from '../support/acts.js'
import * as events from '../support/events.js'
import { logIn } from '../support/people.js'
import { all } from '../support/service.js'
import { PARTIES, PRODUCTS } from '../support/world.js'
import { goodsDigest, stepsOnLedger, toldOf } from './recall-facts.js'

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
const number = 'ZH-2026-7'
const origin = { gtin: PRODUCTS.crude.gtin, lot: 'C1' }
const terms = { number, class: 'I', reason: '演示：农残超标', knownAt: '2026-04-06T08:00', drill: '' }
const blockCount = async () =>
  (await service.pool.query<{ count: number }>('select count(*) from core.command')).rows[0]!.count
const told = () => toldOf(service, number)
const steps = () => stepsOnLedger(service)

t.test('the form tells the impact before anything is done', async t => {
  const { status, body } = await page(regulator, `/audit/recalls/new?${new URLSearchParams(origin)}`)
  t.equal(status, 200)
  // C1 and the two lots that were packed of it: 25 packs, 1 sold, 5 under way, 5 at home and 14 at the outlet.
  t.match(body, /影响范围[\s\S]*25 件[\s\S]*19 件[\s\S]*5 件/)
  for (const lot of ['C1', 'P1', 'P2'])
    t.match(body, `/audit/lots/${lot === 'C1' ? PRODUCTS.crude.gtin : PRODUCTS.pack.gtin}/${lot}`)
})

t.test('a drill finds it all, is on the ledger, and changes no goods', async t => {
  const [before, commands] = [await goodsDigest(service), await blockCount()]
  const played = { ...origin, ...terms, number: 'YL-1' }
  const { status, location } = await submit(regulator, '/audit/recalls', { ...played, drill: 'yes' })
  t.equal(status, 303)
  const drill = await page(regulator, location)
  t.match(drill.body, '没有召回任何产品')
  t.match(drill.body, PARTIES.supermarket.name.zh)
  t.same(await steps(), [`drillRecall ${PARTIES.inspector.uscc} accepted`])
  const { rows } = await service.pool.query('select * from trace.recall_drill')
  t.match(rows, [{ number: 'YL-1', class: 'I', lots: 3, parties: 2, origin: { kind: 'lot', ...origin } }])
  t.ok(rows[0].milliseconds >= 0)
  t.equal(await goodsDigest(service), before)
  t.equal(await blockCount(), commands + 1)
  t.same(await told(), [])
  t.match((await service.get(`/01/${PRODUCTS.pack.gtin}/21/HOME000001`)).body, /^(?![\s\S]*已召回)/)
  const again = await submit(regulator, '/audit/recalls', played)
  t.equal(again.status, 422)
  t.match(again.body, '该编号已用于召回或演练')
})

t.test('a form that is not filled in is shown again, with what is wrong and what was typed', async t => {
  const wrong = { ...origin, ...terms, reason: '', knownAt: '2126-01-01T00:00' }
  const { status, body } = await submit(regulator, '/audit/recalls', wrong)
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
    const holders = [PARTIES.grower.uscc, PARTIES.supermarket.uscc].sort()
    t.same(await told(), holders, 'in the same go')
    await page(regulator, `/audit/recalls/${number}`)
    await page(regulator, '/audit/recalls')
    t.same(await told(), holders)
    const by = PARTIES.inspector.uscc
    t.same(await steps(), [`drillRecall ${by} accepted`, `noticeRecall ${by} accepted`])
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
  const asked = await service.get('/desk/data', shop.headers)
  t.match(asked.body.recalls, [{ number, class: 'I', reason: terms.reason }], 'his phone says so')
  t.match((await page(shop, '/desk/goods')).body, `召回通知 ${number}`)
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
  t.same((await service.get('/desk/data', shop.headers)).body.recalls, [])
  t.notMatch((await page(shop, '/desk/goods')).body, '召回通知')
  t.same((await steps()).slice(2), [`acknowledgeRecall ${PARTIES.supermarket.uscc} accepted`])
  const form = await page(shop, `/desk/recalls/new?${new URLSearchParams(origin)}`)
  t.match(form.body, '该主体无权召回此批次')
  t.notMatch(form.body, PARTIES.grower.name.zh, 'nor does the form for another recall tell')
})

t.test('who turns out to hold some later is told when the regulator looks', async t => {
  await all([season.does('trader', events.returning({ place: stall, packs: [packOf('SOLD000000')] }))])
  t.equal((await page(trader, `/desk/recalls/${number}`)).status, 404)
  await page(regulator, '/audit/recalls')
  t.same(await told(), [PARTIES.grower.uscc, PARTIES.supermarket.uscc, PARTIES.trader.uscc].sort())
  t.match((await page(trader, '/desk/recalls')).body, '待您确认')
  t.equal((await submit(trader, `/desk/recalls/${number}/acknowledge`, { words: '退回一件' })).status, 303)
  await all([season.does('trader', events.destroying({ place: stall, packs: [packOf('SOLD000000')] }))])
})

t.test('goods that arrive meanwhile, come back and are destroyed are counted', async t => {
  const { does } = season
  await all([
    does('supermarket', events.receiving({ place: outlet, shipment: shipmentOf('S2'), cases: [CASES.travelling] }))
  ])
  await all([
    does('supermarket', events.destroying({ place: outlet, cases: [CASES.travelling, CASES.stocked, CASES.stale] }))
  ])
  await all([
    does(
      'supermarket',
      events.destroying({
        place: outlet,
        packs: ['SOLD000001', 'SOLD000002', 'SOLD000003', 'SOLD000004'].map(packOf)
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
  const empty = await submit(regulator, `/audit/recalls/${number}/close`, { words: '' })
  t.equal(empty.status, 422)
  t.match(empty.body, '请写明总结')
  await submit(grower, `/desk/recalls/${number}/acknowledge`, { words: '' })
  t.equal((await submit(regulator, `/audit/recalls/${number}/close`, { words: '全部销毁，无未追回' })).status, 303)
  const { body } = await page(regulator, `/audit/recalls/${number}`)
  t.match(body, '全部销毁，无未追回')
  t.match(body, '3 / 3 家已确认')
  t.match(body, '已追回')
  const { rows } = await service.pool.query('select closing from trace.recall where number = $1', [number])
  t.match(rows[0].closing, { by: PARTIES.inspector.uscc, words: '全部销毁，无未追回' })
  t.same(
    rows[0].closing.goods.find(({ gtin }: { gtin: string }) => gtin === PRODUCTS.pack.gtin),
    { gtin: PRODUCTS.pack.gtin, recovered: 25, destroyed: 25, unrecovered: 0, sold: 0 }
  )
  t.match((await page(regulator, '/audit/recalls')).body, '已结束')
  const again = await submit(regulator, `/audit/recalls/${number}/close`, { words: '再结束一次' })
  t.equal(again.status, 303)
  t.notMatch((await page(regulator, again.location)).body, '再结束一次')
  const late = events.recalling({ place: bureau, lots: [lotOf('leaf', 'L3')], number, class: 'I' })
  t.equal((await season.does('inspector', late)).body.code, 'RECALL_CLOSED', 'what is found later takes another number')
})

t.test('every step of it is a command that the ledger explorer shows', async t => {
  const { body } = await page(regulator, `/audit/recalls/${number}`)
  const links = [...body.matchAll(/\/audit\/ledger\/commands\/[0-9a-f]{64}\/[0-9a-f-]{36}/g)].map(([link]) => link!)
  t.equal(new Set(links).size, 7, 'opened, told twice, heard by three, ended')
  const pages = await Promise.all([...new Set(links)].map(async link => (await page(regulator, link)).body as string))
  const actionsShown = ['capture', 'noticeRecall', 'acknowledgeRecall', 'closeRecall'].map(
    action => pages.filter(text => text.includes(`&quot;${action}&quot;`)).length
  )
  t.same(actionsShown, [1, 2, 3, 1])
})

t.test('consumers read that it has ended, and their proof says so', async t => {
  const address = `${PRODUCTS.pack.gtin}/HOME000001`
  t.match((await service.get(`/01/${PRODUCTS.pack.gtin}/21/HOME000001`)).body, /已召回[\s\S]*召回已结束/)
  const { status, body } = await service.get(`/api/trace/provenance/${address}/proof`)
  t.equal(status, 200)
  const text = JSON.stringify(body)
  t.match(text, `{"closed":true,"recall":"${number}"}`)
  for (const stranger of [PARTIES.trader.uscc, '已下架', '全部销毁']) t.notMatch(text, stranger)
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
  const mine = await page(grower, '/desk/recalls/ZH-2026-8')
  t.match(mine.body, '72 小时')
  t.match(mine.body, '已通知 0 家', 'who opened it needs no notice')
})

t.test('opening, acknowledging and ending are on the audit log', async t => {
  const acts = await actsOf(service)
  t.same([...new Set(acts.map(({ act }) => act).filter(act => act.startsWith('recall.')))].sort(), [
    'recall.acknowledge',
    'recall.close',
    'recall.drill',
    'recall.notice',
    'recall.open'
  ])
})
