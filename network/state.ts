/** How far the network has come, for other processes to read: run/state.json. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Definition } from './lifecycle.js'
import { Lock } from './lock.js'
import { identityOf } from './process-identity.js'
import type { Topology } from './topology.js'

export interface NetworkState {
  phase: 'starting' | 'ready' | 'stopping'
  /** The chaincode definition in force. */
  definition?: Definition
  /** The law's second, which needs the regulator. */
  regulated?: Definition
  /** Why the last attempt to bring another law into force failed, and when (milliseconds since 1970). */
  fault?: { reason: string; at: number }
}

/** Only for the process that runs the network. */
export function noteState(net: Topology, state: NetworkState): void {
  const path = pathOf(net)
  writeFileSync(`${path}.new`, JSON.stringify({ ...state, by: identityOf(process.pid) }), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** Whether both definitions have a law in force. */
export const hasLaw = (state: NetworkState | undefined, hash: string): boolean =>
  state?.definition?.lawHash === hash && state.regulated?.lawHash === hash

export function forgetState(net: Topology): void {
  rmSync(pathOf(net), { force: true })
}

/** What the living supervisor noted last, or undefined when none lives. */
export function readState(net: Topology): NetworkState | undefined {
  const holder = Lock.holder(net.paths.run)
  if (!holder) return undefined
  try {
    const { by, ...state } = JSON.parse(readFileSync(pathOf(net), 'utf8')) as NetworkState & { by: string }
    // What a killed predecessor noted says nothing about this one.
    if (by === holder.identity) return state
  } catch {
    // Nothing noted yet.
  }
  return { phase: 'starting' }
}

function pathOf(net: Topology): string {
  return join(net.paths.run, 'state.json')
}
