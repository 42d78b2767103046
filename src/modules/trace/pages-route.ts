import type { KindName } from '@suyuan/model/trace/law'
import type { Step, Story } from './queries/provenance-schema.js'
import { type Way, wayBetween } from './region-seats.js'

/** A place on the way of goods. */
export interface Stop {
  gln: string
  /** What was done there, in its order, each once. */
  kinds: KindName[]
  /** First and last of it; none where the goods have not arrived. */
  first?: string
  last?: string
  /** From the stop before: how far, and days from leaving that to arriving here. */
  leg?: { way?: Way | undefined; days?: number | undefined }
}

/** The way of goods: places whose goods came together, and then from one place to the next. */
export interface Route {
  /** In no order of travel: all of them lead to the first of `line`. */
  sources: Stop[]
  line: Stop[]
}

/** What happens to goods where they are; the rest is done to them by others, or on paper. */
const ON_THE_WAY: ReadonlySet<KindName> = new Set<KindName>([
  ...(['harvest', 'process', 'packing', 'casing', 'palletising', 'unpacking'] as const),
  ...(['shipping', 'receiving', 'storing', 'stocking', 'selling', 'returning'] as const)
])

const DAY = 86_400_000

/** The way of a story's goods, of places as they are registered: none is nearer than its village. */
export function routeOf(story: Story): Route {
  const hub = story.lots.find(({ gtin, lot }) => gtin === story.gtin && lot === story.lot)!.place
  const ofLots = story.steps.filter(step => step.about === 'lot' && ON_THE_WAY.has(step.kind))
  const made = [...new Set(story.lots.map(({ place }) => place))]
  const sources = made.filter(gln => gln !== hub).map(gln => stopAt(gln, ofLots))
  const line = [stopAt(hub, ofLots)]
  for (const step of story.steps) {
    if (step.about === 'lot' || step.place === null || !ON_THE_WAY.has(step.kind)) continue
    const last = line.at(-1)!
    if (last.gln === step.place) add(last, step)
    else line.push(stopAt(step.place, [step]))
  }
  const ahead = underWayTo(story)
  if (ahead && ahead !== line.at(-1)!.gln) line.push({ gln: ahead, kinds: [] })
  return { sources: sources.map(stop => withLeg(story, stop, line[0]!)), line: line.map(legsOf(story)) }
}

/** A stop with what was done there of some steps. */
function stopAt(gln: string, steps: readonly Step[]): Stop {
  const stop: Stop = { gln, kinds: [] }
  for (const step of steps) if (step.place === gln) add(stop, step)
  return stop
}

function add(stop: Stop, { kind, time }: Step): void {
  if (!stop.kinds.includes(kind)) stop.kinds.push(kind)
  if (!stop.first || Date.parse(time) < Date.parse(stop.first)) stop.first = time
  if (!stop.last || Date.parse(time) > Date.parse(stop.last)) stop.last = time
}

/** Where a pack is going that is between two places. */
function underWayTo(story: Story): string | undefined {
  if (story.kind !== 'pack' || story.status !== 'in_transit') return undefined
  return story.steps.findLast(({ about, kind }) => about === 'case' && kind === 'shipping')?.says.to
}

const wayOf = ({ places }: Story, from: string, to: string): Way | undefined => {
  const [a, b] = [places[from], places[to]]
  return a && b && wayBetween(a.region, b.region)
}

/** A source is told by how far it is to where its goods went. */
const withLeg = (story: Story, stop: Stop, to: Stop): Stop => ({
  ...stop,
  leg: { way: wayOf(story, stop.gln, to.gln) }
})

const legsOf =
  (story: Story) =>
  (stop: Stop, index: number, line: readonly Stop[]): Stop => {
    const before = line[index - 1]
    if (!before) return stop
    const days =
      before.last && stop.first
        ? Math.max(0, Math.round((Date.parse(stop.first) - Date.parse(before.last)) / DAY))
        : undefined
    return { ...stop, leg: { way: wayOf(story, before.gln, stop.gln), days } }
  }
