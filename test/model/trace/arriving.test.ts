import t from 'tap'
import { gln, gtin } from '../../support/codes.js'
import { type Arrival, at, grams, pieces, selling, unpacking } from '../../support/events.js'
import { PARTIES, PRODUCTS } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import {
  CASE,
  COUNTED,
  COUNTED_CASE,
  depot,
  factory,
  OTHER_CASE,
  outlet,
  PACKS,
  packs,
  REFINED,
  season,
  stall,
  stockOf
} from './season.js'
import { arrived, caseOf, sent, shipmentOf } from './shipments.js'

t.test('what is under way is nowhere, until the consignee has it', async t => {
  const world = season('shipped')
  t.same(stockOf(world, PACKS, factory), { held: 20 })
  t.same(stockOf(world, PACKS, outlet), {})
  t.match(shipmentOf(world), { status: 'in_transit', carrier: PARTIES.carrier.uscc, open: { length: 3 } })
  for (const voice of [world.grower, world.supermarket, world.carrier])
    t.equal(codeOf(voice.captures(unpacking({ place: factory, sscc: CASE, time: at(55) }))), 'IN_TRANSIT')
  const sale = selling({ place: outlet, packs: packs(1, 1), time: at(55) })
  t.equal(codeOf(world.supermarket.captures(sale)), 'IN_TRANSIT')
})

t.test('only the consignee receives, at a place of its own', async t => {
  const world = season('shipped')
  const arrival = arrived({ cases: [CASE] })
  t.equal(codeOf(world.grower.captures(arrival)), 'NOT_CONSIGNEE')
  t.equal(codeOf(world.carrier.captures(arrival)), 'NOT_CONSIGNEE')
  t.equal(codeOf(world.trader.captures(arrived({ place: stall, cases: [CASE] }))), 'NOT_CONSIGNEE')
  t.equal(codeOf(world.supermarket.captures(arrived({ place: stall, cases: [CASE] }))), 'PLACE_NOT_AUTHORS')
  t.equal(codeOf(world.supermarket.captures(arrived({ place: gln(99), cases: [CASE] }))), 'PLACE_UNKNOWN')
  const other = { gln: factory, number: 'none' }
  t.equal(codeOf(world.supermarket.captures(arrived({ shipment: other, cases: [CASE] }))), 'SHIPMENT_UNKNOWN')
})

t.test('nothing is received that was not sent', async t => {
  const { supermarket } = season('shipped')
  const refused = (change: Partial<Arrival>, code: string) =>
    t.equal(codeOf(supermarket.captures(arrived(change))), code, JSON.stringify(change))
  refused({}, 'PAYLOAD_INVALID')
  refused({ shortage: {} }, 'PAYLOAD_INVALID')
  refused({ cases: [OTHER_CASE] }, 'SHIPMENT_CONTENT')
  refused({ cases: [CASE, CASE] }, 'SHIPMENT_CONTENT')
  refused({ goods: [grams(REFINED, 1001)] }, 'SHIPMENT_CONTENT')
  refused({ goods: [pieces(PACKS, 1)] }, 'SHIPMENT_CONTENT')
  refused({ goods: [pieces(REFINED, 1)] }, 'UNIT_MISMATCH')
  const never = { gtin: PRODUCTS.mango.gtin, lot: 'NEVER' }
  refused({ goods: [grams(never, 1)] }, 'SHIPMENT_CONTENT')
  refused({ goods: [grams({ ...never, gtin: gtin(99) }, 1)] }, 'PRODUCT_UNKNOWN')
  refused({ cases: [CASE], damage: [grams(never, 1)] }, 'SHIPMENT_CONTENT')
  refused({ shortage: { cases: [OTHER_CASE] } }, 'SHIPMENT_CONTENT')
  refused({ shortage: { goods: [grams(REFINED, 1001)] } }, 'SHIPMENT_CONTENT')
  refused({ shortage: { goods: [grams(PACKS, 1)] } }, 'UNIT_MISMATCH')
  refused({ cases: [CASE], shortage: { goods: [pieces(PACKS, 21)] } }, 'SHIPMENT_CONTENT')
  refused({ cases: [CASE], damage: [pieces(PACKS, 21)] }, 'SHIPMENT_CONTENT')
  refused({ cases: [CASE], damage: [pieces(COUNTED, 1)] }, 'SHIPMENT_CONTENT')
  refused({ cases: [CASE], damage: [grams(PACKS, 1)] }, 'UNIT_MISMATCH')
  refused({ cases: [CASE], shortage: { goods: [pieces(PACKS, 15)] }, damage: [pieces(PACKS, 6)] }, 'STOCK_SHORT')
})

