import { Gtin } from '@suyuan/model/core/gs1'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { pageCopy, sendPage } from '../../core/web/page.js'
import { type Copy, sendCopy, withZipped } from '../../core/web/page-cache.js'
import { HttpProblem } from '../../core/web/problem.js'
import { FOR_GOOD } from '../../core/web/script.js'
import type { Story } from '../../core/web/stories.js'
import { pathOfCode } from './pages-codes.js'
import { landingPage } from './pages-landing.js'
import { badCodePage } from './pages-things.js'
import { pictureAt } from './queries/product-pictures.js'
import { resolver } from './resolver/index.js'
import { complaintPathOf } from './scans/complaint-routes.js'
import { ScanCounter } from './scans/counter.js'
import { scans } from './scans/index.js'
import { sendByShortCode } from './scans/short-code.js'

const page = { hide: true } as const
const Picture = z.object({ gtin: Gtin, digest: z.string().regex(/^[0-9a-f]{16}$/) })

/** The landing page, made anew when what it leads to has changed. */
function landingOf({ stories }: Services): () => Promise<Copy> {
  let of: readonly Story[] | undefined
  let copy: Promise<Copy> | undefined
  return async () => {
    const now = await stories.current()
    if (!copy || now !== of) copy = withZipped(pageCopy(landingPage(now)))
    of = now
    return copy
  }
}

/** What consumers see: the GS1 Digital Link addresses that are printed on goods, and a form to type them. */
export const pages =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool, regions } = services
    const counter = new ScanCounter(pool, regions, app.log)
    await app.register(scans(services, counter))
    const landing = landingOf(services)
    app.get('/', { schema: page }, async (_, reply) => sendCopy(reply, await landing()))

    app.get('/go', { schema: page }, async (request, reply) => {
      const code = String((request.query as { code?: unknown }).code ?? '')
      const path = pathOfCode(code) ?? complaintPathOf(code)
      if (path) return reply.redirect(path, 303)
      return (await sendByShortCode(pool, reply, code)) ?? sendPage(reply, badCodePage(code), 400)
    })

    app.get('/pictures/:gtin/:digest', { schema: { hide: true, params: Picture } }, async (request, reply) => {
      const { gtin, digest } = request.params as z.infer<typeof Picture>
      const picture = await pictureAt(pool, gtin, digest)
      if (!picture) throw new HttpProblem('NOT_FOUND')
      return reply.type('image/jpeg').header('cache-control', FOR_GOOD).send(picture)
    })

    await app.register(resolver(services, counter))
  }
