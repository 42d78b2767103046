import { prefixesOf } from '@suyuan/model/core/gs1/urn'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { documentOf, writeXml } from '../../core/epcis/documents.js'
import type { Services } from '../../core/module.js'
import { namespacesIn } from './context.js'
import { type Form, queryDocument, queryText } from './documents.js'
import { EpcisException, epcisAnswers } from './exceptions.js'
import { discoverable, epcFormatOf, extensionsOf, GS1_HEADERS, sayVersions, wordsOf } from './headers.js'
import { DOCUMENTS, mediaTypeOf } from './media.js'
import { linkNext, PageQuery, pageOf } from './paging.js'
import { type Query, readQuery } from './parameters.js'
import { countOf, type Found, search } from './queries/search.js'
import { xmlVersionOf } from './versions.js'

/** The document that lists of events are answered by. */
export const QueryDocument = z.looseObject({
  '@context': z.array(z.unknown()),
  type: z.literal('EPCISQueryDocument'),
  schemaVersion: z.literal('2.0'),
  creationDate: z.string(),
  epcisBody: z.object({
    queryResults: z.looseObject({
      queryName: z.string(),
      resultsBody: z.looseObject({ eventList: z.array(z.looseObject({})) })
    })
  })
})

const DOCUMENTED = {
  eventType: '事件类型 One or more types, separated by |',
  GE_eventTime: '不早于 Not before',
  LT_eventTime: '早于 Before',
  GE_recordTime: '记录时间不早于 Recorded not before',
  LT_recordTime: '记录时间早于 Recorded before',
  EQ_bizStep: '业务步骤 Business steps',
  EQ_disposition: '状态 Dispositions',
  EQ_readPoint: '读取点 Read points',
  EQ_bizLocation: '所在地点 Places',
  MATCH_anyEPC: '任何单品或物流单元 Any role of an EPC',
  MATCH_anyEPCClass: '任何批次或品类 Any role of a lot',
  orderBy: 'eventTime, recordTime, 或扩展字段 or an extension’s field',
  orderDirection: 'ASC, DESC',
  eventCountLimit: '至多取前几条 The first so many',
  maxEventCount: '多于此数则拒绝 More than that are refused'
}

/** Parameters of the simple event query; those that are not named here are read all the same, and checked. */
export const EventQuery = z.looseObject({
  ...PageQuery,
  ...Object.fromEntries(Object.entries(DOCUMENTED).map(([name, text]) => [name, z.string().optional().describe(text)]))
})

export const documentAnswers = {
  200: {
    description: '查询结果 Events',
    content: everyForm(QueryDocument)
  },
  ...epcisAnswers
}

/** An answer in JSON and, the same, in JSON-LD. */
export function bothForms(schema: z.ZodType) {
  return { 'application/json': { schema }, 'application/ld+json': { schema } }
}

/** An answer that is there in XML too. */
export function everyForm(schema: z.ZodType) {
  return { ...bothForms(schema), 'application/xml': { schema: z.string() } }
}

export const readSchema = (summary: string, more: { params?: z.ZodType; querystring?: z.ZodType } = {}) => ({
  summary,
  tags: ['epcis'],
  security: [{ apiKey: [] }],
  headers: GS1_HEADERS,
  ...more
})

/** Sends JSON as it is: what is made here needs no second look. */
export const sendJson = (request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply =>
  sendText(reply, mediaTypeOf(request) ?? 'application/json', JSON.stringify(value))

const sendText = (reply: FastifyReply, type: string, text: string): FastifyReply =>
  reply.type(type).send(Buffer.from(text))

/** Sends a resource in the form that is wanted. */
export function sendResource<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: T,
  inXml: (resource: T) => string
): FastifyReply {
  if (mediaTypeOf(request) !== 'application/xml') return sendJson(request, reply, resource)
  return sendText(reply, 'application/xml; charset=utf-8', inXml(resource))
}

/** Sends a document in the form that is wanted. */
export function sendDocument(request: FastifyRequest, reply: FastifyReply, document: object): FastifyReply {
  const version = xmlVersionOf(request)
  if (version !== '2.0') sayVersions(request, reply, `${version}.0`)
  return sendResource(request, reply, document, whole => writeXml(documentOf(whole), wordsOf(request), version))
}

