/**
 * How many readings are taken, and whether any is lost: `node dist/test/monitoring/rate.js --minutes 10 --sensors 1000`.
 * Brings a service of its own up; each sensor sends a reading every ten seconds, by MQTT.
 */
import { parseArgs } from 'node:util'
import { until } from '../../network/wait.js'
import { Service } from '../support/service.js'
import { BASE, PARTIES, PLACES } from '../support/world.js'
import { Device, type Sent } from './device.js'

const EVERY_MILLISECONDS = 10_000
/** Sensors are behind gateways of their own, as many as this. */
const DEVICES = 20
const TICK_MILLISECONDS = 50

export interface Rate {
  sensors: number
  sent: number
  acknowledged: number
  stored: number
  lost: number
  doubled: number
  /** Milliseconds from a reading's sending to the word that it is stored, of which 1 % take longer. */
  p99: number
}

const idOf = (n: number) => `RATE-${n}`

/** Registers that many sensors of one party, which is at one place. */
async function register(service: Service, apiKey: string, sensors: number): Promise<void> {
  const says = async (action: string, body: object) => {
    const { status, body: answer } = await service.as(apiKey, `/api/monitoring/${action}`, body)
    if (status !== 201) throw new Error(`${action} ${status} ${JSON.stringify(answer)}`)
  }
  for (let from = 0; from < sensors; from += 200) {
    const some = Array.from({ length: Math.min(200, sensors - from) }, (_, n) => idOf(from + n))
    await Promise.all(some.map(id => says('registerSensor', { id, kind: 'temperature' })))
  }
  // What one place remembers of stays is bounded: most of them are nowhere, and are taken all the same.
  const since = new Date().toISOString()
  await Promise.all(
    Array.from({ length: Math.min(100, sensors) }, (_, n) =>
      says('placeSensor', { id: idOf(n), since, place: PLACES.factory.gln })
    )
  )
}

/** Sends for so long, waits for the last acknowledgement, and counts what is in Postgres. */
export async function rate(service: Service, sensors: number, seconds: number): Promise<Rate> {
  const party = PARTIES.grower.uscc
  const { body } = await service.administer(BASE, 'clients', { party, label: 'rate' })
  await register(service, body.apiKey, sensors)
  const devices = await Promise.all(
    Array.from({ length: Math.min(DEVICES, sensors) }, (_, n) => Device.connect(service.broker!, party, `rate-${n}`))
  )
  const turns = Math.round((seconds * 1000) / EVERY_MILLISECONDS)
  const sent = turns * sensors
  let next = 0
  const began = performance.now()
  await new Promise<void>(resolve => {
    const timer = setInterval(() => {
      const due = Math.min(sent, Math.floor(((performance.now() - began) / EVERY_MILLISECONDS) * sensors) + 1)
      for (; next < due; next++) devices[(next % sensors) % devices.length]!.send(readingOf(next, sensors))
      if (next < sent) return
      clearInterval(timer)
      resolve()
    }, TICK_MILLISECONDS)
  })
  await until('all are acknowledged', 60_000, async () => (devices.every(({ open }) => open === 0) ? true : undefined))
  const told = devices.flatMap(device => [...device.told.values()])
  const { rows } = await service.pool.query<{ stored: number; distinct: number }>(
    `select count(*)::int as stored, count(distinct (sensor, sequence))::int as distinct
     from core_own.reading where sensor like 'RATE-%'`
  )
  const delays = devices.flatMap(device => device.delays).sort((a, b) => a - b)
  for (const device of devices) await device.end()
  const [{ stored, distinct }] = rows as [{ stored: number; distinct: number }]
  return {
    ...{ sensors, sent, acknowledged: told.length, stored, lost: sent - distinct, doubled: stored - distinct },
    p99: Math.round(delays[Math.floor(delays.length * 0.99)] ?? 0)
  }
}

const readingOf = (n: number, sensors: number): Sent => ({
  ...{ sensor: idOf(n % sensors), sequence: Math.floor(n / sensors), at: new Date().toISOString() },
  value: Math.round(60 + 20 * Math.sin(n / 999)) / 10
})

if (process.argv[1]?.endsWith('rate.js')) {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '10' }, sensors: { type: 'string', default: '1000' } }
  })
  const service = await Service.start({}, { broker: true })
  try {
    await service.populate()
    console.log(JSON.stringify(await rate(service, Number(values.sensors), Number(values.minutes) * 60)))
  } finally {
    await service.stop()
  }
}
