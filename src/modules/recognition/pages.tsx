import { MOST_POINTS, MOST_SCREENED, Score } from '@suyuan/model/recognition/law'
import { CRITERIA } from '@suyuan/model/recognition/states'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { VISITORS } from '../../core/matters/access.js'
import { type Act, act, attemptOf } from '../../core/matters/acting.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Deed } from '../../core/web/fields.js'
import { Form } from '../../core/web/form.js'
import { htmlOf, sendPage } from '../../core/web/page.js'
import { installForms } from '../../core/web/problem-page.js'
import { say } from '../../core/web/texts.js'
import { countDue, dueProducts, lastRound, listedWith } from './queries.js'
import { instantsOf, keepSchedule } from './schedule.js'
import { BOARD, ProductList, type Rounds, SCREENING, ScoreForm } from './views.js'

const PER_PAGE = 50
const FORM_BYTES = 16 * 1024
const Asked = z.object({
  text: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1)
})

/** The public register of recognised products, and where the office holds them against the registers and scores them. */
export const pages =
  (services: Services): FastifyPluginAsync =>
  async app => {
    keepSchedule(services, app.log)
    app.get(BOARD, { schema: { hide: true } }, async (request, reply) => {
      const parts = await listOf(services, request)
      const content = (
        <div class="stack">
          <ProductList path={BOARD} {...parts} />
        </div>
      )
      return sendPage(reply, htmlOf(say('recognition').zh, content), 200)
    })
    await app.register(office(services))
  }

async function listOf(services: Services, { query }: FastifyRequest) {
  const { text, page } = Asked.parse(query)
  const [found, rounds] = await Promise.all([
    listedWith(services.pool, text, { limit: PER_PAGE + 1, skip: (page - 1) * PER_PAGE }),
    roundsOf(services)
  ])
  const more = found.length > PER_PAGE ? `?${new URLSearchParams({ text, page: String(page + 1) })}` : null
  return { text, more, products: found.slice(0, PER_PAGE), ...rounds }
}

async function roundsOf({ pool, clients, screeningSeconds }: Services): Promise<Rounds> {
  const [last, offices] = await Promise.all([lastRound(pool), clients.speakingAs('office')])
  if (screeningSeconds === 0 || offices.length === 0) return { last, next: null }
  const { next } = instantsOf(screeningSeconds)
  return { last, next: { at: next, due: await countDue(pool, next) } }
}

const office =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool } = services
    await installForms(app, FORM_BYTES)
    const read = { onRequest: people.required(...VISITORS.audit), schema: { hide: true } } as const
    const write = { onRequest: people.required('office'), schema: { hide: true } } as const

    const show = async (request: FastifyRequest, reply: FastifyReply, form = new Form()) => {
      const parts = await listOf(services, request)
      const isOffice = request.person?.roles.includes('office')
      const children = (
        <div class="wide stack">
          <ProductList path={SCREENING} {...parts}>
            {isOffice && <Deed action={`${SCREENING}/screen`} text={say('recognitionScreenAll')} kind="" />}
            {isOffice && <ScoreForm form={form} products={parts.products} />}
          </ProductList>
        </div>
      )
      const { person } = request
      const title = say('recognitionScreening').zh
      return sendAppPage(
        reply,
        { title, area: 'audit', section: 'programme', person, children },
        form.failed ? 422 : 200
      )
    }

    const record = async (request: FastifyRequest, reply: FastifyReply, form: Form, said: Omit<Act, 'module'>) => {
      const done = await act(services, request.person!, { module: 'recognition', ...said }, attemptOf(form))
      if (done === null || done === 'underway') return reply.redirect(SCREENING, 303)
      form.problem = done
      return show(request, reply, form)
    }

    app.get(SCREENING, read, (request, reply) => show(request, reply))

    app.post(`${SCREENING}/screen`, write, async (request, reply) => {
      const products = await dueProducts(pool, new Date(), MOST_SCREENED)
      if (products.length === 0) return reply.redirect(SCREENING, 303)
      return record(request, reply, new Form(), { action: 'screen', payload: { products }, subject: '' })
    })

    app.post(`${SCREENING}/score`, write, async (request, reply) => {
      const form = Form.of(request.body)
      const scores = Object.keys(CRITERIA).map(criterion => [criterion, form.whole(criterion, 0, MOST_POINTS)])
      const gtin = form.read('gtin', text => Score.shape.gtin.safeParse(text).data ?? null, say('toolsChoice'))
      const payload = { gtin, words: form.text('words', 500), ...Object.fromEntries(scores) }
      if (form.failed) return show(request, reply, form)
      return record(request, reply, form, { action: 'score', payload, subject: payload.gtin })
    })
  }
