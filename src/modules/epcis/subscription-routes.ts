import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { Controls, refuseUncontrolled } from './controls.js'
import { bothForms, readSchema, sendJson } from './events.js'
import { EpcisException, epcisAnswers, subscriptionAnswers } from './exceptions.js'
import { discoverable, epcFormatOf } from './headers.js'
import { ANY_FORM } from './media.js'
import { namedQuery, QueryParams } from './named.js'
import { queryThere } from './named-queries.js'
import { linkNext, PageQuery, pageOf } from './paging.js'
import { heightOf } from './queries/search.js'
import { nextAfter, Schedule } from './schedule.js'
import { COLUMNS, type Subscription, subscriptionOf, upTo } from './subscriptions.js'
import { isDestination } from './webhooks.js'

const Body = Controls.extend({ dest: z.string().max(2000), signatureToken: z.string().min(1).max(500).optional() })

const Answer = z.object({
  subscriptionID: z.string(),
  queryName: z.string(),
  dest: z.string(),
  createdAt: z.string(),
  lastNotifiedAt: z.string().optional(),
  initialRecordTime: z.string().optional(),
  minRecordTime: z.string(),
  epcFormat: z.string(),
  reportIfEmpty: z.boolean().optional(),
  schedule: Schedule.optional(),
  stream: z.boolean().optional()
})
const answers = { 200: { description: '订阅 A subscription', content: bothForms(Answer) }, ...epcisAnswers }
const listAnswers = {
  200: { description: '订阅 Subscriptions', content: bothForms(z.array(Answer)) },
  ...subscriptionAnswers
}

/** Nothing that it still has to tell was recorded before. */
const minRecordTime = ({ lastNotifiedAt, initialRecordTime, createdAt }: Subscription) =>
  (lastNotifiedAt ?? initialRecordTime ?? createdAt).toISOString()

function answerOf(subscription: Subscription) {
  const { id, queryName, dest, createdAt, lastNotifiedAt, initialRecordTime, epcFormat, schedule, reportIfEmpty } =
    subscription
  return {
    ...{ subscriptionID: id, queryName, dest, epcFormat, createdAt: createdAt.toISOString() },
    ...(lastNotifiedAt && { lastNotifiedAt: lastNotifiedAt.toISOString() }),
    ...(initialRecordTime && { initialRecordTime: initialRecordTime.toISOString() }),
    minRecordTime: minRecordTime(subscription),
    ...(schedule ? { schedule, reportIfEmpty } : { stream: true })
  }
}

async function subscribe(
  { pool, vault }: Services,
  party: string,
  queryName: string,
  { dest, signatureToken, schedule, reportIfEmpty, initialRecordTime }: z.infer<typeof Body>,
  request: FastifyRequest
): Promise<Subscription> {
  // What was recorded before is told only to who asks for it.
  const spot = initialRecordTime === undefined ? upTo(await heightOf(pool)) : upTo(-1)
  const { rows } = await pool.query<Subscription>(
    `insert into core_own.epcis_subscription (party, query_name, dest, signature_token, schedule, report_if_empty, epc_format,
       initial_record_time, spot, next_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${COLUMNS}`,
    [
      ...[party, queryName, dest, signatureToken === undefined ? null : vault.seal(signatureToken)],
      ...[schedule ? JSON.stringify(schedule) : null, reportIfEmpty ?? false, epcFormatOf(request)],
      ...[initialRecordTime ?? null, JSON.stringify(spot)],
      schedule ? nextAfter(schedule, new Date()) : new Date()
    ]
  )
  return rows[0]!
}

async function subscriptionsOf(pool: pg.Pool, party: string, queryName: string, after: string | null, count: number) {
  const { rows } = await pool.query<Subscription>(
    `select ${COLUMNS} from core_own.epcis_subscription
     where (party, query_name) = ($1, $2) and ($3::uuid is null or id > $3) order by id limit $4`,
    [party, queryName, after, count]
  )
  return rows
}

const SubscriptionParams = QueryParams.extend({ subscriptionID: z.string() })

/** /epcis/queries/{name}/subscriptions. */
export const subscriptionRoutes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool, authenticator, privateWebhooks } = services
    const path = '/queries/:queryName/subscriptions'
    const params = QueryParams
    const named = async (request: FastifyRequest) => {
      const { party } = await authenticator.caller(request)
      const { queryName } = request.params as z.infer<typeof QueryParams>
      await namedQuery(pool, party, queryName)
      return { party, queryName }
    }

    discoverable(app, path, ['GET', 'POST'], { params, find: queryThere(services) })
    const list = readSchema('订阅 Subscriptions', { params, querystring: z.object(PageQuery) })
    const config = { isOfSubscriptions: true } as const
    app.get(path, { config, schema: { ...list, response: listAnswers } }, async (request, reply) => {
      const { party, queryName } = await named(request)
      const { after, count } = await pageOf(pool, request)
      const found = await subscriptionsOf(pool, party, queryName, after ? String(after[0]) : null, count + 1)
      const some = found.slice(0, count)
      if (found.length > count) linkNext(request, reply, { spot: [some.at(-1)!.id], height: 0 })
      return sendJson(request, reply, some.map(answerOf))
    })

    const made = { ...readSchema('订阅查询结果 Subscribe to a query', { params }), body: Body }
    app.post(path, { schema: { ...made, response: { 201: Answer, ...epcisAnswers } } }, async (request, reply) => {
      const { party, queryName } = await named(request)
      const body = request.body as z.infer<typeof Body>
      refuseUncontrolled(body)
      if (!isDestination(body.dest, privateWebhooks))
        throw new EpcisException('ValidationException', {
          field: 'dest',
          zh: '应为公网的 http(s) 地址',
          en: 'an http(s) address on the internet is wanted'
        })
      const subscription = await subscribe(services, party, queryName, body, request)
      return reply
        .code(201)
        .header('location', `/epcis/queries/${queryName}/subscriptions/${subscription.id}`)
        .send(answerOf(subscription))
    })

    const one = { params: SubscriptionParams }
    const found = readSchema('一个订阅 A subscription', one)
    const ofRequest = async (request: FastifyRequest) => {
      const { party } = await authenticator.caller(request)
      const { queryName, subscriptionID } = request.params as z.infer<typeof SubscriptionParams>
      return subscriptionOf(pool, party, queryName, subscriptionID)
    }
    discoverable(app, `${path}/:subscriptionID`, ['GET', 'DELETE'], {
      ...one,
      headersOf: async request => ({ 'gs1-query-min-record-time': minRecordTime(await ofRequest(request)) })
    })
    app.get(`${path}/:subscriptionID`, { schema: { ...found, response: answers } }, async (request, reply) =>
      sendJson(request, reply, answerOf(await ofRequest(request)))
    )

    const ended = { 204: z.null().describe('已取消 Ended'), ...epcisAnswers }
    const end = readSchema('取消订阅 Unsubscribe', one)
    app.delete(
      `${path}/:subscriptionID`,
      { config: ANY_FORM, schema: { ...end, response: ended } },
      async (request, reply) => {
        const { id } = await ofRequest(request)
        await pool.query('delete from core_own.epcis_subscription where id = $1', [id])
        return reply.code(204).send()
      }
    )
  }
