import { type Gln, Gtin } from '../core/gs1.js'
import type { Matter } from '../core/procedure.js'
import { keyOf } from '../core/state.js'
import type { KindName } from './kinds.js'
import type { ExcursionState, SensorState } from './procedures.js'

/** What is watched: a shipment under way, or a place. A shipment is named as the trace names it, `GLN:number`. */
export type Subject = { shipment: string } | { place: Gln }

/** Since when a sensor has been somewhere, and until when where that is over. */
export interface Stay {
  since: string
  until?: string
}

export interface Sensor extends Matter<SensorState> {
  kind: KindName
  name?: string
  /** Signs its own readings with it; without one, readings are its party's word. */
  publicKey?: string
  /** Where it is and was, the newest last. A lorry's is with all the shipments that are in it. */
  stays: readonly (Stay & { place?: Gln; shipments?: readonly string[] })[]
}

/** The sensors that are or were with a subject: a reading counts for it while its sensor was there. */
export interface Watch {
  stays: readonly (Stay & { sensor: string; kind: KindName })[]
}

/** Readings of one kind of a subject, over some time, under one root: each can be proved against it, none changed. */
export interface Series {
  party: string
  subject: Subject
  kind: KindName
  from: string
  until: string
  sensors: readonly string[]
  /** RFC 6962 root of the readings in the order of sensor and sequence, hexadecimal. */
  root: string
  count: number
  min: number
  max: number
  /** The EPCIS event that says so. */
  event: string
  closedAt: string
}

/** That readings left what the rule allows, for longer than it allows. The party is whose the goods or the place are. */
export interface Excursion extends Matter<ExcursionState> {
  subject: Subject
  kind: KindName
  sensor: string
  /** Whose sensor it is, who says so. */
  watcher: string
  /** Name of the rule: GTIN, form of goods, or GLN. */
  rule: string
  from: string
  until: string
  /** The value furthest from what is allowed. */
  peak: number
  count: number
  /** When it was over, as far as the readings tell. */
  ended?: string
}

/** What the trace's law keeps of a shipment, as far as it is read here. */
interface Shipment {
  consignor: string
  consignee: string
  carrier?: string
  items: readonly { gtin: Gtin; sscc?: string; pallet?: string }[]
}

export const sensorKey = keyOf<Sensor>('monitoring/sensor')
/** By what is watched: a GLN, or a shipment. */
export const watchKey = keyOf<Watch>('monitoring/watch')
export const seriesKey = keyOf<Series>('monitoring/series')
export const excursionKey = keyOf<Excursion>('monitoring/excursion')
export const shipmentKey = keyOf<Shipment>('trace/shipment')

export const nameOf = (subject: Subject): string => ('place' in subject ? subject.place : subject.shipment)

/** What a payload is about, which names one of the two. */
export const subjectIn = ({ place, shipment }: { place?: Gln | undefined; shipment?: string | undefined }): Subject =>
  place === undefined ? { shipment: shipment! } : { place }

/** A subject by its name. */
export const subjectOf = (name: string): Subject => (name.includes(':') ? { shipment: name } : { place: name })

export const isGtin = (name: string): boolean => Gtin.safeParse(name).success
