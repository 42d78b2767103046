import { type Command, signedText } from '@suyuan/model/core/command'
import { DEFINITIONS, type Definition, definitionOf } from '@suyuan/model/core/definitions'
import type { Outcome } from '@suyuan/model/core/judge'
import { keyKey, partyKey } from '@suyuan/model/core/records'
import { INPUT_MISSING, Refusal, type RefusalCode } from '@suyuan/model/core/refusal'
import { crypto } from '@suyuan/model/node/crypto'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Acceptance, Accepted } from './acceptance.js'
import { advise } from './advice.js'
import { contention } from './contention.js'
import type { Entry } from './entry.js'
import { type Fabric, ROLES, type Role } from './fabric.js'
import { Intake, type Load } from './intake.js'
import { Lane, type LaneLimits, type LaneMetrics } from './lane.js'
import type { Presence } from './presence.js'
import { States } from './states.js'
import type { Watch } from './watch.js'

export interface LedgerLimits extends LaneLimits {
  /** What may be under way; more is turned away. */
  underWay: Load
}

export interface LedgerOptions {
  /** The ledger's name: hash of its genesis block. */
  id: string
  fabric: Fabric
  pool: pg.Pool
  watch: Watch
  presence: Presence
  limits: LedgerLimits
  metrics: LaneMetrics
  log: Logger
}

export interface SubmitOptions {
  /** Seconds for which a command may wait for goods that are not on the ledger yet; 0 has it judged at once. */
  inputWait: number
  /** Whether the gateway signed it itself. */
  trusted?: boolean
  idempotency?: Acceptance['idempotency']
}

export type Taken =
  /** Stored; with the keys of goods that it waits for, where it does. */
  { is: 'new'; waitingFor: string[] | null } | Extract<Accepted, { is: 'known' | 'superseded' }>

/** This gateway does not hold the identity of the author's organisation. */
export class NotServedHere extends Error {
  override readonly name = 'NotServedHere'
}

/** As much is under way as this gateway holds; nothing of this one was stored. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded'
}

/** How often to look whose time has come, should no block bring a look. */
const LOOK_MILLISECONDS = 1000

const WAITS_FOR = /^trace\/(lot|case|packs|shipment)\//

/** Where commands go in, and come out on the ledger. */
export class Ledger {
  readonly intake: Intake
  readonly states: States
  readonly lanes = new Map<string, Lane>()
  private waiting = 0
  private awakening: Promise<void> | undefined
  private clock: NodeJS.Timeout | undefined
  private looking: Promise<void> | undefined
  /** What `Intake.unheard` named at the last look; named twice, its answer is not about to come. */
  private unheard: readonly string[] = []

  constructor(private readonly options: LedgerOptions) {
    const { pool, fabric, watch, presence } = options
    this.intake = new Intake(pool, presence.id)
    this.states = new States(pool)
    for (const role of ROLES)
      for (const organisation of fabric.submitters(role))
        for (const definition of DEFINITIONS)
          this.lanes.set(laneName(organisation, role, definition), this.newLane(organisation, role, definition))
    watch.onBlock(() => this.awaken())
  }

  get id(): string {
    return this.options.id
  }

  get waitingForInput(): number {
    return this.waiting
  }

  /** What this gateway can bring to the ledger: by organisation and role. */
  private get laneNames(): string[] {
    const { fabric } = this.options
    return ROLES.flatMap(role => fabric.submitters(role).map(organisation => `${organisation}/${role}`))
  }

  /** Takes up what gateways left that are gone, a former run of this one among them. */
  async start(): Promise<void> {
    await this.options.presence.watch(gone => this.inherit(gone))
    this.waiting = await this.intake.countWaiting(this.laneNames)
    this.clock = setInterval(() => {
      this.awaken()
      this.lookForUnheard()
    }, LOOK_MILLISECONDS)
  }

  async stop(): Promise<void> {
    clearInterval(this.clock)
    await this.looking
    await Promise.all([...this.lanes.values()].map(lane => lane.stop()))
  }

  /**
   * Takes a command for the ledger; returns when it is on disk. What becomes of it, `Watch` tells.
   *
   * @throws Refusal for what no state can change: its form, its signature, its id used for something else
   * @throws NotServedHere, Overloaded
   */
  async submit(command: Command, { inputWait, trusted, idempotency }: SubmitOptions): Promise<Taken> {
    this.refuseOverload() // before anything is done for it, and again when others have come meanwhile
    const { acceptance, keys } = await this.checked(command, trusted ?? false)
    this.refuseOverload()
    const accepted = await this.intake.accept({ ...acceptance, inputWait, ...(idempotency && { idempotency }) })
    if (accepted.is === 'reused') throw new Refusal('COMMAND_ID_REUSED', { id: command.id })
    if (accepted.is !== 'new') return accepted
    return { is: 'new', waitingFor: await this.admit(accepted.entry, keys) }
  }

  /** Costs nothing, so that who is turned away takes nothing from those who were not. @throws Overloaded */
  refuseOverload(): void {
    const { commands, bytes } = this.intake.underWay
    const { underWay } = this.options.limits
    if (commands >= underWay.commands || bytes >= underWay.bytes) throw new Overloaded('too much is under way')
  }

  /** What the law would say now; nothing is stored or sent. */
  async advise(command: Command): Promise<Outcome> {
    const { acceptance } = await this.checked(command, false)
    return (await this.advice(acceptance)).outcome
  }

