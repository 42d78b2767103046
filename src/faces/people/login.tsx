import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { Provider } from '../../core/identity/oidc.js'
import { nextOf } from '../../core/identity/people.js'
import type { Person } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem, PROBLEMS } from '../../core/web/problem.js'
import { wantsPage } from '../../core/web/problem-page.js'
import { say } from '../../core/web/texts.js'
import { Input, Refused, type Typed, typedOf } from './forms.js'
import { Passkey, PasskeyScript } from './passkey.js'

const page = { hide: true } as const

/** Where somebody begins who doesn't say where to. */
export const homeOf = ({ roles }: Pick<Person, 'roles'>): string =>
  roles.includes('regulator') ? '/audit' : roles.includes('administrator') ? '/account' : '/desk'

interface LoginParts {
  typed: Typed
  refused?: Text | undefined
  /** Organisations with a log-in of their own. */
  providers: readonly Provider[]
}

const Login = ({ typed, refused, providers }: LoginParts) => (
  <>
    <h1>
      <Say text={say('loginTitle')} />
    </h1>
    <p>
      <Say text={say('loginHelp')} />
    </p>
    <Refused text={refused} />
    <Passkey
      kind="get"
      ask="/account/login/options"
      answer="/account/login/passkey"
      title={say('loginPasskey')}
      help={say('loginPasskeyHelp')}
      button={say('loginPasskey')}
    />
    {providers.length > 0 && (
      <p class="actions">
        {providers.map(({ organisation, name }) => (
          <a
            class="button secondary"
            href={`/account/oidc/${organisation}?next=${encodeURIComponent(typed.next ?? '')}`}
          >
            <Say text={say('oidcLogin', { name })} />
          </a>
        ))}
      </p>
    )}
    <section class="card">
      <h2>
        <Say text={say('loginPassword')} />
      </h2>
      <form method="post" action="/account/login" class="stack">
        <input type="hidden" name="next" value={typed.next ?? ''} />
        <Input name="login" label={say('loginAccount')} value={typed.login} autocomplete="username" maxlength={60} />
        <Input
          name="password"
          label={say('loginPasswordLabel')}
          type="password"
          autocomplete="current-password"
          maxlength={128}
        />
        <button type="submit" class="button">
          <Say text={say('loginSubmit')} />
        </button>
      </form>
      <p class="note">
        <Say text={say('loginForgot')} />
      </p>
    </section>
    <p>
      <a href="/account/enrol">
        <Say text={say('loginHaveCode')} />
      </a>
    </p>
    <PasskeyScript />
  </>
)

const REFUSALS = { LOGIN_FAILED: 'loginFailed', TOO_MANY_REQUESTS: 'loginTooOften' } as const

/** /account/login, /account/logout */
export const login =
  ({ people }: Services): FastifyPluginAsync =>
  async app => {
    const { providers } = people.oidc
    const sendLogin = (reply: FastifyReply, typed: Typed, refused?: Text, status = 200) => {
      const children = <Login typed={typed} refused={refused} providers={providers} />
      const title = say('loginTitle').zh
      return sendAppPage(reply, { title, area: 'account', section: 'login', person: null, children }, status)
    }

    app.get('/account/login', { schema: page }, async (request, reply) => {
      const next = nextOf((request.query as Record<string, unknown>).next)
      if (request.person) return reply.redirect(next || homeOf(request.person), 303)
      return sendLogin(reply, { next })
    })

    app.post('/account/login', { schema: page }, async (request, reply) => {
      const typed = typedOf(request.body)
      const { login = '', password = '', next } = typed
      try {
        const member = await people.withPassword(request, login, password)
        await people.logIn(request, reply, member, 'password')
        return reply.redirect(nextOf(next) || homeOf({ roles: await people.accounts.rolesOf(member) }), 303)
      } catch (error) {
        if (!(error instanceof HttpProblem) || !(error.code in REFUSALS) || !wantsPage(request)) throw error
        const text = say(REFUSALS[error.code as keyof typeof REFUSALS])
        return sendLogin(reply, typed, text, PROBLEMS[error.code].status)
      }
    })

    app.post('/account/logout', { onRequest: people.required(), schema: page }, async (request, reply) => {
      await people.logOut(reply, request.person!)
      return reply.redirect('/account/login', 303)
    })
  }
