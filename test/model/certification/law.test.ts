import { APPLICATION } from '@suyuan/model/certification/states'
import { canonicalJson } from '@suyuan/model/core/canonical'
import { dayOf, daysAfter } from '@suyuan/model/core/day'
import { standingKey } from '@suyuan/model/core/records'
import t from 'tap'
import { gtin, uscc } from '../../support/codes.js'
import { testing } from '../../support/events.js'
import { PARTIES } from '../../support/world.js'
import { agreed } from '../officials.js'
import { codeOf, facts } from '../support.js'
import { bench, PACKS } from '../trace/season.js'
import { everyTransition } from '../transitions.js'
import { Evaluation, GTIN, ID, LIMITS, NUMBER, report, result, TO_GRANT } from './evaluating.js'

t.test('every step in every state', async t => {
  everyTransition(t, APPLICATION, () => {
    const evaluation = new Evaluation()
    return { take: step => evaluation.take(step), state: () => evaluation.state }
  })
})

t.test('who makes a product that he registered applies, while he is not disqualified', async t => {
  const evaluation = new Evaluation()
  const { world, officials } = evaluation
  const ask = (who = world.grower, change: object = {}) =>
    codeOf(evaluation.says(who, 'apply', { gtin: GTIN, region: '441621', ...change }))
  t.equal(ask(officials.certifier), 'ROLE_REQUIRED')
  t.equal(ask(world.cooperative), 'PRODUCT_NOT_AUTHORS')
  t.equal(ask(world.grower, { gtin: gtin(77) }), 'PRODUCT_UNKNOWN')
  t.equal(ask(world.grower, { region: 'Zijin' }), 'PAYLOAD_INVALID')
  world.states.set(standingKey(PARTIES.grower.uscc), canonicalJson({ sanction: 'disqualified' }))
  t.equal(ask(), 'PARTY_DISQUALIFIED')
  world.states.set(standingKey(PARTIES.grower.uscc), canonicalJson({ sanction: 'restored' }))
  t.equal(ask(), 'accepted')
})

t.test('each step is for who may take it', async t => {
  const evaluation = new Evaluation().go('apply')
  const { world, officials } = evaluation
  t.equal(
    codeOf(evaluation.says(world.grower, 'accept', { batch: 1, laboratory: world.laboratory.id })),
    'ROLE_REQUIRED'
  )
  const entrusts = (laboratory: string) =>
    codeOf(evaluation.says(officials.certifier, 'accept', { batch: 1, laboratory }))
  t.equal(entrusts(uscc(77)), 'PARTY_UNKNOWN')
  t.equal(entrusts(world.grower.id), 'ROLE_REQUIRED', 'no laboratory')
  evaluation.go('accept')
  t.equal(codeOf(evaluation.says(officials.certifier, 'conform', report('ND'))), 'ROLE_REQUIRED')
  t.equal(codeOf(evaluation.says(officials.otherLaboratory, 'conform', report('ND'))), 'LABORATORY_NOT_ENTRUSTED')
  evaluation.go('fail')
  const laboratory = officials.otherLaboratory.id
  t.equal(
    codeOf(evaluation.says(world.cooperative, 'retest', { laboratory })),
    'ROLE_REQUIRED',
    'another’s application'
  )
})

t.test('values are judged by the limits of the edition in force when the sample was taken', async t => {
  const under = (value: string, more: object = {}) => {
    const evaluation = new Evaluation().go('apply', 'accept')
    const says = (step: 'conform' | 'fail') =>
      codeOf(evaluation.says(evaluation.world.laboratory, step, report(value, more)))
    return [says('conform'), says('fail')]
  }
  const [MISMATCH, CONFORMS, FAILS] = [
    'VERDICT_MISMATCH',
    ['accepted', 'STEP_NOT_OPEN'],
    ['VERDICT_MISMATCH', 'accepted']
  ] as const
  t.same(under('5'), CONFORMS, 'the limit itself')
  t.same(under('5.000000001'), FAILS)
  t.same(under('<5'), CONFORMS)
  t.same(under('<5.1'), FAILS, 'it may be more')
  t.same(under('>0.1'), FAILS, 'it may be anything')
  t.same(under('10'), FAILS)
  t.same(under('10', { sampledOn: '2026-02-28' }), CONFORMS, 'the limit was another one')
  t.same(under('1', { results: [result('1'), result('0.51', '吡虫啉')] }), FAILS)
  t.same(under('1', { results: [result('1'), result('0.51', '茶多酚', '%')] }), CONFORMS, 'no limit is set for it')
  t.same(under('1', { results: [result('1', '联苯菊酯', 'μg/kg')] }), [MISMATCH, MISMATCH])
  t.same(under('1', { results: [result('0.51', '茶多酚', '%')] }), [MISMATCH, MISMATCH], 'nothing is judged')
  t.same(under('1', { sampledOn: '2020-01-01' }), ['STANDARD_UNKNOWN', 'STANDARD_UNKNOWN'])
  t.same(under('1', { standard: 'GB9999' }), ['STANDARD_UNKNOWN', 'STANDARD_UNKNOWN'])
  t.same(under('1', { sampledOn: '2026-04-06' }), ['TOO_EARLY', 'TOO_EARLY'], 'a day that has not come')
})

t.test('editions of a standard stand in the order of their days', async t => {
  const { admins } = new Evaluation().world
  const change = { name: 'certification.limits.GB2763', value: LIMITS.toReversed(), source: 'for tests' }
  t.match(admins.base.does('proposeParameter', change), { facts: { problem: 'EDITIONS_IN_ORDER' } })
})