  private async checked(
    command: Command,
    trusted: boolean
  ): Promise<{ acceptance: Omit<Acceptance, 'inputWait'>; keys: string[] }> {
    if (command.ledger !== this.id) throw new Refusal('LEDGER_MISMATCH', { ledger: this.id })
    const keys = contention(command) // throws for what has no form
    const text = textOf(command)
    const byAdministrator = command.author.endsWith('MSP')
    const [key, party] = byAdministrator
      ? [null, null]
      : await Promise.all([this.states.get(keyKey(command.key)), this.states.get(partyKey(command.author))])
    if (!trusted && key && !crypto.verify(key.publicKey, text, command.signature))
      throw new Refusal('SIGNATURE_INVALID')
    if (!byAdministrator && !party) throw new Refusal('PARTY_UNKNOWN', { uscc: command.author })
    const organisation = party?.organisation ?? command.author
    const role: Role = byAdministrator ? 'admin' : 'client'
    if (!this.options.fabric.submitters(role).includes(organisation))
      throw new NotServedHere(`this gateway does not submit for ${organisation}`)
    return { acceptance: { command, digest: crypto.digest(text), organisation, role }, keys }
  }

  private async advice({ command, organisation, role }: Pick<Acceptance, 'command' | 'organisation' | 'role'>) {
    const { pool, id } = this.options
    const queued = [...this.lanes.values()].flatMap(({ pending }) => pending)
    const key = role === 'admin' ? await this.states.get(keyKey(command.key)) : null
    const administrator = role === 'admin' ? { key: command.key, publicKey: key?.publicKey ?? '' } : undefined
    const recordedAt = new Date().toISOString()
    return advise(pool, command, queued, {
      ledger: id,
      organisation,
      recordedAt,
      ...(administrator && { administrator })
    })
  }

  /** Brings a stored command on its way, or lets it wait. @returns what it waits for, null when it is on its way */
  private async admit(entry: Entry, keys?: readonly string[]): Promise<string[] | null> {
    try {
      const waitingFor = entry.patient ? await this.waitsForInput(entry) : null
      if (!waitingFor) this.send(entry, keys)
      return waitingFor
    } catch (error) {
      this.intake.letGo(entry)
      throw error
    }
  }

  /** Lets a command wait that the law would refuse for goods that are not there yet. @returns what it waits for, null otherwise */
  private async waitsForInput(entry: Entry): Promise<string[] | null> {
    const { outcome, absent } = await this.advice(entry)
    if (!('code' in outcome) || !INPUT_MISSING.has(outcome.code as RefusalCode)) return null
    this.waiting += 1
    const waitingFor = absent.filter(key => WAITS_FOR.test(key))
    await this.intake.wait(entry, waitingFor)
    return waitingFor
  }

  private async inherit(gone: number): Promise<boolean> {
    const { flights, entries, all } = await this.intake.inherit(gone, this.laneNames)
    for (const flight of flights) {
      const queued = flight.entries.map(entry => ({ entry, keys: contention(entry.command) }))
      const { organisation, role, entries } = flight
      // All of a flight are judged under one definition; where none is left, whichever lane will do.
      this.laneOf(organisation, role, entries[0]?.command.module ?? '')?.resume(flight, queued)
    }
    for (const entry of entries)
      await this.admit(entry).catch(error =>
        this.options.log.warn(
          { error: String(error), command: entry.command.id },
          'could not go on with it; will again'
        )
      )
    if (flights.length + entries.length > 0)
      this.options.log.info(
        { gateway: gone, flights: flights.length, commands: entries.length },
        'going on with what a gateway left'
      )
    this.waiting = await this.intake.countWaiting(this.laneNames)
    return all
  }

  private awaken(): void {
    if (this.waiting === 0 || this.awakening) return
    this.awakening = this.takeUpWaiting()
      .catch(error =>
        this.options.log.warn({ error: String(error) }, 'could not look who waits; the next block brings another look')
      )
      .finally(() => {
        this.awakening = undefined
      })
  }

  private async takeUpWaiting(): Promise<void> {
    for (const entry of await this.intake.awaken(this.laneNames)) this.send(entry)
    this.waiting = await this.intake.countWaiting(this.laneNames)
  }

  private lookForUnheard(): void {
    this.looking ??= this.takeUpUnheard()
      .catch(error =>
        this.options.log.warn({ error: String(error) }, 'could not look what nobody heard of; will again')
      )
      .finally(() => {
        this.looking = undefined
      })
  }

  /** Goes on with what Postgres stored without this gateway hearing of it. */
  private async takeUpUnheard(): Promise<void> {
    const before = new Set(this.unheard)
    this.unheard = await this.intake.unheard()
    if (this.unheard.some(name => before.has(name))) await this.inherit(this.options.presence.id)
  }

  private send(entry: Entry, keys: readonly string[] = contention(entry.command)): void {
    this.laneOf(entry.organisation, entry.role, entry.command.module)?.add({ entry, keys })
  }

  /** The lane by which commands of a module go. */
  private laneOf(organisation: string, role: Role, module: string): Lane | undefined {
    return this.lanes.get(laneName(organisation, role, definitionOf(module)))
  }

  private newLane(organisation: string, role: Role, definition: Definition): Lane {
    const { fabric, watch, limits, metrics, log } = this.options
    return new Lane({ organisation, role, definition, fabric, intake: this.intake, watch, limits, metrics, log })
  }
}

const laneName = (organisation: string, role: Role, definition: Definition): string =>
  `${organisation}/${role}/${definition}`

/** The text that was signed. @throws Refusal for what has no canonical form */
function textOf(command: Command): string {
  try {
    return signedText(command)
  } catch (error) {
    throw new Refusal('PAYLOAD_INVALID', { field: 'payload', problem: String(error) })
  }
}
