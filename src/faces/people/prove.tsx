import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from '../../core/identity/oidc.js'
import { nextOf } from '../../core/identity/people.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { Ways } from './ways.js'

const page = { hide: true } as const

interface ProveParts {
  form: Form
  next: string
  provider: Provider | undefined
}

const Prove = ({ form, next, provider }: ProveParts) => (
  <>
    <h1>
      <Say text={say('proveTitle')} />
    </h1>
    <p>
      <Say text={say('proveHelp')} />
    </p>
    <Ways
      at="/account/prove"
      form={form}
      next={next}
      providers={provider ? [provider] : []}
      provider="oidcProve"
      passkey={say('provePasskey')}
      password={say('provePassword')}
      submit={say('proveSubmit')}
    />
  </>
)

/** /account/prove: once more, before what matters. */
export const prove =
  ({ people }: Services): FastifyPluginAsync =>
  async app => {
    const onRequest = people.required()
    const send = (request: FastifyRequest, reply: FastifyReply, form: Form, next: string, status = 200) => {
      const person = request.person!
      const children = <Prove form={form} next={next} provider={people.oidc.providerOf(person.organisation)} />
      const title = say('proveTitle').zh
      return sendAppPage(reply, { title, area: 'account', section: 'prove', person, children }, status)
    }

    app.get('/account/prove', { onRequest, schema: page }, async (request, reply) =>
      send(request, reply, new Form(), nextOf((request.query as Record<string, unknown>).next))
    )

    app.post('/account/prove', { onRequest, schema: page }, async (request, reply) => {
      const form = Form.of(request.body)
      const next = nextOf(form.typed('next'))
      if (!(await people.isPasswordOf(request.person!, form.typed('password')))) {
        form.problem = say('proveFailed')
        return send(request, reply, form, next, 401)
      }
      await people.prove(reply, request.person!)
      return reply.redirect(next || '/account', 303)
    })
  }
