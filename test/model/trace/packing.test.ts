import t from 'tap'
import { gtin } from '../../support/codes.js'
import { at, grams, harvest, packing, pieces } from '../../support/events.js'
import { PRODUCTS } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import { COUNTED, factory, LEAF, lotOf, PACKS, plot, REFINED, season, serials, stockOf, store } from './season.js'

const leaf = (lot: string) => ({ ...LEAF, lot })
const picked = (change: Partial<Parameters<typeof harvest>[0]> = {}) =>
  harvest({ base: factory, plot, goods: grams(leaf('L2'), 1000), ...change })

const run = (change: Partial<Parameters<typeof packing>[0]> = {}) =>
  packing({
    place: factory,
    inputs: [grams(REFINED, 1000)],
    lot: { ...PACKS, lot: 'P2' },
    serials: serials(101, 110),
    time: at(30),
    ...change
  })

t.test('only a packer packs, where it holds the goods, into pieces', async t => {
  const world = season('refined')
  t.equal(codeOf(world.cooperative.captures(run())), 'ROLE_REQUIRED')
  t.equal(codeOf(world.trader.captures(run())), 'NOT_HOLDER')
  t.equal(
    codeOf(world.grower.captures(run({ lot: { ...REFINED, lot: 'P2' }, serials: undefined, pieces: 10 }))),
    'UNIT_MISMATCH'
  )
  t.equal(codeOf(world.grower.captures(run({ lot: { gtin: gtin(77), lot: 'P2' } }))), 'PRODUCT_UNKNOWN')
})

t.test('packs do not weigh more than what was packed, and hardly less', async t => {
  const world = season('refined')
  t.equal(codeOf(world.grower.captures(run({ inputs: [grams(REFINED, 999)] }))), 'MASS_EXCEEDED')
  t.same(facts(world.grower.captures(run({ inputs: [grams(REFINED, 1050)] }))), [])
  const wasted = run({ inputs: [grams(REFINED, 1051)], lot: { ...PACKS, lot: 'P3' }, serials: serials(111, 120) })
  t.match(facts(world.grower.captures(wasted)), [{ code: 'YIELD_HELD', ratio: 1051 }])
  t.equal(lotOf(world, { ...PACKS, lot: 'P3' }).hold?.reason, 'yield')
})

t.test('a serial is packed once', async t => {
  const { grower } = season('packed')
  t.equal(codeOf(grower.captures(run({ serials: serials(31, 40) }))), 'PACK_EXISTS')
  t.equal(codeOf(grower.captures(run({ serials: [...serials(101, 109), ...serials(101, 101)] }))), 'PACK_EXISTS')
  t.equal(codeOf(grower.captures(run())), 'accepted')
  t.equal(codeOf(grower.captures(run())), 'PACK_EXISTS')
})

t.test('serials that are called like members of every object are serials like any other', async t => {
  const world = season('refined')
  const odd = [
    'constructor',
    'toString',
    '__proto__',
    'SN0000constructor',
    'SN0000__proto__',
    'SN0000toString',
    'SN0000',
    'SN',
    'SN00001',
    '1',
    '0'
  ]
  facts(world.grower.captures(run({ serials: odd.slice(0, 10) })))
  for (const serial of odd.slice(0, 10))
    t.equal(
      codeOf(world.grower.captures(run({ inputs: [grams(REFINED, 100)], serials: [serial] }))),
      'PACK_EXISTS',
      serial
    )
  facts(world.grower.captures(run({ inputs: [grams(REFINED, 100)], serials: ['0'] })))
})

t.test('packing that contradicts itself is refused', async t => {
  const { grower } = season('refined')
  const problem = (event: object) => (grower.captures(event) as { facts?: { problem?: string } }).facts?.problem
  t.equal(problem(run({ pieces: 10 })), 'ONE_OUTPUT_LIST')
  t.equal(problem(run({ serials: undefined })), 'ONE_OUTPUT_LIST')
  t.equal(problem({ ...run(), outputEPCList: [`https://id.gs1.org/01/${PRODUCTS.tin.gtin}/21/1`] }), 'ONE_PRODUCT')
  t.equal(problem({ ...run({ serials: undefined }), outputQuantityList: [pieces(COUNTED, 10)] }), 'ONE_PRODUCT')
  t.equal(
    problem({
      ...run({ serials: undefined }),
      outputQuantityList: [pieces({ ...PACKS, gtin: PRODUCTS.tin.gtin }, 10)]
    }),
    'ONE_PRODUCT'
  )
  t.equal(
    problem({ ...run({ serials: undefined }), outputQuantityList: [grams({ ...PACKS, lot: 'P2' }, 10)] }),
    'ONE_PRODUCT'
  )
  t.equal(problem(run({ expires: '2026-04-04' })), 'EXPIRES_BEFORE_MADE')
})

t.test('runs of one day add to one lot', async t => {
  const world = season('refined')
  facts(world.grower.captures(run()))
  facts(world.grower.captures(run({ serials: serials(111, 120), inputs: [grams(REFINED, 1010)] })))
  t.match(lotOf(world, { ...PACKS, lot: 'P2' }), {
    quantity: 20,
    balance: { input: 2010, output: 2000 },
    serialised: true
  })
  t.same(stockOf(world, { ...PACKS, lot: 'P2' }, factory), { held: 20 })
})

t.test('a lot of other making, another place, another shelf life, or under a flag takes no more packs', async t => {
  const world = season('packed')
  const more = (change: Partial<Parameters<typeof packing>[0]> = {}) =>
    codeOf(world.grower.captures(run({ lot: PACKS, ...change })))
  t.equal(more({ expires: '2027-10-06' }), 'LOT_EXISTS')
  facts(world.grower.captures(picked({ goods: grams(leaf('S'), 100), base: store })))
  t.equal(more({ place: store, inputs: [grams(leaf('S'), 100)], serials: serials(101, 101) }), 'LOT_EXISTS')
  t.equal(more(), 'accepted')
  facts(
    world.grower.captures({ ...run({ lot: COUNTED, serials: undefined, pieces: 1, inputs: [grams(REFINED, 200)] }) })
  )
  t.equal(lotOf(world, COUNTED).hold?.reason, 'yield')
  t.equal(more({ lot: COUNTED }), 'LOT_EXISTS')
})

t.test('a product that says of what it is packed is packed of nothing else', async t => {
  const world = season('refined')
  const choosy = { ...PRODUCTS.pack, gtin: gtin(60), contents: ['crude-tea'] }
  facts(world.grower.does('registerProduct', choosy))
  const run = (contents: string) =>
    packing({
      place: factory,
      inputs: [grams(REFINED, 1000)],
      lot: { gtin: contents, lot: 'X' },
      pieces: 10,
      time: at(30)
    })
  t.equal(codeOf(world.grower.captures(run(gtin(60)))), 'PROCESS_FORM')
  facts(world.grower.does('registerProduct', { ...choosy, gtin: gtin(61), contents: ['refined-tea'] }))
  t.equal(codeOf(world.grower.captures(run(gtin(61)))), 'accepted')
})
