import { inputKey, intervalsKey } from '@suyuan/model/bases/states'
import { pickedKey } from '@suyuan/model/trace/states'
import t from 'tap'
import { gln } from '../../support/codes.js'
import { grams, harvest } from '../../support/events.js'
import { PLACES, PRODUCTS } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import { factory, garden, LEAF, plot } from '../trace/season.js'
import { stage } from './stage.js'

const input = {
  ...{
    id: 'N-1',
    plot,
    product: '苦参碱',
    registration: 'PD20132710',
    source: '演示·农资店',
    dose: '0.5',
    unit: 'L/mu'
  },
  ...{ against: '茶小绿叶蝉', startedOn: '2026-04-01', stoppedOn: '2026-04-01', intervalDays: 7 }
}
/** Noon of a day in China. */
const noon = (day: string) => `${day}T12:00:00+08:00`

function farm(ofBase = true) {
  const staged = stage()
  const { grower } = staged.world
  if (ofBase) facts(staged.says(grower, 'plan', { id: garden }))
  const applies = (change: object = {}) => staged.says(grower, 'applyInput', { ...input, ...change })
  let lots = 0
  const picks = (day: string, kilograms = 10, product: { gtin: string } = PRODUCTS.leaf) => {
    staged.world.recordedAt = new Date(noon(day)).toISOString()
    const goods = grams({ gtin: product.gtin, lot: `T${++lots}` }, kilograms * 1000)
    return grower.captures(harvest({ base: factory, plot, goods, time: noon(day) }))
  }
  return { ...staged, grower, applies, picks }
}

t.test('a producer records what was applied to a plot of its own', async t => {
  const { world, applies, says } = farm()
  t.equal(codeOf(says(world.supermarket, 'applyInput', input)), 'ROLE_REQUIRED')
  t.equal(codeOf(says(world.cooperative, 'applyInput', input)), 'PLACE_NOT_AUTHORS')
  t.equal(codeOf(applies({ plot: garden })), 'PLACE_KIND')
  t.equal(codeOf(applies({ stoppedOn: '2026-03-31' })), 'PAYLOAD_INVALID')
  t.equal(codeOf(applies({ dose: 'some' })), 'PAYLOAD_INVALID')
  t.same(facts(applies()), [])
  t.equal(codeOf(applies()), 'MATTER_EXISTS')
  t.match(world.read(inputKey(plot, 'N-1')), { party: world.grower.id, product: '苦参碱', intervalDays: 7 })
  t.same(world.read(intervalsKey(plot)), [{ input: 'N-1', product: '苦参碱', from: '2026-04-01', free: '2026-04-08' }])
})

t.test('nothing is picked within the pre-harvest interval of what was applied', async t => {
  const { applies, picks } = farm()
  facts(applies())
  facts(applies({ id: 'N-2', product: '石硫合剂', stoppedOn: '2026-04-02', intervalDays: 15 }))
  t.match(picks('2026-04-07'), {
    status: 'refused',
    code: 'PRE_HARVEST_INTERVAL',
    facts: { plot, product: '石硫合剂', input: 'N-2', day: '2026-04-07', free: '2026-04-17' }
  })
  t.equal(codeOf(picks('2026-04-16')), 'PRE_HARVEST_INTERVAL')
  t.same(facts(picks('2026-04-17')), [])
})

t.test('a harvest before the input is free, one that is dated ahead of its entry is not', async t => {
  const { world, grower, applies, picks } = farm()
  t.same(facts(picks('2026-03-31')), [])
  world.recordedAt = new Date(noon('2026-04-05')).toISOString()
  facts(applies())
  const event = harvest({ base: factory, plot, goods: grams(LEAF, 1000), time: noon('2026-04-09') })
  t.equal(codeOf(grower.captures(event)), 'PRE_HARVEST_INTERVAL')
})

t.test('a record that comes after the harvest it should have prevented says so', async t => {
  const { applies, picks } = farm()
  facts(picks('2026-04-05'))
  t.match(facts(applies()), [{ code: 'PICKED_IN_INTERVAL', plot, input: 'N-1', picked: '2026-04-05' }])
  t.same(facts(applies({ id: 'N-2', startedOn: '2026-03-01', stoppedOn: '2026-03-01' })), [])
  facts(picks('2026-04-20'))
  t.same(facts(applies({ id: 'N-3' })), [], 'only the last day of picking is looked at')
})

