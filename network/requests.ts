/** What another process asks of the one that runs the network: a file each way, and a signal. */
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lookHome } from './home.js'
import { Lock } from './lock.js'
import type { Network } from './network.js'
import { type NetworkSettings, settingsFrom } from './settings.js'
import { readState } from './state.js'
import { GiveUp, until } from './wait.js'

/** Each is a method of the network with its arguments. */
export type Request = { [Name in Requested]: { do: Name; with: Parameters<Network[Name]> } }[Requested]
type Requested = 'join' | 'remove' | 'renew' | 'revoke' | 'setRevocationList'

const SIGNAL = 'SIGUSR2'
const ASKED = '.asked'
const ANSWERED = '.answered'
/** A join waits for an orderer, a peer and a chaincode process to start; a CA may have to be built. */
const TIMEOUT_MS = 30 * 60_000

/**
 * Asks the process that runs the network, and returns when it is done.
 * @throws Error with its reason; also when nobody runs the network
 */
export async function ask(request: Request, settings: NetworkSettings = settingsFrom()): Promise<void> {
  const net = await lookHome(settings)
  const { paths } = net
  const holder = Lock.holder(paths.run)
  if (!holder) throw new Error('The network is not running: bring it up first')
  // Before it has said so nobody hears the signal, which would end who does not.
  if (readState(net)?.phase !== 'ready') throw new Error('The network is not up yet: ask again when it is')
  const name = join(paths.run, randomUUID())
  write(`${name}${ASKED}`, request)
  try {
    process.kill(holder.pid, SIGNAL)
    await until(`${request.do} is done`, TIMEOUT_MS, async () => {
      if (existsSync(`${name}${ANSWERED}`)) return true
      if (!Lock.holder(paths.run)) throw new GiveUp('The network ended before it was done')
      return undefined
    })
    const { reason } = JSON.parse(readFileSync(`${name}${ANSWERED}`, 'utf8')) as { reason?: string }
    if (reason !== undefined) throw new Error(reason)
  } finally {
    for (const end of [ASKED, ANSWERED]) rmSync(name + end, { force: true })
  }
}

/**
 * Has the network do what is asked from now on.
 * @returns ends that
 */
export function answerRequests(network: Network, log: (line: string) => void): () => void {
  const { run } = network.topology.paths
  const hear = (): void => {
    for (const file of readdirSync(run).filter(each => each.endsWith(ASKED))) {
      const path = join(run, file)
      const request = JSON.parse(readFileSync(path, 'utf8')) as Request
      rmSync(path)
      const answer = (reason?: string): void => {
        log(`${request.do} ${request.with[0]}: ${reason ?? 'done'}`)
        write(path.slice(0, -ASKED.length) + ANSWERED, { reason })
      }
      perform(network, request).then(
        () => answer(),
        error => answer(error instanceof Error ? error.message : String(error))
      )
    }
  }
  process.on(SIGNAL, hear)
  return () => process.off(SIGNAL, hear)
}

const perform = (network: Network, request: Request): Promise<void> =>
  (network[request.do] as (...args: unknown[]) => Promise<void>)(...request.with)

/** Whole or not at all. */
function write(path: string, value: object): void {
  writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
