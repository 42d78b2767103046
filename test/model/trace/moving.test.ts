import type { Agreement } from '@suyuan/model/trace/states'
import { agreementKey } from '@suyuan/model/trace/states'
import t from 'tap'
import { gln, gtin, uscc } from '../../support/codes.js'
import {
  type Arrival,
  at,
  type Citation,
  type Departure,
  grams,
  holding,
  inspecting,
  pieces,
  recalling,
  receiving,
  shipping,
  unpacking,
  voiding
} from '../../support/events.js'
import { PARTIES } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import {
  CASE,
  COUNTED,
  COUNTED_CASE,
  canteen,
  departure,
  depot,
  factory,
  OTHER_CASE,
  outlet,
  PACKS,
  REFINED,
  SHIPMENT,
  season,
  stall,
  stockOf,
  store,
  toFactory
} from './season.js'
import { arrived, caseOf, sent, shipmentOf } from './shipments.js'

t.test('only the holder ships, from where the goods are', async t => {
  const world = season('cased')
  t.equal(codeOf(world.cooperative.captures(sent())), 'NOT_HOLDER')
  const shipment = { gln: depot, number: 'X' }
  const mine = sent({ from: depot, cases: [CASE], goods: undefined, shipment })
  t.equal(codeOf(world.supermarket.captures(mine)), 'NOT_HOLDER')
  const others = sent({ from: factory, shipment })
  t.equal(codeOf(world.grower.captures(others)), 'PLACE_NOT_AUTHORS', "a number of another's")
  t.equal(codeOf(world.grower.captures(sent({ from: store, cases: [CASE], goods: undefined }))), 'NOT_HOLDER')
  t.equal(codeOf(world.grower.captures(sent({ from: store }))), 'STOCK_SHORT')
  t.equal(codeOf(world.grower.captures(sent({ from: gln(99) }))), 'PLACE_UNKNOWN')
})

t.test('goods go to a registered party, to a place of its own', async t => {
  const { grower } = season('cased')
  const to = { party: PARTIES.supermarket.uscc, place: outlet }
  t.equal(codeOf(grower.captures(sent({ to: { ...to, party: uscc(98) } }))), 'PARTY_UNKNOWN')
  t.equal(codeOf(grower.captures(sent({ to: { ...to, place: gln(99) } }))), 'PLACE_UNKNOWN')
  t.equal(codeOf(grower.captures(sent({ to: { ...to, place: stall } }))), 'PLACE_NOT_AUTHORS')
  t.equal(codeOf(grower.captures(sent({ carrier: uscc(98) }))), 'PARTY_UNKNOWN')
  t.equal(codeOf(grower.captures(sent({ to: { ...to, party: 'x' } }))), 'PAYLOAD_INVALID')
})

t.test('nothing is shipped that is not there', async t => {
  const { grower } = season('cased')
  t.equal(codeOf(grower.captures(sent({ goods: [] }))), 'PAYLOAD_INVALID')
  t.equal(codeOf(grower.captures(sent({ cases: [OTHER_CASE] }))), 'CASE_UNKNOWN')
  t.equal(codeOf(grower.captures(sent({ goods: [grams(REFINED, 3001)] }))), 'STOCK_SHORT')
  t.equal(codeOf(grower.captures(sent({ goods: [grams(COUNTED, 1000)] }))), 'UNIT_MISMATCH')
  t.equal(codeOf(grower.captures(sent({ goods: [grams({ ...REFINED, lot: 'none' }, 1)] }))), 'LOT_UNKNOWN')
  t.equal(codeOf(grower.captures(sent({ goods: [grams({ gtin: gtin(77), lot: 'none' }, 1)] }))), 'PRODUCT_UNKNOWN')
  facts(grower.captures(unpacking({ place: factory, sscc: CASE, time: at(45) })))
  t.equal(codeOf(grower.captures(sent({ cases: [CASE] }))), 'CASE_NOT_WHOLE')
})

