import type { Text } from '@suyuan/model/core/refusal'
import { Say } from '../../core/web/page.js'
import { peopleScript } from '../../core/web/script.js'
import { say } from '../../core/web/texts.js'

interface PasskeyParts {
  /** Whether a passkey is made, or one that is there is used. */
  kind: 'create' | 'get'
  /** Where the browser hears what it is to sign, and where it answers. */
  ask: string
  answer: string
  /** Id of a form whose fields go along. */
  form?: string
  title: Text
  help: Text
  button: Text
}

/** Comes with the script, where the browser can do it; where it cannot, that is said instead. */
export const Passkey = ({ kind, ask, answer, form, title, help, button }: PasskeyParts) => (
  <section class="card" data-passkey={kind} data-ask={ask} data-answer={answer} data-form={form} hidden>
    <h2>
      <Say text={title} />
    </h2>
    <div data-able hidden>
      <p>
        <Say text={help} />
      </p>
      <button type="button" class="button">
        <Say text={button} />
      </button>
    </div>
    <p data-unable hidden class="note">
      <Say text={say('passkeyUnable')} />
    </p>
    <p data-cancelled hidden class="note">
      <Say text={say('passkeyCancelled')} />
    </p>
    <div role="alert" />
  </section>
)

export const PasskeyScript = () => <script type="module" src={peopleScript.path} integrity={peopleScript.integrity} />
