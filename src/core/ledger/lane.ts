import { setTimeout as delay } from 'node:timers/promises'
import type { Proposal, Transaction } from '@hyperledger/fabric-gateway'
import type { Definition } from '@suyuan/model/core/definitions'
import { packBatch } from '@suyuan/model/node/batch-bytes'
import type { Logger } from 'pino'
import type { Fabric, Role } from './fabric.js'
import { endorseFailure, reasonOf } from './failures.js'
import type { Intake, StoredFlight } from './intake.js'
import { Queue, type Queued } from './queue.js'
import type { Watch } from './watch.js'

/** Bounds of a batch and of a lane. Measured: see README, decision of flights and batches. */
export interface LaneLimits {
  flights: number
  commands: number
  bytes: number
}

/** Whose commands a lane brings to the ledger, and under which definition they are judged. */
export interface LaneName {
  organisation: string
  definition: Definition
}

export interface LaneMetrics {
  batch(lane: LaneName, commands: number): void
  conflict(lane: LaneName, code: number): void
  fault(lane: LaneName): void
}

export interface LaneOptions extends LaneName {
  role: Role
  fabric: Fabric
  intake: Intake
  watch: Watch
  limits: LaneLimits
  metrics: LaneMetrics
  log: Logger
}

const VALID = 0
/** ENDORSEMENT_POLICY_FAILURE: the policy is another than that by which endorsers are named. */
const POLICY = 10
/**
 * A peer's chaincode is one thread, so two batches at once in it are done no sooner than one after the other. What comes
 * meanwhile goes in one batch, while others are ordered and committed. Measured in turns, three times: with 100 commands in
 * flight 2.5 times the batch and 14 to 19 % less work a command, with 200 no clear difference.
 */
const ENDORSED_AT_ONCE = 1
/** Proposals for which organisations that failed to endorse are spared, or none are named after the policy was another. */
const SPARED = 50
/** Tries of a single command that is void again and again, after which people must look. */
const MOST_ATTEMPTS = 25
/** After this long without the transaction in a block, its bytes are sent again. */
const RESUBMIT_MILLISECONDS = 3000
const BACKOFF_MILLISECONDS = [10, 20, 50, 100, 200, 500, 1000, 2000]

const halves = (batch: readonly Queued[]): Queued[][] => {
  const half = Math.ceil(batch.length / 2)
  return [batch.slice(0, half), batch.slice(half)]
}

const backoff = (attempt: number) =>
  delay(BACKOFF_MILLISECONDS[Math.min(attempt, BACKOFF_MILLISECONDS.length - 1)]! * (0.5 + Math.random()))

/**
 * Brings one organisation's commands under one definition to the ledger, many in a transaction and several transactions at once. Nothing waits
 * on an idle lane; under load what arrives while a batch is endorsed goes together.
 */
export class Lane {
  private readonly queue = new Queue()
  private readonly flights = new Set<Promise<void>>()
  private endorsing = 0
  /** Organisations that failed to endorse of late, and the proposals that are yet to go without them. */
  private readonly away = new Set<string>()
  private sparing = 0
  /** Proposals that are yet to go without names. */
  private unnamed = 0
  private stopped = false
  private peer: number

  constructor(private readonly options: LaneOptions) {
    this.peer = options.fabric.homePeer(options.organisation)
  }

  get waiting(): number {
    return this.queue.length
  }

  get flying(): number {
    return this.flights.size
  }

  /** What is on its way, in order: advice takes it into account. */
  get pending(): readonly Queued[] {
    return this.queue.entries
  }

  add(...queued: Queued[]): void {
    this.queue.add(...queued)
    this.pump()
  }

  /** Goes on with a transaction of a former run whose outcome is not known. */
  resume({ txId, bytes, organisation, role }: StoredFlight, queued: readonly Queued[]): void {
    this.queue.occupy(queued)
    const submit = () => this.options.fabric.gateway(organisation, role, this.peer).newTransaction(bytes).submit()
    this.track(this.finish(txId, submit, queued))
  }

  /** Lets the flights that are out land, and starts none. */
  async stop(): Promise<void> {
    this.stopped = true
    await Promise.race([Promise.all(this.flights), delay(5000, undefined, { ref: false })])
  }

  private pump(): void {
    const { flights, commands, bytes } = this.options.limits
    // Where no two commands go together, nothing is gained by waiting for company.
    const atOnce = commands === 1 ? flights : ENDORSED_AT_ONCE
    while (!this.stopped && this.flights.size < flights && this.endorsing < atOnce) {
      const batch = this.queue.take(commands, bytes)
      if (batch.length === 0) return
      this.track(this.fly(batch))
    }
  }

  private track(flight: Promise<void>): void {
    const tracked = flight
      .catch(error =>
        this.options.log.error({ error: String(error), organisation: this.options.organisation }, 'flight failed')
      )
      .finally(() => {
        this.flights.delete(tracked)
        this.pump()
      })
    this.flights.add(tracked)
  }

  /**
   * Takes a batch to its end: on the ledger, kept back, or, when the gateway stops, left to its next run. Its states are
   * busy until then.
   */
  private async fly(batch: readonly Queued[]): Promise<void> {
    const { organisation, role, intake, metrics } = this.options
    const endorsed = await this.endorse(batch)
    if (Array.isArray(endorsed)) return this.flyApart(endorsed)
    metrics.batch(this.options, batch.length)
    const txId = endorsed.getTransactionId()
    const entries = batch.map(({ entry }) => entry)
    const bytes = Buffer.from(endorsed.getBytes())
    await this.persist(() => intake.storeFlight({ txId, bytes, organisation, role, entries }))
    await this.finish(txId, () => endorsed.submit(), batch)
  }

