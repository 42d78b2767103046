import type { VNode } from 'preact'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import type { Unheard } from '../../../modules/trace/queries/recall-steps.js'

/** Recalls of which the party was told and has not said that it heard: before anything else of its goods. */
export const RecallNotices = ({ unheard }: { unheard: readonly Unheard[] }): VNode => (
  <>
    {unheard.map(({ number, reason }) => (
      <section class="banner" role="alert">
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
