/** An organisation's Fabric CA: one server with three authorities, which keep their records in Postgres. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaBinaries } from '../binaries.js'
import { isListening } from '../ports.js'
import { STAGE } from '../processes.js'
import type { Supervisor } from '../supervisor.js'
import { address, type CaNode, LOOPBACK, type Organisation } from '../topology.js'
import { until } from '../wait.js'

/** Who is a member, who orders, and whose TLS certificates are good: never the same root for two of them. */
export const AUTHORITIES = ['members', 'ordering', 'tls'] as const
export type Authority = (typeof AUTHORITIES)[number]

/** May register and revoke everybody; only this installation knows its secret. */
export const REGISTRAR = 'registrar'
const START_TIMEOUT_MS = 60_000
const ROOT_EXPIRY = '131400h'
const EXPIRY = '8760h'
const TLS_USAGES = ['signing', 'key encipherment', 'server auth', 'client auth', 'key agreement']

/** Folder of an authority: its certificate, key and settings. The first one's is the server's own. */
export const authorityFolder = ({ folder }: CaNode, authority: Authority): string =>
  authority === 'members' ? join(folder, 'server') : join(folder, 'server', authority)

export const rootOf = (ca: CaNode, authority: Authority): string => join(authorityFolder(ca, authority), 'ca-cert.pem')

/** The registrar's secret, made once. */
export async function registrarSecret({ folder }: CaNode): Promise<string> {
  const file = join(folder, 'registrar.secret')
  if (!existsSync(file)) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  }
  return readFile(file, 'utf8')
}

/** Starts the organisation's Fabric CA and waits until it answers. @param databaseUrl a Postgres that may make databases */
export async function startCa(
  org: Organisation & { ca: CaNode },
  supervisor: Supervisor,
  binaries: CaBinaries,
  databaseUrl: string
): Promise<void> {
  const { ca } = org
  const secret = await registrarSecret(ca)
  for (const authority of AUTHORITIES) {
    const folder = authorityFolder(ca, authority)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const config = {
      ...authorityConfig(org, authority, secret, databaseUrl),
      ...(authority === 'members' && server(ca))
    }
    await writeFile(join(folder, FILE), JSON.stringify(config, null, 2), { mode: 0o600 })
  }
  supervisor.start({
    name: ca.name,
    command: binaries['fabric-ca-server'],
    args: ['start', '--home', authorityFolder(ca, 'members')],
    stage: STAGE.orderer
  })
  const listens = async (): Promise<true | undefined> => (await isListening(ca.port)) || undefined
  await until(`${ca.name} listens`, START_TIMEOUT_MS, listens, supervisor.signal).catch(async error => {
    await supervisor.stop(ca.name)
    throw error
  })
}

const FILE = 'fabric-ca-server-config.yaml'

/** What the server has beyond its first authority. */
function server(ca: CaNode): object {
  return {
    port: ca.port,
    address: LOOPBACK,
    // Its certificate is made by the first authority.
    tls: { enabled: true },
    cafiles: AUTHORITIES.slice(1).map(authority => join(authorityFolder(ca, authority), FILE)),
    operations: { listenAddress: address(ca.operationsPort), tls: { enabled: false } },
    metrics: { provider: 'prometheus' }
  }
}

function authorityConfig(org: Organisation, authority: Authority, secret: string, databaseUrl: string): object {
  const registrar = {
    name: REGISTRAR,
    pass: secret,
    type: 'client',
    affiliation: '',
    attrs: {
      'hf.Registrar.Roles': '*',
      'hf.Registrar.Attributes': '*',
      'hf.Revoker': true,
      'hf.GenCRL': true
    }
  }
  return {
    ca: { name: authority },
    crl: { expiry: EXPIRY },
    // How often a secret is good is told with each registration; the registrar's always is.
    registry: { maxenrollments: -1, identities: [registrar] },
    db: { type: 'postgres', datasource: datasource(databaseUrl, `ca_${org.name}_${authority}`) },
    affiliations: {},
    signing: {
      default: { usage: ['digital signature'], expiry: EXPIRY },
      profiles: { tls: { usage: TLS_USAGES, expiry: EXPIRY } }
    },
    csr: {
      cn: `${authority}.ca.${org.domain}`,
      keyrequest: { algo: 'ecdsa', size: 256 },
      names: [{ C: 'CN', O: org.mspId }],
      hosts: [LOOPBACK, 'localhost'],
      ca: { expiry: ROOT_EXPIRY, pathlength: 0 }
    }
  }
}

/** The database's address in the words of libpq. */
function datasource(databaseUrl: string, database: string): string {
  const { hostname, port, username, password, searchParams } = new URL(databaseUrl)
  const words = {
    host: hostname,
    port: port || '5432',
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    dbname: database,
    sslmode: searchParams.get('sslmode') ?? 'disable'
  }
  const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`
  return Object.entries(words)
    .map(([name, text]) => `${name}=${/^[\w.-]+$/.test(text) ? text : quoted(text)}`)
    .join(' ')
}
