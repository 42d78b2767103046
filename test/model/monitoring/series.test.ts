import { statementsOf } from '@suyuan/model/core/statements'
import { laws } from '@suyuan/model/laws'
import { seriesKey } from '@suyuan/model/monitoring/states'
import { sha256 } from '@suyuan/model/node/crypto'
import t from 'tap'
import { PARTIES } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import { COUNTED_CASE, factory, OTHER_CASE, store } from '../trace/season.js'
import { after, DRYER, does, LORRY, S1, series, watched } from './stage.js'

t.test('a shipment’s readings are closed once, under one root', async t => {
  const world = watched()
  facts(does(world.carrier, 'closeSeries', series()))
  t.same(world.read(seriesKey('S-1')), {
    ...{ party: PARTIES.carrier.uscc, subject: { shipment: S1 }, kind: 'temperature', sensors: [LORRY] },
    ...{ from: after(0), until: after(235), min: 4, max: 18.6, root: 'a'.repeat(64), count: 48 },
    ...{ event: series().event.eventID, closedAt: world.recordedAt }
  })
  t.equal(codeOf(does(world.carrier, 'closeSeries', series({ root: 'b'.repeat(64) }))), 'MATTER_EXISTS')
})

t.test('a place’s readings are closed for a time, of all its sensors', async t => {
  const world = watched()
  for (const id of ['DRYER-2', 'DRYER-3']) {
    facts(does(world.grower, 'registerSensor', { id, kind: 'temperature' }))
    facts(does(world.grower, 'placeSensor', { id, since: after(30), place: factory }))
  }
  const summary = { from: after(60), until: after(90), count: 7, min: 85, max: 112, mean: 98.25 }
  const sensors = [
    { sensor: DRYER, ...summary },
    { sensor: 'DRYER-2', ...summary, from: after(50), until: after(80), max: 115 },
    { sensor: 'DRYER-3', ...summary, from: after(55), until: after(95) }
  ]
  const closed = (change: object = {}) =>
    does(world.grower, 'closeSeries', series({ subject: { place: factory }, sensors, cases: [], ...change }))
  t.equal(codeOf(closed({ cases: [OTHER_CASE] })), 'SHIPMENT_CONTENT')
  facts(closed())
  t.match(world.read(seriesKey('S-1')), { from: after(50), until: after(95), count: 21, min: 85, max: 115 })
})

t.test('a series is of sensors of its author’s that were there then and measure that', async t => {
  const world = watched()
  const code = (payload: object, voice: 'carrier' | 'grower' = 'carrier') =>
    codeOf(does(world[voice], 'closeSeries', payload))
  const [sensor] = [{ sensor: LORRY, from: after(0), until: after(235), count: 48, min: 4, max: 18.6, mean: 8.1 }]
  t.equal(code(series({ sensors: [{ ...sensor, sensor: 'NONE' }] })), 'MATTER_UNKNOWN')
  t.equal(code(series(), 'grower'), 'ROLE_REQUIRED')
  t.equal(code(series({ sensors: [{ ...sensor, from: after(-5) }] })), 'NOT_WATCHED')
  t.equal(code(series({ kind: 'humidity' })), 'NOT_WATCHED')
  t.equal(code(series({ subject: { place: store }, cases: [] })), 'NOT_WATCHED')
  t.equal(code(series({ cases: [OTHER_CASE] })), 'SHIPMENT_CONTENT')
  t.equal(code(series({ sensors: [{ ...sensor, mean: 19 }] })), 'PAYLOAD_INVALID')
  t.equal(code({ ...series(), place: factory }), 'PAYLOAD_INVALID')
  t.match(
    does(world.carrier, 'closeSeries', { ...series(), kind: 'humidity' }),
    { code: 'PAYLOAD_INVALID', facts: { field: 'event', problem: 'EVENT_OF_ANOTHER' } },
    'the event says what the command says'
  )
  facts(does(world.carrier, 'placeSensor', { id: LORRY, since: after(200), shipments: [S1] }))
  t.equal(code(series()), 'NOT_WATCHED', 'a series is within one stay')
  facts(
    does(world.carrier, 'closeSeries', series({ sensors: [{ ...sensor, until: after(200) }], cases: [COUNTED_CASE] }))
  )
})

t.test('the event of a series has its hash id on the ledger; nothing else of it is public', async t => {
  const { carrier } = watched()
  const said = (action: string, payload: object) =>
    statementsOf(carrier.command('monitoring', action, payload), laws, sha256)
  t.match(said('closeSeries', series()), [{ event: series().event.eventID, nonce: true }])
  t.same(said('registerSensor', { id: 'AIR-9', kind: 'humidity' }), [])
})
