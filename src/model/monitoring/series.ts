import { z } from 'zod'
import { Digest } from '../core/command.js'
import { Nonce } from '../core/epcis/nonce.js'
import { caseUri, Gln, placeUri, type Sscc } from '../core/gs1.js'
import { Instant } from '../core/instant.js'
import { action, type Context } from '../core/law.js'
import { MatterId } from '../core/procedure.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { KIND_NAMES, KINDS, type KindName } from './kinds.js'
import { type Summary, Value } from './readings.js'
import { requireWatching, ShipmentId } from './sensors.js'
import { nameOf, type Subject, sensorKey, seriesKey, shipmentKey, subjectIn, watchKey } from './states.js'

/** Sensors of one series. */
const MOST_SENSORS = 50
export const MOST_READINGS = 1_000_000

const deviceUri = (sensor: string) => `urn:suyuan:sensor:${sensor}`
const Uri = z.string().max(200)

const Element = z.strictObject({
  sensorMetadata: z.strictObject({
    deviceID: z.string().regex(/^urn:suyuan:sensor:[A-Za-z0-9][A-Za-z0-9._-]{2,39}$/),
    startTime: Instant,
    endTime: Instant
  }),
  sensorReport: z.tuple([
    z
      .strictObject({ type: z.string(), uom: z.string(), minValue: Value, maxValue: Value, meanValue: Value })
      .refine(({ minValue, meanValue, maxValue }) => minValue <= meanValue && meanValue <= maxValue, {
        path: ['meanValue'],
        message: 'MEAN_OUTSIDE'
      })
  ])
})

