import { SANCTION, type SanctionState, type SanctionStep } from '@suyuan/model/supervision/procedures'
import { countingKey, type Sanction, sanctionKey } from '@suyuan/model/supervision/states'
import t from 'tap'
import { codeOf, facts } from '../support.js'
import { everyTransition } from '../transitions.js'
import { caseWords, decision, GROWER, goOn, Supervision } from './officers.js'

const wordsOf = (step: SanctionStep): object => {
  if (['warn', 'suspend', 'disqualify'].includes(step)) return decision('CF-1', 'AJ-1')
  if (step === 'grantRepair' || step === 'annulSanction') return { id: 'CF-1', decision: '演示·决定〔2026〕2号' }
  return { id: 'CF-1', words: '已整改' }
}

t.test('every step of a sanction in every state', async t => {
  everyTransition<SanctionState, SanctionStep>(t, SANCTION, () => {
    const stage = new Supervision()
    stage.upheld('AJ-1')
    return {
      take: step => stage.says(stage.world[step === 'askRepair' ? 'trader' : 'inspector'], step, wordsOf(step)),
      state: () => stage.world.read<Sanction>(sanctionKey('CF-1'))?.state ?? null
    }
  })
})

t.test('a sanction says by whose decision, from when, until when', async t => {
  const stage = new Supervision()
  stage.upheld('AJ-1')
  const given = decision('CF-1', 'AJ-1', { until: '2028-04-04' })
  t.match(facts(stage.inspector('disqualify', given)), [{ type: 'sanction', sanction: 'disqualified' }])
  t.match(stage.world.read(sanctionKey('CF-1')), {
    ...{ sanction: 'disqualified', case: 'AJ-1', from: '2026-04-05', until: '2028-04-04', authority: given.authority },
    state: 'imposed'
  })
  t.same(stage.standing(), { sanction: 'disqualified', until: '2028-04-04T16:00:00.000Z', document: given.decision })
})

t.test('a sanction rests on a finding that stands, and is of its day', async t => {
  const stage = new Supervision()
  t.equal(codeOf(stage.inspector('warn', decision('CF-1', 'AJ-1'))), 'MATTER_UNKNOWN')
  facts(stage.inspector('openCase', caseWords('openCase', 'AJ-1')))
  t.equal(codeOf(stage.inspector('warn', decision('CF-1', 'AJ-1'))), 'STEP_NOT_OPEN')
  stage.upheld('AJ-2')
  const refused = (more: object) => codeOf(stage.inspector('warn', decision('CF-1', 'AJ-2', more)))
  t.equal(refused({ from: '2026-04-06' }), 'TOO_EARLY')
  t.equal(refused({ from: '2026-01-01', until: '2026-04-04' }), 'TOO_LATE')
  t.equal(refused({ until: '2026-04-04' }), 'PAYLOAD_INVALID')
  t.equal(codeOf(stage.trader('warn', decision('CF-1', 'AJ-2'))), 'ROLE_REQUIRED')
  t.equal(stage.standing(), null)
})

t.test('of several sanctions the gravest is the standing, until the last of those that bar is over', async t => {
  const stage = new Supervision()
  stage.upheld('AJ-1')
  facts(stage.inspector('warn', decision('CF-1', 'AJ-1')))
  t.same(stage.standing(), { sanction: 'warned', document: decision('CF-1', '').decision })
  facts(stage.inspector('suspend', decision('CF-2', 'AJ-1', { until: '2026-12-31' })))
  facts(stage.inspector('disqualify', decision('CF-3', 'AJ-1', { until: '2026-06-30' })))
  t.match(stage.standing(), { sanction: 'disqualified', until: '2026-12-31T16:00:00.000Z' })
  facts(stage.inspector('annulSanction', { id: 'CF-3', decision: '演示·撤销' }))
  t.match(stage.standing(), { sanction: 'suspended', until: '2026-12-31T16:00:00.000Z' })
  goOn(stage.world, 300)
  facts(stage.inspector('warn', decision('CF-4', 'AJ-1')))
  t.match(stage.standing(), { sanction: 'warned' }, 'what is over counts no more')
  t.same(
    stage.world.read(countingKey(stage.world.trader.id))?.map(({ id }) => id),
    ['CF-1', 'CF-4']
  )
})

t.test('repair is asked for by whom it concerns, of what still counts, and is the authority’s to grant', async t => {
  const stage = new Supervision()
  stage.upheld('AJ-1')
  facts(stage.inspector('suspend', decision('CF-1', 'AJ-1', { until: '2026-05-01' })))
  const asking = { id: 'CF-1', words: '已完成整改' }
  t.equal(codeOf(stage.says(stage.world.grower, 'askRepair', asking)), 'ROLE_REQUIRED')
  facts(stage.trader('askRepair', asking))
  t.equal(codeOf(stage.trader('grantRepair', { id: 'CF-1', decision: '自批' })), 'ROLE_REQUIRED')
  facts(stage.inspector('refuseRepair', { id: 'CF-1', words: '未见证明' }))
  t.match(stage.standing(), { sanction: 'suspended' })
  facts(stage.trader('askRepair', asking))
  facts(
    stage.says(stage.office, 'grantRepair', {
      id: 'CF-1',
      decision: '演示·信用修复〔2026〕1号',
      documents: [{ title: '验收' }]
    })
  )
  t.same(stage.standing(), { sanction: 'restored', document: '演示·信用修复〔2026〕1号' })
  t.same(stage.world.read<Sanction>(sanctionKey('CF-1'))?.history.at(-1)?.documents, [
    { title: '演示·信用修复〔2026〕1号' },
    { title: '验收' }
  ])
  facts(stage.inspector('suspend', decision('CF-2', 'AJ-1', { until: '2026-05-01' })))
  goOn(stage.world, 60)
  t.equal(codeOf(stage.trader('askRepair', { ...asking, id: 'CF-2' })), 'TOO_LATE')
  t.equal(stage.standing(GROWER), null)
})
