/**
 * The history that a chain tells, lived again by the law in this process: every outcome and every write must come out the
 * same, so that whatever was refused is seen to have written nothing; and mass and custody must hold all along.
 */
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { canonicalJson } from '@suyuan/model/core/canonical'
import type { Command } from '@suyuan/model/core/command'
import { definitionOf } from '@suyuan/model/core/definitions'
import type { Key } from '@suyuan/model/core/state'
import type { BatchTransaction, LedgerBlock, LedgerTransaction } from '../../src/core/events/block.js'
import type { ConnectionProfile } from '../../src/core/ledger/profile.js'
import { custodyFaults, massFaults } from '../model/invariants.js'
import { Ledger } from '../model/support.js'
import { digestOf, nameOf } from './journal.js'

/** The ledger's word on a command. */
export interface Decision {
  status: 'accepted' | 'refused'
  code?: string
  digest: string
  block: number
  module: string
}

/** Blocks between two looks at the balance of everything. */
const LOOK_BLOCKS = 50

export class History {
  /** By key and id. Each should have one. */
  readonly decisions = new Map<string, Decision[]>()
  /** How many decided commands name something: see `namesIn`. */
  readonly named = new Map<string, number>()
  /** What does not hold, in words. */
  readonly faults: string[] = []
  private readonly world = new Ledger()
  private readonly administrators: ReadonlyMap<string, { key: string; publicKey: string }>

  constructor(
    private readonly ledger: string,
    profile: ConnectionProfile
  ) {
    this.administrators = new Map(
      profile.organisations.flatMap(({ mspId, admin }) =>
        admin ? [[mspId, administratorOf(readFileSync(admin.certificate, 'utf8'))]] : []
      )
    )
  }

  take(block: LedgerBlock): void {
    for (const transaction of block.transactions) {
      if (transaction.batch) this.relive(transaction, transaction.batch, Number(block.number))
    }
    if (Number(block.number) % LOOK_BLOCKS === 0) this.weigh(Number(block.number))
  }

  /** What the ledger has of a state after all that was taken. */
  read<T>(key: Key<T>): T | null {
    return this.world.read(key)
  }

  /** Looks whether everything adds up. */
  weigh(block: number): void {
    for (const fault of [...massFaults(this.world), ...custodyFaults(this.world)])
      this.faults.push(`after block ${block}: ${fault}`)
  }

  private relive({ organisation, recordedAt, txId }: LedgerTransaction, batch: BatchTransaction, block: number): void {
    const commands = batch.commands.map(({ command }) => command)
    const speaks = commands.some(({ author }) => author.endsWith('MSP')) && this.administrators.get(organisation)
    const submission = { ledger: this.ledger, recordedAt, ...(speaks && { administrator: speaks }) }
    const outcomes = this.world.batch(commands, organisation, submission)
    for (const [index, { command, outcome }] of batch.commands.entries()) {
      if (definitionOf(command.module) !== batch.definition)
        this.faults.push(`${txId}: ${command.id} of ${command.module} was judged under ${batch.definition}`)
      if (canonical(outcome) !== canonical(outcomes[index]))
        this.faults.push(`${txId}: ${command.id} is ${canonical(outcome)}, the law says ${canonical(outcomes[index])}`)
      if (outcome.status !== 'accepted' && outcome.status !== 'refused') continue
      const { status } = outcome
      const code = 'code' in outcome ? { code: outcome.code } : {}
      const name = nameOf(command)
      const decision = { status, ...code, digest: digestOf(command), block, module: command.module }
      this.decisions.set(name, [...(this.decisions.get(name) ?? []), decision])
      for (const about of namesIn(command)) this.named.set(about, (this.named.get(about) ?? 0) + 1)
    }
    this.compareWrites(batch, txId)
  }

  private compareWrites({ writes }: BatchTransaction, txId: string): void {
    const own = new Set(writes.map(({ key }) => key).filter(key => !key.startsWith('batch/')))
    const others = [...own].filter(key => !this.world.written.has(key))
    const missing = [...this.world.written].filter(key => !own.has(key))
    const differ = writes.filter(({ key, value }) => own.has(key) && this.world.states.get(key) !== textOf(value))
    if (others.length + missing.length + differ.length > 0)
      this.faults.push(`${txId}: writes differ: ${[...others, ...missing, ...differ.map(({ key }) => key)].join(' ')}`)
  }
}

const canonical = (value: unknown) => canonicalJson(JSON.parse(JSON.stringify(value)))
const textOf = (value: unknown) => (value === null ? undefined : canonicalJson(value))

/** What tells a command that a gateway signed from others: lots that it harvests, its step with the matter's number. */
const namesIn = ({ module, action, payload }: Command): string[] => [
  ...lotsPicked(payload),
  ...('id' in payload ? [`${module}/${action}/${payload.id}`] : [])
]

/** Lot numbers of the harvests that a capture tells. */
function lotsPicked(payload: Record<string, unknown>): string[] {
  const told = (payload.events ?? []) as { bizStep?: string; action?: string; quantityList?: { epcClass: string }[] }[]
  return told
    .filter(({ bizStep, action }) => bizStep === 'commissioning' && action === 'ADD')
    .flatMap(({ quantityList }) => (quantityList ?? []).map(({ epcClass }) => epcClass.split('/10/')[1] ?? ''))
}

function administratorOf(pem: string): { key: string; publicKey: string } {
  const { x, y } = new X509Certificate(pem).publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')])
  return { key: createHash('sha256').update(point).digest('hex'), publicKey: point.toString('base64url') }
}
