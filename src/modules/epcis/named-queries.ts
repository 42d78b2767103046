import type { Json } from '@suyuan/model/core/epcis/json'
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { answerQuery, bothForms, documentAnswers, readSchema, sendJson } from './events.js'
import { EpcisException, epcisAnswers, subscriptionAnswers } from './exceptions.js'
import { discoverable, extensionsOf, GS1_HEADERS } from './headers.js'
import { ANY_FORM, DOCUMENTS } from './media.js'
import { asked, Definition, namedQuery, QueryParams } from './named.js'
import { linkNext, PageQuery, pageOf } from './paging.js'
import { readQuery } from './parameters.js'
import { isControl } from './schedule.js'
import { controlsOf, SocketQuery, stream } from './sockets.js'

const definitionAnswers = {
  200: { description: '查询定义 The definition of a query', content: bothForms(Definition) },
  ...epcisAnswers
}
const definitionsAnswers = {
  200: { description: '查询定义 Definitions of queries', content: bothForms(z.array(Definition)) },
  ...epcisAnswers
}

async function create(pool: pg.Pool, party: string, { name, query }: Definition, request: FastifyRequest) {
  const namespaces = extensionsOf(request).with(query['@context'] as Json)
  await readQuery(pool, query, namespaces, 'QueryValidationException')
  const { rowCount } = await pool.query(
    `insert into core_own.epcis_query (party, name, query, namespaces) values ($1, $2, $3, $4) on conflict do nothing`,
    [party, name, JSON.stringify(query), JSON.stringify(Object.fromEntries(namespaces.own))]
  )
  if (rowCount === 0)
    throw new EpcisException('ResourceAlreadyExistsException', {
      field: 'name',
      zh: '已有同名查询',
      en: 'there is a query of that name'
    })
}

const nameIn = (request: FastifyRequest) => (request.params as z.infer<typeof QueryParams>).queryName

/** /epcis/queries: each party has its own. */
export const namedQueries =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool, authenticator } = services
    const params = QueryParams

    discoverable(app, '/queries', ['GET', 'POST'])
    const list = readSchema('本主体的命名查询 Named queries', { querystring: z.object(PageQuery) })
    app.get('/queries', { schema: { ...list, response: definitionsAnswers } }, async (request, reply) => {
      const { party } = await authenticator.caller(request)
      const { after, count } = await pageOf(pool, request)
      const { rows } = await pool.query<Definition>(
        `select name, query from core_own.epcis_query where party = $1 and name collate "C" > $2
         order by name collate "C" limit $3`,
        [party, after?.[0] ?? '', count + 1]
      )
      const some = rows.slice(0, count)
      if (rows.length > count) linkNext(request, reply, { spot: [some.at(-1)!.name], height: 0 })
      return sendJson(request, reply, some)
    })

    const made = { ...readSchema('命名一个查询 Name a query'), headers: GS1_HEADERS, body: Definition }
    const created = { 201: z.null().describe('已创建，地址见 Location Made; Location has it'), ...epcisAnswers }
    app.post('/queries', { config: ANY_FORM, schema: { ...made, response: created } }, async (request, reply) => {
      const { party } = await authenticator.caller(request)
      const definition = request.body as Definition
      await create(pool, party, definition, request)
      return reply.code(201).header('location', `/epcis/queries/${definition.name}`).send()
    })

    discoverable(app, '/queries/:queryName', ['GET', 'DELETE'], { params, find: queryThere(services) })
    const one = readSchema('命名查询的定义 The definition of a named query', { params })
    app.get('/queries/:queryName', { schema: { ...one, response: definitionAnswers } }, async (request, reply) => {
      const { party } = await authenticator.caller(request)
      const { name, query } = await namedQuery(pool, party, nameIn(request))
      return sendJson(request, reply, { name, query })
    })

    const removed = { 204: z.null().describe('已删除，其订阅一并取消 Gone, with its subscriptions'), ...epcisAnswers }
    const remove = readSchema('删除命名查询 Delete a named query', { params })
    app.delete(
      '/queries/:queryName',
      { config: ANY_FORM, schema: { ...remove, response: removed } },
      async (request, reply) => {
        const { party } = await authenticator.caller(request)
        await namedQuery(pool, party, nameIn(request))
        await pool.query('delete from core_own.epcis_query where (party, name) = ($1, $2)', [party, nameIn(request)])
        return reply.code(204).send()
      }
    )
    results(app, services)
  }

/** Looks for the query that a request names. @throws EpcisException NoSuchNameException */
export const queryThere =
  ({ pool, authenticator }: Services) =>
  async (request: FastifyRequest): Promise<void> => {
    const { party } = await authenticator.caller(request)
    await namedQuery(pool, party, nameIn(request))
  }

/** Whoever gets results at once is not told of more: what he asks for by controls he would not get. */
function refuseControls({ query }: FastifyRequest): void {
  const field = Object.keys(query as object).find(isControl)
  if (field === undefined) return
  throw new EpcisException('SubscriptionControlsException', {
    field,
    zh: '订阅设置仅用于 WebSocket 连接',
    en: 'controls are for WebSocket connections only'
  })
}

/** What a named query finds: at once, or down a socket as it comes. */
function results(app: FastifyInstance, services: Services): void {
  const { pool, authenticator } = services
  const params = QueryParams
  discoverable(app, '/queries/:queryName/events', ['GET'], { params, find: queryThere(services) })
  const querystring = z.object({ ...PageQuery, ...SocketQuery })
  const schema = readSchema('命名查询的结果；WebSocket 则推送 Results of a named query; by WebSocket as they come', {
    params,
    querystring
  })
  app.route({
    method: 'GET',
    url: '/queries/:queryName/events',
    config: { ...DOCUMENTS, isOfSubscriptions: true },
    schema: { ...schema, response: { ...documentAnswers, ...subscriptionAnswers } },
    // What is wrong is said before there is a socket to say it by.
    preHandler: async request => {
      const { party } = await authenticator.caller(request)
      await namedQuery(pool, party, nameIn(request))
      if (request.ws) controlsOf(request)
      else refuseControls(request)
    },
    handler: async (request, reply) => {
      const { party } = await authenticator.caller(request)
      const row = await namedQuery(pool, party, nameIn(request))
      return answerQuery(services, request, reply, await asked(pool, row), row.name)
    },
    wsHandler: (socket, request) => stream(services, socket, request)
  })
}