t.test('a lot that failed is on hold before its failure is on record', async t => {
  const evaluation = new Evaluation().go('apply', 'accept')
  const { laboratory } = evaluation.world
  const fails = (lot: string) => codeOf(evaluation.says(laboratory, 'fail', report('6.2', { lot })))
  t.equal(fails('none'), 'LOT_UNKNOWN')
  t.equal(fails(PACKS.lot), 'LOT_NOT_HELD')
  facts(laboratory.captures(testing({ place: bench, lots: [PACKS], conforms: false })))
  t.equal(fails(PACKS.lot), 'accepted')
  const passing = new Evaluation().go('apply', 'accept')
  t.equal(codeOf(passing.says(passing.world.laboratory, 'conform', report('1', { lot: PACKS.lot }))), 'accepted')
  t.match(passing.test(1), { lot: PACKS.lot, standard: 'GB 2763-2026', measured: [{ limit: '5', conforms: true }] })
})

t.test('a re-test is asked for within its term, made by another laboratory, and both results stay', async t => {
  const late = new Evaluation().go('apply', 'accept', 'fail').wait(10)
  t.equal(codeOf(late.take('retest')), 'TOO_LATE')
  const evaluation = new Evaluation().go('apply', 'accept', 'fail').wait(9)
  const { grower, laboratory } = evaluation.world
  t.equal(codeOf(evaluation.says(grower, 'retest', { laboratory: laboratory.id })), 'LABORATORY_SAME')
  evaluation.go('retest')
  t.equal(codeOf(evaluation.says(evaluation.world.laboratory, 'conform', report('1'))), 'LABORATORY_NOT_ENTRUSTED')
  evaluation.go('conform')
  t.match(evaluation.test(1), { conforms: false, laboratory: PARTIES.laboratory.uscc })
  t.match(evaluation.test(2), { conforms: true, laboratory: evaluation.officials.otherLaboratory.id })
})

t.test('a certificate is granted after the days of its notice, under a number of its own', async t => {
  const early = new Evaluation().go('apply', 'accept', 'conform', 'review', 'notice')
  const grants = (evaluation: Evaluation, more: object = {}) =>
    evaluation.says(evaluation.officials.certifier, 'grant', { number: NUMBER, ...more })
  t.equal(codeOf(grants(early.wait(6))), 'TOO_EARLY')
  t.match(facts(grants(early.wait(1))), [{ type: 'certificate', number: NUMBER, gtin: GTIN, state: 'granted' }])
  const from = dayOf(early.world.recordedAt)
  t.match(early.certificate, {
    ...{ application: ID, party: PARTIES.grower.uscc, gtin: GTIN, issuer: early.officials.certifier.id },
    ...{ batch: { region: '441621', number: 1 }, from, to: daysAfter(from, 1095), state: 'granted' }
  })
  const { certifier } = early.officials
  const again = (step: string, payload: object) =>
    codeOf(certifier.submit(certifier.command('certification', step, { id: 'ZP-2', ...payload })))
  const { grower, laboratory } = early.world
  facts(grower.submit(grower.command('certification', 'apply', { id: 'ZP-2', gtin: GTIN, region: '441621' })))
  again('accept', { batch: 2, laboratory: laboratory.id })
  facts(laboratory.submit(laboratory.command('certification', 'conform', { ...report('1'), id: 'ZP-2' })))
  for (const step of ['review', 'notice']) t.equal(again(step, {}), 'accepted')
  early.wait(8)
  t.equal(again('grant', { number: NUMBER }), 'MATTER_EXISTS')
  t.equal(again('grant', { number: 'ZP-C-002' }), 'accepted')
})

t.test('how long a notice runs and a certificate holds is agreed on', async t => {
  const evaluation = new Evaluation().go('apply', 'accept', 'conform', 'review', 'notice')
  agreed(evaluation.world, 'certification.noticeDays', 0)
  agreed(evaluation.world, 'certification.validityDays', 30)
  const { certifier } = evaluation.officials
  facts(evaluation.says(certifier, 'grant', { number: NUMBER }))
  t.match(evaluation.certificate, { from: '2026-04-05', to: '2026-05-05' })
  t.equal(codeOf(evaluation.says(certifier, 'expire')), 'TOO_EARLY')
  evaluation.wait(30)
  t.equal(codeOf(evaluation.says(certifier, 'expire')), 'TOO_EARLY', 'its last day')
  evaluation.wait(1)
  t.match(facts(evaluation.says(evaluation.world.grower, 'expire')), [{ state: 'expired' }])
})

t.test('a decision on paper holds from its own day, never from one that has not come', async t => {
  const evaluation = new Evaluation().go('apply', 'accept', 'conform', 'review', 'notice').wait(8)
  const grants = (from: string) =>
    codeOf(evaluation.says(evaluation.officials.certifier, 'grant', { number: NUMBER, from }))
  t.equal(grants('2026-04-14'), 'TOO_EARLY')
  t.equal(grants('2022-04-01'), 'accepted')
  t.match(evaluation.certificate, { from: '2022-04-01', to: '2025-03-31', since: evaluation.world.recordedAt })
  t.equal(codeOf(evaluation.says(evaluation.officials.certifier, 'expire')), 'accepted')
})

t.test('a suspended certificate comes into force again, unless its term is over', async t => {
  const evaluation = new Evaluation().go(...TO_GRANT, 'suspend')
  t.match(evaluation.certificate, { state: 'suspended', since: evaluation.world.recordedAt })
  t.match(facts(evaluation.take('resume')), [{ state: 'granted' }])
  evaluation.go('suspend').wait(1200)
  t.equal(codeOf(evaluation.take('resume')), 'TOO_LATE')
  t.match(facts(evaluation.says(evaluation.world.inspector, 'revoke', { words: '抽检不合格' })), [{ state: 'revoked' }])
})
