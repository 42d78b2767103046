import { type Case, caseKey, type Pallet, palletKey } from '@suyuan/model/trace/states'
import t from 'tap'
import { sscc } from '../../support/codes.js'
import {
  type Arrival,
  at,
  casing,
  destroying,
  holding,
  inspecting,
  recalling,
  receiving,
  selling,
  shipping,
  stocking,
  storing,
  unpacking,
  voiding
} from '../../support/events.js'
import { codeOf, facts, fork, type World } from '../support.js'
import { BOTH, loaded, OTHER_PALLET, PALLET, stacked, stoodFor } from './palletised.js'
import {
  CASE,
  COUNTED,
  COUNTED_CASE,
  factory,
  OTHER_CASE,
  outlet,
  PACKS,
  pack,
  packs,
  SHIPMENT,
  season,
  stockOf,
  store,
  toFactory,
  toOutlet
} from './season.js'
import { sent, shipmentOf } from './shipments.js'

const caseOf = (world: World, number: string) => world.read<Case>(caseKey(number))!
const onPallet = (world: World, number = PALLET) => world.read<Pallet>(palletKey(number))?.cases

const departure = (cases: readonly string[] = [PALLET]) =>
  shipping({ from: factory, to: toOutlet, shipment: SHIPMENT, cases, time: at(50) })
function underWay(...cases: string[]): World {
  const world = loaded()
  facts(world.grower.captures(departure(cases.length > 0 ? cases : [PALLET])))
  return world
}
const arrived = (change: Partial<Arrival>) => receiving({ place: outlet, shipment: SHIPMENT, time: at(60), ...change })

t.test('whole cases go on a pallet where they are, by whoever holds them', async t => {
  const world = season('cased')
  const refused = (change: Parameters<typeof stacked>[0], who: 'grower' | 'supermarket' = 'grower') =>
    codeOf(world[who].captures(stacked(change)))
  t.equal(refused({}, 'supermarket'), 'NOT_HOLDER')
  t.equal(refused({ place: store }), 'NOT_HOLDER')
  t.equal(refused({ cases: [OTHER_CASE] }), 'CASE_UNKNOWN')
  t.equal(refused({ sscc: CASE, cases: [COUNTED_CASE] }), 'CASE_EXISTS')
  t.equal(refused({ cases: [CASE, CASE] }), 'CASE_ON_PALLET')
  t.equal(refused({ cases: Array.from({ length: 201 }, (_, n) => sscc(100 + n)) }), 'PAYLOAD_INVALID')
  const mixed = stacked()
  mixed.childEPCs.push(`https://id.gs1.org/01/${pack(1).gtin}/21/${pack(1).serial}`)
  t.equal(codeOf(world.grower.captures(mixed)), 'PAYLOAD_INVALID')
  t.same(facts(world.grower.captures(stacked())), [])
  t.same(onPallet(world), BOTH)
  t.match(caseOf(world, CASE), { pallet: PALLET, place: factory, status: 'closed' })
  t.equal(codeOf(season('shipped').grower.captures(stacked())), 'IN_TRANSIT')
  t.equal(codeOf(season('received').grower.captures(stacked())), 'NOT_HOLDER')
})

t.test('an SSCC is of one case or of one pallet, and of neither twice', async t => {
  const world = loaded()
  const { grower } = world
  t.equal(codeOf(grower.captures(stacked({ cases: [OTHER_CASE] }))), 'CASE_EXISTS')
  t.equal(
    codeOf(grower.captures(casing({ place: factory, sscc: PALLET, packs: packs(31, 32), time: at(46) }))),
    'CASE_EXISTS'
  )
  t.equal(codeOf(grower.captures(stacked({ sscc: OTHER_PALLET }))), 'CASE_ON_PALLET')
  t.equal(
    codeOf(grower.captures(stacked({ sscc: OTHER_PALLET, cases: [PALLET] }))),
    'CASE_CONTENT',
    'no pallet on another'
  )
  facts(grower.captures(unpacking({ place: factory, sscc: PALLET, time: at(46) })))
  t.equal(codeOf(grower.captures(stacked())), 'CASE_EXISTS', 'nor one that was taken apart')
})

t.test('what is held goes on a pallet where it is, what is recalled does not', async t => {
  const world = season('cased')
  facts(world.grower.captures(holding({ place: factory, lots: [PACKS], cases: [COUNTED_CASE] })))
  t.equal(codeOf(world.grower.captures(stacked())), 'accepted')
  const other = season('cased')
  facts(other.grower.captures(recalling({ place: factory, lots: [COUNTED], number: 'R-1' })))
  t.equal(codeOf(other.grower.captures(stacked())), 'LOT_RECALLED')
})

