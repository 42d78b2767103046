import t from 'tap'
import { PackStory } from '../../src/modules/trace/queries/provenance-schema.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { PRODUCTS } from '../support/world.js'
import { resolves } from './resolver.js'
import { bureau, CASES, garden, grams, lotOf, plot, Season } from './season.js'

const season = await Season.start()
t.teardown(() => season.service.stop())
await season.live()

const { service } = season
const pack = PRODUCTS.pack.gtin
const page = (path: string, accept = 'text/html') => service.get(path, { accept })

const order = (html: string, ...parts: string[]) => {
  const places = parts.map(part => html.indexOf(part))
  return places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1]!))
}

t.test(
  'a sold pack tells its way from plot to till, with amounts and where on the ledger each step stands',
  async t => {
    const { status, body, headers } = await page(`/01/${pack}/10/P1/21/SOLD000000`)
    t.equal(status, 200)
    t.match(headers.get('content-type'), 'text/html')
    t.notMatch(headers.get('content-security-policy'), /script-src[^;]*unsafe-inline/)
    t.match(body, '<html lang="zh-CN">')
    t.equal(body.match(/<script/g)?.length, 1)
    t.match(body, /<script type="module" src="\/assets\/check-[0-9a-f]{16}\.js" integrity="sha256-[^"]{44}">/)
    t.ok(Buffer.byteLength(body) <= 100_000)
    t.ok(order(body, '已售出', '净含量', '采摘', '加工', '包装赋码', '装箱', '发货', '收货', '零售', '账本能证明什么'))
    t.match(body, '42 kg')
    t.match(body, '42 kg → 10 kg')
    t.match(body, '用料 2 kg，包装 20 件')
    const { body: story } = await page(`/01/${pack}/21/SOLD000000`, 'application/json')
    for (const { block, transaction } of story.steps) {
      t.match(body, `区块 ${block} `)
      t.match(body, `title="${transaction}"`)
    }
    t.match(body, '设备密钥签名')
  }
)

t.test('a reader who has the page is told so, until it changes', async t => {
  const first = await page(`/01/${pack}/21/HOME000002`)
  const again = { accept: 'text/html', 'if-none-match': first.headers.get('etag')! }
  t.match(await service.get(`/01/${pack}/21/HOME000002`, again), { status: 304, body: '' })
  t.equal((await service.get(`/01/${pack}/21/HOME000003`, again)).status, 200)
})

t.test('machines get the same as JSON, in the shape that is documented', async t => {
  for (const accept of ['application/json', 'application/ld+json']) {
    const { status, body, headers } = await page(`/01/${pack}/10/P1/21/SOLD000000`, accept)
    t.equal(status, 200)
    t.match(headers.get('content-type'), 'application/json')
    t.match(headers.get('vary'), /accept/i)
    t.same(PackStory.parse(body), body)
  }
})

t.test('a pack at an outlet whose sale nobody recorded says just that', async t => {
  const { body } = await page(`/01/${pack}/21/STOCK00001`)
  t.match(body, '已送达该门店，单件销售未登记')
})

t.test('packs say that they are at home, under way, past their time', async t => {
  t.match((await page(`/01/${pack}/21/HOME000001`)).body, '已包装，尚未发出')
  t.match((await page(`/01/${pack}/21/TRAVEL0001`)).body, '运输途中')
  t.match((await page(`/01/${pack}/21/STALE00001`)).body, '已过保质期')
})

t.test('a code that is mistyped gets 400, one that was never packed 404, neither accuses', async t => {
  for (const path of [`/01/${pack.slice(0, 13)}0/21/SOLD000000`, `/01/${pack}/21/a%25b`, '/00/123', '/414/123']) {
    const { status, body } = await page(path)
    t.equal(status, 400, path)
    t.match(body, '这个码不完整或有误')
  }
  for (const path of [`/01/${pack}/21/NEVER`, `/01/${pack}/10/P2/21/SOLD000000`, `/01/${pack}/10/NEVER`]) {
    const { status, body } = await page(path)
    t.equal(status, 404, path)
    t.match(body, '这个追溯码从未登记')
    t.match(body, 'This code was never packed')
    t.notMatch(body, /假冒|伪造|counterfeit|fake/)
  }
  t.match(await page(`/01/${pack}/21/NEVER`, 'application/json'), { status: 404, body: { code: 'NOT_FOUND' } })
})

