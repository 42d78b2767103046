import { Say } from '../../core/web/page.js'
import { thenAndNow } from '../../core/web/sanctions.js'
import { say } from '../../core/web/texts.js'
import type { Mark } from './pages-marks.js'
import type { Step, Story } from './queries/provenance-schema.js'

/** How who took a step stood when it was taken, and stands today, where one of the two is not as it should be. */
function markOf({ parties }: Story, { author, time }: Step): Mark[] {
  const told = thenAndNow(parties[author]?.sanctions ?? [], time)
  if (!told) return []
  const { text, wasUnder, id } = told
  return [{ text, tone: wasUnder ? 'bad' : 'note', href: `/board/supervision/sanctions/${id}` }]
}

/** Of several steps what they say, each thing once. */
export const standingMarks = (story: Story, steps: readonly Step[]): Mark[] => [
  ...new Map(steps.flatMap(step => markOf(story, step)).map(mark => [mark.text.zh, mark])).values()
]

/** Where such marks are from, and that no proof has them; nothing where there is none. */
export const StandingNote = ({ story }: { story: Story }) =>
  standingMarks(story, story.steps).length === 0 ? null : (
    <p class="note">
      <Say text={say('standingNote')} />
    </p>
  )