/** The form that a request wants, which the answer names. */
export function formFor({ companyPrefixes }: Services, request: FastifyRequest, reply: FastifyReply): Form {
  const format = epcFormatOf(request)
  reply.header('gs1-epc-format', format)
  return { format, lengthOf: prefixesOf(companyPrefixes) }
}

/** The parameters of a request that are of its query. */
function parametersOf(request: FastifyRequest): Record<string, unknown> {
  const { perPage: _, nextPageToken: __, ...parameters } = request.query as Record<string, unknown>
  return parameters
}

/** Answers with a page of events that meet what the address asks, and `more`. */
export async function answerEvents(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  more: (query: Query) => void = () => {}
): Promise<FastifyReply> {
  const query = await readQuery(services.pool, parametersOf(request), extensionsOf(request))
  more(query)
  return answerQuery(services, request, reply, query, 'SimpleEventQuery')
}

/** Answers with a page of a query's events. */
export async function answerQuery(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  query: Query,
  queryName: string
): Promise<FastifyReply> {
  const { pool } = services
  const page = await pageOf(pool, request)
  if (query.maxEventCount !== null && page.height === null) await refuseMore(pool, query, query.maxEventCount)
  const left = page.height === null ? query.eventCountLimit : page.left
  const count = Math.min(page.count, left ?? page.count)
  const { events, height, next } = await search(services, query, { height: page.height, after: page.after, count })
  const leftThen = left === null ? null : left - events.length
  if (next && leftThen !== 0) linkNext(request, reply, { spot: next, height, left: leftThen })
  const form = { ...formFor(services, request, reply), queryName }
  const type = mediaTypeOf(request)!
  const text = type === 'application/xml' ? null : queryText(events, form)
  return text === null ? sendDocument(request, reply, queryDocument(events, form)) : sendText(reply, type, text)
}

async function refuseMore(pool: Services['pool'], { conditions }: Query, most: number): Promise<void> {
  if ((await countOf(pool, conditions, most + 1)) <= most) return
  throw new EpcisException('QueryTooLargeException', {
    field: 'maxEventCount',
    zh: `结果多于 ${most} 条`,
    en: `there are more than ${most} results`
  })
}

export const EventParams = z.object({ eventID: z.string().min(1) })

/** Events of one id, in the order of the ledger: the event, and that it was in error. */
export async function eventsOf(
  services: Pick<Services, 'pool' | 'quickReads'>,
  eventID: string
): Promise<Found['events']> {
  const query = await readQuery(services.pool, {}, namespacesIn())
  query.conditions.requireAmong('event_id', [eventID])
  return (await search(services, query, { height: null, after: null, count: 100 })).events
}

/** /epcis/events: reading. */
export const eventReads =
  (services: Services): FastifyPluginAsync =>
  async app => {
    discoverable(app, '/events', ['GET', 'POST'])
    const all = readSchema('查询事件 Events by the EPCIS query language', { querystring: EventQuery })
    app.get('/events', { config: DOCUMENTS, schema: { ...all, response: documentAnswers } }, (request, reply) =>
      answerEvents(services, request, reply)
    )

    const find = async (request: FastifyRequest) => {
      const events = await eventsOf(services, (request.params as { eventID: string }).eventID)
      if (events.length > 0) return events
      throw new EpcisException('NoSuchResourceException', { zh: '没有这个事件', en: 'there is no such event' })
    }
    discoverable(app, '/events/:eventID', ['GET'], { params: EventParams, find })
    const one = readSchema('一个事件及其更正 An event, and its error declaration', { params: EventParams })
    app.get(
      '/events/:eventID',
      { config: DOCUMENTS, schema: { ...one, response: documentAnswers } },
      async (request, reply) => {
        const events = await find(request)
        const form = formFor(services, request, reply)
        return sendDocument(request, reply, queryDocument(events, { ...form, queryName: 'SimpleEventQuery' }))
      }
    )
  }
