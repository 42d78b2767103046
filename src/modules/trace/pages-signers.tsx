import { KINDS } from '@suyuan/model/trace/law'
import type { VNode } from 'preact'
import { minuteOf } from '../../core/web/clock.js'
import { Icon } from '../../core/web/icons.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { day, join, partyName } from './pages-format.js'
import type { Step, Story } from './queries/provenance-schema.js'

export const CUSTODY = {
  device: 'custodyDevice',
  gateway: 'custodyGateway',
  certificate: 'custodyCertificate'
} as const

/** Entries by who signed them, in the order in which they came into it. */
function byAuthor(story: Story): [author: string, steps: Step[]][] {
  const authors = new Map<string, Step[]>()
  for (const step of story.steps) authors.set(step.author, [...(authors.get(step.author) ?? []), step])
  return [...authors]
}

const waysOf = (story: Story, steps: readonly Step[]) =>
  [...new Set(steps.flatMap(({ key }) => story.keys[key]?.custody ?? []))].map(custody => say(CUSTODY[custody]))

/** Each event by its hash id, for whoever has the event; a few of hundreds, the rest is in the data. */
const HashIds = ({ steps, most }: { steps: readonly Step[]; most: number }) => {
  const known = steps.filter(({ hashId }) => hashId !== null)
  if (known.length === 0) return null
  return (
    <details class="hashes">
      <summary>
        <Say text={say('hashIds', { count: known.length })} />
      </summary>
      <ul>
        {known.slice(0, most).map(({ event, kind, time, hashId }) => (
          <li>
            <Say text={join([KINDS[kind].name, day(time)])} />
            <div>
              <code data-hash-of={event}>{hashId}</code>
            </div>
          </li>
        ))}
        {known.length > most && (
          <li>
            <Say text={say('more', { count: known.length - most })} />
          </li>
        )}
      </ul>
    </details>
  )
}

/** Who said all of this, how many times, with what kind of key, and when last. */
export const Signers = ({ story, most }: { story: Story; most: number }): VNode => (
  <section>
    <h2>
      <Icon name="pencil" /> <Say text={say('signers')} />
    </h2>
    <ul class="rows">
      {byAuthor(story).map(([author, steps]) => {
        const last = minuteOf(steps.at(-1)!.recorded)
        return (
          <li>
            <div>
              <strong>
                <Say text={partyName(story, author)} />
              </strong>
              <span class="note">
                <Say text={join([say('signed', { count: steps.length, last }), ...waysOf(story, steps)])} />
              </span>
              <HashIds steps={steps} most={most} />
            </div>
          </li>
        )
      })}
    </ul>
    {story.steps.some(({ hashId }) => hashId !== null) && (
      <p class="note">
        <Say text={say('hashIdsHelp')} />
      </p>
    )}
  </section>
)
