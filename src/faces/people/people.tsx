import { REGULATOR } from '@suyuan/model/core/records'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Account } from '../../core/identity/accounts.js'
import type { Invitation } from '../../core/identity/enrolments.js'
import { PERSON_ROLES, type Person, type PersonRole } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { chosenOf, type FormErrors, type Typed, typedOf } from './forms.js'
import { codePage, makeCode } from './invite.js'
import { Member, Members, NewCode, NewMember } from './members.js'
import { type PartyName, partiesOf } from './parties.js'

const page = { hide: true } as const
/** As on the ledger: only the regulator's administrator says who these are. */
const REGULATED: ReadonlySet<PersonRole> = new Set<PersonRole>(['laboratory', 'certifier', 'office', 'regulator'])
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const isRole = (text: string): text is PersonRole => (PERSON_ROLES as readonly string[]).includes(text)
const rolesIn = (body: unknown): PersonRole[] => chosenOf(body, 'roles').filter(isRole)

/** What is wrong with roles: none, an administrator's for who belongs to a party, the regulator's for others' people. */
function rolesError(roles: readonly PersonRole[], { organisation, party }: Pick<Invitation, 'organisation' | 'party'>) {
  const why =
    roles.length === 0
      ? 'rolesNone'
      : party !== organisation && roles.includes('administrator')
        ? 'rolesAdministrator'
        : organisation !== REGULATOR && roles.some(role => REGULATED.has(role))
          ? 'rolesRegulated'
          : null
  return why ? { roles: say(why) } : {}
}

/** /account/people: an administrator lets people in, says what they are, and bars them. */
export const members =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool } = services
    const { accounts, enrolments, devices, passkeys } = people
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

    await app.register(
      oneMember(services, async (request, reply, account, errors, status) => {
        const person = request.person!
        const [all, keys, parties] = await Promise.all([
          devices.list(person),
          passkeys.listFor(person, account.account),
          partiesOf(pool, person.organisation)
        ])
        const party = parties.find(({ id }) => id === account.party)?.name ?? { zh: account.party, en: account.party }
        const his = all.filter(device => device.account === account.account)
        const children = <Member member={account} party={party} passkeys={keys} devices={his} errors={errors} />
        return send(request, reply, account.name, children, status)
      })
    )
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

type SendMember = (
  request: FastifyRequest,
  reply: FastifyReply,
  account: Account,
  errors: FormErrors,
  status: number
) => Promise<FastifyReply>

/** /account/people/:account and what is done about one. */
const oneMember =
  (services: Services, sendMember: SendMember): FastifyPluginAsync =>
  async app => {
    const { people } = services
    const { accounts, sessions } = people
    const seen = [people.required('administrator')]
    const proven = [people.required('administrator'), people.recently()]

    /** @throws HttpProblem NOT_FOUND where the organisation has nobody of that id */
    async function asked(request: FastifyRequest) {
      const { account } = request.params as { account: string }
      const found = UUID.test(account) ? await accounts.get(request.person!, account) : null
      if (!found) throw new HttpProblem('NOT_FOUND')
      return found
    }

    app.get('/account/people/:account', { onRequest: seen, schema: page }, async (request, reply) =>
      sendMember(request, reply, await asked(request), {}, 200)
    )

    app.post('/account/people/:account/roles', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const found = await asked(request)
      const roles = rolesIn(request.body)
      const errors = rolesError(roles, found)
      if (errors.roles) return sendMember(request, reply, found, errors, 422)
      if (found.account === person.account && !roles.includes('administrator'))
        return sendMember(request, reply, found, { roles: say('rolesOwn') }, 422)
      await accounts.setRoles(person, found.account, roles)
      await people.audited(person, 'roles.set', found.account, { from: found.roles, to: roles })
      return reply.redirect(`/account/people/${found.account}`, 303)
    })

    app.post('/account/people/:account/code', { onRequest: proven, schema: page }, async (request, reply) => {
      const { account, organisation, party, name, roles } = await asked(request)
      const made = await makeCode(services, request.person!, { account, organisation, party, name, roles })
      return codePage(request, reply, <NewCode name={name} code={made.code} />)
    })

    for (const [path, disabled] of [
      ['disable', true],
      ['enable', false]
    ] as const)
      app.post(`/account/people/:account/${path}`, { onRequest: proven, schema: page }, async (request, reply) => {
        const person = request.person!
        const { account } = await asked(request)
        if (account === person.account) throw new HttpProblem('NOT_ALLOWED')
        await accounts.setDisabled(person, account, disabled)
        if (disabled) await sessions.endAllOf(person, account)
        await people.audited(person, `account.${path}`, account)
        return reply.redirect(`/account/people/${account}`, 303)
      })
  }
