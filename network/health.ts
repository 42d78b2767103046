/** What the nodes' operations endpoints tell. */
import { address, type Organisation, type Topology } from './topology.js'

const TIMEOUT_MS = 2_000

/** Prometheus text, as a function from series (name{labels}) to value. @throws Error when the node doesn't answer */
export async function metrics(operationsPort: number): Promise<(series: string) => number | undefined> {
  const answer = await fetch(`http://${address(operationsPort)}/metrics`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  const lines = (await answer.text()).split('\n')
  return series => {
    const line = lines.find(each => each.startsWith(`${series} `))
    return line === undefined ? undefined : Number(line.slice(series.length + 1))
  }
}

/** Whether a node calls itself healthy. */
export async function isHealthy(operationsPort: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${address(operationsPort)}/healthz`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}

/** Blocks on the channel, or undefined for a node that hasn't joined it or doesn't answer. */
export async function height(net: Topology, operationsPort: number): Promise<number | undefined> {
  return value(operationsPort, `ledger_blockchain_height{channel="${net.channel}"}`)
}

export async function leads(net: Topology, org: Organisation): Promise<boolean> {
  return (await value(org.orderer.operationsPort, `consensus_etcdraft_is_leader{channel="${net.channel}"}`)) === 1
}

/** How many orderers there are in the channel, and how many of them the one that leads has heard of late. */
export async function raftNodes(net: Topology, leader: Organisation): Promise<{ active?: number; all?: number }> {
  const of = (name: string): Promise<number | undefined> =>
    value(leader.orderer.operationsPort, `consensus_etcdraft_${name}{channel="${net.channel}"}`)
  const [active, all] = await Promise.all([of('active_nodes'), of('cluster_size')])
  return { ...(active !== undefined && { active }), ...(all !== undefined && { all }) }
}

/** How many other peers this one knows to be in the channel. */
export async function peersKnown(net: Topology, org: Organisation): Promise<number> {
  const series = `gossip_membership_total_peers_known{channel="${net.channel}"}`
  return (await value(org.peer.operationsPort, series)) ?? 0
}

async function value(operationsPort: number, series: string): Promise<number | undefined> {
  try {
    return (await metrics(operationsPort))(series)
  } catch {
    return undefined
  }
}