  private async flyApart(parts: readonly (readonly Queued[])[]): Promise<void> {
    for (const part of parts) if (part.length > 0) await this.fly(part)
  }

  /** The endorsed transaction, or the parts of the batch that are to be tried apart. */
  private async endorse(batch: readonly Queued[]): Promise<Transaction | Queued[][]> {
    const { organisation, log } = this.options
    const bytes = await packBatch(batch.map(({ entry }) => entry.text))
    for (let attempt = 0; !this.stopped; attempt++) {
      try {
        return await this.counted(this.propose(bytes).endorse())
      } catch (error) {
        const failure = endorseFailure(error)
        if (failure.kind === 'law-fault') {
          await this.keepBack(batch[failure.index]!, failure.reason)
          return [batch.filter((_, index) => index !== failure.index)]
        }
        if (failure.kind === 'unexplained') {
          if (batch.length > 1) return halves(batch)
          await this.keepBack(batch[0]!, failure.reason)
          return []
        }
        log.warn({ organisation, attempt, reason: failure.reason.slice(0, 400) }, 'endorsement failed for now')
        this.spare(failure.organisations)
        await backoff(attempt)
      }
    }
    this.queue.release(batch)
    return []
  }

  /**
   * Asks others from now on: not the organisations that failed. Where nobody says whose peer kept silent it was one of those
   * named beside the peer that was asked or, if it still is so without them, that peer itself.
   */
  private spare(organisations: readonly string[]): void {
    this.sparing = SPARED
    if (organisations.length === 0 && this.away.size > 0) {
      this.away.clear()
      this.peer += 1
      return
    }
    const { fabric, definition } = this.options
    const asked = fabric.organisations[this.peer % fabric.organisations.length]!.mspId
    const beside = fabric.endorsersFrom(this.peer, definition, this.away).filter(mspId => mspId !== asked)
    for (const mspId of organisations.length > 0 ? organisations : beside) this.away.add(mspId)
  }

  /**
   * Names as many organisations as must endorse, so that they endorse at the same time: by the peer's own plan the second
   * waits for the first, and who is only read from must endorse too. The peer's plan knows the policy, so it is used for a
   * while after that was another.
   */
  private propose(batch: Uint8Array): Proposal {
    const { fabric, organisation, role, definition } = this.options
    const named = this.unnamed === 0 && {
      endorsingOrganizations: fabric.endorsersFrom(this.peer, definition, this.away)
    }
    if (this.unnamed > 0) this.unnamed -= 1
    if (this.sparing > 0) this.sparing -= 1
    else this.away.clear()
    const contract = fabric.contract(organisation, role, this.peer, definition)
    return contract.newProposal('apply', { arguments: [batch], ...named })
  }

  private async counted<T>(endorsement: Promise<T>): Promise<T> {
    this.endorsing += 1
    try {
      return await endorsement
    } finally {
      this.endorsing -= 1
      this.pump()
    }
  }

  /** Submits until the transaction is in a block, then draws the conclusion. */
  private async finish(txId: string, submit: () => Promise<unknown>, batch: readonly Queued[]): Promise<void> {
    const { intake, metrics } = this.options
    const code = await this.settle(txId, submit, batch)
    if (code === VALID) {
      this.queue.release(batch)
      return this.persist(() => intake.landFlight(txId))
    }
    metrics.conflict(this.options, code)
    if (code === POLICY) this.unnamed = SPARED
    await this.persist(() => intake.dropFlight(txId))
    await this.flyAgain(batch, code)
  }

  private async settle(txId: string, submit: () => Promise<unknown>, batch: readonly Queued[]): Promise<number> {
    const { watch, intake, log } = this.options
    const landed = watch.transaction(txId)
    for (let attempt = 0; ; attempt++) {
      try {
        await submit()
      } catch (error) {
        // It may be ordered all the same. Only a block can tell, so the same bytes go again until one does.
        log.warn({ txId, attempt, reason: reasonOf(error).slice(0, 400) }, 'submission unknown')
      }
      const code = await Promise.race([landed, delay(RESUBMIT_MILLISECONDS, null, { ref: false })])
      if (code !== null) return code
      if (attempt === 0) await this.persist(() => intake.markUnknown(batch.map(({ entry }) => entry)))
      watch.announce()
    }
  }

  /** A void transaction changed nothing: its commands fly again, in halves, so that one that conflicts ends up alone. */
  private async flyAgain(batch: readonly Queued[], code: number): Promise<void> {
    for (const { entry } of batch) entry.attempts += 1
    const tried = batch[0]?.entry.attempts ?? 0
    if (batch.length === 1 && tried >= MOST_ATTEMPTS)
      return this.keepBack(batch[0]!, `void ${tried} times, last by code ${code}`)
    await backoff(Math.min(tried - 1, 4))
    await this.flyApart(halves(batch))
  }

  private async keepBack(queued: Queued, reason: string): Promise<void> {
    const { intake, metrics, log } = this.options
    const { command } = queued.entry
    log.fatal({ command: command.id, key: command.key, reason }, 'LAW_FAULT: a command is kept back')
    metrics.fault(this.options)
    await this.persist(() => intake.keepBack(queued.entry, reason))
    this.queue.release([queued])
  }

  /** Postgres may be away for a while; a flight never goes on without what it must store. */
  private async persist(store: () => Promise<void>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await store()
      } catch (error) {
        this.options.log.warn({ error: String(error), attempt }, 'Postgres did not take what a flight must store')
        await backoff(attempt)
      }
    }
  }
}
