/** What the environment says about the network. */
import { resolve } from 'node:path'
import { checkoutRoot } from './root.js'
import { BLOCK_SIZE } from './topology.js'

export interface NetworkSettings {
  /** The data folder, absolute. SUYUAN_HOME, else .suyuan in the checkout. */
  home: string
  /** First port of the block. SUYUAN_FABRIC_PORT; unset means what the data folder was made with, else 7050. */
  basePort?: number
  /** A folder of ready Fabric binaries, absolute. FABRIC_BIN */
  fabricBin?: string
  /** How long an orderer waits for company before it cuts a block, in milliseconds; for a ledger that is to be made. SUYUAN_BATCH_TIMEOUT */
  batchTimeout?: number
  /** A Postgres that exists already; then none is started. DATABASE_URL */
  databaseUrl?: string
  /** For how long the certificates that Fabric CAs issue are good. SUYUAN_CERTIFICATE_HOURS, else a year */
  certificateHours?: number
}

export const YEAR_HOURS = 8760

/** @throws Error in one sentence when SUYUAN_FABRIC_PORT is no usable port, another number out of its bounds */
export function settingsFrom(env: NodeJS.ProcessEnv = process.env): NetworkSettings {
  const settings: NetworkSettings = { home: resolve(env.SUYUAN_HOME || resolve(checkoutRoot(), '.suyuan')) }
  if (env.SUYUAN_FABRIC_PORT) settings.basePort = portFrom(env.SUYUAN_FABRIC_PORT)
  if (env.SUYUAN_BATCH_TIMEOUT) settings.batchTimeout = timeoutFrom(env.SUYUAN_BATCH_TIMEOUT)
  if (env.SUYUAN_CERTIFICATE_HOURS) settings.certificateHours = hoursFrom(env.SUYUAN_CERTIFICATE_HOURS)
  if (env.FABRIC_BIN) settings.fabricBin = resolve(env.FABRIC_BIN)
  if (env.DATABASE_URL) settings.databaseUrl = env.DATABASE_URL
  return settings
}

/** Shorter ones would be renewed all the time; longer ones than ten years might outlive their root. */
function hoursFrom(text: string): number {
  const hours = Number(text)
  if (!Number.isInteger(hours) || hours < 2 || hours > 10 * YEAR_HOURS)
    throw new Error(`SUYUAN_CERTIFICATE_HOURS must be hours from 2 to ${10 * YEAR_HOURS}, not "${text}"`)
  return hours
}

function timeoutFrom(text: string): number {
  const milliseconds = Number(text)
  if (!Number.isInteger(milliseconds) || milliseconds < 1 || milliseconds > 60_000)
    throw new Error(`SUYUAN_BATCH_TIMEOUT must be milliseconds from 1 to 60000, not "${text}"`)
  return milliseconds
}

function portFrom(text: string): number {
  const port = Number(text)
  const last = 65_535 - BLOCK_SIZE + 1
  if (!Number.isInteger(port) || port < 1024 || port > last) {
    throw new Error(`SUYUAN_FABRIC_PORT must be a port from 1024 to ${last}, not "${text}"`)
  }
  return port
}
