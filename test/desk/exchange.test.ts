/** Places, products and harvests by the file: previewed, confirmed, and the same file again changes nothing. */
import { deflateRawSync } from 'node:zlib'
import { readSheet } from 'read-excel-file/node'
import t from 'tap'
import { csvOf, xlsxOf } from '../../src/faces/desk/exchange/table.js'
import { Season } from '../http/season.js'
import { gln, gtin } from '../support/codes.js'
import { PARTIES, PLACES, PRODUCTS } from '../support/world.js'
import { Clerk, type Page } from './desk.js'

const season = await Season.start()
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(300_000)
const clerk = await Clerk.of(service, { party: PARTIES.grower.uscc, roles: ['operator'] })
const stranger = await Clerk.of(service, { party: PARTIES.cooperative.uscc, roles: ['operator'] })

const PLACE_TITLES = ['地点代码（GLN）', '名称', '类型', '上级地点代码', '行政区划代码', '村', '面积（亩）']
const garden = PLACES.garden.gln
const csv = (titles: readonly string[], ...rows: string[][]) =>
  [titles, ...rows].map(row => `${row.join(',')}\r\n`).join('')
const upload = (name: string, file: Uint8Array | string) => clerk.upload('/desk/import', name, file)
const confirm = (page: Page) =>
  clerk.send(`${page.path.split('?')[0]}/confirm`, { plan: /name="plan" value="(\w+)"/.exec(page.html)?.[1] ?? '' })

/** The four counts of a preview. */
const counts = ({ text }: Page) =>
  ['新增 Created', '更正 Corrected', '不变 Unchanged', '有误 Errors'].map(name =>
    Number(new RegExp(`${name} (\\d+)`).exec(text)?.[1])
  )

const blocks = async () => (await service.pool.query<{ block: number }>('select block from core.cursor')).rows[0]!.block

const PLACES_FILE = csv(
  PLACE_TITLES,
  // The plot comes before the base that it is part of.
  [gln(801), '东山一号地', '地块', gln(800), '441621', '岫下村', '6.5'],
  [gln(800), '东山基地', '基地', '', '441621', '岫下村', ''],
  [PLACES.plot.gln, PLACES.plot.name.zh, '地块', garden, '441621', '', '6']
)

t.test('a file is previewed, and nothing is written before it is confirmed', async t => {
  const height = await blocks()
  const preview = await upload('地点.csv', PLACES_FILE)
  t.equal(preview.status, 200)
  t.same(counts(preview), [2, 0, 1, 0])
  t.match(preview.text, /还没有写入任何内容/)
  t.equal(await blocks(), height)
  const result = await confirm(preview)
  t.match(result.text, /导入结果.*新增 Created 2/)
  t.match((await service.get(`/api/core/places/${gln(801)}`)).body, { parent: gln(800), centiMu: 650, kind: 'plot' })
})

t.test('the same file again changes nothing, nor does confirming twice', async t => {
  const height = await blocks()
  const again = await upload('地点.csv', PLACES_FILE)
  t.same(counts(again), [0, 0, 3, 0])
  t.notMatch(again.html, '/confirm"')
  await confirm(again)
  await confirm(again)
  t.equal(await blocks(), height)
})

