import { Gln, Sscc } from '@suyuan/model/core/gs1'
import { placeKey } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { caseKey } from '@suyuan/model/trace/states'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { Services } from '../../core/module.js'
import { cautionsOf } from '../../core/web/cautions.js'
import { type Caution, pageCopy, sendPage } from '../../core/web/page.js'
import { copyOf, sendCopy, withZipped } from '../../core/web/page-cache.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { checkedCodes, pathOfCode } from './pages-codes.js'
import { subjectsOfCase, subjectsOfCodes, subjectsOfPlace, subjectsOfStory } from './pages-doubt.js'
import { landingPage } from './pages-landing.js'
import { storyPage } from './pages-story.js'
import { badCodePage, casePage, placePage, unknownPage } from './pages-things.js'
import { lotStory, packStory } from './queries/provenance.js'
import type { Story } from './queries/provenance-schema.js'
import { caseView, placeView } from './queries/things.js'
import { complaintPathOf } from './scans/complaint-routes.js'
import { ScanCounter, scannedBy } from './scans/counter.js'
import { scans } from './scans/index.js'
import { sendByShortCode } from './scans/short-code.js'

const page = { hide: true } as const

/** What consumers see: the GS1 Digital Link addresses that are printed on goods, and a form to type them. */
export const pages =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool, commands, pageCache, regions } = services
    const ledger = commands.ledger.id
    const cautions = cautionsOf(services)
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

    for (const path of ['/01/:gtin/10/:lot', '/01/:gtin/21/:serial', '/01/:gtin/10/:lot/21/:serial']) {
      app.get(path, { schema: page }, async (request, reply) => {
        const codes = checkedCodes(request.params as Record<string, string>)
        if (!codes) return refuse(request, reply, 400)
        const copy = await pageCache.get(nameOf(request), async () => {
          const text = await storyOf(pool, codes)
          if (text === null) return null
          if (wantsData(request)) return dataCopy(text)
          const story = JSON.parse(text) as Story
          return pageCopy(storyPage({ story, ledger, cautions: cautions(subjectsOfStory(story)) }))
        })
        if (!wantsData(request)) counter.count(scannedBy(codes, copy !== null), regions.of(request))
        return copy ? sendCopy(reply, copy) : refuse(request, reply, 404, cautions(subjectsOfCodes(codes)))
      })
    }

    app.get('/00/:sscc', { schema: page }, async (request, reply) => {
      const { sscc } = request.params as { sscc: string }
      if (!Sscc.safeParse(sscc).success) return refuse(request, reply, 400)
      const copy = await pageCache.get(nameOf(request), async () => {
        const box = await caseView(pool, sscc)
        if (!box || wantsData(request)) return box && dataCopy(JSON.stringify(box))
        return pageCopy(casePage(box, cautions(subjectsOfCase(box))))
      })
      return copy ? sendCopy(reply, copy) : refuse(request, reply, 404, cautions([caseKey(sscc)]), say('unknownCase'))
    })

    app.get('/414/:gln', { schema: page }, async (request, reply) => {
      const { gln } = request.params as { gln: string }
      if (!Gln.safeParse(gln).success) return refuse(request, reply, 400)
      const copy = await pageCache.get(nameOf(request), async () => {
        const place = await placeView(pool, gln)
        if (!place || wantsData(request)) return place && dataCopy(JSON.stringify(place))
        return pageCopy(placePage(place, cautions(subjectsOfPlace(place))))
      })
      return copy ? sendCopy(reply, copy) : refuse(request, reply, 404, cautions([placeKey(gln)]), say('unknownPlace'))
    })
  }

const storyOf = (pool: pg.Pool, { gtin, lot, serial }: NonNullable<ReturnType<typeof checkedCodes>>) =>
  serial === undefined ? lotStory(pool, { gtin, lot: lot! }) : packStory(pool, { gtin, serial }, lot)

/** Machines ask for JSON; whoever takes HTML at all, or anything, gets the page. */
const wantsData = ({ headers: { accept = '' } }: FastifyRequest) =>
  /application\/(ld\+)?json/.test(accept) && !accept.includes('text/html')

const dataCopy = (json: string) => copyOf('application/json; charset=utf-8', json)

/** One address, one thing, in one of two forms. */
const nameOf = (request: FastifyRequest) => `${wantsData(request) ? 'data' : 'page'} ${request.url.split('?', 1)[0]}`

/** Malformed (400) or not on the ledger (404), for people as a page, for machines as a problem. */
function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: 400 | 404,
  cautions: readonly Caution[] = [],
  title: Text = say('unknownTitle')
) {
  if (wantsData(request)) throw new HttpProblem(status === 400 ? 'REQUEST_INVALID' : 'NOT_FOUND')
  const code = Object.values(request.params as Record<string, string>).join(' ')
  return sendPage(reply, status === 400 ? badCodePage(code) : unknownPage(code, title, cautions), status)
}
