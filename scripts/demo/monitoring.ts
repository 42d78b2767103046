/** What sensors say of the first season: of gardens, a dryer, a shop's store, and of each shipment on its way. */
import type { KindName } from '@suyuan/model/monitoring/kinds'
import { excursionId } from '../../src/modules/monitoring/queries/ids.js'
import { type Day, day, time } from './calendar.js'
import { BASE, PARTIES, RETAIL } from './parties.js'
import { OUTLETS, plotsOf } from './places.js'
import { range } from './random.js'
import { type DemoRequest, register, type Wait } from './request.js'
import type { Batch } from './season.js'
import type { Shipment } from './trade.js'

/** Of made tea on its way, and of the store that it comes to. */
const RULE = { form: 'packed-tea', high: 10, seconds: 900 }
const [SHOP] = OUTLETS
const [PLOT] = plotsOf(0)

/** The shipment whose doors stood open. */
const BREACHED = 'SHP-07'
/** Minutes after midnight at which loggers begin, and how often they read. */
const BEGINS = 600
const EVERY = 5
const READINGS = 48
/** Eleven readings above the limit, from the twentieth on. */
const WARM = [11.2, 12.9, 14.8, 16.7, 18.1, 18.6, 17.4, 15.6, 13.8, 12.1, 10.7]
const FIRST_WARM = 20

const say = (as: string, action: string, key: string, body: object): DemoRequest => ({
  ...{ as, key: `demo/monitoring/${key}`, body },
  path: `/api/monitoring/${action}`
})

interface Sensor {
  id: string
  party: string
  kind: KindName
  name: string
}

const { yunxiu, jifeng, pengchen } = PARTIES
const WEATHER: Sensor = { id: 'DEMO-GARDEN-T', party: yunxiu.uscc, kind: 'temperature', name: '茶园气象站' }
const RAIN: Sensor = { id: 'DEMO-GARDEN-R', party: yunxiu.uscc, kind: 'rainfall', name: '茶园雨量计' }
const DRYER: Sensor = { id: 'DEMO-DRYER-1', party: yunxiu.uscc, kind: 'temperature', name: '一号烘干机' }
const STORE: Sensor = { id: 'DEMO-STORE-H', party: pengchen.uscc, kind: 'humidity', name: '门店库房湿度计' }
const LORRIES: readonly Sensor[] = [1, 2, 3].map(n => ({
  ...{ id: `DEMO-LORRY-${n}`, party: jifeng.uscc, kind: 'temperature', name: `${n}号冷藏车` }
}))
const lorryOf = ({ number }: Shipment): Sensor => LORRIES[Number(number.slice(4)) % LORRIES.length]!

const sensors = [WEATHER, RAIN, DRYER, STORE, ...LORRIES]

const rules = [
  {
    name: `monitoring.rule.${RULE.form}`,
    value: [{ kind: 'temperature', high: RULE.high, seconds: RULE.seconds }],
    source: '演示值：绿茶冷藏不高于 10 ℃，容许 15 分钟 demonstration value'
  },
  {
    name: `monitoring.rule.${SHOP.gln}`,
    value: [{ kind: 'humidity', high: 60, seconds: 3600 }],
    source: '演示值：茶叶库房相对湿度 demonstration value'
  }
]
const parameters = (as: string, path: string) => rules.map(rule => register(as, path, `${path}/${rule.name}`, rule))
export const proposals = (): DemoRequest[] => parameters(BASE, 'parameter-proposals')
export const acceptances = (): DemoRequest[] => parameters(RETAIL, 'parameter-acceptances')

export const registrations = (): DemoRequest[] =>
  sensors.map(({ party, ...sensor }) => say(party, 'registerSensor', sensor.id, sensor))

const place = ({ id, party }: Sensor, key: string, where: object, since: string, until?: string) =>
  say(party, 'placeSensor', `${id}/${key}`, { id, since, ...(until && { until }), ...where })

const shipmentId = ({ from, number }: Shipment) => `${from.gln}:${number}`

/** Where each of them is. */
export const stays = (sent: readonly Shipment[]): DemoRequest[] => [
  ...[WEATHER, RAIN].map(sensor => place(sensor, 'there', { place: PLOT!.gln }, time(day(3, 1), 0))),
  place(DRYER, 'there', { place: PLOT!.base.gln }, time(day(3, 1), 0)),
  place(STORE, 'there', { place: SHOP.gln }, time(day(5, 1), 0)),
  ...sent.map(shipment =>
    place(
      lorryOf(shipment),
      shipment.number,
      { shipments: [shipmentId(shipment)] },
      time(shipment.left, 540),
      time(shipment.left + 1, 840)
    )
  )
]

interface Reading {
  sensor: string
  sequence: number
  at: string
  value: number
}

const tenths = (value: number) => Math.round(value * 10) / 10
/** Something that goes up and down a little, the same each time. */
const ripple = (n: number, size: number) => size * (Math.sin(n * 1.7) + Math.sin(n * 0.61) / 2)

