import { Gtin } from '@suyuan/model/core/gs1'
import { Instant } from '@suyuan/model/core/instant'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../../core/module.js'
import { auditorsOnly } from '../../../core/proof/audit-routes.js'
import { cursorOf, Limit, partsOf } from '../../../core/web/cursor.js'
import { HttpProblem, problemAnswers } from '../../../core/web/problem.js'
import {
  COMPLAINT_KINDS,
  COMPLAINT_STATES,
  changeComplaint,
  complaintOf,
  complaintReference,
  complaints,
  contactOf,
  readComplaintNumber
} from '../queries/complaints.js'
import { scanDays, scanFlags } from '../queries/scans.js'
import { FLAG_KINDS } from './flags.js'

const Name = z.object({ zh: z.string(), en: z.string() })
const Paging = { limit: Limit, cursor: z.string().max(1000).optional() }

const ComplaintNumber = z
  .string()
  .max(30)
  .transform((text, context) => {
    const number = readComplaintNumber(text)
    if (number === null) context.addIssue({ code: 'custom', message: 'COMPLAINT_NUMBER' })
    return number ?? z.NEVER
  })
const NumberParams = z.object({ number: ComplaintNumber })

const ComplaintAnswer = z.object({
  number: z.string(),
  kind: z.enum(COMPLAINT_KINDS),
  state: z.enum(COMPLAINT_STATES),
  words: z.string(),
  hasContact: z.boolean(),
  hasPhoto: z.boolean(),
  code: z.string(),
  gtin: z.string().nullable(),
  lot: z.string().nullable(),
  serial: z.string().nullable(),
  region: z.string(),
  receivedAt: z.date(),
  closedAt: z.date().nullable()
})
const WithChanges = ComplaintAnswer.extend({
  reference: z.string().describe('what a case of supervision calls it: its number is for who complained'),
  changes: z.array(z.object({ state: z.string(), by: z.string(), said: z.string().nullable(), at: z.date() }))
})

const Change = z
  .strictObject({
    number: z.string().max(30),
    state: z.enum(['taken', 'answered', 'closed']),
    said: z.string().trim().min(1).max(2000).optional().describe('what who complained reads')
  })
  .refine(({ state, said }) => state !== 'answered' || said !== undefined, {
    path: ['said'],
    message: 'ANSWER_MISSING'
  })

const FlagAnswer = z.object({
  kind: z.enum(FLAG_KINDS),
  gtin: z.string(),
  serial: z.string(),
  lot: z.string().nullable(),
  product: Name.nullable(),
  day: z.string(),
  times: z.int(),
  regions: z.array(z.string()),
  firstAt: z.date(),
  lastAt: z.date(),
  checks: z.int()
})
const DayAnswer = z.object({
  gtin: z.string(),
  day: z.string(),
  packs: z.int(),
  lots: z.int(),
  unknown: z.int().describe('serial numbers that were never packed'),
  places: z.int().describe('regions, or networks where no region is known')
})

/** A time and what tells those of one millisecond apart. */
const After = z.tuple([z.int(), z.union([z.string(), z.int()])])

const common = { tags: ['trace'], security: [{ apiKey: [] }] }

/** What the regulator and its inspectors do about complaints, and what they read of scans. */
export const scanApi =
  (services: Services): FastifyPluginAsync =>
  async app => {
    await app.register(complaintApi(services))
    await app.register(flagApi(services))
  }

const withReference = <C extends { number: string }>(services: Services, complaint: C) => ({
  ...complaint,
  reference: complaintReference(services, complaint.number)
})

