import type { Text } from '@suyuan/model/core/refusal'
import type { KindName } from '@suyuan/model/trace/law'
import type { VNode } from 'preact'
import { minuteOf } from '../../core/web/clock.js'
import { Icon, type IconName } from '../../core/web/icons.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { amount, day, days, join, placeName } from './pages-format.js'
import { Marks, marksOf, StageMarks } from './pages-marks.js'
import { CUSTODY } from './pages-signers.js'
import type { Stage } from './pages-stages.js'
import { householdsOf, linesOf, processSteps, titleOf } from './pages-words.js'
import type { Step, Story } from './queries/provenance-schema.js'

const ICONS: Readonly<Record<KindName, IconName>> = {
  harvest: 'leaf',
  process: 'pan',
  packing: 'pack',
  casing: 'box',
  palletising: 'box',
  unpacking: 'box',
  shipping: 'truck',
  voiding: 'undo',
  returning: 'undo',
  receiving: 'store',
  storing: 'store',
  stocking: 'shop',
  selling: 'shop',
  recalling: 'alert',
  explaining: 'pencil',
  holding: 'hand',
  inspecting: 'search',
  testing: 'flask',
  destroying: 'bin',
  correcting: 'pencil'
}

/** By how many figures of a hash id an event is told from others at a glance; `Signers` has it whole. */
const DIGITS = /;(.{8})/

/**
 * When an entry was made, by what kind of key, and where on the ledger it is: the transaction's id in full as the title,
 * short to the eye. `Check` finds the entry by `data-event`.
 */
const EntryProof = ({ story, step }: { story: Story; step: Step }) => {
  const custody = story.keys[step.key]?.custody
  // In figures: a day in words is that of the event, which the check of the page looks for.
  const when = say('enteredAt', { time: minuteOf(step.recorded) })
  const where = say('entryProof', { block: step.block, transaction: `${step.transaction.slice(0, 8)}…` })
  const digits = step.hashId && DIGITS.exec(step.hashId)?.[1]
  const hash = digits ? [say('hashIdShort', { digits })] : []
  return (
    <span class="proof" title={step.transaction} data-event={step.event} data-kind={step.kind}>
      <Say text={join([when, ...(custody ? [say(CUSTODY[custody])] : []), where, ...hash])} />
    </span>
  )
}

const StageProof = ({ story, steps }: { story: Story; steps: readonly Step[] }) => {
  if (steps.length === 1) return <EntryProof story={story} step={steps[0]!} />
  const blocks = steps.map(step => step.block)
  const span = { first: Math.min(...blocks), last: Math.max(...blocks), count: steps.length }
  return (
    <span class="proof">
      <Say text={say('entriesProof', span)} />
    </span>
  )
}

const Entry = ({ story, step }: { story: Story; step: Step }) => {
  const { made = [], plot, grade } = step.says
  const amounts = made.map(([lot, value]): Text => {
    const number = lot.slice(lot.indexOf('/') + 1)
    const much = amount(story, lot, value)
    return { zh: `${number} ${much.zh}`, en: `${number} ${much.en}` }
  })
  const words = [
    day(step.time),
    ...amounts,
    ...(plot ? [placeName(story, plot)] : []),
    ...householdsOf(step),
    ...(grade ? [say('grade', { grade })] : []),
    ...processSteps(story, step)
  ]
  return (
    <li>
      <Say text={join(words)} /> <Marks marks={marksOf(story, step)} />
      <br />
      <EntryProof story={story} step={step} />
    </li>
  )
}

/** The entries of a stage, `most` of them; the rest is in the data. */
const Entries = ({ story, stage: { steps }, most }: { story: Story; stage: Stage; most: number }) =>
  steps.length === 1 ? null : (
    <details>
      <summary>
        <Say text={say('each', { count: steps.length })} />
      </summary>
      <ul>
        {steps.slice(0, most).map(step => (
          <Entry story={story} step={step} />
        ))}
        {steps.length > most && (
          <li>
            <Say text={say('more', { count: steps.length - most })} />
          </li>
        )}
      </ul>
    </details>
  )

const isBad = ({ kind, steps }: Stage) => kind === 'recalling' || steps.some(step => step.says.conforms === false)

/**
 * One step of the way as a reader sees it: what, when, where, who, how much, and where on the ledger that stands. The
 * English of its lines comes in one piece after the Chinese, so that neither breaks up the other.
 */
export function StageItem({ story, stage, entries }: { story: Story; stage: Stage; entries: number }): VNode {
  const title = titleOf(story, stage)
  const when = days(stage.steps.map(step => step.time))
  const lines = linesOf(story, stage)
  return (
    <li class={isBad(stage) ? 'bad' : undefined}>
      <span class="dot">
        <Icon name={ICONS[stage.kind]} />
      </span>
      <h3>
        <Say text={title} />
      </h3>
      <time>{when.zh}</time>
      <div class="what">
        {lines.map(({ zh }) => (
          <p>{zh}</p>
        ))}
        <p class="en" lang="en">
          {[when, ...lines].map(({ en }) => en).join(' · ')}
        </p>
        {stage.kind === 'testing' && (
          <p>
            <a href="#tests">
              <Say text={say('seeTests')} />
            </a>
          </p>
        )}
        <StageMarks story={story} stage={stage} />
        <p>
          <StageProof story={story} steps={stage.steps} />
        </p>
        <Entries story={story} stage={stage} most={entries} />
      </div>
    </li>
  )
}
