/**
 * The one description of the network: crypto material, channel configuration, node settings, processes and the
 * gateway's connection profile are all derived from it.
 */
import { join, resolve } from 'node:path'

/** Nothing listens anywhere else: in production each organisation brings its own network. */
export const LOOPBACK = '127.0.0.1'
export const DEFAULT_BASE_PORT = 7050

/**
 * Ports in the block, from the base port on: ten an organisation (peer, orderer, chaincode listener, peer operations,
 * orderer administration, orderer operations, two chaincode slots, two for definitions beside the law's), then Postgres,
 * one spare, and two more chaincode slots an organisation, for the law's second definition. They came last, and a ledger
 * keeps the ports it was made with.
 */
export const BLOCK_SIZE = 38
const PORTS_PER_ORGANISATION = 10
const REGULATED_PORTS = 32
/** Who joins later has two more for its Fabric CA, then its slots for the second definition. */
const PORTS_WITH_CA = PORTS_PER_ORGANISATION + 2
export const PORTS_OF_NEWCOMER = PORTS_WITH_CA + 2

/** Two processes an organisation, so that an old and a new law can run side by side. */
export type Slot = 0 | 1
export const SLOTS: readonly Slot[] = [0, 1]

export interface PeerNode {
  name: string
  port: number
  chaincodePort: number
  operationsPort: number
  /** cryptogen's folder of the node: msp/ and tls/ in it. */
  crypto: string
  /** Holds core.yaml. */
  config: string
  data: string
}

export interface OrdererNode {
  name: string
  port: number
  adminPort: number
  operationsPort: number
  crypto: string
  /** Holds orderer.yaml. */
  config: string
  data: string
}

export interface ChaincodeNode {
  /** Process name of a slot. */
  name: (slot: Slot) => string
  port: (slot: Slot) => number
  /** What packages call the peer's connection to it. */
  connection: (slot: Slot) => string
  crypto: string
}

/** An organisation's own Fabric CA. */
export interface CaNode {
  name: string
  port: number
  operationsPort: number
  /** Keys and settings of its server, and all that its identities were given. */
  folder: string
}

/** Users that every organisation has: its administrator, and who a gateway speaks as. */
export type User = 'Admin' | 'User1'

export interface Organisation {
  name: string
  mspId: string
  ordererMspId: string
  domain: string
  ordererDomain: string
  /** cryptogen's folder of the organisation's peer side. */
  crypto: string
  ordererCrypto: string
  peer: PeerNode
  orderer: OrdererNode
  chaincode: ChaincodeNode
  /** What judges under the law's second definition. */
  regulated: ChaincodeNode
  /** Where its certificates come from; cryptogen where there is none. */
  ca?: CaNode
}

export interface Topology {
  home: string
  basePort: number
  channel: string
  chaincode: string
  /** Who must endorse, where that is not the channel's policy. */
  policy?: string
  /** Those of block 0, then those that joined the running channel. */
  organisations: Organisation[]
  postgresPort: number
  paths: { crypto: string; config: string; data: string; logs: string; run: string; genesis: string; profile: string }
}

/** The organisations of block 0. */
export const FOUNDERS: readonly string[] = ['base', 'retail', 'regulator']

/** Who must endorse what the law judges under its second definition. Organisations that join later run it, to be read. */
export const REGULATED_POLICY = "AND('RegulatorMSP.peer', OR('BaseMSP.peer', 'RetailMSP.peer'))"

/** An organisation that joined later, with the first of its ports, which lie anywhere. */
export interface Joined {
  name: string
  port: number
  /** Whether it has a Fabric CA of its own. */
  ca?: boolean
}

interface Made {
  home: string
  basePort: number
  joined?: readonly Joined[]
}

/** Derives the network from its data folder, the first port of its block and who joined later. Pure. */
export function topology({ home, basePort, joined = [] }: Made): Topology {
  const root = resolve(home)
  const founders = FOUNDERS.map((name, index) => ({
    name,
    port: basePort + index * PORTS_PER_ORGANISATION,
    regulatedPort: basePort + REGULATED_PORTS + index * SLOTS.length
  }))
  const at = (...parts: string[]): string => join(root, ...parts)
  return {
    home: root,
    basePort,
    channel: 'trace',
    chaincode: 'trace',
    organisations: [...founders, ...joined].map(each => organisation(each, at)),
    postgresPort: basePort + FOUNDERS.length * PORTS_PER_ORGANISATION,
    paths: {
      crypto: at('crypto'),
      config: at('config'),
      data: at('data'),
      logs: at('logs'),
      run: at('run'),
      genesis: at('genesis.block'),
      profile: at('connection.json')
    }
  }
}

interface Placed extends Joined {
  /** First port of its slots for the second definition. */
  regulatedPort?: number
}