t.test('a pallet is taken apart whole, or case by case', async t => {
  const world = loaded()
  const down = (cases?: string[], place = factory) =>
    world.grower.captures(unpacking({ place, sscc: PALLET, cases, time: at(46) }))
  t.equal(codeOf(world.supermarket.captures(unpacking({ place: factory, sscc: PALLET }))), 'NOT_HOLDER')
  t.equal(codeOf(down(undefined, store)), 'NOT_HOLDER')
  t.equal(codeOf(down([OTHER_CASE])), 'CASE_CONTENT')
  t.equal(codeOf(down([CASE, CASE])), 'CASE_CONTENT')
  t.same(facts(down([CASE])), [], 'the event names it')
  t.same(onPallet(world), [COUNTED_CASE])
  t.notOk('pallet' in caseOf(world, CASE))
  t.match(facts(down([])), [stoodFor(PALLET, COUNTED_CASE)])
  t.same(onPallet(world), [])
  t.equal(codeOf(down()), 'CASE_NOT_WHOLE')
  t.equal(codeOf(world.grower.captures(departure())), 'CASE_NOT_WHOLE')
  t.equal(codeOf(underWay().grower.captures(unpacking({ place: factory, sscc: PALLET, time: at(55) }))), 'IN_TRANSIT')
  t.equal(
    codeOf(world.grower.captures(unpacking({ place: factory, sscc: CASE, cases: [COUNTED_CASE] }))),
    'CASE_CONTENT'
  )
})

t.test('what is held or recalled comes down from a pallet, to be kept apart', async t => {
  const world = loaded()
  facts(world.grower.captures(holding({ place: factory, cases: [CASE] })))
  facts(world.grower.captures(recalling({ place: factory, lots: [COUNTED], number: 'R-1' })))
  t.equal(codeOf(world.grower.captures(unpacking({ place: factory, sscc: PALLET, time: at(46) }))), 'accepted')
})

t.test('a case on a pallet does nothing by itself', async t => {
  const world = loaded()
  const one = { place: factory, cases: [CASE], time: at(50) }
  for (const event of [
    departure([CASE]),
    departure([PALLET, CASE]),
    unpacking({ place: factory, sscc: CASE, time: at(50) }),
    stocking(one),
    storing(one),
    destroying(one),
    destroying({ place: factory, packs: [pack(1)], time: at(50) })
  ])
    t.match(world.grower.captures(event), { code: 'CASE_ON_PALLET', facts: { sscc: CASE, pallet: PALLET } })
  const shop = underWay()
  facts(shop.supermarket.captures(arrived({ cases: [PALLET] })))
  const sale = selling({ place: outlet, packs: packs(1, 1), time: at(70) })
  t.equal(codeOf(shop.supermarket.captures(sale)), 'CASE_ON_PALLET')
  facts(shop.supermarket.captures(unpacking({ place: outlet, sscc: PALLET, cases: [CASE], time: at(65) })))
  t.equal(codeOf(shop.supermarket.captures(sale)), 'accepted')
})

t.test('a pallet is shipped with all its cases, and comes with them', async t => {
  const world = loaded()
  t.match(facts(world.grower.captures(departure([PALLET, OTHER_CASE]))), [stoodFor(PALLET, ...BOTH)])
  t.match(shipmentOf(world).items, [
    { ...PACKS, amount: 20, sscc: CASE, pallet: PALLET },
    { ...COUNTED, amount: 10, sscc: COUNTED_CASE, pallet: PALLET },
    { ...PACKS, amount: 10, sscc: OTHER_CASE, pallet: undefined }
  ])
  t.match(caseOf(world, CASE), { shipment: `${factory}:S1`, pallet: PALLET })
  t.equal(codeOf(world.grower.captures(sent({ cases: [PALLET], goods: undefined }))), 'IN_TRANSIT')
  t.equal(codeOf(world.supermarket.captures(arrived({ cases: [OTHER_PALLET] }))), 'SHIPMENT_CONTENT')
  t.match(facts(world.supermarket.captures(arrived({ cases: [PALLET] }))), [stoodFor(PALLET, ...BOTH)])
  t.same(onPallet(world), BOTH)
  t.match(caseOf(world, COUNTED_CASE), { place: outlet, shipment: undefined, pallet: PALLET })
  t.same(stockOf(world, COUNTED, outlet), { held: 10 })
  t.equal(codeOf(world.supermarket.captures(arrived({ cases: [PALLET] }))), 'SHIPMENT_CONTENT', 'once')
  t.match(shipmentOf(world), { status: 'in_transit', open: [{ sscc: OTHER_CASE }] })
})

