/** core.yaml and orderer.yaml of every node, whole: nothing of Fabric's sample settings, nothing from the environment. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkoutRoot } from './root.js'
import { address, besideChaincode, LOOPBACK, type Organisation, SLOTS, type Topology } from './topology.js'

/** A peer takes its time to meet the others by default (25 s); on one host there is no reason to. */
const GOSSIP = {
  // A peer that isn't there yet is dialled anew soon, rather than waited for with growing pauses.
  dialTimeout: '1s',
  reconnectInterval: '500ms',
  aliveTimeInterval: '1s',
  aliveExpirationTimeout: '5s',
  publishStateInfoInterval: '1s',
  requestStateInfoInterval: '1s',
  publishCertPeriod: '2s',
  membershipTrackerInterval: '1s'
}

/** core.yaml of an organisation's peer, for the peer itself and for its administrator's tool. */
export function peerConfig(org: Organisation): object {
  const { peer } = org
  return {
    peer: {
      id: `peer.${org.domain}`,
      networkId: 'suyuan',
      address: address(peer.port),
      listenAddress: address(peer.port),
      chaincodeListenAddress: address(peer.chaincodePort),
      chaincodeAddress: address(peer.chaincodePort),
      localMspId: org.mspId,
      mspConfigPath: join(peer.crypto, 'msp'),
      localMspType: 'bccsp',
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      fileSystemPath: peer.data,
      tls: tls(peer.crypto),
      authentication: { timewindow: '15m' },
      client: { connTimeout: '3s' },
      gateway: { enabled: true, endorsementTimeout: '30s', broadcastTimeout: '15s', dialTimeout: '10s' },
      // Every wait for a commit holds a slot, and the gateway may have thousands of them open.
      limits: { concurrency: { endorserService: 20_000, deliverService: 20_000, gatewayService: 20_000 } },
      maxRecvMsgSize: 104_857_600,
      maxSendMsgSize: 104_857_600,
      keepalive: { minInterval: '60s', client: { interval: '60s', timeout: '20s' } },
      gossip: gossip(peer.port),
      // A peer fetches blocks from the orderers itself; back at once after an outage, not after up to an hour.
      deliveryclient: { blockGossipEnabled: false, connTimeout: '3s', reConnectBackoffThreshold: '2s' },
      discovery: {
        enabled: true,
        authCacheEnabled: true,
        authCacheMaxSize: 1000,
        authCachePurgeRetentionRatio: 0.75,
        orgMembersAllowedAccess: false
      },
      handlers: {
        authFilters: [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }],
        decorators: [{ name: 'DefaultDecorator' }],
        endorsers: { escc: { name: 'DefaultEndorsement' } },
        validators: { vscc: { name: 'DefaultValidation' } }
      }
    },
    chaincode: {
      mode: 'net',
      executetimeout: '30s',
      installTimeout: '60s',
      startuptimeout: '20s',
      system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
      logging: { level: 'info', shim: 'warning' },
      externalBuilders: [
        {
          name: 'suyuan',
          path: join(checkoutRoot(), 'network', 'builder'),
          propagateEnvironment: ['SUYUAN_CONNECTIONS']
        }
      ]
    },
    ledger: {
      state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
      // The mirror in Postgres answers about the past.
      history: { enableHistoryDatabase: false },
      snapshots: { rootDir: join(peer.data, 'snapshots') }
    },
    operations: { listenAddress: address(peer.operationsPort), tls: { enabled: false } },
    metrics: { provider: 'prometheus' }
  }
}

function gossip(port: number): object {
  return {
    ...GOSSIP,
    bootstrap: address(port),
    endpoint: address(port),
    externalEndpoint: address(port),
    useLeaderElection: false,
    orgLeader: true,
    pvtData: {
      pullRetryThreshold: '60s',
      transientstoreMaxBlockRetention: 1000,
      pushAckTimeout: '3s',
      reconcileBatchSize: 10,
      reconcileSleepInterval: '1m',
      reconciliationEnabled: true
    },
    state: { enabled: false }
  }
}

