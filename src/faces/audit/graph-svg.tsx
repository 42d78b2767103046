import { Graph as Layout, layout } from '@dagrejs/dagre'
import { say } from '../../core/web/texts.js'
import type { LotCard } from '../../modules/trace/queries/family.js'
import type { Arc, Graph, Vertex } from './graph.js'
import { amountOf, lineOf, lotHref } from './sheets.js'

const WIDTH = 178
const HEIGHT = 64
/** Chinese characters of a name that fit into a vertex. */
const NAME_LENGTH = 11

interface Placed extends Vertex {
  number: number
  x: number
  y: number
}
interface Drawn extends Arc {
  points: readonly { x: number; y: number }[]
}

/** Where everything stands; what went into something stands to the left of it. */
export function laidOut({ vertices, arcs }: Graph) {
  const graph = new Layout({ directed: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 86, marginx: 8, marginy: 8 })
  for (const { id } of vertices) graph.setNode(id, { width: WIDTH, height: HEIGHT })
  for (const { from, to } of arcs) graph.setEdge(from, to, { width: 1, height: 1 })
  layout(graph)
  const placed = vertices.map((vertex, index): Placed => {
    const { x = 0, y = 0 } = graph.node(vertex.id) as { x?: number; y?: number }
    return { ...vertex, number: index + 1, x, y }
  })
  const drawn = arcs.map((arc): Drawn => {
    const { points = [] } = graph.edge(arc.from, arc.to) as { points?: { x: number; y: number }[] }
    return { ...arc, points }
  })
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  return { width: Math.ceil(width), height: Math.ceil(height), placed, drawn }
}

const short = (text: string) =>
  [...text].length > NAME_LENGTH ? `${[...text].slice(0, NAME_LENGTH - 1).join('')}…` : text
const round = (value: number) => Math.round(value * 10) / 10

const sumOf = (lots: readonly LotCard[]) => lots.reduce((sum, { quantity }) => sum + quantity, 0)

/** A vertex's mark where goods of it must not move, in words: colours alone tell nothing to many. */
function markOf(lots: readonly LotCard[]): string | null {
  const recalled = lots.filter(({ recall }) => recall !== null).length
  if (recalled > 0) return say('auditMarkRecalled').zh
  if (lots.some(({ rejected }) => rejected)) return say('auditMarkRejected').zh
  return lots.some(({ hold }) => hold !== null) ? say('auditMarkHeld').zh : null
}

export const hrefOf = ({ lots, number }: Placed) => (lots.length === 1 ? lotHref(lots[0]!) : `#group-${number}`)

const labelOf = ({ lots }: Vertex) => {
  const [first] = lots
  const what = lots.length === 1 ? first!.lot : lineOf(say('auditLotsCount', { count: lots.length }))
  return [lineOf(first!.product), what, amountOf(sumOf(lots), first!.unit), markOf(lots)].filter(Boolean).join(', ')
}

const Node = ({ vertex, root, arcs }: { vertex: Placed; root: boolean; arcs: ReadonlyMap<string, Placed> }) => {
  const { lots, x, y, number } = vertex
  const [left, top] = [round(x - WIDTH / 2), round(y - HEIGHT / 2)]
  const mark = markOf(lots)
  return (
    <a
      href={hrefOf(vertex)}
      class={`vertex${root ? ' root' : ''}${mark ? ' flagged' : ''}`}
      aria-current={root ? 'true' : undefined}
      data-vertex={number}
      data-to={[...arcs.values()].map(target => target.number).join(' ')}
    >
      <title>{labelOf(vertex)}</title>
      <rect
        x={left}
        y={top}
        width={WIDTH}
        height={HEIGHT}
        rx="8"
        fill={mark ? '#fbe9e7' : root ? '#dcebe2' : '#ffffff'}
        stroke={mark ? '#b3261e' : '#1f6b45'}
        stroke-width={root || mark ? 3 : 1.5}
        stroke-dasharray={lots.length > 1 ? '6 3' : undefined}
      />
      <text x={left + 10} y={top + 22} font-size="14" font-weight="700" fill="#1d2a22">
        {short(lots[0]!.product.zh)}
      </text>
      <text x={left + 10} y={top + 39} font-size="12" fill="#1d2a22">
        {lots.length === 1 ? lots[0]!.lot : say('auditLotsCount', { count: lots.length }).zh}
      </text>
      <text x={left + 10} y={top + 55} font-size="12" fill="#4b584f">
        {amountOf(sumOf(lots), lots[0]!.unit)}
        {mark && ` · ${mark}`}
      </text>
    </a>
  )
}

const Edge = ({ arc }: { arc: Drawn }) => {
  const { points } = arc
  if (points.length === 0) return null
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')
  const middle = points[Math.floor(points.length / 2)]!
  return (
    <g class="arc">
      <path d={path} fill="none" stroke="#7c9a89" stroke-width="1.5" marker-end="url(#arrow)" />
      <text
        x={round(middle.x)}
        y={round(middle.y - 5)}
        font-size="11"
        text-anchor="middle"
        class="arc-amount"
        fill="#4b584f"
        stroke="#ffffff"
        stroke-width="3"
        paint-order="stroke"
      >
        {amountOf(arc.amount, arc.unit)}
      </text>
    </g>
  )
}

/**
 * The graph as a picture. Every vertex is a link, so the keyboard reaches it: those before the root first. The list under it
 * says the same to those who hear it.
 */
export const GraphView = ({ graph, root }: { graph: Graph; root: string }) => {
  const { width, height, placed, drawn } = laidOut(graph)
  const byId = new Map(placed.map(vertex => [vertex.id, vertex]))
  const targets = (id: string) =>
    new Map(drawn.filter(({ from }) => from === id).map(({ to }) => [to, byId.get(to)!] as const))
  const inOrder = [...placed].sort((one, other) => one.x - other.x || one.y - other.y)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div class="scroll graph" tabIndex={0} data-graph>
        {/* biome-ignore lint/a11y/useSemanticElements: what groups the links of a picture is the picture */}
        <svg
          xmlns="http://www.w3.org/2000/svg"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={lineOf(say('auditGraph'))}
        >
          <defs>
            <marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0L10 5L0 10z" fill="#7c9a89" />
            </marker>
          </defs>
          {drawn.map(arc => (
            <Edge arc={arc} />
          ))}
          {inOrder.map(vertex => (
            <Node vertex={vertex} root={vertex.id === root} arcs={targets(vertex.id)} />
          ))}
        </svg>
      </div>
      <Groups placed={placed} />
    </>
  )
}

/** Lots that a group stands for are listed at once up to here; the table has them all. */
const MEMBERS_SHOWN = 100

/** What the groups of the picture hold. */
const Groups = ({ placed }: { placed: readonly Placed[] }) => (
  <>
    {placed
      .filter(({ lots }) => lots.length > 1)
      .map(({ number, lots }) => (
        <details id={`group-${number}`}>
          <summary>
            {lineOf(lots[0]!.product)}: {lineOf(say('auditLotsCount', { count: lots.length }))}
          </summary>
          <ul>
            {lots.slice(0, MEMBERS_SHOWN).map(lot => (
              <li>
                <a href={lotHref(lot)}>{lot.lot}</a> {amountOf(lot.quantity, lot.unit)}
              </li>
            ))}
            {lots.length > MEMBERS_SHOWN && (
              <li>{lineOf(say('auditMoreRows', { count: lots.length - MEMBERS_SHOWN }))}</li>
            )}
          </ul>
        </details>
      ))}
  </>
)
