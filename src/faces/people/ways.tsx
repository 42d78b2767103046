import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import type { Provider } from '../../core/identity/oidc.js'
import { Input, Problem } from '../../core/web/fields.js'
import type { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { Passkey, PasskeyScript } from './passkey.js'

interface WaysParts {
  /** Where the password goes; the passkey's script asks and answers below it. */
  at: '/account/login' | '/account/prove'
  form: Form
  /** Where to go on afterwards. */
  next: string
  /** Organisations with a log-in of their own, and what is said on the way to one. */
  providers: readonly Provider[]
  provider: 'oidcLogin' | 'oidcProve'
  passkey: Text
  password: Text
  submit: Text
  /** Asked for before the password. */
  children?: ComponentChildren
  /** Said below it. */
  note?: Text
}

/** The ways by which somebody proves who he is: a passkey, his organisation's own log-in, a password. */
export const Ways = ({ at, form, next, providers, provider, children, note, ...texts }: WaysParts) => (
  <>
    <Problem form={form} />
    <Passkey
      kind="get"
      ask={`${at}/options`}
      answer={`${at}/passkey`}
      title={texts.passkey}
      help={say('loginPasskeyHelp')}
      button={texts.passkey}
    />
    {providers.length > 0 && (
      <p class="actions">
        {providers.map(({ organisation, name }) => (
          <a class="button secondary" href={`/account/oidc/${organisation}?next=${encodeURIComponent(next)}`}>
            <Say text={say(provider, { name })} />
          </a>
        ))}
      </p>
    )}
    <section class="card">
      <h2>
        <Say text={texts.password} />
      </h2>
      <form method="post" action={at} class="stack">
        <input type="hidden" name="next" value={next} />
        {children}
        <Input
          form={form}
          name="password"
          label={say('loginPasswordLabel')}
          type="password"
          autocomplete="current-password"
          maxlength={128}
        />
        <button type="submit" class="button">
          <Say text={texts.submit} />
        </button>
      </form>
      {note && (
        <p class="note">
          <Say text={note} />
        </p>
      )}
    </section>
    <PasskeyScript />
  </>
)
