/** Traces in the forms of regulators: each cell against what the ledger has of the same events. */
import { createHash } from 'node:crypto'
import readWorkbook from 'read-excel-file/node'
import t, { type Test } from 'tap'
import { minuteOf } from '../../src/core/web/clock.js'
import { CASES, garden, grams, outlet, plot } from '../http/season.js'
import { actsOf } from '../support/acts.js'
import * as events from '../support/events.js'
import { type LoggedIn, logIn } from '../support/people.js'
import { all } from '../support/service.js'
import { type Table, tablesIn, unzipped } from '../support/tables.js'
import { PARTIES, PRODUCTS } from '../support/world.js'
import { at, CULTIVAR, DESADV, documentOf, EVENT, GOODS, GROWER, PIECES, SHOP } from './audit-forms-words.js'
import type { Inspectorate } from './inspectorate.js'

const { leaf, crude, pack } = PRODUCTS
const FORMS = ['fsma204', 'updown', 'national'] as const
const P1 = `/audit/lots/${pack.gtin}/P1`
const formula = '=HYPERLINK("http://example.com")'

/** What the ledger has of an event. */
interface Spot {
  kind: string
  event: string
  time: Date
  recorded: Date
  block: number
  transaction: string
}

export function formTests(inspectorate: Inspectorate): void {
  const { service, season, regulator } = inspectorate

  const file = async (path: string, who: LoggedIn = regulator) => {
    const response = await fetch(service.url + path, { headers: who.headers })
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers }
  }
  const csvOf = async (path: string, form: string) =>
    tablesIn((await file(`${path}/forms/${form}/export/csv`)).bytes.toString())
  const named = (tables: readonly Table[], title: string) => tables.find(table => table.title.startsWith(title))!

  /** The event whose signed words have all of these in them. */
  async function spotOf(kind: string, ...words: string[]): Promise<Spot> {
    const { rows } = await service.pool.query<Spot>(
      `select e.kind, e.event_id as event, e.event_time as time, e.recorded_at as recorded, e.block, t.tx_id as transaction
       from trace.event e join core.transaction t on (t.block, t.index) = (e.block, e.tx_index)
       where e.kind = $1 and not exists (
         select from unnest($2::text[]) as word where position(word in e.event::text) = 0)
       order by e.block, e.tx_index, e.position limit 1`,
      [kind, words]
    )
    return rows[0]!
  }
  const onLedger = ({ recorded, block, transaction }: Spot) => [minuteOf(recorded), String(block), transaction]

  t.test('the sortable spreadsheet of a lot has the walk from the plot to the shelf, cell by cell', async t => {
    const tables = await csvOf(P1, 'fsma204')
    const picked = await spotOf('harvest', '/10/L1"')
    const made = await spotOf('process', '/10/C1"')
    const packed = await spotOf('packing', '"P1"')
    t.same(named(tables, '采收').rows, [
      [
        ...[minuteOf(picked.time), '演示·fresh-leaf Demo fresh-leaf', CULTIVAR, '42', 'kg', ''],
        ...[leaf.gtin, 'L1', ...at(garden), ...at(plot), ...GROWER, '', ...at(garden)],
        ...[EVENT, picked.event, ...onLedger(picked)]
      ]
    ])
    t.same(named(tables, '初次包装').rows, [], 'tea that is packed is no raw commodity')
    t.same(named(tables, '加工转换').rows, [
      [
        ...[minuteOf(made.time), crude.gtin, 'C1', GOODS.crude, '10', 'kg', ''],
        ...[leaf.gtin, 'L1', GOODS.leaf, '42', 'kg', ...at(garden), EVENT, made.event],
        ...[CULTIVAR, ...at(garden), ...at(plot), ...GROWER, '', minuteOf(picked.time), '', ...onLedger(made)]
      ],
      [
        ...[minuteOf(packed.time), pack.gtin, 'P1', GOODS.pack, '20', PIECES, ''],
        ...[crude.gtin, 'C1', GOODS.crude, '2', 'kg', ...at(garden), EVENT, packed.event],
        ...['', '', '', '', '', '', '', '', '', '', ...onLedger(packed)]
      ]
    ])
    await moved(t, tables)
    t.same(
      named(tables, '地点').rows.map(([gln]) => gln),
      [garden, plot, outlet].sort()
    )
  })

  async function moved(t: Test, tables: readonly Table[]): Promise<void> {
    const [s1, s2, s3] = await Promise.all(['S1', 'S2', 'S3'].map(number => spotOf('shipping', `:${number}"`)))
    const [r1, r2, r3] = await Promise.all(['S1', 'S2', 'S3'].map(number => spotOf('receiving', `:${number}"`)))
    const P1 = [pack.gtin, 'P1', GOODS.pack]
    const C1 = [crude.gtin, 'C1', GOODS.crude]
    const way = [...at(garden), ...at(outlet), ...at(garden), DESADV]
    const two = `${CASES.sold} ${CASES.stocked}`
    t.same(named(tables, '发运').rows, [
      [
        minuteOf(s1!.time),
        ...P1,
        '10',
        PIECES,
        '2',
        two,
        ...way,
        documentOf('S1'),
        '',
        '已收讫 received',
        ...onLedger(s1!)
      ],
      [
        ...[minuteOf(s2!.time), ...P1, '5', PIECES, '1', CASES.travelling, ...way],
        ...[documentOf('S2'), '', '已收讫 received', ...onLedger(s2!)]
      ],
      [
        ...[minuteOf(s3!.time), ...C1, '5', 'kg', '', '', ...way],
        ...[documentOf('S3'), 'XY-2026-01', '运输途中 On its way', ...onLedger(s3!)]
      ]
    ])
    t.same(named(tables, '收货').rows, [
      [minuteOf(r1!.time), ...P1, '10', PIECES, '2', two, '', '', ...way, documentOf('S1'), '', ...onLedger(r1!)],
      [
        ...[minuteOf(r3!.time), ...C1, '4', 'kg', '', '', '0.5', '0.3', ...way],
        ...[documentOf('S3'), 'XY-2026-01', ...onLedger(r3!)]
      ],
      [
        ...[minuteOf(r2!.time), ...P1, '3', PIECES, '1', CASES.travelling, '2', '', ...way],
        ...[documentOf('S2'), '', ...onLedger(r2!)]
      ]
    ])
  }

  t.test('one up and one down say from whom and to whom, also where that is nobody by name', async t => {
    const grower = await csvOf(`/audit/parties/${PARTIES.grower.uscc}`, 'updown')
    t.same(
      named(grower, '去向').rows.map(row => [row[1], ...row.slice(6, 8), row[12], row[13], row[14]]),
      [
        ['发货 shipping', ...SHOP, pack.gtin, 'P1', '10'],
        ['发货 shipping', ...SHOP, pack.gtin, 'P1', '5'],
        ['发货 shipping', ...SHOP, pack.gtin, 'P2', '5'],
        ['发货 shipping', ...SHOP, crude.gtin, 'C1', '5']
      ]
    )
    const shop = await csvOf(`/audit/parties/${PARTIES.supermarket.uscc}`, 'updown')
    t.same(
      named(shop, '来源').rows.map(row => [row[1], ...row.slice(6, 8), row[13], row[14]]),
      [
        ['收货 receiving', ...GROWER, 'P1', '10'],
        ['收货 receiving', ...GROWER, 'P2', '5'],
        ['收货 receiving', ...GROWER, 'C1', '4'],
        ['收货 receiving', ...GROWER, 'P1', '3'],
        ['退货 return', '', '', 'P1', '1']
      ]
    )
    t.same(
      named(shop, '去向').rows.map(row => [row[1], row[6], row[13], row[14], row[15]]),
      [['零售 retail sale', '', 'P1', '1', PIECES]]
    )
    const lot = await csvOf(`/audit/lots/${crude.gtin}/C1`, 'updown')
    t.same(
      named(lot, '投料关系').rows.map(row => [row[7], row[12]]),
      [
        ['C1', 'L1'],
        ['P1', 'C1'],
        ['P2', 'C1']
      ],
      'what went into a lot, and what it went into'
    )
  })

  t.test('a corrected quantity is the one in force, with what was said before beside it', async t => {
    const [row] = named(await csvOf(`/audit/lots/${leaf.gtin}/L3`, 'fsma204'), '采收').rows
    t.same(row!.slice(3, 6), ['40', 'kg', '42'])
  })

  t.test('the national fields name participants, units, links and trades', async t => {
    const tables = await csvOf(P1, 'national')
    t.same(
      named(tables, '追溯参与方').rows.map(row => row.slice(0, 2)),
      [GROWER, SHOP].sort(([, one], [, other]) => (one! < other! ? -1 : 1))
    )
    t.same(
      named(tables, '追溯单元').rows.map(row => row.slice(1, 7)),
      [
        [leaf.gtin, 'L1', `https://id.gs1.org/01/${leaf.gtin}/10/L1`, GOODS.leaf, '42', 'kg'],
        [crude.gtin, 'C1', `https://id.gs1.org/01/${crude.gtin}/10/C1`, GOODS.crude, '10', 'kg'],
        [pack.gtin, 'P1', `https://id.gs1.org/01/${pack.gtin}/10/P1`, GOODS.pack, '20', PIECES]
      ]
    )
    t.same(
      named(tables, '追溯环节').rows.map(row => row[1]!.split(' ')[0]),
      ['采摘', '加工', '包装赋码', '发货', '发货', '发货', '收货', '收货', '收货', '零售', '退货', '销毁']
    )
    t.equal(named(tables, '交易记录').rows.length, 4)
    t.same(
      named(tables, '承诺达标合格证').rows.map(row => row.slice(0, 3)),
      [['演示·fresh-leaf Demo fresh-leaf', '42', 'kg']]
    )
    const tested = await csvOf(`/audit/lots/${crude.gtin}/C2`, 'national')
    t.match(
      named(tested, '追溯单元')
        .rows.map(row => row.join(' '))
        .join('\n'),
      /DEMO-2026-001 GB 2763-2026 合格/
    )
  })

  t.test('every column has its source, and none is blank without a reason; rows are in order', async t => {
    const paths = [
      P1,
      `/audit/lots/${leaf.gtin}/L2`,
      `/audit/products/${crude.gtin}`,
      `/audit/parties/${PARTIES.grower.uscc}`,
      `/audit/places/${outlet}`,
      '/audit/period'
    ]
    for (const path of paths)
      for (const form of FORMS) {
        const [fields, ...sheets] = await csvOf(path, form)
        t.equal(fields!.title, '字段说明 Fields')
        const told = new Map(
          fields!.rows.map(([sheet, field, source, blank]) => [`${sheet} ${field}`, { source, blank }])
        )
        for (const { title, columns, rows } of sheets) {
          for (const [index, column] of columns.entries()) {
            const { source, blank } = told.get(`${title} ${column}`) ?? {}
            t.ok(source, `${form} ${title} ${column}`)
            if (rows.some(row => row[index] === '')) t.ok(blank, `${path} ${form} ${title} ${column} may be blank`)
          }
          const dated = rows.map(row => row[0]!).filter(first => /^\d{4}-/.test(first))
          t.same(dated, [...dated].sort(), `${form} ${title}`)
        }
      }
  })

  t.test('a workbook reads back with dates, numbers and texts, and says what must be known', async t => {
    const sheets = await readWorkbook((await file(`${P1}/forms/fsma204/export/xlsx`)).bytes)
    t.same(
      sheets.map(({ sheet }) => sheet),
      [
        ...['说明 About', '字段说明 Fields', '采收 Harvesting', '初次包装 Initial packing', '发运 Shipping'],
        ...['收货 Receiving', '加工转换 Transformation', '地点 Locations']
      ]
    )
    const said = sheets[0]!.data.flat().join('\n')
    t.match(said, /茶叶不在 FDA 食品追溯清单[\s\S]*\/api\/trace\/provenance\/\d{14}\/lots\/P1\/proof/)
    const [, row] = sheets[2]!.data
    // A third of a day is no binary fraction: what is read back may be a millisecond off.
    const minute = Math.round((row![0] as unknown as Date).getTime() / 60_000)
    t.same(
      [minute * 60_000, row![3], row![7]],
      [Date.UTC(2026, 3, 5, 8), 42, 'L1'],
      'the clock of China, and kilograms'
    )
    t.type(row![6], 'string', 'a code keeps its zeros')
  })

  t.test('what begins like a formula is a text in either file', async t => {
    const harvest = events.harvest({ base: garden, plot, goods: grams('leaf', 'F1', 5000) })
    await all([season.does('grower', { ...harvest, ilmd: { ...harvest.ilmd, 'suyuan:cultivar': formula } })])
    const path = `/audit/lots/${leaf.gtin}/F1`
    t.equal(named(await csvOf(path, 'fsma204'), '采收').rows[0]![2], `'${formula}`)
    const { bytes } = await file(`${path}/forms/fsma204/export/xlsx`)
    const [, row] = (await readWorkbook(bytes))[2]!.data
    t.equal(row![2], formula)
    for (const [name, part] of unzipped(bytes)) t.notMatch(part.toString(), /<f[ >]/, name)
  })

  t.test('it is on the log in which form it was taken away, with the digest of the file', async t => {
    const path = `/audit/products/${pack.gtin}/forms/updown/export/xlsx?from=2026-01-01`
    const { bytes, headers } = await file(path)
    t.match(headers.get('content-disposition'), `product-${pack.gtin}-updown.xlsx`)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const acts = (await actsOf(service)).filter(({ details }) => details.sha256 === sha256)
    t.match(acts, [
      {
        act: 'audit.export',
        account: regulator.account,
        subject: `product ${pack.gtin}`,
        details: { format: 'xlsx', form: 'updown', query: 'from=2026-01-01' }
      }
    ])
  })

  t.test('forms are within the permissions of the page, and offered on it', async t => {
    const laboratory = await logIn(service, { party: PARTIES.laboratory.uscc, roles: ['laboratory'] })
    const shop = await logIn(service, { party: PARTIES.supermarket.uscc, roles: ['outlet'] })
    const status = async (path: string, who: LoggedIn) => (await file(path, who)).status
    const of = (lot: string, form: string) => `/audit/lots/${crude.gtin}/${lot}/forms/${form}/export/csv`
    for (const form of FORMS) {
      t.equal(await status(of('C2', form), laboratory), 200)
      t.equal(await status(of('C1', form), laboratory), 403)
      t.equal(await status(of('C2', form), shop), 403)
      t.equal(await status(`/audit/period/forms/${form}/export/csv`, laboratory), 403)
    }
    for (const path of [of('NOSUCH', 'fsma204'), of('C1', 'nosuch'), of('C1', 'fsma204').replace('csv', 'doc')])
      t.equal(await status(path, regulator), 404, path)
    t.equal(await status('/audit/period/forms/updown/export/csv?from=x', regulator), 400)
    const { body } = await inspectorate.get(P1)
    for (const form of FORMS) t.match(body, `${P1}/forms/${form}/export/xlsx`)
  })
}
