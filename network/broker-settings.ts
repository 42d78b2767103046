/** A broker on this machine, for the demonstration and the tests: where it is, and who is let in. */
import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { selfSigned } from './broker-certificate.js'
import { LOOPBACK } from './topology.js'

export interface BrokerSettings {
  port: number
  /** PEM. */
  certificate: string
  privateKey: string
  /** Passwords follow from it. */
  secret: string
}

/** The gateway, to the broker. A party's name is its USCC. */
export const GATEWAY_USER = 'suyuan-gateway'

/** What somebody is let in with. */
export const passwordFor = ({ secret }: Pick<BrokerSettings, 'secret'>, user: string): string =>
  createHmac('sha256', secret).update(user).digest('base64url').slice(0, 24)

const folderIn = (home: string) => join(home, 'broker')
export const settingsFile = (home: string): string => join(folderIn(home), 'settings.json')
export const certificateFile = (home: string): string => join(folderIn(home), 'certificate.pem')

/** The settings in a data folder, made where there are none; the port is a new one each time. */
export function brokerSettings(home: string, port: number): BrokerSettings {
  const file = settingsFile(home)
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BrokerSettings) : null
  const settings = {
    ...(known ?? { ...selfSigned('suyuan broker'), secret: randomBytes(24).toString('base64url') }),
    port
  }
  mkdirSync(folderIn(home), { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(settings, null, 2), { mode: 0o600 })
  writeFileSync(certificateFile(home), settings.certificate)
  return settings
}

export const brokerUrl = (settings: BrokerSettings, user: string): string =>
  `mqtts://${user}:${passwordFor(settings, user)}@${LOOPBACK}:${settings.port}`
