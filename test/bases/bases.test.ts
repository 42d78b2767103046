/** Supply bases over the real network: planned, built, accepted, operating; what is applied, picked and packed there. */
import { dayOf } from '@suyuan/model/core/day'
import t from 'tap'
import { Clerk } from '../desk/desk.js'
import { garden, grams, lotOf, packOf, plot, Season } from '../http/season.js'
import { uscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { BASE, PARTIES, PRODUCTS, REGULATOR, RETAIL } from '../support/world.js'

t.setTimeout(300_000)
const season = await Season.start()
const { service } = season
t.teardown(() => service.stop())

const keyOf = async (organisation: string, party: string): Promise<string> =>
  (await service.administer(organisation, 'clients', { party, label: 'test' })).body.apiKey
const office = uscc(9, '11440300')
await all([
  service.administer(REGULATOR, 'parties', {
    ...{ uscc: office, name: { zh: '演示·帮扶办', en: 'Demo Office' }, roles: ['office'] }
  })
])
const [growers, offices, supermarkets] = await Promise.all([
  keyOf(BASE, PARTIES.grower.uscc),
  keyOf(REGULATOR, office),
  keyOf(RETAIL, PARTIES.supermarket.uscc)
])
const says = (key: string, action: string, body: object) => service.as(key, `/api/bases/${action}`, body)
const get = (path: string, key?: string) =>
  service.get(`/api/bases/${path}`, key ? { authorization: `Bearer ${key}` } : {})
const clerk = await Clerk.of(service, { party: PARTIES.grower.uscc, roles: ['operator'] })
const other = await Clerk.of(service, { party: PARTIES.cooperative.uscc, roles: ['operator'] })
const officer = await Clerk.of(service, { party: office, roles: ['office'] })

t.test('a base goes from plan to operation, each step by who may', async t => {
  t.match((await says(supermarkets, 'plan', { id: garden })).body, { code: 'ROLE_REQUIRED' })
  const planned = await clerk.send('/desk/bases/new/plan', {
    ...{ id: garden, investmentFen: '1200000.50', partner: '演示·某集团', words: '', document: '立项批复' }
  })
  t.match(planned, { status: 200, path: `/desk/bases/${garden}` })
  t.match(planned.text, /1,200,000\.5 元/)
  t.equal((await says(growers, 'build', { id: garden })).status, 201)
  t.match((await says(growers, 'operate', { id: garden })).body, { code: 'STEP_NOT_OPEN' })
  t.match(await officer.send(`/audit/bases/${garden}/accept`, { words: '', document: '验收意见书' }), { status: 200 })
  t.equal((await says(growers, 'operate', { id: garden })).status, 201)
  t.match((await get('bases')).body, { entries: [{ id: garden, state: 'operating', investmentFen: 120_000_050 }] })
})

t.test('what is applied to a plot closes it to picking, and the desk says until when', async t => {
  const sprayed = {
    ...{ id: 'N-20260401-000001', product: '苦参碱', registration: 'PD20132710', source: '演示·农资店', dose: '0.5' },
    ...{ unit: 'mL/mu', against: '茶小绿叶蝉', startedOn: '2026-04-01', stoppedOn: '2026-04-01', intervalDays: '7' }
  }
  const wrong = await clerk.send(`/desk/bases/plots/${plot}/inputs`, {
    ...{ ...sprayed, dose: '一些', stoppedOn: '2026-03-31' }
  })
  t.equal(wrong.status, 422)
  t.match(wrong.text, /请填数字，最多三位小数/)
  t.match(wrong.html, /value="一些"/)
  const recorded = await clerk.send(`/desk/bases/plots/${plot}/inputs`, sprayed)
  t.match(recorded, { status: 200, path: `/desk/bases/plots/${plot}` })
  t.match(recorded.text, /苦参碱.*间隔 7 天/)
  const early = await season.does('grower', events.harvest({ base: garden, plot, goods: grams('leaf', 'L0', 1000) }))
  t.match(early.body, { code: 'PRE_HARVEST_INTERVAL', facts: { product: '苦参碱', free: '2026-04-08' } })
  t.equal((await other.get(`/desk/bases/plots/${plot}`)).status, 404)
  t.equal((await get(`plots/${plot}/inputs`, supermarkets)).status, 404)
  t.match((await get(`plots/${plot}/inputs`, growers)).body, { entries: [{ product: '苦参碱' }] })
  t.match((await get(`plots/${plot}/inputs`, offices)).body, { entries: [{ product: '苦参碱' }] })

  t.match((await says(growers, 'withdrawInput', { id: 'N-X', plot, words: '无' })).body, { code: 'MATTER_UNKNOWN' })
  const withdrawn = await clerk.send(`/desk/bases/plots/${plot}/inputs/${sprayed.id}/withdrawal`, { words: '录错地块' })
  t.match(withdrawn.text, /已撤回：录错地块/)
  await season.live()
})

t.test('a plot within its interval today is not free, to programs and on the desk', async t => {
  const today = dayOf(new Date())
  const input = { id: 'N-2', plot, product: '石硫合剂', source: '演示·农资店', dose: '300', unit: 'times' }
  await all([says(growers, 'applyInput', { ...input, startedOn: today, stoppedOn: today, intervalDays: 15 })])
  t.match((await get(`plots/${plot}`)).body, { free: false, base: garden, intervals: [{ product: '石硫合剂' }] })
  t.match((await clerk.get('/desk/bases/plots')).text, /起可采.*因用药：石硫合剂/)
})

t.test('the exact outline is for its party and supervisors, everybody else has it to a kilometre', async t => {
  const path = `/desk/bases/plots/${plot}/outline`
  t.match(await clerk.send(path, { corners: '23.5, x' }), { status: 422, text: /至少三行/ })
  const corners = '23.56341, 115.18122\n23.56360，115.18170\n23.56300 115.18180'
  t.match((await clerk.send(path, { corners })).text, /23\.56, 115\.18.*23\.56341, 115\.18122.*与账本承诺一致/)
  t.match((await officer.get(`/audit/bases/plots/${plot}`)).text, /23\.56341.*与账本承诺一致/)
  const { rows } = await service.pool.query(`select value from core.state where key = $1`, [`bases/outline/${plot}`])
  t.same(rows[0].value.corners, [[2356, 11518]])
  // As it was entered, or as a whole number: five digits alone turn up in signatures.
  const said = await service.pool.query(`select from core.command where command ~ '23\\.?56341'`)
  t.equal(said.rowCount, 0, 'nothing exact is on the ledger')
})

t.test('households stay in the vault: the ledger has totals, none below five, and a commitment', async t => {
  const opened = await clerk.send('/desk/weighing', {
    ...{ plot, gtin: PRODUCTS.leaf.gtin, day: '2026-04-05', lot: 'W1', cultivar: '蝉茶', season: 'spring' },
    ...{ grade: '一级', unit: 'jin', price: '30' }
  })
  for (let n = 1; n <= 6; n++)
    await clerk.send(`${opened.path}/lines`, {
      ...{ code: `HH-${n}`, village: '岫下村', gross: '20', tare: '0', deduction: '5', grade: '一级', price: '30' }
    })
  const { html } = await clerk.get('/desk/households')
  const actions = [...html.matchAll(/\/desk\/households\/[0-9a-f-]+\/link/g)].map(([action]) => action)
  t.equal(actions.length, 6)
  for (const [n, action] of actions.entries())
    await clerk.send(action, { base: garden, kinds: n < 2 ? ['wage', 'operating'] : ['operating'] })
  const counted = await clerk.send('/desk/households/count', { base: garden })
  t.match(counted.text, /6户.*少于5户.*名册与账本承诺一致/)
  const { rows } = await service.pool.query(`select value from core.state where key = $1`, [
    `bases/households/${garden}`
  ])
  t.match(rows[0].value, { households: 6, wage: 'under5', asset: 0, operating: 6, commitment: /^[0-9a-f]{64}$/ })
  const { html: list } = await clerk.get('/desk/weighing/households')
  const erase = /\/desk\/weighing\/households\/[0-9a-f-]+\/erase/.exec(list)![0]
  await clerk.send(erase, { sure: 'yes' })
  t.match((await clerk.get('/desk/households')).text, /名册与账本承诺一致/, 'erased, and still what was committed to')
})

t.test('the office records the four, and the common mark needs them all where the organisations say so', async t => {
  const required = { name: 'bases.mark.required', value: true, source: 'test' }
  await all([service.administer(BASE, 'parameter-proposals', required)])
  await all([service.administer(RETAIL, 'parameter-acceptances', required)])
  const packed = (lot: string) => ({
    ...events.packing({ place: garden, inputs: [grams('crude', 'C1', 1000)], lot: lotOf('pack', lot), pieces: 10 }),
    'suyuan:commonMark': true
  })
  const check = (aspect: string) =>
    officer.send(`/audit/bases/${garden}/checks`, {
      ...{ gtin: PRODUCTS.pack.gtin, aspect, result: 'yes', checkedOn: '2026-03-01', expires: '2027-03-01' },
      document: '核查记录'
    })
  for (const aspect of ['quality', 'processing', 'mark']) t.match(await check(aspect), { status: 200 })
  t.match((await season.does('grower', packed('K1'))).body, {
    ...{ code: 'UNIFICATION_MISSING', facts: { base: garden, missing: ['sales'] } }
  })
  t.match(await check('sales'), { path: `/audit/bases/${garden}` })
  t.equal((await season.does('grower', packed('K1'))).status, 201)
  t.match((await says(growers, 'checkUnification', {})).body, { code: 'REQUEST_INVALID' })
})

t.test('everybody reads of a base what is public, and its packs lead there', async t => {
  const page = async (path: string) => (await fetch(service.url + path, { headers: { accept: 'text/html' } })).text()
  t.match(await page('/board/bases'), /超过30家.*演示·base/s)
  const base = await page(`/board/bases/${garden}`)
  t.match(base, /6户.*四统一.*有效至 2027-03-01/s)
  t.notMatch(base, /23\.56341/)
  t.match(await page(`/01/${packOf('').gtin}/10/P1/21/HOME000000`), new RegExp(`/board/bases/${garden}".*四统一`, 's'))
  t.match((await clerk.get(`/desk/goods/${PRODUCTS.leaf.gtin}/L3`)).text, /开具承诺达标合格证/)
})
