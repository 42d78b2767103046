import type { RefusalCode } from '@suyuan/model/core/refusal'
import { recallKey } from '@suyuan/model/trace/states'
import t from 'tap'
import {
  at,
  explaining,
  grams,
  holding,
  inspecting,
  recalling,
  selling,
  shipping,
  testing
} from '../../support/events.js'
import { PARTIES } from '../../support/world.js'
import { codeOf, facts, type World } from '../support.js'
import {
  bench,
  bureau,
  CASE,
  factory,
  LEAF,
  lotOf,
  OTHER_CASE,
  outlet,
  PACKS,
  packs,
  REFINED,
  STALK,
  season,
  toOutlet
} from './season.js'

const held = (change: object = {}) => holding({ place: factory, lots: [REFINED], ...change })
const inspected = (conformant: boolean, change: object = {}) =>
  inspecting({ place: bureau, lots: [REFINED], conformant, ...change })
const moves = (world: World, number = 'S9') =>
  codeOf(
    world.grower.captures(
      shipping({
        from: factory,
        to: toOutlet,
        shipment: { gln: factory, number },
        goods: [grams(REFINED, 1)],
        time: at(50)
      })
    )
  )
const holdOf = (world: World) => lotOf(world, REFINED).hold

t.test('a lot is held by its maker or an inspector, a case by its holder or an inspector', async t => {
  const world = season('shipped')
  t.equal(codeOf(world.supermarket.captures(held())), 'NOT_HOLDER')
  t.equal(codeOf(world.supermarket.captures(held({ lots: undefined, cases: [CASE] }))), 'NOT_HOLDER')
  t.equal(codeOf(world.grower.captures(held({ lots: undefined }))), 'PAYLOAD_INVALID')
  t.equal(codeOf(world.grower.captures(held({ lots: [{ ...LEAF, lot: 'none' }] }))), 'LOT_UNKNOWN')
  t.equal(codeOf(world.grower.captures(held({ lots: [], cases: [OTHER_CASE] }))), 'CASE_UNKNOWN')
  t.equal(codeOf(world.inspector.captures(held({ lots: [{ ...LEAF, lot: 'none' }] }))), 'LOT_UNKNOWN')
  t.equal(codeOf(world.inspector.captures(held({ lots: [], cases: [OTHER_CASE] }))), 'CASE_UNKNOWN')
  t.equal(codeOf(world.inspector.captures(held({ cases: [CASE] }))), 'accepted')
})

t.test('what is held does not move until it is released', async t => {
  const world = season('refined')
  facts(world.grower.captures(held()))
  t.equal(moves(world), 'LOT_HELD')
  facts(world.grower.captures(inspected(true)))
  t.equal(moves(world, 'S10'), 'accepted')
})

t.test('what is not held is neither explained nor released', async t => {
  const { grower } = season('cased')
  t.equal(codeOf(grower.captures(explaining({ place: factory, lots: [REFINED] }))), 'LOT_NOT_HELD')
  t.equal(codeOf(grower.captures(inspected(true))), 'LOT_NOT_HELD')
  t.equal(codeOf(grower.captures(inspected(true, { lots: [], cases: [CASE] }))), 'LOT_NOT_HELD')
})

t.test('a hold for a yield is explained by the maker and lifted by an inspector only', async t => {
  const world = season('refined')
  const { grower, inspector, cooperative } = world
  facts(grower.captures(held()))
  world.states.set(
    `trace/lot/${REFINED.gtin}/${REFINED.lot}`,
    JSON.stringify({ ...lotOf(world, REFINED), hold: { ...holdOf(world), reason: 'yield' } })
  )
  t.equal(codeOf(grower.captures(inspected(true))), 'ROLE_REQUIRED')
  t.equal(codeOf(cooperative.captures(explaining({ place: factory, lots: [REFINED] }))), 'NOT_HOLDER')
  t.equal(codeOf(grower.captures(explaining({ place: factory, lots: [REFINED], explanation: '' }))), 'PAYLOAD_INVALID')
  facts(grower.captures(explaining({ place: factory, lots: [REFINED], explanation: '雨水叶' })))
  t.match(holdOf(world), { reason: 'yield', explanation: '雨水叶' })
  t.equal(moves(world), 'LOT_HELD')
  facts(inspector.captures(inspected(true)))
  t.equal(holdOf(world), undefined)
})

t.test("a holder's own hold does not keep an inspector's away, nor may the holder lift that", async t => {
  const world = season('refined')
  const { grower, inspector } = world
  facts(grower.captures(held()))
  facts(inspector.captures(held({ place: bureau })))
  t.match(holdOf(world), { reason: 'inspector', by: PARTIES.inspector.uscc })
  facts(grower.captures(held()))
  t.match(holdOf(world), { reason: 'inspector' })
  t.equal(codeOf(grower.captures(inspected(true))), 'ROLE_REQUIRED')
  facts(inspector.captures(inspected(true)))
})

t.test('what an inspector finds non-conformant stays so', async t => {
  const world = season('refined')
  const { grower, inspector } = world
  facts(grower.captures(held()))
  t.equal(codeOf(grower.captures(inspected(false))), 'ROLE_REQUIRED')
  facts(inspector.captures(inspected(false)))
  t.equal(moves(world), 'LOT_REJECTED')
  facts(grower.captures(held()))
  facts(grower.captures(inspected(true)))
  t.equal(moves(world, 'S10'), 'LOT_REJECTED')
})

