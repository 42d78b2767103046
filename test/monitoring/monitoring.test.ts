/** Readings of sensors over the real network: taken, held against their limits, closed, proved; nothing that was acknowledged is lost. */
import { clockOf } from '@suyuan/model/core/day'
import { isProved, readingsText } from '@suyuan/model/monitoring/readings'
import { sha256 } from '@suyuan/model/node/crypto'
import t from 'tap'
import { until } from '../../network/wait.js'
import { BROKER } from '../../scripts/service.js'
import { windowEnd } from '../../src/core/windows.js'
import { ReadingStore } from '../../src/modules/monitoring/store.js'
import { CASES, factory, garden, outlet, packOf, Season, shipmentOf, store } from '../http/season.js'
import { Client } from '../support/client.js'
import * as events from '../support/events.js'
import { logIn } from '../support/people.js'
import { all, Service } from '../support/service.js'
import { signingKey } from '../support/signing.js'
import { BASE, PARTIES, PRODUCTS, RETAIL } from '../support/world.js'
import { Device, nameOf, type Sent } from './device.js'
import { rate } from './rate.js'

t.setTimeout(400_000)
const service = await Service.start({}, { broker: true })
t.teardown(() => service.stop())
const season = new Season(service, await service.populate())
await season.live()

const LOGGER = 'LOGGER-1'
const AIR = 'AIR-1'
const S2 = `${garden}:S2`
const grower = PARTIES.grower.uscc
const supermarket = PARTIES.supermarket.uscc

const keyOf = async (organisation: string, party: string): Promise<string> =>
  (await service.administer(organisation, 'clients', { party, label: 'test' })).body.apiKey
const [growers, supermarkets, traders] = await Promise.all([
  keyOf(BASE, grower),
  keyOf(RETAIL, supermarket),
  keyOf(RETAIL, PARTIES.trader.uscc)
])
const says = (key: string, action: string, body: object) => service.as(key, `/api/monitoring/${action}`, body)
const agree = async (name: string, value: unknown) => {
  await all([service.administer(BASE, 'parameter-proposals', { name, value, source: 'test' })])
  await all([service.administer(RETAIL, 'parameter-acceptances', { name, value, source: 'test' })])
}
const get = (key: string, path: string) => service.get(`/api/monitoring/${path}`, { authorization: `Bearer ${key}` })

const BEGAN = Date.now() - 5 * 3_600_000
const at = (minutes: number) => new Date(BEGAN + minutes * 60_000).toISOString()
const reading = (sequence: number, value: number, sensor = LOGGER): Sent => ({
  ...{ sensor, sequence, value },
  at: at(sequence * 5)
})
/** Of a length whose window holds both instants, so that a place is closed here only where a test asks for it, also around midnight. */
const windowAround = (from: number, until: number, seconds = 86_400): number =>
  windowEnd(from, seconds) === windowEnd(until, seconds) ? seconds : windowAround(from, until, seconds + 3_600)
const sends = async (key: string, ...readings: object[]) => {
  const { status, body } = await says(key, 'readings', { readings })
  return status === 200 ? body.readings.map(({ state }: { state: string }) => state) : body.code
}
const states = (sensor: string) =>
  service.pool
    .query(`select sequence, milli from core_own.reading where sensor = $1 order by sequence`, [sensor])
    .then(({ rows }) => rows)

await agree(`monitoring.rule.${PRODUCTS.pack.gtin}`, [{ kind: 'temperature', high: 10, seconds: 900 }])
await agree('monitoring.closing', { placeSeconds: windowAround(BEGAN, Date.now() + 900_000), graceSeconds: 0 })
const sensorKey = signingKey('a logger that signs')
await all([
  says(growers, 'registerSensor', {
    id: LOGGER,
    kind: 'temperature',
    name: '车厢记录仪',
    publicKey: sensorKey.publicKey
  }),
  says(growers, 'registerSensor', { id: AIR, kind: 'humidity' }),
  says(growers, 'registerSensor', { id: 'OLD-1', kind: 'humidity' }),
  says(growers, 'registerSensor', { id: 'MANY-1', kind: 'temperature' })
])
await all([
  says(growers, 'placeSensor', { id: LOGGER, since: at(0), shipments: [S2] }),
  says(growers, 'placeSensor', { id: AIR, since: at(0), place: store }),
  says(growers, 'retireSensor', { id: 'OLD-1' })
])

