import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { answerOptions, idempotencyOf } from '../../core/web/answers.js'
import { LONG_BODY } from '../../core/web/json-body.js'
import { bothForms, everyForm, readSchema, sendJson, sendResource } from './events.js'
import { EpcisException, EpcisProblem, epcisAnswers, sendException } from './exceptions.js'
import { discoverable, GS1_HEADERS, gs1 } from './headers.js'
import { type Behaviour, type CaptureJobs, type JobState, jobOf, jobsOf } from './jobs.js'
import { CAPTURE_LIMITS } from './limits.js'
import { ANY_FORM } from './media.js'
import { linkNext, PageQuery, pageOf } from './paging.js'
import { type Prepared, prepare } from './preparing.js'
import { readDocument, readEvent } from './reading.js'
import { type CaptureError, errorIn, errorOfThrown, recordOf, send, sifted } from './recording.js'
import { jobXml } from './xml.js'

const Job = z.object({
  captureID: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().optional(),
  running: z.boolean(),
  success: z.boolean(),
  captureErrorBehaviour: z.enum(['rollback', 'proceed']),
  errors: z.array(EpcisProblem.partial())
})
const jobAnswers = { 200: { description: '采集任务 A capture job', content: everyForm(Job) }, ...epcisAnswers }
const jobsAnswers = { 200: { description: '采集任务 Capture jobs', content: bothForms(z.array(Job)) }, ...epcisAnswers }

const stateOf = ({ createdAt, finishedAt, ...job }: JobState) => ({
  ...job,
  createdAt: createdAt.toISOString(),
  ...(finishedAt && { finishedAt: finishedAt.toISOString() })
})

// What is in it is checked layer by layer, so that all that is wrong is told at once, in JSON as in XML.
const Document = z
  .union([z.looseObject({}), z.string()])
  .describe('EPCISDocument、EPCISQueryDocument 或 EPCISMasterDataDocument，JSON-LD 或 XML In JSON-LD, or XML')
const Event = z.looseObject({}).describe('一个 EPCIS 2.0 事件 An event of EPCIS 2.0')
const JobParams = z.object({ captureID: z.string() })

const writeSchema = (summary: string, body: z.ZodType) => ({
  summary,
  tags: ['epcis'],
  security: [{ apiKey: [] }],
  headers: GS1_HEADERS,
  body
})

/** /epcis/capture, and single events at /epcis/events. */
export const capture =
  (services: Services, jobs: CaptureJobs): FastifyPluginAsync =>
  async app => {
    const { pool, authenticator, commands } = services
    const onRequest = async () => commands.ledger.refuseOverload()

    const headers = { ...CAPTURE_LIMITS, 'gs1-capture-error-behaviour': 'all' }
    discoverable(app, '/capture', ['GET', 'POST'], { headers })
    await app.register(documents(services, jobs, onRequest))

    const list = readSchema('采集任务 Capture jobs', { querystring: z.object(PageQuery) })
    app.get('/capture', { schema: { ...list, response: jobsAnswers } }, async (request, reply) => {
      const { party } = await authenticator.caller(request)
      const { after, count } = await pageOf(pool, request)
      const found = await jobsOf(pool, party, after ? Number(after[0]) : null, count + 1)
      const some = found.slice(0, count)
      if (found.length > count) linkNext(request, reply, { spot: [some.at(-1)!.number], height: 0 })
      return sendJson(
        request,
        reply,
        some.map(({ number: _, ...job }) => stateOf(job))
      )
    })

    const find = async (request: FastifyRequest) => {
      const { party } = await authenticator.caller(request)
      const job = await jobOf(pool, party, (request.params as z.infer<typeof JobParams>).captureID)
      if (job) return stateOf(job)
      throw new EpcisException('NoSuchResourceException', { zh: '没有这个采集任务', en: 'there is no such job' })
    }
    discoverable(app, '/capture/:captureID', ['GET'], { params: JobParams, find })
    const one = readSchema('采集任务的状态 The state of a capture job', { params: JobParams })
    app.get(
      '/capture/:captureID',
      { config: ANY_FORM, schema: { ...one, response: jobAnswers } },
      async (request, reply) => sendResource(request, reply, await find(request), jobXml)
    )

    const single = writeSchema('采集一个事件（同步） Capture one event, synchronously', Event)
    const recorded = { 201: z.looseObject({}), 202: z.looseObject({}), ...epcisAnswers }
    app.post('/events', { onRequest, schema: { ...single, response: recorded } }, (request, reply) =>
      captureOne(services, request, reply)
    )
  }

/** Captures of documents, the one thing that is taken in XML. */
const documents =
  ({ pool, authenticator }: Services, jobs: CaptureJobs, onRequest: () => Promise<void>): FastifyPluginAsync =>
  async app => {
    app.addContentTypeParser(['application/xml', 'text/xml'], app.readText)
    const sent = writeSchema('采集 EPCIS 文档（异步） Capture a document, asynchronously', Document)
    const taken = { 202: z.null().describe('已受理，任务地址见 Location Taken; Location has the job'), ...epcisAnswers }
    const how = { config: ANY_FORM, onRequest, bodyLimit: LONG_BODY, schema: { ...sent, response: taken } }
    app.post('/capture', how, async (request, reply) => {
      const { party } = await authenticator.caller(request)
      const behaviour: Behaviour = gs1(request)['gs1-capture-error-behaviour'] ?? 'rollback'
      const { events: read, masterData } = readDocument(request.body)
      const events = await prepare(pool, party, read)
      if (behaviour === 'rollback') refuseTooManyAtOnce(events)
      const id = await jobs.add({ party, behaviour, events, masterData })
      return reply
        .code(202)
        .header('location', `/epcis/capture/${id}`)
        .header('gs1-capture-error-behaviour', behaviour)
        .send()
    })
  }

/** All or none is one command, and the law of goods takes so many events in one. */
const MOST_OF_TRACE = 500

function refuseTooManyAtOnce(events: readonly Prepared[]): void {
  if (events.filter(({ law }) => law === 'trace').length <= MOST_OF_TRACE) return
  throw new EpcisException('CaptureLimitExceededException', {
    zh: `涉及项目产品的事件，整体采集（rollback）一次至多 ${MOST_OF_TRACE} 个`,
    en: `at most ${MOST_OF_TRACE} events about goods of the programme are captured all or none (rollback)`
  })
}

async function captureOne(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { pool, authenticator, waits } = services
  const { party } = await authenticator.caller(request)
  const events = await prepare(pool, party, [readEvent(request.body)])
  const { event } = events[0]!
  reply.header('location', `/epcis/events/${encodeURIComponent(event.eventID)}`)
  const { fresh, errors } = await sifted(services, events)
  const refuse = (error: CaptureError) => sendException(request, reply.removeHeader('location'), error)
  if (errors[0]) return refuse(errors[0])
  if (fresh.length === 0) return reply.code(201).send(event)
  try {
    const options = { ...answerOptions(request, waits, 'strict'), idempotency: idempotencyOf(request) }
    const status = await send(services, party, recordOf(events), options)
    const error = errorIn(status, events)
    if (error) return refuse(error)
    return reply.code(status.outcome ? 201 : 202).send(event)
  } catch (thrown) {
    return refuse(errorOfThrown(thrown, events))
  }
}
