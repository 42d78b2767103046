import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren, VNode } from 'preact'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { enclosed, METRES_A_DEGREE, SQUARE_METRES_A_MU } from './area.js'
import type { Corners } from './outlines.js'
import type { BasePlot } from './queries/bases.js'

/** A hundredth of a degree: as near as the public may know where a plot is. */
const CELL = 44
const [LEFT, RIGHT, TOP, BELOW] = [52, 8, 8, 22]
/** A drawing on its page, where there is room. */
const LARGER = 1.3

interface DrawingParts {
  width: number
  height: number
  /** What it shows, in words. */
  said: Text
  children: ComponentChildren
}

const Drawing = ({ width, height, said, children }: DrawingParts) => (
  <figure class="chart terrain">
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width * LARGER}
      height={height * LARGER}
      role="img"
      aria-label={`${said.zh} ${said.en}`}
    >
      {children}
    </svg>
    <figcaption>
      <Say text={said} />
    </figcaption>
  </figure>
)

/** Cells of the coarse map, in hundredths of a degree, each with the plots that have a corner nearest to it. */
function cellsOf(plots: readonly BasePlot[]): Map<string, { north: number; east: number; count: number }> {
  const cells = new Map<string, { north: number; east: number; count: number }>()
  for (const { outline } of plots)
    for (const [north, east] of outline?.corners ?? []) {
      const cell = cells.get(`${north} ${east}`) ?? { north, east, count: 0 }
      cells.set(`${north} ${east}`, { ...cell, count: cell.count + 1 })
    }
  return cells
}

const degrees = (hundredths: number) => `${(hundredths / 100).toFixed(2)}°`

/** From the first to the last, with one more on either side, so that nothing stands at the edge. */
function span(numbers: readonly number[]): number[] {
  const first = Math.min(...numbers) - 1
  return Array.from({ length: Math.max(...numbers) + 1 - first + 1 }, (_, index) => first + index)
}

/** In which squares of about a kilometre plots lie, and how many in each: no fields, as everybody may know it. */
export const CoarseMap = ({ plots }: { plots: readonly BasePlot[] }): VNode | null => {
  const cells = [...cellsOf(plots).values()]
  if (cells.length === 0) return null
  const norths = span(cells.map(({ north }) => north)).reverse()
  const easts = span(cells.map(({ east }) => east))
  const [width, height] = [LEFT + easts.length * CELL, TOP + norths.length * CELL]
  const x = (east: number) => LEFT + easts.indexOf(east) * CELL
  const y = (north: number) => TOP + norths.indexOf(north) * CELL
  const said = say('basesMapSays', { count: plots.filter(({ outline }) => outline).length, cells: cells.length })
  return (
    <section class="card">
      <h2>
        <Say text={say('basesMap')} />
      </h2>
      <Drawing width={width + RIGHT} height={height + BELOW} said={said}>
        {cells.map(({ north, east, count }) => (
          <>
            <rect class="area" x={x(east)} y={y(north)} width={CELL} height={CELL} />
            <text class="name" x={x(east) + CELL / 2} y={y(north) + CELL / 2 + 4} text-anchor="middle">
              {count}
            </text>
          </>
        ))}
        {[...norths, norths.at(-1)! - 1].map((_, row) => (
          <path class="rule" d={`M${LEFT} ${TOP + row * CELL}H${width}`} />
        ))}
        {[...easts, 0].map((_, column) => (
          <path class="rule" d={`M${LEFT + column * CELL} ${TOP}V${height}`} />
        ))}
        {norths.map(north => (
          <text x={LEFT - 4} y={y(north) + CELL / 2 + 4} text-anchor="end">
            {degrees(north)}N
          </text>
        ))}
        {easts
          .filter((_, index) => index % 2 === 1)
          .map(east => (
            <text x={x(east) + CELL / 2} y={height + 14} text-anchor="middle">
              {degrees(east)}E
            </text>
          ))}
      </Drawing>
    </section>
  )
}

const SIZE = 220
const EDGE = 14

/** Metres east and south of the north-western corner of all. */
function metresOf(corners: Corners): { east: number; south: number }[] {
  const points = corners.map(([north, east]) => ({ north: Number(north), east: Number(east) }))
  const top = Math.max(...points.map(({ north }) => north))
  const left = Math.min(...points.map(({ east }) => east))
  const metresEast = METRES_A_DEGREE * Math.cos((top * Math.PI) / 180)
  return points.map(({ north, east }) => ({ east: (east - left) * metresEast, south: (top - north) * METRES_A_DEGREE }))
}

/** To a tenth. */
const muOf = (points: readonly { east: number; south: number }[]): number =>
  Math.round((enclosed(points.map(({ east, south }) => [east, south])) / SQUARE_METRES_A_MU) * 10) / 10

/** A round length that is about a third of what is drawn. */
function barOf(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres / 3))
  return [5, 2, 1].map(each => each * power).find(each => each <= metres / 3)!
}

/** The exact outline to scale, north above, for whom it is: with what it encloses, to hold against the register. */
export const OutlineDrawing = ({ corners }: { corners: Corners }): VNode => {
  const points = metresOf(corners)
  const [wide, high] = [Math.max(...points.map(({ east }) => east)), Math.max(...points.map(({ south }) => south))]
  const scale = SIZE / Math.max(wide, high, 1)
  const at = (metres: number) => Math.round((EDGE + metres * scale) * 10) / 10
  const bar = barOf(Math.max(wide, high, 1))
  const height = at(high) + EDGE
  const said = say('basesDrawn', { mu: muOf(points), corners: points.length })
  return (
    <Drawing width={SIZE + EDGE * 2} height={height + 24} said={said}>
      <polygon class="area" points={points.map(({ east, south }) => `${at(east)},${at(south)}`).join(' ')} />
      {points.map(({ east, south }) => (
        <circle class="corner" cx={at(east)} cy={at(south)} r="2.5" />
      ))}
      <path class="bar" d={`M${EDGE} ${height + 4}v6h${Math.round(bar * scale * 10) / 10}v-6`} />
      <text x={EDGE + bar * scale + 6} y={height + 11}>
        {say('basesMetres', { metres: bar }).zh}
      </text>
    </Drawing>
  )
}
