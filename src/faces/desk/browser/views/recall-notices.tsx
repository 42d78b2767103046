import { Say } from '../../../../core/web/browser/say.js'
import { say } from '../say.js'

interface NoticesParts {
  unheard: readonly { number: string; reason: string }[]
  /** Readings beyond their limits that nobody has looked at. */
  excursions: readonly { id: string }[]
}

/** Recalls that the party has not said it heard of, goods that were too warm: before anything else of its goods. */
export const RecallNotices = ({ unheard, excursions }: NoticesParts) => (
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
    {excursions.map(({ id }) => (
      <section key={id} class="banner" role="alert">
        <strong>
          <Say text={say('deskExcursion')} />
        </strong>
        <p>
          <a href={`/desk/monitoring/excursions/${id}`}>
            <Say text={say('deskExcursionSee')} />
          </a>
        </p>
      </section>
    ))}
  </>
)
