/** Organisations join a running channel, and leave it: a majority of the others' administrators signs. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { joinOrderer, joinPeer } from './channel.js'
import {
  type ChannelConfig,
  changeConfig,
  fetchConfigBlock,
  groupOf,
  pemIn,
  type Signers,
  valueIn
} from './channel-config.js'
import { groupsOf } from './configtx.js'
import { noteJoined } from './home.js'
import { identify, memberOf, type RunningNodes } from './identities.js'
import { writeNodeConfigs } from './node-config.js'
import { freeBasePort } from './ports.js'
import { ordererProcess, peerProcess } from './processes.js'
import type { Tools } from './tools.js'
import {
  chaincodesOf,
  FOUNDERS,
  type Joined,
  LOOPBACK,
  newcomer,
  type Organisation,
  PORTS_OF_NEWCOMER,
  type Topology
} from './topology.js'

interface Consenter {
  host: string
  port: number
  client_tls_cert: string
  server_tls_cert: string
}

/**
 * Has an organisation join with a peer and an orderer of its own, and returns when both are in the channel. An attempt that
 * was cut short is ended by the next start of the network.
 * @param ca whether its identities come from a Fabric CA of its own, else from cryptogen
 * @throws Error for a name that cannot be, or when the others' signatures do not suffice; then it has not joined
 */
export async function joinOrganisation(nodes: RunningNodes, name: string, ca: boolean): Promise<Organisation> {
  const { net } = nodes.tools
  const joining = { name, port: await freeBasePort(PORTS_OF_NEWCOMER), ca }
  const org = newcomer(net, joining)
  await identify(nodes, org)
  const before = joinedOf(net)
  await noteJoined(net, [...before, joining])
  try {
    await admit(nodes, org)
  } catch (error) {
    await noteJoined(net, before)
    throw error
  }
  net.organisations.push(org)
  await writeNodeConfigs(net)
  nodes.supervisor.start(ordererProcess(org, nodes.binaries))
  nodes.supervisor.start(peerProcess(org, nodes.binaries))
  await bringIn(nodes.tools, org)
  return org
}

/** Goes on with an organisation that joined before, whose nodes run: what was cut short of its joining is done. */
export async function rejoin(nodes: RunningNodes, org: Organisation): Promise<void> {
  await admit(nodes, org)
  await bringIn(nodes.tools, org)
}

/** Puts an organisation into the channel's configuration: as a member, on the ordering side, and as a Raft consenter. */
async function admit({ tools, binaries }: RunningNodes, org: Organisation): Promise<void> {
  const { member, ordering } = await groupsOf(tools.net, binaries, org)
  const consenter = await consenterOf(org)
  await changeConfig(tools, `${org.name} is admitted to the channel`, majorityBut(tools.net, org), config => {
    groupOf(config, 'Application').groups[org.mspId] ??= member
    groupOf(config, 'Orderer').groups[org.ordererMspId] ??= ordering
    putConsenter(config, org, consenter)
  })
}

/**
 * Has the configuration name the newest certificate of an organisation's orderer. Raft knows it by its key, so it goes on
 * with either; who looks at the configuration should not find one that has ended.
 */
export async function noteConsenter(tools: Tools, org: Organisation): Promise<void> {
  const consenter = await consenterOf(org)
  await changeConfig(tools, `${org.orderer.name} has a new certificate`, majorityBut(tools.net, org), config =>
    putConsenter(config, org, consenter)
  )
}

async function consenterOf(org: Organisation): Promise<Consenter> {
  const certificate = await pemIn(join(org.orderer.crypto, 'tls', 'server.crt'))
  return { host: LOOPBACK, port: org.orderer.port, client_tls_cert: certificate, server_tls_cert: certificate }
}

function putConsenter(config: ChannelConfig, org: Organisation, consenter: Consenter): void {
  const { consenters } = raftIn(config).metadata
  const at = consenters.findIndex(isAt(org))
  if (at === -1) consenters.push(consenter)
  else consenters[at] = consenter
}

/** The nodes of an organisation that was admitted join: the orderer by the newest configuration, the peer from block 0. */
async function bringIn(tools: Tools, org: Organisation): Promise<void> {
  const folder = join(tools.net.paths.config, `join-${org.name}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const block = join(folder, 'config.block')
  await fetchConfigBlock(tools, founderOf(tools.net), block)
  await Promise.all([joinOrderer(tools, org, block), joinPeer(tools, org)])
}

/**
 * Has an organisation that joined leave: out of the configuration, then its processes stop. What it has stays on disk.
 * @throws Error for one that is not there, or that is of block 0, on whose endorsement every proof rests
 */
export async function removeOrganisation({ tools, supervisor }: RunningNodes, name: string): Promise<void> {
  const { net } = tools
  const org = memberOf(net, name)
  if (FOUNDERS.includes(name)) throw new Error(`${name} is of the channel's first block and cannot leave`)
  await changeConfig(tools, `${name} leaves the channel`, majorityBut(net, org), config => {
    delete groupOf(config, 'Application').groups[org.mspId]
    delete groupOf(config, 'Orderer').groups[org.ordererMspId]
    const { metadata } = raftIn(config)
    metadata.consenters = metadata.consenters.filter(consenter => !isAt(org)(consenter))
  })
  const names = [
    org.peer.name,
    ...chaincodesOf(org).map(({ name }) => name),
    org.orderer.name,
    ...(org.ca ? [org.ca.name] : [])
  ]
  for (const process of names) if (supervisor.has(process)) await supervisor.stop(process)
  net.organisations.splice(net.organisations.indexOf(org), 1)
  await noteJoined(net, joinedOf(net))
}

/** Who joined since block 0. */
export function joinedOf(net: Topology): Joined[] {
  return net.organisations
    .filter(({ name }) => !FOUNDERS.includes(name))
    .map(({ name, peer, ca }) => ({ name, port: peer.port, ca: ca !== undefined }))
}

/** As many as the channel's policies ask for, whom the change is about not among them. */
function majorityBut(net: Topology, org: Organisation): Signers {
  const others = net.organisations.filter(({ name }) => name !== org.name)
  const signers = others.slice(0, Math.floor(net.organisations.length / 2) + 1)
  return { members: signers, orderers: signers }
}

const raftIn = (config: ChannelConfig) =>
  valueIn<{ metadata: { consenters: Consenter[] } }>(config, 'ConsensusType', 'Orderer')

const isAt = (org: Organisation) => (consenter: Consenter) =>
  consenter.host === LOOPBACK && consenter.port === org.orderer.port

function founderOf({ organisations }: Topology): Organisation {
  const [first] = organisations
  if (!first) throw new Error('A network without organisations')
  return first
}