t.test('what is held or recalled does not move', async t => {
  const world = season('cased')
  facts(world.grower.captures(holding({ place: factory, cases: [COUNTED_CASE], lots: [REFINED] })))
  t.equal(codeOf(world.grower.captures(sent())), 'LOT_HELD')
  t.equal(codeOf(world.grower.captures(sent({ cases: [COUNTED_CASE], goods: undefined }))), 'LOT_HELD')
  facts(world.grower.captures(recalling({ place: factory, lots: [PACKS], number: 'R-1' })))
  t.equal(codeOf(world.grower.captures(sent({ cases: [CASE], goods: undefined }))), 'LOT_RECALLED')
})

t.test('what was found non-conformant does not move, but may go back to its maker', async t => {
  const world = season('received')
  facts(world.inspector.captures(holding({ place: outlet, lots: [REFINED] })))
  facts(world.inspector.captures(inspecting({ place: outlet, lots: [REFINED], conformant: false })))
  const back = { from: outlet, shipment: { gln: outlet, number: 'B1' }, time: at(70), to: toFactory }
  t.equal(codeOf(world.supermarket.captures(sent(back))), 'LOT_REJECTED')
  t.equal(codeOf(world.supermarket.captures(sent({ ...back, returned: true }))), 'accepted')
})

t.test('a shipment number is used once, and a case is in one shipment', async t => {
  const { grower } = season('shipped')
  t.equal(codeOf(grower.captures(sent({ shipment: SHIPMENT }))), 'SHIPMENT_EXISTS')
  t.equal(codeOf(grower.captures(sent({ cases: [CASE] }))), 'IN_TRANSIT')
  const world = season('cased')
  t.equal(codeOf(world.grower.captures(sent({ cases: [CASE, CASE] }))), 'IN_TRANSIT')
})

const back = (change: Partial<Departure> = {}): Partial<Departure> => ({
  from: outlet,
  to: toFactory,
  shipment: { gln: outlet, number: 'B1' },
  cases: [CASE],
  goods: undefined,
  returned: true,
  time: at(70),
  ...change
})

t.test('goods are sent back to who made them, and to nobody else', async t => {
  const world = season('received')
  const toSchool = { party: PARTIES.school.uscc, place: canteen }
  t.equal(codeOf(world.supermarket.captures(sent(back({ to: toSchool })))), 'NOT_MAKER')
  t.equal(codeOf(world.supermarket.captures(sent(back()))), 'accepted')
})

t.test('what is recalled or held may still be sent back to its maker', async t => {
  const world = season('received')
  facts(world.grower.captures(recalling({ place: factory, lots: [PACKS], number: 'R-1' })))
  facts(world.grower.captures(holding({ place: factory, lots: [REFINED] })))
  t.equal(codeOf(world.supermarket.captures(sent(back({ returned: false })))), 'LOT_RECALLED')
  t.equal(codeOf(world.supermarket.captures(sent(back({ goods: [grams(REFINED, 1000)] })))), 'accepted')
  const home = receiving({ place: factory, shipment: { gln: outlet, number: 'B1' }, cases: [CASE], time: at(80) })
  t.equal(codeOf(world.grower.captures(home)), 'accepted')
})

const CITATION: Citation = {
  id: 'DEMO-2026-01',
  supplier: PARTIES.grower.uscc,
  buyer: PARTIES.supermarket.uscc,
  document: 'a'.repeat(64),
  grams: 500_000
}

