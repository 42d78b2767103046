import { SENSOR, type SensorState, type SensorStep } from '@suyuan/model/monitoring/procedures'
import { isGtin, nameOf, sensorKey, subjectOf, watchKey } from '@suyuan/model/monitoring/states'
import t from 'tap'
import { gln } from '../../support/codes.js'
import { signingKey } from '../../support/signing.js'
import { PARTIES, PRODUCTS } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import { factory, outlet, store } from '../trace/season.js'
import { everyTransition } from '../transitions.js'
import { after, DRYER, does, LORRY, S1, watched } from './stage.js'

t.test('a party registers its sensors, under numbers of their own', async t => {
  const world = watched()
  const { publicKey } = signingKey('a sensor')
  const registers = (payload: object) => does(world.carrier, 'registerSensor', payload)
  t.match(registers({ id: 'x', kind: 'temperature' }), { code: 'PAYLOAD_INVALID', facts: { field: 'id' } })
  t.match(registers({ id: 'AIR-1', kind: 'taste' }), { code: 'PAYLOAD_INVALID', facts: { field: 'kind' } })
  facts(registers({ id: 'AIR-1', kind: 'humidity', publicKey, words: '出厂校准' }))
  t.match(world.read(sensorKey('AIR-1')), {
    ...{ party: PARTIES.carrier.uscc, state: 'active', kind: 'humidity', publicKey },
    history: [{ step: 'registerSensor', words: '出厂校准' }]
  })
  t.equal(codeOf(registers({ id: 'AIR-1', kind: 'humidity' })), 'MATTER_EXISTS')
  const organisation = world.admins.base.command('monitoring', 'registerSensor', { id: 'AIR-2', kind: 'humidity' })
  t.equal(codeOf(world.admins.base.submit(organisation)), 'ROLE_REQUIRED')
})

t.test('a sensor is taken to its party’s places, and with shipments that the party has to do with', async t => {
  const world = watched()
  const places = (voice: 'carrier' | 'grower' | 'trader', payload: object) =>
    codeOf(does(world[voice], 'placeSensor', { id: LORRY, since: after(30), ...payload }))
  t.equal(places('carrier', {}), 'PAYLOAD_INVALID')
  t.equal(places('carrier', { place: factory, shipments: [S1] }), 'PAYLOAD_INVALID')
  t.equal(places('carrier', { shipments: [S1], until: after(20) }), 'PAYLOAD_INVALID')
  t.equal(places('carrier', { id: 'NONE', shipments: [S1] }), 'MATTER_UNKNOWN')
  t.equal(places('grower', { place: factory }), 'ROLE_REQUIRED')
  t.equal(places('carrier', { place: factory }), 'PLACE_NOT_AUTHORS')
  t.equal(places('carrier', { place: '9520009999999' }), 'PAYLOAD_INVALID')
  t.equal(places('carrier', { place: gln(999) }), 'PLACE_UNKNOWN')
  t.equal(places('carrier', { shipments: [`${factory}:S9`] }), 'SHIPMENT_UNKNOWN')
  facts(does(world.trader, 'registerSensor', { id: 'SPY-1', kind: 'temperature' }))
  t.equal(places('trader', { id: 'SPY-1', shipments: [S1] }), 'NOT_HOLDER')
})

t.test('where a sensor was stays known, from when to when', async t => {
  const world = watched()
  t.same(world.read(watchKey(S1)), { stays: [{ sensor: LORRY, kind: 'temperature', since: after(0) }] })
  facts(does(world.grower, 'placeSensor', { id: DRYER, since: after(60), place: store, until: after(90) }))
  t.match(world.read(watchKey(factory)), { stays: [{ sensor: DRYER, since: after(0), until: after(60) }] })
  facts(does(world.grower, 'registerSensor', { id: 'DRYER-2', kind: 'temperature' }))
  facts(does(world.grower, 'placeSensor', { id: 'DRYER-2', since: after(60), place: factory }))
  facts(does(world.grower, 'retireSensor', { id: 'DRYER-2' }))
  t.match(world.read(watchKey(store)), { stays: [{ sensor: DRYER, since: after(60), until: after(90) }] })
  facts(does(world.grower, 'placeSensor', { id: DRYER, since: after(120), place: factory }))
  t.match(world.read(watchKey(store))?.stays, [{ until: after(90) }], 'an end that was told stands')
  t.equal(world.read(watchKey(factory))?.stays.length, 3)
  t.match(world.read(sensorKey(DRYER)), {
    stays: [{ place: factory, until: after(60) }, { place: store }, { place: factory, since: after(120) }]
  })
  facts(does(world.grower, 'retireSensor', { id: DRYER }))
  t.match(world.read(watchKey(factory))?.stays[2], { until: world.recordedAt })
  t.match(world.read(sensorKey(DRYER))?.stays.at(-1), { until: world.recordedAt })
})

t.test('subjects have names, and names are of subjects', async t => {
  for (const subject of [{ place: outlet }, { shipment: S1 }]) t.same(subjectOf(nameOf(subject)), subject)
  t.ok(isGtin(PRODUCTS.pack.gtin))
  t.notOk(isGtin('tea-pack'))
})

t.test('every step of a sensor in every state', async t => {
  everyTransition<SensorState, SensorStep>(t, SENSOR, () => {
    const world = watched()
    const payloads = {
      registerSensor: { kind: 'temperature' },
      placeSensor: { since: after(0), place: factory },
      retireSensor: {}
    }
    return {
      take: step => does(world.grower, step, { id: 'NEW-1', ...payloads[step] }),
      state: () => world.read(sensorKey('NEW-1'))?.state ?? null
    }
  })
})
