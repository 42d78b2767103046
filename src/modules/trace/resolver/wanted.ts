import type { FastifyRequest } from 'fastify'

/** What who asks for a Digital Link wants: the page, the data behind it, the list of links, for machines or for people, or to be sent on. */
export type Wanted =
  | { what: 'page' | 'data' | 'linkset' | 'links' }
  /** Of a type, which may be of none. */
  | { what: 'link'; type: string }

/** GS1's link types: https://ref.gs1.org/voc/?show=linktypes */
export const VOCABULARY = 'https://ref.gs1.org/voc/'
/** The one that a request without a wish is sent to. */
export const DEFAULT = 'defaultLink'

export const BY_DEFAULT: Wanted = { what: 'link', type: DEFAULT }

/** In which media type lists of links go out (RFC 9264). */
export const LINKSET_TYPE = 'application/linkset+json'

/**
 * The wish for a link goes before what the reader takes; browsers get the page at the very address that is printed. Others
 * are sent on, but for those who have always had the data here.
 */
export function wantedBy({ query, headers: { accept = '' } }: FastifyRequest): Wanted {
  const { linkType } = query as { linkType?: string | string[] }
  const type = [linkType].flat()[0]
  // `all` is what the list was called before RFC 9264, when browsers had it as a page.
  if (type === 'all' && readsPages(accept)) return { what: 'links' }
  if (type === 'linkset' || type === 'all') return { what: 'linkset' }
  if (type !== undefined) return { what: 'link', type: nameOf(type) }
  if (accept.includes(LINKSET_TYPE)) return { what: 'linkset' }
  if (readsPages(accept)) return { what: 'page' }
  return /application\/(ld\+)?json/.test(accept) ? { what: 'data' } : BY_DEFAULT
}

/** Whether a person reads the answer. */
export const readsPages = (accept = '') => accept.includes('text/html') && !accept.includes(LINKSET_TYPE)

/** A link type by its name in GS1's vocabulary, whichever way it was written. */
const nameOf = (type: string) => type.replace(/^(gs1:|https?:\/\/(ref\.)?gs1\.org\/voc\/)/, '')

interface Wish {
  name: string
  quality: number
}

/** What a header of the reader's prefers, the dearest first. */
const wishesOf = (header: string): Wish[] =>
  header
    .split(',')
    .map(part => {
      const [name = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map(each => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(each => each !== undefined)
      return { name, quality: Number(quality ?? 1) }
    })
    .sort((a, b) => b.quality - a.quality)

/** How dear a language is: `zh` serves who wants `zh-CN`, and the other way round (RFC 4647, lookup). */
const languageOf = (wishes: readonly Wish[]) => (language: string) =>
  wishes.find(
    ({ name }) => name === '*' || `${name}-`.startsWith(`${language}-`) || `${language}-`.startsWith(`${name}-`)
  )?.quality ?? 0

/** How dear a media type is. */
const formOf = (wishes: readonly Wish[]) => (type: string) =>
  wishes.find(({ name }) => [type, `${type.split('/', 1)[0]}/*`, '*/*'].includes(name))?.quality ?? 0

export interface Choice {
  type: string
  languages?: readonly string[]
}

/** Of links of one type the one whose language and form the reader likes best; of equals the first. */
export function chosen<T extends Choice>(links: readonly T[], { headers }: FastifyRequest): T | undefined {
  const language = languageOf(wishesOf(headers['accept-language'] ?? '*'))
  const form = formOf(wishesOf(headers.accept ?? '*/*'))
  // What has no language of its own serves everybody.
  const spoken = ({ languages }: T) => (languages ? Math.max(...languages.map(language)) : 1)
  const weight = (link: T) => spoken(link) * 10 + form(link.type)
  return [...links].sort((a, b) => weight(b) - weight(a))[0]
}