const device = await Device.connect(service.broker!, grower, 'gateway-1')
t.teardown(() => device.end())

t.test('readings are stored once, in whatever order and however often they come', async t => {
  t.same(await sends(growers, reading(2, 4.2), reading(0, 4), reading(1, 4.1)), ['stored', 'stored', 'stored'])
  t.same(await sends(growers, reading(1, 4.1), reading(3, 4.3)), ['repeated', 'stored'])
  t.same(await sends(growers, reading(1, 5)), ['conflicting'], 'another value under a number that was used')
  t.same(
    await sends(growers, { ...reading(1, 4.1), at: new Date(BEGAN - 3 * 86_400_000).toISOString() }),
    ['conflicting'],
    'or another day'
  )
  t.same(
    await states(LOGGER),
    [0, 1, 2, 3].map(n => ({ sequence: n, milli: 4000 + 100 * n }))
  )
  const { rows } = await service.pool.query('select milli from core_own.reading_conflict order by milli')
  t.same(rows, [{ milli: 4100 }, { milli: 5000 }])
})

t.test('of two gateways that hear the same numbers, of another day each, one stores them', async t => {
  const gateways = [new ReadingStore(service.pool), new ReadingStore(service.pool)]
  const days = [at(0), new Date(BEGAN - 3 * 86_400_000).toISOString()]
  for (let n = 0; n < 20; n++) {
    const taken = await Promise.all(
      gateways.map((gateway, i) => gateway.put([{ sensor: `TWICE-${n}`, sequence: 1, at: days[i]!, value: 4 }]))
    )
    t.same(taken.flat().sort(), ['conflicting', 'stored'])
    t.equal((await states(`TWICE-${n}`)).length, 1)
  }
})

t.test('readings are of sensors that are known, in use, and the sender’s own', async t => {
  t.equal((await service.post('/api/monitoring/readings', { readings: [reading(9, 4)] })).status, 401)
  t.same(await sends(traders, reading(9, 4)), ['foreign'])
  t.same(await sends(growers, reading(9, 4, 'NONE')), ['unknown'])
  t.same(await sends(growers, reading(9, 4, 'OLD-1')), ['retired'])
  t.same(await sends(growers, { ...reading(9, 4), at: '2001-01-01T00:00:00Z' }), ['time'])
  t.equal(await sends(growers, { ...reading(9, 4), value: 1.00001 }), 'REQUEST_INVALID')
  t.equal((await says(growers, 'readings', { readings: [] })).status, 400)
  const readings = [reading(4, 4.4)]
  const signature = sensorKey.sign(readingsText(service.ledger, readings))
  const signed = (body: object) => service.post('/api/monitoring/readings', body)
  t.match((await signed({ readings, signature })).body, { readings: [{ state: 'stored' }] })
  t.match((await signed({ readings: [reading(4, 9)], signature })).body, { readings: [{ state: 'foreign' }] })
})

t.test('a device is told by MQTT what became of its readings', async t => {
  device.send(reading(5, 4.5), reading(1, 55.5, AIR))
  device.say('no JSON')
  await until('the device is told', 20_000, async () =>
    device.open === 0 && device.problems.length > 0 ? true : undefined
  )
  t.equal(device.told.get(nameOf(reading(5, 0))), 'stored')
  t.same(device.problems, ['REQUEST_INVALID'])
  const strangers = await Device.connect(service.broker!, PARTIES.trader.uscc, 'spy')
  strangers.send(reading(6, 99))
  await until('the stranger is told', 20_000, async () => (strangers.open === 0 ? true : undefined))
  t.equal(strangers.told.get(nameOf(reading(6, 0))), 'foreign')
  await strangers.end()
  await t.rejects(
    Device.connect({ ...service.broker!, secret: 'another' }, grower, 'nobody'),
    'nobody without a password'
  )
})

