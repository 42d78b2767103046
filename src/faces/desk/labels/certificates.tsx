import { partyKey, placeKey, productKey } from '@suyuan/model/core/records'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Person } from '../../../core/identity/person.js'
import { within } from '../../../core/identity/scope.js'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { today } from '../../../core/web/clock.js'
import { Form } from '../../../core/web/form.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { type Harvested, harvestsAmong, harvestsOf } from '../../../modules/trace/queries/harvests.js'
import { sendSheet } from '../printing.js'
import { BASES, Certificate, CertificatePaper } from './certificate.js'
import { CertificatePage, CertificatesPage, type Issued } from './pages-certificates.js'

const MOST_SHOWN = 60
const Named = z.object({ id: z.uuid() })

/** /desk/certificates: 承诺达标合格证 for fresh leaf, which its buyer must collect and keep. */
export const certificates =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool, vault } = services
    const onRequest = people.required('operator')
    const page = { onRequest, schema: { hide: true } }

    app.get('/desk/certificates', page, async (request, reply) => {
      const person = request.person as Person
      const [harvests, issued] = await Promise.all([
        harvestsOf(pool, person.party, MOST_SHOWN),
        issuedBy(services, person.party)
      ])
      const children = <CertificatesPage harvests={harvests} issued={issued} />
      return sendAppPage(reply, { title: say('certTitle').zh, area: 'desk', section: 'certificates', person, children })
    })

    app.get('/desk/certificates/new', page, async (request, reply) => {
      const harvest = await harvestOf(services, request, request.query)
      return show(request, reply, new Form(await suggested(services, request, harvest)), harvest)
    })

    app.post('/desk/certificates', page, async (request, reply) => {
      const { party, account } = request.person!
      const form = Form.of(request.body)
      const harvest = await harvestOf(services, request, request.body)
      const certificate = certificateOf(form, harvest)
      if (form.failed) return show(request, reply, form, harvest)
      const { rows } = await within(pool, { party }, db =>
        db.query<{ id: string }>(
          `insert into core_own.conformity_certificate (party, gtin, lot, sealed, issued_by) values ($1, $2, $3, $4, $5)
           returning id`,
          [party, harvest.gtin, harvest.lot, vault.seal(JSON.stringify(certificate)), account]
        )
      )
      await people.audited(request.person!, 'certificate.issued', rows[0]!.id, { gtin: harvest.gtin, lot: harvest.lot })
      return reply.redirect(`/desk/certificates/${rows[0]!.id}`, 303)
    })

    app.get('/desk/certificates/:id', { onRequest, schema: { hide: true, params: Named } }, async (request, reply) => {
      const { id } = request.params as z.infer<typeof Named>
      const { party } = request.person!
      const { rows } = await within(pool, { party }, db =>
        db.query<{ gtin: string; lot: string; sealed: Buffer }>(
          'select gtin, lot, sealed from core_own.conformity_certificate where party = $1 and id = $2',
          [party, id]
        )
      )
      if (!rows[0]) throw new HttpProblem('NOT_FOUND')
      const certificate = Certificate.parse(JSON.parse(vault.open(rows[0].sealed)))
      const origin = services.origin || `${request.protocol}://${request.host}`
      const address = `${origin}/01/${rows[0].gtin}/10/${encodeURIComponent(rows[0].lot)}`
      return sendSheet(reply, {
        title: say('certTitle'),
        back: '/desk/certificates',
        advice: say('certAdvice'),
        children: <CertificatePaper certificate={certificate} address={address} />
      })
    })
  }

async function issuedBy({ pool }: Services, party: string): Promise<Issued[]> {
  const { rows } = await within(pool, { party }, db =>
    db.query<Issued>(
      `select id, gtin, lot, issued_at as at from core_own.conformity_certificate where party = $1
       order by issued_at desc limit $2`,
      [party, MOST_SHOWN]
    )
  )
  return rows
}

/** The party's own harvest that `lot` names. @throws HttpProblem NOT_FOUND */
async function harvestOf({ pool }: Services, request: FastifyRequest, asked: unknown): Promise<Harvested> {
  const [gtin = '', lot = ''] = Form.of(asked).raw('lot').split('/')
  const harvest = (await harvestsAmong(pool, [{ gtin, lot }])).get(`${gtin}/${lot}`)
  if (harvest?.maker !== request.person!.party) throw new HttpProblem('NOT_FOUND')
  return harvest
}

/** What is known of it already: only telephone and basis are left to be told, and the former once. */
async function suggested({ states, pool, vault }: Services, request: FastifyRequest, harvest: Harvested) {
  const { party } = request.person!
  const [product, place, plot, promisor, last] = await Promise.all([
    states.get(productKey(harvest.gtin)),
    states.get(placeKey(harvest.place)),
    states.get(placeKey(harvest.plot)),
    states.get(partyKey(party)),
    within(pool, { party }, db =>
      db.query<{ sealed: Buffer }>(
        'select sealed from core_own.conformity_certificate where party = $1 order by issued_at desc limit 1',
        [party]
      )
    )
  ])
  const before = last.rows[0] && Certificate.parse(JSON.parse(vault.open(last.rows[0].sealed)))
  return {
    product: product?.name.zh,
    quantity: `${harvest.quantity / 1000} kg`,
    origin: [place?.village?.zh, plot?.village?.zh, plot?.name.zh].filter(Boolean).join(' '),
    promisor: before?.promisor ?? promisor?.name.zh,
    contact: before?.contact,
    day: today(),
    bases: before?.bases ?? ['promise']
  }
}

function certificateOf(form: Form, harvest: Harvested): Certificate {
  const bases = BASES.filter(basis => form.all('bases').includes(basis))
  if (bases.length === 0) form.errors.bases = say('certNoBasis')
  return {
    product: form.text('product', 60),
    quantity: form.text('quantity', 40),
    origin: form.text('origin', 100),
    promisor: form.text('promisor', 80),
    contact: form.text('contact', 40),
    day: form.day('day'),
    bases,
    lot: harvest.lot
  }
}

function show(request: FastifyRequest, reply: FastifyReply, form: Form, harvest: Harvested) {
  const children = <CertificatePage form={form} harvest={harvest} />
  const page = {
    title: say('certTitle').zh,
    area: 'desk',
    section: 'certificates',
    person: request.person,
    children
  } as const
  return sendAppPage(reply, page, form.failed ? 422 : 200)
}
