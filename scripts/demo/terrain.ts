/** Outlines of the demonstration's plots: made up, each as large as the register says, about villages that do not exist. */
import { enclosed, METRES_A_DEGREE, SQUARE_METRES_A_MU } from '../../src/modules/bases/area.js'
import type { Corners } from '../../src/modules/bases/outlines.js'
import { type Plot, VILLAGES } from './places.js'
import { Random, range } from './random.js'

/** Where the villages would lie: degrees of latitude and longitude, in the order of `VILLAGES`. */
const CENTRES: readonly (readonly [north: number, east: number])[] = [
  [23.5214, 115.2867],
  [23.4986, 115.3391],
  [23.5472, 115.3124],
  [23.5297, 115.2712],
  [23.4871, 115.3546]
]

/** Terraces lie side by side, so many in a row; none of a row touches the next, whatever their shapes. */
const IN_A_ROW = 3
const APART = 170
const SHIFT = 25

/** East and north of somewhere, in metres. */
type Offset = readonly [east: number, north: number]

/** Corners about a middle, one after the other, that enclose an area. */
function shapeOf(random: Random, squareMetres: number): Offset[] {
  const corners = random.whole(5, 7)
  const rough = range(corners).map((index): Offset => {
    const angle = ((index + random.between(-0.25, 0.25)) / corners) * 2 * Math.PI
    const radius = random.between(0.75, 1.2)
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })
  const size = Math.sqrt(squareMetres / enclosed(rough))
  return rough.map(([east, north]): Offset => [east * size, north * size])
}

/** @param position of the plot among those of its village */
function outlineOf(seed: number, plot: Plot, position: number): Corners {
  const random = new Random(seed, 'outline', plot.gln)
  const [north, east] = CENTRES[VILLAGES.indexOf(plot.village)]!
  const metresEast = METRES_A_DEGREE * Math.cos((north * Math.PI) / 180)
  const [column, row] = [position % IN_A_ROW, Math.floor(position / IN_A_ROW)]
  const middle = [column, row].map(step => step * APART + random.between(-SHIFT, SHIFT)) as [number, number]
  return shapeOf(random, (plot.centiMu / 100) * SQUARE_METRES_A_MU).map(([x, y]): [string, string] => [
    (north + (middle[1] + y) / METRES_A_DEGREE).toFixed(6),
    (east + (middle[0] + x) / metresEast).toFixed(6)
  ])
}

/** The outline of each of these plots, by its GLN. */
export function outlinesOf(seed: number, plots: readonly Plot[]): Map<string, Corners> {
  const placed = new Map<object, number>()
  return new Map(
    plots.map(plot => {
      const position = placed.get(plot.village) ?? 0
      placed.set(plot.village, position + 1)
      return [plot.gln, outlineOf(seed, plot, position)]
    })
  )
}
