import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type Account, loginOf } from '../../core/identity/accounts.js'
import type { Services } from '../../core/module.js'
import { minuteOf } from '../../core/web/clock.js'
import { Input } from '../../core/web/fields.js'
import { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { organisationSays } from './organisation-speaks.js'

const page = { hide: true } as const

/** By which an administrator erases somebody: open where he asked for it, or where it went wrong. */
export const EraseForm = ({ member, form }: { member: Account; form: Form }) => (
  <section class="card">
    <details open={member.erasureAskedAt !== null || form.errors.confirm !== undefined}>
      <summary>
        <Say text={say('eraseTitle')} />
      </summary>
      {member.erasureAskedAt && (
        <p class="banner amber">
          <Say text={say('eraseSince', { when: minuteOf(member.erasureAskedAt) })} />
        </p>
      )}
      <p>
        <Say text={say('eraseGoes')} />
      </p>
      <p>
        <Say text={say('eraseStays')} />
      </p>
      <form method="post" action={`/account/people/${member.account}/erase`} class="stack">
        <Input form={form} name="confirm" label={say('eraseConfirm')} hint={say('eraseForGood')} maxlength={60} />
        <button type="submit" class="button danger">
          <Say text={say('eraseDo')} />
        </button>
      </form>
    </details>
  </section>
)

interface Asked {
  /** @throws HttpProblem NOT_FOUND */
  asked(request: FastifyRequest): Promise<Account>
  /** Shows somebody's page again. */
  again(request: FastifyRequest, reply: FastifyReply, account: Account, form: Form): Promise<FastifyReply>
}

/**
 * An administrator erases somebody of his organisation, who asked for it or is here no more. His devices' keys are revoked on
 * the ledger first: should that fail, nothing is erased, and it can be done again.
 */
export const erasing =
  (services: Services, { asked, again }: Asked): FastifyPluginAsync =>
  async app => {
    const { people, erasures } = services
    const proven = [people.required('administrator'), people.recently()]

    app.post('/account/people/:account/erase', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const member = await asked(request)
      const form = Form.of(request.body)
      // There is always one left who can let others in.
      if (member.account === person.account) form.errors.confirm = say('eraseOwn')
      else if (loginOf(form.typed('confirm')) !== member.login) form.errors.confirm = say('eraseWrong')
      if (form.failed) return again(request, reply, member, form)
      const devices = (await people.devices.list(person)).filter(({ account }) => account === member.account)
      for (const { key, state } of devices)
        if (state === 'approved') await organisationSays(services, person, 'revokeKey', { key })
      await erasures.erase('account', member.account)
      await people.audited(person, 'account.erase', member.account, {
        asked: member.erasureAskedAt !== null,
        devices: devices.length
      })
      return reply.redirect('/account/people', 303)
    })
  }
