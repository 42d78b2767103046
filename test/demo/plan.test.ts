import { usccChecks } from '@suyuan/model/core/uscc'
import t from 'tap'
import type { z } from 'zod'
import { date, monthsLater } from '../../scripts/demo/calendar.js'
import { ALL_PARTIES, PARTIES } from '../../scripts/demo/parties.js'
import { DEFAULTS, type Plan, planOf } from '../../scripts/demo/plan.js'
import { split } from '../../scripts/demo/random.js'
import type { DemoRequest } from '../../scripts/demo/request.js'
import { assertTotals, totalsOf } from '../../scripts/demo/totals.js'
import * as bodies from '../../src/modules/trace/bodies.js'

const requests = ({ parties, stages }: Plan): DemoRequest[] => [parties, ...stages].flatMap(stage => stage.requests)
const bodyOf = ({ body }: DemoRequest) =>
  typeof body === 'function' ? body(() => ['urn:uuid:00000000-0000-4000-8000-000000000000']) : body
const texts = (plan: Plan) =>
  new Map(requests(plan).map(request => [`${request.as} ${request.key}`, JSON.stringify(bodyOf(request))]))

/** A plan with the body of one request changed. */
function spoilt(key: string, change: (body: Record<string, unknown>) => object): Plan {
  const plan = planOf(DEFAULTS)
  const request = requests(plan).find(request => request.key === key)!
  request.body = { ...bodyOf(request), ...change(bodyOf(request) as Record<string, unknown>) }
  return plan
}

t.test('a scale that has no sense is refused', async t => {
  for (const scale of [0, -1, 0.1, 1001, Number.NaN]) t.throws(() => planOf({ ...DEFAULTS, scale }), /scale/)
})

t.test('figures that do not come out are found before anything is sent', async t => {
  const check = (plan: Plan) => () => assertTotals(plan, DEFAULTS)
  const more = spoilt('demo/harvest/H26-0001', ({ kilograms }) => ({ kilograms: (kilograms as number) + 1 }))
  t.throws(check(more), /comes to 1000 unused, not 0/)
  const less = spoilt('demo/harvest/H26-0001', () => ({ kilograms: 1 }))
  t.throws(check(less), /More is taken of 09520001000034\/H26-0001/)
  const twice = spoilt('demo/sale/0/1', () => ({ packs: [{ gtin: '', serial: 'NEVER' }] }))
  t.throws(check(twice), /Pack NEVER is undefined/)
  const nothing = spoilt('demo/sale/0/1', () => ({ packs: [] }))
  t.throws(check(nothing), /sale of nothing/)
  const unsent = spoilt('demo/receipt/SHP-04/1', () => ({ cases: ['000000000000000000'] }))
  t.throws(check(unsent), /Case 000000000000000000 is undefined/)
})

t.test('a season comes to what the programme says', async t => {
  t.same(assertTotals(planOf(DEFAULTS), DEFAULTS), {
    plots: 18,
    harvestLots: 240,
    fresh: 10_080_000,
    batches: 24,
    crude: 2_291_000,
    finished: 1_420_000,
    byProduct: 825_000,
    loss: 46_000,
    unused: 0,
    smallPacks: 8000,
    bigPacks: 2480,
    smallCases: 200,
    bigCases: 124,
    shipments: 18,
    casesOnTheWay: 0,
    receipts: 420,
    recalledPacks: 640,
    recalledSold: 118,
    recalledReceipts: 97,
    recalledDestroyed: 563,
    recalledUnrecovered: 77
  })
})

t.test('it does for any seed and size', async t => {
  for (const seed of [0, 1, 7, 1_000_003]) t.ok(assertTotals(planOf({ seed, scale: 1 }), { seed, scale: 1 }))
  for (const scale of [0.125, 0.25, 1.5, 3, 10])
    t.ok(assertTotals(planOf({ ...DEFAULTS, scale }), { ...DEFAULTS, scale }), String(scale))
})