t.test('what is wrong is told by its cell, in Chinese, and the rest can go on', async t => {
  const preview = await upload(
    'x.csv',
    csv(
      PLACE_TITLES,
      ['9520001008101', '校验位错', '地块', garden, '441621', '', '6'],
      [gln(811), '', '茶馆', garden, '44', '', '6.123'],
      [gln(812), '别家的', '地块', PLACES.hill.gln, '441621', '', ''],
      [gln(813), '好的', '仓库', '', '441621', '', ''],
      [gln(813), '重复', '仓库', '', '441621', '', ''],
      [PLACES.plot.gln, '改名', '地块', garden, '441621', '', ''],
      [PLACES.depot.gln, '别人的', '仓库', '', '440300', '', '']
    )
  )
  t.same(counts(preview), [1, 0, 0, 6])
  for (const error of [
    /A2 地点代码（GLN） 不是有效的 13 位地点代码/,
    /B3 名称 没有填/,
    /C3 类型 只能是：基地、地块/,
    /E3 行政区划代码 行政区划代码是 6 位数字/,
    /G3 面积（亩） 应为不超过/,
    /D4 上级地点代码 没有登记，或不属于本单位/,
    /A6 地点代码（GLN） 与第 5 行重复/,
    /B7 名称 账本上是“演示·plot”，不能改/,
    /A8 地点代码（GLN） 账本上已由他人登记/
  ])
    t.match(preview.text, error)
  t.match((await confirm(preview)).text, /新增 Created 1 .*未写入 Not written 0/)
})

const HARVEST_TITLES = [
  '批次',
  '商品条码（GTIN）',
  '基地代码',
  '地块代码',
  '采摘时间',
  '重量（公斤）',
  '品种',
  '采摘季',
  '等级',
  '户数'
]
const harvest = (lot: string, kilograms: string, time = '2026-04-05 16:30') => [
  lot,
  PRODUCTS.leaf.gtin,
  garden,
  PLACES.plot.gln,
  time,
  kilograms,
  '紫金蝉茶',
  '春茶',
  '一芽二叶',
  '4'
]
const workbook = (...rows: string[][]) =>
  xlsxOf({ name: '采摘', columns: HARVEST_TITLES.map(title => ({ title, width: 12 })), rows })

const grams = async (lot: string) =>
  (await service.pool.query('select quantity from trace.lot where lot = $1', [lot])).rows[0]?.quantity

t.test('harvests come by XLSX, and another quantity of one is a correction, declared once', async t => {
  const first = await upload('采摘.xlsx', await workbook(harvest('X1', '42.5'), harvest('X2', '30')))
  t.same(counts(first), [2, 0, 0, 0])
  await confirm(first)
  t.equal(await grams('X1'), 42_500)
  const changed = await workbook(harvest('X1', '41'), harvest('X2', '30'), harvest('X3', '10'))
  const second = await upload('采摘.xlsx', changed)
  t.same(counts(second), [1, 1, 1, 0])
  t.match((await confirm(second)).text, /新增 Created 1 更正 Corrected 1/)
  t.equal(await grams('X1'), 41_000)
  const height = await blocks()
  t.same(counts(await upload('采摘.xlsx', changed)), [0, 0, 3, 0])
  t.equal(await blocks(), height)
})

t.test('what of a harvest cannot be corrected stays', async t => {
  const preview = await upload('采摘.xlsx', await workbook([...harvest('X2', '30').slice(0, -1), '5']))
  t.match(preview.text, /J2 户数 账本上是“4”，不能改/)
  const day = await upload('采摘.xlsx', await workbook(harvest('X2', '30', '2026/4/6')))
  t.match(day.text, /E2 采摘时间 账本上是“2026-04-05 16:30”，不能改/)
})

t.test('what the ledger has got since the preview is shown again before anything is written', async t => {
  const preview = await upload('采摘.xlsx', await workbook(harvest('LATE', '1'), harvest('X4', '1')))
  t.same(counts(preview), [2, 0, 0, 0])
  await confirm(await upload('采摘.xlsx', await workbook(harvest('LATE', '2'))))
  const again = await confirm(preview)
  t.match(again.text, '预览之后账本上有了变化')
  t.same(counts(again), [1, 1, 0, 0])
  t.equal(await grams('X4'), undefined)
  await confirm(again)
  t.equal(await grams('X4'), 1000)
  t.equal(await grams('LATE'), 1000)
})

t.test('a file as spreadsheets in China save it is read: GB 18030, semicolons, full-width brackets', async t => {
  // 名称 and 地块 in GB 18030.
  const text = PLACES_FILE.replaceAll(',', ';')
  const bytes = gb18030(text)
  t.same(counts(await upload('x.csv', bytes)), [0, 0, 3, 0])
})

