/**
 * Lets the arrow keys go along the arcs of a graph: right to what a lot went into, left to what it was made of, up and down
 * among what stands beside. Without it Tab goes through all of them in turn.
 */
const FORTH = 'ArrowRight'
const BACK = 'ArrowLeft'

for (const graph of document.querySelectorAll('[data-graph]')) follow(graph)

function follow(graph: Element): void {
  const vertices = [...graph.querySelectorAll<SVGAElement>('[data-vertex]')]
  const targetsOf = (vertex: SVGAElement) => (vertex.dataset.to ?? '').split(' ').filter(number => number !== '')
  const numbered = (numbers: readonly string[]) => vertices.filter(({ dataset }) => numbers.includes(dataset.vertex!))
  const sourcesOf = ({ dataset }: SVGAElement) => vertices.filter(other => targetsOf(other).includes(dataset.vertex!))

  graph.addEventListener('keydown', event => {
    const { key } = event as KeyboardEvent
    const at = vertices.find(vertex => vertex === document.activeElement)
    const next = at ? stepFrom(at, key) : key === FORTH ? vertices[0] : undefined
    if (!next) return
    event.preventDefault()
    next.focus()
    next.scrollIntoView({ block: 'nearest', inline: 'center' })
  })

  function stepFrom(at: SVGAElement, key: string): SVGAElement | undefined {
    if (key === FORTH) return nearest(at, numbered(targetsOf(at)))
    if (key === BACK) return nearest(at, sourcesOf(at))
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
    const { x, y } = at.getBoundingClientRect()
    const column = vertices.filter(other => Math.abs(other.getBoundingClientRect().x - x) < 20)
    const sorted = column.sort((one, other) => one.getBoundingClientRect().y - other.getBoundingClientRect().y)
    return key === 'ArrowDown'
      ? sorted.find(other => other.getBoundingClientRect().y > y)
      : sorted.findLast(other => other.getBoundingClientRect().y < y)
  }
}

function nearest(at: Element, others: readonly SVGAElement[]): SVGAElement | undefined {
  const { y } = at.getBoundingClientRect()
  const distance = (other: Element) => Math.abs(other.getBoundingClientRect().y - y)
  return [...others].sort((one, other) => distance(one) - distance(other))[0]
}

/** A group's lots are folded up: who comes by its link wants to see them. */
const open = () => {
  const named = location.hash && document.getElementById(location.hash.slice(1))
  if (named instanceof HTMLDetailsElement) named.open = true
}
addEventListener('hashchange', open)
open()
