import { createHash } from 'node:crypto'
import multipart from '@fastify/multipart'
import { Gtin } from '@suyuan/model/core/gs1'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Person } from '../../../core/identity/person.js'
import { productsOf } from '../../../core/mirror/registers.js'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { Form } from '../../../core/web/form.js'
import { withoutMetadata } from '../../../core/web/pictures.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { formWithFile, type SentForm } from '../../../core/web/sent-file.js'
import { say } from '../../../core/web/texts.js'
import { picturesOfParty } from '../../../modules/trace/queries/product-pictures.js'
import { PicturesPage } from './pages.js'

/** With it a pack's first view stays below 100 KB. */
const KILOBYTES = 48
const MOST_BYTES = KILOBYTES * 1024
/** A photo as a telephone makes it is told to be too large, not cut off by the connection. */
const BODY_BYTES = 12 * 1024 * 1024
const OfProduct = z.object({ gtin: Gtin })

/** /desk/pictures: what products look like, for those who scan them. */
export const pictures =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool } = services
    await app.register(multipart)
    const onRequest = people.required('operator', 'packer')
    const page = { onRequest, schema: { hide: true } }

    app.get('/desk/pictures', page, (request, reply) => show(services, request, reply, new Form()))
    app.post('/desk/pictures', { ...page, bodyLimit: BODY_BYTES }, (request, reply) => put(services, request, reply))
    app.post(
      '/desk/pictures/:gtin/removal',
      { onRequest, schema: { hide: true, params: OfProduct } },
      async (request, reply) => {
        const { gtin } = request.params as z.infer<typeof OfProduct>
        const { rowCount } = await pool.query('delete from core_own.product_picture where party = $1 and gtin = $2', [
          request.person!.party,
          gtin
        ])
        if (rowCount === 0) throw new HttpProblem('NOT_FOUND')
        await people.audited(request.person!, 'picture.removed', gtin, {})
        return reply.redirect('/desk/pictures', 303)
      }
    )
  }

async function show({ pool }: Services, request: FastifyRequest, reply: FastifyReply, form: Form) {
  const person = request.person as Person
  const [products, kept] = await Promise.all([productsOf(pool, '', person.party), picturesOfParty(pool, person.party)])
  const children = <PicturesPage form={form} products={products} pictures={kept} kilobytes={KILOBYTES} />
  const page = { title: say('picturesTitle').zh, area: 'desk', section: 'links', person, children } as const
  return sendAppPage(reply, page, form.failed ? 422 : 200)
}

async function put(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { pool, people } = services
  const { party, account } = request.person!
  const { fields, file } = await formWithFile(request, MOST_BYTES)
  const form = Form.of(fields)
  const gtins = (await productsOf(pool, '', party)).map(({ gtin }) => gtin)
  const gtin = form.choice('gtin', gtins)
  const picture = pictureIn(form, file)
  if (form.failed || !picture) return show(services, request, reply, form)
  const digest = createHash('sha256').update(picture).digest('hex')
  await pool.query(
    `insert into core_own.product_picture (gtin, party, picture, digest, account) values ($1, $2, $3, $4, $5)
     on conflict (gtin) do update set (party, picture, digest, account, made_at) =
       (excluded.party, excluded.picture, excluded.digest, excluded.account, now())`,
    [gtin, party, picture, digest, account]
  )
  await people.audited(request.person!, 'picture.set', gtin, { digest })
  return reply.redirect('/desk/pictures', 303)
}

function pictureIn(form: Form, file: SentForm['file']): Buffer | null {
  const picture = Buffer.isBuffer(file) ? withoutMetadata(file) : null
  if (!picture)
    form.errors.picture = file === 'large' ? say('picturesLarge', { kilobytes: KILOBYTES }) : say('picturesWrong')
  return picture
}
