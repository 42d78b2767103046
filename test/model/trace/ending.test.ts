import type { Case } from '@suyuan/model/trace/states'
import { caseKey } from '@suyuan/model/trace/states'
import t from 'tap'
import {
  at,
  correcting,
  destroying,
  grams,
  holding,
  packing,
  pieces,
  processing,
  recalling,
  returning,
  selling
} from '../../support/events.js'
import { codeOf, facts, type World } from '../support.js'
import {
  CASE,
  COUNTED,
  COUNTED_CASE,
  CRUDE,
  depot,
  EVENTS,
  factory,
  LEAF,
  lotOf,
  OTHER_CASE,
  outlet,
  PACKS,
  pack,
  packs,
  REFINED,
  STALK,
  season,
  stockOf
} from './season.js'

const gone = (change: Partial<Parameters<typeof destroying>[0]>) =>
  destroying({ place: outlet, time: at(80), ...change })

t.test('only who holds goods destroys them, and no more than there are', async t => {
  const world = season('received')
  const { supermarket } = world
  t.equal(codeOf(world.grower.captures(gone({ cases: [CASE] }))), 'NOT_HOLDER')
  t.equal(codeOf(supermarket.captures(gone({}))), 'PAYLOAD_INVALID')
  t.equal(codeOf(supermarket.captures(gone({ cases: [OTHER_CASE] }))), 'CASE_UNKNOWN')
  t.equal(codeOf(supermarket.captures(gone({ place: depot, cases: [CASE] }))), 'NOT_HOLDER')
  t.equal(codeOf(supermarket.captures(gone({ place: depot, packs: packs(1, 1) }))), 'NOT_HOLDER')
  t.equal(codeOf(supermarket.captures(gone({ packs: packs(41, 41) }))), 'PACK_UNKNOWN')
  t.equal(codeOf(supermarket.captures(gone({ packs: [pack(1), pack(1)] }))), 'PACK_EXISTS')
  t.equal(codeOf(supermarket.captures(gone({ goods: [pieces(COUNTED, 11)] }))), 'STOCK_SHORT')
  t.equal(codeOf(supermarket.captures(gone({ place: depot, goods: [pieces(COUNTED, 1)] }))), 'STOCK_SHORT')
  t.equal(codeOf(supermarket.captures(gone({ goods: [grams(COUNTED, 1)] }))), 'UNIT_MISMATCH')
  t.equal(codeOf(supermarket.captures(gone({ goods: [grams({ ...REFINED, lot: 'none' }, 1)] }))), 'LOT_UNKNOWN')
  t.equal(codeOf(season('shipped').grower.captures(gone({ place: factory, cases: [CASE] }))), 'IN_TRANSIT')
})

t.test('what is destroyed or sold is not destroyed again, and sold no more', async t => {
  const world = season('received')
  const { supermarket } = world
  facts(supermarket.captures(selling({ place: outlet, packs: packs(1, 1), time: at(70) })))
  facts(supermarket.captures(gone({ packs: packs(2, 2), cases: [COUNTED_CASE] })))
  t.equal(codeOf(supermarket.captures(gone({ packs: packs(1, 1) }))), 'PACK_SOLD')
  t.equal(codeOf(supermarket.captures(gone({ packs: packs(2, 2) }))), 'PACK_DESTROYED')
  t.equal(codeOf(supermarket.captures(gone({ cases: [COUNTED_CASE] }))), 'CASE_NOT_WHOLE')
  t.equal(codeOf(supermarket.captures(gone({ cases: [CASE] }))), 'CASE_NOT_WHOLE', 'opened')
  t.equal(codeOf(supermarket.captures(selling({ place: outlet, packs: packs(2, 2), time: at(90) }))), 'PACK_DESTROYED')
})

t.test('a case is destroyed with its packs', async t => {
  const world = season('received')
  facts(world.supermarket.captures(gone({ cases: [CASE] })))
  t.equal(world.read<Case>(caseKey(CASE))?.status, 'destroyed')
  t.same(stockOf(world, PACKS, outlet), { destroyed: 20 })
  t.equal(
    codeOf(world.supermarket.captures(selling({ place: outlet, packs: packs(1, 1), time: at(90) }))),
    'CASE_NOT_WHOLE'
  )
  t.equal(codeOf(world.supermarket.captures(gone({ packs: packs(1, 1) }))), 'CASE_NOT_WHOLE')
})

