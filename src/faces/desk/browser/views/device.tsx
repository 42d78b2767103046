import type { Text } from '@suyuan/model/core/refusal'
import { useState } from 'preact/hooks'
import { Say } from '../../../../core/web/browser/say.js'
import { enrol } from '../device.js'
import type { Replayer } from '../replayer.js'
import { say } from '../say.js'
import type { Device, Store } from '../store.js'

interface DeviceParts {
  device: Device | undefined
  store: Store
  replayer: Replayer
}

/** The phone's key: how it stands, or how to get one. */
export const DeviceView = ({ device, store, replayer }: DeviceParts) =>
  device && device.standing !== 'made' ? <Known device={device} /> : <Enrol store={store} replayer={replayer} />

const STANDINGS = { made: 'deskAsked', asked: 'deskAsked', approved: 'deskApproved', revoked: 'deskRevoked' } as const

const Known = ({ device }: { device: Device }) => (
  <section class="card">
    <h1>
      <Say text={say('deskDevice')} />
    </h1>
    <p class="number">{device.label}</p>
    <p>
      <span class={device.standing === 'approved' ? 'mark good' : 'mark'} data-standing={device.standing}>
        <Say text={say(STANDINGS[device.standing])} />
      </span>
    </p>
    <dl>
      <dt>
        <Say text={say('deskKey')} />
      </dt>
      <dd class="mono">{device.key.match(/.{1,8}/g)!.join(' ')}</dd>
      <dt>
        <Say text={say('deskParty')} />
      </dt>
      <dd class="mono">{device.party}</dd>
    </dl>
  </section>
)

function Enrol({ store, replayer }: { store: Store; replayer: Replayer }) {
  const [wrong, setWrong] = useState<Text>()
  const [loggedOut, setLoggedOut] = useState(false)
  const [busy, setBusy] = useState(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    const label = String(new FormData(event.target as HTMLFormElement).get('label')).trim()
    if (!label) return setWrong(say('deskMissing'))
    setBusy(true)
    try {
      const outcome = await enrol(store, label)
      setLoggedOut(outcome === 'logged-out')
      setWrong(outcome === 'no-party' ? say('deskNoParty') : undefined)
      replayer.kick()
    } catch (error) {
      setWrong(error instanceof TypeError ? say('deskNeedsSignal') : say('deskNotKept', { reason: String(error) }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form class="card" onSubmit={submit}>
      <h1>
        <Say text={say('deskEnrolTitle')} />
      </h1>
      <p>
        <Say text={say('deskEnrolHelp')} />
      </p>
      {loggedOut && (
        <p class="verdict note" role="alert">
          <Say text={say('deskLogIn')} />{' '}
          <a href="/account/login?next=/desk">
            <Say text={say('deskLogInButton')} />
          </a>
        </p>
      )}
      <div class="field">
        <label for="field-label">
          <Say text={say('deskEnrolLabel')} />
        </label>
        <input id="field-label" name="label" maxLength={60} autocomplete="off" aria-describedby="field-label-hint" />
        <span class="hint" id="field-label-hint">
          <Say text={say('deskEnrolHint')} />
        </span>
        {wrong && (
          <span class="error" role="alert">
            <Say text={wrong} />
          </span>
        )}
      </div>
      <div class="actions">
        <button type="submit" disabled={busy}>
          <Say text={say('deskEnrolButton')} />
        </button>
        <a class="button secondary" href="/desk/online">
          <Say text={say('deskOnlineForms')} />
        </a>
      </div>
    </form>
  )
}