const excursions = async () => (await get(supermarkets, 'excursions')).body.entries
const sell = () =>
  season.does('supermarket', events.selling({ place: outlet, packs: [packOf('TRAVEL0000')], time: events.at(60) }))

t.test('too warm for too long: on the ledger in seconds, and the goods held until somebody looked', async t => {
  const began = performance.now()
  for (const [n, value] of [11, 12.5, 18.6, 14, 12].entries()) device.send(reading(6 + n, value))
  const [open] = await until('the ledger has it', 30_000, async () => {
    const found = await excursions()
    return found.length > 0 ? found : undefined
  })
  t.comment(`on the ledger after ${Math.round(performance.now() - began)} ms`)
  t.match(open, {
    state: 'holding',
    party: supermarket,
    watcher: grower,
    subject: { shipment: S2 },
    rule: PRODUCTS.pack.gtin
  })
  const held = () => service.get(`/00/${CASES.travelling}`, { accept: 'application/json' })
  await until('the case is held', 30_000, async () => ((await held()).body.held ? true : undefined))

  await sends(growers, reading(11, 9), reading(12, 6))
  await until('its end is told', 30_000, async () => ((await excursions())[0].ended ? true : undefined))
  t.match((await excursions())[0], { peak: 18.6, count: 5, ended: at(55), until: at(50) })

  const receiving = { place: outlet, shipment: shipmentOf('S2'), cases: [CASES.travelling], time: events.at(50) }
  await all([season.does('supermarket', events.receiving(receiving))])
  t.match((await sell()).body, { code: 'LOT_HELD' })
  t.equal((await says(growers, 'inspectExcursion', { id: open.id })).body.code, 'ROLE_REQUIRED')
  await all([says(supermarkets, 'inspectExcursion', { id: open.id, words: '开箱查验，品质正常' })])
  await until('it may be sold', 30_000, async () => ((await sell()).status === 201 ? true : undefined))
  t.equal((await excursions()).length, 1, 'one excursion is one')
})

t.test(
  'what was read of a shipment is closed under one root when it has arrived, and any reading is proved',
  async t => {
    const series = await until('the series is closed', 60_000, async () => {
      const { rows } = await service.pool.query(`select id from core_own.series where subject = $1 and closed`, [S2])
      return rows[0]?.id as string | undefined
    })
    const { body } = await service.get(`/api/monitoring/series/${series}`)
    t.match(body, { subject: { shipment: S2 }, count: 13, max: 18.6, min: 4, party: grower })
    const { body: proof } = await service.get(`/api/monitoring/series/${series}/readings/${LOGGER}/8/proof`)
    t.match(proof, { reading: { value: 18.6 }, size: 13 })
    const hash = async (bytes: Uint8Array) => sha256(bytes)
    t.ok(await isProved(proof, body.root, hash))
    t.notOk(await isProved({ ...proof, reading: { ...proof.reading, value: 9.9 } }, body.root, hash))
    t.equal((await service.get(`/api/monitoring/series/${series}/readings/${LOGGER}/99/proof`)).status, 404)
    t.equal((await service.get(`/api/monitoring/series/${series}/readings`)).body.readings.length, 13)
    const event = await service.get(`/epcis/events/${encodeURIComponent(body.event)}`, {
      authorization: `Bearer ${growers}`
    })
    t.match(event.body.epcisBody.queryResults.resultsBody.eventList, [
      { bizStep: 'sensor_reporting', 'suyuan:readings': { root: body.root, count: 13 } }
    ])

    const closed = await says(growers, 'closings', { place: store })
    t.match(closed.body, { series: [/^S-/] })
    t.same((await says(growers, 'closings', { place: store })).body, { series: [] }, 'nothing is closed twice')
    t.same((await says(traders, 'closings', { place: factory })).body, { series: [] })
  }
)