function tls(crypto: string): object {
  return {
    enabled: true,
    cert: { file: join(crypto, 'tls', 'server.crt') },
    key: { file: join(crypto, 'tls', 'server.key') },
    rootcert: { file: join(crypto, 'tls', 'ca.crt') }
  }
}

/** orderer.yaml of an organisation's orderer. */
export function ordererConfig(net: Topology, org: Organisation): object {
  const { orderer } = org
  const own = {
    Certificate: join(orderer.crypto, 'tls', 'server.crt'),
    PrivateKey: join(orderer.crypto, 'tls', 'server.key')
  }
  const ownRoot = join(orderer.crypto, 'tls', 'ca.crt')
  const roots = net.organisations.map(each => join(each.orderer.crypto, 'tls', 'ca.crt'))
  return {
    General: {
      ListenAddress: LOOPBACK,
      ListenPort: orderer.port,
      LocalMSPID: org.ordererMspId,
      LocalMSPDir: join(orderer.crypto, 'msp'),
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      TLS: { Enabled: true, ...own, RootCAs: roots },
      Cluster: {
        ClientCertificate: own.Certificate,
        ClientPrivateKey: own.PrivateKey,
        RootCAs: roots,
        // What is forwarded to a leader that has just died is given up after this; the next is elected by then.
        RPCTimeout: '2s',
        DialTimeout: '2s'
      },
      BootstrapMethod: 'none',
      MaxRecvMsgSize: 104_857_600,
      MaxSendMsgSize: 104_857_600
    },
    FileLedger: { Location: orderer.data },
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '1 MB' },
    Admin: {
      ListenAddress: address(orderer.adminPort),
      TLS: { Enabled: true, ...own, RootCAs: [ownRoot], ClientAuthRequired: true, ClientRootCAs: [ownRoot] }
    },
    Consensus: { WALDir: join(orderer.data, 'wal'), SnapDir: join(orderer.data, 'snapshots') },
    Operations: { ListenAddress: address(orderer.operationsPort), TLS: { Enabled: false } },
    Metrics: { Provider: 'prometheus' }
  }
}

/** Writes every node's settings anew, so that a changed default reaches a network that exists. */
export async function writeNodeConfigs(net: Topology): Promise<void> {
  for (const org of net.organisations) {
    await writeJson(org.peer.config, 'core.yaml', peerConfig(org))
    await writeJson(org.orderer.config, 'orderer.yaml', ordererConfig(net, org))
    await writeConnections(org)
  }
}

/**
 * After the certificates of a peer have changed, which must not be running: it shows its chaincode the one that it has
 * built in, so what it has built goes, and is built again at its start.
 */
export async function renewPeerConfig(org: Organisation): Promise<void> {
  await writeConnections(org)
  await rm(join(org.peer.data, 'externalbuilder', 'builds'), { recursive: true, force: true })
}

async function writeConnections(org: Organisation): Promise<void> {
  const nodes = [org.chaincode, org.regulated, ...SLOTS.map(place => besideChaincode(org, place))]
  for (const slot of SLOTS) {
    for (const { connection, port } of nodes)
      await writeJson(org.peer.config, `connection-${connection(slot)}.json`, await connectionTo(org, port(slot)))
  }
}

/** How a peer reaches its organisation's chaincode process: each shows the other a certificate. */
async function connectionTo(org: Organisation, port: number): Promise<object> {
  const read = (file: string): Promise<string> => readFile(join(org.peer.crypto, 'tls', file), 'utf8')
  return {
    address: address(port),
    dial_timeout: '10s',
    tls_required: true,
    client_auth_required: true,
    root_cert: await read('ca.crt'),
    client_cert: await read('server.crt'),
    client_key: await read('server.key')
  }
}

async function writeJson(folder: string, name: string, value: object): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, name), JSON.stringify(value, null, 2), { mode: 0o600 })
}
