import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from '../../core/identity/oidc.js'
import { nextOf } from '../../core/identity/people.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { Input, Refused, type Typed, typedOf } from './forms.js'
import { Passkey, PasskeyScript } from './passkey.js'

const page = { hide: true } as const

interface ProveParts {
  typed: Typed
  refused?: Text | undefined
  provider: Provider | undefined
}

const Prove = ({ typed, refused, provider }: ProveParts) => (
  <>
    <h1>
      <Say text={say('proveTitle')} />
    </h1>
    <p>
      <Say text={say('proveHelp')} />
    </p>
    <Refused text={refused} />
    <Passkey
      kind="get"
      ask="/account/prove/options"
      answer="/account/prove/passkey"
      title={say('provePasskey')}
      help={say('loginPasskeyHelp')}
      button={say('provePasskey')}
    />
    {provider && (
      <p class="actions">
        <a
          class="button secondary"
          href={`/account/oidc/${provider.organisation}?next=${encodeURIComponent(typed.next ?? '')}`}
        >
          <Say text={say('oidcProve', { name: provider.name })} />
        </a>
      </p>
    )}
    <section class="card">
      <h2>
        <Say text={say('provePassword')} />
      </h2>
      <form method="post" action="/account/prove" class="stack">
        <input type="hidden" name="next" value={typed.next ?? ''} />
        <Input
          name="password"
          label={say('loginPasswordLabel')}
          type="password"
          autocomplete="current-password"
          maxlength={128}
        />
        <button type="submit" class="button">
          <Say text={say('proveSubmit')} />
        </button>
      </form>
    </section>
    <PasskeyScript />
  </>
)

/** /account/prove: once more, before what matters. */
export const prove =
  ({ people }: Services): FastifyPluginAsync =>
  async app => {
    const onRequest = people.required()
    const send = (request: FastifyRequest, reply: FastifyReply, typed: Typed, refused?: Text, status = 200) =>
      sendAppPage(
        reply,
        {
          title: say('proveTitle').zh,
          area: 'account',
          section: 'prove',
          person: request.person,
          children: (
            <Prove typed={typed} refused={refused} provider={people.oidc.providerOf(request.person!.organisation)} />
          )
        },
        status
      )

    app.get('/account/prove', { onRequest, schema: page }, async (request, reply) =>
      send(request, reply, { next: nextOf((request.query as Record<string, unknown>).next) })
    )

    app.post('/account/prove', { onRequest, schema: page }, async (request, reply) => {
      const typed = typedOf(request.body)
      if (!(await people.isPasswordOf(request.person!, typed.password ?? '')))
        return send(request, reply, typed, say('proveFailed'), 401)
      await people.prove(reply, request.person!)
      return reply.redirect(nextOf(typed.next) || '/account', 303)
    })
  }
