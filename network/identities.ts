/** Where organisations' identities come from, how they are renewed, and how they are revoked. */
import type { Binaries, CaBinaries } from './binaries.js'
import { enrolOrganisation, isEnrolled, renewUser, revokeUser } from './ca/enrol.js'
import { startCa } from './ca/server.js'
import { changeConfig, valueIn } from './channel-config.js'
import { generateCryptoOf } from './crypto.js'
import type { Supervisor } from './supervisor.js'
import type { Tools } from './tools.js'
import type { CaNode, Organisation, Topology, User } from './topology.js'

export interface RunningNodes {
  tools: Tools
  supervisor: Supervisor
  binaries: Binaries
  /** Fabric CA's tools, built when first asked for. */
  caBinaries: () => Promise<CaBinaries>
  /** A Postgres in which organisations' CAs may keep their records. */
  databaseUrl: string | undefined
}

/** Has the organisation's identities made where they aren't: by its Fabric CA, which runs from then on, or by cryptogen. */
export async function identify(nodes: RunningNodes, org: Organisation): Promise<void> {
  if (!hasCa(org)) return generateCryptoOf(nodes.tools.net, org, nodes.binaries)
  if (nodes.databaseUrl === undefined) throw new Error('A Fabric CA needs a Postgres: set DATABASE_URL')
  const binaries = await nodes.caBinaries()
  await startCa(org, nodes.supervisor, binaries, nodes.databaseUrl)
  if (!isEnrolled(org)) await enrolOrganisation(org, binaries)
}

const hasCa = (org: Organisation): org is Organisation & { ca: CaNode } => org.ca !== undefined

/** Renews or revokes the certificate of a user of an organisation with a Fabric CA. */
export async function renew({ tools, caBinaries }: RunningNodes, name: string, user: User): Promise<void> {
  await renewUser(withCa(tools.net, name), user, await caBinaries())
}

export async function revoke({ tools, caBinaries }: RunningNodes, name: string, user: User): Promise<void> {
  const org = withCa(tools.net, name)
  await setRevocationList(tools, org, await revokeUser(org, user, await caBinaries()))
}

function withCa(net: Topology, name: string): Organisation & { ca: CaNode } {
  const org = memberOf(net, name)
  if (!hasCa(org)) throw new Error(`${name} has no Fabric CA`)
  return org
}

/** @throws Error for one that is not in the channel */
export function memberOf(net: Topology, name: string): Organisation {
  const org = net.organisations.find(each => each.name === name)
  if (!org) throw new Error(`${name} is not in the channel`)
  return org
}

interface MspConfig {
  config: { revocation_list: string[] }
}

/**
 * Puts revocation lists into the channel's configuration, signed by the organisation alone: peers and orderers refuse the
 * certificates in them from the next block on.
 * @param lists PEM, one list or several; they take the place of those before
 */
export async function setRevocationList(tools: Tools, org: Organisation, lists: string): Promise<void> {
  const each = lists.match(/-----BEGIN X509 CRL-----[^-]+-----END X509 CRL-----\n?/g)
  if (!each) throw new Error('That is no revocation list in PEM (-----BEGIN X509 CRL-----)')
  const encoded = each.map(list => Buffer.from(list).toString('base64'))
  await changeConfig(tools, `${org.name} revokes`, { members: [org], orderers: [] }, config => {
    const { config: msp } = valueIn<MspConfig>(config, 'MSP', 'Application', org.mspId)
    msp.revocation_list = encoded
  })
}
