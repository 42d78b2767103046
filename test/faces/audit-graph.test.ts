/** The graph of a lot's family, for families of any size. No service is needed. */
import t from 'tap'
import { graphOf, levelsOf, MOST_DRAWN } from '../../src/faces/audit/graph.js'
import { laidOut } from '../../src/faces/audit/graph-svg.js'
import type { Family, LotCard } from '../../src/modules/trace/queries/family.js'

const GTIN = '09520001000034'
const card = (lot: string, gtin = GTIN, maker = 'maker'): LotCard => ({
  ...{ gtin, lot, maker, unit: 'gram', quantity: 1000, place: '', made: '2026-04-05T00:00:00Z' },
  ...{ product: { zh: '茶', en: 'tea' }, expires: null, hold: null, rejected: false, recall: null }
})
const ref = (lot: string, gtin = GTIN) => ({ gtin, lot })
const edge = (from: string, to: string, amount = 1000) => ({
  ...{ from: ref(from), to: ref(to), amount },
  unit: 'gram' as const
})
const family = (root: string, lots: string[], edges: Family['edges']): Family => ({
  root: ref(root),
  lots: lots.map(lot => card(lot)),
  edges
})

t.test('what went into something stands before it, by however short a way it also came', async t => {
  const levels = levelsOf(
    family(
      'R',
      ['A', 'B', 'R', 'C', 'D'],
      [edge('A', 'B'), edge('B', 'R'), edge('A', 'R'), edge('R', 'C'), edge('C', 'D'), edge('R', 'D')]
    )
  )
  const level = (lot: string) => levels.get(`${GTIN}/${lot}`)
  t.same(['A', 'B', 'R', 'C', 'D'].map(level), [-2, -1, 0, 1, 2])
})

t.test('a small family is drawn as it is, with amounts on its edges', async t => {
  const small = family('R', ['A', 'R', 'C'], [edge('A', 'R', 700), edge('R', 'C', 300)])
  const graph = graphOf(small, levelsOf(small))
  t.same(
    graph.vertices.map(({ lots }) => lots.length),
    [1, 1, 1]
  )
  t.same(graph.arcs.map(({ amount }) => amount).sort(), [300, 700])
})

t.test('lots that stand alike are one, and no amount is lost by it', async t => {
  const many = Array.from({ length: 200 }, (_, i) => `L${i}`)
  const wide = family(
    'R',
    [...many, 'R'],
    many.map(lot => edge(lot, 'R', 5))
  )
  const graph = graphOf(wide, levelsOf(wide))
  t.same(
    graph.vertices.map(({ lots }) => lots.length).sort((one, other) => one - other),
    [1, 200]
  )
  t.same(
    graph.arcs.map(({ amount }) => amount),
    [1000]
  )
})

/** Layers of lots, each made of ten of the layer before: blends without end. */
function blends(layers: number, width: number): Family {
  const lots: string[] = []
  const edges: Family['edges'] = []
  for (let layer = 0; layer < layers; layer++) {
    for (let at = 0; at < width; at++) {
      lots.push(`${layer}-${at}`)
      for (let input = 0; layer > 0 && input < 10; input++)
        edges.push(edge(`${layer - 1}-${(at * 7 + input * 13) % width}`, `${layer}-${at}`))
    }
  }
  for (let at = 0; at < width; at++) edges.push(edge(`${layers - 1}-${at}`, 'R'))
  return family('R', [...lots, 'R'], edges)
}

t.test('ten thousand lots of blends of blends are a picture after two seconds of a processor', async t => {
  const big = blends(20, 500)
  const began = process.cpuUsage()
  const graph = graphOf(big, levelsOf(big))
  const { placed, width, height } = laidOut(graph)
  const { user, system } = process.cpuUsage(began)
  const milliseconds = (user + system) / 1000
  t.comment(
    `${big.lots.length} lots, ${big.edges.length} edges: ${graph.vertices.length} vertices in ${Math.round(milliseconds)} ms`
  )
  t.ok(graph.vertices.length <= MOST_DRAWN)
  t.equal(
    graph.vertices.reduce((all, { lots }) => all + lots.length, 0),
    big.lots.length,
    'none is left out'
  )
  t.ok(milliseconds < 2000, `${milliseconds} ms`)
  t.ok(placed.every(({ x, y }) => x > 0 && y > 0 && x < width && y < height))
})
