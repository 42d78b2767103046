/** The data folder: what is in it, what it was made with, how to empty it. */
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { Lock } from './lock.js'
import { type NetworkSettings, settingsFrom } from './settings.js'
import { DEFAULT_BASE_PORT, type Joined, type Topology, topology } from './topology.js'

/** Everything in the data folder that is the network's, and nothing else. */
const OWN = [
  ...['config', 'crypto', 'crypto.new', 'data', 'genesis.block', 'genesis.block.new', 'logs', 'packages', 'run'],
  ...['connection.json', 'network.json', 'network.json.new', 'postgres', 'postgres.password']
]

/** The topology of a data folder. A ledger keeps the ports it was made with: they stand in its configuration. */
export async function openHome(settings: NetworkSettings): Promise<Topology> {
  // Postgres may run as another account than root and has to pass through.
  const mode = userInfo().uid === 0 ? 0o711 : 0o700
  await mkdir(settings.home, { recursive: true, mode })
  await chmod(settings.home, mode)
  const made = await madeWith(settings.home)
  const basePort = settings.basePort ?? made?.basePort ?? DEFAULT_BASE_PORT
  if (made && made.basePort !== basePort) {
    const choice = `set SUYUAN_FABRIC_PORT=${made.basePort}, or another SUYUAN_HOME`
    throw new Error(
      `The ledger in ${settings.home} was made with base port ${made.basePort}, not ${basePort}: ${choice}`
    )
  }
  if (!made) await note(settings.home, { basePort })
  return topology({ ...made, home: settings.home, basePort })
}

/** Notes who joined the channel: from then on their nodes are run with the others. */
export async function noteJoined(net: Topology, joined: readonly Joined[]): Promise<void> {
  await note(net.home, { basePort: net.basePort, joined })
}

/** The topology of a data folder that may not be there yet, without making it. */
export async function lookHome(settings: NetworkSettings): Promise<Topology> {
  const made = await madeWith(settings.home)
  return topology({ basePort: settings.basePort ?? DEFAULT_BASE_PORT, ...made, home: settings.home })
}

interface Made {
  basePort: number
  joined?: readonly Joined[]
}

/** What a ledger was made with and who joined it, or undefined where there is none. */
async function madeWith(home: string): Promise<Made | undefined> {
  const file = join(home, 'network.json')
  if (!existsSync(file)) return undefined
  return JSON.parse(await readFile(file, 'utf8')) as Made
}

async function note(home: string, made: Made): Promise<void> {
  const file = join(home, 'network.json')
  await writeFile(`${file}.new`, JSON.stringify(made), { mode: 0o600 })
  await rename(`${file}.new`, file)
}

/**
 * Deletes the ledger, its keys and its Postgres; nothing else in the data folder.
 * @throws Error while the network runs
 */
export async function reset(settings: NetworkSettings = settingsFrom()): Promise<void> {
  const holder = Lock.holder(join(settings.home, 'run'))
  if (holder) throw new Error(`The network is running (process ${holder.pid}): bring it down first`)
  for (const name of OWN) await rm(join(settings.home, name), { recursive: true, force: true })
}
