import t from 'tap'
import { grams, pieces, selling } from '../../support/events.js'
import { PRODUCTS } from '../../support/world.js'
import { GTIN, Recognition, TO_NOTICE } from '../recognition/recognising.js'
import { facts } from '../support.js'
import { COUNTED, outlet, packs, REFINED } from './season.js'

/** What a sale of a pack says of the product's standing. */
const sold = ({ world }: Recognition, n: number, time = world.recordedAt) =>
  facts(world.supermarket.captures(selling({ place: outlet, packs: packs(n, n), time }))).filter(
    ({ type }) => type === 'recognition'
  )

t.test('a sale says in which registers the product then stood, and a later end changes nothing of that', async t => {
  const recognition = new Recognition()
  t.same(sold(recognition, 1), [], 'nobody ever decided on it')
  recognition.go(...TO_NOTICE, 'file')
  t.match(sold(recognition, 2), [{ gtin: GTIN, registers: ['provincial'], eligible832: false }])
  recognition.go('withdraw')
  t.match(sold(recognition, 3), [{ gtin: GTIN, registers: [] }])
})

t.test('a sale after the last day of an entry is of a product that stands there no more', async t => {
  const recognition = new Recognition().go(...TO_NOTICE, 'file')
  const { to } = recognition.standing!.registers.provincial!
  recognition.wait(400)
  t.match(sold(recognition, 4), [{ registers: ['provincial'] }])
  t.match(sold(recognition, 5, '2026-04-05T12:00:00Z'), [{ registers: [] }], 'nor before its first')
  t.ok(to > '2027')
})

t.test('each product of a sale is spoken of once, by serial or counted', async t => {
  const recognition = new Recognition().go(...TO_NOTICE, 'file')
  const { world } = recognition
  const goods = [pieces(COUNTED, 1), grams(REFINED, 100)]
  const sale = selling({ place: outlet, packs: packs(1, 2), goods, time: world.recordedAt })
  t.match(facts(world.supermarket.captures(sale)), [{ gtin: PRODUCTS.pack.gtin, registers: ['provincial'] }])
})
