import { createHash } from 'node:crypto'
import { prefixesOf } from '@suyuan/model/core/gs1/urn'
import type { FastifyBaseLogger } from 'fastify'
import type pg from 'pg'
import type { Services } from '../../core/module.js'
import { UUID } from '../../core/web/uuid.js'
import { queryDocument } from './documents.js'
import type { EpcFormat } from './epc.js'
import { EpcisException } from './exceptions.js'
import { asked, namedQuery } from './named.js'
import type { Query } from './parameters.js'
import { heightOf, type Spot, search } from './queries/search.js'
import { nextAfter, type Schedule } from './schedule.js'
import { Webhooks } from './webhooks.js'

export interface Subscription {
  id: string
  party: string
  queryName: string
  dest: string
  signatureToken: Buffer | null
  schedule: Schedule | null
  reportIfEmpty: boolean
  epcFormat: EpcFormat
  initialRecordTime: Date | null
  createdAt: Date
  lastNotifiedAt: Date | null
  spot: Spot
  failures: number
}

export const COLUMNS = `id, party, query_name as "queryName", dest, signature_token as "signatureToken", schedule,
  report_if_empty as "reportIfEmpty", epc_format as "epcFormat", initial_record_time as "initialRecordTime",
  created_at as "createdAt", last_notified_at as "lastNotifiedAt", spot, failures`

const LOOK_MILLISECONDS = 1000
const LEASE_SECONDS = 60
const EVENTS_AT_ONCE = 100
/** Who does not answer is asked again after a second, two, four … and then once an hour. */
const MOST_PAUSE_SECONDS = 3600

/** Everything up to a block. */
export const upTo = (block: number): Spot => [block, 2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31 - 1]

/** A query as subscribers have it: in the order of the ledger, without limits, from where it was read last. */
export async function news(
  pool: pg.Pool,
  { party, queryName, initialRecordTime }: Pick<Subscription, 'party' | 'queryName' | 'initialRecordTime'>
): Promise<Query> {
  const query = await asked(pool, await namedQuery(pool, party, queryName))
  const { conditions } = query
  if (initialRecordTime) conditions.requireTime('record_time', 'GE', initialRecordTime.toISOString())
  return { ...query, orderBy: 'ledger', descending: false }
}

/** Sends results to those who want them: by the clock, or as they come. Each at least once, in the order of the ledger. */
export class Subscriptions {
  readonly webhooks: Webhooks
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> | undefined
  private stopped = false

  constructor(
    private readonly services: Services,
    private readonly log: FastifyBaseLogger
  ) {
    this.webhooks = new Webhooks(services.privateWebhooks)
  }

  start(): void {
    this.timer = setInterval(() => {
      this.working ??= this.work()
        .catch(error => this.log.warn({ error: String(error) }, 'could not look for subscriptions; will again'))
        .finally(() => {
          this.working = undefined
        })
    }, LOOK_MILLISECONDS)
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    await this.webhooks.close()
    await this.working
  }

  private async work(): Promise<void> {
    const height = await heightOf(this.services.pool)
    for (let one = await this.take(height); one && !this.stopped; one = await this.take(height))
      await this.serve(one, height)
  }

  /** One that is due: its time has come, or, where it streams, the ledger is further than it was told. */
  private async take(height: number): Promise<Subscription | null> {
    const { rows } = await this.services.pool.query<Subscription>(
      `update core_own.epcis_subscription set leased_until = now() + $2 * interval '1 second'
       where id = (select id from core_own.epcis_subscription
         where next_at <= now() and leased_until < now() and (schedule is not null or (spot ->> 0)::bigint < $1)
         order by next_at limit 1 for update skip locked)
       returning ${COLUMNS}`,
      [height, LEASE_SECONDS]
    )
    return rows[0] ?? null
  }

  private async serve(subscription: Subscription, height: number): Promise<void> {
    try {
      await this.deliver(subscription, height)
      await this.rest(subscription, 0)
    } catch (error) {
      this.log.warn(
        { error: String(error), subscription: subscription.id },
        'results could not be delivered; will again'
      )
      await this.rest(subscription, subscription.failures + 1)
    }
  }

  /** Until it is due again. */
  private async rest({ id, schedule }: Subscription, failures: number): Promise<void> {
    const now = new Date()
    const pause = new Date(now.getTime() + Math.min(2 ** (failures - 1), MOST_PAUSE_SECONDS) * 1000)
    const next = failures > 0 ? pause : schedule ? (nextAfter(schedule, now) ?? pause) : now
    await this.services.pool.query(
      `update core_own.epcis_subscription set failures = $2, next_at = $3, leased_until = '-infinity' where id = $1`,
      [id, failures, next]
    )
  }

  private async deliver(subscription: Subscription, height: number): Promise<void> {
    const { pool, companyPrefixes } = this.services
    const { epcFormat: format, queryName, id: subscriptionID } = subscription
    let sent = 0
    let spot = subscription.spot
    for (let more = true; more && !this.stopped; ) {
      const query = await news(pool, subscription)
      const { events, next } = await search(this.services, query, { height, after: spot, count: EVENTS_AT_ONCE })
      if (events.length > 0 || (sent === 0 && subscription.schedule && subscription.reportIfEmpty)) {
        const form = { format, lengthOf: prefixesOf(companyPrefixes) }
        await this.send(subscription, queryDocument(events, { ...form, queryName, subscriptionID }), spot)
        sent += 1
      }
      more = next !== null
      spot = next ?? upTo(height)
      await this.pass(subscription, spot)
    }
  }

  private async send({ id, dest, signatureToken }: Subscription, body: object, spot: Spot) {
    const name = createHash('sha256')
      .update(`${id}/${spot.join('/')}`)
      .digest('hex')
      .slice(0, 32)
    const secret = signatureToken && this.services.vault.open(signatureToken)
    await this.webhooks.post(dest, JSON.stringify(body), { id: `msg_${name}`, secret })
    await this.services.pool.query('update core_own.epcis_subscription set last_notified_at = now() where id = $1', [
      id
    ])
  }

  private async pass({ id }: Subscription, spot: Spot): Promise<void> {
    await this.services.pool.query('update core_own.epcis_subscription set spot = $2 where id = $1', [
      id,
      JSON.stringify(spot)
    ])
  }
}

/** A party's subscription to a query. @throws EpcisException NoSuchNameException, NoSuchResourceException */
export async function subscriptionOf(
  pool: pg.Pool,
  party: string,
  queryName: string,
  id: string
): Promise<Subscription> {
  await namedQuery(pool, party, queryName)
  const { rows } = await pool.query<Subscription>(
    `select ${COLUMNS} from core_own.epcis_subscription where (party, query_name, id) = ($1, $2, $3)`,
    [party, queryName, UUID.test(id) ? id : null]
  )
  if (rows[0]) return rows[0]
  throw new EpcisException('NoSuchResourceException', { zh: '没有这个订阅', en: 'there is no such subscription' })
}
