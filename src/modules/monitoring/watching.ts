import { parameterKey } from '@suyuan/model/core/parameters'
import { productKey } from '@suyuan/model/core/records'
import type { KindName } from '@suyuan/model/monitoring/kinds'
import { RULES, type Rule } from '@suyuan/model/monitoring/parameters'
import { type Sensor, type Stay, sensorKey, shipmentKey } from '@suyuan/model/monitoring/states'
import type { States } from '../../core/ledger/states.js'

/** A rule that holds for a subject, by its name. */
export interface NamedRule extends Rule {
  name: string
}

/** Something that a sensor was with, for a time, and what its readings had to keep to. */
export interface Watched extends Stay {
  subject: string
  rules: readonly NamedRule[]
}

/** What is known of a sensor is asked again after so long. */
const KEPT_MILLISECONDS = 5000

export type Known = Sensor & { watched: readonly Watched[] }

/** What sensors are with, by the ledger. */
export class Watching {
  private readonly known = new Map<string, { until: number; sensor: Promise<Known | null> }>()

  constructor(private readonly states: States) {}

  /** Null where there is no such sensor. */
  of(id: string): Promise<Known | null> {
    const known = this.known.get(id)
    if (known && known.until > Date.now()) return known.sensor
    const sensor = this.load(id)
    this.known.set(id, { until: Date.now() + KEPT_MILLISECONDS, sensor })
    sensor.catch(() => this.known.delete(id))
    return sensor
  }

  private async load(id: string): Promise<Known | null> {
    const sensor = await this.states.get(sensorKey(id))
    if (!sensor) return null
    const stays = sensor.stays.flatMap(({ place, shipments = [], ...stay }) =>
      (place === undefined ? shipments : [place]).map(subject => ({ ...stay, subject }))
    )
    const watched = await Promise.all(
      stays.map(async stay => ({ ...stay, rules: await rulesOf(this.states, stay.subject, sensor.kind) }))
    )
    return { ...sensor, watched }
  }
}

/** The rules of a kind that hold for a subject: of each product that a shipment carries, else of its form; of a place its own. */
export async function rulesOf(states: States, subject: string, kind: KindName): Promise<NamedRule[]> {
  const names = subject.includes(':') ? await carried(states, subject) : [[subject]]
  const found = await Promise.all(names.map(each => firstRule(states, each, kind)))
  return [...new Map(found.flatMap(rule => (rule ? [[rule.name, rule] as const] : []))).values()]
}

async function carried(states: States, shipment: string): Promise<string[][]> {
  const gtins = new Set((await states.get(shipmentKey(shipment)))?.items.map(({ gtin }) => gtin))
  return Promise.all(
    [...gtins].map(async gtin => {
      const product = await states.get(productKey(gtin))
      return [gtin, ...(product ? [product.form] : [])]
    })
  )
}

async function firstRule(states: States, names: readonly string[], kind: KindName): Promise<NamedRule | null> {
  for (const name of names) {
    const rules = (await states.get(parameterKey(RULES.name + name)))?.value as Rule[] | undefined
    const rule = rules?.find(one => one.kind === kind)
    if (rule) return { ...rule, name }
  }
  return null
}

/** What of it a reading counts for. */
export const at = (watched: readonly Watched[], time: string): Watched[] =>
  watched.filter(
    ({ since, until }) =>
      Date.parse(since) <= Date.parse(time) && (until === undefined || Date.parse(time) <= Date.parse(until))
  )
