/** The routes that a service has, as its application lists them. */
import { pino } from 'pino'
import { buildApp, type Route } from '../../src/app.js'
import { readConfig } from '../../src/config.js'
import type { Service } from '../support/service.js'

/** @returns every route once, without those that only repeat another (HEAD) */
export async function routesOf(service: Service): Promise<Route[]> {
  const config = readConfig({ SUYUAN_HOME: service.network.topology.home, DATABASE_URL: service.databaseUrl })
  const { app, routes, close } = await buildApp(config, pino({ level: 'silent' }))
  await app.ready()
  await close()
  return routes.filter(({ method }) => method !== 'HEAD')
}

export const nameOf = ({ method, url }: Route) => `${method} ${url}`
