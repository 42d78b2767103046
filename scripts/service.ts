/** The whole service as one thing: the network, Postgres and the gateway, under one supervisor. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type BrokerSettings,
  brokerSettings,
  brokerUrl,
  certificateFile,
  GATEWAY_USER,
  settingsFile
} from '../network/broker-settings.js'
import { type Network, type UpOptions, up } from '../network/network.js'
import { freePort, isFree } from '../network/ports.js'
import { isAlive } from '../network/process-identity.js'
import { NURSERY, STAGE } from '../network/processes.js'
import { checkoutRoot } from '../network/root.js'
import { settingsFrom } from '../network/settings.js'
import { type ProcessSpec, tail } from '../network/supervised.js'
import { readRecords } from '../network/supervisor.js'
import { GiveUp, until } from '../network/wait.js'

export interface ServiceOptions extends UpOptions {
  /** Where the gateway listens; 0 takes any that is free. */
  port: number
  /** Settings of the gateway beyond these, by their names in the environment. */
  settings?: Record<string, string>
  /** Whether a broker for sensors is to be beside the gateway. */
  broker?: boolean
}

export interface RunningService {
  url: string
  network: Network
  databaseUrl: string
  /** The broker for sensors, if there is one. */
  broker: BrokerSettings | null
  stop: () => Promise<void>
}

/** Where a gateway runs, and by which settings of its own. */
export interface GatewayPlace {
  name: string
  port: number
  databaseUrl: string
  settings: Record<string, string>
}

const GATEWAY = 'gateway'
const READY_TIMEOUT_MS = 120_000
/** Restarts after which a gateway that never was ready won't be. */
const HOPELESS_RESTARTS = 8

/**
 * Brings everything up and returns once the service is ready.
 * @throws Error in a sentence; then nothing runs
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const port = options.port || (await freePort())
  // What a killed predecessor left listening is ended once the network comes up.
  if (!leftRunning(options)) await portIsFree(port)
  const network = await up(options)
  try {
    const databaseUrl = network.databaseUrl
    if (!databaseUrl) throw new Error('There is no Postgres: set DATABASE_URL')
    await portIsFree(port)
    options.log?.('启动网关 Starting the gateway')
    const broker = options.broker ? brokerSettings(network.topology.home, await freePort()) : null
    if (broker) network.supervisor.start(brokerProcess(network))
    const readings = broker
      ? {
          SUYUAN_MQTT: brokerUrl(broker, GATEWAY_USER),
          SUYUAN_MQTT_CA: certificateFile(network.topology.home)
        }
      : {}
    const place = { name: GATEWAY, port, databaseUrl, settings: { ...readings, ...options.settings } }
    network.supervisor.start(gatewayProcess(network, place))
    const url = `http://${hostOf(options.settings?.HOST)}:${port}`
    await ready(network, url, options.signal)
    return { url, network, databaseUrl, broker, stop: network.down }
  } catch (error) {
    await network.down()
    throw error
  }
}

/** A gateway on the network: started again when it ends by itself, stopped before all that it needs. */
export function gatewayProcess(network: Network, { name, port, databaseUrl, settings }: GatewayPlace): ProcessSpec {
  return {
    name,
    command: process.execPath,
    args: [...NURSERY, join(checkoutRoot(), 'dist', 'src', 'main.js')],
    env: {
      NODE_ENV: 'production',
      ...settings,
      PORT: String(port),
      SUYUAN_HOME: network.topology.home,
      DATABASE_URL: databaseUrl
    },
    stage: STAGE.peer + 1,
    stopTimeoutMs: 15_000
  }
}

/** Stopped after the gateway, so that what the broker has taken is still brought. */
export const BROKER = 'broker'
const brokerProcess = ({ topology: { home } }: Network): ProcessSpec => ({
  name: BROKER,
  command: process.execPath,
  args: [join(checkoutRoot(), 'dist', 'network', 'broker.js'), settingsFile(home)],
  env: { NODE_ENV: 'production' },
  stage: STAGE.peer
})

async function ready(network: Network, url: string, signal?: AbortSignal): Promise<void> {
  const log = join(network.topology.paths.logs, 'gateway.log')
  const gateway = () => network.supervisor.status().find(({ name }) => name === GATEWAY)
  await until(
    `the gateway is ready (its log: ${log})`,
    READY_TIMEOUT_MS,
    async () => {
      if ((gateway()?.restarts ?? 0) >= HOPELESS_RESTARTS)
        throw new GiveUp(`The gateway doesn't start; its last lines:\n${tail(log, 3).join('\n')}`)
      const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3000) })
      const details = (await answer.json()) as { mirror?: { lag?: number } }
      // One that lags a little serves, but what we ask of it next should be what is on the ledger.
      if (!answer.ok || details.mirror?.lag !== 0) throw new Error(JSON.stringify(details))
      return true
    },
    signal
  )
}

/** Under which name to ask a gateway that listens there. Browsers make passkeys for names, not for numbers. */
const hostOf = (host = '') =>
  ['', '0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host

function leftRunning(options: ServiceOptions): boolean {
  const run = join({ ...settingsFrom(), ...options }.home, 'run')
  const records = existsSync(run) ? readRecords(run) : []
  return records.some(
    ({ name, pid, identity }) => name === GATEWAY && pid !== undefined && !!identity && isAlive({ pid, identity })
  )
}

/** On both loopbacks: `localhost` may be either. @throws Error in a sentence */
async function portIsFree(port: number): Promise<void> {
  if ((await isFree(port)) && (await isFree(port, '::1'))) return
  throw new Error(`端口 ${port} 已被占用，请设置 PORT。 Something else listens on port ${port}: set PORT to another`)
}
