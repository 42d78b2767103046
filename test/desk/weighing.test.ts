/** Leaf is weighed in household by household, goes on the ledger as a sum, and a household can be erased. */
import { createHash } from 'node:crypto'
import { readSheet } from 'read-excel-file/node'
import t from 'tap'
import { Season } from '../http/season.js'
import { PARTIES, PLACES, PRODUCTS } from '../support/world.js'
import { Clerk } from './desk.js'

const season = await Season.start()
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(300_000)
const clerk = await Clerk.of(service, { party: PARTIES.grower.uscc, roles: ['operator'], name: '演示·收购员' })
const stranger = await Clerk.of(service, { party: PARTIES.cooperative.uscc, roles: ['operator'] })

const { gtin } = PRODUCTS.leaf
const book = {
  plot: PLACES.plot.gln,
  gtin,
  day: '2026-04-05',
  lot: 'W1',
  cultivar: '紫金蝉茶',
  season: 'spring',
  grade: '一芽二叶',
  unit: 'jin',
  price: '30.5'
}
const line = {
  code: 'HH-001',
  village: '岫下村',
  gross: '20.5',
  tare: '0.5',
  deduction: '5',
  grade: '一芽二叶',
  price: '30.50'
}

let path = ''

t.test('a book is opened, and what cannot be is said beside its field, as it was typed', async t => {
  const wrong = await clerk.send('/desk/weighing', { ...book, lot: '批次', price: '三十' })
  t.equal(wrong.status, 422)
  t.match(wrong.text, /批次号最多 20 位.*金额写成 12\.50/)
  t.match(wrong.html, /value="三十"/)
  const opened = await clerk.send('/desk/weighing', book)
  t.equal(opened.status, 200)
  t.match(opened.text, '正在收')
  path = opened.path
})

t.test('each weighing is written down with what is paid for it', async t => {
  const first = await clerk.send(`${path}/lines`, line)
  t.match(first.text, '已记：HH-001，净重 19 斤，579.50 元')
  await clerk.send(`${path}/lines`, { ...line, gross: '10', tare: '0', deduction: '0' })
  await clerk.send(`${path}/lines`, { ...line, code: 'hh-002', gross: '30', grade: '单芽' })
  const third = await clerk.send(`${path}/lines`, { ...line, code: 'HH-003', village: '云岫村', gross: '11' })
  t.match(third.text, /合计 Total 67\.002 斤/)
  t.match(third.text, /农户 Households 3/)
})

