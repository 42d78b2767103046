/** The whole network as one thing: brought up, asked, changed to another law, brought down. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Binaries, findBinaries, findCaBinaries, type Log } from './binaries.js'
import { enforceBoth } from './both.js'
import type { Holder, Speaker } from './certificates.js'
import { joinChannel, peersMeet } from './channel.js'
import { type Cutting, cuttingOf, generateGenesis } from './configtx.js'
import { generateCrypto, privateFolder } from './crypto.js'
import { openHome } from './home.js'
import { identify, memberOf, type RunningNodes, revoke, setRevocationList } from './identities.js'
import { lawHash } from './law-hash.js'
import { type Definition, enforce } from './lifecycle.js'
import { joinOrganisation, rejoin, removeOrganisation } from './membership.js'
import { writeNodeConfigs } from './node-config.js'
import { isFree } from './ports.js'
import { startPostgres } from './postgres.js'
import { type Law, ordererProcess, peerProcess } from './processes.js'
import { type ConnectionProfile, connectionProfile, writeProfile } from './profile.js'
import { keepRenewed, renew } from './renewal.js'
import { answerRequests } from './requests.js'
import { checkoutRoot } from './root.js'
import { type NetworkSettings, settingsFrom, YEAR_HOURS } from './settings.js'
import { forgetState, noteState, readState } from './state.js'
import { Supervisor } from './supervisor.js'
import { tools } from './tools.js'
import { beside, FOUNDERS, type Organisation, ports, type Slot, type Topology } from './topology.js'

export interface UpOptions extends Partial<NetworkSettings> {
  /** The law to be in force: what the checkout holds unless told; null runs no chaincode at all. */
  law?: Law | null
  /** Whether to run a Postgres; unless told, yes when there is no databaseUrl. */
  postgres?: boolean
  log?: Log
  /** Aborting it while the network comes up stops what has been started. */
  signal?: AbortSignal
}

export interface Network {
  topology: Topology
  profile: ConnectionProfile
  supervisor: Supervisor
  /** The chaincode definition in force. */
  definition?: Definition
  /** The law's second definition in force, which needs the regulator. */
  regulated?: Definition
  /** The Postgres that was started or named; holds a password. */
  databaseUrl?: string
  /**
   * Brings another law into force, approved by the organisations named (all unless told; the others may follow by the same
   * call); the old one serves until it is committed.
   */
  adopt: (law: Law, approving?: readonly string[]) => Promise<Definition>
  /**
   * Has another organisation join the channel with nodes of its own; it endorses when this returns. Its identities come from
   * a Fabric CA of its own if told so, else from cryptogen.
   */
  join: (name: string, ca?: boolean) => Promise<void>
  /** Has an organisation that joined leave again. */
  remove: (name: string) => Promise<void>
  /**
   * Renews the certificates of a user or node of an organisation with a Fabric CA, under the same keys. This happens by
   * itself before they end.
   */
  renew: (name: string, holder: Holder) => Promise<void>
  /** Revokes a user of an organisation with a Fabric CA; the peers refuse it when this returns. */
  revoke: (name: string, speaker: Speaker) => Promise<void>
  /** Puts an organisation's revocation lists (PEM) in the place of those that the channel has of it. */
  setRevocationList: (name: string, lists: string) => Promise<void>
  /** A channel of its own on the same nodes, with a definition of its own; see `beside` of topology.ts. */
  addChannel: (name: string, place: Slot, law: Law, cutting: Cutting) => Promise<ConnectionProfile>
  /** Stops everything in order. The ledger stays. */
  down: () => Promise<void>
}

/**
 * Brings the network up, making it first where there is none, and returns once a transaction would commit.
 * Whatever isn't told is taken from the environment.
 * @throws Error when another process runs it, a port is taken, or a node doesn't become healthy in time; then nothing runs
 */
export async function up(options: UpOptions = {}): Promise<Network> {
  const settings: NetworkSettings = { ...settingsFrom(), ...options }
  const law = options.law === undefined ? await checkoutLaw() : options.law
  const net = await openHome(settings)
  const supervisor = await Supervisor.open({ ...net.paths, ...(options.log && { log: options.log }) })
  try {
    return await unlessAborted(
      options.signal,
      supervisor.during(bringUp(net, supervisor, settings, { ...options, law }))
    )
  } catch (error) {
    await supervisor.close()
    forgetState(net)
    throw error
  }
}

