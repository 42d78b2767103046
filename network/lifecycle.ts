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
/** A peer that has just been started may take a while to reach its chaincode. */
const BEHIND_AFTER_MS = 10_000
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
  const served = () => Promise.all(approving.map(org => serves(tools, supervisor, org, slot)))
  let behind = approving
  try {
    if (inForce) {
      await served()
      behind = await thoseBehind(tools, approving, law.hash)
    }
    await Promise.all(behind.map(org => install(tools, org, pack)))
    await served()
  } catch (error) {
    // Nothing has been approved: a law that can't be run leaves the old one as it was.
    if (!inForce) await stopSlot(tools, supervisor, slot)
    throw error
  }
  await define(tools, { sequence, lawHash: law.hash, pack, approving: behind, isCommitted: inForce })
  await Promise.all(behind.map(org => answers(tools, org, law.hash)))
  await stopSlot(tools, supervisor, slot === 0 ? 1 : 0)
  return { sequence, lawHash: law.hash }
}

interface Proposed extends Definition {
  pack: ChaincodePackage
  approving: readonly Organisation[]
  isCommitted: boolean
}

/** The organisations approve the definition; then it is committed, if it isn't. */
async function define(tools: Tools, proposed: Proposed): Promise<void> {
  const { sequence, lawHash, pack, approving, isCommitted } = proposed
  const { channel, chaincode, policy } = tools.net
  const names = ['-C', channel, '-n', chaincode, ...(policy ? ['--signature-policy', policy] : [])]
  const definition = [...names, '-v', lawHash, '--sequence', String(sequence)]
  await Promise.all(approving.map(org => approve(tools, org, definition, pack)))
  if (!isCommitted) await commit(tools, definition, sequence, approving)
}

/**
 * Of a law in force, the organisations whose peers do not serve it: they have not installed or approved it. A peer that
 * answers has done both, and every question by the command line costs a start of it.
 */
async function thoseBehind(
  tools: Tools,
  organisations: readonly Organisation[],
  lawHash: string
): Promise<readonly Organisation[]> {
  const isBehind = async (org: Organisation): Promise<boolean> => {
    const behind = tools.until(`${org.name}'s peer reaches its chaincode`, BEHIND_AFTER_MS, async () => {
      const law = await lawAt(tools, org).catch(error => {
        if (String(error).includes('chaincode is not installed')) return undefined
        throw error
      })
      return { is: law !== lawHash }
    })
    return behind.then(
      ({ is }) => is,
      () => true
    )
  }
  const behind = await Promise.all(organisations.map(isBehind))
  return organisations.filter((_, index) => behind[index])
}

async function install(tools: Tools, org: Organisation, pack: ChaincodePackage): Promise<void> {
  const folder = join(tools.net.home, 'packages')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${pack.label}-${org.name}.tar.gz`)
  await writeFile(file, pack.bytes, { mode: 0o600 })
  try {
    await tools.peer(org, 'lifecycle', 'chaincode', 'install', file)
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('already successfully installed'))) throw error
  }
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
  await tools.until(`${org.name}'s peer reaches its chaincode`, TIMEOUT_MS, async () => {
    const law = await lawAt(tools, org)
    if (law !== lawHash) throw new Error(`it holds law ${law}`)
    return true
  })
}

/** The law that the organisation's peer is served by. */
async function lawAt(tools: Tools, org: Organisation): Promise<string> {
  const question = JSON.stringify({ Args: ['about'] })
  const args = ['chaincode', 'query', '-C', tools.net.channel, '-n', tools.net.chaincode, '-c', question]
  return (JSON.parse(await tools.peer(org, ...args)) as { law: string }).law
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