t.test('curves are shown to whom they concern, live, and on the pack’s page', async t => {
  const people = {
    shop: await logIn(service, { party: supermarket, roles: ['outlet'] }),
    stranger: await logIn(service, { party: PARTIES.cooperative.uscc, roles: ['operator'] }),
    regulator: await logIn(service, { party: PARTIES.inspector.uscc, roles: ['regulator'] })
  }
  const page = (who: keyof typeof people, path: string) =>
    service.get(path, { accept: 'text/html', cookie: people[who].cookie })
  const watch = `monitoring/watch/${encodeURIComponent(S2)}`
  t.match((await page('shop', '/desk/monitoring')).body, /运单 S2/)
  const own = await page('shop', `/desk/${watch}`)
  t.match(own.body, /<svg[^>]+aria-label="温度 4–18.6 °C，13 个读数/)
  t.match(own.body, /超限后经查验合格/)
  t.equal((await page('stranger', `/desk/${watch}`)).status, 404)
  t.match((await page('regulator', `/audit/${watch}`)).body, /class="chart"/)
  t.match((await page('regulator', '/audit/monitoring')).body, /运单 S2/)
  t.match(
    (await service.get(`/01/${PRODUCTS.pack.gtin}/21/TRAVEL0000`, { accept: 'text/html' })).body,
    /途中与加工监测/
  )

  const stream = await fetch(`${service.url}/desk/${watch}/events`, { headers: { cookie: people.shop.cookie } })
  t.match(stream.headers.get('content-type'), /text\/event-stream/)
  const reader = stream.body!.getReader()
  const next = async () => Buffer.from((await reader.read()).value!).toString()
  t.match(await next(), /event: part\ndata: .*class="chart"/)
  device.send(reading(13, 5))
  t.match(await next(), /14 个读数/, 'a new reading is on the page without asking')
  await reader.cancel()
})

t.test('a sensor goes with shipments that are chosen on its page, and with none of others', async t => {
  await all([says(growers, 'registerSensor', { id: 'BOX-1', kind: 'temperature' })])
  const client = new Client(service, await logIn(service, { party: grower, roles: ['operator'] }))
  const place = '/desk/monitoring/sensors/BOX-1'
  const { body } = await client.page(place)
  t.match(body, /所随运单（可不填）/)
  for (const number of ['S1', 'S2'])
    t.match(body, new RegExp(`name="shipments" value="${garden}:${number}"/><span>运单 ${number} → 演示·outlet，`))
  const since = clockOf(new Date()).slice(0, 16)
  const both = [`${garden}:S1`, S2]
  t.equal((await client.form(`${place}/placeSensor`, { attempt: 'a', since, shipments: both })).status, 303)
  const { stays } = (await service.get('/api/monitoring/sensors/BOX-1', { authorization: `Bearer ${growers}` })).body
  t.same(stays.at(-1).shipments, both)
  const stranger = new Client(service, await logIn(service, { party: PARTIES.cooperative.uscc, roles: ['operator'] }))
  t.notMatch((await stranger.page('/desk/monitoring/sensors/BOX-1')).body, /:S1"/)
})

t.test('gateway and broker are killed while readings come: each that was acknowledged is there, once', async t => {
  const { supervisor } = service.network
  const COUNT = 600
  let next = 0
  const timer = setInterval(() => {
    if (next < COUNT) device.send({ sensor: 'MANY-1', sequence: next, at: at(next / 10), value: (next % 100) / 10 })
    next += 1
  }, 10)
  t.teardown(() => clearInterval(timer))
  const reached = (n: number) => until(`${n} are sent`, 60_000, async () => (next >= n ? true : undefined))
  await reached(150)
  supervisor.kill('gateway')
  await reached(350)
  supervisor.kill(BROKER)
  await reached(COUNT)
  await until('all are acknowledged', 90_000, async () => (device.open === 0 ? true : undefined))
  const stored = await states('MANY-1')
  t.same(
    stored,
    Array.from({ length: COUNT }, (_, n) => ({ sequence: n, milli: (n % 100) * 100 }))
  )
})

t.test('a hundred sensors at a reading every ten seconds lose none', async t => {
  const { p99, ...counted } = await rate(service, 100, 10)
  t.same(counted, { sensors: 100, sent: 100, acknowledged: 100, stored: 100, lost: 0, doubled: 0 })
  t.comment(`p99 ${p99} ms`)
})
