import t from 'tap'
import { LotStory } from '../../src/modules/trace/queries/provenance-schema.js'
import * as schemas from '../../src/modules/trace/reads-schemas.js'
import { sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { type Answer, all } from '../support/service.js'
import { BASE, PARTIES, PRODUCTS } from '../support/world.js'
import { PALLET, pallets } from './pallets.js'
import {
  bureau,
  CASES,
  garden,
  grams,
  lotOf,
  outlet,
  packOf,
  plot,
  Season,
  serialsOf,
  shipmentOf,
  stall
} from './season.js'

const season = await Season.start()
t.teardown(() => season.service.stop())
await season.live()

const { service } = season
const apiKey = service.administrators.get(BASE)!
const { body: grower } = await service.administer(BASE, 'clients', { party: PARTIES.grower.uscc, label: 'pallets' })
const crude = PRODUCTS.crude.gtin
const pack = PRODUCTS.pack.gtin
const insider = (path: string) => service.get(`/api/trace${path}`, { authorization: `Bearer ${apiKey}` })
const anybody = (path: string) => service.get(`/api/trace${path}`)

/** Every entry of a list, page by page; `between` happens after the first page. */
async function through(path: string, between: () => Promise<unknown> = async () => {}): Promise<Answer['body'][]> {
  const items: Answer['body'][] = []
  for (let cursor = ''; ; await between()) {
    const { status, body } = await insider(`${path}${cursor}`)
    t.equal(status, 200)
    items.push(...body.items)
    if (body.next === null) return items
    cursor = `&cursor=${body.next}`
  }
}

t.test('lists, impact and what others hold need an API key', async t => {
  const closed = [
    '/lots',
    '/cases',
    '/shipments',
    '/events',
    '/recalls',
    `/pallets/${sscc(790)}`,
    `/lots/${crude}/C1/impact`,
    `/lots/${crude}/C1/forward`,
    `/cases/${CASES.sold}`
  ]
  for (const path of closed)
    t.match(
      await anybody(path),
      { status: 401, body: { code: 'NOT_AUTHENTICATED', detail: { zh: /./, en: /./ } } },
      path
    )
})

t.test('what is not there is a problem in both languages', async t => {
  const missing = [
    `/lots/${crude}/NONE`,
    `/lots/${crude}/NONE/backward`,
    `/lots/${crude}/NONE/impact`,
    `/packs/${pack}/NONE`,
    `/cases/${sscc(999)}`,
    '/shipments/NONE',
    '/recalls/NONE',
    '/agreements/NONE',
    '/events/urn:uuid:00000000-0000-0000-0000-000000000000',
    `/provenance/${pack}/NONE`,
    `/provenance/${pack}/lots/NONE`
  ]
  for (const path of missing)
    t.match(await insider(path), { status: 404, body: { code: 'NOT_FOUND', detail: { zh: /./, en: /./ } } }, path)
  t.match(await insider('/lots/123/C1'), { status: 400, body: { code: 'REQUEST_INVALID', field: 'gtin' } })
})

t.test('a lot: to anybody what it is, to insiders where all of it is', async t => {
  const open = schemas.LotAnswer.parse((await anybody(`/lots/${crude}/C1`)).body)
  t.match(open, {
    quantity: 10_000,
    unit: 'gram',
    inputs: [{ lot: 'L1', amount: 42_000 }],
    outputs: null,
    stocks: null
  })
  const { stocks, outputs, quantity } = schemas.LotAnswer.parse((await insider(`/lots/${crude}/C1`)).body)
  const total = stocks!.reduce((sum, { place: _, ...parts }) => sum + Object.values(parts).reduce((a, b) => a + b), 0)
  t.equal(total, quantity)
  t.match(outputs, [
    { lot: 'P1', amount: 2000 },
    { lot: 'P2', amount: 500 }
  ])
})

t.test('traces go back and forth with the amount at every edge', async t => {
  const back = schemas.TraceAnswer.parse((await anybody(`/lots/${pack}/P1/backward`)).body)
  t.same(back.lots.map(({ lot }) => lot).sort(), ['C1', 'L1', 'P1'])
  t.match(back.edges, [
    { from: { lot: 'L1' }, to: { lot: 'C1' }, amount: 42_000, unit: 'gram' },
    { from: { lot: 'C1' }, to: { lot: 'P1' }, amount: 2000, unit: 'gram' }
  ])
  const forth = schemas.TraceAnswer.parse((await insider(`/lots/${PRODUCTS.leaf.gtin}/L1/forward`)).body)
  t.same(forth.lots.map(({ lot }) => lot).sort(), ['C1', 'L1', 'P1', 'P2'])
  t.equal(forth.edges.length, 3)
})

t.test("what another customer got of the same tea is not in a pack's story", async t => {
  const sold = { from: garden, to: { party: PARTIES.trader.uscc, place: stall }, shipment: shipmentOf('OTHER') }
  await all([
    season.does('grower', events.shipping({ ...sold, goods: [grams('crude', 'C1', 1234)], time: events.at(12) }))
  ])
  const { body } = await anybody(`/provenance/${pack}/SOLD000000`)
  t.notMatch(JSON.stringify(body), /OTHER|1234/)
  t.same(
    body.steps.map(({ kind }: { kind: string }) => kind),
    ['harvest', 'process', 'packing', 'casing', 'shipping', 'receiving', 'selling']
  )
})

t.test('a lot counts what it became', async t => {
  const story = LotStory.parse((await anybody(`/provenance/${PRODUCTS.leaf.gtin}/lots/L1`)).body)
  t.match(story.became, [
    { gtin: crude, count: 1 },
    { gtin: pack, lots: ['P1', 'P2'], count: 2 }
  ])
})

t.test('impact: who holds, what is sold, what is under way, in which cases and shipments', async t => {
  const impact = schemas.ImpactAnswer.parse((await insider(`/lots/${PRODUCTS.leaf.gtin}/L1/impact`)).body)
  const packsAt = (place: string) => impact.holders.find(holder => holder.place === place && holder.lot === 'P1')
  t.match(packsAt(garden), { held: 5, sold: 0 })
  t.match(packsAt(outlet), { held: 9, sold: 1, kind: 'outlet', party: PARTIES.supermarket.uscc })
  t.match(
    impact.inTransit.find(({ lot }) => lot === 'P1'),
    { sscc: CASES.travelling, amount: 5 }
  )
  t.equal(impact.shipments.length, 3)
  t.equal(impact.cases.length, 5)
  const count = (status: string) => impact.packs.find(line => line.lot === 'P1' && line.status === status)?.count
  t.equal(count('packed'), 14)
  t.equal(count('in_transit'), 5)
  t.equal(count('sold'), 1)
})

t.test('a recall names its lots, and what was made of them later until that is named too', async t => {
  await all([
    season.does('inspector', events.recalling({ place: bureau, lots: [lotOf('crude', 'C1')], number: 'ZH-7' }))
  ])
  const first = schemas.RecallAnswer.parse((await insider('/recalls/ZH-7')).body)
  t.same(first.unflagged.map(({ lot }) => lot).sort(), ['P1', 'P2'])
  const rest = [lotOf('pack', 'P1'), lotOf('pack', 'P2')]
  await all([season.does('inspector', events.recalling({ place: bureau, lots: rest, number: 'ZH-7' }))])
  const second = schemas.RecallAnswer.parse((await insider('/recalls/ZH-7')).body)
  t.same(second.unflagged, [])
  t.equal(second.impact.lots.length, 3)
  t.match((await insider('/lots?status=recalled')).body.items, { length: 3 })
  t.match(schemas.RecallList.parse((await insider('/recalls')).body).items, [{ number: 'ZH-7', lots: 3 }])
})

t.test('a pack that was put from one case into another has come by both', async t => {
  const [first, second] = [sscc(701), sscc(702)]
  const packs = serialsOf('RECASE', 2).map(packOf)
  const run = {
    place: garden,
    inputs: [grams('crude', 'C3', 200)],
    lot: lotOf('pack', 'P3'),
    serials: serialsOf('RECASE', 2)
  }
  const leaf = events.processing({
    place: garden,
    template: 'green',
    inputs: [grams('leaf', 'L3', 4200)],
    outputs: [grams('crude', 'C3', 1000)]
  })
  await all([season.does('grower', leaf)])
  await all([season.does('grower', events.packing(run), events.casing({ place: garden, sscc: first, packs }))])
  await all([season.does('grower', events.unpacking({ place: garden, sscc: first }))])
  await all([season.does('grower', events.casing({ place: garden, sscc: second, packs }))])
  const { body } = await anybody(`/provenance/${pack}/RECASE0000`)
  t.same(
    body.steps.map(({ kind }: { kind: string }) => kind),
    ['harvest', 'process', 'packing', 'casing', 'unpacking', 'casing']
  )
  t.match(schemas.PackAnswer.parse((await anybody(`/packs/${pack}/RECASE0000`)).body), {
    sscc: second,
    earlierCases: [first]
  })
})

pallets(season, grower.apiKey)

t.test('lists go on where they stopped, whatever comes meanwhile', async t => {
  const before = await through('/lots?limit=200')
  const picked = (lot: string) =>
    events.harvest({ base: garden, plot, goods: grams('leaf', lot, 1000), time: events.at(200) })
  let count = 0
  const paged = await through('/lots?limit=2', () => season.does('grower', picked(`NEW${count++}`)))
  t.same(
    paged.map(({ lot }) => lot),
    before.map(({ lot }) => lot)
  )
  const sequence = await through('/events?limit=7')
  t.equal(new Set(sequence.map(({ event, block }) => `${event} ${block}`)).size, sequence.length)
})

t.test('lists filter, and say which filter or cursor is wrong', async t => {
  const kinds = await through('/events?kind=casing')
  t.ok(kinds.length >= 5 && kinds.every(({ kind }) => kind === 'casing'))
  t.match(await through(`/events?about=pack:${pack}/SOLD000000`), [{ kind: 'selling' }])
  t.match(
    (await through(`/events?about=case:${CASES.sold}`)).map(({ kind }) => kind),
    ['receiving', 'shipping', 'casing']
  )
  t.match(await through(`/cases?status=in_transit`), [{ sscc: CASES.travelling }])
  t.match(await through(`/shipments?party=${PARTIES.trader.uscc}`), [{ id: /OTHER$/, status: 'in_transit' }])
  t.equal((await through(`/lots?maker=${PARTIES.trader.uscc}`)).length, 0)
  for (const wrong of ['cursor=x', 'cursor=W10', 'limit=0', 'limit=201', 'maker=1', 'status=odd', 'since=today']) {
    const { status, body } = await insider(`/lots?${wrong}`)
    t.match({ status, code: body.code }, { status: 400, code: 'REQUEST_INVALID' }, wrong)
  }
})

t.test('every answer has the shape that the OpenAPI document gives it', async t => {
  const shapes = {
    [`/cases/${CASES.sold}`]: schemas.CaseAnswer,
    [`/pallets/${PALLET}`]: schemas.PalletAnswer,
    [`/shipments/${shipmentOf('S1').gln}:S1`]: schemas.ShipmentAnswer,
    '/lots': schemas.LotList,
    '/cases': schemas.CaseList,
    '/shipments': schemas.ShipmentList,
    '/events': schemas.EventList
  }
  for (const [path, schema] of Object.entries(shapes)) {
    const { body } = await insider(path)
    t.same(schema.parse(body), body, path)
  }
  const [{ event }] = (await insider('/events?kind=selling')).body.items
  const told = (await insider(`/events/${event}`)).body
  t.same(schemas.EventAnswer.parse(told), told)
  const { paths } = (await service.get('/openapi.json')).body
  t.ok(paths['/api/trace/lots/{gtin}/{lot}/impact'].get.responses['200'].content['application/json'].schema)
})
