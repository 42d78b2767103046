import { daysBetween } from '@suyuan/model/core/day'
import { INSPECTION, PLAN, RECTIFICATION } from '@suyuan/model/supervision/procedures'
import type { Inspection, Plan, Rectification } from '@suyuan/model/supervision/states'
import { type MatterField, matterFace } from '../../core/matters/face.js'
import { today } from '../../core/web/clock.js'
import { say } from '../../core/web/texts.js'
import { drawOf } from './draw-view.js'
import { partyOptions, planOptions } from './options.js'

export const planFace = matterFace<Plan>({
  kind: 'plan',
  path: 'draws',
  procedure: PLAN,
  title: say('svDraws'),
  help: say('svDrawsHelp'),
  number: { label: say('svDraw'), prefix: 'CC' },
  headline: ({ title, count, candidates }) => ({
    zh: `${title}：${candidates.length} 抽 ${count}`,
    en: `${title}: ${count} of ${candidates.length}`
  }),
  facts: ({ count, candidates }) => [[say('svCount'), say('svCountOf', { count, candidates: candidates.length })]],
  fields: {},
  shown: ['desk', 'audit', 'board'],
  more: drawOf
})

const recorded: readonly MatterField[] = [
  { name: 'party', label: say('svInspectedParty'), type: 'choice', options: partyOptions },
  { name: 'plan', label: say('svPlan'), type: 'choice', optional: true, options: planOptions },
  { name: 'place', label: say('svPlace'), type: 'text', optional: true },
  { name: 'record', label: say('svRecord'), type: 'text', optional: true }
]

export const inspectionFace = matterFace<Inspection>({
  kind: 'inspection',
  path: 'inspections',
  procedure: INSPECTION,
  title: say('svInspections'),
  help: say('svInspectionsHelp'),
  number: { label: say('svInspection'), prefix: 'JC' },
  headline: ({ party }, names) => names.party(party),
  facts: ({ plan, place, record }, names) => [
    [say('svPlan'), plan],
    [say('svPlace'), place && (names.place(place)?.name ?? place)],
    [say('svRecord'), record]
  ],
  mentions: ({ place }) => (place ? { places: [place] } : {}),
  fields: { recordConformant: recorded, recordProblem: recorded },
  shown: ['desk', 'audit']
})

/** How long an order is overdue, as long as nobody said that it is carried out. */
export const dueOf = ({ due, state }: Rectification) => {
  const days = daysBetween(due, today())
  return days > 0 && (state === 'ordered' || state === 'overdue')
    ? say('svOverdueBy', { days, day: due })
    : say('svDueOn', { day: due })
}

export const rectificationFace = matterFace<Rectification>({
  kind: 'rectification',
  path: 'rectifications',
  procedure: RECTIFICATION,
  title: say('svRectifications'),
  help: say('svRectificationsHelp'),
  number: { label: say('svRectification'), prefix: 'ZG' },
  headline: (order, names) => {
    const [{ zh, en }, due] = [names.party(order.party), dueOf(order)]
    return { zh: `${zh}：${due.zh}`, en: `${en}: ${due.en}` }
  },
  facts: ({ given, due, inspection, case: on }) => [
    [say('svGiven'), given],
    [say('svDue'), due],
    [say('svInspection'), inspection],
    [say('svCase'), on]
  ],
  fields: {
    orderRectification: [
      { name: 'party', label: say('svToRectify'), type: 'choice', options: partyOptions },
      { name: 'given', label: say('svGiven'), type: 'day', value: today },
      { name: 'due', label: say('svDue'), type: 'day' },
      { name: 'inspection', label: say('svInspection'), type: 'text', optional: true },
      { name: 'case', label: say('svCase'), type: 'text', optional: true }
    ],
    rejectRectified: [{ name: 'due', label: say('svDue'), type: 'day' }]
  },
  shown: ['desk', 'audit']
})
