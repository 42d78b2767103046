import { PRIMARY_KEYS } from '@suyuan/model/core/gs1/dictionary'
import { Gs1Error } from '@suyuan/model/core/gs1/error'
import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { Services } from '../../../core/module.js'
import { cautionsOf } from '../../../core/web/cautions.js'
import { type Caution, sendPage } from '../../../core/web/page.js'
import { type Copy, sendCopy } from '../../../core/web/page-cache.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { linksPage } from '../pages-links.js'
import { badCodePage, unknownPage } from '../pages-things.js'
import { linksOfProduct, successorOf } from '../queries/product-links.js'
import { productView } from '../queries/products.js'
import { type ScanCounter, scannedBy } from '../scans/counter.js'
import { copiesOf } from './copies.js'
import { type Level, levelsOf, pageAddress } from './links.js'
import { CONTEXT, linksetOf } from './linkset.js'
import { elementsOfAddress, isProduct, subjectsOf, type Thing, thingOf } from './things.js'
import { BY_DEFAULT, chosen, LINKSET_TYPE, readsPages, type Wanted, wantedBy } from './wanted.js'

const hidden = { hide: true } as const

/** Who reads these addresses from other sites' pages may read what they answer. */
const SHARED = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'link, location, etag' }
const PREFLIGHT = {
  allow: 'GET, HEAD, OPTIONS',
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-allow-headers': 'accept, accept-language, if-none-match',
  'access-control-max-age': '86400'
}

/** Keys of things that have pages here. */
const WITH_PAGES = ['00', '01', '414']

/** Where this service is reached, as far as it knows. */
const rootOf = ({ origin }: Services, { protocol, host }: FastifyRequest) => origin || `${protocol}://${host}`
const pathOf = ({ url }: FastifyRequest) => url.split('?', 1)[0]!
const queryOf = ({ url }: FastifyRequest) => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '')

/**
 * GS1 Digital Links at the root of the service, as GS1's resolver standard has them: browsers get the page at the address
 * that is printed, others are sent to it, or to the link that they ask for, or get the list of links.
 *
 * Elsewhere than there: a lot or serial that was never recorded has no links, not even its product's. Else a number that
 * somebody made up would lead where a good one leads.
 */
export const resolver =
  (services: Services, counter: ScanCounter): FastifyPluginAsync =>
  async app => {
    app.addHook('onRequest', (_, reply, done) => {
      reply.headers(SHARED)
      done()
    })
    const answer = answers(services, counter)
    for (const ai of PRIMARY_KEYS) {
      app.get(`/${ai}/*`, { schema: hidden }, (request, reply) =>
        answer(request, reply, pathOf(request), wantedBy(request))
      )
      app.options(`/${ai}/*`, { schema: hidden }, (_, reply) => reply.headers(PREFLIGHT).code(204).send())
    }
    for (const ai of WITH_PAGES) {
      app.get(pageAddress(`/${ai}/*`), { schema: hidden }, (request, reply) => {
        const wanted = wantedBy(request).what === 'data' ? 'data' : 'page'
        return answer(request, reply, pathOf(request).slice(pageAddress('').length), { what: wanted })
      })
    }
    description(app, services)
  }

/** Answers for the thing at a path of a Digital Link. */
function answers(services: Services, counter: ScanCounter) {
  const { pool, pageCache, regions } = services
  const cautions = cautionsOf(services)
  const copyFor = copiesOf(services)
  const read = reader()
  return async (request: FastifyRequest, reply: FastifyReply, path: string, wanted: Wanted) => {
    const thing = read(path, queryOf(request))
    if (thing instanceof Gs1Error || thing === undefined) return refuse(request, reply, path, wanted, thing)
    const asData = wanted.what === 'data'
    const name = `${asData ? 'data' : 'page'} ${path.replace(/\/$/, '')}`
    const copy = thing && (await pageCache.get(name, () => copyFor(thing, asData)))
    const isLook = wanted.what === 'page' || (!copy && !asData)
    if (isLook && thing?.kind === 'goods' && !isProduct(thing))
      counter.count(scannedBy(thing, copy !== null), regions.of(request))
    if (!copy || !thing) {
      const moved = thing?.kind === 'goods' ? await successorOf(pool, thing.gtin) : null
      if (moved !== null) return reply.redirect(request.url.replace(/\/01\/\d+/, `/01/${moved}`), 307)
      return missing(reply, path, wanted, thing ? cautions(subjectsOf(thing)) : [], titleOf(thing))
    }
    reply.header('link', `<${path}?linkType=linkset>; rel="linkset"; type="${LINKSET_TYPE}"`)
    // A product's own number is asked for by no pack: who reads it is sent on, browsers too.
    const asked = wanted.what === 'page' && isProduct(thing) && path === pathOf(request) ? BY_DEFAULT : wanted
    if (asked.what === 'page' || asked.what === 'data') return sendCopy(reply, copy)
    const levels = levelsOf(thing, thing.kind === 'goods' ? await linksOfProduct(pool, thing.gtin) : [])
    if (asked.what === 'link') return sendOn(request, reply, levels, asked.type, copy)
    const product = thing.kind === 'goods' ? await productView(pool, thing.gtin) : null
    if (asked.what === 'links') return sendPage(reply, linksPage(levels, product?.name), 200)
    return sendLinkset(request, reply, linksetOf(rootOf(services, request), levels, product?.name))
  }
}

