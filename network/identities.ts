/** Where organisations' identities come from, how they are renewed, and how they are revoked. */
import type { Binaries, CaBinaries } from './binaries.js'
import { enrolOrganisation, isEnrolled, renewCertificates, revokeMember, type WithCa } from './ca/enrol.js'
import { startCa } from './ca/server.js'
import { holdersDue, type Speaker } from './certificates.js'
import { type ChannelConfig, changeConfig, readConfig, valueIn } from './channel-config.js'
import { generateCryptoOf } from './crypto.js'
import { renewPeerConfig } from './node-config.js'
import { revocationLists } from './revocation-lists.js'
import type { Supervisor } from './supervisor.js'
import type { Tools } from './tools.js'
import type { Organisation, Topology } from './topology.js'

export interface RunningNodes {
  tools: Tools
  supervisor: Supervisor
  binaries: Binaries
  /** Fabric CA's tools, built when first asked for. */
  caBinaries: () => Promise<CaBinaries>
  /** A Postgres in which organisations' CAs may keep their records. */
  databaseUrl: string | undefined
  /** For how long the certificates that Fabric CAs issue are good. */
  certificateHours: number
}

/**
 * Has the organisation's identities made where they aren't: by its Fabric CA, which runs from then on, or by cryptogen.
 * Certificates that should be renewed are; none of its nodes runs yet, so they may even have ended.
 */
export async function identify(nodes: RunningNodes, org: Organisation): Promise<void> {
  if (!hasCa(org)) return generateCryptoOf(nodes.tools.net, org, nodes.binaries)
  if (nodes.databaseUrl === undefined) throw new Error('A Fabric CA needs a Postgres: set DATABASE_URL')
  const binaries = await nodes.caBinaries()
  const { supervisor, databaseUrl, certificateHours } = nodes
  await startCa(org, supervisor, binaries, { databaseUrl, certificateHours })
  if (!isEnrolled(org)) return enrolOrganisation(org, binaries)
  // A gateway's, which may have been revoked and is not needed for the network to start, waits until it runs.
  const due = holdersDue(org).filter(holder => holder !== 'gateway')
  for (const holder of due) await renewCertificates(org, holder, binaries)
  await renewPeerConfig(org)
}

export const hasCa = (org: Organisation): org is WithCa => org.ca !== undefined

/** Revokes who speaks for an organisation with a Fabric CA, in the channel too. */
export async function revoke({ tools, caBinaries }: RunningNodes, name: string, speaker: Speaker): Promise<void> {
  const org = withCa(tools.net, name)
  await setRevocationList(tools, org, await revokeMember(org, speaker, await caBinaries()))
}

export function withCa(net: Topology, name: string): WithCa {
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
  config: { root_certs: string[]; intermediate_certs: string[]; revocation_list: string[] }
}

const mspOf = (config: ChannelConfig, { mspId }: Organisation): MspConfig['config'] =>
  valueIn<MspConfig>(config, 'MSP', 'Application', mspId).config

/**
 * Puts revocation lists into the channel's configuration, signed by the organisation alone: peers and orderers refuse the
 * certificates in them from the next block on.
 * @param lists PEM, one list or several; they take the place of those before
 * @throws Error for a list that is not of the organisation's CA; then nothing is changed
 */
export async function setRevocationList(tools: Tools, org: Organisation, lists: string): Promise<void> {
  const { root_certs, intermediate_certs } = mspOf(await readConfig(tools, org), org)
  const roots = [...root_certs, ...intermediate_certs].map(each => Buffer.from(each, 'base64').toString())
  const encoded = revocationLists(lists, org.name, roots).map(list => Buffer.from(list).toString('base64'))
  await changeConfig(tools, `${org.name} revokes`, { members: [org], orderers: [] }, config => {
    mspOf(config, org).revocation_list = encoded
  })
}
