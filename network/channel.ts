/** Brings every node into the channel, and waits until the channel works. */
import { isHealthy, leads, peersKnown, raftNodes } from './health.js'
import type { Tools } from './tools.js'
import type { Organisation } from './topology.js'

/** A loaded two-core machine starts a node in a few seconds; one that needs longer than this has a fault. */
const TIMEOUT_MS = 60_000

/** The nodes of these organisations that aren't in the channel join it by its first block; a leader is elected then. */
export async function joinChannel(tools: Tools, organisations: readonly Organisation[]): Promise<void> {
  await Promise.all([
    Promise.all(organisations.map(org => joinOrderer(tools, org, tools.net.paths.genesis))).then(() => leader(tools)),
    ...organisations.map(org => joinPeer(tools, org))
  ])
}

/** @param block the channel's newest configuration: an orderer that isn't in it would only follow */
export async function joinOrderer(tools: Tools, org: Organisation, block: string): Promise<void> {
  const { net } = tools
  await tools.until(`${org.orderer.name} joins the channel`, TIMEOUT_MS, async () => {
    const { status } = await tools.orderer(org, 'list', `--channelID=${net.channel}`)
    if (status === 200) return true
    const join = [`--channelID=${net.channel}`, `--config-block=${block}`]
    const answer = await tools.orderer(org, 'join', ...join)
    if (answer.status !== 201) throw new Error(answer.body)
    return true
  })
}

export async function joinPeer(tools: Tools, org: Organisation): Promise<void> {
  const { net } = tools
  await tools.until(
    `${org.peer.name} is healthy`,
    TIMEOUT_MS,
    async () => (await isHealthy(org.peer.operationsPort)) || undefined
  )
  await tools.until(`${org.peer.name} joins the channel`, TIMEOUT_MS, async () => {
    const joined = (await tools.peer(org, 'channel', 'list')).split('\n').includes(net.channel)
    if (!joined) await tools.peer(org, 'channel', 'join', '-b', net.paths.genesis)
    return true
  })
}

/** The organisation whose orderer leads. */
export async function leader({ net, until }: Tools): Promise<Organisation> {
  return until('the orderers elect a leader', TIMEOUT_MS, async () => {
    const leading = await Promise.all(net.organisations.map(org => leads(net, org)))
    return net.organisations[leading.indexOf(true)]
  })
}

/** Until each peer knows all others, a gateway may find no combination of them that satisfies the policy. */
export async function peersMeet({ net, until }: Tools): Promise<void> {
  const others = net.organisations.length - 1
  await until('the peers know one another', TIMEOUT_MS, async () => {
    const known = await Promise.all(net.organisations.map(org => peersKnown(net, org)))
    return known.every(count => count >= others) || undefined
  })
}

/** Waits until the leader hears every orderer, so that one of them can be spared. */
export async function raftIsWhole(tools: Tools): Promise<void> {
  const { net } = tools
  await tools.until('every orderer takes part', TIMEOUT_MS, async () => {
    const { active, all } = await raftNodes(net, await leader(tools))
    return (active === all && all === net.organisations.length) || undefined
  })
}
