import type { PlaceKind } from '@suyuan/model/core/records'
import type { VNode } from 'preact'
import type { IconName } from '../../core/web/icons.js'
import { joined } from '../../core/web/joined.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { placeName } from './pages-format.js'
import { type Lines, legLines, linesOf } from './pages-map-lines.js'
import { routeOf, type Stop } from './pages-route.js'
import type { Story } from './queries/provenance-schema.js'

/** Sources that are drawn; the rest is counted. */
const MOST_SOURCES = 3
const WIDTH = 296
const TRUNK = 14
const BRANCH = 26
const LINE = 17
/** Of a dot, and of the picture in it. */
const RADIUS = 12
const PICTURE = 15
/** From a stop's dot to what is written beside it. */
const BESIDE = 20
const BETWEEN = 20

/** A stop with its place on the map. */
interface Spot extends Lines {
  stop: Stop
  x: number
  y: number
  /** Where what is written begins. */
  from: number
  /** Of the way that leads here, above it. */
  leg: string[]
}

interface Layout {
  sources: Spot[]
  line: Spot[]
  /** Where it is written how many sources are not drawn. */
  more: number
  height: number
}

/** One below the other: sources, each on a branch of its own, then the line of stops with the legs between them. */
function layoutOf(story: Story, shown: readonly Stop[], line: readonly Stop[], hidden: number): Layout {
  let y = 14
  const place = (stop: Stop, x: number, from: number, isSource: boolean): Spot => {
    const { name, lines, english } = linesOf(story, stop, WIDTH - from)
    const leg = legLines(stop, WIDTH - from)
    if (!isSource && leg.length > 0) y += leg.length * LINE + BETWEEN / 2
    // How far a source is stands with it: what is above the next stop would be of all of them.
    const told = isSource ? { english: [...english, ...leg], leg: [] } : { english, leg }
    const spot = { ...told, name, lines, stop, x, y, from }
    y += (lines.length + told.english.length + 1) * LINE + BETWEEN
    return spot
  }
  const beside = TRUNK + BESIDE + Math.max(0, shown.length - 1) * BRANCH
  const sources = shown.map((stop, index) => place(stop, TRUNK + index * BRANCH, beside, true))
  const more = y
  y += (hidden > 0 ? LINE : 0) + (shown.length > 0 ? BETWEEN : 0)
  const spots = line.map(stop => place(stop, TRUNK, TRUNK + BESIDE, false))
  return { sources, line: spots, more, height: y - BETWEEN }
}

const Written = ({ spot: { name, lines, english, from, y, leg } }: { spot: Spot }) => (
  <>
    {leg.map((line, index) => (
      <text class="small" x={from} y={y - BETWEEN - (leg.length - 1 - index) * LINE}>
        {line}
      </text>
    ))}
    <text class="name" x={from} y={y + 5}>
      {name}
    </text>
    {[...lines, ...english].map((line, index) => (
      <text class={index < lines.length ? 'plain' : 'small'} x={from} y={y + 5 + (index + 1) * LINE}>
        {line}
      </text>
    ))}
  </>
)

const PICTURES: Readonly<Record<PlaceKind, IconName>> = {
  base: 'leaf',
  plot: 'leaf',
  factory: 'pan',
  warehouse: 'store',
  outlet: 'shop',
  laboratory: 'flask',
  office: 'paper'
}

const Dot = ({
  spot: { x, y, stop },
  last,
  kind = 'warehouse'
}: {
  spot: Spot
  last: boolean
  kind: PlaceKind | undefined
}) => (
  <>
    <circle class={last && stop.first ? 'spot last' : 'spot'} cx={x} cy={y} r={RADIUS} />
    <use
      class={last && stop.first ? 'icon last' : 'icon'}
      href={`#icon-${PICTURES[kind]}`}
      x={x - PICTURE / 2}
      y={y - PICTURE / 2}
      width={PICTURE}
      height={PICTURE}
    />
  </>
)

/** The branches run into the trunk just above the first stop of the line. */
const Branches = ({ sources, to }: { sources: readonly Spot[]; to: Spot }) => (
  <>
    {sources.map(({ x, y }, index) => {
      const bend = to.y - 18 - index * 5
      return <path class="road" d={`M${x} ${y}V${bend}Q${x} ${to.y - 4} ${TRUNK} ${to.y}`} />
    })}
  </>
)

const Roads = ({ line }: { line: readonly Spot[] }) => (
  <>
    {line.slice(1).map(({ y, stop }, index) => (
      <path class={stop.first ? 'road' : 'road open'} d={`M${TRUNK} ${line[index]!.y}V${y}`} />
    ))}
  </>
)

/** The stops in words, for those who do not see the map. */
function titleOf(story: Story, sources: readonly Stop[], line: readonly Stop[]): string {
  const names = (stops: readonly Stop[], between: string) =>
    joined(
      stops.map(({ gln }) => placeName(story, gln)),
      between
    )
  const { zh, en } = joined([...(sources.length > 0 ? [names(sources, ' + ')] : []), names(line, ' → ')], ' → ')
  const { zh: title, en: titled } = say('mapTitle')
  return `${title}：${zh} ${titled}: ${en}`
}

/**
 * The way on a map of lines and dots, like an underground railway's: which places, in what order, how far and how long.
 * No land is drawn and no boundary, and nobody is asked for a tile.
 */
export function RouteMap({ story }: { story: Story }): VNode | null {
  const { sources, line } = routeOf(story)
  if (sources.length + line.length < 2) return null
  const shown = sources.slice(0, MOST_SOURCES)
  const hidden = sources.length - shown.length
  const layout = layoutOf(story, shown, line, hidden)
  const more = say('mapMore', { count: hidden })
  return (
    <figure class="map">
      <svg viewBox={`0 0 ${WIDTH} ${layout.height}`} role="img" aria-labelledby="map-title">
        <title id="map-title">{titleOf(story, sources, line)}</title>
        <Branches sources={layout.sources} to={layout.line[0]!} />
        <Roads line={layout.line} />
        {[...layout.sources, ...layout.line].map(spot => (
          <>
            <Dot spot={spot} last={spot === layout.line.at(-1)} kind={story.places[spot.stop.gln]?.kind} />
            <Written spot={spot} />
          </>
        ))}
        {hidden > 0 && (
          <text class="small" x={layout.sources[0]!.from} y={layout.more}>
            {more.zh} {more.en}
          </text>
        )}
      </svg>
      <figcaption>
        <Say text={say('mapCaption')} />
      </figcaption>
    </figure>
  )
}
