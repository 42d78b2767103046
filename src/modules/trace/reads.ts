import { Sscc } from '@suyuan/model/core/gs1'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { HttpProblem, problemAnswers } from '../../core/web/problem.js'
import { LotParams, PackParams } from './params.js'
import { impactJson, recallJson } from './queries/impact.js'
import { backwardJson, forwardJson, lotJson } from './queries/lots.js'
import { lotStory, packStory } from './queries/provenance.js'
import { LotStory, PackStory } from './queries/provenance-schema.js'
import { agreementJson, caseJson, eventJson, packJson, palletJson, shipmentJson } from './queries/records.js'
import { lists } from './reads-lists.js'
import {
  AgreementAnswer,
  CaseAnswer,
  EventAnswer,
  ImpactAnswer,
  LotAnswer,
  PackAnswer,
  PalletAnswer,
  RecallAnswer,
  ShipmentAnswer,
  TraceAnswer
} from './reads-schemas.js'

const NumberParams = z.object({ number: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/) })
const ShipmentParams = z.object({ id: z.string().regex(/^[A-Za-z0-9.:_-]{1,60}$/) })
const EventParams = z.object({ event: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/) })

interface Read<P> {
  path: string
  summary: string
  params: z.ZodType<P>
  answer: z.ZodType
  /** The answer's JSON text, or null when there is no such thing. */
  find(services: Services, params: P, request: FastifyRequest): Promise<string | null>
  /** Only for callers with an API key: it shows what others hold. */
  insiders?: true
}

const read = <P>(read: Read<P>) => read as unknown as Read<unknown>

const READS = [
  read({
    path: '/provenance/:gtin/:serial',
    summary: '一件产品的完整来历 The whole story of a pack, as its page shows it',
    params: PackParams,
    answer: PackStory,
    find: ({ pool }, pack) => packStory(pool, pack)
  }),
  read({
    path: '/provenance/:gtin/lots/:lot',
    summary: '一个批次的完整来历 The whole story of a lot',
    params: LotParams,
    answer: LotStory,
    find: ({ pool }, lot) => lotStory(pool, lot)
  }),
  read({
    path: '/lots/:gtin/:lot',
    summary: '批次 A lot; with an API key also where it is and what was made of it',
    params: LotParams,
    answer: LotAnswer,
    find: async ({ pool, authenticator }, lot, request) => {
      const insider = request.headers.authorization !== undefined
      if (insider) await authenticator.caller(request)
      return lotJson(pool, lot, insider)
    }
  }),
  read({
    path: '/lots/:gtin/:lot/backward',
    summary: '逆向追溯：由何制成 Trace back: what a lot was made of',
    params: LotParams,
    answer: TraceAnswer,
    find: ({ pool }, lot) => backwardJson(pool, lot)
  }),
  read({
    path: '/lots/:gtin/:lot/forward',
    summary: '正向追踪：制成了何物 Trace forward: what a lot was made into',
    params: LotParams,
    answer: TraceAnswer,
    find: ({ pool }, lot) => forwardJson(pool, lot),
    insiders: true
  }),
  read({
    path: '/lots/:gtin/:lot/impact',
    summary: '影响范围：何人持有、何处、已售多少 Impact: who holds what where, what is sold',
    params: LotParams,
    answer: ImpactAnswer,
    find: ({ pool }, lot) => impactJson(pool, lot),
    insiders: true
  }),
  read({
    path: '/packs/:gtin/:serial',
    summary: '单件 A pack',
    params: PackParams,
    answer: PackAnswer,
    find: ({ pool }, pack) => packJson(pool, pack)
  }),
  read({
    path: '/cases/:sscc',
    summary: '箱 A case, its packs and shipments',
    params: z.object({ sscc: Sscc }),
    answer: CaseAnswer,
    find: ({ pool }, { sscc }) => caseJson(pool, sscc),
    insiders: true
  }),
  read({
    path: '/pallets/:sscc',
    summary: '托盘 A pallet and the cases on it',
    params: z.object({ sscc: Sscc }),
    answer: PalletAnswer,
    find: ({ pool }, { sscc }) => palletJson(pool, sscc),
    insiders: true
  }),
  read({
    path: '/shipments/:id',
    summary: '发货单 A shipment',
    params: ShipmentParams,
    answer: ShipmentAnswer,
    find: ({ pool }, { id }) => shipmentJson(pool, id),
    insiders: true
  }),
  read({
    path: '/recalls/:number',
    summary: '召回及其影响范围 A recall and its impact',
    params: NumberParams,
    answer: RecallAnswer,
    find: ({ pool }, { number }) => recallJson(pool, number),
    insiders: true
  }),
  read({
    path: '/agreements/:number',
    summary: '供货协议 A supply agreement with what was delivered under it',
    params: NumberParams,
    answer: AgreementAnswer,
    find: ({ pool }, { number }) => agreementJson(pool, number),
    insiders: true
  }),
  read({
    path: '/events/:event',
    summary: 'EPCIS 事件及其更正 An EPCIS event as it was signed, with its corrections',
    params: EventParams,
    answer: EventAnswer,
    find: ({ pool }, { event }) => eventJson(pool, event),
    insiders: true
  })
]

/** What the mirror has of the trace. Postgres shapes the answers; they go out as they come. */
export const reads =
  (services: Services): FastifyPluginAsync =>
  async app => {
    for (const { path, summary, params, answer, find, insiders } of READS) {
      const response = { 200: answer, ...problemAnswers }
      const schema = { tags: ['trace'], summary, params, response, ...(insiders && { security: [{ apiKey: [] }] }) }
      app.get(path, { schema }, async (request, reply) => {
        if (insiders) await services.authenticator.caller(request)
        const json = await find(services, request.params, request)
        if (json === null) throw new HttpProblem('NOT_FOUND')
        return reply.type('application/json').send(json)
      })
    }
    await app.register(lists(services))
  }