t.test('recalled, held, expired and returned goods may be destroyed', async t => {
  const world = season('received')
  const { supermarket } = world
  facts(supermarket.captures(selling({ place: outlet, packs: packs(1, 1), goods: [pieces(COUNTED, 4)], time: at(70) })))
  facts(
    supermarket.captures(returning({ place: outlet, packs: packs(1, 1), goods: [pieces(COUNTED, 2)], time: at(70) }))
  )
  facts(world.grower.captures(recalling({ place: factory, lots: [PACKS, COUNTED], number: 'R-1' })))
  facts(world.grower.captures(holding({ place: factory, lots: [REFINED] })))
  facts(supermarket.captures(holding({ place: outlet, cases: [CASE] })))
  const time = '2028-01-01T09:00:00+08:00'
  facts(supermarket.captures(gone({ packs: packs(1, 3), goods: [pieces(COUNTED, 3), grams(REFINED, 1000)], time })))
  t.same(stockOf(world, PACKS, outlet), { held: 17, destroyed: 3 })
  t.same(stockOf(world, COUNTED, outlet), { held: 5, sold: 2, destroyed: 3 }, 'what is blocked goes first')
  t.same(stockOf(world, REFINED, outlet), { destroyed: 1000 })
})

const wrong = (event: keyof typeof EVENTS, goods: ReturnType<typeof grams>) =>
  correcting({ event: EVENTS[event], place: factory, goods })
const told = (world: World, event: object, who: 'grower' | 'cooperative' = 'grower') =>
  facts(world[who].captures(event)).map(({ type, obstacle, code }) => obstacle ?? code ?? type)

t.test('a correction that the goods do not allow is on record as a dispute, and moves nothing', async t => {
  const world = season('refined')
  const before = new Map(world.states)
  t.same(told(world, wrong('crude', grams(REFINED, 8900))), ['OTHER_EVENT'])
  t.same(told(world, wrong('harvested', grams(LEAF, 43_999))), ['STOCK_SHORT'])
  t.same(told(world, wrong('refined', grams(REFINED, 9501))), ['MASS_EXCEEDED'])
  t.same(told(world, wrong('refined', grams(REFINED, 100))), ['YIELD_HELD'])
  t.same(told(world, wrong('refined', grams(REFINED, 9000)), 'cooperative'), ['NOT_HOLDER'])
  for (const [key, value] of world.states) if (key.startsWith('trace/')) t.equal(value, before.get(key), key)
  t.same(told(season('packed'), wrong('packed', pieces(PACKS, 39))), ['SERIALISED'])
})

t.test('a correction of what does not exist, or in another unit, is refused', async t => {
  const { grower } = season('refined')
  t.equal(codeOf(grower.captures(wrong('refined', grams({ ...REFINED, lot: 'none' }, 1)))), 'LOT_UNKNOWN')
  t.equal(codeOf(grower.captures(wrong('refined', pieces(REFINED, 1)))), 'UNIT_MISMATCH')
  t.equal(codeOf(grower.captures({ ...wrong('refined', grams(REFINED, 1)), bizStep: 'packing' })), 'PAYLOAD_INVALID')
})

t.test(
  'a harvest is corrected as far as nothing was taken from it, and marked where the plot cannot give it',
  async t => {
    const world = season('harvested')
    t.same(told(world, wrong('harvested', grams(LEAF, 40_000))), ['corrected'])
    t.same(stockOf(world, LEAF, factory), { held: 40_000 })
    t.equal(lotOf(world, LEAF).quantity, 40_000)
    t.same(told(world, wrong('harvested', grams(LEAF, 2_000_000))), ['corrected', 'PLOT_YIELD_HIGH'])
    t.same(told(world, wrong('harvested', grams(LEAF, 1_990_000))), ['corrected'], 'a lesser one is no cause to warn')
  }
)

t.test('two outputs of one making cannot both be corrected up to what went in', async t => {
  const world = season('refined')
  t.same(told(world, wrong('refined', grams(REFINED, 9500))), ['corrected'])
  t.match(lotOf(world, STALK).balance, { input: 10_000, output: 10_000 })
  t.same(told(world, wrong('refined', grams(STALK, 1000))), ['MASS_EXCEEDED'])
  t.same(told(world, wrong('refined', grams(STALK, 400))), ['corrected'])
  t.match(lotOf(world, REFINED).balance, { output: 9900 })
})

t.test('counted packs are corrected within the limits of packing', async t => {
  const world = season('refined')
  const id = '00000000-0000-4000-8000-000000000009'
  facts(
    world.grower.captures(
      packing({ place: factory, inputs: [grams(REFINED, 2050)], lot: COUNTED, pieces: 20, id, time: at(30) })
    )
  )
  const corrected = (n: number) => told(world, correcting({ event: id, place: factory, goods: pieces(COUNTED, n) }))
  t.same(corrected(21), ['MASS_EXCEEDED'])
  t.same(corrected(19), ['YIELD_HELD'])
  t.same(corrected(20), ['corrected'])
})

t.test('what was taken from a lot stays taken: its correction leaves at least that', async t => {
  const world = season('crude')
  const refine = { place: factory, template: 'refine', inputs: [grams(CRUDE, 8500)], outputs: [grams(REFINED, 8000)] }
  facts(world.grower.captures(processing({ ...refine, time: at(20) })))
  t.same(told(world, wrong('crude', grams(CRUDE, 8499))), ['STOCK_SHORT'])
  t.same(told(world, wrong('crude', grams(CRUDE, 8500))), ['corrected'])
  t.same(stockOf(world, CRUDE, factory), { consumed: 8500 })
})
