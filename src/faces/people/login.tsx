import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { Provider } from '../../core/identity/oidc.js'
import { nextOf } from '../../core/identity/people.js'
import type { Person } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Input } from '../../core/web/fields.js'
import { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem, PROBLEMS } from '../../core/web/problem.js'
import { wantsPage } from '../../core/web/problem-page.js'
import { say } from '../../core/web/texts.js'
import { Ways } from './ways.js'

const page = { hide: true } as const

/** Where somebody begins who doesn't say where to. */
export const homeOf = ({ roles }: Pick<Person, 'roles'>): string =>
  roles.includes('regulator') ? '/audit' : roles.includes('administrator') ? '/account' : '/desk'

interface LoginParts {
  form: Form
  next: string
  /** Organisations with a log-in of their own. */
  providers: readonly Provider[]
}

const Login = (parts: LoginParts) => (
  <>
    <h1>
      <Say text={say('loginTitle')} />
    </h1>
    <p>
      <Say text={say('loginHelp')} />
    </p>
    <Ways
      {...parts}
      at="/account/login"
      provider="oidcLogin"
      passkey={say('loginPasskey')}
      password={say('loginPassword')}
      submit={say('loginSubmit')}
      note={say('loginForgot')}
    >
      <Input form={parts.form} name="login" label={say('loginAccount')} autocomplete="username" maxlength={60} />
    </Ways>
    <p>
      <a href="/account/enrol">
        <Say text={say('loginHaveCode')} />
      </a>
    </p>
  </>
)

const REFUSALS = { LOGIN_FAILED: 'loginFailed', TOO_MANY_REQUESTS: 'loginTooOften' } as const

/** /account/login, /account/logout */
export const login =
  ({ people }: Services): FastifyPluginAsync =>
  async app => {
    const { providers } = people.oidc
    const sendLogin = (reply: FastifyReply, form: Form, next: string, status = 200) => {
      const children = <Login form={form} next={next} providers={providers} />
      const title = say('loginTitle').zh
      return sendAppPage(reply, { title, area: 'account', section: 'login', person: null, children }, status)
    }

    app.get('/account/login', { schema: page }, async (request, reply) => {
      const next = nextOf((request.query as Record<string, unknown>).next)
      if (request.person) return reply.redirect(next || homeOf(request.person), 303)
      return sendLogin(reply, new Form(), next)
    })

    app.post('/account/login', { schema: page }, async (request, reply) => {
      const form = Form.of(request.body)
      const next = nextOf(form.typed('next'))
      try {
        const member = await people.withPassword(request, form.typed('login'), form.typed('password'))
        await people.logIn(request, reply, member, 'password')
        return reply.redirect(next || homeOf({ roles: await people.accounts.rolesOf(member) }), 303)
      } catch (error) {
        if (!(error instanceof HttpProblem) || !(error.code in REFUSALS) || !wantsPage(request)) throw error
        form.problem = say(REFUSALS[error.code as keyof typeof REFUSALS])
        return sendLogin(reply, form, next, PROBLEMS[error.code].status)
      }
    })

    app.post('/account/logout', { onRequest: people.required(), schema: page }, async (request, reply) => {
      await people.logOut(reply, request.person!)
      return reply.redirect('/account/login', 303)
    })
  }
