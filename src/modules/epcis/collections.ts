import { EPCIS_CONTEXT, type Namespaces } from '@suyuan/model/core/epcis/namespaces'
import { VOCABULARIES } from '@suyuan/model/core/epcis/vocabulary'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { indexed, inFormat } from './epc.js'
import { answerEvents, bothForms, documentAnswers, EventQuery, formFor, readSchema, sendJson } from './events.js'
import { EpcisException, epcisAnswers } from './exceptions.js'
import { discoverable, extensionsOf, gs1 } from './headers.js'
import { DOCUMENTS } from './media.js'
import { linkNext, PageQuery, pageOf } from './paging.js'
import type { Query } from './parameters.js'
import { type Collection, ROLES, term, wordOf } from './terms.js'

/** What collections have whether there are events of it or not: what the standards name. */
const STANDARD: Readonly<Partial<Record<Collection, readonly string[]>>> = {
  eventTypes: ['AggregationEvent', 'AssociationEvent', 'ObjectEvent', 'TransactionEvent', 'TransformationEvent'],
  bizSteps: [...VOCABULARIES.bizStep.values],
  dispositions: [...VOCABULARIES.disposition.values]
}

interface Kind {
  /** Name of the path's variable. */
  variable: string
  zh: string
  en: string
  /** The value by which it is known, from the address. */
  read: (value: string, request: FastifyRequest) => string
  /** Events of that value. */
  events: (query: Query, value: string) => void
}

const word = (value: string, request: FastifyRequest) => wordOf(value, extensionsOf(request))
/** A name, maybe by a prefix that the request declares. */
function named(value: string, request: FastifyRequest): string {
  const [, prefix = '', local = ''] = /^([^:/]+):(.+)$/.exec(value) ?? []
  const namespace = prefixesOf(request).get(prefix)
  return indexed(namespace === undefined ? value : namespace + local)
}
const saying =
  (...kinds: string[]) =>
  ({ conditions }: Query, value: string) =>
    conditions.requireSaid(kinds.map(kind => term(kind, value)))

const KINDS: Readonly<Record<Collection, Kind>> = {
  eventTypes: {
    ...{ variable: 'eventType', zh: '事件类型', en: 'Event types', read: word },
    events: ({ conditions }, value) => conditions.requireAmong('event_type', [value])
  },
  epcs: {
    ...{ variable: 'epc', zh: '产品电子代码', en: 'EPCs', read: named },
    events: saying(...Object.keys(ROLES))
  },
  bizSteps: {
    ...{ variable: 'bizStep', zh: '业务步骤', en: 'Business steps', read: word },
    events: ({ conditions }, value) => conditions.requireAmong('biz_step', [value])
  },
  bizLocations: {
    ...{ variable: 'bizLocation', zh: '所在地点', en: 'Business locations', read: named },
    events: saying('bizLocation')
  },
  readPoints: {
    ...{ variable: 'readPoint', zh: '读取点', en: 'Read points', read: named },
    events: saying('readPoint')
  },
  dispositions: {
    ...{ variable: 'disposition', zh: '状态', en: 'Dispositions', read: word },
    events: saying('disposition')
  }
}

/** Members of a collection, and whether there are more. */
async function membersOf(
  pool: pg.Pool,
  collection: Collection,
  after: string,
  count: number
): Promise<{ members: string[]; more: boolean }> {
  const { rows } = await pool.query<{ value: string }>(
    `select value from (
       select value from epcis.epcis_known where collection = $1
       union select unnest($4::text[]) collate "C"
     ) as known where value > $2 collate "C" and value <> '' order by value limit $3`,
    [collection, after, count + 1, STANDARD[collection] ?? []]
  )
  return { members: rows.slice(0, count).map(({ value }) => value), more: rows.length > count }
}

async function refuseUnknown(pool: pg.Pool, collection: Collection, value: string): Promise<void> {
  if (STANDARD[collection]?.includes(value)) return
  const { rows } = await pool.query('select from epcis.epcis_known where (collection, value) = ($1, $2)', [
    collection,
    value
  ])
  if (rows.length > 0) return
  throw new EpcisException('NoSuchResourceException', { zh: '这里没有它的事件', en: 'no event here is of that' })
}

export const CollectionAnswer = z.object({
  '@context': z.union([z.string(), z.array(z.unknown())]),
  type: z.literal('Collection'),
  member: z.array(z.string())
})
const answers = { 200: { description: '成员 Members', content: bothForms(CollectionAnswer) }, ...epcisAnswers }

/** A list of resources; names by the prefixes that the client has declared, where they match. */
export function collectionOf(members: readonly string[], prefixes: ReadonlyMap<string, string> = new Map()) {
  const used: Record<string, string> = {}
  const member = members.map(name => {
    const [prefix, namespace] = [...prefixes].find(([, uri]) => name.startsWith(uri) && name.length > uri.length) ?? []
    if (prefix === undefined || namespace === undefined) return name
    used[prefix] = namespace
    return `${prefix}:${name.slice(namespace.length)}`
  })
  const context = Object.keys(used).length > 0 ? [EPCIS_CONTEXT, used] : EPCIS_CONTEXT
  return { '@context': context, type: 'Collection', member }
}

/** Prefixes that a request itself declares. */
const prefixesOf = (request: FastifyRequest): Namespaces['own'] =>
  gs1(request)['gs1-extensions'] === undefined ? new Map() : extensionsOf(request).own

/** The six top-level collections of values, and the events of each value. */
export const collections =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool } = services
    for (const [name, kind] of Object.entries(KINDS) as [Collection, Kind][]) {
      const params = z.object({ [kind.variable]: z.string().min(1) })
      const valueIn = (request: FastifyRequest) =>
        kind.read((request.params as Record<string, string>)[kind.variable]!, request)

      discoverable(app, `/${name}`, ['GET'])
      const list = readSchema(`${kind.zh} ${kind.en}`, { querystring: z.object(PageQuery) })
      app.get(`/${name}`, { schema: { ...list, response: answers } }, async (request, reply) => {
        const { after, count } = await pageOf(pool, request)
        const { members, more } = await membersOf(pool, name, String(after?.[0] ?? ''), count)
        if (more) linkNext(request, reply, { spot: [members.at(-1)!], height: 0 })
        const { format, lengthOf } = formFor(services, request, reply)
        const names = members.map(member => inFormat(member, format, lengthOf))
        return sendJson(request, reply, collectionOf(names, prefixesOf(request)))
      })

      const one = `/${name}/:${kind.variable}`
      const find = (request: FastifyRequest) => refuseUnknown(pool, name, valueIn(request))
      discoverable(app, one, ['GET'], { params, find })
      const parts = readSchema(`${kind.zh}的下级资源 What there is of one`, { params })
      app.get(one, { schema: { ...parts, response: answers } }, async (request, reply) => {
        await find(request)
        return sendJson(request, reply, collectionOf(['events']))
      })

      discoverable(app, `${one}/events`, ['GET'], { params, find })
      const events = readSchema(`${kind.zh}的事件 Events of one`, { params, querystring: EventQuery })
      app.get(
        `${one}/events`,
        { config: DOCUMENTS, schema: { ...events, response: documentAnswers } },
        async (request, reply) => {
          const value = valueIn(request)
          await refuseUnknown(pool, name, value)
          return answerEvents(services, request, reply, query => kind.events(query, value))
        }
      )
    }
  }
