import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { PasskeyRow } from '../../core/identity/passkeys.js'
import { PASSWORD_LENGTH } from '../../core/identity/passwords.js'
import type { Person } from '../../core/identity/person.js'
import type { SessionRow } from '../../core/identity/sessions.js'
import { partyNameOf } from '../../core/ledger/states.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { minuteOf } from '../../core/web/clock.js'
import { Deed, Input } from '../../core/web/fields.js'
import { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { UUID } from '../../core/web/uuid.js'
import { passwordError } from './enrol.js'
import { Identity } from './identity.js'
import { Passkey, PasskeyScript } from './passkey.js'

const page = { hide: true } as const

interface AccountParts {
  person: Person
  party: Text
  login: string
  hasPassword: boolean
  passkeys: readonly PasskeyRow[]
  sessions: readonly SessionRow[]
  form: Form
}

const Account = (parts: AccountParts) => (
  <>
    <h1>
      <Say text={say('accountTitle')} />
    </h1>
    <div class="grid">
      <Who {...parts} />
      <PasskeyList {...parts} />
      <PasswordForm {...parts} />
      <SessionList {...parts} />
    </div>
    <PasskeyScript />
  </>
)

const Who = ({ person, party, login }: AccountParts) => (
  <section class="card">
    <dl>
      <Identity name={person.name} login={login} party={party} roles={person.roles} />
    </dl>
    <p>
      <a href="/account/data">
        <Say text={say('heldLink')} />
      </a>
    </p>
    <Deed action="/account/logout" text={say('accountLogOut')} />
  </section>
)

const PasskeyList = ({ passkeys }: AccountParts) => (
  <div class="stack">
    <section class="card">
      <h2>
        <Say text={say('passkeysTitle')} />
      </h2>
      {passkeys.length === 0 && (
        <p class="empty">
          <Say text={say('passkeysNone')} />
        </p>
      )}
      {passkeys.length > 0 && (
        <ul class="rows">
          {passkeys.map(({ id, label, createdAt, usedAt }) => (
            <li>
              <strong>{label}</strong>
              <span class="note">
                <Say text={say('passkeyMade', { when: minuteOf(createdAt) })} />
              </span>
              {usedAt && (
                <span class="note">
                  <Say text={say('lastUsed', { when: minuteOf(usedAt) })} />
                </span>
              )}
              <Deed action="/account/passkeys/revoke" fields={{ id }} text={say('passkeyRevoke')} />
            </li>
          ))}
        </ul>
      )}
    </section>
    <Passkey
      kind="create"
      ask="/account/passkeys/options"
      answer="/account/passkeys"
      title={say('passkeyAdd')}
      help={say('enrolPasskeyHelp')}
      button={say('passkeyAdd')}
    />
  </div>
)

const PasswordForm = ({ hasPassword, form }: AccountParts) => (
  <section class="card">
    <h2>
      <Say text={say(hasPassword ? 'passwordChange' : 'passwordSet')} />
    </h2>
    <form method="post" action="/account/password" class="stack">
      <Input
        form={form}
        name="password"
        label={say('passwordNew')}
        hint={say('passwordHint', { count: PASSWORD_LENGTH.least })}
        type="password"
        autocomplete="new-password"
        maxlength={PASSWORD_LENGTH.most}
      />
      <button type="submit" class="button secondary">
        <Say text={say(hasPassword ? 'passwordChange' : 'passwordSet')} />
      </button>
    </form>
  </section>
)

const SessionList = ({ sessions, person }: AccountParts) => (
  <section class="card">
    <h2>
      <Say text={say('sessionsTitle')} />
    </h2>
    <ul class="rows">
      {sessions.map(({ id, browser, startedAt, seenAt }) => (
        <li>
          <strong>
            {browser}{' '}
            {id === person.session && (
              <span class="mark good">
                <Say text={say('sessionThis')} />
              </span>
            )}
          </strong>
          <span class="note">
            <Say text={say('sessionStarted', { when: minuteOf(startedAt) })} />
          </span>
          <span class="note">
            <Say text={say('lastUsed', { when: minuteOf(seenAt) })} />
          </span>
          {id !== person.session && <Deed action="/account/sessions/end" fields={{ id }} text={say('sessionEnd')} />}
        </li>
      ))}
    </ul>
    {sessions.length > 1 && <Deed action="/account/sessions/end-others" text={say('sessionEndOthers')} />}
  </section>
)

/** /account: who is logged in, by what he proves it, and where else he is. */
export const account =
  ({ people, states, commands }: Services): FastifyPluginAsync =>
  async app => {
    const { accounts, passkeys, sessions } = people
    const own = [people.required()]
    const proven = [people.required(), people.recently()]

    async function send(request: FastifyRequest, reply: FastifyReply, form: Form, status = 200) {
      const person = request.person!
      const [party, mine, keys, open] = await Promise.all([
        partyNameOf(states, person.party),
        accounts.get(person, person.account),
        passkeys.list(person),
        sessions.list(person)
      ])
      const { login, hasPassword } = mine!
      const parts = { person, party, login, hasPassword, passkeys: keys, sessions: open, form }
      const children = <Account {...parts} />
      return sendAppPage(
        reply,
        { title: say('accountTitle').zh, area: 'account', section: 'account', person, children },
        status
      )
    }

    app.get('/account', { onRequest: own, schema: page }, (request, reply) => send(request, reply, new Form()))

    app.get('/account/me', { onRequest: own, schema: page }, async (request, reply) => {
      const { session: _, ...person } = request.person!
      return reply.header('cache-control', 'no-store').send({ ...person, ledger: commands.ledger.id })
    })

    app.post('/account/password', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const form = Form.of(request.body)
      const password = form.typed('password')
      const wrong = passwordError(password)
      if (wrong) {
        form.errors.password = wrong
        return send(request, reply, form, 422)
      }
      await accounts.setPassword(person.account, password)
      await sessions.endOthers(person)
      await people.audited(person, 'password.set', person.account)
      return reply.redirect('/account', 303)
    })

    app.post('/account/passkeys/revoke', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const whose = await passkeys.revoke(person, Form.of(request.body).typed('id'))
      if (!whose) throw new HttpProblem('NOT_FOUND')
      await people.audited(person, 'passkey.revoke', whose)
      return reply.redirect(whose === person.account ? '/account' : `/account/people/${whose}`, 303)
    })

    app.post('/account/sessions/end', { onRequest: own, schema: page }, async (request, reply) => {
      const id = Form.of(request.body).typed('id')
      if (!UUID.test(id) || !(await sessions.end(request.person!, id))) throw new HttpProblem('NOT_FOUND')
      return reply.redirect('/account', 303)
    })

    app.post('/account/sessions/end-others', { onRequest: own, schema: page }, async (request, reply) => {
      await sessions.endOthers(request.person!)
      return reply.redirect('/account', 303)
    })
  }
