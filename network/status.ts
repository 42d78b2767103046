/** How the network does, seen from outside: works from any process, whoever runs the network. */
import { existsSync } from 'node:fs'
import { firstToEnd, type Holder } from './certificates.js'
import { height, isHealthy, leads } from './health.js'
import { lookHome } from './home.js'
import type { Definition } from './lifecycle.js'
import { Lock } from './lock.js'
import { isListening } from './ports.js'
import { isAlive } from './process-identity.js'
import { type NetworkSettings, settingsFrom } from './settings.js'
import { type NetworkState, readState } from './state.js'
import type { ProcessRecord, ProcessStatus } from './supervised.js'
import { readRecords } from './supervisor.js'
import { chaincodesOf, type Organisation, type Topology } from './topology.js'

export interface NodeStatus extends ProcessStatus {
  role: 'peer' | 'orderer' | 'chaincode' | 'ca' | 'postgres'
  healthy: boolean
  /** Blocks in its ledger. */
  height?: number
  /** Whether this orderer leads. */
  leader?: boolean
}

/** Of an organisation's certificates the one that ends first. */
export interface CertificateStatus {
  organisation: string
  /** By whom its certificates are. */
  issuer: 'cryptogen' | 'Fabric CA'
  holder: Holder
  /** ISO time. */
  until: string
}

export interface NetworkStatus {
  home: string
  basePort: number
  phase: NetworkState['phase'] | 'down'
  /** Pid of the process that runs the network. */
  supervisor?: number
  definition?: Definition
  /** The law's second, which needs the regulator. */
  regulated?: Definition
  /** Ready, every node healthy, one orderer leading, no certificate at its end. */
  healthy: boolean
  nodes: NodeStatus[]
  certificates: CertificateStatus[]
}

export async function status(settings: NetworkSettings = settingsFrom()): Promise<NetworkStatus> {
  const net = await lookHome(settings)
  const records = existsSync(net.paths.run) ? readRecords(net.paths.run) : []
  const nodes = await Promise.all(probes(net).map(probe => look(probe, records)))
  const shown = nodes.filter(node => node !== undefined)
  const state = readState(net)
  const holder = Lock.holder(net.paths.run)
  const led = shown.filter(({ leader }) => leader).length === 1
  const certificates = net.organisations.flatMap(certificateStatus)
  const good = certificates.every(({ until }) => Date.parse(until) > Date.now())
  return {
    home: net.home,
    basePort: net.basePort,
    phase: state?.phase ?? 'down',
    ...(holder && { supervisor: holder.pid }),
    ...(state?.definition && { definition: state.definition }),
    ...(state?.regulated && { regulated: state.regulated }),
    healthy: state?.phase === 'ready' && led && good && shown.every(({ healthy }) => healthy),
    nodes: shown,
    certificates
  }
}

function certificateStatus(org: Organisation): CertificateStatus[] {
  const first = firstToEnd(org)
  return first ? [{ organisation: org.name, issuer: org.ca ? 'Fabric CA' : 'cryptogen', ...first }] : []
}

interface Probe {
  name: string
  role: NodeStatus['role']
  /** Shown as stopped when it has no record; other nodes are left out. */
  always: boolean
  ask: () => Promise<Pick<NodeStatus, 'healthy' | 'height' | 'leader'>>
}

function probes(net: Topology): Probe[] {
  const peers = net.organisations.map(({ peer }) => probe(peer.name, 'peer', () => ledger(net, peer.operationsPort)))
  const orderers = net.organisations.map(org =>
    probe(org.orderer.name, 'orderer', async () => ({
      ...(await ledger(net, org.orderer.operationsPort)),
      leader: await leads(net, org)
    }))
  )
  const listens = (port: number) => async () => ({ healthy: await isListening(port) })
  const chaincodes = net.organisations
    .flatMap(chaincodesOf)
    .map(({ name, port }) => probe(name, 'chaincode', listens(port)))
  const cas = net.organisations.flatMap(({ ca }) => (ca ? [probe(ca.name, 'ca', listens(ca.port))] : []))
  return [...orderers, ...peers, ...chaincodes, ...cas, probe('postgres', 'postgres', listens(net.postgresPort))]
}

function probe(name: string, role: Probe['role'], ask: Probe['ask']): Probe {
  return { name, role, ask, always: role === 'peer' || role === 'orderer' }
}

async function ledger(net: Topology, operationsPort: number): Promise<{ healthy: boolean; height?: number }> {
  const [healthy, blocks] = await Promise.all([isHealthy(operationsPort), height(net, operationsPort)])
  return { healthy, ...(blocks === undefined ? {} : { height: blocks }) }
}

async function look({ name, role, always, ask }: Probe, records: ProcessRecord[]): Promise<NodeStatus | undefined> {
  const record = records.find(each => each.name === name)
  if (!record) return always ? { name, role, state: 'stopped', restarts: 0, healthy: false } : undefined
  const { pid, identity, stopSignal: _, ...rest } = record
  const lives = pid !== undefined && identity !== undefined && isAlive({ pid, identity })
  if (!lives) return { ...rest, role, state: rest.state === 'running' ? 'waiting' : rest.state, healthy: false }
  return { ...rest, role, pid, ...(await ask()) }
}
