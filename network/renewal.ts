/** Certificates renewed while the network runs: by command, and by itself before they end. One holder at a time. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from './binaries.js'
import { renewCertificates, type WithCa } from './ca/enrol.js'
import { renewServerCertificate } from './ca/server.js'
import { type Holder, holdersDue } from './certificates.js'
import { peersMeet, raftIsWhole } from './channel.js'
import { height, isHealthy } from './health.js'
import { hasCa, type RunningNodes, withCa } from './identities.js'
import { answers, committed } from './lifecycle.js'
import { noteConsenter } from './membership.js'
import { renewPeerConfig } from './node-config.js'
import type { Tools } from './tools.js'
import { chaincodesOf, regulated, type Topology } from './topology.js'

const TIMEOUT_MS = 60_000
const LOOK_MS = 10_000
/** After a failure, which another ten minutes may mend: a third of a certificate's life is left for it. */
const RETRY_MS = 600_000

/**
 * Renews the certificates of a holder of an organisation with a Fabric CA, under the same keys, and returns when it goes on
 * with them. A node is started anew for that, once the others can do without it.
 * @throws Error when a certificate can't be had; then the node goes on with its old one
 */
export async function renew(nodes: RunningNodes, name: string, holder: Holder): Promise<void> {
  const { tools, supervisor, caBinaries } = nodes
  const org = withCa(tools.net, name)
  if (holder === 'ca') return renewServerCertificate(org.ca, supervisor)
  // Looked at before: a node whose files are new and that goes on with the old ones would not be found due again.
  if (holder === 'peer') await peersMeet(tools)
  if (holder === 'orderer') await raftIsWhole(tools)
  await renewCertificates(org, holder, await caBinaries())
  if (holder === 'chaincode') await restartChaincode(nodes, org)
  if (holder === 'peer') await restartPeer(nodes, org)
  if (holder === 'orderer') await restartOrderer(nodes, org)
}

async function restartChaincode({ tools, supervisor }: RunningNodes, org: WithCa): Promise<void> {
  for (const { name } of chaincodesOf(org)) if (supervisor.has(name)) await supervisor.restart(name)
  await chaincodeAnswers(tools, org)
}

async function restartPeer({ tools, supervisor }: RunningNodes, org: WithCa): Promise<void> {
  await supervisor.restart(org.peer.name, () => renewPeerConfig(org))
  await isBack(tools, org.peer)
  await chaincodeAnswers(tools, org)
  await peersMeet(tools)
}

async function restartOrderer({ tools, supervisor }: RunningNodes, org: WithCa): Promise<void> {
  // Before it is started anew: an orderer that leads hands over when its certificate is changed in the configuration.
  await noteConsenter(tools, org).finally(() => supervisor.restart(org.orderer.name))
  await isBack(tools, org.orderer)
  await raftIsWhole(tools)
}

/** The node is healthy and has every block that another has now. */
async function isBack({ net, until }: Tools, node: { name: string; operationsPort: number }): Promise<void> {
  const heights = await Promise.all(net.organisations.map(({ orderer }) => height(net, orderer.operationsPort)))
  const wanted = Math.max(...heights.map(blocks => blocks ?? 0))
  await until(`${node.name} has caught up`, TIMEOUT_MS, async () => {
    const [healthy, blocks] = await Promise.all([isHealthy(node.operationsPort), height(net, node.operationsPort)])
    return (healthy && blocks !== undefined && blocks >= wanted) || undefined
  })
}

async function chaincodeAnswers(tools: Tools, org: WithCa): Promise<void> {
  const ofBoth = [tools, { ...tools, net: regulated(tools.net) }]
  await Promise.all(
    ofBoth.map(async each => {
      const definition = await tools.until('the definition can be read', TIMEOUT_MS, async () => ({
        is: await committed(each, org)
      }))
      if (definition.is) await answers(each, org, definition.is.lawHash)
    })
  )
}

/**
 * Looks after the certificates of all organisations with a Fabric CA until `signal` is aborted.
 * @param renewOne has a holder's certificates renewed
 */
export async function keepRenewed(
  net: Topology,
  renewOne: (name: string, holder: Holder) => Promise<void>,
  log: Log,
  signal: AbortSignal
): Promise<void> {
  while (!signal.aborted) {
    let pause = LOOK_MS
    for (const { name, holder } of dueIn(net)) {
      // One that cannot be renewed, a revoked one for instance, must not keep the others from it.
      const reason = await renewOne(name, holder).then(() => undefined, String)
      if (signal.aborted) return
      if (reason !== undefined) pause = RETRY_MS
      log(`${name} ${holder}: certificates ${reason === undefined ? 'renewed' : `not renewed: ${reason}`}`)
    }
    await delay(pause, undefined, { signal, ref: false }).catch(() => {})
  }
}

const dueIn = (net: Topology): Array<{ name: string; holder: Holder }> =>
  net.organisations.filter(hasCa).flatMap(org => holdersDue(org).map(holder => ({ name: org.name, holder })))
