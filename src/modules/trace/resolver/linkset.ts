import type { Text } from '@suyuan/model/core/refusal'
import type { Level, ThingLink } from './links.js'
import { DEFAULT, VOCABULARY } from './wanted.js'

/** By which a list of links can be read as JSON-LD. */
export const CONTEXT = 'https://ref.gs1.org/standards/resolver/linkset-context'

const absolute = (origin: string, href: string) => (href.startsWith('/') ? origin + href : href)

/** The default link has its title and nothing else, by the resolver standard (2.5.8). */
const targetOf = (origin: string, { rel, href, title, type, languages }: ThingLink) => ({
  href: absolute(origin, href),
  title: `${title.zh} ${title.en}`,
  ...(rel !== DEFAULT && {
    'title*': (['zh', 'en'] as const).map(language => ({ value: title[language], language })),
    type,
    ...(languages && { hreflang: languages })
  })
})

/** The list of links of a thing at each of its levels (RFC 9264, section 4.2). @param name of the product, for who reads it */
export const linksetOf = (origin: string, levels: readonly Level[], name?: Text) => ({
  linkset: levels.map(({ path, links }) => ({
    anchor: origin + path,
    ...(name && { itemDescription: `${name.zh} ${name.en}` }),
    ...Object.fromEntries(
      [...new Set(links.map(({ rel }) => rel))].map(rel => [
        VOCABULARY + rel,
        links.filter(link => link.rel === rel).map(link => targetOf(origin, link))
      ])
    )
  }))
})
