import type { KindName } from '@suyuan/model/trace/law'
import type { Line } from '@suyuan/model/trace/summary'
import type { Step, Story } from './queries/provenance-schema.js'

/** What a reader takes as one step of the way: a season's picking is hundreds of entries. */
export interface Stage {
  kind: KindName
  about: Step['about']
  /** In the order of the ledger; one author. */
  steps: Step[]
}

const TOGETHER: ReadonlySet<KindName> = new Set<KindName>(['harvest', 'process', 'shipping', 'receiving'])

/** The story in stages, each where it began. What happened to this very pack or its case stays apart. */
export function stagesOf(story: Story): Stage[] {
  const stages = new Map<string, Stage>()
  for (const [index, step] of story.steps.entries()) {
    const { kind, about, author, says } = step
    const together = about === 'lot' && TOGETHER.has(kind)
    const name = together ? `${kind}/${says.template ?? ''}/${author}` : String(index)
    const stage = stages.get(name)
    if (stage) stage.steps.push(step)
    else stages.set(name, { kind, about, steps: [step] })
  }
  return [...stages.values()]
}

/** At most `most` stages, the beginning and the end of the way rather than its middle. */
export function abridged(stages: readonly Stage[], most: number): { first: Stage[]; hidden: number; last: Stage[] } {
  if (stages.length <= most) return { first: [...stages], hidden: 0, last: [] }
  const head = Math.ceil(most / 2)
  const tail = Math.max(1, most - head)
  return { first: stages.slice(0, head), hidden: stages.length - head - tail, last: stages.slice(-tail) }
}

export const madeIn = ({ steps }: Stage): Line[] => steps.flatMap(step => step.says.made ?? [])
export const takenIn = ({ steps }: Stage): Line[] => steps.flatMap(step => step.says.inputs ?? [])

/** How much of the lots that a stage made went into the thing the story is of. */
export function usedOf(story: Story, stage: Stage): Line[] {
  const made = new Set(madeIn(stage).map(([lot]) => lot))
  return story.edges.flatMap(([, parent, amount]) => (made.has(parent) ? [[parent, amount] as const] : []))
}