t.test('what a code says is shown as text', async t => {
  const { body } = await page(`/go?code=${encodeURIComponent('<b>"x"</b>')}`)
  t.match(body, '&lt;b>&quot;x&quot;')
  t.notMatch(body, '<b>')
})

t.test('a code typed in any of its forms leads to its page, never to another host', async t => {
  const to = async (code: string) => (await service.get(`/go?code=${encodeURIComponent(code)}`)).headers.get('location')
  t.equal(await to(`https://elsewhere.example/01/${pack}/10/P1/21/SOLD000000?x=1`), `/01/${pack}/10/P1/21/SOLD000000`)
  t.equal(await to(`(01)${pack}(21)SOLD000000`), `/01/${pack}/21/SOLD000000`)
  t.equal(await to(` ${pack.slice(1)}  SOLD000000 `), `/01/${pack}/21/SOLD000000`)
  t.equal(await to(CASES.sold), `/00/${CASES.sold}`)
  t.equal(await to('//elsewhere.example'), null)
  t.match(await page('/'), { status: 200, body: /<form action="\/go"/ })
})

t.test('cases and places have pages', async t => {
  t.match(await page(`/00/${CASES.sold}`), { status: 200, body: /已拆箱/ })
  t.match(await page(`/414/${plot}`), { status: 200, body: /地块/ })
})

t.test("what others bought of the same tea is not on this pack's page", async t => {
  const { body } = await page(`/01/${pack}/21/HOME000001`)
  t.notMatch(body, '发货')
  t.notMatch(body, '零售')
})

t.test('a recalled pack says so first, in words that tell what to do', async t => {
  await all([
    season.does(
      'inspector',
      events.recalling({
        place: bureau,
        lots: [lotOf('pack', 'P2')],
        number: 'ZH-1',
        class: 'I',
        reason: '演示：农残超标'
      })
    )
  ])
  const { body } = await page(`/01/${pack}/21/STALE00001`)
  t.ok(order(body, '本产品已召回，请勿食用', 'ZH-1', '一级', '演示：农残超标', '怎么办', '这一件', '净含量'))
})

t.test(
  'a lot of two hundred pickings has a page of less than 100 KB, and no count that points at a household',
  async t => {
    const lots = Array.from({ length: 200 }, (_, i) => `M${i}`)
    const picked = lots.map(lot => {
      const harvest = events.harvest({ base: garden, plot, goods: grams('leaf', lot, 1000) })
      return { ...harvest, ilmd: { ...harvest.ilmd, 'suyuan:households': 3 } }
    })
    await all([season.does('grower', ...picked)])
    const inputs = lots.map(lot => grams('leaf', lot, 1000))
    const made = events.processing({
      place: garden,
      template: 'green',
      inputs,
      outputs: [grams('crude', 'CM', 45_000)]
    })
    await all([season.does('grower', made)])
    const { status, body } = await page(`/01/${PRODUCTS.crude.gtin}/10/CM`)
    t.equal(status, 200)
    t.ok(Buffer.byteLength(body) <= 100_000, `${Buffer.byteLength(body)} bytes`)
    t.match(body, '采摘 200 kg，200 批，1 块地')
    t.match(body, '少于5户')
    t.notMatch(body, /[^0-9]3 户/)
  }
)

t.test('a lot that is counted, not serialised, has its story too', async t => {
  const run = events.packing({
    place: garden,
    inputs: [grams('crude', 'CM', 1000)],
    lot: lotOf('pack', 'PN'),
    pieces: 10
  })
  await all([season.does('grower', run)])
  const { status, body } = await page(`/01/${pack}/10/PN`)
  t.equal(status, 200)
  t.match(body, '这一批的来历')
  t.match(body, '10 件')
  t.equal((await page(`/01/${pack}/21/PN`)).status, 404)
})

resolves(service)
