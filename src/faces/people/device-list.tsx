import type { Text } from '@suyuan/model/core/refusal'
import type { Device } from '../../core/identity/devices.js'
import { minuteOf } from '../../core/web/clock.js'
import { Deed } from '../../core/web/fields.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'

const STATES = {
  asked: { text: 'deviceAsked', mark: 'note' },
  approved: { text: 'deviceApproved', mark: 'good' },
  declined: { text: 'deviceDeclined', mark: 'bad' },
  revoked: { text: 'deviceRevoked', mark: 'bad' }
} as const

interface DeviceParts {
  device: Device
  party: Text
  /** Whether it is an administrator who looks at it. */
  decides: boolean
}

/** A device in a list, with what may be done about it. */
export const DeviceCard = ({ device, party, decides }: DeviceParts) => {
  const { key, label, name, state, askedAt, decidedAt } = device
  const { text, mark } = STATES[state]
  return (
    <li>
      <strong>
        {label || <Say text={say('deviceNameless')} />}{' '}
        <span class={`mark ${mark}`}>
          <Say text={say(text)} />
        </span>
      </strong>
      <span class="note">{[name, party.zh, minuteOf(decidedAt ?? askedAt)].filter(Boolean).join(' · ')}</span>
      <span class="note mono">{key.slice(0, 16)}</span>
      {decides && state === 'asked' && (
        <div class="actions">
          <Deed action="/account/devices/approve" fields={{ key }} kind="" text={say('deviceApprove')} />
          <Deed action="/account/devices/decline" fields={{ key }} text={say('deviceDecline')} />
        </div>
      )}
      {decides && state === 'approved' && <Revoke deviceKey={key} />}
    </li>
  )
}

/** A lost device's key is refused from now on; what it said since it was lost is marked. */
const Revoke = ({ deviceKey }: { deviceKey: string }) => (
  <details>
    <summary>
      <Say text={say('deviceRevoke')} />
    </summary>
    <form method="post" action="/account/devices/revoke" class="stack">
      <input type="hidden" name="key" value={deviceKey} />
      <div class="field">
        <label for={`since-${deviceKey}`}>
          <Say text={say('deviceSince')} />
        </label>
        <input
          type="datetime-local"
          id={`since-${deviceKey}`}
          name="since"
          aria-describedby={`since-${deviceKey}-hint`}
        />
        <p class="hint" id={`since-${deviceKey}-hint`}>
          <Say text={say('deviceSinceHint')} />
        </p>
      </div>
      <button type="submit" class="button danger">
        <Say text={say('deviceRevoke')} />
      </button>
    </form>
  </details>
)
