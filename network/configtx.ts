/** The channel's first configuration: who is in it, who may do what, how it orders. */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.js'
import type { ConfigGroup } from './channel-config.js'
import { cleanEnvironment, run } from './run.js'
import { address, LOOPBACK, type Organisation, type Topology } from './topology.js'

const PROFILE = 'Trace'

/** When a block is cut. */
export interface Cutting {
  timeout: string
  transactions: number
}

/** The gateway batches by itself, so a lone transaction shall not wait for company. */
const TIMEOUT_MS = 20

/** How blocks are cut; `batchTimeout` in milliseconds. */
export const cuttingOf = ({ batchTimeout = TIMEOUT_MS }: { batchTimeout?: number }): Cutting => ({
  timeout: `${batchTimeout}ms`,
  transactions: 50
})

/**
 * A lost leader is noticed after 0.8 to 1.6 s (8 ticks, randomised up to twice), while a stall of half a second, which a
 * loaded two-core machine has now and then, elects nobody.
 */
const RAFT = { TickInterval: '100ms', ElectionTick: 8, HeartbeatTick: 1, MaxInflightBlocks: 5 }

const signature = (Rule: string): object => ({ Type: 'Signature', Rule })
const implicit = (Rule: string): object => ({ Type: 'ImplicitMeta', Rule })

const CHANNEL_POLICIES = {
  Readers: implicit('ANY Readers'),
  Writers: implicit('ANY Writers'),
  Admins: implicit('MAJORITY Admins')
}

/** configtxgen's input, as an object. Pure. */
export function configtx(net: Topology, cutting: Cutting): object {
  return {
    Profiles: {
      [PROFILE]: {
        Policies: CHANNEL_POLICIES,
        Capabilities: { V2_0: true },
        Orderer: ordering(net, cutting),
        Application: {
          Organizations: net.organisations.map(member),
          Capabilities: { V2_5: true },
          Policies: {
            ...CHANNEL_POLICIES,
            LifecycleEndorsement: implicit('MAJORITY Endorsement'),
            Endorsement: implicit('MAJORITY Endorsement')
          }
        }
      }
    }
  }
}

function ordering(net: Topology, { timeout, transactions }: Cutting): object {
  return {
    OrdererType: 'etcdraft',
    BatchTimeout: timeout,
    BatchSize: { MaxMessageCount: transactions, AbsoluteMaxBytes: '20 MB', PreferredMaxBytes: '4 MB' },
    EtcdRaft: {
      Consenters: net.organisations.map(({ orderer }) => ({
        Host: LOOPBACK,
        Port: orderer.port,
        ClientTLSCert: join(orderer.crypto, 'tls', 'server.crt'),
        ServerTLSCert: join(orderer.crypto, 'tls', 'server.crt')
      })),
      Options: { ...RAFT, SnapshotIntervalSize: '16 MB' }
    },
    Organizations: net.organisations.map(orderingMember),
    Capabilities: { V2_0: true },
    Policies: { ...CHANNEL_POLICIES, BlockValidation: implicit('ANY Writers') }
  }
}

/** configtxgen's input from which it prints an organisation that is to join: both of its sides. Pure. */
export const newcomerConfigtx = (org: Organisation): object => ({
  Organizations: [member(org), orderingMember(org)]
})

function member(org: Organisation): object {
  const id = org.mspId
  return {
    Name: id,
    ID: id,
    MSPDir: join(org.crypto, 'msp'),
    Policies: {
      Readers: signature(`OR('${id}.member')`),
      Writers: signature(`OR('${id}.admin', '${id}.client')`),
      Admins: signature(`OR('${id}.admin')`),
      Endorsement: signature(`OR('${id}.peer')`)
    },
    AnchorPeers: [{ Host: LOOPBACK, Port: org.peer.port }]
  }
}

function orderingMember(org: Organisation): object {
  const id = org.ordererMspId
  return {
    Name: id,
    ID: id,
    MSPDir: join(org.ordererCrypto, 'msp'),
    Policies: {
      Readers: signature(`OR('${id}.member')`),
      Writers: signature(`OR('${id}.member')`),
      Admins: signature(`OR('${id}.admin')`)
    },
    OrdererEndpoints: [address(org.orderer.port)]
  }
}

/** Both sides of an organisation as groups of the channel's configuration. */
export async function groupsOf(
  net: Topology,
  binaries: Binaries,
  org: Organisation
): Promise<{ member: ConfigGroup; ordering: ConfigGroup }> {
  const folder = join(net.paths.config, `join-${org.name}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, 'configtx.yaml'), JSON.stringify(newcomerConfigtx(org), null, 2), { mode: 0o600 })
  const print = async (mspId: string): Promise<ConfigGroup> =>
    JSON.parse(await run(binaries.configtxgen, ['-printOrg', mspId, '-configPath', folder]))
  const [member, ordering] = await Promise.all([print(org.mspId), print(org.ordererMspId)])
  // What configtxgen writes into a first block and leaves out of what it prints.
  const value = (content: object): ConfigGroup['values'][string] => ({
    mod_policy: 'Admins',
    value: content,
    version: '0'
  })
  member.values.AnchorPeers = value({ anchor_peers: [{ host: LOOPBACK, port: org.peer.port }] })
  ordering.values.Endpoints = value({ addresses: [address(org.orderer.port)] })
  return { member, ordering }
}

/** Writes the genesis block, whole or not at all. Its header's hash is the ledger's id from then on. */
export async function generateGenesis(net: Topology, binaries: Binaries, cutting: Cutting): Promise<void> {
  const folder = join(net.paths.config, 'channel')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, 'configtx.yaml'), JSON.stringify(configtx(net, cutting), null, 2), { mode: 0o600 })
  const fresh = `${net.paths.genesis}.new`
  const args = ['-profile', PROFILE, '-channelID', net.channel, '-outputBlock', fresh, '-configPath', folder]
  await run(binaries.configtxgen, args, { env: cleanEnvironment({ FABRIC_CFG_PATH: folder }) })
  await rename(fresh, net.paths.genesis)
}
