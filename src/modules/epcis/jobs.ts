import { createHash } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type pg from 'pg'
import type { CommandStatus, Idempotency } from '../../core/ledger/commands.js'
import type { Services } from '../../core/module.js'
import { UUID } from '../../core/web/uuid.js'
import { indexOfClaim, type MasterData } from './master-data.js'
import type { Prepared } from './preparing.js'
import { notYetClaimed } from './queries/master-data.js'
import {
  type CaptureError,
  description,
  errorIn,
  errorOf,
  errorOfThrown,
  recordOf,
  type Saying,
  send,
  sifted
} from './recording.js'

export type Behaviour = 'rollback' | 'proceed'

interface Job {
  id: string
  party: string
  behaviour: Behaviour
  events: Prepared[]
  masterData: MasterData | null
}

/** A job as its client sees it. */
export interface JobState {
  captureID: string
  createdAt: Date
  finishedAt: Date | null
  running: boolean
  success: boolean
  captureErrorBehaviour: Behaviour
  errors: CaptureError[]
}

const LOOK_MILLISECONDS = 1000
/** Who has taken a job says so again and again; a gateway that is silent for so long has left it. */
const LEASE_SECONDS = 60
const RENEW_MILLISECONDS = 20_000
const JOBS_AT_ONCE = 2
/** Of a command's outcome, before it is asked for again. */
const WAIT_SECONDS = 2
/** Commands of one job whose outcomes are waited for at once. */
const OUTCOMES_AT_ONCE = 200

const COLUMNS = `id as "captureID", created_at as "createdAt", finished_at as "finishedAt", finished_at is null as running,
  success, behaviour as "captureErrorBehaviour", errors`

/**
 * Documents that were taken, on their way to the ledger. Each of a job's commands has a name of its own (as requests have by
 * their Idempotency-Key), so a job that is taken up again, by whatever gateway, records nothing twice.
 */
export class CaptureJobs {
  private readonly running = new Set<Promise<void>>()
  private timer: NodeJS.Timeout | undefined
  private stopped = false

