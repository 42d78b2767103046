/** Makes a law the one in force: install, approve, commit; the old one serves until then. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ChaincodePackage, chaincodePackage } from './chaincode-package.js'
import { isListening } from './ports.js'
import { chaincodeProcess, type Law } from './processes.js'
import type { Supervisor } from './supervisor.js'
import { atPeersOf, type Tools, throughOrderer } from './tools.js'
import type { Organisation, Slot } from './topology.js'
import { GiveUp } from './wait.js'

const TIMEOUT_MS = 60_000
const START_TIMEOUT_MS = 30_000
/** A chaincode that keeps ending isn't going to start: its law or its installation is broken. */
const MANY_RESTARTS = 4

/** A definition as it stands on the ledger. */
export interface Definition {
  sequence: number
  lawHash: string
}

/** The definition in force, or undefined before the first. The ledger is asked, no file of ours. */
export async function committed(tools: Tools, org: Organisation): Promise<Definition | undefined> {
  const { channel, chaincode } = tools.net
  const args = ['lifecycle', 'chaincode', 'querycommitted', '-C', channel, '-n', chaincode, '-O', 'json']
  try {
    const { sequence, version } = JSON.parse(await tools.peer(org, ...args)) as { sequence: number; version: string }
    return { sequence, lawHash: version }
  } catch (error) {
    if (error instanceof Error && error.message.includes('is not defined')) return undefined
    throw error
  }
}

/**
 * Runs the law's chaincode for the organisations that approve it and, where another law is in force, commits it as the
 * next sequence. Who approves later is asked by the same call once more. Idempotent: going on after a crash anywhere in
 * here ends in the same state.
 *
 * @param approving every organisation unless told; a majority is enough, those beyond it endorse once they approve too
 * @throws GiveUp when they are too few for the channel's policy; then they run what they approved, should others follow
 */
export async function enforce(
  tools: Tools,
  supervisor: Supervisor,
  law: Law,
  approving: readonly Organisation[] = tools.net.organisations
): Promise<Definition> {
  const before = await tools.until('the definition can be read', TIMEOUT_MS, async () => ({
    is: await committed(tools, firstOf(tools))
  }))
  const inForce = before.is?.lawHash === law.hash
  const sequence = (before.is?.sequence ?? 0) + (inForce ? 0 : 1)
  // The slot follows from the sequence, so a new law never takes the place of the one it is to follow.
  const slot: Slot = sequence % 2 === 1 ? 0 : 1
  const pack = chaincodePackage(tools.net.chaincode, law.hash, firstOf(tools).chaincode.connection(slot))

  const processes = approving.map(org => chaincodeProcess(org, law, slot, pack.id, tools.net))
  await Promise.all(processes.map(spec => supervisor.replace(spec)))
  try {
    await Promise.all(approving.map(org => install(tools, org, pack)))
    await Promise.all(approving.map(org => serves(tools, supervisor, org, slot)))
  } catch (error) {
    // Nothing has been approved: a law that can't be run leaves the old one as it was.
    if (!inForce) await stopSlot(tools, supervisor, slot)
    throw error
  }
  await define(tools, { sequence, lawHash: law.hash, pack, approving, isCommitted: inForce })
  await Promise.all(approving.map(org => answers(tools, org, law.hash)))
  await stopSlot(tools, supervisor, slot === 0 ? 1 : 0)
  return { sequence, lawHash: law.hash }
}

interface Proposed extends Definition {
  pack: ChaincodePackage
  approving: readonly Organisation[]
  isCommitted: boolean
}

/** The organisations approve the definition, those that haven't yet; then it is committed, if it isn't. */
async function define(tools: Tools, proposed: Proposed): Promise<void> {
  const { sequence, lawHash, pack, approving, isCommitted } = proposed
  const { channel, chaincode, policy } = tools.net
  const names = ['-C', channel, '-n', chaincode, ...(policy ? ['--signature-policy', policy] : [])]
  const definition = [...names, '-v', lawHash, '--sequence', String(sequence)]
  const approveOnce = async (org: Organisation) => {
    if (!(await hasApproved(tools, org, sequence, pack))) await approve(tools, org, definition, pack)
  }
  await Promise.all(approving.map(approveOnce))
  if (!isCommitted) await commit(tools, definition, sequence, approving)
}

