import type { RefusalCode } from '@suyuan/model/core/refusal'
import t from 'tap'
import { gln, gtin } from '../../support/codes.js'
import { at, grams, harvest, pieces, processing } from '../../support/events.js'
import { PARTIES, PLACES, PRODUCTS } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import {
  CRUDE,
  EVENTS,
  factory,
  garden,
  hill,
  LEAF,
  lotOf,
  plot,
  REFINED,
  STALK,
  season,
  stockOf,
  store
} from './season.js'

const leaf = (lot: string) => ({ ...LEAF, lot })
const picked = (change: Partial<Parameters<typeof harvest>[0]> = {}) =>
  harvest({ base: factory, plot, goods: grams(leaf('L2'), 1000), ...change })

t.test('only a producer harvests, on its own plot, into its own place', async t => {
  const world = season('empty')
  t.equal(codeOf(world.supermarket.captures(picked())), 'ROLE_REQUIRED')
  t.equal(codeOf(world.cooperative.captures(picked())), 'PLACE_NOT_AUTHORS')
  t.equal(codeOf(world.grower.captures(picked({ base: hill }))), 'PLACE_NOT_AUTHORS')
  t.equal(codeOf(world.grower.captures(picked({ plot: hill }))), 'PLACE_NOT_AUTHORS')
  t.equal(codeOf(world.grower.captures(picked({ base: PLACES.plot.gln.replace(/^9/, '8') }))), 'PAYLOAD_INVALID')
})

t.test('a harvest at a place, or of a product, that nobody registered is refused', async t => {
  const { grower } = season('empty')
  t.equal(codeOf(grower.captures(picked({ plot: '9520001099991' }))), 'PLACE_UNKNOWN')
  t.equal(codeOf(grower.captures(picked({ goods: grams({ gtin: gtin(77), lot: 'X' }, 1000) }))), 'PRODUCT_UNKNOWN')
})

t.test('leaf is weighed, not counted', async t => {
  t.equal(codeOf(season('empty').grower.captures(picked({ goods: pieces(LEAF, 3) }))), 'UNIT_MISMATCH')
})

t.test('a lot number is used once', async t => {
  t.equal(codeOf(season('harvested').grower.captures(picked({ goods: grams(LEAF, 1) }))), 'LOT_EXISTS')
})

t.test('a harvest makes mass', async t => {
  const world = season('harvested')
  t.same(stockOf(world, LEAF, factory), { held: 44_000 })
  t.match(lotOf(world, LEAF), { maker: PARTIES.grower.uscc, place: factory, quantity: 44_000, inputs: [], plot })
})

t.test('only what is picked is harvested, and only from a plot', async t => {
  const { grower } = season('empty')
  t.equal(codeOf(grower.captures(picked({ plot: garden }))), 'PLACE_KIND')
  t.equal(
    codeOf(grower.captures(picked({ goods: grams({ gtin: PRODUCTS.crude.gtin, lot: 'A' }, 1000) }))),
    'PROCESS_FORM'
  )
})

t.test('more in one harvest than its plot can give in a year is taken with a warning', async t => {
  const { grower } = season('empty')
  const limit = 6 * 330_000 // six mu
  t.same(facts(grower.captures(picked({ goods: grams(leaf('A'), limit) }))), [])
  t.match(facts(grower.captures(picked({ goods: grams(leaf('B'), limit + 3) }))), [
    { type: 'warning', code: 'PLOT_YIELD_HIGH', plot, gramsPerMu: 330_001 }
  ])
  const unmeasured = { ...PLACES.plot, gln: gln(60), centiMu: undefined }
  const { party: _, ...place } = unmeasured
  facts(grower.does('registerPlace', place))
  t.same(facts(grower.captures(picked({ goods: grams(leaf('C'), 2 * limit), plot: gln(60) }))), [], 'of no known size')
})

const made = (change: Partial<Parameters<typeof processing>[0]> = {}) =>
  processing({
    place: factory,
    template: 'green',
    inputs: [grams(LEAF, 8800)],
    outputs: [grams({ ...CRUDE, lot: 'M2' }, 2000)],
    time: at(10),
    ...change
  })

t.test('only a processor processes, where it holds the goods', async t => {
  const world = season('harvested')
  t.equal(codeOf(world.supermarket.captures(made())), 'ROLE_REQUIRED')
  t.equal(codeOf(world.cooperative.captures(made())), 'NOT_HOLDER')
  t.equal(codeOf(world.grower.captures(made({ place: store }))), 'STOCK_SHORT')
})