function organisation(
  { name, port, ca, regulatedPort = port + PORTS_WITH_CA }: Placed,
  at: (...parts: string[]) => string
): Organisation {
  const title = name.charAt(0).toUpperCase() + name.slice(1)
  const domain = `${name}.suyuan.test`
  const ordererDomain = `ordering.${domain}`
  const crypto = at('crypto', 'peerOrganizations', domain)
  const ordererCrypto = at('crypto', 'ordererOrganizations', ordererDomain)
  const peerName = `${name}-peer`
  const ordererName = `${name}-orderer`
  return {
    name,
    mspId: `${title}MSP`,
    ordererMspId: `${title}OrdererMSP`,
    domain,
    ordererDomain,
    crypto,
    ordererCrypto,
    peer: {
      name: peerName,
      port,
      chaincodePort: port + 2,
      operationsPort: port + 3,
      crypto: join(crypto, 'peers', `peer.${domain}`),
      config: at('config', peerName),
      data: at('data', peerName)
    },
    orderer: {
      name: ordererName,
      port: port + 1,
      adminPort: port + 4,
      operationsPort: port + 5,
      crypto: join(ordererCrypto, 'orderers', `orderer.${ordererDomain}`),
      config: at('config', ordererName),
      data: at('data', ordererName)
    },
    chaincode: {
      name: slot => `${name}-chaincode-${slot}`,
      port: slot => port + 6 + slot,
      connection: slot => String(slot),
      crypto: join(crypto, 'peers', `chaincode.${domain}`)
    },
    regulated: {
      name: slot => `${name}-regulated-${slot}`,
      port: slot => regulatedPort + slot,
      connection: slot => `regulated-${slot}`,
      crypto: join(crypto, 'peers', `chaincode.${domain}`)
    },
    ...(ca && { ca: caNode(name, port + PORTS_PER_ORGANISATION, at) })
  }
}

function caNode(organisation: string, port: number, at: (...parts: string[]) => string): CaNode {
  const folder = at('crypto', 'fabric-ca', organisation)
  return { name: `${organisation}-ca`, port, operationsPort: port + 1, folder }
}

/** The same network with the law's second definition in the place of its first: a chaincode and processes of its own. */
export function regulated(net: Topology): Topology {
  return {
    ...net,
    chaincode: `${net.chaincode}-regulated`,
    policy: REGULATED_POLICY,
    organisations: net.organisations.map(org => ({ ...org, chaincode: org.regulated }))
  }
}

/** An organisation's processes of either definition, in either slot: who has a name and a port. */
export const chaincodesOf = ({ chaincode, regulated }: Organisation): Array<{ name: string; port: number }> =>
  [chaincode, regulated].flatMap(({ name, port }) => SLOTS.map(slot => ({ name: name(slot), port: port(slot) })))

/**
 * The same nodes with another channel, in which a definition of its own runs: in one of two places kept for that, and
 * never replaced by another. For benchmarks: what is measured against the law shares its hardware, and no block with it.
 */
export function beside(net: Topology, channel: string, place: Slot): Topology {
  return {
    ...net,
    channel,
    chaincode: channel,
    organisations: net.organisations.map(org => ({ ...org, chaincode: besideChaincode(org, place) })),
    paths: { ...net.paths, genesis: join(net.home, `${channel}.block`) }
  }
}

export function besideChaincode({ name, peer, chaincode }: Organisation, place: Slot): ChaincodeNode {
  return {
    name: slot => `${name}-beside-${place}-${slot}`,
    port: () => peer.port + 8 + place,
    connection: () => `beside-${place}`,
    crypto: chaincode.crypto
  }
}

/** The description of an organisation that is to join. @throws Error for a name that is no name, or taken */
export function newcomer(net: Topology, { name, ...more }: Joined): Organisation {
  if (!/^[a-z][a-z0-9]{1,20}$/.test(name))
    throw new Error(`"${name}" is no name of an organisation: 2 to 21 letters and digits, all lower case`)
  if (net.organisations.some(org => org.name === name)) throw new Error(`${name} is in the channel already`)
  return organisation({ name, ...more }, (...parts) => join(net.home, ...parts))
}

/** The address on loopback, as Fabric writes it. */
export function address(port: number): string {
  return `${LOOPBACK}:${port}`
}

/** Folder of an enrolled user's MSP, as cryptogen lays it out. */
export function userMsp(org: Organisation, user: User): string {
  return join(org.crypto, 'users', `${user}@${org.domain}`, 'msp')
}

/** Folder of the MSP of an ordering side's administrator. */
export function orderingAdminMsp({ ordererCrypto, ordererDomain }: Organisation): string {
  return join(ordererCrypto, 'users', `Admin@${ordererDomain}`, 'msp')
}

/** Every port the network may listen on. */
export function ports(net: Topology): number[] {
  const used = net.organisations.flatMap(org => {
    const { peer, orderer, ca } = org
    return [
      peer.port,
      peer.chaincodePort,
      peer.operationsPort,
      orderer.port,
      orderer.adminPort,
      orderer.operationsPort,
      ...chaincodesOf(org).map(({ port }) => port),
      ...(ca ? [ca.port, ca.operationsPort] : [])
    ]
  })
  return [...used, net.postgresPort]
}
