import { Namespaces, SUYUAN } from '@suyuan/model/core/epcis/namespaces'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { namespacesInHeader } from './context.js'
import { EPC_FORMATS, type EpcFormat } from './epc.js'
import { EpcisException, epcisAnswers } from './exceptions.js'
import { ANY_FORM, mediaTypeOf } from './media.js'
import { isFor12, VERSIONS, versionFor } from './versions.js'

const [VERSION, OLDEST] = VERSIONS
const VENDOR_VERSION = 'suyuan-0.1.0'
const EXTENSIONS = Object.entries(SUYUAN)
  .map(([prefix, namespace]) => `${prefix}=${namespace}`)
  .join(', ')

const Version = z.string().regex(/^\d+(\.\d+){0,3}$/)
const CBV_XML_FORMATS = ['No_Preference', 'Always_Web_URI', 'Always_URN', 'Never_Translates'] as const

/** The headers by which requests say how they want to be answered. Others are none of this schema's affair. */
export const GS1_HEADERS = z.looseObject({
  'gs1-epcis-version': Version.optional(),
  'gs1-epcis-min': Version.optional(),
  'gs1-epcis-max': Version.optional(),
  'gs1-cbv-version': Version.optional(),
  'gs1-cbv-min': Version.optional(),
  'gs1-cbv-max': Version.optional(),
  'gs1-epc-format': z.enum(EPC_FORMATS).optional(),
  'gs1-cbv-xml-format': z.enum(CBV_XML_FORMATS).optional(),
  'gs1-extensions': z.string().max(2000).optional(),
  'gs1-capture-error-behaviour': z.enum(['rollback', 'proceed']).optional()
})
type Gs1Headers = z.infer<typeof GS1_HEADERS>

/** A header of the request, as its schema has read it. */
export const gs1 = ({ headers }: FastifyRequest): Gs1Headers => headers as Gs1Headers

/** Systems of 1.2 know names as URNs alone. */
export const epcFormatOf = (request: FastifyRequest): EpcFormat =>
  gs1(request)['gs1-epc-format'] ?? (isFor12(request) ? 'Always_EPC_URN' : 'Always_GS1_Digital_Link')

/** In which form words of the vocabulary are in XML. */
export const wordsOf = (request: FastifyRequest): 'urn' | 'web' =>
  gs1(request)['gs1-cbv-xml-format'] === 'Always_Web_URI' ? 'web' : 'urn'

/** Namespaces that a request declares for names in its address. */
export function extensionsOf(request: FastifyRequest): Namespaces {
  const declared = gs1(request)['gs1-extensions']
  return declared === undefined ? Namespaces.ledger : namespacesInHeader(declared)
}

/** @throws EpcisException NotAcceptableException for versions and forms that are not to be had here */
export function refuseUnacceptable(request: FastifyRequest): void {
  if (versionFor(request) === undefined) {
    const standard = versionFor(request, ['epcis']) === undefined ? 'EPCIS' : 'CBV'
    throw notAcceptable(
      `GS1-${standard}`,
      `此处使用 ${VERSIONS.join('、')} 版`,
      `versions ${VERSIONS.join(' and ')} are spoken here`
    )
  }
  if (mediaTypeOf(request) === null)
    throw notAcceptable('Accept', '无法按该格式答复', 'this is not answered in that form')
}

const notAcceptable = (field: string, zh: string, en: string) =>
  new EpcisException('NotAcceptableException', { field, zh, en })

/** Every answer says which versions it speaks. */
export function sayVersions(_: FastifyRequest, reply: FastifyReply, version: string = VERSION): void {
  reply.header('gs1-epcis-version', version).header('gs1-cbv-version', version).header('gs1-extensions', EXTENSIONS)
}

type Method = 'GET' | 'POST' | 'DELETE'

interface About {
  params?: z.ZodType
  /** What else is said of it. */
  headers?: Record<string, string>
  /** Looks for the resource, where there need not be one. @throws EpcisException */
  find?: (request: FastifyRequest) => Promise<unknown>
  /** What is said of this very one. @throws EpcisException where there is none */
  headersOf?: (request: FastifyRequest) => Promise<Record<string, string>>
}

/** Says of a resource what can be done with it, and how (`OPTIONS`). */
export function discoverable(
  app: FastifyInstance,
  path: string,
  methods: readonly Method[],
  { params, headers, find, headersOf }: About = {}
): void {
  const schema = {
    summary: `发现 ${path} Discovery`,
    tags: ['epcis'],
    security: [{ apiKey: [] }],
    headers: GS1_HEADERS,
    ...(params && { params }),
    response: { 204: z.null().describe('见响应头 See the headers'), ...epcisAnswers }
  }
  const said = {
    ...{ allow: ['OPTIONS', ...methods].join(', '), 'gs1-vendor-version': VENDOR_VERSION },
    ...{ 'gs1-epcis-min': OLDEST, 'gs1-epcis-max': VERSION, 'gs1-cbv-min': OLDEST, 'gs1-cbv-max': VERSION },
    ...headers
  }
  app.options(path, { config: ANY_FORM, schema, prefixTrailingSlash: 'both' }, async (request, reply) => {
    await find?.(request)
    reply.headers({ ...said, ...(await headersOf?.(request)) })
    // As who asks so would be answered.
    reply.headers({
      'gs1-epc-format': epcFormatOf(request),
      'gs1-cbv-xml-format': gs1(request)['gs1-cbv-xml-format'] ?? 'Always_URN'
    })
    return reply.code(204).send()
  })
}
