import { Say } from '../../../../core/web/browser/say.js'
import { say } from '../say.js'

interface NoticesParts {
  unheard: readonly { number: string; reason: string }[]
}

/** Recalls of which the party was told and has not said that it heard: before anything else of its goods. */
export const RecallNotices = ({ unheard }: NoticesParts) => (
  <>
    {unheard.map(({ number, reason }) => (
      <section key={number} class="banner" role="alert">
        <strong>
          <Say text={say('deskRecallNotice', { number })} />
        </strong>
        <p>{reason}</p>
        <p>
          <a href={`/desk/recalls/${encodeURIComponent(number)}`}>
            <Say text={say('deskRecallHear')} />
          </a>
        </p>
      </section>
    ))}
  </>
)
