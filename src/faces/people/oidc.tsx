import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { LOGIN, loginOf } from '../../core/identity/accounts.js'
import type { Errand, Identity } from '../../core/identity/oidc.js'
import { nextOf } from '../../core/identity/people.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { loginFor } from './enrol.js'
import { homeOf } from './login.js'
import { relyingPartyOf } from './relying-party.js'

const page = { hide: true } as const
/** Holds which errand this browser is on: an answer that another one asked for is not taken. */
const COOKIE = 'suyuan-oidc'
const PATH = '/account/oidc'

/** /account/oidc: there and back, to where an organisation's people log in for everything else. */
export const oidcRoutes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, origin } = services
    const { oidc } = people
    const here = (request: FastifyRequest) => relyingPartyOf(request, origin).origin

    async function begin(request: FastifyRequest, reply: FastifyReply, errand: Errand): Promise<string> {
      const { address, state } = await oidc.begin(errand, here(request))
      const { secure } = people.cookie
      reply.setCookie(COOKIE, state, { path: PATH, httpOnly: true, sameSite: 'lax', secure, maxAge: 600 })
      return address
    }

    app.get('/account/oidc/:organisation', { schema: page }, async (request, reply) => {
      const { organisation } = request.params as { organisation: string }
      if (!oidc.providerOf(organisation)) throw new HttpProblem('NOT_FOUND')
      const next = nextOf((request.query as Record<string, unknown>).next)
      const purpose = request.person ? 'prove' : 'log in'
      return reply.redirect(await begin(request, reply, { organisation, purpose, next }), 303)
    })

    // The policy lets no form lead to another site, so that a link goes on from here.
    app.post('/account/oidc/enrol', { schema: page }, async (request, reply) => {
      const form = Form.of(request.body)
      const [code, login] = [form.typed('code'), form.typed('login')]
      const enrolment = await people.invitationOf(request, code)
      if (!enrolment.account && !LOGIN.test(loginOf(login)))
        throw new HttpProblem('REQUEST_INVALID', { field: 'login', problem: say('loginMalformed').zh })
      const { organisation } = enrolment
      const address = await begin(request, reply, { organisation, purpose: 'enrol', next: '', code, login })
      return sendAppPage(reply, {
        title: say('enrolTitle').zh,
        area: 'account',
        section: 'enrol',
        person: null,
        children: (
          <section class="card">
            <h1>
              <Say text={say('enrolTitle')} />
            </h1>
            <p class="actions">
              <a class="button" href={address}>
                <Say text={say('oidcGoOn', { name: oidc.providerOf(organisation)!.name })} />
              </a>
            </p>
          </section>
        )
      })
    })

    app.get('/account/oidc/callback', { schema: page }, async (request, reply) => {
      const { state } = request.query as { state?: string }
      if (!state || request.cookies[COOKIE] !== state) throw new HttpProblem('OIDC_REFUSED')
      reply.clearCookie(COOKIE, { path: PATH })
      const { errand, identity } = await oidc.end(state, request.url, here(request))
      return reply.redirect(await goOn(services, request, reply, errand, identity), 303)
    })
  }

/** Goes on with what somebody had set out for. @returns where to go then */
async function goOn(
  { people }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  errand: Errand,
  identity: Identity
) {
  if (errand.purpose === 'enrol') {
    const enrolment = await people.invitationOf(request, errand.code!)
    await people.enrol(request, reply, errand.code!, { login: loginFor(enrolment, errand.login), identity })
    return homeOf(enrolment)
  }
  const member = await people.oidc.memberOf(errand.organisation, identity)
  if (!member) throw new HttpProblem('OIDC_UNKNOWN')
  if (errand.purpose === 'prove') {
    if (member.account !== request.person?.account) throw new HttpProblem('OIDC_UNKNOWN')
    await people.prove(reply, request.person)
    return errand.next || '/account'
  }
  await people.logIn(request, reply, member, 'oidc')
  return errand.next || homeOf({ roles: await people.accounts.rolesOf(member) })
}