t.test('a case that an inspector finds non-conformant stays held', async t => {
  const world = season('received')
  facts(world.supermarket.captures(holding({ place: outlet, cases: [CASE] })))
  facts(world.supermarket.captures(explaining({ place: outlet, cases: [CASE] })))
  facts(world.inspector.captures(inspecting({ place: bureau, cases: [CASE], conformant: false })))
  t.equal(codeOf(world.supermarket.captures(selling({ place: outlet, packs: packs(1, 1), time: at(70) }))), 'LOT_HELD')
  facts(world.supermarket.captures(inspecting({ place: outlet, cases: [CASE], conformant: true })))
  t.equal(codeOf(world.supermarket.captures(selling({ place: outlet, packs: packs(1, 1), time: at(70) }))), 'accepted')
})

const report = (conforms: boolean, lots = [PACKS]) => testing({ place: bench, lots, conforms })

t.test('only a laboratory reports, on lots that exist, and its verdict follows its results', async t => {
  const { grower, laboratory } = season('received')
  t.equal(codeOf(grower.captures(report(true))), 'ROLE_REQUIRED')
  t.equal(codeOf(laboratory.captures(report(true, [{ ...LEAF, lot: 'none' }]))), 'LOT_UNKNOWN')
  t.match(laboratory.captures({ ...report(false), disposition: 'conformant' }), {
    facts: { problem: 'DISPOSITION_FOLLOWS_RESULTS' }
  })
  t.match(laboratory.captures({ ...report(true), disposition: 'non_conformant' }), { code: 'PAYLOAD_INVALID' })
})

t.test('a result that does not conform holds the lot wherever it is; one that does changes nothing', async t => {
  const world = season('received')
  const sale = (n: number) =>
    codeOf(world.supermarket.captures(selling({ place: outlet, packs: packs(n, n), time: at(70) })))
  facts(world.laboratory.captures(report(true)))
  t.equal(sale(1), 'accepted')
  facts(world.laboratory.captures(report(false)))
  t.match(lotOf(world, PACKS).hold, { reason: 'test', by: PARTIES.laboratory.uscc })
  t.equal(sale(2), 'LOT_HELD')
  t.equal(
    codeOf(world.grower.captures(inspecting({ place: factory, lots: [PACKS], conformant: true }))),
    'ROLE_REQUIRED'
  )
})

const recalled = (change: object = {}) => recalling({ place: factory, lots: [PACKS], number: 'R-1', ...change })

t.test('a lot is recalled by its maker, the owner of the product, or an inspector', async t => {
  const world = season('received')
  t.equal(codeOf(world.supermarket.captures(recalled())), 'RECALL_NOT_ALLOWED')
  t.equal(codeOf(world.grower.captures(recalled({ lots: [{ ...LEAF, lot: 'none' }] }))), 'LOT_UNKNOWN')
  t.equal(codeOf(world.inspector.captures(recalled())), 'accepted')
  t.equal(codeOf(season('received').grower.captures(recalled())), 'accepted')
  const other = season('packed')
  other.states.set(
    `trace/lot/${PACKS.gtin}/${PACKS.lot}`,
    JSON.stringify({ ...lotOf(other, PACKS), maker: PARTIES.cooperative.uscc })
  )
  t.equal(codeOf(other.grower.captures(recalled())), 'accepted', 'made by another, of its own product')
})

t.test('a recall number belongs to its author and class', async t => {
  const { grower, inspector } = season('received')
  facts(grower.captures(recalled()))
  t.equal(codeOf(inspector.captures(recalled({ lots: [REFINED] }))), 'RECALL_MISMATCH')
  t.equal(codeOf(grower.captures(recalled({ lots: [REFINED], class: 'I' }))), 'RECALL_MISMATCH')
})

t.test('a recall is supplemented by what is found late; a lot keeps its first recall', async t => {
  const world = season('received')
  facts(world.grower.captures(recalled({ lots: [PACKS, REFINED] })))
  facts(world.grower.captures(recalled({ lots: [REFINED, STALK] })))
  t.match(world.read(recallKey('R-1')), { class: 'II', lots: 3, by: PARTIES.grower.uscc })
  facts(world.inspector.captures(recalled({ number: 'R-2', lots: [PACKS] })))
  t.equal(lotOf(world, PACKS).recall, 'R-1')
})

t.test('what is recalled is neither sold, moved on, nor made into anything', async t => {
  const world = season('received')
  facts(world.grower.captures(recalled({ lots: [PACKS, REFINED] })))
  const codes: (RefusalCode | string)[] = [
    codeOf(world.supermarket.captures(selling({ place: outlet, packs: packs(1, 1), time: at(70) }))),
    codeOf(world.supermarket.captures(selling({ place: outlet, goods: [grams(REFINED, 1)], time: at(70) }))),
    moves(world)
  ]
  t.same(codes, ['LOT_RECALLED', 'LOT_RECALLED', 'LOT_RECALLED'])
})