t.test('a shipment comes in parts, and is received when nothing of it is under way', async t => {
  const world = season('shipped')
  const { supermarket } = world
  facts(supermarket.captures(arrived({ cases: [CASE] })))
  t.match(shipmentOf(world), { status: 'in_transit', open: { length: 2 } })
  t.same(stockOf(world, PACKS, outlet), { held: 20 })
  t.match(caseOf(world, CASE), { place: outlet, shipment: undefined })
  t.equal(codeOf(supermarket.captures(arrived({ cases: [CASE] }))), 'SHIPMENT_CONTENT')

  facts(supermarket.captures(arrived({ place: depot, goods: [grams(REFINED, 400)] })))
  facts(supermarket.captures(arrived({ goods: [grams(REFINED, 500)], shortage: { goods: [grams(REFINED, 100)] } })))
  t.same(stockOf(world, REFINED, depot), { held: 400 })
  t.same(stockOf(world, REFINED, outlet), { held: 500, lost: 100 })

  facts(supermarket.captures(arrived({ shortage: { cases: [COUNTED_CASE] } })))
  t.match(caseOf(world, COUNTED_CASE), { status: 'lost', place: factory })
  t.same(stockOf(world, COUNTED, outlet), { lost: 10 })
  t.match(shipmentOf(world), { status: 'received', open: [] })
  t.equal(codeOf(supermarket.captures(arrived({ cases: [CASE] }))), 'SHIPMENT_CLOSED')
})

t.test('what is missing from a case, and what came spoilt, is told apart from what is for sale', async t => {
  const world = season('shipped')
  facts(
    world.supermarket.captures(
      arrived({ cases: [CASE], shortage: { goods: [pieces(PACKS, 2)] }, damage: [pieces(PACKS, 3)] })
    )
  )
  t.same(stockOf(world, PACKS, outlet), { held: 15, blocked: 3, lost: 2 })
})

t.test('packs of a lost case are neither sold nor found', async t => {
  const world = season('shipped')
  facts(world.supermarket.captures(arrived({ shortage: { cases: [CASE] } })))
  const sale = selling({ place: outlet, packs: packs(1, 1), time: at(70) })
  t.equal(codeOf(world.supermarket.captures(sale)), 'CASE_NOT_WHOLE')
})

t.test('one lot listed twice in bulk is one item under way', async t => {
  const world = season('cased')
  facts(world.grower.captures(sent({ goods: [grams(REFINED, 100), grams(REFINED, 200)] })))
  const all = arrived({ shipment: { gln: factory, number: 'S2' }, goods: [grams(REFINED, 300)] })
  t.equal(codeOf(world.supermarket.captures(all)), 'accepted')
  t.equal(shipmentOf(world, 'S2').status, 'received')
})

t.test('a receipt may say which papers the buyer has seen', async t => {
  const { supermarket } = season('shipped')
  const said = (check: object) => ({ ...arrived({ cases: [CASE] }), 'suyuan:purchaseCheck': check })
  t.equal(codeOf(supermarket.captures(said({}))), 'PAYLOAD_INVALID')
  t.equal(codeOf(supermarket.captures(said({ licence: 'SC' }))), 'PAYLOAD_INVALID')
  t.equal(codeOf(supermarket.captures(said({ licence: 'SC11444162190011', deliveryNote: 'SH-0412' }))), 'accepted')
})
