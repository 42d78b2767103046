import type { Case, Pack, PackSheet } from '@suyuan/model/trace/states'
import { caseKey, SHEET, sheetKeyOf } from '@suyuan/model/trace/states'
import t from 'tap'
import {
  at,
  casing,
  grams,
  holding,
  packing,
  pieces,
  recalling,
  selling,
  stocking,
  unpacking
} from '../../support/events.js'
import { PRODUCTS } from '../../support/world.js'
import { codeOf, facts, type World } from '../support.js'
import {
  CASE,
  COUNTED,
  COUNTED_CASE,
  depot,
  factory,
  OTHER_CASE,
  outlet,
  PACKS,
  pack,
  packs,
  REFINED,
  season,
  serials,
  store
} from './season.js'

const boxed = (change: Partial<Parameters<typeof casing>[0]>) =>
  casing({ place: factory, sscc: OTHER_CASE, time: at(45), ...change })
const packOf = (world: World, n: number): Pack => {
  const { gtin, serial } = pack(n)
  return world.read<PackSheet>(sheetKeyOf(gtin, serial))![serial.slice(SHEET)]!
}
const caseOf = (world: World, sscc: string) => world.read<Case>(caseKey(sscc))

t.test('packs go into a case where they are, by whoever holds them', async t => {
  const world = season('packed')
  t.equal(codeOf(world.supermarket.captures(boxed({ packs: packs(1, 2) }))), 'NOT_HOLDER')
  t.equal(codeOf(world.grower.captures(boxed({ packs: packs(1, 2), place: store }))), 'NOT_HOLDER')
  t.equal(codeOf(world.grower.captures(boxed({ packs: packs(41, 41) }))), 'PACK_UNKNOWN')
  t.equal(codeOf(world.grower.captures(boxed({ packs: [...packs(1, 2), pack(1)] }))), 'PACK_EXISTS')
  t.equal(codeOf(world.grower.captures(boxed({ packs: [] }))), 'PAYLOAD_INVALID')
  t.match(world.grower.captures(boxed({ packs: packs(1, 2), goods: pieces(COUNTED, 1) })), {
    facts: { problem: 'ONE_CONTENT_LIST' }
  })
  t.match(world.grower.captures(boxed({})), { facts: { problem: 'ONE_CONTENT_LIST' } })
})

t.test('a case has packs of one lot', async t => {
  const world = season('packed')
  const run = { place: factory, inputs: [grams(REFINED, 1000)], time: at(30) }
  facts(world.grower.captures(packing({ ...run, lot: { ...PACKS, lot: 'P2' }, serials: serials(101, 110) })))
  facts(
    world.grower.captures(
      packing({
        ...run,
        lot: { gtin: PRODUCTS.tin.gtin, lot: PACKS.lot },
        serials: ['TIN-1', 'TIN-2', 'TIN-3', 'TIN-4']
      })
    )
  )
  t.equal(codeOf(world.grower.captures(boxed({ packs: [pack(1), pack(101)] }))), 'CASE_CONTENT')
  const tin = { gtin: PRODUCTS.tin.gtin, serial: 'TIN-1' }
  t.equal(codeOf(world.grower.captures(boxed({ packs: [pack(1), tin] }))), 'CASE_CONTENT')
})

t.test('a pack is in one case at a time', async t => {
  const world = season('cased')
  t.equal(codeOf(world.grower.captures(boxed({ packs: packs(20, 21) }))), 'CASE_CONTENT')
  t.equal(codeOf(world.grower.captures(boxed({ sscc: CASE, packs: packs(21, 22) }))), 'CASE_EXISTS')
  facts(world.grower.captures(unpacking({ place: factory, sscc: CASE, time: at(45) })))
  t.equal(codeOf(world.grower.captures(boxed({ packs: packs(20, 21) }))), 'accepted')
  t.same(packOf(world, 20).case, OTHER_CASE)
})

t.test('pieces are counted into a case only as far as they are there', async t => {
  const world = season('packed')
  t.equal(codeOf(world.grower.captures(boxed({ goods: pieces({ ...COUNTED, lot: 'none' }, 1) }))), 'LOT_UNKNOWN')
  t.equal(codeOf(world.grower.captures(boxed({ goods: pieces(COUNTED, 21) }))), 'STOCK_SHORT')
  t.equal(codeOf(world.grower.captures(boxed({ goods: pieces(COUNTED, 1), place: store }))), 'STOCK_SHORT')
  t.equal(codeOf(world.grower.captures(boxed({ goods: grams(COUNTED, 1000) }))), 'UNIT_MISMATCH')
  t.equal(codeOf(world.grower.captures(boxed({ goods: pieces(REFINED, 10) }))), 'UNIT_MISMATCH')
  t.equal(codeOf(world.grower.captures(boxed({ goods: grams(REFINED, 1000) }))), 'UNIT_MISMATCH')
  t.equal(codeOf(world.grower.captures(boxed({ goods: pieces(COUNTED, 20) }))), 'accepted')
  t.match(caseOf(world, OTHER_CASE), { ...COUNTED, pieces: 20, status: 'closed', place: factory })
})

