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
 * then one spare.
 */
export const BLOCK_SIZE = 32
const PORTS_PER_ORGANISATION = 10

export type OrganisationName = 'base' | 'retail' | 'regulator'
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

export interface Organisation {
  name: OrganisationName
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
}

export interface Topology {
  home: string
  basePort: number
  channel: string
  chaincode: string
  organisations: Organisation[]
  postgresPort: number
  paths: { crypto: string; config: string; data: string; logs: string; run: string; genesis: string; profile: string }
}

const ORGANISATIONS: ReadonlyArray<[OrganisationName, string]> = [
  ['base', 'Base'],
  ['retail', 'Retail'],
  ['regulator', 'Regulator']
]

/** Derives the network from its data folder and the first port of its block. Pure. */
export function topology({ home, basePort }: { home: string; basePort: number }): Topology {
  const root = resolve(home)
  const at = (...parts: string[]): string => join(root, ...parts)
  return {
    home: root,
    basePort,
    channel: 'trace',
    chaincode: 'trace',
    organisations: ORGANISATIONS.map(([name, title], index) =>
      organisation(name, title, basePort + index * PORTS_PER_ORGANISATION, at)
    ),
    postgresPort: basePort + ORGANISATIONS.length * PORTS_PER_ORGANISATION,
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

function organisation(
  name: OrganisationName,
  title: string,
  port: number,
  at: (...parts: string[]) => string
): Organisation {
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
    }
  }
}

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

/** The address on loopback, as Fabric writes it. */
export function address(port: number): string {
  return `${LOOPBACK}:${port}`
}

/** Folder of an enrolled user's MSP, as cryptogen lays it out. */
export function userMsp(org: Organisation, user: 'Admin' | 'User1'): string {
  return join(org.crypto, 'users', `${user}@${org.domain}`, 'msp')
}

/** Every port the network may listen on. */
export function ports(net: Topology): number[] {
  const used = net.organisations.flatMap(({ peer, orderer, chaincode }) => [
    peer.port,
    peer.chaincodePort,
    peer.operationsPort,
    orderer.port,
    orderer.adminPort,
    orderer.operationsPort,
    ...SLOTS.map(chaincode.port)
  ])
  return [...used, net.postgresPort]
}