  constructor(
    private readonly services: Services,
    private readonly log: FastifyBaseLogger
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), LOOK_MILLISECONDS)
  }

  /** Jobs that are under way are left to whoever looks next; their commands go on by themselves. */
  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    await Promise.all(this.running)
  }

  /** @returns the job's id, once it is on disk */
  async add({ party, behaviour, events, masterData }: Omit<Job, 'id'>): Promise<string> {
    const { rows } = await this.services.pool.query<{ id: string }>(
      `insert into core_own.epcis_capture (party, behaviour, events, master_data) values ($1, $2, $3, $4) returning id`,
      [party, behaviour, JSON.stringify(events), masterData && JSON.stringify(masterData)]
    )
    this.look()
    return rows[0]!.id
  }

  private look(): void {
    if (this.stopped || this.running.size >= JOBS_AT_ONCE) return
    const run = this.runNext()
      .catch(error => this.log.warn({ error: String(error) }, 'a capture job stopped; it will be taken up again'))
      .finally(() => this.running.delete(run))
    this.running.add(run)
  }

  private async runNext(): Promise<void> {
    for (let job = await this.take(); job && !this.stopped; job = await this.take()) {
      const renewal = setInterval(() => void this.renew(job!.id).catch(() => undefined), RENEW_MILLISECONDS)
      try {
        const errors = await this.run(job)
        if (errors) await this.finish(job.id, errors)
      } finally {
        clearInterval(renewal)
      }
    }
  }

  private async take(): Promise<Job | null> {
    const { rows } = await this.services.pool.query<
      Omit<Job, 'events' | 'masterData'> & { events: string; masterData: string | null }
    >(
      `update core_own.epcis_capture set leased_until = now() + $1 * interval '1 second', attempts = attempts + 1
       where id = (select id from core_own.epcis_capture where finished_at is null and leased_until < now()
         order by attempts, created_at limit 1 for update skip locked)
       returning id, party, behaviour, events, master_data as "masterData"`,
      [LEASE_SECONDS]
    )
    const [job] = rows
    if (!job) return null
    const { events, masterData, ...rest } = job
    return {
      ...rest,
      events: JSON.parse(events) as Prepared[],
      masterData: masterData === null ? null : (JSON.parse(masterData) as MasterData)
    }
  }

  private async renew(id: string): Promise<void> {
    await this.services.pool.query(
      `update core_own.epcis_capture set leased_until = now() + $2 * interval '1 second' where id = $1`,
      [id, LEASE_SECONDS]
    )
  }

  private async finish(id: string, errors: readonly CaptureError[]): Promise<void> {
    await this.services.pool.query(
      `update core_own.epcis_capture set finished_at = now(), success = $2, errors = $3, events = null, master_data = null
       where id = $1`,
      [id, errors.length === 0, JSON.stringify(errors)]
    )
  }

  /** @returns what was wrong; null when the service stops first */
  private async run(job: Job): Promise<CaptureError[] | null> {
    const { fresh, errors } = await sifted(this.services, job.events)
    if (job.behaviour === 'rollback') {
      if (errors.length > 0) return errors
      const wrong = await this.allOrNothing(job, fresh)
      return wrong?.length === 0 ? this.describe(job) : wrong
    }
    const further = await this.eachByItself(job, fresh)
    const last = further && (await this.describe(job))
    return last && [...errors, ...further, ...last]
  }

  /** Master data come last: no law refuses them, so with them all of a document is recorded, or none. */
  private async describe(job: Job): Promise<CaptureError[] | null> {
    if (job.masterData === null) return []
    const { document, elements } = job.masterData
    const claims = elements.map(claim => ({ ...claim, id: indexOfClaim(claim.element).id }))
    const fresh = await notYetClaimed(this.services.pool, job.party, claims)
    if (fresh.length === 0) return []
    const saying = description({ document, elements: fresh })
    const error = await this.settle(job, 'master-data', saying, await this.sent(job, 'master-data', saying))
    return error === undefined ? null : error === null ? [] : [error]
  }

  /**
   * Events of both laws are two commands: the observations are asked about beforehand, and follow when the law of goods has
   * taken the others.
   */
  private async allOrNothing(job: Job, events: readonly Prepared[]): Promise<CaptureError[] | null> {
    const parts = (['trace', 'epcis'] as const)
      .map(law => events.filter(event => event.law === law))
      .filter(part => part.length > 0)
    if (parts.length > 1) {
      const refused = await this.advised(job, parts[1]!)
      if (refused) return [refused]
    }
    for (const part of parts) {
      const name = part[0]!.law
      const saying = recordOf(part)
      const error = await this.settle(job, name, saying, await this.sent(job, name, saying))
      if (error === undefined) return null
      if (error) return [error]
    }
    return []
  }

  private async advised({ party }: Job, events: readonly Prepared[]): Promise<CaptureError | null> {
    const { module, action, payload } = recordOf(events)
    try {
      const outcome = await this.services.commands.advise({ party, module, action, payload })
      return 'code' in outcome ? errorOf(outcome.code, outcome.facts ?? {}, events) : null
    } catch (error) {
      return errorOfThrown(error, events)
    }
  }

  /** In the order of the document: what comes later may need what came before. */
  private async eachByItself(job: Job, events: readonly Prepared[]): Promise<CaptureError[] | null> {
    const errors: CaptureError[] = []
    for (let from = 0; from < events.length; from += OUTCOMES_AT_ONCE) {
      const some = events
        .slice(from, from + OUTCOMES_AT_ONCE)
        .map(event => ({ saying: recordOf([event]), name: event.field }))
      const sent: (CommandStatus | CaptureError)[] = []
      for (const { saying, name } of some) sent.push(await this.sent(job, name, saying))
      const settled = await Promise.all(some.map(({ saying, name }, at) => this.settle(job, name, saying, sent[at]!)))
      if (settled.includes(undefined)) return null
      errors.push(...settled.filter(error => error !== null && error !== undefined))
    }
    return errors
  }

  private async sent(job: Job, name: string, saying: Saying): Promise<CommandStatus | CaptureError> {
    try {
      const options = { answerSeconds: 0, inputWait: 0, idempotency: nameOf(job, name) }
      return await send(this.services, job.party, saying, options)
    } catch (error) {
      return errorOfThrown(error, saying.events)
    }
  }

  /** Waits for a command's outcome. @returns what was wrong, null for nothing, undefined when the service stops first */
  private async settle(
    job: Job,
    name: string,
    saying: Saying,
    sent: CommandStatus | CaptureError
  ): Promise<CaptureError | null | undefined> {
    let status = sent
    while ('key' in status && !status.outcome && status.state !== 'fault') {
      if (this.stopped) return undefined
      status = await send(this.services, job.party, saying, {
        answerSeconds: WAIT_SECONDS,
        inputWait: 0,
        idempotency: nameOf(job, name)
      })
    }
    return 'key' in status ? errorIn(status, saying.events) : status
  }
}

/** The same part of a job (by its law, or where the event stood, or its master data) is the same request, whoever makes it. */
const nameOf = ({ id }: Job, name: string): Idempotency => ({
  idempotencyKey: `epcis/${id}/${name}`,
  bodyHash: createHash('sha256').update(`${id}/${name}`).digest()
})

/** A job of a party, or null. */
export async function jobOf(pool: pg.Pool, party: string, id: string): Promise<JobState | null> {
  if (!UUID.test(id)) return null
  const { rows } = await pool.query<JobState>(
    `select ${COLUMNS} from core_own.epcis_capture where party = $1 and id = $2`,
    [party, id]
  )
  return rows[0] ?? null
}

/** A party's jobs, the newest first; `number` is each one's place. */
export async function jobsOf(
  pool: pg.Pool,
  party: string,
  before: number | null,
  count: number
): Promise<(JobState & { number: number })[]> {
  const { rows } = await pool.query<JobState & { number: number }>(
    `select ${COLUMNS}, number from core_own.epcis_capture
     where party = $1 and ($2::bigint is null or number < $2) order by number desc limit $3`,
    [party, before, count]
  )
  return rows
}