t.test('what is held is cased where it is, what is recalled is not', async t => {
  const world = season('packed')
  facts(world.grower.captures(holding({ place: factory, lots: [PACKS] })))
  t.equal(codeOf(world.grower.captures(boxed({ packs: packs(1, 2) }))), 'accepted')
  facts(world.grower.captures(recalling({ place: factory, lots: [COUNTED], number: 'R-1' })))
  t.equal(codeOf(world.grower.captures(boxed({ goods: pieces(COUNTED, 1), sscc: COUNTED_CASE }))), 'LOT_RECALLED')
})

t.test('a case is opened where it is, by who holds it, once', async t => {
  const world = season('cased')
  const opened = (sscc: string, place = factory) => unpacking({ place, sscc, time: at(45) })
  t.equal(codeOf(world.grower.captures(opened(OTHER_CASE))), 'CASE_UNKNOWN')
  t.equal(codeOf(world.grower.captures(opened(CASE, store))), 'NOT_HOLDER')
  t.equal(codeOf(world.supermarket.captures(opened(CASE, outlet))), 'NOT_HOLDER')
  t.equal(codeOf(world.supermarket.captures(opened(CASE))), 'NOT_HOLDER')
  t.equal(codeOf(world.grower.captures(opened(CASE))), 'accepted')
  t.equal(codeOf(world.grower.captures(opened(CASE))), 'CASE_NOT_WHOLE')
  t.equal(codeOf(season('shipped').grower.captures(opened(CASE))), 'IN_TRANSIT')
})

t.test('a recalled case may be opened, a held one may not', async t => {
  const world = season('cased')
  facts(world.grower.captures(recalling({ place: factory, lots: [PACKS], number: 'R-1' })))
  t.equal(codeOf(world.grower.captures(unpacking({ place: factory, sscc: CASE, time: at(45) }))), 'accepted')
  facts(world.grower.captures(holding({ place: factory, cases: [COUNTED_CASE] })))
  t.equal(codeOf(world.grower.captures(unpacking({ place: factory, sscc: COUNTED_CASE, time: at(45) }))), 'LOT_HELD')
})

t.test('a pack of a held or lost case is not put into another', async t => {
  const world = season('received')
  facts(world.supermarket.captures(unpacking({ place: outlet, sscc: CASE, time: at(65) })))
  facts(world.supermarket.captures(holding({ place: outlet, cases: [CASE] })))
  const sale = selling({ place: outlet, packs: packs(1, 1), time: at(70) })
  t.equal(codeOf(world.supermarket.captures(sale)), 'LOT_HELD')
  t.equal(codeOf(world.supermarket.captures(boxed({ place: outlet, packs: packs(1, 2), time: at(70) }))), 'LOT_HELD')
})

t.test('what is put out for sale is there, and may be sold', async t => {
  const world = season('received')
  const shelved = (change: Partial<Parameters<typeof stocking>[0]>) =>
    codeOf(world.supermarket.captures(stocking({ place: outlet, time: at(65), ...change })))
  t.equal(shelved({}), 'PAYLOAD_INVALID')
  t.equal(shelved({ place: factory, cases: [CASE] }), 'NOT_HOLDER')
  t.equal(shelved({ cases: [OTHER_CASE] }), 'CASE_UNKNOWN')
  t.equal(shelved({ goods: [grams(REFINED, 1001)] }), 'STOCK_SHORT')
  t.equal(shelved({ goods: [pieces({ ...COUNTED, lot: 'none' }, 1)] }), 'LOT_UNKNOWN')
  t.equal(shelved({ goods: [grams(COUNTED, 1)] }), 'UNIT_MISMATCH')
  t.equal(shelved({ cases: [CASE], goods: [grams(REFINED, 1000), pieces(COUNTED, 10)] }), 'accepted')
  t.equal(shelved({ cases: [CASE] }), 'accepted')
  facts(world.grower.captures(recalling({ place: factory, lots: [COUNTED, REFINED], number: 'R-1' })))
  t.equal(shelved({ cases: [COUNTED_CASE] }), 'LOT_RECALLED')
  t.equal(shelved({ goods: [grams(REFINED, 1000)] }), 'LOT_RECALLED')
})

t.test('a case elsewhere is not put out for sale here', async t => {
  const world = season('received')
  t.equal(codeOf(world.supermarket.captures(stocking({ place: depot, cases: [CASE], time: at(65) }))), 'NOT_HOLDER')
})