t.test('of a pallet, what comes by itself or is missing leaves it; the pallet is what is left', async t => {
  const world = underWay()
  t.same(facts(world.supermarket.captures(arrived({ cases: [CASE] }))), [])
  t.match(caseOf(world, CASE), { place: outlet, pallet: undefined })
  t.same(onPallet(world), [COUNTED_CASE])
  t.match(facts(world.supermarket.captures(arrived({ cases: [PALLET] }))), [stoodFor(PALLET, COUNTED_CASE)])
  t.match(shipmentOf(world), { status: 'received', open: [] })
  t.match(caseOf(world, COUNTED_CASE), { place: outlet, pallet: PALLET })

  const short = underWay()
  const partly = arrived({ cases: [PALLET], shortage: { cases: [CASE] } })
  t.match(facts(short.supermarket.captures(partly)), [stoodFor(PALLET, COUNTED_CASE)], 'the pallet came, without it')
  t.match(caseOf(short, CASE), { status: 'lost', place: factory, pallet: undefined })
  t.same(onPallet(short), [COUNTED_CASE])

  const all = underWay()
  facts(all.supermarket.captures(arrived({ cases: BOTH })))
  t.same(onPallet(all), [], 'nothing is on it any more')
})

t.test('a pallet that did not come is declared missing whole', async t => {
  const world = underWay()
  const missing = arrived({ shortage: { cases: [PALLET] } })
  t.match(facts(world.supermarket.captures(missing)), [stoodFor(PALLET, ...BOTH)])
  t.same(onPallet(world), [])
  for (const number of BOTH) t.match(caseOf(world, number), { status: 'lost', pallet: undefined, shipment: undefined })
  t.same(stockOf(world, PACKS, outlet), { lost: 20 })
})

t.test('a shipment called off puts its pallets back', async t => {
  const world = underWay()
  facts(world.grower.captures(voiding({ from: factory, shipment: SHIPMENT })))
  t.same(onPallet(world), BOTH)
  t.match(caseOf(world, CASE), { place: factory, pallet: PALLET, shipment: undefined })
  const again = sent({ cases: [PALLET], goods: undefined, time: at(55) })
  t.equal(codeOf(world.grower.captures(again)), 'accepted')
})

t.test('a pallet goes back to the maker of all that is on it', async t => {
  const world = underWay()
  facts(world.supermarket.captures(arrived({ cases: [PALLET] })))
  facts(world.grower.captures(recalling({ place: factory, lots: [PACKS], number: 'R-1' })))
  const back = {
    from: outlet,
    to: toFactory,
    shipment: { gln: outlet, number: 'B1' },
    cases: [PALLET],
    goods: undefined,
    time: at(70)
  }
  t.equal(codeOf(world.supermarket.captures(sent(back))), 'LOT_RECALLED')
  t.equal(codeOf(world.supermarket.captures(sent({ ...back, returned: true }))), 'accepted')
})

t.test('a pallet is held, released and destroyed with all its cases', async t => {
  const world = loaded()
  const named = { place: factory, cases: [PALLET] }
  t.equal(codeOf(world.supermarket.captures(holding(named))), 'NOT_HOLDER')
  t.match(facts(world.grower.captures(holding(named))), [stoodFor(PALLET, ...BOTH)])
  t.equal(codeOf(world.grower.captures(departure())), 'LOT_HELD')
  facts(world.grower.captures(inspecting({ place: factory, cases: [CASE], conformant: true })))
  t.equal(codeOf(world.grower.captures(departure())), 'LOT_HELD', 'one of its cases is still')
  facts(world.grower.captures(inspecting({ place: factory, cases: [COUNTED_CASE], conformant: true })))
  t.equal(codeOf(fork(world).grower.captures(departure())), 'accepted')
  const gone = destroying({ ...named, time: at(50) })
  t.match(facts(world.grower.captures(gone)), [stoodFor(PALLET, ...BOTH)])
  t.match(caseOf(world, CASE), { status: 'destroyed', pallet: undefined })
  t.same(onPallet(world), [])
  t.same(stockOf(world, COUNTED, factory), { held: 10, destroyed: 10 })
})

t.test('shipping a case reads no more for there being pallets', async t => {
  const world = loaded()
  facts(world.grower.captures(departure([OTHER_CASE])))
  const units = [...world.wanted].filter(key => key.startsWith('trace/case/'))
  t.same(units, [caseKey(OTHER_CASE)])
})
