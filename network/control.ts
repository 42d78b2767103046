/** The network run by a process in the background, and its control from another. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from './binaries.js'
import { lookHome, openHome } from './home.js'
import { Lock } from './lock.js'
import { checkoutLaw } from './network.js'
import { type NetworkSettings, settingsFrom } from './settings.js'
import { hasLaw, readState } from './state.js'
import { openLog } from './supervised.js'
import { Supervisor } from './supervisor.js'
import type { Topology } from './topology.js'
import { GiveUp, until } from './wait.js'

/** A first start may have to download and build Fabric's tools. */
const UP_TIMEOUT_MS = 45 * 60_000
const DOWN_TIMEOUT_MS = 60_000
const LOG = 'background.log'

/**
 * Has the network running in the background under the checkout's law, starting or changing what is needed.
 * @param command starts a process that runs the network and, on SIGHUP, adopts the checkout's law
 * @throws Error when it doesn't come up; its log has been told line by line
 */
export async function upInBackground(
  command: string[],
  log: Log,
  settings: NetworkSettings = settingsFrom()
): Promise<'started' | 'running' | 'changed'> {
  const net = await openHome(settings)
  const { hash } = await checkoutLaw()
  const running = readState(net) !== undefined
  let child: ChildProcess | undefined
  const tell = follow(join(net.paths.logs, LOG), log)
  if (!running) child = startInBackground(command, net)
  await ready(net, child, tell)
  if (hasLaw(readState(net), hash)) return running ? 'running' : 'started'
  await change(net, hash, tell)
  return 'changed'
}

function startInBackground([program = '', ...args]: string[], net: Topology): ChildProcess {
  mkdirSync(net.paths.logs, { recursive: true, mode: 0o700 })
  const log = openLog(join(net.paths.logs, LOG))
  const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log], env: process.env })
  closeSync(log)
  child.unref()
  return child
}

async function ready(net: Topology, child: ChildProcess | undefined, tell: () => void): Promise<void> {
  await until('the network is up', UP_TIMEOUT_MS, async () => {
    tell()
    const state = readState(net)
    if (state?.phase === 'ready') return true
    const ended = child ? child.exitCode !== null || child.signalCode !== null : state === undefined
    if (ended) throw new GiveUp(`The network did not come up; see ${join(net.paths.logs, LOG)}`)
    return undefined
  })
}

async function change(net: Topology, hash: string, tell: () => void): Promise<void> {
  const holder = Lock.holder(net.paths.run)
  if (!holder) throw new Error('The network has just been brought down')
  const asked = Date.now()
  process.kill(holder.pid, 'SIGHUP')
  await until('the law is changed', UP_TIMEOUT_MS, async () => {
    tell()
    const state = readState(net)
    if (!state) throw new GiveUp('The network ended while its law was being changed')
    if (state.fault && state.fault.at >= asked) throw new GiveUp(state.fault.reason)
    return hasLaw(state, hash) || undefined
  })
}

/** Stops the network, whoever runs it, and whatever a killed supervisor left behind. */
export async function down(settings: NetworkSettings = settingsFrom()): Promise<'stopped' | 'not running'> {
  const net = await lookHome(settings)
  if (!existsSync(net.paths.run)) return 'not running'
  const holder = Lock.holder(net.paths.run)
  if (!holder) {
    await (await Supervisor.open(net.paths)).close()
    return 'not running'
  }
  process.kill(holder.pid, 'SIGTERM')
  await until('the network stops', DOWN_TIMEOUT_MS, async () => (Lock.holder(net.paths.run) ? undefined : true))
  return 'stopped'
}

/** Tells, each time it is called, the lines that a file has grown by. */
function follow(path: string, log: Log): () => void {
  const read = (from: number): Buffer => {
    if (!existsSync(path)) return Buffer.alloc(0)
    const file = openSync(path, 'r')
    try {
      const grown = Buffer.alloc(Math.max(fstatSync(file).size - from, 0))
      readSync(file, grown, 0, grown.length, from)
      return grown
    } finally {
      closeSync(file)
    }
  }
  let offset = read(0).length
  return () => {
    const text = read(offset).toString('utf8')
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    offset += Buffer.byteLength(whole)
    for (const line of whole.split('\n').filter(Boolean)) log(line)
  }
}
