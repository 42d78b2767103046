import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Namespaces } from '../../core/epcis/namespaces.js'
import { namespacesInHeader, SUYUAN } from './context.js'
import { EPC_FORMATS, type EpcFormat } from './epc.js'
import { EpcisException, epcisAnswers } from './exceptions.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a route answers with documents, which can be had in XML. */
    offersXml?: true
  }
}

/** What of the standards is spoken here. */
const VERSION = '2.0.0'
export const CAPTURE_LIMIT = 1000
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

export const epcFormatOf = (request: FastifyRequest): EpcFormat =>
  gs1(request)['gs1-epc-format'] ?? 'Always_GS1_Digital_Link'

/** In which form words of the vocabulary are in XML. */
export const wordsOf = (request: FastifyRequest): 'urn' | 'web' =>
  gs1(request)['gs1-cbv-xml-format'] === 'Always_Web_URI' ? 'web' : 'urn'

/** Namespaces that a request declares for names in its address. */
export const extensionsOf = (request: FastifyRequest): Namespaces =>
  namespacesInHeader(gs1(request)['gs1-extensions'] ?? '')

const partsOf = (version: string) => [...version.split('.').map(Number), 0, 0, 0].slice(0, 3)

/** Below zero where the first is the older. */
function compare(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)]
  return left.map((part, at) => part - right[at]!).find(difference => difference !== 0) ?? 0
}

/** @throws EpcisException NotAcceptableException for versions and forms that are not to be had here */
export function refuseUnacceptable(request: FastifyRequest): void {
  const headers = gs1(request)
  for (const standard of ['epcis', 'cbv'] as const) {
    const [version, min, max] = (['version', 'min', 'max'] as const).map(which => headers[`gs1-${standard}-${which}`])
    const isOther = version !== undefined && partsOf(version).slice(0, 2).join() !== partsOf(VERSION).slice(0, 2).join()
    if (isOther || (min && compare(min, VERSION) > 0) || (max && compare(max, VERSION) < 0))
      throw notAcceptable(
        `GS1-${standard.toUpperCase()}`,
        `此处使用 ${VERSION} 版`,
        `version ${VERSION} is spoken here`
      )
  }
  if (mediaTypeOf(request) === null)
    throw notAcceptable('Accept', '无法按该格式答复', 'this is not answered in that form')
}

/** What each type that may be asked for is answered by. */
const ANSWERED: Readonly<Record<string, MediaType>> = {
  '*/*': 'application/json',
  'application/*': 'application/json',
  'application/json': 'application/json',
  'application/problem+json': 'application/json',
  'application/ld+json': 'application/ld+json',
  'application/xml': 'application/xml',
  'text/xml': 'application/xml'
}
export type MediaType = 'application/json' | 'application/ld+json' | 'application/xml'

/** The types that a request takes, the one that it likes best first. */
function mediaTypesIn(accept: string): string[] {
  const types = accept.split(',').map(part => {
    const [type = '', ...parameters] = part.split(';').map(text => text.trim().toLowerCase())
    const quality = parameters.map(parameter => /^q=([\d.]+)$/.exec(parameter)?.[1]).find(q => q !== undefined)
    return { type, quality: Number(quality ?? 1) }
  })
  return types
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ type }) => type)
}

/** In which form a request is answered; null in none that it takes. Documents of events are there in XML too. */
export function mediaTypeOf({ headers, routeOptions }: FastifyRequest): MediaType | null {
  const offered = mediaTypesIn(headers.accept ?? '*/*').flatMap(type => ANSWERED[type] ?? [])
  return offered.find(type => type !== 'application/xml' || routeOptions.config.offersXml) ?? null
}

const notAcceptable = (field: string, zh: string, en: string) =>
  new EpcisException('NotAcceptableException', { field, zh, en })

/** Every answer says which versions it speaks. */
export function sayVersions(_: FastifyRequest, reply: FastifyReply): void {
  reply.header('gs1-epcis-version', VERSION).header('gs1-cbv-version', VERSION).header('gs1-extensions', EXTENSIONS)
}

type Method = 'GET' | 'POST' | 'DELETE'

/** Says of a resource what can be done with it, and how (`OPTIONS`). */
export function discoverable(
  app: FastifyInstance,
  path: string,
  methods: readonly Method[],
  about: { params?: z.ZodType; headers?: Record<string, string> } = {}
): void {
  const schema = {
    summary: `发现 ${path} Discovery`,
    tags: ['epcis'],
    security: [{ apiKey: [] }],
    headers: GS1_HEADERS,
    ...(about.params && { params: about.params }),
    response: { 204: z.null().describe('见响应头 See the headers'), ...epcisAnswers }
  }
  app.options(path, { schema, prefixTrailingSlash: 'no-slash' }, async (_, reply) =>
    reply
      .code(204)
      .headers({
        allow: ['OPTIONS', ...methods].join(', '),
        'gs1-epcis-min': VERSION,
        'gs1-epcis-max': VERSION,
        'gs1-cbv-min': VERSION,
        'gs1-cbv-max': VERSION,
        'gs1-epc-format': EPC_FORMATS.join(', '),
        'gs1-vendor-version': VENDOR_VERSION,
        ...about.headers
      })
      .send()
  )
}
