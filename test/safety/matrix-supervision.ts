/** Each of supervision's actions by everybody, on matters that are where it may be taken. */
import type { Procedure } from '@suyuan/model/core/procedure'
import { commitmentText } from '@suyuan/model/supervision/draw'
import { CASE, INSPECTION, PLAN, RECTIFICATION, SANCTION } from '@suyuan/model/supervision/procedures'
import { sha256 } from '../chaos/telling.js'
import type { Season } from '../http/season.js'
import { waysOf } from '../model/transitions.js'
import { all } from '../support/service.js'
import { PARTIES, type PartyName } from '../support/world.js'
import { type Caller, type CallerName, ORGANISATIONS } from './callers.js'
import type { Case } from './stage.js'

const OFFICERS = ['inspector', 'office'] as const
type Officer = (typeof OFFICERS)[number]
/** Whom it is about: nothing else in the matrix hangs on a warning. */
const SCHOOL = PARTIES.school.uscc
/** Cases whose findings stand: against the school, and against one of whom nothing else is asked, to be barred by it. */
const FOUND = 'FOUND'
const FOUND_OF_ANOTHER = 'FOUND-OF-ANOTHER'

const SECRET = sha256('secret')
const WITNESSES = ['grower', 'supermarket'] as const satisfies readonly PartyName[]

const words = { words: '试' }
const decision = '演示〔2026〕1号'
const decided = { authority: '演示·市场监管局', decision, from: '2026-04-01' }

/** What a step says beside its matter's number, which may be among it. */
const saidAt = (step: string, id: string): object => ({ id, ...(SAID[step] ?? words), ...commitmentTo(step, id) })
const SAID: Readonly<Record<string, object>> = {
  openCase: { party: SCHOOL, kind: 'price', origin: 'report' },
  warn: { case: FOUND, ...decided },
  suspend: { case: FOUND_OF_ANOTHER, ...decided },
  disqualify: { case: FOUND_OF_ANOTHER, ...decided },
  grantRepair: { decision },
  annulSanction: { decision },
  planInspection: {
    ...{ title: '演示抽查', count: 1, candidates: [{ party: SCHOOL, weight: 1 }] },
    witnesses: WITNESSES.map(name => PARTIES[name].uscc)
  },
  drawInspection: { secret: SECRET },
  recordConformant: { party: SCHOOL },
  recordProblem: { party: SCHOOL },
  orderRectification: { party: SCHOOL, given: '2026-04-01', due: '2026-04-02', ...words },
  rejectRectified: { due: '2099-12-31', ...words }
}
const commitmentTo = (step: string, id: string) =>
  step === 'planInspection' ? { commitment: sha256(commitmentText(id, SECRET)) } : {}

/** Number of the matter on which an officer takes a step, or everybody else tries to. */
const matterFor = (step: string, officer: Officer) => `${step}-${officer}`

const PROCEDURES: readonly Procedure[] = [CASE, SANCTION, PLAN, INSPECTION, RECTIFICATION]

/** Brings matters to where each step may be taken, a matter for either officer; another is found against as well. */
export async function supervised({ service, authors }: Season, another: string): Promise<void> {
  const take = async (step: string, id: string, owner: PartyName, more: object = {}): Promise<void> => {
    const isOwners = PROCEDURES.some(({ steps }) => steps[step]?.by.includes('owner'))
    const author = authors[isOwners ? owner : 'inspector']
    await all([service.send(author.command('supervision', step, { ...saidAt(step, id), ...more }))])
  }
  const bring = async ({ steps }: Procedure, state: string | undefined, id: string, party?: string): Promise<void> => {
    for (const before of waysOf({ steps }).get(state ?? null)!)
      await take(before, id, 'school', before === 'openCase' && party ? { party } : {})
  }
  await Promise.all([bring(CASE, 'upheld', FOUND), bring(CASE, 'upheld', FOUND_OF_ANOTHER, another)])
  const each = PROCEDURES.flatMap(procedure => Object.entries(procedure.steps).map(step => ({ procedure, step })))
  await Promise.all(
    each.flatMap(({ procedure, step: [name, { from }] }) =>
      OFFICERS.map(officer => bring(procedure, from[0], matterFor(name, officer)))
    )
  )
}

const isOfficer = (name: CallerName): name is Officer => (OFFICERS as readonly string[]).includes(name)

/** A step as everybody tries it: officers each on a matter of his own. */
function stepCase(step: string, may: readonly CallerName[], others: Case['others']): Case {
  return {
    about: 'where it may be taken',
    body: ({ name }) => saidAt(step, matterFor(step, isOfficer(name) ? name : 'inspector')),
    ...{ may, others, succeeds: true }
  }
}

/** The findings here are the inspector's: another decides on an appeal against them. */
const APPEALS = ['confirmCase', 'overturnCase']
const whoFound = ({ name }: Caller) => (name === 'inspector' ? 'APPEAL_OWN_FINDING' : 'ROLE_REQUIRED')
const OWNERS: Readonly<Record<string, readonly CallerName[]>> = { drawInspection: ['inspector'] }

const stepCases = PROCEDURES.flatMap(({ steps }) =>
  Object.entries(steps).map(([step, { by }]): [string, Case] => {
    if (APPEALS.includes(step)) return [step, stepCase(step, ['office'], whoFound)]
    const may = by.includes('owner') ? (OWNERS[step] ?? ['school']) : OFFICERS
    return [step, stepCase(step, may, 'ROLE_REQUIRED')]
  })
)

/** Of the plan that is drawn after that. An organisation is no party that could be a witness. */
const witnessing: Case = {
  about: 'of a plan that names two',
  body: ({ name, party }) => ({
    id: matterFor('drawInspection', 'inspector'),
    party: (ORGANISATIONS as readonly string[]).includes(name) ? SCHOOL : party,
    value: sha256(name)
  }),
  ...{ may: WITNESSES, others: 'NOT_WITNESS', succeeds: true }
}

export const SUPERVISION: Readonly<Record<string, readonly Case[]>> = Object.fromEntries(
  [...stepCases, ['witnessDraw', witnessing] as const].map(([action, one]) => [`supervision/${action}`, [one]])
)
