/** A shipment of the season with a lorry's sensor, and a factory with one of its own. */
import type { Outcome } from '@suyuan/model/core/judge'
import { type Closing, closing } from '@suyuan/model/monitoring/series'
import { PRODUCTS } from '../../support/world.js'
import { facts, fork, type Voice, type World } from '../support.js'
import { CASE, factory, SHIPMENT, season } from '../trace/season.js'

export const S1 = `${SHIPMENT.gln}:${SHIPMENT.number}`
export const LORRY = 'LORRY-1'
export const DRYER = 'DRYER-1'
export const RULE = { kind: 'temperature', high: 10, seconds: 900 } as const
/** Minutes after the lorry left. */
export const after = (minutes: number) => new Date(Date.parse('2026-04-05T01:00:00Z') + minutes * 60_000).toISOString()

export const does = (voice: Voice, action: string, payload: object): Outcome =>
  voice.submit(voice.command('monitoring', action, payload))

/** What the organisations agree on. */
export function agree(world: World, name: string, value: unknown): void {
  const change = { name, value, source: 'test' }
  facts(world.admins.base.does('proposeParameter', change))
  facts(world.admins.retail.does('acceptParameter', change))
}

let made: World | undefined
export function watched(): World {
  if (!made) {
    made = season('shipped')
    agree(made, `monitoring.rule.${PRODUCTS.pack.gtin}`, [RULE])
    facts(does(made.carrier, 'registerSensor', { id: LORRY, kind: 'temperature', name: '车厢' }))
    facts(does(made.carrier, 'placeSensor', { id: LORRY, since: after(0), shipments: [S1] }))
    facts(does(made.grower, 'registerSensor', { id: DRYER, kind: 'temperature' }))
    facts(does(made.grower, 'placeSensor', { id: DRYER, since: after(0), place: factory }))
  }
  return fork(made)
}

const UNCHANGED: Closing = {
  id: 'S-1',
  eventID: 'urn:uuid:00000000-0000-4000-8000-0000000000aa',
  subject: { shipment: S1 },
  kind: 'temperature',
  root: 'a'.repeat(64),
  sensors: [{ sensor: LORRY, from: after(0), until: after(235), count: 48, min: 4, max: 18.6, mean: 8.1 }],
  cases: [CASE],
  nonce: '0'.repeat(32)
}
export const series = (change: Partial<Closing> = {}) => closing({ ...UNCHANGED, ...change })

export const excursion = (change: object = {}) => ({
  ...{ id: 'X-1', sensor: LORRY, shipment: S1, rule: PRODUCTS.pack.gtin },
  ...{ from: after(60), until: after(80), peak: 14.2, count: 5 },
  ...change
})
