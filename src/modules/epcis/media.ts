import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { isFor12 } from './versions.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a route's answers are there in XML too; one that has no content is good for who takes any form. */
    offersXml?: true
    /** Whether that can be as EPCIS 1.2 has it. */
    offers12?: true
  }
}

/** Of routes whose answers are there in XML, or have no content. */
export const ANY_FORM = { offersXml: true } as const

/** Of routes that answer with documents of events or master data. */
export const DOCUMENTS = { offersXml: true, offers12: true } as const

export type MediaType = 'application/json' | 'application/ld+json' | 'application/xml'

/** What each type that may be asked for is answered by. */
const ANSWERED: ReadonlyMap<string, MediaType> = new Map(
  Object.entries({
    '*/*': 'application/json',
    'application/*': 'application/json',
    'application/json': 'application/json',
    'application/problem+json': 'application/json',
    'application/ld+json': 'application/ld+json',
    'application/xml': 'application/xml',
    'application/problem+xml': 'application/xml',
    'text/xml': 'application/xml'
  } as const)
)

/** Clients say the same each time, and each request is asked several times: what was read before is kept. */
const known = new LRUCache<string, readonly string[]>({ max: 100 })

/** The types that a request takes, the one that it likes best first. */
function typesOf({ headers: { accept = '*/*' } }: FastifyRequest): readonly string[] {
  const types = known.get(accept) ?? read(accept)
  known.set(accept, types)
  return types
}

function read(accept: string): string[] {
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

/** In which form a request is answered; null in none that it takes. Documents as 1.2 has them are there in XML alone. */
export function mediaTypeOf(request: FastifyRequest): MediaType | null {
  const { config } = request.routeOptions
  const types = typesOf(request)
  if (isFor12(request)) return config.offers12 && types.some(takesXml) ? 'application/xml' : null
  const offered = types.flatMap(type => ANSWERED.get(type) ?? [])
  return offered.find(type => type !== 'application/xml' || config.offersXml) ?? null
}

const takesXml = (type: string): boolean =>
  ANSWERED.get(type) === 'application/xml' || /^(\*|application)\/\*$/.test(type)

/** In which form a request hears what went wrong, whatever it takes: a form of problems that it names, or of its answer. */
export function problemFormOf(request: FastifyRequest): 'json' | 'xml' {
  const types = typesOf(request).filter(type => ANSWERED.has(type))
  const liked = types.find(type => type.startsWith('application/problem+')) ?? types[0] ?? '*/*'
  return ANSWERED.get(liked) === 'application/xml' ? 'xml' : 'json'
}
