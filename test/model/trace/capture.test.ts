import { KINDS, kindOf, readEvent } from '@suyuan/model/trace/law'
import t from 'tap'
import { at, grams, harvest, holding, receiving, returning, voiding } from '../../support/events.js'
import { PRODUCTS } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import { factory, LEAF, lotOf, outlet, plot, SHIPMENT, season, stockOf } from './season.js'

const picked = (lot: string, amount = 1000) =>
  harvest({ base: factory, plot, goods: grams({ gtin: PRODUCTS.leaf.gtin, lot }, amount) })

t.test('an event of no known business step is refused', async t => {
  const { grower } = season('empty')
  for (const event of [
    { ...picked('A'), bizStep: 'dancing' },
    { ...picked('A'), type: 'AssociationEvent' },
    { ...holding({ place: factory, lots: [LEAF] }), disposition: 'lost' },
    { ...holding({ place: factory, lots: [LEAF] }), disposition: undefined }
  ])
    t.match(grower.captures(event), { code: 'EVENT_NOT_UNDERSTOOD', facts: { bizStep: event.bizStep } })
})

t.test('a malformed event is refused, naming the event and the field', async t => {
  const { grower } = season('empty')
  const field = (event: object) => (grower.captures(picked('A'), event) as { facts?: { field?: string } }).facts?.field
  t.equal(field({ ...picked('B'), action: 'OBSERVE' }), 'events.1.action')
  t.equal(field({ ...picked('B'), eventTime: '2026-04-05 08:00' }), 'events.1.eventTime')
  t.equal(field({ ...picked('B'), eventTimeZoneOffset: '+8' }), 'events.1.eventTimeZoneOffset')
  t.equal(field({ ...picked('B'), eventID: 'B' }), 'events.1.eventID')
  t.equal(field({ ...picked('B'), more: 1 }), 'events.1.(root)')
  t.equal(field({}), 'events.1.type')
  t.equal(field(picked('B', 0.5)), 'events.1.quantityList.0')
  t.match(grower.captures(), { code: 'PAYLOAD_INVALID', facts: { field: 'events' } })
})

t.test('events of one capture are accepted together or not at all', async t => {
  const world = season('empty')
  t.equal(codeOf(world.grower.captures(picked('A'), picked('B'), picked('A'))), 'LOT_EXISTS')
  t.equal(lotOf(world, { ...LEAF, lot: 'A' }), null)
  t.same(stockOf(world, { ...LEAF, lot: 'B' }, factory), {})
  t.equal(codeOf(world.grower.captures(picked('A'), picked('B'))), 'accepted')
})

t.test('an event is marked when it was entered late, or by a clock that runs ahead', async t => {
  const world = season('empty')
  const marks = (minutes: number) =>
    facts(world.grower.captures({ ...picked(`at ${minutes}`.replace(' ', '')), eventTime: at(minutes) }))
  world.recordedAt = new Date(Date.parse(at(0)) + 86_400_000).toISOString()
  t.same(marks(0), [])
  t.match(marks(-1), [{ type: 'late', seconds: 86_460 }])
  t.same(marks(24 * 60 + 5), [])
  t.match(marks(24 * 60 + 6), [{ type: 'clock-ahead', seconds: 360 }])
})

t.test('facts name their event', async t => {
  const world = season('empty')
  world.recordedAt = '2027-01-01T00:00:00.000Z'
  const [first, second] = [picked('A'), picked('B')]
  t.same(
    facts(world.grower.captures(first, second)).map(({ event }) => event),
    [first.eventID, second.eventID]
  )
})

t.test('a customer’s return and a delivery are told apart by their disposition', async t => {
  t.equal(kindOf(returning({ place: outlet, goods: [] })), 'returning')
  t.equal(kindOf(receiving({ place: outlet, shipment: SHIPMENT, goods: [] })), 'receiving')
})

t.test('a void with an error declaration is a void, any other event with one a correction', async t => {
  t.equal(kindOf(voiding({ from: factory, shipment: SHIPMENT, declared: true })), 'voiding')
  t.equal(kindOf({ ...picked('A'), errorDeclaration: {} }), 'correcting')
})

t.test('readers get the law’s own reading of an event', async t => {
  const { kind, event } = readEvent(picked('A', 1234))
  t.equal(kind, 'harvest')
  t.match(event, { quantityList: [{ ref: { lot: 'A' }, amount: 1234, unit: 'gram' }] })
  t.throws(() => readEvent({ ...picked('A'), quantityList: [] }), { code: 'PAYLOAD_INVALID' })
  t.throws(() => readEvent(holding({ place: factory, lots: [] })), { code: 'PAYLOAD_INVALID' })
  t.throws(() => readEvent(null), { code: 'PAYLOAD_INVALID' })
})

t.test('every kind has a name in both languages', async t => {
  for (const { name } of Object.values(KINDS)) {
    t.match(name.zh, /^[\u4e00-\u9fff]+$/)
    t.match(name.en, /^[a-z ]+$/)
  }
})
