import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Account } from '../../core/identity/accounts.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Form } from '../../core/web/form.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { UUID } from '../../core/web/uuid.js'
import { erasing } from './erasing.js'
import { codePage, makeCode } from './invite.js'
import { Member, NewCode } from './members.js'
import { nameIn, partiesOf } from './parties.js'
import { rolesError, rolesIn } from './roles.js'

const page = { hide: true } as const

/** /account/people/:account and what is done about one. */
export const oneMember =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool } = services
    const { accounts, devices, passkeys } = people
    const seen = [people.required('administrator')]
    const proven = [people.required('administrator'), people.recently()]

    async function sendMember(
      request: FastifyRequest,
      reply: FastifyReply,
      account: Account,
      form: Form,
      status = 200
    ) {
      const person = request.person!
      const [all, keys, parties] = await Promise.all([
        devices.list(person),
        passkeys.listFor(person, account.account),
        partiesOf(pool, person.organisation)
      ])
      const party = nameIn(parties, account.party)
      const his = all.filter(device => device.account === account.account)
      const children = <Member member={account} party={party} passkeys={keys} devices={his} form={form} />
      return sendAppPage(reply, { title: account.name, area: 'account', section: 'people', person, children }, status)
    }

    /** @throws HttpProblem NOT_FOUND where the organisation has nobody of that id */
    async function asked(request: FastifyRequest) {
      const { account } = request.params as { account: string }
      const found = UUID.test(account) ? await accounts.get(request.person!, account) : null
      if (!found) throw new HttpProblem('NOT_FOUND')
      return found
    }

    app.get('/account/people/:account', { onRequest: seen, schema: page }, async (request, reply) =>
      sendMember(request, reply, await asked(request), new Form())
    )

    app.post('/account/people/:account/roles', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const found = await asked(request)
      const form = Form.of(request.body)
      const roles = rolesIn(form)
      const loses = found.account === person.account && !roles.includes('administrator')
      const wrong = rolesError(roles, found) ?? (loses ? say('rolesOwn') : null)
      if (wrong) {
        form.errors.roles = wrong
        return sendMember(request, reply, found, form, 422)
      }
      await accounts.setRoles(person, found.account, roles)
      await people.audited(person, 'roles.set', found.account, { from: found.roles, to: roles })
      return reply.redirect(`/account/people/${found.account}`, 303)
    })

    app.post('/account/people/:account/code', { onRequest: proven, schema: page }, async (request, reply) => {
      const { account, organisation, party, name, roles } = await asked(request)
      const made = await makeCode(services, request.person!, { account, organisation, party, name, roles })
      return codePage(request, reply, <NewCode name={name} code={made.code} />)
    })
    await app.register(barring(services, asked))
    const again = (request: FastifyRequest, reply: FastifyReply, account: Account, form: Form) =>
      sendMember(request, reply, account, form, 422)
    await app.register(erasing(services, { asked, again }))
  }

/** An administrator bars somebody, who is out at once, or lets him in again. */
const barring =
  ({ people }: Services, asked: (request: FastifyRequest) => Promise<Account>): FastifyPluginAsync =>
  async app => {
    const { accounts, sessions } = people
    const proven = [people.required('administrator'), people.recently()]
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