async function bringUp(
  net: Topology,
  supervisor: Supervisor,
  settings: NetworkSettings,
  { law, postgres = settings.databaseUrl === undefined, log = () => {} }: UpOptions
): Promise<Network> {
  noteState(net, { phase: 'starting' })
  const binaries = await findBinaries({ ready: settings.fabricBin, log, signal: supervisor.signal })
  await portsAreFree(net)
  await prepare(net, settings, binaries, log)
  log('Starting the nodes')
  const toolbox = tools(net, binaries, supervisor.signal)
  const founders = net.organisations.filter(isFounder)
  const joined = net.organisations.filter(org => !isFounder(org))
  const caBinaries = () => findCaBinaries({ ready: settings.fabricBin, log, signal: supervisor.signal })
  const startJoined = async (): Promise<RunningNodes> => {
    const databaseUrl = postgres ? await supervisor.during(startPostgres(net, supervisor)) : settings.databaseUrl
    const { certificateHours = YEAR_HOURS } = settings
    const nodes = { tools: toolbox, supervisor, binaries, caBinaries, databaseUrl, certificateHours }
    for (const org of joined) {
      await identify(nodes, org)
      startNodes(org, supervisor, binaries)
    }
    return nodes
  }
  for (const org of founders) startNodes(org, supervisor, binaries)
  const [nodes] = await Promise.all([startJoined(), joinChannel(toolbox, founders)])
  for (const org of joined) await rejoin(nodes, org)
  const network = assemble(nodes, log)
  if (nodes.databaseUrl !== undefined) network.databaseUrl = nodes.databaseUrl
  if (law) {
    log('The nodes are in the channel; bringing the law into force')
    await network.adopt(law)
  }
  log('Waiting until the peers know one another')
  await peersMeet(toolbox)
  await writeProfile(net)
  noteState(net, { phase: 'ready', ...definitionsOf(network) })
  log('The network is up')
  void supervisor.during(keepRenewed(net, network.renew, log, supervisor.signal))
  return network
}

function assemble(nodes: RunningNodes, log: Log): Network {
  const { tools: toolbox, supervisor, binaries } = nodes
  const { net } = toolbox
  let last: Promise<unknown> = Promise.resolve()
  let inForce: Law | undefined
  /** One after the other: two laws at once would want the same slot, two configurations the same place. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work)
    last = done.catch(() => {})
    return supervisor.during(done)
  }
  const settle = async (): Promise<void> => {
    if (inForce) await enforceBoth(toolbox, supervisor, inForce)
    await peersMeet(toolbox)
    network.profile = connectionProfile(net)
    await writeProfile(net)
  }
  const network: Network = {
    topology: net,
    profile: connectionProfile(net),
    supervisor,
    adopt: (law, approving = net.organisations.map(({ name }) => name)) => {
      const isNamed = ({ name }: Organisation): boolean => approving.includes(name)
      return inTurn(async () => {
        const definitions = await enforceBoth(toolbox, supervisor, law, net.organisations.filter(isNamed))
        Object.assign(network, definitions)
        inForce = law
        if (readState(net)?.phase === 'ready') noteState(net, { phase: 'ready', ...definitions })
        return definitions.definition
      })
    },
    join: (name, ca = false) => inTurn(() => joinOrganisation(nodes, name, ca).then(settle)),
    remove: name => inTurn(() => removeOrganisation(nodes, name).then(settle)),
    renew: (name, holder) => inTurn(() => renew(nodes, name, holder)),
    revoke: (name, speaker) => inTurn(() => revoke(nodes, name, speaker)),
    setRevocationList: (name, lists) => inTurn(() => setRevocationList(toolbox, memberOf(net, name), lists)),
    addChannel: async (name, place, law, cutting) => {
      const other = beside(net, name, place)
      if (!existsSync(other.paths.genesis)) await generateGenesis(other, binaries, cutting)
      const itsTools = { ...toolbox, net: other }
      await joinChannel(itsTools, other.organisations)
      await enforce(itsTools, supervisor, law)
      await peersMeet(itsTools)
      return connectionProfile(other)
    },
    down: async () => {
      if (supervisor.isClosed) return
      noteState(net, { phase: 'stopping' })
      await supervisor.close()
      forgetState(net)
      deafen()
    }
  }
  // Heard before it is told that the network can be asked: whatever else this process waits for, the signal would end it.
  const deafen = answerRequests(network, log)
  return network
}

/** Both definitions in force, as they are noted. */
export const definitionsOf = ({ definition, regulated }: Network): Pick<Network, 'definition' | 'regulated'> => ({
  ...(definition && { definition }),
  ...(regulated && { regulated })
})

/** Whichever comes first; the work itself finds its supervisor closed and ends. */
async function unlessAborted<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work
  const aborted = new Promise<never>((_, reject) => {
    const give = (): void => reject(new Error('Stopped while coming up'))
    if (signal.aborted) give()
    else signal.addEventListener('abort', give, { once: true })
  })
  work.catch(() => {})
  return Promise.race([work, aborted])
}

/** The law as the checkout was built. */
export async function checkoutLaw(): Promise<Law> {
  return { hash: await lawHash(), main: join(checkoutRoot(), 'chaincode', 'dist', 'main.js') }
}

async function prepare(net: Topology, settings: NetworkSettings, binaries: Binaries, log: Log): Promise<void> {
  for (const folder of [net.paths.config, net.paths.data]) await privateFolder(folder)
  if (!existsSync(net.paths.genesis)) {
    log('Making keys, certificates and the genesis block')
    await generateCrypto(net, binaries)
    await generateGenesis(net, binaries, cuttingOf(settings))
  }
  await writeNodeConfigs(net)
}

const isFounder = ({ name }: Organisation): boolean => FOUNDERS.includes(name)

function startNodes(org: Organisation, supervisor: Supervisor, binaries: Binaries): void {
  supervisor.start(ordererProcess(org, binaries))
  supervisor.start(peerProcess(org, binaries))
}

async function portsAreFree(net: Topology): Promise<void> {
  const all = ports(net)
  const free = await Promise.all(all.map(each => isFree(each)))
  const taken = all.filter((_, index) => !free[index])
  if (taken.length === 0) return
  throw new Error(`Something else listens on ${taken.join(', ')}: set SUYUAN_FABRIC_PORT to another base port`)
}
