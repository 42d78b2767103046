import { Gln } from '@suyuan/model/core/gs1'
import { KIND_NAMES } from '@suyuan/model/monitoring/kinds'
import { proofOf, Reading, ReadingProof } from '@suyuan/model/monitoring/readings'
import { ShipmentId } from '@suyuan/model/monitoring/sensors'
import { type Series, seriesKey } from '@suyuan/model/monitoring/states'
import { sha256 } from '@suyuan/model/node/crypto'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { viewerByKey } from '../../core/matters/access.js'
import type { Services } from '../../core/module.js'
import { LONG_BODY } from '../../core/web/json-body.js'
import { HttpProblem, problemAnswers } from '../../core/web/problem.js'
import { FATES, Message } from './ingestion.js'
import { curvesOf } from './queries/curves.js'
import { partiesOf } from './queries/lists.js'
import { readingsIn } from './queries/series.js'
import { runningOf } from './running.js'

const Answered = z.object({
  readings: z.array(z.object({ sensor: z.string(), sequence: z.int(), state: z.enum(FATES) }))
})

const Subject = z
  .strictObject({ shipment: ShipmentId.optional(), place: Gln.optional() })
  .refine(({ shipment, place }) => (shipment === undefined) !== (place === undefined), {
    path: ['place'],
    message: 'PLACE_OR_SHIPMENT'
  })
const nameIn = ({ shipment, place }: z.infer<typeof Subject>) => (shipment ?? place)!

const Watched = z.object({ subject: z.string().max(60) })
const Window = z.object({
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional()
})
const Curves = z.object({
  curves: z.array(
    z.object({
      kind: z.enum(KIND_NAMES),
      rules: z.array(z.looseObject({ name: z.string() })),
      lines: z.array(
        z.object({
          sensor: z.string(),
          points: z.array(z.object({ at: z.string(), value: z.number(), sequence: z.int() })),
          doubts: z.array(z.object({ type: z.string(), from: z.string(), until: z.string() }))
        })
      )
    })
  )
})

/** /api/monitoring: readings in, what was measured out, any of it with its proof. */
export const routes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { ingestion, closing } = runningOf(services, app)
    const { authenticator } = services
    const common = { tags: ['monitoring'], security: [{ apiKey: [] }] }
    const taking = { ...common, summary: '传感器读数 Readings of sensors', body: Message }

    app.post(
      '/readings',
      { bodyLimit: LONG_BODY, schema: { ...taking, response: { 200: Answered, ...problemAnswers } } },
      async request => {
        const message = request.body as Message
        return { readings: await ingestion.take(await whoSays(request, message), message) }
      }
    )

    /** A sensor that signs needs no API key; whether it signed is seen with its readings. */
    async function whoSays(request: FastifyRequest, { signature }: Message): Promise<string | null> {
      if (signature !== undefined && request.headers.authorization === undefined && !request.person) return null
      return (await authenticator.caller(request)).party
    }

    const reading = {
      ...common,
      summary: '一个监测对象的读数 What was measured of a subject',
      params: Watched,
      querystring: Window
    }
    app.get(
      '/watched/:subject',
      { schema: { ...reading, response: { 200: Curves, ...problemAnswers } } },
      async request => {
        const { subject } = request.params as z.infer<typeof Watched>
        const { from, until } = request.query as z.infer<typeof Window>
        const viewer = await viewerByKey(services, await authenticator.caller(request))
        if (!viewer.supervises && !(await partiesOf(services.pool, subject)).includes(viewer.party ?? ''))
          throw new HttpProblem('NOT_FOUND')
        return { curves: await curvesOf(services, subject, { from: from ?? null, until: until ?? null }) }
      }
    )

    const closes = { ...common, summary: '封存读数 Close what was measured', body: Subject }
    const Closed = z.object({ series: z.array(z.string()) })
    app.post(
      '/closings',
      { onRequest: authenticator.required, schema: { ...closes, response: { 200: Closed, ...problemAnswers } } },
      async request => {
        const { party } = await authenticator.caller(request)
        const series = await closing.close(
          nameIn(request.body as z.infer<typeof Subject>),
          Date.now(),
          undefined,
          party
        )
        await closing.tell()
        return { series }
      }
    )
    await app.register(proofs(services))
  }

const Named = z.object({ id: z.string().min(3).max(40) })
const One = Named.extend({ sensor: z.string().max(40), sequence: z.coerce.number().int().min(0) })
const SeriesAnswer = z.looseObject({ id: z.string(), root: z.string(), count: z.int(), event: z.string() })

/** What was closed is everybody's: the series as the ledger has it, its readings, and the proof of any of them. */
const proofs =
  ({ states, pool }: Services): FastifyPluginAsync =>
  async app => {
    const seriesOf = async (id: string): Promise<Series> => {
      const series = await states.get(seriesKey(id))
      if (!series) throw new HttpProblem('NOT_FOUND')
      return series
    }
    const tags = ['monitoring']
    const one = { tags, summary: '已封存的一组读数 A series', params: Named }
    app.get(
      '/series/:id',
      { schema: { ...one, response: { 200: SeriesAnswer, ...problemAnswers } } },
      async request => {
        const { id } = request.params as z.infer<typeof Named>
        return { id, ...(await seriesOf(id)) }
      }
    )

    const all = { tags, summary: '其中的读数 Its readings', params: Named }
    const Readings = z.object({ readings: z.array(Reading) })
    app.get(
      '/series/:id/readings',
      { schema: { ...all, response: { 200: Readings, ...problemAnswers } } },
      async request => {
        const { id } = request.params as z.infer<typeof Named>
        await seriesOf(id)
        return { readings: await readingsIn(pool, id) }
      }
    )

    const proof = { tags, summary: '一个读数的证明 The proof of one reading', params: One }
    app.get(
      '/series/:id/readings/:sensor/:sequence/proof',
      { schema: { ...proof, response: { 200: ReadingProof, ...problemAnswers } } },
      async request => {
        const { id, ...named } = request.params as z.infer<typeof One>
        const { root } = await seriesOf(id)
        const found = proofOf(id, await readingsIn(pool, id), named, sha256)
        // Of readings that are too old to be kept there is no path any more.
        if (!found || found.root !== root) throw new HttpProblem('NOT_FOUND')
        return found
      }
    )
  }
