/** The routes that a service has, as its application lists them. */
import { lotUri, placeUri } from '@suyuan/model/core/gs1'
import { pino } from 'pino'
import { buildApp, type Route } from '../../src/app.js'
import { readConfig } from '../../src/config.js'
import { bench, CASES, garden, lotOf } from '../http/season.js'
import type { Service } from '../support/service.js'
import { PARTIES, PLACES } from '../support/world.js'

/** @returns every route once, without those that only repeat another (HEAD) */
export async function routesOf(service: Service): Promise<Route[]> {
  const config = readConfig({ SUYUAN_HOME: service.network.topology.home, DATABASE_URL: service.databaseUrl })
  const { app, routes, close } = await buildApp(config, pino({ level: 'silent' }))
  await app.ready()
  await close()
  return routes.filter(({ method }) => method !== 'HEAD')
}

export const nameOf = ({ method, url }: Route) => `${method} ${url}`

const { gtin, lot } = lotOf('leaf', 'L3')
const NOBODY = '00000000-0000-4000-8000-000000000000'
const VALUES: Record<string, string> = {
  gtin,
  lot,
  serial: 'SOLD000000',
  sscc: CASES.sold,
  gln: garden,
  number: 'TS0000000000',
  receipt: 'none',
  organisation: 'NoMSP',
  account: NOBODY,
  household: NOBODY,
  print: NOBODY,
  position: '1',
  kind: 'places',
  format: 'csv',
  event: 'urn:uuid:00000000-0000-4000-8000-000000000000',
  key: 'ab'.repeat(32),
  uscc: PARTIES.grower.uscc,
  tx: 'ab'.repeat(32),
  eventID: 'urn%3Auuid%3A00000000-0000-4000-8000-000000000000',
  captureID: NOBODY,
  token: 'none',
  queryName: 'none',
  subscriptionID: NOBODY,
  eventType: 'ObjectEvent',
  epc: encodeURIComponent(lotUri(lotOf('leaf', 'L3'))),
  bizStep: 'shipping',
  bizLocation: encodeURIComponent(placeUri(garden)),
  readPoint: encodeURIComponent(placeUri(garden)),
  disposition: 'active'
}

/** An address of the route, with well-formed values. */
export function addressOf(url: string): string {
  const ids: Record<string, string> = {
    parties: PARTIES.grower.uscc,
    places: bench,
    plots: PLACES.plot.gln,
    products: gtin,
    parameters: 'trace.packing.excess',
    keys: 'ab'.repeat(32),
    shipments: `${garden}:S1`,
    commands: '00000000-0000-4000-8000-000000000000'
  }
  const kind = url.split('/')[3] ?? ''
  return url.replace(/:(\w+)/g, (_, name: string) => (name === 'id' ? (ids[kind] ?? NOBODY) : VALUES[name]!))
}