/** Whether the organisation approved the sequence with this very package. */
async function hasApproved(
  tools: Tools,
  org: Organisation,
  sequence: number,
  pack: ChaincodePackage
): Promise<boolean> {
  const { channel, chaincode } = tools.net
  const args = ['-C', channel, '-n', chaincode, '--sequence', String(sequence), '-O', 'json']
  try {
    return (await tools.peer(org, 'lifecycle', 'chaincode', 'queryapproved', ...args)).includes(pack.id)
  } catch (error) {
    if (error instanceof Error && error.message.includes('could not fetch approved')) return false
    throw error
  }
}

async function install(tools: Tools, org: Organisation, pack: ChaincodePackage): Promise<void> {
  const installed = await tools.peer(org, 'lifecycle', 'chaincode', 'queryinstalled', '-O', 'json')
  const { installed_chaincodes = [] } = JSON.parse(installed) as {
    installed_chaincodes?: Array<{ package_id: string }>
  }
  if (installed_chaincodes.some(({ package_id }) => package_id === pack.id)) return
  const folder = join(tools.net.home, 'packages')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${pack.label}-${org.name}.tar.gz`)
  await writeFile(file, pack.bytes, { mode: 0o600 })
  await tools.peer(org, 'lifecycle', 'chaincode', 'install', file)
}

/** Waits until the organisation's process accepts connections; what follows relies on it. */
async function serves(tools: Tools, supervisor: Supervisor, org: Organisation, slot: Slot): Promise<void> {
  const name = org.chaincode.name(slot)
  await tools.until(`${name} listens`, START_TIMEOUT_MS, async () => {
    const status = supervisor.status().find(each => each.name === name)
    if (status && status.restarts >= MANY_RESTARTS)
      throw new GiveUp(`${name} doesn't start: ${status.lastExit}; see its log`)
    return (status?.state === 'running' && (await isListening(org.chaincode.port(slot)))) || undefined
  })
}

async function approve(tools: Tools, org: Organisation, definition: string[], pack: ChaincodePackage): Promise<void> {
  const args = [...throughOrderer(org), ...definition, '--package-id', pack.id]
  await tools.until(`${org.name} approves the law`, TIMEOUT_MS, async () => {
    try {
      await tools.peer(org, 'lifecycle', 'chaincode', 'approveformyorg', ...args)
    } catch (error) {
      // Approved by an earlier attempt that was cut short.
      if (!(error instanceof Error && error.message.includes('unchanged content'))) throw error
    }
    return true
  })
}

async function commit(
  tools: Tools,
  definition: string[],
  sequence: number,
  approving: readonly Organisation[]
): Promise<void> {
  const [org = firstOf(tools)] = approving
  const args = [...throughOrderer(org), ...definition, ...atPeersOf(approving)]
  await tools.until('the law is committed', TIMEOUT_MS, async () => {
    try {
      await tools.peer(org, 'lifecycle', 'chaincode', 'commit', ...args)
    } catch (error) {
      // An attempt whose answer was lost may have been committed all the same.
      const now = await committed(tools, org)
      if (now?.sequence === sequence) return true
      if (error instanceof Error && error.message.includes('ENDORSEMENT_POLICY_FAILURE'))
        throw new GiveUp(`Too few approve the law: ${approving.map(({ name }) => name).join(', ')}`)
      throw error
    }
    return true
  })
}

/** The peer has dialled its process, and the process holds the law it should. */
export async function answers(tools: Tools, org: Organisation, lawHash: string): Promise<void> {
  const question = JSON.stringify({ Args: ['about'] })
  const args = ['chaincode', 'query', '-C', tools.net.channel, '-n', tools.net.chaincode, '-c', question]
  await tools.until(`${org.name}'s peer reaches its chaincode`, TIMEOUT_MS, async () => {
    const about = JSON.parse(await tools.peer(org, ...args)) as { law: string }
    if (about.law !== lawHash) throw new Error(`it holds law ${about.law}`)
    return true
  })
}

/** Stops what runs in a slot, if anything does. */
async function stopSlot(tools: Tools, supervisor: Supervisor, slot: Slot): Promise<void> {
  const names = tools.net.organisations.map(({ chaincode }) => chaincode.name(slot))
  await Promise.all(names.filter(name => supervisor.has(name)).map(name => supervisor.stop(name)))
}

function firstOf({ net }: Tools): Organisation {
  const [first] = net.organisations
  if (!first) throw new Error('A network without organisations')
  return first
}
