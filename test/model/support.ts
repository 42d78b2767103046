/** Runs the law as a peer does: over a world of its own, batch by batch, states kept as canonical JSON. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import type { Command } from '@suyuan/model/core/command'
import { judge, type Outcome, type Submission } from '@suyuan/model/core/judge'
import type { Fact } from '@suyuan/model/core/law'
import type { RefusalCode } from '@suyuan/model/core/refusal'
import { type Key, Overlay } from '@suyuan/model/core/state'
import { laws } from '@suyuan/model/laws'
import { crypto } from '@suyuan/model/node/crypto'
import type { RecallStep } from '@suyuan/model/trace/recall-steps'
import { Author, type SigningKey, signingKey } from '../support/signing.js'
import { BASE, PARTIES, type PartyName, PLACES, PRODUCTS, REGULATOR, RETAIL, TEMPLATES } from '../support/world.js'

export const LEDGER = createHash('sha256').update('a network for tests').digest('hex')

export class Ledger {
  /** The world state: canonical JSON by key. */
  readonly states: Map<string, string>
  recordedAt = '2026-04-05T12:00:00.000Z'
  /** Keys that the last transaction asked for, and those that it wrote. */
  wanted = new Set<string>()
  written = new Set<string>()
  private readonly administrators: Map<string, SigningKey>

  /** An empty one, or one that goes on from where another is. */
  constructor(from?: Ledger) {
    this.administrators = new Map(from?.administrators)
    this.states = new Map(from?.states)
  }

  /** Who may speak for an organisation in what is submitted through it. */
  administrator(organisation: string, key: SigningKey): void {
    this.administrators.set(organisation, key)
  }

  read<T>(key: Key<T>): T | null {
    const text = this.states.get(key)
    return text === undefined ? null : JSON.parse(text)
  }

  /** One transaction: its commands see one another's effects, its writes are kept at its end. */
  batch(commands: readonly Command[], organisation: string, change: Partial<Submission> = {}): Outcome[] {
    const administrator = this.administrators.get(organisation)
    const submission: Submission = {
      ledger: LEDGER,
      organisation,
      recordedAt: this.recordedAt,
      ...(administrator && { administrator: { key: administrator.id, publicKey: administrator.publicKey } }),
      ...change
    }
    const overlay = new Overlay()
    this.wanted = new Set()
    const outcomes = commands.map(command => this.judge(command, overlay, submission))
    for (const [key, value] of overlay.writes) {
      if (value === null) this.states.delete(key)
      else this.states.set(key, canonicalJson(value))
    }
    this.written = new Set(overlay.writes.keys())
    return outcomes
  }

  private judge(command: Command, overlay: Overlay, submission: Submission): Outcome {
    const judgement = judge(command, laws, overlay, submission, crypto)
    for (;;) {
      const { done, value } = judgement.next()
      if (done) return value
      for (const key of value) {
        this.wanted.add(key)
        overlay.load(key, this.read(key))
      }
    }
  }

  submit(command: Command, organisation: string): Outcome {
    return this.batch([command], organisation)[0]!
  }
}

/** An author at a ledger: says things, and learns what came of them. */
export class Voice extends Author {
  constructor(
    readonly world: Ledger,
    id: string,
    organisation: string,
    key?: SigningKey
  ) {
    super(id, organisation, LEDGER, key)
  }

  submit(command: Command): Outcome {
    return this.world.submit(command, this.organisation)
  }

  /** The same author at another ledger, having said as much. */
  at(world: Ledger): Voice {
    const voice = new Voice(world, this.id, this.organisation, this.key)
    voice.sequence = this.sequence
    return voice
  }

  does(action: string, payload: object): Outcome {
    return this.submit(this.command('core', action, payload))
  }

  /** A step of a recall. */
  steps(action: RecallStep, payload: object): Outcome {
    return this.submit(this.command('trace', action, payload))
  }

  captures(...events: object[]): Outcome {
    return this.submit(this.capture(...events))
  }
}

/** The facts of what must be accepted. */
export function facts(outcome: Outcome): readonly Fact[] {
  if (outcome.status !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`)
  return outcome.facts ?? []
}

/** The code by which a command was refused or rejected, or else its status. */
export const codeOf = (outcome: Outcome): RefusalCode | 'accepted' | 'repeated' =>
  'code' in outcome ? outcome.code : outcome.status

export type World = Ledger & { admins: Record<'base' | 'retail' | 'regulator', Voice> } & Record<PartyName, Voice>

/** A ledger with nothing on it but its administrators' right to speak. */
export function emptyWorld() {
  const ledger = new Ledger()
  const admin = (organisation: string) => {
    const key = signingKey(`administrator of ${organisation}`)
    ledger.administrator(organisation, key)
    return new Voice(ledger, organisation, organisation, key)
  }
  return Object.assign(ledger, { admins: { base: admin(BASE), retail: admin(RETAIL), regulator: admin(REGULATOR) } })
}

/** A world that goes on from where another is, apart from it. */
export function fork({ admins, ...world }: World): World {
  const ledger = new Ledger(world as World)
  const { base, retail, regulator } = admins
  const voices = Object.keys(PARTIES).map(name => [name, world[name as PartyName].at(ledger)])
  return Object.assign(
    ledger,
    { admins: { base: base.at(ledger), retail: retail.at(ledger), regulator: regulator.at(ledger) } },
    Object.fromEntries(voices) as Record<PartyName, Voice>
  )
}

let smallest: World | undefined

/** A ledger with the small programme's parties, keys, places, products and processes. */
export function smallWorld(): World {
  smallest ??= registered()
  return fork(smallest)
}

function registered(): World {
  const ledger = emptyWorld()
  const admins = { [BASE]: ledger.admins.base, [RETAIL]: ledger.admins.retail, [REGULATOR]: ledger.admins.regulator }
  const voices = Object.entries(PARTIES).map(([name, { organisation, ...party }]) => {
    const voice = new Voice(ledger, party.uscc, organisation, signingKey(name))
    facts(admins[organisation].does('registerParty', party))
    facts(admins[organisation].does('registerKey', voice.registration))
    return [name, voice] as const
  })
  const byName = Object.fromEntries(voices) as Record<PartyName, Voice>
  for (const { party, ...place } of Object.values(PLACES)) facts(byName[party].does('registerPlace', place))
  for (const product of Object.values(PRODUCTS)) facts(byName.grower.does('registerProduct', product))
  for (const [id, value] of Object.entries(TEMPLATES)) {
    const change = { name: `trace.process.${id}`, value, source: 'demonstration values' }
    facts(ledger.admins.base.does('proposeParameter', change))
    facts(ledger.admins.retail.does('acceptParameter', change))
  }
  return Object.assign(ledger, byName)
}
