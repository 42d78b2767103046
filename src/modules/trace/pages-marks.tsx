import type { Text } from '@suyuan/model/core/refusal'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { amount, day, delay } from './pages-format.js'
import type { Stage } from './pages-stages.js'
import { standingMarks } from './pages-standing.js'
import type { Step, Story } from './queries/provenance-schema.js'

export interface Mark {
  text: Text
  /** 'note' is worth knowing and no reproach, 'bad' is one. */
  tone?: 'note' | 'bad'
  /** Where more of it stands. */
  href?: string
}

type Fact = NonNullable<Step['facts']>[number]

const ratio = (fact: Fact) => (Number(fact.ratio) / 1000).toFixed(2)

const WARNINGS: Record<string, (fact: Fact) => Mark> = {
  YIELD_UNUSUAL: fact => ({ text: say('yieldUnusual', { ratio: ratio(fact) }) }),
  YIELD_HELD: fact => ({ text: say('yieldHeld', { ratio: ratio(fact) }), tone: 'bad' }),
  PLOT_YIELD_HIGH: () => ({ text: say('plotYieldHigh') }),
  PLOT_YEAR_HIGH: () => ({ text: say('plotYearHigh') }),
  MARK_WITHOUT_UNIFICATION: () => ({ text: say('markUnproved') })
}

/** What followed from an event, in words. Facts that concern others only (what accrued to an agreement) say nothing here. */
function markOf(story: Story, fact: Fact): Mark[] {
  if (fact.type === 'late') return [{ text: say('late', { delay: delay(Number(fact.seconds)) }), tone: 'note' }]
  if (fact.type === 'clock-ahead') return [{ text: say('clockAhead') }]
  if (fact.type === 'dispute') return [{ text: say('dispute'), tone: 'bad' }]
  if (fact.type === 'corrected') {
    const lot = `${fact.gtin}/${fact.lot}`
    const [from, to] = [amount(story, lot, Number(fact.from)), amount(story, lot, Number(fact.to))]
    return [{ text: say('corrected', { from, to }) }]
  }
  if (fact.type !== 'warning') return []
  const code = String(fact.code)
  return [WARNINGS[code]?.(fact) ?? { text: say('warned', { code }) }]
}

function keyMarks(story: Story, steps: readonly Step[]): Mark[] {
  const revoked = steps.map(step => story.keys[step.key]?.revoked).find(found => found)
  if (!revoked) return []
  const { compromisedSince } = revoked
  if (!compromisedSince) return [{ text: say('keyRevoked') }]
  return [{ text: say('keyCompromised', { since: day(compromisedSince) }), tone: 'bad' }]
}

/** Marks of one entry. */
export const marksOf = (story: Story, step: Step): Mark[] => [
  ...(step.facts ?? []).flatMap(fact => markOf(story, fact)),
  ...keyMarks(story, [step]),
  ...standingMarks(story, [step])
]

/** Marks of a stage: late entries are counted, not repeated. */
function stageMarks(story: Story, { steps }: Stage): Mark[] {
  if (steps.length === 1) return marksOf(story, steps[0]!)
  const facts = steps.flatMap(step => step.facts ?? [])
  const late = facts.filter(fact => fact.type === 'late').length
  const others = facts.filter(fact => fact.type !== 'late').flatMap(fact => markOf(story, fact))
  const distinct = [...new Map(others.map(mark => [mark.text.zh, mark])).values()]
  const counted = late > 0 ? [{ text: say('lateSome', { count: late }), tone: 'note' as const }] : []
  return [...counted, ...distinct.slice(0, 4), ...keyMarks(story, steps), ...standingMarks(story, steps)]
}

export const Marks = ({ marks }: { marks: readonly Mark[] }) => (
  <>
    {marks.map(({ text, tone, href }) => {
      const parts = { class: tone ? `mark ${tone}` : 'mark', children: <Say text={text} /> }
      return href ? <a href={href} {...parts} /> : <span {...parts} />
    })}
  </>
)

export const StageMarks = ({ story, stage }: { story: Story; stage: Stage }) => (
  <Marks marks={stageMarks(story, stage)} />
)
