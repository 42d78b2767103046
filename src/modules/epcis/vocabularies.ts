/** The second query that EPCIS defines: what is said of places, parties, goods and words. */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { Conditions } from './conditions.js'
import { namespacesIn } from './context.js'
import { claimRecordOf, type Form, vocabularyDocument } from './documents.js'
import { indexed } from './epc.js'
import { documentAnswers, formFor, readSchema, sendDocument } from './events.js'
import { EpcisException } from './exceptions.js'
import { discoverable, extensionsOf } from './headers.js'
import { attributeTerms, isAttribute } from './master-data.js'
import { DOCUMENTS } from './media.js'
import { MASTER_DATA_QUERY } from './named.js'
import { linkNext, PageQuery, pageOf } from './paging.js'
import { allBelow, type FoundClaim, searchMasterData } from './queries/master-data.js'
import { Reader } from './reader.js'

const DOCUMENTED = {
  vocabularyName: '词表 Of these vocabularies, separated by |',
  EQ_name: '名称 Of these things',
  WD_name: '名称及其下级 Of these and what lies in them',
  HASATTR: '有任一属性 With one of these attributes',
  includeAttributes: '是否给出属性 Whether attributes are given (true)',
  attributeNames: '给出哪些属性 Which of them',
  includeChildren: '是否给出下级 Whether children are given (true)',
  maxElementCount: '多于此数则拒绝 More than that are refused'
}

const MasterDataQuery = z.looseObject({
  ...PageQuery,
  ...Object.fromEntries(Object.entries(DOCUMENTED).map(([name, text]) => [name, z.string().optional().describe(text)]))
})

interface Asked {
  conditions: Conditions
  /** What of an element is given. */
  attributes: boolean
  children: boolean
  only: string[] | null
  most: number | null
}

/** Reads the parameters of a master data query (EPCIS 2.0, 8.2.7.2). @throws EpcisException */
async function asked({ pool }: Services, request: FastifyRequest): Promise<Asked> {
  const { perPage: _, nextPageToken: __, ...parameters } = request.query as Record<string, unknown>
  const namespaces = extensionsOf(request)
  const read: Asked = { conditions: new Conditions(), attributes: true, children: true, only: null, most: null }
  const { conditions } = read
  const among = (column: 'vocabulary' | 'id', values: readonly string[]) =>
    conditions.require(`m.${column} = any(${conditions.bind(values)}::text[])`)
  const having = (terms: readonly string[]) => conditions.require(`m.terms && ${conditions.bind(terms)}::text[]`)
  const ways: Record<string, (reader: Reader) => Promise<void> | void> = {
    vocabularyName: reader => among('vocabulary', reader.uris()),
    EQ_name: reader => among('id', reader.uris().map(indexed)),
    WD_name: async reader => among('id', await allBelow(pool, reader.uris().map(indexed), null)),
    HASATTR: reader => having(attributeTerms(reader.list(), null, namespaces)),
    includeAttributes: reader => {
      read.attributes = reader.flag()
    },
    includeChildren: reader => {
      read.children = reader.flag()
    },
    attributeNames: reader => {
      read.only = reader.list()
    },
    maxElementCount: reader => {
      read.most = reader.count()
    }
  }
  for (const [name, value] of Object.entries(parameters)) {
    const reader = new Reader('QueryParameterException', name, value)
    const [, attribute] = /^EQATTR_(\S+)$/.exec(name) ?? []
    if (attribute) having(attributeTerms([attribute], reader.list(), namespaces))
    else if (Object.hasOwn(ways, name)) await ways[name]!(reader)
    else throw reader.wrong('没有这个参数', 'there is no such parameter')
  }
  return read
}

/** What of a claim is given. */
function cut(claim: FoundClaim, { attributes, children, only }: Asked, request: FastifyRequest): FoundClaim {
  const { attributes: all, children: below, ...element } = claim.element
  const namespaces = namespacesIn(element['@context']).with(Object.fromEntries(extensionsOf(request).own))
  const some = only && Array.isArray(all) ? all.filter(({ id }) => isAttribute(String(id), only, namespaces)) : all
  return {
    ...claim,
    element: {
      ...element,
      ...(attributes && some !== undefined && { attributes: some }),
      ...(children && below !== undefined && { children: below })
    }
  }
}

/** /epcis/queries/SimpleMasterDataQuery: everybody's, and not to be subscribed to. */
export const vocabularies =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const path = `/queries/${MASTER_DATA_QUERY}/events`
    discoverable(app, path, ['GET'])
    const schema = readSchema('主数据 Master data', { querystring: MasterDataQuery })
    app.get(path, { config: DOCUMENTS, schema: { ...schema, response: documentAnswers } }, async (request, reply) => {
      const { pool } = services
      const query = await asked(services, request)
      const { after, count } = await pageOf(pool, request)
      const limit = query.most === null ? count : Math.max(count, query.most)
      const found = await searchMasterData(pool, query.conditions, after, limit + 1)
      if (query.most !== null && after === null && found.length > query.most) throw tooMany(query.most)
      const some = found.slice(0, count)
      const last = some.at(-1)
      if (last && found.length > count) linkNext(request, reply, { spot: spotOf(last), height: 0 })
      const form: Form = formFor(services, request, reply)
      const claims = some.map(claim => cut(claim, query, request))
      return sendDocument(request, reply, vocabularyDocument(claims, some.map(claimRecordOf), form))
    })
  }

const spotOf = ({ vocabulary, id, author }: FoundClaim) => [vocabulary, id, author]

const tooMany = (most: number) =>
  new EpcisException('QueryTooLargeException', {
    field: 'maxElementCount',
    zh: `结果多于 ${most} 条`,
    en: `there are more than ${most} results`
  })
