import { Gtin } from '@suyuan/model/core/gs1'
import { productKey } from '@suyuan/model/core/records'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Person } from '../../../core/identity/person.js'
import { inTransaction } from '../../../core/mirror/pool.js'
import { type NumberedProduct, productsOf } from '../../../core/mirror/registers.js'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { Form } from '../../../core/web/form.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { linksOfParty, successorsOfParty } from '../../../modules/trace/queries/product-links.js'
import { ANY_LANGUAGE, LINK_TYPES, LinksPage } from './pages.js'

const Named = z.object({ id: z.uuid() })
const OfProduct = z.object({ gtin: Gtin })
/** Links of one product. */
const MOST = 30

/** /desk/links: where a product's number leads beside its own page, and numbers that others replaced. */
export const links =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool } = services
    const onRequest = people.required('operator', 'packer')
    const page = { onRequest, schema: { hide: true } }

    app.get('/desk/links', page, (request, reply) => show(services, request, reply, new Form()))
    app.post('/desk/links', page, (request, reply) => add(services, request, reply))
    app.post(
      '/desk/links/:id/removal',
      { onRequest, schema: { hide: true, params: Named } },
      async (request, reply) => {
        const { id } = request.params as z.infer<typeof Named>
        const { rows } = await pool.query<{ gtin: string; href: string }>(
          'delete from core_own.product_link where party = $1 and id = $2 returning gtin, href',
          [request.person!.party, id]
        )
        if (!rows[0]) throw new HttpProblem('NOT_FOUND')
        await people.audited(request.person!, 'link.removed', id, { ...rows[0] })
        return reply.redirect('/desk/links', 303)
      }
    )
    app.post('/desk/links/numbers', page, (request, reply) => replace(services, request, reply))
    app.post(
      '/desk/links/numbers/:gtin/removal',
      { onRequest, schema: { hide: true, params: OfProduct } },
      async (request, reply) => {
        const { gtin } = request.params as z.infer<typeof OfProduct>
        const { rowCount } = await pool.query('delete from core_own.gtin_successor where party = $1 and gtin = $2', [
          request.person!.party,
          gtin
        ])
        if (rowCount === 0) throw new HttpProblem('NOT_FOUND')
        await people.audited(request.person!, 'link.number-restored', gtin, {})
        return reply.redirect('/desk/links', 303)
      }
    )
  }

async function show(services: Services, request: FastifyRequest, reply: FastifyReply, form: Form) {
  const person = request.person as Person
  const { pool } = services
  const [products, own, numbers] = await Promise.all([
    productsOf(pool, '', person.party),
    linksOfParty(pool, person.party),
    successorsOfParty(pool, person.party)
  ])
  const children = <LinksPage form={form} products={products} links={own} numbers={numbers} />
  const page = { title: say('linksTitle').zh, area: 'desk', section: 'links', person, children } as const
  return sendAppPage(reply, page, form.failed ? 422 : 200)
}

/** The product that a field names, of the party's own. */
const ownProduct = (form: Form, name: string, products: readonly NumberedProduct[]) =>
  form.read(name, text => products.find(({ gtin }) => gtin === text) ?? null, say('toolsChoice'))

/** An address on the web, without anything in it that a log should not have. */
function address(text: string): string | null {
  const url = URL.canParse(text) && text.length <= 500 ? new URL(text) : null
  return url && /^https?:$/.test(url.protocol) && !url.username ? url.href : null
}

/** As it is printed, with or without the zeros before it. */
const gtin14 = (text: string) =>
  /^(\d{8}|\d{12,14})$/.test(text) ? (Gtin.safeParse(text.padStart(14, '0')).data ?? null) : null

async function add(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { pool, people } = services
  const { party, account } = request.person!
  const form = Form.of(request.body)
  const product = ownProduct(form, 'gtin', await productsOf(pool, '', party))
  const rel = form.choice('rel', LINK_TYPES)
  const href = form.read('href', address, say('linksAddressWrong'))
  const zh = form.text('title', 60)
  const en = form.raw('title-en').slice(0, 60) || zh
  const language = form.choice('language', [ANY_LANGUAGE, 'zh', 'en'])
  const leads = form.all('leads').includes('yes')
  if (form.failed) return show(services, request, reply, form)
  const id = await inTransaction(pool, async db => {
    if (leads)
      await db.query('update core_own.product_link set leads = false where gtin = $1 and leads', [product.gtin])
    const { rows } = await db.query<{ id: string }>(
      `insert into core_own.product_link (gtin, party, rel, href, title, language, leads, account)
       select $1::text, $2, $3, $4, $5::jsonb, nullif($6, $10::text), $7::boolean, $8
       where (select count(*) from core_own.product_link where gtin = $1) < $9::int
       returning id`,
      [product.gtin, party, rel, href, { zh, en }, language, leads, account, MOST, ANY_LANGUAGE]
    )
    return rows[0]?.id
  })
  if (id === undefined) {
    form.problem = say('linksTooMany', { most: MOST })
    return show(services, request, reply, form)
  }
  await people.audited(request.person!, 'link.added', id, { gtin: product.gtin, rel, href })
  return reply.redirect('/desk/links', 303)
}

async function replace(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { pool, people, states } = services
  const { party, account } = request.person!
  const form = Form.of(request.body)
  const old = form.read('old', gtin14, say('linksNumberWrong'))
  const successor = ownProduct(form, 'successor', await productsOf(pool, '', party))?.gtin
  if (!form.failed) {
    const owner = (await states.get(productKey(old)))?.owner
    if (old === successor || (owner !== undefined && owner !== party)) form.errors.old = say('linksNumberOthers')
  }
  if (form.failed) return show(services, request, reply, form)
  // Numbers are replaced once: a chain, or a ring, would send a scan round and round.
  const { rowCount } = await pool.query(
    `insert into core_own.gtin_successor (gtin, successor, party, account)
     select $1::text, $2::text, $3, $4 where not exists (
       select from core_own.gtin_successor where gtin in ($1, $2) or successor = $1)
     on conflict do nothing`,
    [old, successor, party, account]
  )
  if (rowCount === 0) {
    form.errors.old = say('linksNumberTaken')
    return show(services, request, reply, form)
  }
  await people.audited(request.person!, 'link.number-replaced', old, { successor })
  return reply.redirect('/desk/links', 303)
}
