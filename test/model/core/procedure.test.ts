import type { Outcome } from '@suyuan/model/core/judge'
import type { Context } from '@suyuan/model/core/law'
import { advance, lastIn, type Matter, open, type Procedure } from '@suyuan/model/core/procedure'
import { Refusal } from '@suyuan/model/core/refusal'
import t from 'tap'
import { everyTransition } from '../transitions.js'

type State = 'asked' | 'granted' | 'withdrawn'
type Step = 'ask' | 'grant' | 'withdraw'

const texts = { zh: '某', en: 'some' }
const PROCEDURE: Procedure<State, Step> = {
  states: { asked: texts, granted: texts, withdrawn: texts },
  steps: {
    ask: { ...texts, from: [], to: 'asked', by: ['producer'] },
    grant: { ...texts, from: ['asked'], to: 'granted', by: ['office'] },
    withdraw: { ...texts, from: ['asked', 'granted'], to: 'withdrawn', by: ['owner', 'inspector'] }
  }
}

const context = (author: string, ...roles: Context['roles']) =>
  ({ author, roles, recordedAt: '2026-04-05T12:00:00.000Z' }) as Context
const GROWER = context('grower', 'producer')
const OFFICE = context('office', 'office')

t.test('steps are taken by who may, by role or as whose matter it is', async t => {
  t.throws(() => open(PROCEDURE, 'ask', OFFICE, {}), { code: 'ROLE_REQUIRED' })
  const asked = open(PROCEDURE, 'ask', GROWER, { words: '春茶' })
  t.same(asked, {
    party: 'grower',
    state: 'asked',
    history: [{ step: 'ask', state: 'asked', by: 'grower', at: GROWER.recordedAt, words: '春茶' }]
  })
  t.throws(() => advance(PROCEDURE, 'grant', asked, GROWER, {}), { code: 'ROLE_REQUIRED' })
  t.throws(() => advance(PROCEDURE, 'withdraw', asked, context('other', 'producer'), {}), { code: 'ROLE_REQUIRED' })
  t.equal(advance(PROCEDURE, 'withdraw', asked, GROWER, {}).state, 'withdrawn')
  t.equal(advance(PROCEDURE, 'withdraw', asked, context('who', 'inspector'), {}).state, 'withdrawn')
  const documents = [{ title: '批复' }]
  const granted = advance(PROCEDURE, 'grant', asked, OFFICE, { documents })
  t.same(granted.history.at(-1), { step: 'grant', state: 'granted', by: 'office', at: OFFICE.recordedAt, documents })
  t.equal(lastIn(granted, 'granted', 'withdrawn'), OFFICE.recordedAt)
  t.equal(lastIn(granted, 'withdrawn'), null)
})

t.test('a matter may be opened for another', async t => {
  t.equal(open(PROCEDURE, 'ask', GROWER, {}, 'cooperative').party, 'cooperative')
})

t.test('a matter keeps the newest hundred of its steps', async t => {
  const asked = open(PROCEDURE, 'ask', GROWER, {})
  const long = { ...asked, history: Array.from({ length: 100 }, () => asked.history[0]!) }
  t.equal(advance(PROCEDURE, 'grant', long, OFFICE, {}).history.length, 100)
  t.equal(advance(PROCEDURE, 'grant', long, OFFICE, {}).history.at(-1)?.step, 'grant')
})

t.test('every step in every state', async t => {
  everyTransition(t, PROCEDURE, () => {
    let matter: Matter<State> | null = null
    const speakers: Record<Step, Context> = { ask: GROWER, grant: OFFICE, withdraw: GROWER }
    const taken = (step: Step): Matter<State> => {
      if (step !== 'ask' && !matter) throw new Refusal('MATTER_UNKNOWN')
      if (step === 'ask' && matter) throw new Refusal('MATTER_EXISTS')
      return matter ? advance(PROCEDURE, step, matter, speakers[step], {}) : open(PROCEDURE, step, speakers[step], {})
    }
    const take = (step: Step): Outcome => {
      try {
        matter = taken(step)
        return { status: 'accepted' }
      } catch (error) {
        return { status: 'refused', code: (error as Refusal).code }
      }
    }
    return { take, state: () => matter?.state ?? null }
  })
})
