/** The resolver over a season's goods: called by the test of pages, which has them. */
import { PRIMARY_KEYS } from '@suyuan/model/core/gs1/dictionary'
import t from 'tap'
import { Clerk } from '../desk/desk.js'
import { gtin as gtinOf } from '../support/codes.js'
import type { Service } from '../support/service.js'
import { PARTIES, PRODUCTS } from '../support/world.js'
import { CASES, garden } from './season.js'

const VOC = 'https://ref.gs1.org/voc/'
const { gtin } = PRODUCTS.pack
const SOLD = `/01/${gtin}/10/P1/21/SOLD000000`
const LINKSET = { accept: 'application/linkset+json' }

interface LinkContext {
  anchor: string
  itemDescription?: string
  [rel: string]: unknown
}
interface Target {
  href: string
  title: string
  hreflang?: string[]
}

export function resolves(service: Service): void {
  const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const {
      status,
      headers: said,
      ...answer
    } = await fetch(service.url + path, { method, headers, redirect: 'manual' }).then(async response => ({
      status: response.status,
      headers: response.headers,
      text: await response.text()
    }))
    return { status, headers: said, location: said.get('location'), text: answer.text }
  }
  const linksetOf = async (path: string, headers: Record<string, string> = LINKSET) => {
    const answer = await ask(path, headers)
    return { ...answer, linkset: (JSON.parse(answer.text) as { linkset: LinkContext[] }).linkset }
  }

  t.test('who is no browser is sent to the page, with all that he asked', async t => {
    for (const headers of [{}, { accept: '*/*' }, { accept: 'image/png' }]) {
      const { status, location, text, headers: said } = await ask(`${SOLD}?17=261231&utm=x`, headers)
      t.equal(status, 307)
      t.equal(location, `/trace${SOLD}?17=261231&utm=x`)
      t.match(text, /已售出/, 'who does not follow has the page all the same')
      t.match(said.get('link'), `<${SOLD}?linkType=linkset>; rel="linkset"`)
      t.equal(said.get('access-control-allow-origin'), '*')
    }
    t.match(await ask(`/trace${SOLD}?17=261231&utm=x`), { status: 200, text: /已售出/ })
    t.match(await ask(SOLD, { accept: 'text/html' }), { status: 200, text: /已售出/ })
    t.match(await ask(`${SOLD}/`), { status: 307 }, 'a slash at the end is put up with')
    t.match(await ask(`/00/${CASES.sold}`), { status: 307, location: `/trace/00/${CASES.sold}` })
    t.match(await ask(`/414/${garden}`), { status: 307, location: `/trace/414/${garden}` })
    t.match(await ask(`/01/${gtin.slice(1)}/21/SOLD000000`), { status: 307 }, 'a GTIN without its zero')
  })

  t.test('GET, HEAD and OPTIONS, from any site', async t => {
    t.match(await ask(SOLD, {}, 'HEAD'), { status: 307, text: '' })
    for (const ai of PRIMARY_KEYS) {
      const { status, headers } = await ask(`/${ai}/1`, {}, 'OPTIONS')
      t.equal(status, 204)
      t.equal(headers.get('access-control-allow-methods'), 'GET, HEAD, OPTIONS')
      t.equal(headers.get('access-control-allow-origin'), '*')
    }
  })

  t.test('the list of links has every level of what was asked', async t => {
    for (const [path, headers] of [
      [SOLD, LINKSET],
      [`${SOLD}?linkType=linkset`, { accept: 'text/html' }]
    ] as const) {
      const { status, headers: said, linkset } = await linksetOf(path, headers)
      t.equal(status, 200)
      t.match(said.get('content-type'), /^application\/linkset\+json/)
      t.match(said.get('link'), 'rel="http://www.w3.org/ns/json-ld#context"')
      t.same(
        linkset.map(({ anchor }) => anchor),
        [SOLD, `/01/${gtin}/10/P1`, `/01/${gtin}`].map(each => service.url + each)
      )
      for (const { anchor, itemDescription, ...byType } of linkset) {
        t.ok(itemDescription, anchor)
        const { [`${VOC}defaultLink`]: byDefault, ...others } = byType as Record<string, Target[]>
        t.equal(byDefault?.length, 1)
        t.same(Object.keys(byDefault![0]!), ['href', 'title'])
        const targets = Object.values(others).flat()
        t.ok(
          targets.some(({ href }) => href === byDefault![0]!.href),
          'the default link has another type too'
        )
        for (const { href, title } of targets) {
          t.ok(title)
          t.equal((await fetch(href)).status, 200, href)
        }
      }
    }
    t.match((await ask(`${SOLD}?linkType=all`)).headers.get('content-type'), /^application\/linkset\+json/)
    const asLinkedData = await linksetOf(`/00/${CASES.sold}?linkType=linkset`, { accept: 'application/ld+json' })
    t.match(asLinkedData.headers.get('content-type'), 'application/ld+json')
    t.match(JSON.parse(asLinkedData.text), { '@context': String })
  })

  t.test('people have the list of links as a page, also when there is none of their type', async t => {
    const { status, headers, text } = await ask(`${SOLD}?linkType=all`, { accept: 'text/html,*/*;q=0.8' })
    t.match({ status, type: headers.get('content-type') }, { status: 200, type: /^text\/html/ })
    t.match(
      text,
      /全部链接[\s\S]*这一件[\s\S]*\(01\)\d{14}\(10\)P1\(21\)SOLD000000[\s\S]*这一批[\s\S]*这种产品[\s\S]*gs1:pip/
    )
    for (const path of [SOLD, `/01/${gtin}/10/P1`, `/01/${gtin}`]) t.match(text, `href="/trace${path}"`)
    const missing = await ask(`${SOLD}?linkType=gs1:recipeInfo`, { accept: 'text/html' })
    t.match(missing, { status: 404, text: /没有这种链接[\s\S]*recipeInfo[\s\S]*gs1:traceability/ })
    t.match(await ask(`/01/${gtin}/21/NEVER?linkType=all`, { accept: 'text/html' }), { status: 404, text: /没有|未/ })
  })

  t.test('a link of a type, in whichever way it is named, in the form that is liked best', async t => {
    for (const type of ['gs1:traceability', `${VOC}traceability`, 'https://gs1.org/voc/traceability'])
      t.match(await ask(`${SOLD}?linkType=${encodeURIComponent(type)}`), {
        status: 307,
        location: `/trace${SOLD}?linkType=${encodeURIComponent(type)}`
      })
    const data = { location: new RegExp(`^/api/trace/provenance/${gtin}/SOLD000000\\?`) }
    t.match(await ask(`${SOLD}?linkType=gs1:traceability`, { accept: 'application/json' }), data)
    t.match((await ask(`${SOLD}?linkType=gs1:pip`)).location, `/trace/01/${gtin}?`, 'of the level that has it')
  })

  t.test('a wrong number is 400, an unknown one and an unknown type 404, and no error is 200', async t => {
    const bad = [
      `/01/${gtin.slice(0, 13)}0`,
      '/01/123',
      '/01/',
      `/01/${gtin}/10/A/22/B`,
      `/01/${gtin}/17/261231`,
      '/00/1'
    ]
    const malformed = [...bad, `/01/${gtin}?10=A`, '/8003/1', `/01/${gtin}/21/%E8%8C%B6`, '/417/9520001000011']
    for (const path of malformed) {
      for (const headers of [{}, LINKSET, { accept: 'text/html' }, { accept: 'application/json' }])
        t.equal((await ask(path, headers)).status, 400, path)
      const { code, field } = JSON.parse((await ask(path)).text)
      t.equal(code, 'REQUEST_INVALID')
      t.ok(field, path)
    }
    const unknown = [
      `/01/${gtin}/21/NEVER`,
      `/01/${gtin}/10/NEVER`,
      `/01/${gtinOf(999)}`,
      '/8004/95200011234',
      `/414/${garden}/254/A`
    ]
    for (const path of unknown)
      for (const headers of [{}, LINKSET, { accept: 'text/html' }])
        t.equal((await ask(path, headers)).status, 404, path)
    t.match(JSON.parse((await ask(`${SOLD}?linkType=gs1:recipeInfo`)).text), { status: 404, code: 'LINK_TYPE_UNKNOWN' })
  })

  t.test('the resolver says of itself what it can do', async t => {
    const { status, text, headers } = await ask('/.well-known/gs1resolver')
    t.equal(status, 200)
    t.match(headers.get('content-type'), 'application/json')
    t.match(JSON.parse(text), {
      resolverRoot: service.url,
      supportedPrimaryKeys: PRIMARY_KEYS,
      jsonLdContextLocation: String
    })
    t.equal(headers.get('access-control-allow-origin'), '*')
  })

  t.test('an owner has links of its own, of which one leads, and replaces a number', async t => {
    const clerk = await Clerk.of(service, { party: PARTIES.grower.uscc, roles: ['operator'] })
    t.match(await ask(`/01/${gtin}`, { accept: 'text/html' }), { status: 307, location: `/trace/01/${gtin}` })
    const link = { gtin, rel: 'pip', href: 'https://tea.example/p?a=1', title: '蝉茶', language: 'any', leads: 'yes' }
    t.match(await clerk.send('/desk/links', { ...link, href: 'javascript:alert(1)' }), {
      status: 422,
      text: /完整的网址/
    })
    t.match(await clerk.send('/desk/links', { ...link, gtin: gtinOf(999) }), { status: 422 })
    t.match(await clerk.send('/desk/links', link), { status: 200, text: /蝉茶 .*默认打开/ })
    await clerk.send('/desk/links', {
      ...link,
      title: 'Tea',
      language: 'en',
      href: 'https://tea.example/en',
      leads: []
    })
    t.equal((await ask(`/01/${gtin}?x=2`)).location, 'https://tea.example/p?a=1&x=2')
    t.match((await ask(`/01/${gtin}?linkType=gs1:pip`, { 'accept-language': 'en-GB,en;q=0.9' })).status, 307)
    const { linkset } = await linksetOf(`/01/${gtin}`)
    t.match(linkset[0]![`${VOC}pip`], [{ href: link.href }, { href: 'https://tea.example/en', hreflang: ['en'] }, {}])

    const numbers = { old: gtinOf(998), successor: gtin }
    t.match(await clerk.send('/desk/links/numbers', { ...numbers, old: '123' }), { status: 422 })
    t.match(await clerk.send('/desk/links/numbers', numbers), { status: 200, text: new RegExp(gtinOf(998)) })
    t.match(await clerk.send('/desk/links/numbers', numbers), { status: 422, text: /已经换过/ })
    const old = SOLD.replace(gtin, gtinOf(998))
    for (const headers of [{}, { accept: 'text/html' }])
      t.match(await ask(old, headers), { status: 307, location: SOLD })

    const stranger = await Clerk.of(service, { party: PARTIES.trader.uscc, roles: ['operator'] })
    const [, removal = ''] =
      /action="(\/desk\/links\/[^"]+\/removal)"/.exec((await clerk.get('/desk/links')).html) ?? []
    t.equal((await stranger.send(removal)).status, 404)
    t.match(await stranger.send('/desk/links/numbers', { ...numbers, old: gtinOf(997) }), { status: 422 })
    t.equal((await clerk.send(removal)).status, 200)
    t.equal((await ask(`/01/${gtin}`)).location, `/trace/01/${gtin}`)
  })

  t.test('an owner shows what a product looks like, without where the photo was taken', async t => {
    // Of which no page was asked for yet: pages are kept for a minute.
    const { gtin } = PRODUCTS.blend
    const clerk = await Clerk.of(service, { party: PARTIES.grower.uscc, roles: ['operator'] })
    const put = (file: Uint8Array, of = gtin) => clerk.upload('/desk/pictures', 'tea.jpg', file, { gtin: of })
    const [start, pixels] = [Buffer.from('ffd8', 'hex'), Buffer.from('ffda000201020304ffd9', 'hex')]
    const table = Buffer.from('ffdb00041122', 'hex')
    const exif = Buffer.concat([Buffer.from('ffe10010', 'hex'), Buffer.from('Exif 23.6N 115E')])
    t.match(await put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), { status: 422, text: /JPEG/ })
    t.match(await put(Buffer.concat([start, exif])), { status: 422 }, 'a photo without pixels')
    t.match(await put(Buffer.concat([start, table, pixels, Buffer.alloc(50_000)])), { status: 422, text: /超过 48 KB/ })
    t.match(await put(Buffer.concat([start, table, pixels]), gtinOf(999)), { status: 422 }, 'nobody’s product')

    const { status, html } = await put(Buffer.concat([start, exif.subarray(0, 18), table, pixels]))
    t.equal(status, 200)
    const [, path = ''] = /<img src="([^"]+)"/.exec(html) ?? []
    const answer = await fetch(service.url + path)
    t.match(answer.headers.get('content-type'), 'image/jpeg')
    t.match(answer.headers.get('cache-control'), 'immutable')
    t.same(Buffer.from(await answer.arrayBuffer()), Buffer.concat([start, table, pixels]))
    t.match(await ask(`/trace/01/${gtin}`, { accept: 'text/html' }), { text: `src="${path}"` })
    t.equal((await ask(path.replace(/.$/, last => (last === '0' ? '1' : '0')))).status, 404)

    const stranger = await Clerk.of(service, { party: PARTIES.trader.uscc, roles: ['operator'] })
    t.equal((await stranger.send(`/desk/pictures/${gtin}/removal`)).status, 404)
    t.match(await clerk.send(`/desk/pictures/${gtin}/removal`), { status: 200, path: '/desk/pictures' })
    t.equal((await ask(path)).status, 404)
  })
}
