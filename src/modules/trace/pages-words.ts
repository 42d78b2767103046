import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import { KINDS } from '@suyuan/model/trace/law'
import { joined } from '../../core/web/joined.js'
import { say } from '../../core/web/texts.js'
import { clock, join, partyName, placeName, total, villagePlace } from './pages-format.js'
import { madeIn, type Stage, takenIn, usedOf } from './pages-stages.js'
import type { Step, Story } from './queries/provenance-schema.js'

/** How many households, where that is a number that points at nobody. */
export const householdsOf = ({ says }: Step): Text[] => {
  if (says.householdsBelow) return [say('fewHouseholds', { count: says.householdsBelow })]
  return says.households ? [say('households', { count: says.households })] : []
}

const sum = (lines: readonly (readonly [string, number])[]) => lines.reduce((all, [, value]) => all + value, 0)

/** How much went into this lot, where that is not all that was made. */
function usedPart(story: Story, stage: Stage): Text[] {
  const used = usedOf(story, stage)
  if (used.length === 0 || sum(used) === sum(madeIn(stage))) return []
  return [say('usedHere', { amount: total(story, used) })]
}

function harvestWords(story: Story, stage: Stage): Text[] {
  const { steps } = stage
  const [first] = steps
  const plots = new Set(steps.map(step => step.says.plot)).size
  const single = steps.length === 1
  const where = single
    ? [placeName(story, first!.says.plot!), ...householdsOf(first!)]
    : [say('lots', { count: steps.length }), say('plots', { count: plots })]
  return [join([say('harvested', { amount: total(story, madeIn(stage)) }), ...where]), ...usedPart(story, stage)]
}

/** The steps of a process one after the other, each with its times where it is told of one run. */
export function processSteps(story: Story, { says: { template, steps = [] } }: Step, timed = true): Text[] {
  const names = story.processes[template ?? '']?.steps ?? []
  if (steps.length === 0) return []
  const done = steps.map(({ step, start, end }, index): Text => {
    const { zh, en } = names.find(({ code }) => code === step) ?? untranslated(step)
    if (!timed) return { zh, en }
    const from = clock(start, steps[index - 1]?.start)
    const time = end ? `${from}–${clock(end, start)}` : from
    return { zh: `${zh} ${time}`, en: `${en} ${time}` }
  })
  return [joined(done, ' → ')]
}

function processWords(story: Story, stage: Stage): Text[] {
  const [first] = stage.steps
  const single = stage.steps.length === 1
  const { grade } = first!.says
  return [
    say('turnedInto', { input: total(story, takenIn(stage)), output: total(story, madeIn(stage)) }),
    ...usedPart(story, stage),
    ...processSteps(story, first!, single),
    ...(grade && single ? [say('grade', { grade })] : [])
  ]
}

const conclusion = ({ says }: Step) => say('conclusion', { result: say(says.conforms ? 'conforms' : 'conformsNot') })

/** What a stage did, in a few lines; kinds that are not here say all by their name. */
const WORDS: Partial<Record<Stage['kind'], (story: Story, stage: Stage, step: Step) => Text[]>> = {
  harvest: harvestWords,
  process: processWords,
  packing: (story, stage) => [say('packedInto', { input: total(story, takenIn(stage)), pieces: sum(madeIn(stage)) })],
  palletising: (_story, _stage, { says }) => [say('palletOf', { pallet: says.pallet!, cases: says.cases! })],
  casing: (_story, _stage, { says }) => [say('casedInto', { pieces: says.pieces! })],
  shipping: (story, _, { says }) => [
    say('toPlace', { place: placeName(story, says.to!) }),
    ...(says.carrier ? [say('byCarrier', { carrier: partyName(story, says.carrier) })] : []),
    ...(says.returning ? [say('backToMaker')] : [])
  ],
  receiving: (story, { about }) =>
    about === 'case' && story.kind === 'pack' && story.status === 'lost' ? [say('missingCase')] : [],
  explaining: (_story, _stage, { says }) => [say('explanation', { text: says.explanation! })],
  inspecting: (_story, _stage, step) => [conclusion(step)],
  testing: (_story, _stage, step) => {
    const { number, standard } = step.says.report!
    return [conclusion(step), say('report', { number, standard })]
  },
  recalling: (_story, _stage, { says }) => [untranslated(`${says.recall!.number} ${says.recall!.reason}`)]
}

/** What a stage is called: processing by the name of the process. */
export function titleOf(story: Story, { kind, steps }: Stage): Text {
  const { name } = KINDS[kind]
  const process = story.processes[steps[0]!.says.template ?? '']?.name
  return process ? { zh: `${name.zh}：${process.zh}`, en: `${name.en}: ${process.en}` } : name
}

/** Where, who and what of a stage, a line each. */
export function linesOf(story: Story, stage: Stage): Text[] {
  const [first] = stage.steps
  const places = [...new Set(stage.steps.map(step => step.place))].filter(place => place !== null)
  const named = places
    .slice(0, 3)
    .map(gln => (stage.kind === 'harvest' ? villagePlace(story, gln) : placeName(story, gln)))
  const who = partyName(story, first!.author)
  const parties = named.some(({ zh }) => zh === who.zh) ? [] : [who]
  return [...named, ...parties, ...(WORDS[stage.kind]?.(story, stage, first!) ?? [])]
}
