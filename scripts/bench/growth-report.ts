/** What growth costs, as a table and as a plot. */
import type { Disk } from './occupancy.js'

/** Milliseconds. */
export interface Latency {
  p50: number
  p99: number
}

/** What was found when the ledger had so many events. */
export interface Point {
  events: number
  /** Events a second on the way from the power of ten before. */
  perSecond: number
  commit: Latency
  provenance: Latency
  page: Latency
  /** Bytes an event. */
  disk: Disk
  /** Megabytes by process. */
  memory: Record<string, number>
}

/** Kinds of processes, by what their names end in or hold. */
const KINDS = ['peer', 'orderer', 'chaincode', 'gateway', 'postgres']

const memoryOf = ({ memory }: Point, kind: string) =>
  Object.entries(memory)
    .filter(([name]) => name.includes(kind))
    .reduce((sum, [, mb]) => sum + mb, 0)

export const range = ({ p50, p99 }: Latency) => `${p50.toFixed(1)}/${p99.toFixed(1)} ms`

/** The table, as README has it. */
export function growthTable(points: readonly Point[]): string {
  return [
    '| events | events/s | command p50/p99 | story p50/p99 | page p50/p99 | bytes an event: peers, orderers, Postgres | MB: peers, orderers, chaincode, gateway, Postgres |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...points.map(point => {
      const { disk } = point
      const bytes = [disk.peers, disk.orderers, disk.postgres].map(each => each.toFixed(0)).join(', ')
      const cells = [
        point.events,
        point.perSecond.toFixed(0),
        ...[point.commit, point.provenance, point.page].map(range)
      ]
      return `| ${[...cells, bytes, KINDS.map(kind => memoryOf(point, kind)).join(', ')].join(' | ')} |`
    })
  ].join('\n')
}

interface Line {
  name: string
  values: readonly number[]
}
interface Panel {
  title: string
  lines: readonly Line[]
}

const COLOURS = ['#1f6b45', '#c8641b', '#3b5b92', '#8a2f5d', '#666666']
const [WIDTH, HEIGHT] = [360, 240]
const MARGIN = { left: 58, right: 30, top: 34, bottom: 30 }

/** Four small plots over the number of events, in powers of ten, as an SVG document. */
export function growthPlot(points: readonly Point[]): string {
  const of = (name: string, value: (point: Point) => number): Line => ({ name, values: points.map(value) })
  const panels: Panel[] = [
    { title: 'events a second', lines: [of('captures of 20', ({ perSecond }) => perSecond)] },
    {
      title: 'milliseconds to an answer',
      lines: [
        of('command p50', ({ commit }) => commit.p50),
        of('command p99', ({ commit }) => commit.p99),
        of('story p50', ({ provenance }) => provenance.p50),
        of('page p50', ({ page }) => page.p50)
      ]
    },
    {
      title: 'bytes an event',
      lines: [
        of('three peers', ({ disk }) => disk.peers),
        of('three orderers', ({ disk }) => disk.orderers),
        of('Postgres', ({ disk }) => disk.postgres)
      ]
    },
    { title: 'megabytes of memory', lines: KINDS.map(kind => of(kind, point => memoryOf(point, kind))) }
  ]
  const drawn = panels.map((panel, i) => {
    const [x, y] = [(i % 2) * WIDTH, Math.floor(i / 2) * HEIGHT]
    return `<g transform="translate(${x} ${y})">${panelOf(panel, points)}</g>`
  })
  const size = `${2 * WIDTH} ${2 * HEIGHT}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" font-family="sans-serif" font-size="11"><title>What it costs as the ledger grows</title><rect width="100%" height="100%" fill="#fff"/>
${drawn.join('\n')}
</svg>
`
}

function panelOf({ title, lines }: Panel, points: readonly Point[]): string {
  const [first, last] = [Math.log10(points[0]!.events), Math.log10(points.at(-1)!.events)]
  const top = roundedUp(Math.max(...lines.flatMap(({ values }) => values)))
  const inner = { width: WIDTH - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom }
  const x = (events: number) => MARGIN.left + (inner.width * (Math.log10(events) - first)) / (last - first || 1)
  const y = (value: number) => MARGIN.top + inner.height * (1 - value / top)
  const text = (at: [number, number], anchor: string, words: string, fill = '#333') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" text-anchor="${anchor}" fill="${fill}">${words}</text>`
  const grid = [0, 0.5, 1].map(part => {
    const at = y(top * part)
    const line = `<path d="M${MARGIN.left} ${at}h${inner.width}" stroke="#ddd"/>`
    return line + text([MARGIN.left - 6, at + 4], 'end', String(top * part))
  })
  const ticks = points.map(({ events }) => text([x(events), HEIGHT - 12], 'middle', events.toLocaleString('en')))
  const drawn = lines.map(({ name, values }, i) => {
    const places = values.map((value, j) => `${x(points[j]!.events).toFixed(1)},${y(value).toFixed(1)}`)
    const colour = COLOURS[i]!
    const dots = places.map(
      place => `<circle cx="${place.split(',')[0]}" cy="${place.split(',')[1]}" r="3" fill="${colour}"/>`
    )
    const line = `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`
    return line + dots.join('') + text([MARGIN.left + 8, MARGIN.top + 14 + 14 * i], 'start', name, colour)
  })
  return [`<g font-weight="bold">${text([MARGIN.left, 20], 'start', title)}</g>`, ...grid, ...ticks, ...drawn].join('')
}

/** The next of 1, 2, 5, 10, 20 … */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  return power * [1, 2, 5, 10].find(factor => factor * power >= value)!
}
