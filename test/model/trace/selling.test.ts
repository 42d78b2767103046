import t from 'tap'
import { gtin } from '../../support/codes.js'
import { at, grams, pieces, returning, selling, shipping, unpacking } from '../../support/events.js'
import { codeOf, facts } from '../support.js'
import {
  CASE,
  COUNTED,
  depot,
  factory,
  outlet,
  PACKS,
  pack,
  packs,
  REFINED,
  season,
  stall,
  stockOf,
  toFactory
} from './season.js'

const sold = (change: Partial<Parameters<typeof selling>[0]>) => selling({ place: outlet, time: at(70), ...change })
const brought = (change: Partial<Parameters<typeof returning>[0]>) =>
  returning({ place: outlet, time: at(80), ...change })

t.test('only a retailer sells, and only what it holds', async t => {
  const world = season('received')
  t.equal(codeOf(world.grower.captures(sold({ place: factory, packs: packs(21, 21) }))), 'ROLE_REQUIRED')
  t.equal(codeOf(world.trader.captures(sold({ packs: packs(1, 1) }))), 'NOT_HOLDER')
  t.equal(codeOf(world.trader.captures(sold({ place: stall, packs: packs(1, 1) }))), 'NOT_HOLDER')
  t.equal(codeOf(world.trader.captures(sold({ place: stall, goods: [pieces(COUNTED, 1)] }))), 'STOCK_SHORT')
  t.equal(codeOf(world.supermarket.captures(sold({ place: depot, packs: packs(1, 1) }))), 'NOT_HOLDER')
  t.equal(codeOf(world.supermarket.captures(sold({ packs: packs(21, 21) }))), 'NOT_HOLDER', 'loose at the factory')
})

t.test('a pack that was never packed is not sold, nor more than there is', async t => {
  const { supermarket } = season('received')
  t.equal(codeOf(supermarket.captures(sold({ packs: packs(41, 41) }))), 'PACK_UNKNOWN')
  t.equal(codeOf(supermarket.captures(sold({}))), 'PAYLOAD_INVALID')
  t.equal(codeOf(supermarket.captures(sold({ goods: [pieces(COUNTED, 11)] }))), 'STOCK_SHORT')
  t.equal(codeOf(supermarket.captures(sold({ goods: [grams(COUNTED, 100)] }))), 'UNIT_MISMATCH')
  t.equal(codeOf(supermarket.captures(sold({ goods: [pieces({ ...COUNTED, lot: 'none' }, 1)] }))), 'LOT_UNKNOWN')
  t.equal(
    codeOf(supermarket.captures(sold({ goods: [pieces({ gtin: gtin(77), lot: 'none' }, 1)] }))),
    'PRODUCT_UNKNOWN'
  )
})

t.test('a serial is sold once', async t => {
  const world = season('received')
  t.equal(codeOf(world.supermarket.captures(sold({ packs: [pack(1), pack(1)] }))), 'PACK_EXISTS')
  t.equal(codeOf(world.supermarket.captures(sold({ packs: [pack(1), pack(2)] }))), 'accepted')
  t.equal(codeOf(world.supermarket.captures(sold({ packs: [pack(2), pack(3)] }))), 'PACK_SOLD')
  t.same(stockOf(world, PACKS, outlet), { held: 18, sold: 2 })
})

t.test('a pack is sold on its last day and not after', async t => {
  const world = season('received')
  const on = (day: string) =>
    codeOf(world.supermarket.captures(sold({ packs: packs(1, 1), time: `${day}T09:00:00+08:00` })))
  const counted = (day: string) =>
    codeOf(world.supermarket.captures(sold({ goods: [pieces(COUNTED, 1)], time: `${day}T09:00:00+08:00` })))
  t.equal(on('2027-10-06'), 'PACK_EXPIRED')
  t.equal(counted('2027-10-06'), 'PACK_EXPIRED')
  t.equal(on('2027-10-05'), 'accepted')
  t.equal(counted('2027-10-05'), 'accepted')
})

