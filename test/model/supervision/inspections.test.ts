import { createHash } from 'node:crypto'
import { commitmentText } from '@suyuan/model/supervision/draw'
import {
  INSPECTION,
  type InspectionState,
  type InspectionStep,
  RECTIFICATION,
  type RectificationState,
  type RectificationStep
} from '@suyuan/model/supervision/procedures'
import {
  type Inspection,
  inspectionKey,
  type Plan,
  planKey,
  type Rectification,
  rectificationKey
} from '@suyuan/model/supervision/states'
import t from 'tap'
import { gln, uscc } from '../../support/codes.js'
import { PARTIES, PLACES } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import { everyTransition } from '../transitions.js'
import { caseWords, GROWER, goOn, SUPERMARKET, Supervision, TRADER } from './officers.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

t.test('every step of an inspection in every state', async t => {
  everyTransition<InspectionState, InspectionStep>(t, INSPECTION, () => {
    const stage = new Supervision()
    return {
      take: step => stage.inspector(step, { id: 'JC-1', party: TRADER }),
      state: () => stage.world.read<Inspection>(inspectionKey('JC-1'))?.state ?? null
    }
  })
})

t.test('every step of an order to put right in every state', async t => {
  everyTransition<RectificationState, RectificationStep>(t, RECTIFICATION, () => {
    const stage = new Supervision()
    return {
      take(step) {
        if (step === 'orderRectification')
          return stage.inspector(step, {
            id: 'ZG-1',
            party: TRADER,
            given: '2026-04-05',
            due: '2026-04-05',
            words: '补齐进货查验'
          })
        const due = step === 'rejectRectified' ? { due: '2026-04-06' } : {}
        // Every other step finds its day still ahead.
        if (step === 'declareOverdue') goOn(stage.world, 20)
        const speaker = stage.world[step === 'reportRectified' ? 'trader' : 'inspector']
        const outcome = stage.says(speaker, step, { id: 'ZG-1', words: '整改', ...due })
        if (step === 'declareOverdue') goOn(stage.world, -20)
        return outcome
      },
      state: () => stage.world.read<Rectification>(rectificationKey('ZG-1'))?.state ?? null
    }
  })
})

t.test('an inspection of a place is of whose place it is', async t => {
  const stage = new Supervision()
  const record = { id: 'JC-1', party: TRADER, place: PLACES.stall.gln, record: sha256('a record'), words: '台账不全' }
  t.equal(codeOf(stage.inspector('recordProblem', { ...record, party: uscc(98) })), 'PARTY_UNKNOWN')
  t.equal(codeOf(stage.inspector('recordProblem', { ...record, place: gln(98) })), 'PLACE_UNKNOWN')
  t.equal(codeOf(stage.inspector('recordProblem', { ...record, place: PLACES.outlet.gln })), 'PLACE_NOT_AUTHORS')
  t.equal(codeOf(stage.trader('recordProblem', record)), 'ROLE_REQUIRED')
  facts(stage.inspector('recordProblem', record))
  t.match(stage.world.read(inspectionKey('JC-1')), {
    state: 'problem',
    place: PLACES.stall.gln,
    record: sha256('a record')
  })
})

t.test('an inspection carries out a plan that drew the party, once', async t => {
  const stage = new Supervision()
  const plan = {
    ...{ id: 'CC-1', title: '抽查', candidates: [{ party: TRADER, weight: 1 }], count: 1 },
    witnesses: [GROWER, SUPERMARKET],
    commitment: sha256(commitmentText('CC-1', sha256('s')))
  }
  const record = { id: 'JC-1', party: TRADER, plan: 'CC-1' }
  t.equal(codeOf(stage.inspector('recordConformant', record)), 'MATTER_UNKNOWN')
  facts(stage.inspector('planInspection', plan))
  t.equal(codeOf(stage.inspector('recordConformant', record)), 'NOT_DRAWN')
  for (const name of ['grower', 'supermarket'] as const)
    facts(stage.says(stage.world[name], 'witnessDraw', { id: 'CC-1', party: PARTIES[name].uscc, value: sha256(name) }))
  facts(stage.inspector('drawInspection', { id: 'CC-1', secret: sha256('s') }))
  t.equal(codeOf(stage.inspector('recordConformant', { ...record, party: GROWER })), 'NOT_DRAWN')
  facts(stage.inspector('recordConformant', record))
  t.same(stage.world.read<Plan>(planKey('CC-1'))?.inspections, { [TRADER]: 'JC-1' })
  t.equal(codeOf(stage.inspector('recordConformant', { ...record, id: 'JC-2' })), 'NOT_DRAWN', 'again')
})

t.test('an order was given by now, and what it rests on is of the same party', async t => {
  const stage = new Supervision()
  facts(stage.inspector('recordProblem', { id: 'JC-1', party: TRADER }))
  facts(stage.inspector('openCase', caseWords('openCase', 'AJ-1')))
  const order = {
    id: 'ZG-1',
    party: TRADER,
    given: '2026-04-01',
    due: '2026-04-20',
    inspection: 'JC-1',
    case: 'AJ-1',
    words: '补齐台账'
  }
  const refused = (more: object) => codeOf(stage.inspector('orderRectification', { ...order, ...more }))
  t.equal(refused({ given: '2026-04-06' }), 'TOO_EARLY')
  t.equal(refused({ due: '2026-03-31' }), 'PAYLOAD_INVALID')
  t.equal(refused({ party: uscc(98) }), 'PARTY_UNKNOWN')
  t.equal(refused({ inspection: 'JC-9' }), 'MATTER_UNKNOWN')
  t.equal(refused({ party: GROWER, inspection: undefined }), 'MATTER_UNKNOWN', 'another’s case')
  facts(stage.inspector('orderRectification', order))
  t.match(stage.world.read(rectificationKey('ZG-1')), {
    given: '2026-04-01',
    due: '2026-04-20',
    inspection: 'JC-1',
    case: 'AJ-1'
  })
  t.equal(codeOf(stage.inspector('declareOverdue', { id: 'ZG-1' })), 'TOO_EARLY')
  goOn(stage.world, 16)
  facts(stage.inspector('declareOverdue', { id: 'ZG-1' }))
  facts(stage.trader('reportRectified', { id: 'ZG-1', words: '已补齐' }))
  t.equal(codeOf(stage.inspector('rejectRectified', { id: 'ZG-1', words: '仍缺', due: '2026-04-20' })), 'TOO_LATE')
  facts(stage.inspector('rejectRectified', { id: 'ZG-1', words: '仍缺', due: '2026-04-30' }))
  t.match(stage.world.read(rectificationKey('ZG-1')), { state: 'ordered', due: '2026-04-30' })
})