const reading = ({ id }: Sensor, sequence: number, on: Day, minutes: number, value: number): Reading => ({
  ...{ sensor: id, sequence, at: time(on, minutes), value: tenths(value) }
})

const onTheWay = (shipment: Shipment): Reading[] => {
  const n = Number(shipment.number.slice(4))
  const lorry = lorryOf(shipment)
  return range(READINGS).map(index => {
    const warm = shipment.number === BREACHED ? WARM[index - FIRST_WARM] : undefined
    return reading(lorry, n * 1000 + index, shipment.left, BEGINS + index * EVERY, warm ?? 5.4 + ripple(n + index, 0.9))
  })
}

const weather = (from: Day): Reading[] =>
  range(7 * 24).flatMap(hour => {
    const value = 17 + 6 * Math.sin(((hour % 24) - 9) / 3.8) + ripple(hour, 0.8)
    const rain = hour % 53 < 5 ? 1.2 + ripple(hour, 0.7) : 0
    return [reading(WEATHER, hour, from, hour * 60, value), reading(RAIN, hour, from, hour * 60, Math.max(0, rain))]
  })

/** Every five minutes from spreading to the end of drying. */
const drying = ({ picked }: Batch): Reading[] =>
  range(109).map(index => {
    const minutes = 780 + index * EVERY
    const [room, hot] = [26 + ripple(index, 1), 104 + ripple(index, 3)]
    const warming = 26 + ((minutes - 1200) / 30) * 78
    return reading(DRYER, index, picked, minutes, minutes < 1200 ? room : minutes < 1230 ? warming : hot)
  })

const storing = (from: Day): Reading[] =>
  range(4 * 96).map(index =>
    reading(STORE, index, from, index * 15, 48 + 4 * Math.sin(index / 15) + ripple(index, 0.9))
  )

/** All at once, each with the time at which it was read. */
export function readings(batches: readonly Batch[], sent: readonly Shipment[]): DemoRequest[] {
  const [batch] = batches
  const first = sent.map(({ left }) => left).reduce((a, b) => Math.min(a, b))
  const all = (as: string, key: string, list: Reading[]) => say(as, 'readings', `readings/${key}`, { readings: list })
  return [
    all(jifeng.uscc, 'lorries', sent.flatMap(onTheWay)),
    all(yunxiu.uscc, 'garden', [...weather(batch!.picked - 3), ...drying(batch!)]),
    all(pengchen.uscc, 'store', storing(first + 1))
  ]
}

const breachOf = (sent: readonly Shipment[]) => {
  const shipment = sent.find(({ number }) => number === BREACHED)
  if (!shipment) return null
  const from = time(shipment.left, BEGINS + FIRST_WARM * EVERY)
  const { outlet, cases } = shipment.parts[0]!
  return {
    id: excursionId(lorryOf(shipment).id, shipmentId(shipment), RULE.form, from),
    shipment: shipmentId(shipment),
    consignee: PARTIES[outlet.party].uscc,
    cases: [cases[0]!.sscc, cases.at(-1)!.sscc]
  }
}

/** Until the ledger has the excursion and the goods are held; or it is all over already. */
export function held(sent: readonly Shipment[]): Wait[] {
  const breach = breachOf(sent)
  if (!breach) return []
  return [
    async get => {
      const found = await get<{ state?: string; ended?: string }>(
        breach.consignee,
        `/api/monitoring/excursions/${breach.id}`
      )
      if (found?.state !== 'holding') return found?.state !== undefined
      return found.ended !== undefined && (await holds(get, breach)).every(hold => hold)
    }
  ]
}

/** Whoever received the goods looked at them. */
export function inspection(sent: readonly Shipment[]): DemoRequest[] {
  const breach = breachOf(sent)
  if (!breach) return []
  const words = '开箱查验：茶样干燥，色泽、香气正常，判定合格'
  return [say(breach.consignee, 'inspectExcursion', `inspection/${BREACHED}`, { id: breach.id, words })]
}

/** Until the goods may be sold. */
export function released(sent: readonly Shipment[]): Wait[] {
  const breach = breachOf(sent)
  return breach ? [async get => (await holds(get, breach)).every(hold => !hold)] : []
}

async function holds(get: Parameters<Wait>[0], { consignee, cases }: { consignee: string; cases: readonly string[] }) {
  const found = await Promise.all(
    cases.map(sscc => get<{ hold?: object | null }>(consignee, `/api/trace/cases/${sscc}`))
  )
  return found.map(box => Boolean(box?.hold))
}

/** Where the breach is seen: a pack that was in it. */
export function breachedPack(sent: readonly Shipment[]): string | null {
  const [box] = sent.find(({ number }) => number === BREACHED)?.parts[0]?.cases ?? []
  return box ? `/01/${box.gtin}/10/${box.lot}/21/${box.serials[0]}` : null
}
