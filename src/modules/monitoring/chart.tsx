import type { Text } from '@suyuan/model/core/refusal'
import { KINDS } from '@suyuan/model/monitoring/kinds'
import type { Doubt } from '@suyuan/model/monitoring/readings'
import { isBeyond } from '@suyuan/model/monitoring/readings'
import { minuteOf } from '../../core/web/clock.js'
import { joined } from '../../core/web/joined.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import type { Curve } from './queries/curves.js'
import type { Point } from './queries/readings.js'

const WIDTH = 360
const HEIGHT = 170
const [LEFT, RIGHT, TOP, BOTTOM] = [34, 354, 10, 146]
/** Points that a line is drawn of: more than that nobody sees, and pages are short. */
const MOST_POINTS = 240

/** Where instants and values are in the drawing. */
interface Scale {
  x(at: string): number
  y(value: number): number
  from: string
  until: string
  ticks: number[]
}

const DOUBTS: Readonly<
  Record<Doubt['type'], 'monitoringGap' | 'monitoringFrozen' | 'monitoringJump' | 'monitoringClock'>
> = {
  gap: 'monitoringGap',
  frozen: 'monitoringFrozen',
  jump: 'monitoringJump',
  clock: 'monitoringClock'
}

/** Of each stretch the lowest and the highest, so that no peak is lost. */
function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST_POINTS) return points
  const size = Math.ceil((points.length * 2) / MOST_POINTS)
  const kept: Point[] = []
  for (let from = 0; from < points.length; from += size) {
    const some = points.slice(from, from + size)
    const low = some.reduce((a, b) => (b.value < a.value ? b : a))
    const high = some.reduce((a, b) => (b.value > a.value ? b : a))
    kept.push(...(low.at <= high.at ? [low, high] : [high, low]))
  }
  return kept
}

function scaleOf({ lines, rules }: Curve): Scale {
  const points = lines.flatMap(line => line.points)
  const times = points.map(({ at }) => Date.parse(at))
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const limits = rules.flatMap(({ low, high }) => [low, high].filter(limit => limit !== undefined))
  const values = [...points.map(({ value }) => value), ...limits]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const step = niceStep((most - least || 1) / 4)
  const [bottom, top] = [Math.floor(least / step) * step, Math.ceil(most / step + 0.001) * step]
  const ticks = Array.from(
    { length: Math.round((top - bottom) / step) + 1 },
    (_, n) => Math.round((bottom + n * step) * 1000) / 1000
  )
  const round = (value: number) => Math.round(value * 10) / 10
  return {
    x: at => round(LEFT + ((Date.parse(at) - first) / (last - first || 1)) * (RIGHT - LEFT)),
    y: value => round(BOTTOM - ((value - bottom) / (top - bottom)) * (BOTTOM - TOP)),
    ...{ from: new Date(first).toISOString(), until: new Date(last).toISOString(), ticks }
  }
}

function niceStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted))
  return [1, 2, 5, 10].map(each => each * power).find(each => each >= wanted)!
}

/** A line with a break wherever there is a gap. */
function pathOf({ points, doubts }: Curve['lines'][number], { x, y }: Scale): string {
  const breaks = new Set(doubts.filter(({ type }) => type === 'gap').map(({ until }) => until))
  return thinned(points)
    .map(({ at, value }, index) => `${index === 0 || breaks.has(at) ? 'M' : 'L'}${x(at)} ${y(value)}`)
    .join('')
}

const Frame = ({ scale }: { scale: Scale }) => (
  <>
    {scale.ticks.map(tick => (
      <>
        <path class="rule" d={`M${LEFT} ${scale.y(tick)}H${RIGHT}`} />
        <text x={LEFT - 4} y={scale.y(tick) + 3} text-anchor="end">
          {tick}
        </text>
      </>
    ))}
    <text x={LEFT} y={HEIGHT - 8}>
      {minuteOf(scale.from).slice(5)}
    </text>
    <text x={RIGHT} y={HEIGHT - 8} text-anchor="end">
      {minuteOf(scale.until).slice(5)}
    </text>
  </>
)

/** What was measured, as a drawing and in words; what was beyond the limit is another colour and has dots. */
export const Chart = ({ curve }: { curve: Curve }) => {
  const { zh, en, sign } = KINDS[curve.kind]
  const scale = scaleOf(curve)
  const values = curve.lines.flatMap(({ points }) => points.map(({ value }) => value))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const limits = curve.rules.flatMap(({ low, high }) => [low, high].filter(limit => limit !== undefined))
  const range = say('monitoringRange', { least, most, sign, count: values.length })
  const said: Text[] = [KINDS[curve.kind], range, ...limits.map(limit => say('monitoringLimit', { limit, sign }))]
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${zh} ${range.zh} ${en} ${range.en}`}>
        <Frame scale={scale} />
        {limits.map(limit => (
          <path class="limit" d={`M${LEFT} ${scale.y(limit)}H${RIGHT}`} />
        ))}
        {curve.lines.map(line => (
          <>
            <path class="line" d={pathOf(line, scale)} />
            {thinned(line.points)
              .filter(({ value }) => curve.rules.some(rule => isBeyond(value, rule)))
              .map(({ at, value }) => (
                <circle class="beyond" cx={scale.x(at)} cy={scale.y(value)} r="2.5" />
              ))}
          </>
        ))}
      </svg>
      <figcaption>
        <Say text={joined(said, ' · ', ', ')} />
        <DoubtWords curve={curve} />
      </figcaption>
    </figure>
  )
}

/** What is doubtful, counted by what it is. */
const DoubtWords = ({ curve }: { curve: Curve }) => {
  const doubts = curve.lines.flatMap(line => line.doubts)
  return (
    <>
      {(Object.keys(DOUBTS) as Doubt['type'][]).map(type => {
        const count = doubts.filter(doubt => doubt.type === type).length
        return (
          count > 0 && (
            <span class="mark amber" data-doubt={type}>
              <Say text={say(DOUBTS[type], { count })} />
            </span>
          )
        )
      })}
    </>
  )
}