/** The text in GB 18030, by asking a decoder for each pair of bytes. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
  return Uint8Array.from(
    [...text].flatMap(character => (character < '\u0080' ? [character.charCodeAt(0)] : table.get(character)!))
  )
}

t.test('what is exported comes back unchanged, as CSV and as XLSX', async t => {
  for (const kind of ['places', 'products', 'harvests'])
    for (const format of ['csv', 'xlsx']) {
      const { bytes } = await clerk.get(`/desk/export/${kind}/${format}`)
      const [created, updated, unchanged, errors] = counts(await upload(`${kind}.${format}`, bytes))
      t.same([created, updated, errors], [0, 0, 0], `${kind} ${format}`)
      t.ok(unchanged! > 0, `${kind} ${format}: ${unchanged}`)
    }
  t.notMatch((await clerk.get('/desk/export/places/csv')).text, PLACES.hill.gln)
})

t.test('what would be a formula goes out as a text, and comes back as it was', async t => {
  const name = '=HYPERLINK("http://evil.example","x")'
  const titles = ['商品条码（GTIN）', '名称', '形态', '计量']
  const preview = await upload(
    'x.xlsx',
    await xlsxOf({
      name: 'x',
      columns: titles.map(title => ({ title, width: 9 })),
      rows: [[gtin(801), name, 'crude-tea', '重量']]
    })
  )
  t.same(counts(preview), [1, 0, 0, 0])
  await confirm(preview)
  const asCsv = (await clerk.get('/desk/export/products/csv')).bytes.toString()
  t.match(asCsv, `"'=HYPERLINK(""http`)
  t.notMatch(asCsv, /(^|,|\n)"?[=+@]/)
  const sheet = await readSheet((await clerk.get('/desk/export/products/xlsx')).bytes)
  t.ok(sheet.flat().includes(name))
  t.same(counts(await upload('x.csv', asCsv))[3], 0)
  t.match(csvOf({ name: '', columns: [], rows: [['-1+1', '\tx', 'plain']] }), `'-1+1,'\tx,plain`)
})

/** A ZIP of one part, that unpacks to so many zeros. @param said the size that its directory claims */
function bomb(size: number, said = size): Buffer {
  const packed = deflateRawSync(Buffer.alloc(size))
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(said, 22)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(said, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, entry, name, end])
}

t.test('a file that would unpack to more than it may, or is none, is turned away in a sentence', async t => {
  for (const [what, file, problem] of [
    ['a ZIP bomb', bomb(200_000_000), '文件太大'],
    ['one that lies about its size', bomb(200_000_000, 100), '文件太大'],
    ['a ZIP of something else', bomb(1000), '读不出这个 XLSX'],
    ['half a workbook', (await workbook(harvest('X9', '1'))).subarray(0, 900), '读不出这个 XLSX'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), '读不出这个文件'],
    ['an empty file', '', '没有内容'],
    ['three megabytes', 'x'.repeat(3_000_000), '文件太大'],
    [
      'too many rows',
      csv(PLACE_TITLES, ...Array.from({ length: 1001 }, (_, i) => [gln(i), 'x', '地块', '', '441621', '', ''])),
      '行数太多'
    ],
    ['another table', csv(['姓名', '电话'], ['a', 'b']), '缺少']
  ] as const) {
    const page = await upload('x', file)
    t.equal(page.status, 422, what)
    t.match(page.text, problem, what)
  }
})

t.test('an upload is its party’s alone, and templates are empty tables of the columns', async t => {
  const { path } = await upload('x.csv', PLACES_FILE)
  t.equal((await stranger.get(path)).status, 404)
  t.equal((await stranger.send(`${path}/confirm`)).status, 404)
  const template = await readSheet((await clerk.get('/desk/import/templates/harvests/xlsx')).bytes)
  t.same(template, [HARVEST_TITLES])
})
