import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'
import { pageCopy, sendPage } from '../../core/web/page.js'
import { sendCopy, withZipped } from '../../core/web/page-cache.js'
import { pathOfCode } from './pages-codes.js'
import { landingPage } from './pages-landing.js'
import { badCodePage } from './pages-things.js'
import { resolver } from './resolver/index.js'
import { complaintPathOf } from './scans/complaint-routes.js'
import { ScanCounter } from './scans/counter.js'
import { scans } from './scans/index.js'
import { sendByShortCode } from './scans/short-code.js'

const page = { hide: true } as const

/** What consumers see: the GS1 Digital Link addresses that are printed on goods, and a form to type them. */
export const pages =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool, regions } = services
    const counter = new ScanCounter(pool, regions, app.log)
    await app.register(scans(services, counter))
    const landing = await withZipped(pageCopy(landingPage()))
    app.get('/', { schema: page }, (_, reply) => sendCopy(reply, landing))

    app.get('/go', { schema: page }, async (request, reply) => {
      const code = String((request.query as { code?: unknown }).code ?? '')
      const path = pathOfCode(code) ?? complaintPathOf(code)
      if (path) return reply.redirect(path, 303)
      return (await sendByShortCode(pool, reply, code)) ?? sendPage(reply, badCodePage(code), 400)
    })

    await app.register(resolver(services, counter))
  }