t.test(
  'a record that was wrong is withdrawn in words, once and by its party: picking is free, and it stays',
  async t => {
    const { world, grower, applies, picks, says } = farm()
    const wrong = { id: 'N-1', plot, words: '间隔期误录为70天' }
    t.equal(codeOf(says(grower, 'withdrawInput', wrong)), 'MATTER_UNKNOWN')
    facts(applies({ intervalDays: 70 }))
    t.equal(codeOf(says(world.cooperative, 'withdrawInput', wrong)), 'ROLE_REQUIRED')
    t.match(facts(says(grower, 'withdrawInput', wrong)), [{ code: 'INPUT_WITHDRAWN', plot, input: 'N-1' }])
    t.equal(codeOf(says(grower, 'withdrawInput', wrong)), 'STEP_NOT_OPEN')
    t.match(world.read(inputKey(plot, 'N-1')), { withdrawn: { words: wrong.words } })
    t.same(facts(picks('2026-04-05')), [])
  }
)

t.test('the last thirty intervals are kept, in the order of their ends', async t => {
  const { world, applies } = farm()
  facts(applies())
  facts(applies({ id: 'N-2', startedOn: '2026-02-01', stoppedOn: '2026-02-01' }))
  t.match(world.read(intervalsKey(plot)), [{ input: 'N-2' }, { input: 'N-1' }])
  for (let n = 10; n < 40; n++) facts(applies({ id: `N-${n}`, intervalDays: 14 }))
  t.equal(world.read(intervalsKey(plot))?.length, 30)
  t.equal(world.read(intervalsKey(plot))?.[0]?.input, 'N-10')
})

t.test('an input against leafhoppers on a plot of cicada tea is marked', async t => {
  const { grower, applies, says } = farm()
  const { party: _, ...place } = { ...PLACES.plot, gln: gln(61), cultivar: '蝉茶（金萱）' }
  facts(grower.does('registerPlace', place))
  t.match(facts(says(grower, 'applyInput', { ...input, plot: gln(61), product: '10%氟啶虫酰胺水分散粒剂' })), [
    { type: 'warning', code: 'INPUT_FLAGGED', plot: gln(61), cultivar: '蝉茶（金萱）' }
  ])
  t.match(facts(says(grower, 'applyInput', { ...input, id: 'N-2', plot: gln(61), product: 'Flonicamid 50 WG' })), [
    { code: 'INPUT_FLAGGED' }
  ])
  t.same(facts(applies({ product: '氟啶虫酰胺' })), [], 'of no such cultivar')
  t.same(facts(says(grower, 'applyInput', { ...input, id: 'N-3', plot: gln(61) })), [])
})

t.test('the year’s yield of a base’s plot is added up, and marked above its limit', async t => {
  const { world, picks } = farm()
  const limit = 6 * 330 // six mu, in kilograms
  t.same(facts(picks('2026-04-05', limit - 10)), [])
  t.same(facts(picks('2026-05-05', 10)), [])
  t.match(facts(picks('2026-06-05', 1)), [
    {
      type: 'warning',
      code: 'PLOT_YEAR_HIGH',
      plot,
      year: '2026',
      grams: 1_981_000,
      gramsPerMu: 330_167,
      limit: 330_000
    }
  ])
  t.same(facts(picks('2026-12-31', 1, PRODUCTS.mango)), [], 'a form without a limit')
  t.same(facts(picks('2027-01-01', 1)), [])
  for (const year of [2028, 2029]) facts(picks(`${year}-04-05`, 1))
  t.same(world.read(pickedKey(plot)), {
    last: '2029-04-05',
    years: { 2027: { 'fresh-leaf': 1000 }, 2028: { 'fresh-leaf': 1000 }, 2029: { 'fresh-leaf': 1000 } }
  })
})

t.test('a corrected harvest corrects the year', async t => {
  const { world, grower, picks } = farm()
  world.recordedAt = new Date(noon('2026-04-05')).toISOString()
  const event = harvest({ base: factory, plot, goods: grams(LEAF, 1_500_000), time: noon('2026-04-05') })
  facts(grower.captures(event))
  const correct = (kilograms: number) => {
    const { ilmd: _, disposition: __, readPoint: ___, ...said } = event
    const declared = { declarationTime: noon('2026-04-05'), reason: 'incorrect_data' }
    return grower.captures({ ...said, quantityList: [grams(LEAF, kilograms * 1000)], errorDeclaration: declared })
  }
  t.match(facts(correct(150)), [{ type: 'corrected' }])
  t.same(world.read(pickedKey(plot))?.years, { 2026: { 'fresh-leaf': 150_000 } })
  t.same(facts(picks('2026-04-06', 1800)), [])
  t.match(facts(correct(200)), [{ type: 'corrected' }, { code: 'PLOT_YEAR_HIGH', grams: 2_000_000 }])
})

t.test('a plot of no supply base has no year to add up', async t => {
  const { world, picks } = farm(false)
  facts(picks('2026-04-05', 1900))
  t.same(facts(picks('2026-04-06', 1900)), [])
  t.equal(world.read(pickedKey(plot)), null)
})