t.test('goods become what a process makes of them, and nothing else', async t => {
  const { grower } = season('harvested')
  const refused = (change: Partial<Parameters<typeof processing>[0]>, code: RefusalCode) =>
    t.equal(codeOf(grower.captures(made(change))), code)
  refused({ template: 'alchemy' }, 'PROCESS_UNKNOWN')
  refused({ template: 'refine' }, 'PROCESS_FORM')
  refused({ outputs: [grams({ ...REFINED, lot: 'X' }, 2000)] }, 'PROCESS_FORM')
  refused({ inputs: [grams({ gtin: gtin(77), lot: 'X' }, 8800)] }, 'PRODUCT_UNKNOWN')
  refused({ inputs: [grams(leaf('none'), 8800)] }, 'LOT_UNKNOWN')
  refused({ inputs: [grams(LEAF, 44_001)], outputs: [grams(CRUDE, 10_000)] }, 'STOCK_SHORT')
  refused({ inputs: [grams(LEAF, 40_000), grams(LEAF, 4001)], outputs: [grams(CRUDE, 10_000)] }, 'STOCK_SHORT')
  refused({ inputs: [pieces(LEAF, 8800)] }, 'UNIT_MISMATCH')
  refused({ outputs: [pieces(CRUDE, 2)] }, 'UNIT_MISMATCH')
  refused({ outputs: [grams(CRUDE, 1000), grams(CRUDE, 1000)] }, 'LOT_EXISTS')
  refused({ outputs: [] }, 'PAYLOAD_INVALID')
  refused({ outputs: [grams(CRUDE, 8801)] }, 'MASS_EXCEEDED')
})

t.test('a refused process takes nothing', async t => {
  const world = season('harvested')
  world.grower.captures(made({ outputs: [grams(CRUDE, 8801)] }))
  t.same(stockOf(world, LEAF, factory), { held: 44_000 })
})

t.test('a yield outside the accepted range is warned of, outside the limits its outputs are held', async t => {
  const world = season('harvested')
  const yielded = (output: number) => {
    const lot = { ...CRUDE, lot: `Y${output}` }
    const told = facts(world.grower.captures(made({ outputs: [grams(lot, output)] })))
    return { told: told.map(({ code }) => code), hold: lotOf(world, lot).hold?.reason }
  }
  t.same(yielded(2000), { told: [], hold: undefined }, '4.4')
  t.same(yielded(2200), { told: [], hold: undefined }, '4.0, the bound itself')
  t.same(yielded(2201), { told: ['YIELD_UNUSUAL'], hold: undefined }, 'just below 4')
  t.same(yielded(3520), { told: ['YIELD_HELD'], hold: 'yield' }, 'two and a half to one')
  t.same(yielded(1400), { told: ['YIELD_HELD'], hold: 'yield' }, 'above six')
})

t.test('what was made knows what it was made of, and outputs of one making know one another', async t => {
  const world = season('refined')
  t.same(stockOf(world, CRUDE, factory), { consumed: 10_000 })
  t.same(stockOf(world, REFINED, factory), { held: 9000 })
  t.match(lotOf(world, REFINED), {
    inputs: [{ ...CRUDE, amount: 10_000 }],
    balance: { template: 'refine', input: 10_000, output: 9500 },
    siblings: [STALK],
    event: `urn:uuid:${EVENTS.refined}`
  })
  t.same(lotOf(world, STALK).siblings, [REFINED])
  t.notOk('siblings' in lotOf(world, CRUDE))
})

t.test('lots are blended into one, and one is graded into many', async t => {
  const world = season('refined')
  const [a, b, blend] = ['A', 'B', 'blend'].map(lot => ({ gtin: PRODUCTS.refined.gtin, lot })) as [
    typeof LEAF,
    typeof LEAF,
    typeof LEAF
  ]
  facts(
    world.grower.captures(
      processing({
        place: factory,
        template: 'grade',
        inputs: [grams(REFINED, 9000)],
        outputs: [grams(a, 5000), grams(b, 4000)],
        time: at(20)
      }),
      processing({
        place: factory,
        template: 'blend',
        inputs: [grams(a, 500), grams(b, 500)],
        outputs: [grams({ ...blend, gtin: PRODUCTS.blend.gtin }, 990)],
        time: at(20)
      })
    )
  )
  t.same(stockOf(world, a, factory), { held: 4500, consumed: 500 })
  const mango = { gtin: PRODUCTS.mango.gtin, lot: 'T1' }
  facts(
    world.grower.captures(
      picked({ goods: grams(mango, 10_000) }),
      processing({
        place: factory,
        template: 'mango-sorting',
        inputs: [grams(mango, 10_000)],
        outputs: [grams({ gtin: PRODUCTS.sorted.gtin, lot: 'T1' }, 9000)]
      })
    )
  )
})