/** Good addresses that are kept as they were read: a crowd scans few goods, and to read one took a fifth of a page's time. */
const MOST_READ = 5000

function reader() {
  const known = new LRUCache<string, { thing: Thing | null | undefined }>({ max: MOST_READ })
  return (path: string, query: string): Thing | null | undefined | Gs1Error => {
    const address = query === '' ? path : `${path}?${query}`
    const kept = known.get(address)
    if (kept) return kept.thing
    try {
      const thing = thingOf(elementsOfAddress(address))
      known.set(address, { thing })
      return thing
    } catch (error) {
      if (error instanceof Gs1Error) return error
      throw error
    }
  }
}

/**
 * Sends to the best link of a type, at the most particular level that has one, with all that the address asked. Who does
 * not follow to the thing's own page has it all the same.
 */
function sendOn(request: FastifyRequest, reply: FastifyReply, levels: readonly Level[], type: string, page: Copy) {
  const level = levels.find(({ links }) => links.some(({ rel }) => rel === type))
  if (!level && readsPages(request.headers.accept)) return sendPage(reply, linksPage(levels, undefined, type), 404)
  if (!level) throw new HttpProblem('LINK_TYPE_UNKNOWN', { linkType: type })
  const { href } = chosen(
    level.links.filter(({ rel }) => rel === type),
    request
  )!
  const query = queryOf(request)
  const target = query === '' ? href : `${href}${href.includes('?') ? '&' : '?'}${query}`
  if (href === pageAddress(levels[0]!.path)) return sendCopy(reply.header('location', target), page, 307)
  return reply.headers({ vary: 'accept, accept-language', 'cache-control': 'no-cache' }).redirect(target, 307)
}

function sendLinkset({ headers: { accept = '' } }: FastifyRequest, reply: FastifyReply, linkset: object) {
  const context = `<${CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`
  reply.headers({ vary: 'accept', 'cache-control': 'no-cache' })
  if (/application\/ld\+json/.test(accept))
    return reply.type('application/ld+json').send(JSON.stringify({ '@context': CONTEXT, ...linkset }))
  return reply
    .header('link', [reply.getHeader('link') as string, context].join(', '))
    .type(LINKSET_TYPE)
    .send(JSON.stringify(linkset))
}

/** The path as somebody would have typed it. */
function typed(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** No Digital Link, or none of a number that the ledger takes. */
function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  wanted: Wanted,
  error: Gs1Error | undefined
) {
  if (wanted.what === 'page' || request.headers.accept?.includes('text/html'))
    return sendPage(reply, badCodePage(typed(path)), 400)
  const { zh, en } = error?.text ?? say('badTitle')
  throw new HttpProblem('REQUEST_INVALID', { field: error?.facts.ai ?? '(path)', problem: `${zh} ${en}` })
}

const TITLES = { case: 'unknownCase', place: 'unknownPlace', goods: 'unknownTitle' } as const

const titleOf = (thing: Thing | null): Text => {
  if (thing && isProduct(thing)) return say('productUnknown')
  return say(thing ? TITLES[thing.kind] : 'unknownTitle')
}

/** A good number of which there is nothing, for people as a page, for machines as a problem. */
function missing(reply: FastifyReply, path: string, { what }: Wanted, cautions: readonly Caution[], title: Text) {
  const isRead = what === 'page' || what === 'links' || (what === 'link' && readsPages(reply.request.headers.accept))
  if (!isRead) throw new HttpProblem('NOT_FOUND')
  return sendPage(reply, unknownPage(typed(path), title, cautions), 404)
}

/** What this resolver can do, for other resolvers (resolver standard, section 3). */
function description(app: FastifyInstance, services: Services): void {
  app.get('/.well-known/gs1resolver', { schema: hidden }, (request, reply) =>
    reply.type('application/json; charset=utf-8').send(
      JSON.stringify({
        resolverRoot: rootOf(services, request),
        name: `${say('site').zh} ${say('site').en}`,
        supportedPrimaryKeys: PRIMARY_KEYS,
        supportedLinkType: [{ namespace: 'https://ref.gs1.org/voc/', prefix: 'gs1:' }],
        linkTypeDefaultCanBeLinkset: false,
        validatesAIcombinations: true,
        jsonLdContextLocation: CONTEXT
      })
    )
  )
}
