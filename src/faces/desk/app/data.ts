import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../../core/module.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { deskData } from '../../../modules/trace/queries/desk.js'
import { TRADERS } from './traders.js'

/** What a phone takes along to choose from. */
export const data =
  (services: Services): FastifyPluginAsync =>
  async app => {
    app.get(
      '/desk/data',
      { schema: { hide: true }, onRequest: services.people.required(...TRADERS) },
      async (request, reply) => {
        const found = await deskData(services.pool, request.person!.party)
        if (!found) throw new HttpProblem('NOT_FOUND')
        return reply.header('cache-control', 'no-store').send(found)
      }
    )
  }
