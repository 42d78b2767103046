import { CASE, type CaseState, type CaseStep } from '@suyuan/model/supervision/procedures'
import { type Case, caseKey, type Sanction, sanctionKey } from '@suyuan/model/supervision/states'
import t from 'tap'
import { PRODUCTS } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import { everyTransition } from '../transitions.js'
import { caseWords, decision, goOn, Supervision, TRADER } from './officers.js'

t.test('every step of a case in every state', async t => {
  everyTransition<CaseState, CaseStep>(t, CASE, () => {
    const stage = new Supervision()
    const speaker = (step: CaseStep) =>
      step === 'appealCase'
        ? stage.world.trader
        : step.endsWith('turnCase') || step === 'confirmCase'
          ? stage.office
          : stage.world.inspector
    return {
      take: step => stage.says(speaker(step), step, caseWords(step, 'AJ-1')),
      state: () => stage.world.read<Case>(caseKey('AJ-1'))?.state ?? null
    }
  })
})

t.test('a case says where it came from and what it is about', async t => {
  const stage = new Supervision()
  const { gtin } = PRODUCTS.pack
  const asked = { id: 'AJ-1', party: TRADER, kind: 'price', origin: 'complaint', reference: 'TS-1f0c', gtin, lot: 'P1' }
  facts(
    stage.says(stage.office, 'openCase', { ...asked, words: '同款高于市价三倍', documents: [{ title: '举报材料' }] })
  )
  t.match(stage.world.read(caseKey('AJ-1')), {
    ...{ party: TRADER, state: 'opened', kind: 'price', origin: 'complaint', reference: 'TS-1f0c', gtin, lot: 'P1' },
    history: [{ step: 'openCase', by: stage.office.id, words: '同款高于市价三倍', documents: [{ title: '举报材料' }] }]
  })
  const { gtin: _, ...noProduct } = asked
  t.equal(codeOf(stage.says(stage.office, 'openCase', { ...noProduct, id: 'AJ-2' })), 'PAYLOAD_INVALID')
  t.equal(
    codeOf(stage.says(stage.office, 'openCase', { ...asked, id: 'AJ-2', party: `${TRADER.slice(0, 17)}0` })),
    'PARTY_UNKNOWN'
  )
})

t.test('only who supervises handles cases, and only whom it concerns appeals', async t => {
  const stage = new Supervision()
  t.equal(codeOf(stage.trader('openCase', caseWords('openCase', 'AJ-1'))), 'ROLE_REQUIRED')
  stage.upheld('AJ-1')
  const words = { id: 'AJ-1', words: '认定有误' }
  t.equal(codeOf(stage.inspector('appealCase', words)), 'ROLE_REQUIRED')
  t.equal(codeOf(stage.says(stage.world.grower, 'appealCase', words)), 'ROLE_REQUIRED')
  t.equal(codeOf(stage.trader('appealCase', { id: 'AJ-1' })), 'PAYLOAD_INVALID', 'without saying why')
  t.equal(codeOf(stage.trader('appealCase', words)), 'accepted')
})

t.test('an appeal comes in time or not at all', async t => {
  const late = new Supervision()
  late.upheld('AJ-1')
  goOn(late.world, 61)
  t.match(late.trader('appealCase', caseWords('appealCase', 'AJ-1')), { code: 'TOO_LATE', facts: { days: 60 } })
  const change = { name: 'supervision.appeal.days', value: 90, source: '演示' }
  facts(late.world.admins.base.does('proposeParameter', change))
  facts(late.world.admins.retail.does('acceptParameter', change))
  t.equal(codeOf(late.trader('appealCase', caseWords('appealCase', 'AJ-1'))), 'accepted')
})

t.test('nobody decides on an appeal against his own finding', async t => {
  const stage = new Supervision()
  stage.upheld('AJ-1')
  facts(stage.trader('appealCase', caseWords('appealCase', 'AJ-1')))
  t.equal(codeOf(stage.inspector('confirmCase', caseWords('confirmCase', 'AJ-1'))), 'APPEAL_OWN_FINDING')
  t.equal(codeOf(stage.inspector('overturnCase', caseWords('overturnCase', 'AJ-1'))), 'APPEAL_OWN_FINDING')
  t.equal(codeOf(stage.says(stage.county, 'confirmCase', caseWords('confirmCase', 'AJ-1'))), 'accepted')
})

t.test('what rested on a finding falls with it', async t => {
  const stage = new Supervision()
  stage.upheld('AJ-1')
  facts(stage.inspector('suspend', decision('CF-1', 'AJ-1')))
  facts(stage.inspector('disqualify', decision('CF-2', 'AJ-1')))
  facts(stage.inspector('warn', decision('CF-3', 'AJ-1')))
  facts(stage.inspector('annulSanction', { id: 'CF-3', decision: '演示·更正' }))
  facts(stage.trader('askRepair', { id: 'CF-2', words: '已整改' }))
  facts(stage.trader('appealCase', caseWords('appealCase', 'AJ-1')))
  t.match(stage.standing(), { sanction: 'disqualified' }, 'an appeal alone lifts nothing')
  facts(stage.says(stage.county, 'overturnCase', { id: 'AJ-1', words: '证据不足' }))
  t.match(stage.standing(), { sanction: 'restored' })
  for (const id of ['CF-1', 'CF-2', 'CF-3']) t.equal(stage.world.read<Sanction>(sanctionKey(id))?.state, 'annulled', id)
  t.equal(stage.world.read<Sanction>(sanctionKey('CF-3'))?.history.length, 2, 'once')
})
