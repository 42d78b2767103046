/** An organisation's Fabric CA: one server with three authorities, which keep their records in Postgres. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaBinaries } from '../binaries.js'
import { AUTHORITIES, type Authority, isDue, serverCertificateOf } from '../certificates.js'
import { isListening } from '../ports.js'
import { STAGE } from '../processes.js'
import type { Supervisor } from '../supervisor.js'
import { address, type CaNode, LOOPBACK, type Organisation } from '../topology.js'
import { until } from '../wait.js'

/** May register and revoke everybody; only this installation knows its secret. */
export const REGISTRAR = 'registrar'
const START_TIMEOUT_MS = 60_000
const ROOT_EXPIRY = '131400h'
/** Of the server's own certificate, and of revocation lists, which Fabric takes for as long as the channel has them. */
const YEAR = '8760h'
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

export interface CaOptions {
  /** A Postgres that may make databases. */
  databaseUrl: string
  /** For how long the certificates that it issues are good. */
  certificateHours: number
}

/** Starts the organisation's Fabric CA and waits until it answers. */
export async function startCa(
  org: Organisation & { ca: CaNode },
  supervisor: Supervisor,
  binaries: CaBinaries,
  options: CaOptions
): Promise<void> {
  const { ca } = org
  const secret = await registrarSecret(ca)
  for (const authority of AUTHORITIES) {
    const folder = authorityFolder(ca, authority)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const config = {
      ...authorityConfig(org, authority, secret, options),
      ...(authority === 'members' && server(ca))
    }
    await writeFile(join(folder, FILE), JSON.stringify(config, null, 2), { mode: 0o600 })
  }
  await forgetDueCertificate(ca)
  supervisor.start({
    name: ca.name,
    command: binaries['fabric-ca-server'],
    args: ['start', '--home', authorityFolder(ca, 'members')],
    stage: STAGE.orderer
  })
  await listens(ca, supervisor).catch(async error => {
    await supervisor.stop(ca.name)
    throw error
  })
}

/** Has a running Fabric CA show another certificate: of the same root, so whoever asks it need not know. */
export async function renewServerCertificate(ca: CaNode, supervisor: Supervisor): Promise<void> {
  await supervisor.restart(ca.name, () => rm(serverCertificateOf(ca), { force: true }))
  await listens(ca, supervisor)
}

async function listens(ca: CaNode, { signal }: Supervisor): Promise<void> {
  const probe = async (): Promise<true | undefined> => (await isListening(ca.port)) || undefined
  await until(`${ca.name} listens`, START_TIMEOUT_MS, probe, signal)
}

async function forgetDueCertificate(ca: CaNode): Promise<void> {
  const file = serverCertificateOf(ca)
  if (existsSync(file) && isDue(file)) await rm(file)
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

function authorityConfig(
  org: Organisation,
  authority: Authority,
  secret: string,
  { databaseUrl, certificateHours }: CaOptions
): object {
  const expiry = `${Math.round(certificateHours * 3600)}s`
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
    // Who was away for longer than its certificate was good renews it all the same: its key was not revoked.
    ca: { name: authority, reenrollignorecertexpiry: true },
    crl: { expiry: YEAR },
    // How often a secret is good is told with each registration; the registrar's always is.
    registry: { maxenrollments: -1, identities: [registrar] },
    db: { type: 'postgres', datasource: datasource(databaseUrl, `ca_${org.name}_${authority}`) },
    affiliations: {},
    signing: {
      default: { usage: ['digital signature'], expiry },
      // The other authorities issue none for TLS, but that the first makes the server's.
      profiles: { tls: { usage: TLS_USAGES, expiry: authority === 'tls' ? expiry : YEAR } }
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