/** What was read, as EPCIS says it: a summary of each sensor, and the root under which every single reading is. */
export const SensorEvent = z.strictObject({
  eventID: z.string().regex(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  type: z.literal('ObjectEvent'),
  eventTime: Instant,
  eventTimeZoneOffset: z.string().regex(/^[+-](0\d|1[0-4]):[0-5]\d$/),
  action: z.literal('OBSERVE'),
  bizStep: z.literal('sensor_reporting'),
  epcList: z
    .array(z.string().regex(/^https:\/\/id\.gs1\.org\/00\/\d{18}$/))
    .max(1000)
    .optional(),
  bizTransactionList: z
    .array(z.strictObject({ type: z.literal('desadv'), bizTransaction: Uri }))
    .max(1)
    .optional(),
  bizLocation: z.strictObject({ id: Uri }).optional(),
  sensorElementList: z.array(Element).min(1).max(MOST_SENSORS),
  'suyuan:readings': z.strictObject({ root: Digest, count: z.int().positive().max(MOST_READINGS) }),
  'suyuan:nonce': Nonce.optional()
})
export type SensorEvent = z.infer<typeof SensorEvent>

/** A series is closed once, under a number of its own; what is read later is another series. */
export const CloseSeries = z
  .strictObject({
    id: MatterId,
    shipment: ShipmentId.optional(),
    place: Gln.optional(),
    kind: z.enum(KIND_NAMES),
    event: SensorEvent
  })
  .refine(({ place, shipment }) => (place === undefined) !== (shipment === undefined), {
    path: ['place'],
    message: 'PLACE_OR_SHIPMENT'
  })
  .refine(isAboutIt, { path: ['event'], message: 'EVENT_OF_ANOTHER' })
export type CloseSeries = z.infer<typeof CloseSeries>

interface About {
  shipment?: string | undefined
  place?: string | undefined
  kind: KindName
  event: SensorEvent
}

/** Whether the event says of the subject what the rest of the command says. */
function isAboutIt({ shipment, place, kind, event }: About): boolean {
  const { type, uom } = KINDS[kind]
  const about = event.bizTransactionList?.[0]?.bizTransaction === (shipment && despatchOf(shipment))
  const there = event.bizLocation?.id === (place && placeUri(place))
  return (
    about &&
    there &&
    event.sensorElementList.every(({ sensorReport: [report] }) => report.type === type && report.uom === uom)
  )
}

/** As EPCIS names a despatch advice. */
const despatchOf = (shipment: string) => `urn:epcglobal:cbv:bt:${shipment}`

const sensorsIn = (event: SensorEvent) =>
  event.sensorElementList.map(({ sensorMetadata, sensorReport: [report] }) => ({
    sensor: sensorMetadata.deviceID.slice(deviceUri('').length),
    from: sensorMetadata.startTime,
    until: sensorMetadata.endTime,
    min: report.minValue,
    max: report.maxValue
  }))

const closeSeries = action(
  CloseSeries,
  ({ id, event, ...about }) => [
    seriesKey(id),
    watchKey(nameOf(subjectIn(about))),
    ...(about.shipment === undefined ? [] : [shipmentKey(about.shipment)]),
    ...sensorsIn(event).map(({ sensor }) => sensorKey(sensor))
  ],
  ({ id, kind, event, ...about }, draft, context) => {
    draft.refuseExisting(seriesKey(id), 'MATTER_EXISTS', { id })
    const subject = subjectIn(about)
    requireCarried(draft, about, event)
    const sensors = sensorsIn(event)
    for (const one of sensors) requireSensor(draft, context, { ...one, subject: nameOf(subject), kind })
    const earliest = (times: readonly string[]) => times.reduce((a, b) => (Date.parse(a) <= Date.parse(b) ? a : b))
    const latest = (times: readonly string[]) => times.reduce((a, b) => (Date.parse(a) >= Date.parse(b) ? a : b))
    draft.write(seriesKey(id), {
      ...{ party: context.author, subject, kind },
      from: earliest(sensors.map(({ from }) => from)),
      until: latest(sensors.map(({ until }) => until)),
      sensors: sensors.map(({ sensor }) => sensor),
      ...event['suyuan:readings'],
      min: Math.min(...sensors.map(({ min }) => min)),
      max: Math.max(...sensors.map(({ max }) => max)),
      event: event.eventID,
      closedAt: context.recordedAt
    })
    return []
  }
)

/** @throws Refusal SHIPMENT_CONTENT for a unit that is not in the shipment, or in none */
function requireCarried(draft: Draft, { shipment }: Pick<About, 'shipment'>, { epcList = [] }: SensorEvent): void {
  const items = (shipment !== undefined && draft.read(shipmentKey(shipment))?.items) || []
  const carried = new Set(items.flatMap(({ sscc, pallet }) => [sscc, pallet]).map(unit => unit && caseUri(unit)))
  for (const unit of epcList) if (!carried.has(unit)) throw new Refusal('SHIPMENT_CONTENT', { unit })
}

function requireSensor(
  draft: Draft,
  context: Context,
  one: { sensor: string; subject: string; from: string; until: string; kind: KindName }
): void {
  const { kind } = requireWatching(draft, context, one)
  if (kind !== one.kind) throw new Refusal('NOT_WATCHED', { sensor: one.sensor, subject: one.subject })
}

export const seriesActions = { closeSeries }

export interface Closing {
  id: string
  eventID: string
  subject: Subject
  kind: KindName
  root: string
  sensors: readonly (Summary & { sensor: string })[]
  /** What the shipment carries. */
  cases?: readonly Sscc[]
  nonce: string
}

/** The payload of the command that closes a series. */
export function closing({ id, eventID, subject, kind, root, sensors, cases = [], nonce }: Closing): CloseSeries {
  const { type, uom } = KINDS[kind]
  const until = sensors.map(sensor => sensor.until).reduce((a, b) => (a >= b ? a : b))
  const isPlace = 'place' in subject
  return {
    ...{ id, kind, ...subject },
    event: {
      ...{ eventID, type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'sensor_reporting' },
      ...{ eventTime: until, eventTimeZoneOffset: '+08:00' },
      ...(cases.length > 0 && { epcList: cases.slice(0, 1000).map(caseUri) }),
      ...(!isPlace && {
        bizTransactionList: [{ type: 'desadv', bizTransaction: despatchOf(subject.shipment) }]
      }),
      ...(isPlace && { bizLocation: { id: placeUri(subject.place) } }),
      sensorElementList: sensors.map(({ sensor, from, until, min, max, mean }) => ({
        sensorMetadata: { deviceID: deviceUri(sensor), startTime: from, endTime: until },
        sensorReport: [{ type, uom, minValue: min, maxValue: max, meanValue: mean }]
      })),
      'suyuan:readings': { root, count: sensors.reduce((sum, { count }) => sum + count, 0) },
      'suyuan:nonce': nonce
    }
  }
}