t.test('a weighing that cannot be is refused, and nothing of it is kept', async t => {
  for (const [change, problem] of [
    [{ gross: '1', tare: '2' }, '扣去皮重和水分后没有重量'],
    [{ gross: '1.005' }, '重量写成'],
    [{ deduction: '51' }, '扣水写 0 到 50'],
    [{ code: 'HH-900', village: '' }, '这是新农户，请填村名']
  ] as const) {
    const { status, text } = await clerk.send(`${path}/lines`, { ...line, ...change })
    t.equal(status, 422)
    t.match(text, problem)
  }
  t.equal((await clerk.get(path)).html.match(/<button[^>]*aria-label="划掉/g)?.length, 4)
})

t.test('a line can be struck while the book is open', async t => {
  const before = await clerk.send(`${path}/lines`, { ...line, code: 'HH-003', gross: '99' })
  t.match(before.html, /lines\/5\/strike/)
  const after = await clerk.send(`${path}/lines/5/strike`)
  t.notMatch(after.html, /lines\/5\/strike/)
})

const slipsOf = (html: string) => [
  ...new Set([...html.matchAll(/href="([^"]+\/slips\/[^"]+)"/g)].map(([, href]) => href!))
]

t.test('each household has its slip, with all that it brought and nothing of the others', async t => {
  const [slip] = slipsOf((await clerk.get(path)).html)
  const { text, status } = await clerk.get(slip!)
  t.equal(status, 200)
  t.match(text, /鲜叶收购小票.*HH-001 · 岫下村/)
  t.match(text, /合计 29 斤/)
  t.match(text, /884\.50/) // 19 and 10 斤 at 30.50
  t.notMatch(text, 'HH-003')
})

t.test('another party sees nothing of it', async t => {
  const [slip] = slipsOf((await clerk.get(path)).html)
  for (const address of [path, slip!, `${path}/ledger.xlsx`])
    t.equal((await stranger.get(address)).status, 404, address)
  t.notMatch((await stranger.get('/desk/weighing')).text, 'W1')
  t.equal((await stranger.send(`${path}/lines`, line)).status, 404)
})

/** All that Postgres has of its own, as text. */
async function everything(): Promise<string> {
  const { rows } = await service.pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname in ('core_own', 'core', 'trace')`
  )
  const texts = []
  for (const schema of ['core_own', 'core', 'trace'])
    for (const { name } of rows) {
      const found = await service.pool.query(`select to_regclass($1) is not null as there`, [`${schema}.${name}`])
      if (!found.rows[0].there) continue
      texts.push(JSON.stringify((await service.pool.query(`select * from ${schema}.${name}`)).rows))
    }
  return texts.join('\n')
}

t.test('of a household nothing can be read in Postgres', async t => {
  const all = await everything()
  for (const word of ['HH-001', 'HH-003', '岫下村', '云岫村', '"gross":10250']) t.notOk(all.includes(word), word)
})

t.test('closed, it is one harvest: total, households, and a commitment to the lines', async t => {
  const closed = await clerk.send(`${path}/close`, { closingLot: 'W1', closingGrade: '一芽二叶' })
  t.match(closed.text, '已上链')
  t.match(closed.text, '台账与账本上的承诺一致：4 行可读，0 行已删除')
  const { rows } = await service.pool.query(
    `select l.quantity, e.event from trace.lot l join trace.event e on e.event_id = l.event where l.gtin = $1 and l.lot = 'W1'`,
    [gtin]
  )
  t.match(rows, [{ quantity: 33_501, event: { ilmd: { 'suyuan:households': 3 } } }])
  t.match(closed.html, rows[0].event.ilmd['suyuan:weighIn'])
  const page = await clerk.get(`/01/${gtin}/10/W1`)
  t.match(page.text, '少于5户')
  t.notMatch(page.text, /HH-|30\.50/)
})

t.test('what is closed stays as it is', async t => {
  t.notMatch((await clerk.send(`${path}/lines`, line)).text, '已记')
  await clerk.send(`${path}/lines/1/strike`)
  await clerk.send(`${path}/close`, { closingLot: 'W1', closingGrade: 'x' })
  t.match((await clerk.get(path)).text, '4 行可读')
  const { rows } = await service.pool.query(`select count(*) from trace.event where kind = 'harvest'`)
  t.equal(rows[0].count, 1)
})

t.test('a lot number that is used is told, and the book can be closed with another', async t => {
  const { path } = await clerk.send('/desk/weighing', { ...book, lot: 'W1' })
  await clerk.send(`${path}/lines`, line)
  const refused = await clerk.send(`${path}/close`, { closingLot: 'W1', closingGrade: '一芽二叶' })
  t.equal(refused.status, 422)
  t.match(refused.text, '批次号已使用')
  t.match((await clerk.send(`${path}/close`, { closingLot: 'W2', closingGrade: '一芽二叶' })).text, '已上链')
})

const ledger = async () => (await readSheet((await clerk.get(`${path}/ledger.xlsx`)).bytes)) as unknown[][]

t.test('the day goes out as 收购台账, whose numbers add up', async t => {
  const [heading, titles, ...rows] = await ledger()
  t.match(String(heading![0]), '收购台账 2026-04-05')
  const at = (title: string) => titles!.indexOf(title)
  const sum = rows.pop()!
  t.match(
    rows.map(row => row[at('农户代号')]),
    ['HH-001', 'HH-001', 'HH-002', 'HH-003'].map(code => new RegExp(code, 'i'))
  )
  const total = (title: string) => rows.reduce((sum, row) => sum + Math.round(Number(row[at(title)]) * 1000), 0)
  t.equal(Math.round(Number(sum[at('净重（公斤）')]) * 1000), 33_501)
  t.equal(total('净重（公斤）'), 33_501)
  t.equal(total('金额（元）'), Math.round(Number(sum[at('金额（元）')]) * 1000))
})

t.test('a household that is erased can be read by nobody, and the history still holds', async t => {
  const before = await clerk.get('/desk/weighing/households')
  const erase = /action="([^"]+\/erase)"/.exec(before.html)![1]!
  t.match(before.text, 'HH-001')
  const [slip] = slipsOf((await clerk.get(path)).html)
  await clerk.send(erase)
  t.match((await clerk.get('/desk/weighing/households')).text, 'HH-001', 'not unless one is sure')
  const after = await clerk.send(erase, { sure: 'yes' })
  t.match(after.text, '已删除')
  t.notMatch(after.text, 'HH-001')
  t.equal((await clerk.get(slip!)).status, 404)
  const closed = await clerk.get(path)
  t.match(closed.text, '台账与账本上的承诺一致：2 行可读，2 行已删除')
  t.match(closed.text, '此户已删除')
  t.match(JSON.stringify(await ledger()), '此户已删除')
  const { rows } = await service.pool.query('select * from core_own.household where erased_at is not null')
  t.match(rows, [{ key: null, sealed: null }])
})

t.test('a line that somebody alters in Postgres is noticed', async t => {
  await service.pool.query(
    `update core_own.weighing_line set leaf = $1 where position = 4 and sealed is not null
       and weighing in (select id from core_own.weighing where lot = 'W1' and state = 'closed')`,
    [createHash('sha256').update('another').digest()]
  )
  t.match((await clerk.get(path)).text, '台账与账本上的承诺不一致')
})
