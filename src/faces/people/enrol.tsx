import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { LOGIN, loginOf } from '../../core/identity/accounts.js'
import type { Enrolment } from '../../core/identity/enrolments.js'
import type { Provider } from '../../core/identity/oidc.js'
import { PASSWORD_LENGTH } from '../../core/identity/passwords.js'
import { partyNameOf } from '../../core/ledger/states.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Input, Problem } from '../../core/web/fields.js'
import { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem, PROBLEMS } from '../../core/web/problem.js'
import { wantsPage } from '../../core/web/problem-page.js'
import { say } from '../../core/web/texts.js'
import { Identity } from './identity.js'
import { homeOf } from './login.js'
import { Passkey, PasskeyScript } from './passkey.js'

const page = { hide: true } as const

/** The account name that somebody wants; who has an account keeps his, and is called by his name. @throws HttpProblem REQUEST_INVALID */
export function loginFor({ account, name }: Enrolment, wanted: string | undefined): string {
  if (account) return name
  const login = loginOf(wanted ?? '')
  if (!LOGIN.test(login)) throw new HttpProblem('REQUEST_INVALID', { field: 'login' })
  return login
}

const AskCode = ({ form }: { form: Form }) => (
  <>
    <h1>
      <Say text={say('enrolTitle')} />
    </h1>
    <p>
      <Say text={say('enrolHelp')} />
    </p>
    <Problem form={form} />
    <form method="post" action="/account/enrol" class="card stack">
      <Input form={form} name="code" label={say('enrolCode')} hint={say('enrolCodeHint')} maxlength={40} />
      <button type="submit" class="button">
        <Say text={say('enrolNext')} />
      </button>
    </form>
    <PasskeyScript />
  </>
)

interface ChoosingParts {
  enrolment: Enrolment
  party: Text
  /** The organisation's own log-in, where it has one. */
  provider: Provider | undefined
  form: Form
}

const NewPassword = ({ form }: { form: Form }) => (
  <section class="card">
    <h2>
      <Say text={say('enrolPassword')} />
    </h2>
    <Input
      form={form}
      name="password"
      label={say('loginPasswordLabel')}
      hint={say('passwordHint', { count: PASSWORD_LENGTH.least })}
      type="password"
      autocomplete="new-password"
      maxlength={PASSWORD_LENGTH.most}
    />
    <button type="submit" class="button secondary">
      <Say text={say('enrolPasswordButton')} />
    </button>
  </section>
)

const Choosing = ({ enrolment, party, provider, form }: ChoosingParts) => (
  <>
    <h1>
      <Say text={say('enrolTitle')} />
    </h1>
    <section class="card">
      <dl>
        <Identity name={enrolment.name} party={party} roles={enrolment.roles} />
      </dl>
    </section>
    <Problem form={form} />
    <form method="post" action="/account/enrol/password" class="stack" id="enrolment">
      <input type="hidden" name="code" value={form.raw('code')} />
      {!enrolment.account && (
        <section class="card">
          <Input
            form={form}
            name="login"
            label={say('loginAccount')}
            hint={say('enrolLoginHint')}
            autocomplete="username"
            maxlength={40}
          />
        </section>
      )}
      <Passkey
        kind="create"
        ask="/account/enrol/options"
        answer="/account/enrol/passkey"
        form="enrolment"
        title={say('enrolPasskey')}
        help={say('enrolPasskeyHelp')}
        button={say('enrolPasskeyButton')}
      />
      <NewPassword form={form} />
      {provider && (
        <p class="actions">
          <button type="submit" class="button secondary" formaction="/account/oidc/enrol" formnovalidate>
            <Say text={say('enrolOidc', { name: provider.name })} />
          </button>
        </p>
      )}
    </form>
    <PasskeyScript />
  </>
)

/** What is wrong with a password that somebody wants, or nothing. */
export const passwordError = (password: string): Text | undefined =>
  [...password].length < PASSWORD_LENGTH.least || [...password].length > PASSWORD_LENGTH.most
    ? say('passwordShort', { count: PASSWORD_LENGTH.least })
    : undefined

const REFUSALS = { CODE_INVALID: 'enrolRefused', TOO_MANY_REQUESTS: 'enrolTooOften' } as const

/** /account/enrol: a code from the administrator, then a passkey or a password. */
export const enrol =
  ({ people, states }: Services): FastifyPluginAsync =>
  async app => {
    const send = (reply: FastifyReply, children: VNode, status = 200) =>
      sendAppPage(
        reply,
        { title: say('enrolTitle').zh, area: 'account', section: 'enrol', person: null, children },
        status
      )

    async function sendChoosing(reply: FastifyReply, parts: Omit<ChoosingParts, 'party' | 'provider'>, status = 200) {
      const { enrolment } = parts
      const party = await partyNameOf(states, enrolment.party)
      const provider = people.oidc.providerOf(enrolment.organisation)
      return send(reply, <Choosing {...parts} party={party} provider={provider} />, status)
    }

    /** The code's invitation, or the page that says what is wrong with it. */
    async function invited(request: FastifyRequest, reply: FastifyReply, form: Form): Promise<Enrolment | null> {
      try {
        return await people.invitationOf(request, form.typed('code'))
      } catch (error) {
        if (!(error instanceof HttpProblem) || !(error.code in REFUSALS) || !wantsPage(request)) throw error
        form.problem = say(REFUSALS[error.code as keyof typeof REFUSALS])
        send(reply, <AskCode form={form} />, PROBLEMS[error.code].status)
        return null
      }
    }

    app.get('/account/enrol', { schema: page }, async (_, reply) => send(reply, <AskCode form={new Form()} />))

    app.post('/account/enrol', { schema: page }, async (request, reply) => {
      const form = Form.of(request.body)
      const enrolment = await invited(request, reply, form)
      if (!enrolment) return reply
      return sendChoosing(reply, { enrolment, form })
    })

    app.post('/account/enrol/password', { schema: page }, async (request, reply) => {
      const form = Form.of(request.body)
      const enrolment = await invited(request, reply, form)
      if (!enrolment) return reply
      const again = (field: 'password' | 'login', wrong: Text, status: number) => {
        form.errors[field] = wrong
        return sendChoosing(reply, { enrolment, form }, status)
      }
      const password = form.typed('password')
      const wrong = passwordError(password)
      if (wrong) return again('password', wrong, 422)
      if (!enrolment.account && !LOGIN.test(loginOf(form.typed('login'))))
        return again('login', say('loginMalformed'), 422)
      try {
        const login = loginFor(enrolment, form.typed('login'))
        await people.enrol(request, reply, form.typed('code'), { login, password })
      } catch (error) {
        if (!(error instanceof HttpProblem) || error.code !== 'LOGIN_TAKEN') throw error
        return again('login', say('loginTaken'), 409)
      }
      return reply.redirect(homeOf(enrolment), 303)
    })
  }
