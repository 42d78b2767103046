import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { answerOptions, answerSchemas, idempotencyOf, sendStatus } from '../../core/web/answers.js'
import { LONG_BODY } from '../../core/web/json-body.js'
import { uuidOf } from '../../core/web/uuid.js'
import * as bodies from './bodies.js'
import * as compose from './compose.js'

interface EntryKind {
  body: z.ZodType
  summary: string
  events: (body: never) => { eventID: string }[]
  bodyLimit?: number
}

/** What clients with an API key can record, by path. */
const ENTRIES: Readonly<Record<string, EntryKind>> = {
  harvests: { body: bodies.Harvest, events: compose.harvest, summary: '采摘 Harvest' },
  processings: { body: bodies.Processing, events: compose.processing, summary: '加工 Processing' },
  packings: {
    body: bodies.Packing,
    events: compose.packing,
    summary: '包装赋码 Packing, with cases',
    bodyLimit: LONG_BODY
  },
  palletisings: { body: bodies.Palletising, events: compose.palletising, summary: '组托 Palletising' },
  unpackings: {
    body: bodies.Unpacking,
    events: compose.unpacking,
    summary: '拆箱、拆托 Unpacking of a case or a pallet'
  },
  shipments: { body: bodies.Shipment, events: compose.shipping, summary: '发货 Shipping' },
  voids: { body: bodies.Void, events: compose.voiding, summary: '取消发货 Shipment that did not leave' },
  receipts: { body: bodies.Receipt, events: compose.receiving, summary: '收货 Receiving' },
  storings: { body: bodies.Storing, events: compose.storing, summary: '入库存放 Storing' },
  stockings: { body: bodies.Stocking, events: compose.stocking, summary: '上架 Stocking' },
  sales: { body: bodies.Sale, events: compose.selling, summary: '零售 Retail sale' },
  returns: { body: bodies.Return, events: compose.returning, summary: '顾客退货 Return by a customer' },
  holds: { body: bodies.Hold, events: compose.holding, summary: '暂扣 Hold' },
  explanations: { body: bodies.Explanation, events: compose.explaining, summary: '说明 Explanation of a held lot' },
  inspections: { body: bodies.Inspection, events: compose.inspecting, summary: '查验结论 Inspection of what is held' },
  tests: { body: bodies.Test, events: compose.testing, summary: '检测报告 Laboratory report' },
  destructions: { body: bodies.Destruction, events: compose.destroying, summary: '销毁 Destruction' },
  recalls: { body: bodies.Recall, events: compose.recalling, summary: '召回 Recall' },
  corrections: { body: bodies.Correction, events: compose.correcting, summary: '更正 Correction' }
}

/** These repeat the id of the event that they correct. */
const NAMES_ANOTHER_EVENT = 'corrections'

const EventDocument = z.strictObject({ events: z.array(z.record(z.string(), z.unknown())).min(1).max(500) })

/** Friendly writes: the plain facts in, an EPCIS event signed by the gateway's key of the party out. */
export const entries =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const common = { tags: ['trace'], security: [{ apiKey: [] }], response: answerSchemas }

    const onRequest = services.authenticator.required

    for (const [path, { body, summary, events, bodyLimit }] of Object.entries(ENTRIES)) {
      const schema = { ...common, body, summary }
      app.post(`/${path}`, { onRequest, schema, ...(bodyLimit && { bodyLimit }) }, (request, reply) =>
        capture(services, request, reply, (caller, idempotencyKey) => {
          const made = events(request.body as never)
          return idempotencyKey === undefined || path === NAMES_ANOTHER_EVENT
            ? made
            : made.map((event, index) => ({ ...event, eventID: eventIdOf(caller, idempotencyKey, index) }))
        })
      )
    }

    app.post(
      '/captures',
      {
        onRequest,
        bodyLimit: LONG_BODY,
        schema: {
          ...common,
          body: EventDocument,
          summary: 'EPCIS 事件，全部接受或全部不接受 EPCIS events, all or none'
        }
      },
      (request, reply) =>
        capture(services, request, reply, () => (request.body as { events: { eventID: string }[] }).events)
    )
  }

/** The same request again has the same events: its answer must not name others than those on the ledger. */
const eventIdOf = (party: string, idempotencyKey: string, index: number): string =>
  `urn:uuid:${uuidOf(`${party}\n${idempotencyKey}\n${index}`)}`

async function capture(
  { authenticator, commands, waits }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  eventsOf: (party: string, idempotencyKey: string | undefined) => readonly { eventID: string }[]
): Promise<FastifyReply> {
  const { party } = await authenticator.caller(request)
  const idempotency = idempotencyOf(request)
  const options = { ...answerOptions(request, waits, 'strict'), idempotency }
  const events = eventsOf(party, idempotency?.idempotencyKey)
  const status = await commands.send({ party, module: 'trace', action: 'capture', payload: { events } }, options)
  return sendStatus(
    request,
    reply,
    status,
    events.map(event => event.eventID)
  )
}
