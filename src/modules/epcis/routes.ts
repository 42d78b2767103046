import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { HttpProblem } from '../../core/web/problem.js'
import { capture } from './capture.js'
import { CollectionAnswer, collectionOf, collections } from './collections.js'
import { eventReads, everyForm, readSchema, sendResource } from './events.js'
import { answerException, epcisAnswers, refuseLongAddress } from './exceptions.js'
import { discoverable, refuseUnacceptable, sayVersions } from './headers.js'
import { CaptureJobs } from './jobs.js'
import { ANY_FORM } from './media.js'
import { namedQueries } from './named-queries.js'
import { releaseToken } from './paging.js'
import { sayWhence } from './sockets.js'
import { subscriptionRoutes } from './subscription-routes.js'
import { Subscriptions } from './subscriptions.js'
import { COLLECTIONS } from './terms.js'
import { vocabularies } from './vocabularies.js'
import { collectionXml } from './xml.js'

/** What can be asked of /epcis, one level down. */
const TOP_LEVEL = ['capture', 'events', ...COLLECTIONS, 'queries']

/** By a socket its reader has nothing to say. */
const MOST_SAID_BYTES = 1024

/** EPCIS 2.0 REST at /epcis. Everybody who has an API key reads what is there; each writes in its own name. */
export const epcisRoutes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const jobs = new CaptureJobs(services, app.log)
    const subscriptions = new Subscriptions(services, app.log)
    app.addHook('onReady', async () => {
      jobs.start()
      subscriptions.start()
    })
    app.addHook('preClose', async () => {
      await Promise.all([jobs.stop(), subscriptions.stop()])
    })
    await app.register(resources(services, jobs), { prefix: '/epcis' })
  }

const resources =
  (services: Services, jobs: CaptureJobs): FastifyPluginAsync =>
  async app => {
    await app.register(websocket, { options: { maxPayload: MOST_SAID_BYTES } })
    app.websocketServer.on('headers', sayWhence)
    app.setErrorHandler(answerException)
    app.setNotFoundHandler((request, reply) => answerException(new HttpProblem('NOT_FOUND'), request, reply))
    app.addHook('onRequest', async (request, reply) => {
      refuseLongAddress(request)
      sayVersions(request, reply)
      await services.authenticator.required(request)
    })
    app.addHook('preHandler', async request => {
      if (!request.is404) refuseUnacceptable(request)
    })
    topLevel(app)
    pageTokens(app, services)
    await app.register(eventReads(services))
    await app.register(collections(services))
    await app.register(capture(services, jobs))
    await app.register(namedQueries(services))
    await app.register(vocabularies(services))
    await app.register(subscriptionRoutes(services))
  }

function topLevel(app: FastifyInstance): void {
  discoverable(app, '/', ['GET'])
  const answers = { 200: { description: '资源 Resources', content: everyForm(CollectionAnswer) }, ...epcisAnswers }
  const schema = { ...readSchema('顶层资源 Top-level resources'), response: answers }
  app.get('/', { config: ANY_FORM, schema, prefixTrailingSlash: 'both' }, async (request, reply) =>
    sendResource(request, reply, collectionOf(TOP_LEVEL), ({ member }) => collectionXml(member))
  )
}

function pageTokens(app: FastifyInstance, { pool }: Services): void {
  const params = z.object({ token: z.string() })
  const response = { 204: z.null().describe('已失效 Void from now on'), ...epcisAnswers }
  const schema = { ...readSchema('作废分页标记 Give a page token back', { params }), response }
  app.delete('/nextPageToken/:token', { config: ANY_FORM, schema }, async (request, reply) => {
    await releaseToken(pool, (request.params as { token: string }).token)
    return reply.code(204).send()
  })
}
