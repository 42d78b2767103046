import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { nextOf } from '../../core/identity/people.js'
import { browserOf } from '../../core/identity/sessions.js'
import type { Services } from '../../core/module.js'
import { HttpProblem } from '../../core/web/problem.js'
import { AddPasskey, EnrolPasskey, FinishEnrolment, UsePasskey } from './bodies.js'
import { loginFor } from './enrol.js'
import { homeOf } from './login.js'
import { relyingPartyOf } from './relying-party.js'

const hide = true

/** What the pages' script asks and answers, as JSON: logging in, proving, adding and enrolling by a passkey. */
export const passkeyRoutes =
  ({ people, origin }: Services): FastifyPluginAsync =>
  async app => {
    const { passkeys, accounts } = people
    const at = (request: FastifyRequest) => relyingPartyOf(request, origin)
    const labelOf = (request: FastifyRequest) => browserOf(request.headers['user-agent'])
    const own = [people.required()]
    const proven = [people.required(), people.recently()]

    app.post('/account/login/options', { schema: { hide } }, async request => passkeys.request(at(request)))
    app.post('/account/prove/options', { onRequest: own, schema: { hide } }, async request =>
      passkeys.request(at(request))
    )

    app.post('/account/login/passkey', { schema: { hide, body: UsePasskey } }, async (request, reply) => {
      const { credential, next } = request.body as z.infer<typeof UsePasskey>
      const member = await passkeys.memberOf(at(request), credential as AuthenticationResponseJSON)
      await people.logIn(request, reply, member, 'passkey')
      return { next: nextOf(next) || homeOf({ roles: await accounts.rolesOf(member) }) }
    })

    const prove = { onRequest: own, schema: { hide, body: UsePasskey } }
    app.post('/account/prove/passkey', prove, async (request, reply) => {
      const { credential, next } = request.body as z.infer<typeof UsePasskey>
      const member = await passkeys.memberOf(at(request), credential as AuthenticationResponseJSON)
      if (member.account !== request.person!.account) throw new HttpProblem('PASSKEY_REFUSED')
      await people.prove(reply, request.person!)
      return { next: nextOf(next) || '/account' }
    })

    app.post('/account/passkeys/options', { onRequest: proven, schema: { hide } }, async request => {
      const person = request.person!
      const [own, known] = await Promise.all([accounts.get(person, person.account), passkeys.list(person)])
      return passkeys.creation(
        at(request),
        person.account,
        own!.login,
        person.name,
        known.map(({ id }) => id)
      )
    })

    app.post('/account/passkeys', { onRequest: proven, schema: { hide, body: AddPasskey } }, async request => {
      const person = request.person!
      const { credential } = request.body as z.infer<typeof AddPasskey>
      const made = await passkeys.created(at(request), person.account, credential as RegistrationResponseJSON)
      if (!(await passkeys.keep(person, made, labelOf(request)))) throw new HttpProblem('PASSKEY_REFUSED')
      await people.audited(person, 'passkey.add', person.account)
      return { next: '/account' }
    })

    app.post('/account/enrol/options', { schema: { hide, body: EnrolPasskey } }, async request => {
      const { code, login } = request.body as z.infer<typeof EnrolPasskey>
      const enrolment = await people.invitationOf(request, code)
      const account = enrolment.account ?? enrolment.id
      return passkeys.creation(at(request), account, loginFor(enrolment, login), enrolment.name, [])
    })

    app.post('/account/enrol/passkey', { schema: { hide, body: FinishEnrolment } }, async (request, reply) => {
      const { code, login, credential } = request.body as z.infer<typeof FinishEnrolment>
      const enrolment = await people.invitationOf(request, code)
      const account = enrolment.account ?? enrolment.id
      const made = await passkeys.created(at(request), account, credential as RegistrationResponseJSON)
      const passkey = { made, label: labelOf(request) }
      const wanted = { login: loginFor(enrolment, login), passkey }
      await people.enrol(request, reply, code, wanted)
      return { next: homeOf(enrolment) }
    })
  }