t.test('the recalled batch comes from 9 harvest lots on 2 plots, in 16 cases of 3 shipments to 4 outlets', async t => {
  interface Body {
    lot: string
    plot: string
    place: string
    lots: { lot: string }[]
    inputs: { lot: string }[]
    outputs: { lot: string }[]
  }
  const all = requests(planOf(DEFAULTS))
  const of = <T = Body>(path: string) =>
    all.filter(request => request.path.endsWith(`/${path}`)).map(request => bodyOf(request) as T)
  const { lot } = of('recalls')[0]!.lots[0]!
  const making = of('processings').find(({ outputs }) => outputs[0]!.lot === lot)!
  const lots = making.inputs.map(input => input.lot)
  t.equal(lots.length, 9)
  const pickings = of('harvests').filter(harvest => lots.includes(harvest.lot))
  t.equal(new Set(pickings.map(({ plot }) => plot)).size, 2)
  const packing = of<{ lot: string; cases: { sscc: string }[] }>('packings').find(packing => packing.lot === lot)!
  const cases = packing.cases.map(({ sscc }) => sscc)
  t.equal(cases.length, 16)
  type Movement = { place: string; cases?: string[] }
  const carrying = (path: string) => of<Movement>(path).filter(body => body.cases?.some(sscc => cases.includes(sscc)))
  t.equal(carrying('shipments').length, 3)
  t.equal(new Set(carrying('receipts').map(({ place }) => place)).size, 4)
  t.ok(of<Movement>('shipments').every(({ cases }) => !cases || cases.length === 18))
})

t.test('the same seed makes the same requests, another seed others', async t => {
  t.same(texts(planOf(DEFAULTS)), texts(planOf(DEFAULTS)))
  t.notSame(texts(planOf({ ...DEFAULTS, seed: 1 })), texts(planOf(DEFAULTS)))
})

t.test('a larger demonstration begins with the smaller one, so that it can be added to', async t => {
  const smaller = texts(planOf(DEFAULTS))
  const larger = texts(planOf({ ...DEFAULTS, scale: 3 }))
  t.ok([...smaller].every(([key, body]) => larger.get(key) === body))
  t.equal(requests(planOf({ ...DEFAULTS, scale: 3 })).length, larger.size, 'no key is used twice')
})

t.test('requests have the form that the service asks for', async t => {
  const forms: Record<string, z.ZodType> = {
    harvests: bodies.Harvest,
    corrections: bodies.Correction,
    processings: bodies.Processing,
    packings: bodies.Packing,
    tests: bodies.Test,
    shipments: bodies.Shipment,
    receipts: bodies.Receipt,
    sales: bodies.Sale,
    returns: bodies.Return,
    recalls: bodies.Recall,
    destructions: bodies.Destruction,
    explanations: bodies.Explanation,
    inspections: bodies.Inspection
  }
  const bad = requests(planOf(DEFAULTS))
    .filter(({ path }) => path.startsWith('/api/trace/'))
    .filter(request => !forms[request.path.split('/').at(-1)!]!.safeParse(bodyOf(request)).success)
  t.same(bad, [])
})

t.test('nobody in it exists, and their codes are right', async t => {
  t.equal(ALL_PARTIES.length, 18)
  t.equal(new Set(ALL_PARTIES.map(({ uscc }) => uscc)).size, 18)
  for (const { uscc, name } of ALL_PARTIES) {
    t.match(name.zh, /^演示·/)
    t.match(uscc, /^.{8}DEM000/)
    t.ok(usccChecks(uscc), uscc)
  }
  const { yunxiu, xiuxia, pengchen, primary, jifeng, laboratory } = PARTIES
  t.same(
    [yunxiu, xiuxia, pengchen, primary, jifeng, laboratory].map(({ uscc }) => uscc),
    [
      '91441621DEM000014P',
      '93441621DEM000022C',
      '91440300DEM0000304',
      '12440300DEM0000496',
      '91440300DEM000057U',
      '12440300DEM000065U'
    ]
  )
})

t.test('a pack that was never made is none of those that were', async t => {
  const { links } = planOf({ ...DEFAULTS, scale: 2 })
  const serials = requests(planOf({ ...DEFAULTS, scale: 2 }))
    .filter(({ path }) => path.endsWith('/packings'))
    .flatMap(request => (bodyOf(request) as { cases?: { serials: string[] }[] }).cases ?? [])
    .flatMap(box => box.serials)
  const made = new Set(serials)
  t.equal(made.size, serials.length)
  const serialOf = (link: string) => link.split('/').at(-1)!
  t.ok(made.has(serialOf(links.pack)))
  t.ok(made.has(serialOf(links.recalledPack)))
  t.notOk(made.has(serialOf(links.unknownPack)))
})

t.test('parts add up to the whole, and months to the right date', async t => {
  t.same(split(10, [1, 1, 1]), [4, 3, 3])
  t.equal(totalsOf(planOf(DEFAULTS)).fresh, 10_080_000)
  t.equal(date(0), '2026-01-01')
  t.equal(monthsLater(90, 18), '2027-10-01')
})
