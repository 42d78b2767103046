import { applicationKey, standingOn } from '@suyuan/model/certification/states'
import { MatterId } from '@suyuan/model/core/procedure'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { today } from '../../core/web/clock.js'
import { ListCard, ListSearch } from '../../core/web/lists.js'
import { htmlOf, Row, Say, sendPage } from '../../core/web/page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { countyText } from '../../core/web/region-names.js'
import { Standing } from '../../core/web/standing.js'
import { say } from '../../core/web/texts.js'
import { TestList, testsOf } from './face.js'
import { certificateAt, certificatesWith, type NamedCertificate } from './queries.js'

const PER_PAGE = 50
const Asked = z.object({
  text: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1)
})
const Numbered = z.object({ number: MatterId })

/** The public register of certificates, and each of them. */
export const pages =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool, states } = services
    app.get('/board/certification', { schema: { hide: true } }, async (request, reply) => {
      const { text, page } = Asked.parse(request.query)
      const found = await certificatesWith(pool, text, { limit: PER_PAGE + 1, skip: (page - 1) * PER_PAGE })
      const next = found.length > PER_PAGE ? `?${new URLSearchParams({ text, page: String(page + 1) })}` : null
      const parts = { text, next, certificates: found.slice(0, PER_PAGE) }
      return sendPage(reply, htmlOf(say('zhenpinRegister').zh, <Register {...parts} />), 200)
    })

    const one = { schema: { hide: true, params: Numbered } }
    app.get('/board/certification/certificates/:number', one, async (request, reply) => {
      const { number } = request.params as z.infer<typeof Numbered>
      const certificate = await certificateAt(pool, number)
      if (!certificate) throw new HttpProblem('NOT_FOUND')
      const application = await states.get(applicationKey(certificate.application))
      const tests = await testsOf(services, certificate.application, application?.tests ?? 0)
      const content = (
        <div class="stack">
          <CertificatePage certificate={certificate} />
          <TestList tests={tests} />
        </div>
      )
      return sendPage(reply, htmlOf(`${number} · ${say('site').zh}`, content), 200)
    })
  }

/** As of today. */
const Today = ({ certificate }: { certificate: NamedCertificate }) => (
  <Standing standing={standingOn(certificate, today())} />
)

interface RegisterParts {
  text: string
  certificates: readonly NamedCertificate[]
  next: string | null
}

const Register = ({ text, certificates, next }: RegisterParts) => (
  <div class="stack">
    <h1>
      <Say text={say('zhenpinRegister')} />
    </h1>
    <p class="note">
      <Say text={say('zhenpinRegisterHelp')} />
    </p>
    <ListSearch action="/board/certification" text={text} />
    <ListCard
      next={next}
      entries={certificates.map(certificate => (
        <li>
          <a href={`/board/certification/certificates/${certificate.number}`}>
            <strong>
              <Say text={certificate.product} /> <Today certificate={certificate} />
            </strong>
            <span class="note">
              {certificate.number} · <Say text={certificate.holder} />
            </span>
            <span class="note">
              <Say text={say('zhenpinDays', { from: certificate.from, to: certificate.to })} />
            </span>
          </a>
        </li>
      ))}
    />
    <p>
      <a href="/board/certification/applications">
        <Say text={say('zhenpinApplications')} />
      </a>
    </p>
  </div>
)

const CertificatePage = ({ certificate }: { certificate: NamedCertificate }) => {
  const { number, gtin, product, holder, issuedBy, batch, from, to, application } = certificate
  return (
    <article class="card">
      <h1>
        <Say text={product} />
      </h1>
      <dl>
        <Row name={say('zhenpinNumber')}>{number}</Row>
        <Row name={say('zhenpinToday')}>
          <Today certificate={certificate} />
        </Row>
        <Row name={say('zhenpinTerm')}>
          <Say text={say('zhenpinDays', { from, to })} />
        </Row>
        <Row name={say('zhenpinHolder')}>
          <Say text={holder} />
        </Row>
        <Row name={say('productNumber')}>{gtin}</Row>
        <Row name={say('zhenpinBatch')}>
          <Say text={say('zhenpinBatchOf', { region: countyText(batch.region), number: batch.number })} />
        </Row>
        <Row name={say('zhenpinIssuer')}>
          <Say text={issuedBy} />
        </Row>
      </dl>
      <p>
        <a href={`/board/certification/applications/${encodeURIComponent(application)}`}>
          <Say text={say('zhenpinCourse')} />
        </a>
      </p>
    </article>
  )
}
