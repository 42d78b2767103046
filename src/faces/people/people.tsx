import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Invitation } from '../../core/identity/enrolments.js'
import type { Person } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { UUID } from '../../core/web/uuid.js'
import { chosenOf, type FormErrors, type Typed, typedOf } from './forms.js'
import { codePage, makeCode } from './invite.js'
import { Members, NewCode, NewMember } from './members.js'
import { type PartyName, partiesOf } from './parties.js'
import { rolesError, rolesIn } from './roles.js'

const page = { hide: true } as const
/** /account/people: an administrator lets people in, says what they are, and bars them. */
export const members =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool } = services
    const { accounts, enrolments, devices } = people
    const seen = [people.required('administrator')]
    const proven = [people.required('administrator'), people.recently()]
    const send = (request: FastifyRequest, reply: FastifyReply, title: string, children: VNode, status = 200) =>
      sendAppPage(reply, { title, area: 'account', section: 'people', person: request.person, children }, status)

    app.get('/account/people', { onRequest: seen, schema: page }, async (request, reply) => {
      const person = request.person!
      const [members, codes, all, parties] = await Promise.all([
        accounts.list(person),
        enrolments.list(person.organisation),
        devices.list(person),
        partiesOf(pool, person.organisation)
      ])
      const asked = all.filter(({ state }) => state === 'asked')
      const children = <Members members={members} codes={codes} asked={asked} parties={parties} />
      return send(request, reply, say('membersTitle').zh, children)
    })

    const sendNew = (
      request: FastifyRequest,
      reply: FastifyReply,
      parties: readonly PartyName[],
      typed: Typed,
      errors: FormErrors,
      status = 200
    ) =>
      send(
        request,
        reply,
        say('memberNew').zh,
        <NewMember parties={parties} typed={typed} roles={chosenOf(request.body, 'roles')} errors={errors} />,
        status
      )

    app.get('/account/people/new', { onRequest: proven, schema: page }, async (request, reply) =>
      sendNew(request, reply, await partiesOf(pool, request.person!.organisation), {}, {})
    )

    app.post('/account/people', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const typed = typedOf(request.body)
      const parties = await partiesOf(pool, person.organisation)
      const wanted = wantedOf(person, typed, request.body)
      const errors = errorsOf(wanted, parties)
      if (Object.keys(errors).length > 0) return sendNew(request, reply, parties, typed, errors, 422)
      const made = await makeCode(services, person, wanted)
      return codePage(request, reply, <NewCode name={wanted.name} code={made.code} />)
    })

    app.post('/account/people/withdraw', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const { id = '' } = typedOf(request.body)
      if (!UUID.test(id) || !(await enrolments.withdraw(person.organisation, id))) throw new HttpProblem('NOT_FOUND')
      await people.audited(person, 'code.withdraw', id)
      return reply.redirect('/account/people', 303)
    })
  }

function wantedOf({ organisation }: Person, typed: Typed, body: unknown): Invitation {
  const { name = '', party = '' } = typed
  return { organisation, party, name: name.trim(), roles: rolesIn(body) }
}

const errorsOf = ({ organisation, name, party, roles }: Invitation, parties: readonly PartyName[]): FormErrors => ({
  ...((name.length < 1 || name.length > 60) && { name: say('nameMissing') }),
  ...(!parties.some(({ id }) => id === party) && { party: say('partyMissing') }),
  ...rolesError(roles, { organisation, party })
})
