import { KINDS } from '@suyuan/model/monitoring/kinds'
import type { Services } from '../../core/module.js'
import type { StoryAbout } from '../../core/story-additions.js'
import { Icon } from '../../core/web/icons.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { Chart } from './chart.js'
import { subjectText } from './faces.js'
import { type Curve, curvesOf } from './queries/curves.js'
import { excursionsOf, type ShownExcursion } from './queries/lists.js'
import { placesIn } from './queries/names.js'

const HOUR = 3_600_000
/** A page is short: what was nearest to its reader comes first. */
const MOST_CHARTS = 6
/** Around a harvest its garden's weather, before a process without times its room, after storing its store. */
const AROUND = { harvest: [-12, 12], process: [-12, 0], storing: [0, 72] } as const

/** Something that was done with the goods, where and when. */
interface Scene {
  subject: string
  from: string | null
  until: string | null
}

function scenesOf({ steps }: StoryAbout): Scene[] {
  const scenes = steps.flatMap(({ kind, time, place, says }): Scene[] => {
    if (kind === 'shipping' && says.shipment) return [{ subject: says.shipment, from: null, until: null }]
    const hours = AROUND[kind as keyof typeof AROUND]
    if (!hours || !place) return []
    const times = (says.steps ?? [])
      .flatMap(({ start, end }) => [start, ...(end ? [end] : [])])
      .map(each => Date.parse(each))
    const [from, until] =
      times.length > 0 ? [Math.min(...times), Math.max(...times)] : hours.map(each => Date.parse(time) + each * HOUR)
    return [{ subject: place, from: new Date(from!).toISOString(), until: new Date(until!).toISOString() }]
  })
  return [...new Map(scenes.map(scene => [`${scene.subject} ${scene.from}`, scene])).values()].reverse()
}

interface Shown {
  subject: string
  curves: readonly Curve[]
  excursions: readonly ShownExcursion[]
}

/** What was measured of a pack's or lot's goods, on its page. */
export function addToStories(services: Services): void {
  services.storyAdditions.add(async about => {
    const shown: Shown[] = []
    let charts = 0
    for (const { subject, from, until } of scenesOf(about)) {
      const curves = (await curvesOf(services, subject, { from, until })).slice(0, MOST_CHARTS - charts)
      charts += curves.length
      const excursions = subject.includes(':') ? await excursionsOf(services.pool, subject) : []
      if (curves.length > 0) shown.push({ subject, curves, excursions })
      if (charts >= MOST_CHARTS) break
    }
    if (shown.length === 0) return null
    const names = await placesIn(
      services.pool,
      shown.map(({ subject }) => subject)
    )
    return (
      <section>
        <h2>
          <Icon name="scale" /> <Say text={say('monitoringOnTheWay')} />
        </h2>
        <p class="note">
          <Say text={say('monitoringOnTheWayHelp')} />
        </p>
        {shown.map(({ subject, curves, excursions }) => (
          <>
            <h3>
              <Say text={subjectText(subject, names)} />
            </h3>
            {curves.map(curve => (
              <Chart curve={curve} />
            ))}
            {excursions.map(excursion => (
              <Excursion excursion={excursion} />
            ))}
          </>
        ))}
      </section>
    )
  })
}

const FOUND = {
  holding: 'monitoringToInspect',
  conformant: 'monitoringInspected',
  nonConformant: 'monitoringRejected'
} as const

const Excursion = ({ excursion: { kind, peak, state } }: { excursion: ShownExcursion }) => (
  <p>
    <span class={state === 'conformant' ? 'mark' : 'mark bad'}>
      <Say text={say('monitoringBeyond', { peak, sign: KINDS[kind].sign })} />
    </span>{' '}
    <Say text={say(FOUND[state ?? 'holding'])} />
  </p>
)
