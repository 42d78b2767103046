import type { Text } from '@suyuan/model/core/refusal'
import { KINDS, type KindName } from '@suyuan/model/monitoring/kinds'
import type { Names } from '../../core/mirror/names.js'
import { minuteOf } from '../../core/web/clock.js'
import { joined } from '../../core/web/joined.js'
import { Say } from '../../core/web/page.js'
import { liveScript } from '../../core/web/script.js'
import { say } from '../../core/web/texts.js'
import { Chart } from './chart.js'
import { subjectText } from './faces.js'
import { watchPath } from './paths.js'
import type { Curve } from './queries/curves.js'
import type { Listed, ShownExcursion, ShownSeries } from './queries/lists.js'

type Face = 'desk' | 'audit'
type Placed = Pick<Names, 'place'>

const measuredText = (kinds: readonly KindName[]): Text =>
  joined(
    kinds.map(kind => KINDS[kind]),
    '、',
    ', '
  )

/** What is watched, the newest first, what has to be looked at before all else. */
export const WatchList = ({ face, watched, names }: { face: Face; watched: readonly Listed[]; names: Placed }) => (
  <div class="wide stack">
    <h1>
      <Say text={say('monitoringTitle')} />
    </h1>
    <p class="note">
      <Say text={say('monitoringHelp')} />
    </p>
    <p class="actions">
      <a class="button secondary" href={`/${face}/monitoring/sensors`}>
        <Say text={say('monitoringSensors')} />
      </a>
      <a class="button secondary" href={`/${face}/monitoring/excursions`}>
        <Say text={say('monitoringExcursions')} />
      </a>
    </p>
    <section class="card">
      {watched.length === 0 && (
        <p class="empty">
          <Say text={say('monitoringNone')} />
        </p>
      )}
      <ul class="rows">
        {watched.map(({ subject, at, kinds, open }) => (
          <li>
            <a href={watchPath(face, subject)}>
              <strong>
                <Say text={subjectText(subject, names)} />
              </strong>
              {open > 0 && (
                <span class="mark bad">
                  <Say text={say('monitoringOpen', { count: open })} />
                </span>
              )}
              <span class="note">
                <Say text={measuredText(kinds as KindName[])} />
              </span>
              <span class="note">
                <Say text={at ? say('monitoringNewest', { time: minuteOf(at) }) : say('monitoringNever')} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  </div>
)

export interface WatchParts {
  face: Face
  subject: string
  curves: readonly Curve[]
  excursions: readonly ShownExcursion[]
  series: readonly ShownSeries[]
  names: Placed
  /** With what keeps it up to date; the parts that come so are without. */
  live?: boolean
}

const STATES = {
  holding: { text: 'monitoringToInspect', mark: 'mark bad' },
  conformant: { text: 'monitoringInspected', mark: 'mark good' },
  nonConformant: { text: 'monitoringRejected', mark: 'mark bad' }
} as const

const timesOf = (from: Date, until: Date) => ({ from: minuteOf(from), until: minuteOf(until) })

const Excursions = ({ face, excursions }: Pick<WatchParts, 'face' | 'excursions'>) => (
  <ul class="rows">
    {excursions.map(({ id, kind, from, until, peak, state }) => (
      <li>
        <a href={`/${face}/monitoring/excursions/${id}`}>
          <strong>
            <Say text={say('monitoringExcursion', { ...timesOf(from, until), peak: `${peak} ${KINDS[kind].sign}` })} />
          </strong>
          <span class={STATES[state ?? 'holding'].mark}>
            <Say text={say(STATES[state ?? 'holding'].text)} />
          </span>
        </a>
      </li>
    ))}
  </ul>
)

const Series = ({ series }: Pick<WatchParts, 'series'>) => (
  <section class="card">
    <h2>
      <Say text={say('monitoringSeries')} />
    </h2>
    <p class="note">
      <Say text={say('monitoringSeriesHelp')} />
    </p>
    <ul class="rows">
      {series.map(({ id, kind, closed, count, root, from }) => (
        <li>
          <a href={`/api/monitoring/series/${id}`}>
            <strong>
              <Say text={say('monitoringSeriesOne', { kind: KINDS[kind as KindName], count, from: minuteOf(from) })} />
            </strong>
            <span class="note">
              <Say
                text={closed ? say('monitoringSeriesRoot', { root: root.slice(0, 16) }) : say('monitoringSeriesOpen')}
              />
            </span>
          </a>
        </li>
      ))}
    </ul>
  </section>
)

/** What was measured of one subject: its curves, what was beyond the limit, what is on the ledger of it. */
export const Watched = ({ face, subject, curves, excursions, series, names, live }: WatchParts) => {
  const content = (
    <>
      <section class="card">
        <h1>
          <Say text={subjectText(subject, names)} />
        </h1>
        {curves.length === 0 && (
          <p class="empty">
            <Say text={say('monitoringNever')} />
          </p>
        )}
        {curves.map(curve => (
          <Chart curve={curve} />
        ))}
        {excursions.length > 0 && <Excursions face={face} excursions={excursions} />}
      </section>
      {series.length > 0 && <Series series={series} />}
    </>
  )
  if (!live) return content
  return (
    <>
      <div class="stack" data-live={`${watchPath(face, subject)}/events`}>
        {content}
      </div>
      <p class="actions">
        <a class="button secondary" href={watchPath(face, subject)}>
          <Say text={say('monitoringRefresh')} />
        </a>
      </p>
      <script type="module" src={liveScript.path} integrity={liveScript.integrity} />
    </>
  )
}
