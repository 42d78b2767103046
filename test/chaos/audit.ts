/** Holds what the clients were told against the chain itself, and the mirror and the peers against it too. */
import { until } from '../../network/wait.js'
import type { Service } from '../support/service.js'
import { Chain } from './chain.js'
import { type Decision, History } from './history.js'
import { Journal, type Said } from './journal.js'
import { readingsAudited } from './readings.js'
import { rowsThatDiffer } from './replay.js'

export interface Findings {
  accepted: number
  refused: number
  /** Accepted, by module. */
  modules: Record<string, number>
  /** Readings that were acknowledged. */
  readings: number
  /** Acknowledged, and not on the ledger, or otherwise than was told. */
  lost: number
  /** Decided on the ledger more than once. */
  doubled: number
  /** Not brought to its end by the gateway: open, in the air, or kept back. */
  unresolved: number
  mirrorEqual: boolean
  balanced: boolean
  peersAgree: boolean
  /** All that is wrong, in words. */
  wrong: string[]
}

const SETTLE_MS = 180_000

export async function audit(service: Service, journal: Journal): Promise<Findings> {
  const chain = new Chain(service.network.topology.home)
  try {
    const open = await unresolved(service)
    const last = await quiet(service, chain)
    const history = new History(service.ledger, chain.fabric.profile)
    const hashes: string[] = []
    for await (const { block, commitHash } of chain.blocks(0, last)) {
      history.take(block)
      hashes.push(commitHash)
    }
    history.weigh(last)
    const readings = await readingsAudited(service.pool, journal, history)
    const lost = [...journal.said.flatMap(said => contradiction(said, history)), ...readings.lost]
    const repeated = [...history.decisions].filter(([, decisions]) => decisions.length > 1)
    const doubled = [...repeated.map(([name]) => `${name} is decided more than once`), ...readings.doubled]
    const differ = await rowsThatDiffer(service, chain)
    const dissent = await dissenters(chain, hashes)
    const decisions = [...history.decisions.values()].flat()
    const count = (status: string) => decisions.filter(decision => decision.status === status).length
    return {
      accepted: count('accepted'),
      refused: count('refused'),
      modules: acceptedByModule(decisions),
      readings: readings.acknowledged,
      lost: lost.length,
      doubled: doubled.length,
      unresolved: open.length,
      mirrorEqual: differ.length === 0,
      balanced: history.faults.length === 0,
      peersAgree: dissent.length === 0,
      wrong: [...open, ...lost, ...doubled, ...differ, ...history.faults, ...dissent]
    }
  } finally {
    chain.close()
  }
}

/** Waits until the gateway has nothing more to bring to the ledger; what stays open after that is stuck. */
async function unresolved(service: Service): Promise<string[]> {
  const open = async () => {
    const { rows } = await service.pool.query<{ text: string }>(
      `select format('%s/%s is %s %s', key, command_id, state, problem) as text from core_own.intake where state <> 'done'
       union all select format('transaction %s is in the air', tx_id) from core_own.flight
       union all select format('series %s is not closed: %s', id, problem) from core_own.series where not closed`
    )
    return rows.map(({ text }) => text)
  }
  await until('nothing is open', SETTLE_MS, async () => ((await open()).length === 0 ? true : undefined)).catch(() => {
    // What is open then is the finding.
  })
  return open()
}

/** Number of the newest block, when the mirror has it and no other comes. */
const quiet = (service: Service, chain: Chain): Promise<number> =>
  until('the mirror has all blocks', SETTLE_MS, async () => {
    const height = await chain.height()
    const { rows } = await service.pool.query<{ block: number }>('select block from cursor')
    return rows[0]!.block === height ? height : undefined
  })

/** What the ledger says otherwise than a client was told. */
function contradiction(said: Said, history: History): string[] {
  const { told, about } = said
  if (said.name === undefined) {
    const times = history.named.get(about!) ?? 0
    if (times > 1) return [`${about} was asked for once and is on the ledger ${times} times`]
    return Journal.isAcknowledged(said) && times === 0 ? [`${about} was acknowledged and is not on the ledger`] : []
  }
  const { name } = said
  const decision = (history.decisions.get(name) ?? []).find(({ digest }) => digest === said.digest)
  if (!Journal.isAcknowledged(said))
    return decision && told.length > 0 ? [`${name} was turned away and is on the ledger`] : []
  if (!decision) return [`${name} was acknowledged and is not on the ledger`]
  const otherwise = told.filter(each => isOtherwise(each, decision))
  return otherwise.length > 0 ? [`${name} is ${decision.status}, its client was told ${JSON.stringify(otherwise)}`] : []
}

function acceptedByModule(decisions: readonly Decision[]): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const { module, status } of decisions) if (status === 'accepted') counted[module] = (counted[module] ?? 0) + 1
  return counted
}

function isOtherwise(told: Said['told'][number], { status, code }: Decision): boolean {
  if (told.is === 'accepted') return status !== 'accepted'
  if (told.is === 'refused') return status !== 'refused' || told.code !== code
  return false
}

/** Blocks after which a peer's state is not the first peer's. */
async function dissenters(chain: Chain, hashes: readonly string[]): Promise<string[]> {
  const found: string[] = hashes.flatMap((hash, number) =>
    hash || number === 0 ? [] : [`block ${number} has no hash`]
  )
  for (let peer = 1; peer < chain.peers; peer++) {
    for await (const { block, commitHash } of chain.blocks(peer, hashes.length - 1)) {
      if (commitHash !== hashes[Number(block.number)]) found.push(`peer ${peer} differs after block ${block.number}`)
    }
  }
  return found
}
