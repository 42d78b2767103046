/** How each of Fabric's processes is run. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from './binaries.js'
import type { ProcessSpec } from './supervised.js'
import { address, type Organisation, type Slot, type Topology } from './topology.js'

/**
 * For Node processes that make much garbage of short life: room for 64 MB of it. With Node's 16 MB what a batch has in
 * use is copied again and again; measured with 400 commands in flight: 10 % more commands a second.
 */
export const NURSERY = ['--max-semi-space-size=64']

/** Order of stopping, highest first: who asks stops before who answers. */
export const STAGE = { postgres: 0, orderer: 1, chaincode: 2, peer: 3 } as const

/**
 * Six processes of Go share the machine with three of Node. A process that has more threads than its share of cores wakes
 * one for every message between peer and chaincode, and collecting garbage at twice so small a heap is mostly in vain.
 * Measured in turns on two cores, three times: 8 to 26 % less of the peers' time an event; what it does to events a second
 * was lost in the noise.
 */
const RUNTIME = {
  GOMAXPROCS: String(Math.max(1, Math.floor(availableParallelism() / 3))),
  GOGC: '400',
  GOMEMLIMIT: '1GiB'
}

const LOGGING = {
  FABRIC_LOGGING_SPEC: 'warn',
  FABRIC_LOGGING_FORMAT: '%{time:2006-01-02T15:04:05.000Z07:00} %{level:.4s} [%{module}] %{message}'
}

export function ordererProcess({ orderer }: Organisation, binaries: Binaries): ProcessSpec {
  return {
    name: orderer.name,
    command: binaries.orderer,
    args: [],
    env: { ...RUNTIME, ...LOGGING, FABRIC_CFG_PATH: orderer.config },
    stage: STAGE.orderer
  }
}

export function peerProcess({ peer }: Organisation, binaries: Binaries): ProcessSpec {
  return {
    name: peer.name,
    command: binaries.peer,
    args: ['node', 'start'],
    env: { ...RUNTIME, ...LOGGING, FABRIC_CFG_PATH: peer.config, SUYUAN_CONNECTIONS: peer.config },
    stage: STAGE.peer
  }
}

/** A law as it can be run. */
export interface Law {
  /** SHA-256 in hex; see law-hash.ts. */
  hash: string
  /**
   * The chaincode's entry, run with this Node; its settings come in its environment. It answers `about` with
   * `{ law: hash }`, and refuses to start when it holds another law than it was started for.
   */
  main: string
}

/** @param net of whose chaincode it is; the hash of its genesis block signatures name, each organisation pins it for itself */
export function chaincodeProcess(
  org: Organisation,
  law: Law,
  slot: Slot,
  packageId: string,
  net: Topology
): ProcessSpec {
  const tls = join(org.chaincode.crypto, 'tls')
  return {
    name: org.chaincode.name(slot),
    command: process.execPath,
    args: [...NURSERY, law.main],
    env: {
      NODE_ENV: 'production',
      CHAINCODE_ID: packageId,
      CHAINCODE_SERVER_ADDRESS: address(org.chaincode.port(slot)),
      CHAINCODE_TLS_KEY: join(tls, 'server.key'),
      CHAINCODE_TLS_CERT: join(tls, 'server.crt'),
      CHAINCODE_TLS_CLIENT_CA: join(tls, 'ca.crt'),
      CORE_PEER_LOCALMSPID: org.mspId,
      // The shim's "info" is a line a transaction.
      CORE_CHAINCODE_LOGGING_LEVEL: 'warning',
      SUYUAN_CHAINCODE: net.chaincode,
      SUYUAN_GENESIS_BLOCK: net.paths.genesis,
      SUYUAN_LAW_HASH: law.hash
    },
    stage: STAGE.chaincode
  }
}