const complaintApi =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const onRequest = auditorsOnly(services)
    const List = z.object({ ...Paging, state: z.enum(COMPLAINT_STATES).optional(), gtin: Gtin.optional() })
    const list = {
      ...common,
      summary: '投诉列表 Complaints, the newest first',
      querystring: List,
      response: { 200: z.object({ items: z.array(ComplaintAnswer), next: z.string().nullable() }), ...problemAnswers }
    }
    app.get('/complaints', { onRequest, schema: list }, async request => {
      const { limit, cursor, state, gtin } = request.query as z.infer<typeof List>
      const parts = partsOf(cursor, After)
      const after = parts ? { receivedAt: new Date(parts[0]), number: String(parts[1]) } : undefined
      const items = await complaints(services, { state, gtin, limit: limit + 1, after })
      return pageOf(items, limit, ({ receivedAt, number }) => [receivedAt.getTime(), number])
    })

    const one = { ...common, params: NumberParams }
    const read = {
      ...one,
      summary: '一件投诉及其办理 A complaint with what was done about it',
      response: { 200: WithChanges, ...problemAnswers }
    }
    app.get('/complaints/:number', { onRequest, schema: read }, async request => {
      const complaint = await complaintOf(services, (request.params as z.infer<typeof NumberParams>).number)
      if (!complaint) throw new HttpProblem('NOT_FOUND')
      return withReference(services, complaint)
    })

    const contact = {
      ...one,
      summary: '联系方式；每次查看都有记录 How to reach who complained; each look is noted',
      response: { 200: z.object({ contact: z.string() }), ...problemAnswers }
    }
    app.get('/complaints/:number/contact', { onRequest, schema: contact }, async (request, reply) => {
      const { party } = await services.authenticator.caller(request)
      const found = await contactOf(services, (request.params as z.infer<typeof NumberParams>).number, party)
      if (found === null) throw new HttpProblem('NOT_FOUND')
      return reply.header('cache-control', 'no-store').send({ contact: found })
    })

    const change = {
      ...common,
      summary: '受理、答复、办结 Take a complaint up, answer or close it',
      body: Change,
      response: { 201: WithChanges, ...problemAnswers }
    }
    app.post('/complaint-changes', { onRequest, schema: change }, async (request, reply) => {
      const { number: typed, state, said = null } = request.body as z.infer<typeof Change>
      const { party } = await services.authenticator.caller(request)
      const number = readComplaintNumber(typed)
      const done = number ? await changeComplaint(services.pool, number, { state, by: party, said }) : 'unknown'
      if (done === 'unknown') throw new HttpProblem('NOT_FOUND')
      if (done === 'late') throw new HttpProblem('COMPLAINT_STATE', { state })
      return reply.code(201).send(withReference(services, (await complaintOf(services, number!))!))
    })
  }

const flagApi =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool } = services
    const onRequest = auditorsOnly(services)
    const Flags = z.object({
      ...Paging,
      kind: z.enum(FLAG_KINDS).optional(),
      gtin: Gtin.optional(),
      since: Instant.optional()
    })
    const flags = {
      ...common,
      summary: '校验码查验的异常 What looks odd about check codes, the newest first',
      querystring: Flags,
      response: { 200: z.object({ items: z.array(FlagAnswer), next: z.string().nullable() }), ...problemAnswers }
    }
    app.get('/scan-flags', { onRequest, schema: flags }, async request => {
      const { limit, cursor, ...filter } = request.query as z.infer<typeof Flags>
      const parts = partsOf(cursor, After)
      const after = parts ? { lastAt: new Date(parts[0]), id: Number(parts[1]) } : undefined
      const items = await scanFlags(pool, { ...filter, limit: limit + 1, after })
      return pageOf(items, limit, ({ lastAt, id }) => [lastAt.getTime(), id])
    })

    const Days = z.object({ gtin: Gtin.optional(), days: z.coerce.number().int().min(1).max(366).default(30) })
    const days = {
      ...common,
      summary: '扫码次数，按产品和日期 How often pages were opened, by product and day',
      querystring: Days,
      response: { 200: z.object({ items: z.array(DayAnswer) }), ...problemAnswers }
    }
    app.get('/scan-days', { onRequest, schema: days }, async request => ({
      items: await scanDays(pool, request.query as z.infer<typeof Days>)
    }))
  }

/** One more than asked tells whether there is a next page. */
function pageOf<T>(items: readonly T[], limit: number, key: (item: T) => unknown) {
  const shown = items.slice(0, limit)
  return { items: shown, next: items.length > limit ? cursorOf(key(shown.at(-1)!)) : null }
}
