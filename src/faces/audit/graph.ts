import type { LotRef } from '@suyuan/model/core/gs1'
import type { Family, LotCard } from '../../modules/trace/queries/family.js'

/** One lot, or several that stand alike: drawn as one. */
export interface Vertex {
  id: string
  lots: readonly LotCard[]
  level: number
}

/** How much went from one to the other, in the unit of what went. */
export interface Arc {
  from: string
  to: string
  amount: number
  unit: 'gram' | 'piece'
}

export interface Graph {
  vertices: readonly Vertex[]
  arcs: readonly Arc[]
}

/** More than so many are no picture any more. */
export const MOST_DRAWN = 60

const idOf = ({ gtin, lot }: LotRef) => `${gtin}/${lot}`

/**
 * How many makings each lot is away from the root: before it negative, after it positive, by the longest way, so that
 * whatever went into something stands before it.
 */
export function levelsOf({ root, edges }: Family): Map<string, number> {
  const levels = new Map([[idOf(root), 0]])
  const { parents, children } = kinIn(edges)
  walk(idOf(root), id => parents.get(id) ?? NONE, -1, levels)
  walk(idOf(root), id => children.get(id) ?? NONE, 1, levels)
  return levels
}

const NONE: readonly string[] = []

/** Who came of whom, by ids. */
function kinIn(edges: Family['edges']) {
  const parents = new Map<string, string[]>()
  const children = new Map<string, string[]>()
  const add = (map: Map<string, string[]>, id: string, other: string) => {
    const list = map.get(id)
    if (list) list.push(other)
    else map.set(id, [other])
  }
  for (const { from, to } of edges) {
    const [source, target] = [idOf(from), idOf(to)]
    add(parents, target, source)
    add(children, source, target)
  }
  return { parents, children }
}

/** Kahn's order over what is reached from the root: each is looked at once all that lie between are. */
function walk(root: string, next: (id: string) => readonly string[], step: 1 | -1, levels: Map<string, number>): void {
  const reached = new Set([root])
  for (const id of reached) for (const other of next(id)) reached.add(other)
  const waits = new Map<string, number>()
  for (const id of reached) for (const other of next(id)) waits.set(other, (waits.get(other) ?? 0) + 1)
  const ready = [root]
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    const level = levels.get(id)! + step
    for (const other of next(id)) {
      const before = levels.get(other)
      if (before === undefined || level * step > before * step) levels.set(other, level)
      const left = waits.get(other)! - 1
      waits.set(other, left)
      if (left === 0) ready.push(other)
    }
  }
}

/**
 * The family as a graph that can be drawn: lots that stand alike are one vertex, and where that is not enough, all of a
 * product and maker at a level, then all of a product.
 */
export function graphOf(family: Family, levels: ReadonlyMap<string, number>, most = MOST_DRAWN): Graph {
  const root = idOf(family.root)
  const level = (lot: LotCard) => levels.get(idOf(lot)) ?? 0
  // The lot that is asked for always stands by itself.
  const apart = (key: (lot: LotCard) => string) => (lot: LotCard) => (idOf(lot) === root ? root : key(lot))
  const makers = apart(lot => `${level(lot)} ${lot.gtin} ${lot.maker}`)
  const products = apart(lot => `${level(lot)} ${lot.gtin}`)
  const isFew = (key: (lot: LotCard) => string) => new Set(family.lots.map(key)).size <= most
  if (family.lots.length <= most) return merged(family, idOf, level)
  const alike = twins(family, level, most)
  if (alike)
    return merged(
      family,
      apart(lot => alike.get(idOf(lot))!),
      level
    )
  return merged(family, isFew(makers) ? makers : products, level)
}

/**
 * Lots of one product and level that came of the same and went into the same are twins; and so are those of twins. Null where
 * there are more classes of them than can be drawn.
 */
function twins({ lots, edges }: Family, level: (lot: LotCard) => number, most: number): Map<string, string> | null {
  let names = new Map(lots.map(lot => [idOf(lot), `${level(lot)} ${lot.gtin}`]))
  const { parents, children } = kinIn(edges)
  const namesOf = (list: readonly string[]) => [...new Set(list.map(id => names.get(id)!))].sort().join('|')
  // Each round tells apart what differs one step further away; it ends when a round tells nothing new.
  for (let classes = 0; ; ) {
    const refined = lots.map(lot => {
      const id = idOf(lot)
      const before = namesOf(parents.get(id) ?? NONE)
      const after = namesOf(children.get(id) ?? NONE)
      return [id, `${names.get(id)}<${before}>${after}`] as const
    })
    const short = new Map([...new Set(refined.map(([, name]) => name))].map((name, index) => [name, `~${index}`]))
    if (short.size > most) return null
    if (short.size === classes) return names
    classes = short.size
    names = new Map(refined.map(([id, name]) => [id, short.get(name)!]))
  }
}

function merged({ lots, edges }: Family, key: (lot: LotCard) => string, level: (lot: LotCard) => number): Graph {
  const keyOf = new Map(lots.map(lot => [idOf(lot), key(lot)]))
  const groups = new Map<string, LotCard[]>()
  for (const lot of lots) groups.set(keyOf.get(idOf(lot))!, [])
  for (const lot of lots) groups.get(keyOf.get(idOf(lot))!)!.push(lot)
  const vertices = [...groups].map(([id, members]): Vertex => ({ id, lots: members, level: level(members[0]!) }))
  const arcs = new Map<string, Arc>()
  for (const { from, to, amount, unit } of edges) {
    const [source, target] = [keyOf.get(idOf(from)), keyOf.get(idOf(to))]
    if (source === undefined || target === undefined || source === target) continue
    const name = `${source}→${target}`
    const arc = arcs.get(name)
    if (arc) arc.amount += amount
    else arcs.set(name, { from: source, to: target, amount, unit })
  }
  return {
    vertices: vertices.sort((one, other) => one.level - other.level || (one.id < other.id ? -1 : 1)),
    arcs: [...arcs.values()]
  }
}
