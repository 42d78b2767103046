import { Gln, Gtin, LotNumber, Serial, Sscc } from '@suyuan/model/core/gs1'
import { Instant } from '@suyuan/model/core/instant'
import { Uscc } from '@suyuan/model/core/uscc'
import { KINDS, type KindName } from '@suyuan/model/trace/law'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { cursorOf, Limit, Microseconds, partsOf } from '../../core/web/cursor.js'
import { problemAnswers } from '../../core/web/problem.js'
import * as sql from './queries/lists.js'
import { CaseList, EventList, LotList, RecallList, ShipmentList } from './reads-schemas.js'

const paging = { limit: Limit, cursor: z.string().max(1000).optional() }
const Since = Instant.optional()
const RowNumber = z.int().min(0).max(2_147_483_647)

/** A thing that events are about; a case's number may be a pallet's. */
const About = z.union([
  z.templateLiteral(['lot:', Gtin, '/', LotNumber]),
  z.templateLiteral(['pack:', Gtin, '/', Serial]),
  z.templateLiteral(['case:', Sscc]),
  z.string().regex(/^shipment:[A-Za-z0-9.:_-]{1,60}$/)
])

interface List {
  path: string
  summary: string
  query: z.ZodObject
  answer: z.ZodType
  /** Shape of the sort key, one part a column. */
  key: z.ZodType<readonly unknown[]>
  parts: number
  /** The statement and, in its order, the values of its filters. */
  ask(query: Record<string, unknown>): { text: string; filters: unknown[] }
}

const asks =
  (text: string, ...names: string[]) =>
  (query: Record<string, unknown>) => ({ text, filters: names.map(name => query[name] ?? null) })

const LISTS: readonly List[] = [
  {
    path: '/lots',
    summary: '批次列表 Lots, the newest first',
    query: z.object({
      ...paging,
      maker: Uscc.optional(),
      gtin: Gtin.optional(),
      place: Gln.optional(),
      status: z.enum(['held', 'recalled', 'rejected', 'clear']).optional(),
      since: Since
    }),
    answer: LotList,
    key: z.tuple([Microseconds, z.string(), z.string()]),
    parts: 3,
    ask: asks(sql.LOTS, 'maker', 'gtin', 'place', 'status', 'since')
  },
  {
    path: '/cases',
    summary: '箱列表 Cases, by number',
    query: z.object({
      ...paging,
      gtin: Gtin.optional(),
      lot: LotNumber.optional(),
      place: Gln.optional(),
      status: z.enum(['closed', 'opened', 'destroyed', 'lost', 'in_transit']).optional()
    }),
    answer: CaseList,
    key: z.tuple([z.string()]),
    parts: 1,
    ask: asks(sql.CASES, 'gtin', 'lot', 'place', 'status')
  },
  {
    path: '/shipments',
    summary: '发货列表 Shipments, the newest first',
    query: z.object({
      ...paging,
      party: Uscc.optional(),
      from: Gln.optional(),
      to: Gln.optional(),
      status: z.enum(['in_transit', 'received', 'void']).optional(),
      since: Since
    }),
    answer: ShipmentList,
    key: z.tuple([Microseconds, z.string()]),
    parts: 2,
    ask: asks(sql.SHIPMENTS, 'party', 'from', 'to', 'status', 'since')
  },
  {
    path: '/events',
    summary:
      '事件列表，可按批次、箱或托盘、件、发货单 Events, the newest first; also of one lot, case or pallet, pack, shipment',
    query: z.object({
      ...paging,
      author: Uscc.optional(),
      kind: z.enum(Object.keys(KINDS) as [KindName, ...KindName[]]).optional(),
      place: Gln.optional(),
      about: About.optional(),
      since: Since
    }),
    answer: EventList,
    key: z.tuple([RowNumber, RowNumber, RowNumber, RowNumber]),
    parts: 4,
    ask: query => {
      const { text, filters } = asks(sql.EVENTS, 'author', 'kind', 'place', 'since')(query)
      if (query.about === undefined) return { text, filters }
      const [, kind, id] = /^(\w+):(.+)$/.exec(query.about as string)!
      return { text: sql.EVENTS_ABOUT, filters: [...filters, kind, id] }
    }
  },
  {
    path: '/recalls',
    summary: '召回列表 Recalls, the newest first',
    query: z.object({
      ...paging,
      author: Uscc.optional(),
      class: z.enum(['I', 'II', 'III']).optional(),
      since: Since
    }),
    answer: RecallList,
    key: z.tuple([Microseconds, z.string()]),
    parts: 2,
    ask: asks(sql.RECALLS, 'author', 'class', 'since')
  }
]

/** Lists for callers with an API key: they show what everybody moved. */
export const lists =
  ({ pool, authenticator }: Services): FastifyPluginAsync =>
  async app => {
    for (const { path, summary, query, answer, key, parts, ask } of LISTS) {
      const schema = { tags: ['trace'], security: [{ apiKey: [] }], summary, querystring: query }
      const response = { 200: answer, ...problemAnswers }
      app.get(path, { schema: { ...schema, response } }, async (request, reply) => {
        await authenticator.caller(request)
        const asked = request.query as Record<string, unknown> & { limit: number; cursor?: string }
        const after = partsOf(asked.cursor, key) ?? Array.from({ length: parts }, () => null)
        const { text, filters } = ask(asked)
        // One more than asked tells whether there is a next page.
        const values = [asked.limit + 1, ...after, ...filters]
        const { rows } = await pool.query<{ item: string; key: unknown }>(text, values)
        const shown = rows.slice(0, asked.limit)
        const next = rows.length > shown.length ? JSON.stringify(cursorOf(shown.at(-1)!.key)) : 'null'
        const items = shown.map(({ item }) => item).join(',')
        return reply.type('application/json').send(`{"items":[${items}],"next":${next}}`)
      })
    }
  }