t.test('an agreement is cited as it was first, by its supplier towards its buyer', async t => {
  const { grower } = season('cased')
  const cited = (n: number, change: Partial<Citation> = {}) =>
    codeOf(
      grower.captures(sent({ shipment: { gln: factory, number: `A${n}` }, agreement: { ...CITATION, ...change } }))
    )
  t.equal(cited(1, { supplier: PARTIES.cooperative.uscc }), 'AGREEMENT_MISMATCH')
  t.equal(cited(1, { buyer: PARTIES.school.uscc }), 'AGREEMENT_MISMATCH')
  t.equal(cited(1), 'accepted')
  t.equal(cited(2, { document: 'b'.repeat(64) }), 'AGREEMENT_MISMATCH')
  t.equal(cited(2, { grams: 1 }), 'AGREEMENT_MISMATCH')
  t.equal(cited(2, { supplier: PARTIES.supermarket.uscc }), 'AGREEMENT_MISMATCH')
  t.equal(cited(2, { buyer: PARTIES.grower.uscc }), 'AGREEMENT_MISMATCH')
  t.equal(cited(2), 'accepted')
})

t.test('what arrives under an agreement accrues to it, in grams', async t => {
  const world = season('cased')
  const shipment = { gln: factory, number: 'A1' }
  facts(world.grower.captures(sent({ shipment, cases: [CASE], goods: [grams(REFINED, 1000)], agreement: CITATION })))
  const accrued = (change: Partial<Arrival>) =>
    facts(world.supermarket.captures(arrived({ shipment, ...change }))).map(({ event: _, ...fact }) => fact)
  const agreed = { type: 'delivered', agreement: CITATION.id, agreed: 500_000 }
  t.same(accrued({ cases: [CASE], shortage: { goods: [pieces(PACKS, 2)] } }), [
    { ...agreed, grams: 1800, delivered: 1800 }
  ])
  t.same(accrued({ goods: [grams(REFINED, 1000)], damage: [grams(REFINED, 100)] }), [
    { ...agreed, grams: 1000, delivered: 2800 }
  ])
  t.equal(world.read<Agreement>(agreementKey(CITATION.id))?.delivered, 2800)
})

t.test('only the consignor voids a shipment, and only before anything of it was received', async t => {
  const world = season('shipped')
  const voided = (change: object = {}) => voiding({ from: factory, shipment: SHIPMENT, declared: true, ...change })
  t.equal(codeOf(world.supermarket.captures(voided())), 'NOT_HOLDER')
  t.equal(codeOf(world.grower.captures(voided({ shipment: { gln: factory, number: 'none' } }))), 'SHIPMENT_UNKNOWN')
  t.equal(codeOf(world.grower.captures(voided())), 'accepted')
  t.equal(codeOf(world.grower.captures(voided())), 'SHIPMENT_CLOSED')
  t.equal(codeOf(world.supermarket.captures(arrived({ cases: [CASE] }))), 'SHIPMENT_CLOSED')
  t.same(stockOf(world, REFINED, factory), { held: 3000, consumed: 6000 })
  t.match(caseOf(world, CASE), { place: factory, shipment: undefined })
  t.equal(
    codeOf(world.grower.captures(shipping({ ...departure, shipment: { gln: factory, number: 'S3' } }))),
    'accepted'
  )
})

t.test('a void after a part was received is a dispute, and moves nothing', async t => {
  for (const part of [{ cases: [CASE] }, { goods: [grams(REFINED, 400)] }]) {
    const world = season('shipped')
    facts(world.supermarket.captures(arrived(part)))
    const before = shipmentOf(world)
    const told = facts(world.grower.captures(voiding({ from: factory, shipment: SHIPMENT })))
    t.match(told, [{ type: 'dispute', obstacle: 'PARTLY_RECEIVED' }])
    t.same(shipmentOf(world), before)
  }
})

t.test('nothing is dated before its cause by more than clocks differ', async t => {
  const day = 24 * 60
  const world = season('cased')
  t.equal(codeOf(world.grower.captures(sent({ time: at(20 - day - 1) }))), 'EVENT_BEFORE_CAUSE')
  t.equal(codeOf(world.grower.captures(sent({ time: at(20 - day) }))), 'accepted')
  t.equal(
    codeOf(season('shipped').supermarket.captures(arrived({ cases: [CASE], time: at(50 - day - 1) }))),
    'EVENT_BEFORE_CAUSE'
  )
})