t.test('an expired pack may be returned', async t => {
  const world = season('received')
  facts(world.supermarket.captures(sold({ packs: packs(1, 1) })))
  t.equal(
    codeOf(world.supermarket.captures(brought({ packs: packs(1, 1), time: '2028-01-01T09:00:00+08:00' }))),
    'accepted'
  )
  const back = shipping({
    from: outlet,
    to: toFactory,
    shipment: { gln: outlet, number: 'B1' },
    goods: [pieces(PACKS, 19)],
    returned: true,
    time: '2028-01-01T09:00:00+08:00'
  })
  t.equal(codeOf(world.supermarket.captures(back)), 'accepted')
})

t.test('a pack sold from a closed case opens it', async t => {
  const world = season('received')
  facts(world.supermarket.captures(sold({ packs: packs(1, 2) })))
  t.equal(codeOf(world.supermarket.captures(unpacking({ place: outlet, sscc: CASE, time: at(71) }))), 'CASE_NOT_WHOLE')
  t.equal(codeOf(world.supermarket.captures(sold({ packs: packs(3, 3) }))), 'accepted')
})

t.test('sales by lot and quantity, loose or at a till that scans only the product', async t => {
  const world = season('received')
  facts(world.supermarket.captures(sold({ goods: [pieces(COUNTED, 3), grams(REFINED, 250)] })))
  t.same(stockOf(world, COUNTED, outlet), { held: 7, sold: 3 })
  t.same(stockOf(world, REFINED, outlet), { held: 750, sold: 250 })
})

t.test('a pack of the maker that is loose is sold where its lot was made', async t => {
  const world = season('packed')
  facts(
    world.admins.base.does('grantRoles', {
      uscc: world.grower.id,
      roles: ['producer', 'packer', 'processor', 'retailer']
    })
  )
  t.equal(codeOf(world.grower.captures(sold({ place: factory, packs: packs(21, 21) }))), 'accepted')
})

t.test('only what was sold is returned', async t => {
  const world = season('received')
  facts(world.supermarket.captures(sold({ packs: packs(1, 1), goods: [pieces(COUNTED, 2)] })))
  t.equal(codeOf(world.supermarket.captures(brought({}))), 'PAYLOAD_INVALID')
  t.equal(codeOf(world.supermarket.captures(brought({ packs: packs(2, 2) }))), 'PACK_NOT_SOLD')
  t.equal(codeOf(world.supermarket.captures(brought({ packs: packs(41, 41) }))), 'PACK_UNKNOWN')
  t.equal(codeOf(world.supermarket.captures(brought({ packs: [pack(1), pack(1)] }))), 'PACK_EXISTS')
  t.equal(codeOf(world.supermarket.captures(brought({ goods: [pieces(COUNTED, 3)] }))), 'STOCK_SHORT')
  t.equal(codeOf(world.supermarket.captures(brought({ goods: [grams(COUNTED, 3)] }))), 'UNIT_MISMATCH')
  t.equal(
    codeOf(world.supermarket.captures(brought({ goods: [pieces({ ...COUNTED, lot: 'none' }, 1)] }))),
    'LOT_UNKNOWN'
  )
  t.equal(codeOf(world.trader.captures(brought({ packs: packs(1, 1) }))), 'NOT_HOLDER')
})

t.test('what is returned is on hand again, not for sale, and not returned twice', async t => {
  const world = season('received')
  facts(world.supermarket.captures(sold({ packs: packs(1, 2), goods: [pieces(COUNTED, 2)] })))
  facts(world.supermarket.captures(brought({ packs: packs(1, 1), goods: [pieces(COUNTED, 1)] })))
  t.same(stockOf(world, PACKS, outlet), { held: 18, sold: 1, blocked: 1 })
  t.same(stockOf(world, COUNTED, outlet), { held: 8, sold: 1, blocked: 1 })
  t.equal(codeOf(world.supermarket.captures(sold({ packs: packs(1, 1) }))), 'PACK_BLOCKED')
  t.equal(codeOf(world.supermarket.captures(brought({ packs: packs(1, 1) }))), 'PACK_NOT_SOLD')
})

t.test('a pack may be brought back to another place than the one that sold it', async t => {
  const world = season('received')
  facts(world.supermarket.captures(sold({ packs: packs(1, 1) })))
  facts(world.trader.captures(brought({ place: stall, packs: packs(1, 1) })))
  t.same(stockOf(world, PACKS, outlet), { held: 19 })
  t.same(stockOf(world, PACKS, stall), { blocked: 1 })
})
