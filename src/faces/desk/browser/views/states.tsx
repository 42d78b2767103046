import type { Text } from '@suyuan/model/core/refusal'
import { Say } from '../../../../core/web/browser/say.js'
import { say } from '../say.js'
import type { Entry } from '../store.js'

const clockOf = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Shanghai' })

/** Day and hour, as a clock in China has them. */
export const clock = (iso: string) => clockOf.format(new Date(iso))

/** A time span in words. */
export function span(seconds: number): Text {
  const minutes = Math.round(Math.abs(seconds) / 60)
  return minutes >= 90
    ? say('deskHours', { count: Math.round(minutes / 6) / 10 })
    : say('deskMinutes', { count: minutes })
}

export const directionOf = (seconds: number) => say(seconds > 0 ? 'deskAhead' : 'deskBehind')

const LOOKS = {
  signing: ['note', 'deskStateQueued'],
  queued: ['note', 'deskStateQueued'],
  sent: ['note', 'deskStateSent'],
  recorded: ['good', 'deskStateRecorded'],
  refused: ['bad', 'deskStateRefused']
} as const

/** How it stands with an entry; on the ledger only where the ledger said so. */
export function StateMark({ entry }: { entry: Entry }) {
  const [look, name] = LOOKS[entry.state]
  if (entry.mendedBy)
    return (
      <span class="mark note">
        <Say text={say('deskStateMended')} />
      </span>
    )
  return (
    <>
      <span class={`mark ${look}`} data-state={entry.state}>
        <Say text={say(name)} />
        {entry.state === 'recorded' && (
          <>
            {' '}
            <Say text={say('deskInBlock', { block: entry.block! })} />
          </>
        )}
      </span>
      {entry.skew !== undefined && (
        <span class="mark">
          <Say text={say('deskSkewMark', { direction: directionOf(entry.skew), amount: span(entry.skew) })} />
        </span>
      )}
    </>
  )
}
