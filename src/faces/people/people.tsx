import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Invitation } from '../../core/identity/enrolments.js'
import type { Person } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Form } from '../../core/web/form.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { UUID } from '../../core/web/uuid.js'
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
      form: Form,
      status = 200
    ) => send(request, reply, say('memberNew').zh, <NewMember parties={parties} form={form} />, status)

    app.get('/account/people/new', { onRequest: proven, schema: page }, async (request, reply) =>
      sendNew(request, reply, await partiesOf(pool, request.person!.organisation), new Form())
    )

    app.post('/account/people', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const form = Form.of(request.body)
      const parties = await partiesOf(pool, person.organisation)
      const wanted = wantedOf(person, form, parties)
      if (form.failed) return sendNew(request, reply, parties, form, 422)
      const made = await makeCode(services, person, wanted)
      return codePage(request, reply, <NewCode name={wanted.name} code={made.code} />)
    })

    app.post('/account/people/withdraw', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const id = Form.of(request.body).typed('id')
      if (!UUID.test(id) || !(await enrolments.withdraw(person.organisation, id))) throw new HttpProblem('NOT_FOUND')
      await people.audited(person, 'code.withdraw', id)
      return reply.redirect('/account/people', 303)
    })
  }

/** Whom the form lets in; what is wrong with that is noted in it. */
function wantedOf({ organisation }: Person, form: Form, parties: readonly PartyName[]): Invitation {
  const name = form.read('name', text => (text !== '' && text.length <= 60 ? text : null), say('nameMissing'))
  const isOurs = (text: string) => (parties.some(({ id }) => id === text) ? text : null)
  const party = form.read('party', isOurs, say('partyMissing'))
  const roles = rolesIn(form)
  const wrong = rolesError(roles, { organisation, party: form.raw('party') })
  if (wrong) form.errors.roles = wrong
  return { organisation, party, name, roles }
}
