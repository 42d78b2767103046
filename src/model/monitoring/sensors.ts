import { z } from 'zod'
import { PublicKey } from '../core/command.js'
import { Gln } from '../core/gs1.js'
import { Instant } from '../core/instant.js'
import { action, type Context } from '../core/law.js'
import { advance, Grounds, MatterId, open } from '../core/procedure.js'
import { placeKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { KIND_NAMES } from './kinds.js'
import { SENSOR } from './procedures.js'
import { type Sensor, type Stay, sensorKey, shipmentKey, watchKey } from './states.js'

export const RegisterSensor = z.strictObject({
  id: MatterId,
  kind: z.enum(KIND_NAMES),
  name: z.string().min(1).max(60).optional(),
  publicKey: PublicKey.optional(),
  ...Grounds
})

/** As the trace names shipments: GLN of who issued the number, and the number. */
export const ShipmentId = z.string().regex(/^\d{13}:[A-Za-z0-9._-]{1,40}$/)

/** Shipments that one lorry may have in it. */
const MOST_SHIPMENTS = 20
/** Stays that a subject remembers; the ledger's commands have the rest. */
const MOST_STAYS = 200

export const PlaceSensor = z
  .strictObject({
    id: MatterId,
    since: Instant,
    until: Instant.optional(),
    place: Gln.optional(),
    shipments: z.array(ShipmentId).min(1).max(MOST_SHIPMENTS).optional(),
    ...Grounds
  })
  .refine(({ place, shipments }) => (place === undefined) !== (shipments === undefined), {
    path: ['place'],
    message: 'PLACE_OR_SHIPMENTS'
  })
  .refine(({ since, until }) => until === undefined || Date.parse(since) < Date.parse(until), {
    path: ['until'],
    message: 'ENDS_BEFORE_IT_BEGINS'
  })
type PlaceSensor = z.infer<typeof PlaceSensor>

export const RetireSensor = z.strictObject({ id: MatterId, ...Grounds })

const registerSensor = action(
  RegisterSensor,
  ({ id }) => [sensorKey(id)],
  ({ id, kind, name, publicKey, ...given }, draft, context) => {
    draft.refuseExisting(sensorKey(id), 'MATTER_EXISTS', { id })
    draft.write(sensorKey(id), {
      ...open(SENSOR, 'registerSensor', context, given),
      ...{ kind, stays: [] },
      ...(name !== undefined && { name }),
      ...(publicKey !== undefined && { publicKey })
    })
    return []
  }
)

const namesIn = ({
  place,
  shipments = []
}: {
  place?: string | undefined
  shipments?: readonly string[] | undefined
}) => (place === undefined ? shipments : [place])

/** With what a sensor is now. */
const nowWith = ({ stays }: Pick<Sensor, 'stays'>): readonly string[] => {
  const last = stays.at(-1)
  return last && last.until === undefined ? namesIn(last) : []
}

/** The same, as far as that is loaded. */
const loadedWith = (loaded: View, id: string) =>
  nowWith((loaded.get(sensorKey(id)) as Sensor | null | undefined) ?? { stays: [] })

/** A sensor is taken somewhere: to a place of its party's, or with shipments that its party sends, carries or gets. */
const placeSensor = action(
  PlaceSensor,
  (to, loaded) => [
    sensorKey(to.id),
    ...(to.place === undefined ? [] : [placeKey(to.place)]),
    ...(to.shipments ?? []).map(shipment => shipmentKey(shipment)),
    ...[...namesIn(to), ...loadedWith(loaded, to.id)].map(name => watchKey(name))
  ],
  (to, draft, context) => {
    const { id, since, until, place, shipments, ...given } = to
    const sensor = draft.need(sensorKey(id), 'MATTER_UNKNOWN', { id })
    const advanced = advance(SENSOR, 'placeSensor', sensor, context, given)
    requireMayWatch(draft, to, context)
    leave(draft, id, sensor, since)
    const stay: Stay = { since, ...(until !== undefined && { until }) }
    for (const name of namesIn(to)) {
      const stays = draft.read(watchKey(name))?.stays ?? []
      draft.write(watchKey(name), { stays: [...stays, { ...stay, sensor: id, kind: sensor.kind }].slice(-MOST_STAYS) })
    }
    const there = { ...(place !== undefined && { place }), ...(shipments !== undefined && { shipments }) }
    draft.write(sensorKey(id), {
      ...sensor,
      ...advanced,
      stays: [...leftAt(sensor, since), { ...stay, ...there }].slice(-MOST_STAYS)
    })
    return []
  }
)

/** @throws Refusal PLACE_UNKNOWN, PLACE_NOT_AUTHORS, SHIPMENT_UNKNOWN, NOT_HOLDER */
function requireMayWatch(draft: Draft, { place, shipments = [] }: PlaceSensor, { author }: Context): void {
  if (place !== undefined) {
    const { party } = draft.need(placeKey(place), 'PLACE_UNKNOWN', { gln: place })
    if (party !== author) throw new Refusal('PLACE_NOT_AUTHORS', { place })
  }
  for (const shipment of shipments) {
    const { consignor, consignee, carrier } = draft.need(shipmentKey(shipment), 'SHIPMENT_UNKNOWN', { shipment })
    if (![consignor, consignee, carrier].includes(author))
      throw new Refusal('NOT_HOLDER', { shipment, holder: consignor })
  }
}

/** What a sensor was with goes on without it, from an instant on; where that was told before, it stands. */
function leave(draft: Draft, id: string, sensor: Sensor, until: string): void {
  for (const name of nowWith(sensor)) {
    const { stays } = draft.read(watchKey(name))!
    const ended = stays.map(stay => (stay.sensor === id && stay.until === undefined ? { ...stay, until } : stay))
    draft.write(watchKey(name), { stays: ended })
  }
}

const leftAt = ({ stays }: Sensor, until: string): Sensor['stays'] =>
  stays.map(stay => (stay.until === undefined ? { ...stay, until } : stay))

const retireSensor = action(
  RetireSensor,
  ({ id }, loaded) => [sensorKey(id), ...loadedWith(loaded, id).map(name => watchKey(name))],
  ({ id, ...given }, draft, context) => {
    const sensor = draft.need(sensorKey(id), 'MATTER_UNKNOWN', { id })
    const advanced = advance(SENSOR, 'retireSensor', sensor, context, given)
    leave(draft, id, sensor, context.recordedAt)
    draft.write(sensorKey(id), { ...sensor, ...advanced, stays: leftAt(sensor, context.recordedAt) })
    return []
  }
)

export const sensorActions = { registerSensor, placeSensor, retireSensor }

/** A sensor of the author's that was with the subject at that time. @throws Refusal MATTER_UNKNOWN, ROLE_REQUIRED, NOT_WATCHED */
export function requireWatching(
  draft: Draft,
  { author }: Context,
  { sensor: id, subject, from, until }: { sensor: string; subject: string; from: string; until: string }
): Sensor {
  const sensor = draft.need(sensorKey(id), 'MATTER_UNKNOWN', { id })
  if (sensor.party !== author) throw new Refusal('ROLE_REQUIRED', { roles: ['owner'] })
  const stays = draft.read(watchKey(subject))?.stays ?? []
  const covers = stays.some(
    stay =>
      stay.sensor === id &&
      Date.parse(stay.since) <= Date.parse(from) &&
      (stay.until === undefined || Date.parse(until) <= Date.parse(stay.until))
  )
  if (!covers) throw new Refusal('NOT_WATCHED', { sensor: id, subject })
  return sensor
}
