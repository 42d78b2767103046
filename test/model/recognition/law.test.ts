import { canonicalJson } from '@suyuan/model/core/canonical'
import { dayOf, daysAfter } from '@suyuan/model/core/day'
import { standingKey } from '@suyuan/model/core/records'
import { RECOGNITION } from '@suyuan/model/recognition/states'
import t from 'tap'
import { gtin } from '../../support/codes.js'
import { PARTIES, PRODUCTS } from '../../support/world.js'
import { agreed, later } from '../officials.js'
import { codeOf, facts } from '../support.js'
import { everyTransition } from '../transitions.js'
import { GROWERS_COUNTY, GTIN, ID, listed, Recognition, TO_NOTICE } from './recognising.js'

t.test('every step in every state', async t => {
  everyTransition(t, RECOGNITION, () => {
    const recognition = new Recognition()
    return { take: step => recognition.take(step), state: () => recognition.case?.state ?? null }
  })
})

t.test('who makes a product that he registered applies, while he is not disqualified', async t => {
  const recognition = new Recognition()
  const { world, office } = recognition
  const ask = (who = world.grower, change: object = {}) =>
    codeOf(recognition.says(who, 'apply', { gtin: GTIN, register: 'national', ...change }))
  t.equal(ask(office), 'ROLE_REQUIRED')
  t.equal(ask(world.cooperative), 'PRODUCT_NOT_AUTHORS')
  t.equal(ask(world.grower, { gtin: gtin(77) }), 'PRODUCT_UNKNOWN')
  t.equal(ask(world.grower, { register: '832' }), 'PAYLOAD_INVALID', 'the platform is no register')
  world.states.set(standingKey(PARTIES.grower.uscc), canonicalJson({ sanction: 'disqualified' }))
  t.equal(ask(), 'PARTY_DISQUALIFIED')
  world.states.set(standingKey(PARTIES.grower.uscc), canonicalJson({ sanction: 'restored' }))
  t.equal(ask(), 'accepted')
  t.equal(codeOf(recognition.says(world.grower, 'examine')), 'ROLE_REQUIRED')
})

t.test('an objection belongs to the notice: it says why, and comes while that runs', async t => {
  const recognition = new Recognition().go(...TO_NOTICE)
  const objects = (payload: object) => codeOf(recognition.says(recognition.world.school, 'object', payload))
  t.equal(objects({}), 'PAYLOAD_INVALID')
  recognition.wait(8)
  t.equal(objects({ words: '产地不符' }), 'TOO_LATE')
  const objected = new Recognition()
    .go(...TO_NOTICE)
    .wait(7)
    .go('object')
  t.equal(codeOf(objected.take('file')), 'STEP_NOT_OPEN', 'nothing is filed over an objection')
})

t.test(
  'a product is filed when its notice has run, which an objection that is dismissed does not begin anew',
  async t => {
    const recognition = new Recognition()
      .go(...TO_NOTICE)
      .wait(6)
      .go('object', 'dismiss')
    const file = { number: 'GD-2026-001' }
    t.equal(codeOf(recognition.says(recognition.office, 'file', file)), 'TOO_EARLY')
    recognition.wait(1)
    const from = dayOf(recognition.world.recordedAt)
    const told = { type: 'register', gtin: GTIN, register: 'provincial', number: file.number, from }
    t.match(facts(recognition.says(recognition.office, 'file', file)), [told])
    t.same(recognition.standing, {
      party: PARTIES.grower.uscc,
      registers: { provincial: { case: ID, number: file.number, from, to: daysAfter(from, 1095) } },
      eligible832: false
    })
  }
)

t.test('an entry ends by being withdrawn, or when its term is over', async t => {
  const withdrawn = new Recognition().go(...TO_NOTICE, 'file')
  t.match(facts(withdrawn.says(withdrawn.world.inspector, 'withdraw', { words: '主动退出' })), [{ type: 'register' }])
  t.equal(withdrawn.standing?.registers.provincial?.ended, withdrawn.world.recordedAt)
  const expired = new Recognition().go(...TO_NOTICE, 'file').wait(1095)
  t.equal(codeOf(expired.says(expired.office, 'expire')), 'TOO_EARLY', 'its last day')
  t.equal(codeOf(expired.wait(1).says(expired.world.grower, 'expire')), 'accepted')
})

t.test('the end of an old entry leaves a new one as it is', async t => {
  const recognition = new Recognition().go(...TO_NOTICE, 'file')
  const { world, office } = recognition
  const again = (step: string, payload: object = {}) =>
    facts(recognition.does(step === 'apply' ? world.grower : office, step, { id: 'RD-2', ...payload }))
  again('apply', { gtin: GTIN, register: 'provincial' })
  for (const step of TO_NOTICE.slice(1)) again(step)
  recognition.wait(8)
  again('file', { number: 'GD-2026-002' })
  t.same(facts(recognition.take('withdraw')), [])
  t.match(recognition.standing?.registers.provincial, { case: 'RD-2', ended: undefined })
  t.equal(recognition.case?.state, 'withdrawn')
})

t.test('the four criteria rank and never decide', async t => {
  const recognition = new Recognition()
  const { world, office } = recognition
  const scores = { gtin: GTIN, quality: 0, price: 0, character: 0, benefit: 0, words: '专家组评分' }
  const scored = (who = office, change: object = {}) => codeOf(recognition.does(who, 'score', { ...scores, ...change }))
  t.equal(scored(world.grower), 'ROLE_REQUIRED')
  t.equal(scored(office, { gtin: gtin(77) }), 'PRODUCT_UNKNOWN')
  t.equal(scored(office, { quality: 101 }), 'PAYLOAD_INVALID')
  t.equal(scored(office, { documents: [{ title: '评分表' }] }), 'accepted')
  t.match(recognition.scores, { scores: { quality: 0, benefit: 0 }, documents: [{ title: '评分表' }] })
  t.equal(recognition.go(...TO_NOTICE, 'file').case?.state, 'filed', 'with nothing but noughts')
  t.equal(scored(office, { quality: 100 }), 'accepted', 'an office’s newest scores count')
  t.same(recognition.scores?.scores, { quality: 100, price: 0, character: 0, benefit: 0 })
})

t.test('what is listed is held against the registers, and what stands there no more is flagged', async t => {
  const recognition = new Recognition()
  const { world, office } = recognition
  const screen = (who = office, ...products: string[]) => recognition.does(who, 'screen', { products })
  t.equal(codeOf(screen(world.grower, GTIN)), 'ROLE_REQUIRED')
  t.equal(codeOf(screen(office, gtin(77))), 'PRODUCT_UNKNOWN')
  t.equal(codeOf(screen(office, GTIN, GTIN)), 'PAYLOAD_INVALID')
  facts(screen(office, GTIN, PRODUCTS.tin.gtin))
  t.same(recognition.screening, {
    ...{ at: world.recordedAt, by: office.id, registers: [], eligible832: false, lapsed: [] }
  })
  recognition.go(...TO_NOTICE, 'file')
  t.match(facts(screen(office, GTIN)), [{ registers: ['provincial'], lapsed: [] }])
  recognition.go('withdraw')
  t.match(facts(screen(office, GTIN)), [{ registers: [], lapsed: ['provincial'] }])
  const expired = new Recognition().go(...TO_NOTICE, 'file').wait(1200)
  t.match(
    facts(expired.does(expired.office, 'screen', { products: [GTIN] })),
    [{ lapsed: ['provincial'] }],
    'its days are over'
  )
})

t.test('a schedule looks at what is due, and at nothing twice', async t => {
  const recognition = new Recognition()
  const { world, office } = recognition
  const scheduled = world.recordedAt
  const screen = (change: object = {}) =>
    codeOf(recognition.does(office, 'screen', { products: [GTIN], scheduled, ...change }))
  t.equal(screen({ scheduled: 'today' }), 'PAYLOAD_INVALID')
  t.equal(screen({ scheduled: later(scheduled, 1) }), 'TOO_EARLY', 'its time has not come')
  t.equal(screen(), 'accepted')
  t.match(recognition.screening, { at: world.recordedAt, by: office.id, scheduled })
  t.equal(screen(), 'TOO_EARLY', 'as often as it is sent')
  t.equal(screen({ products: [PRODUCTS.tin.gtin, GTIN] }), 'TOO_EARLY', 'nor with others')
  t.equal(screen({ products: [PRODUCTS.tin.gtin] }), 'accepted')
  recognition.wait(29)
  t.equal(screen({ scheduled: world.recordedAt }), 'TOO_EARLY')
  recognition.wait(1)
  t.equal(screen(), 'TOO_EARLY', 'for a time of which it was done')
  t.equal(screen({ scheduled: world.recordedAt }), 'accepted')
  facts(recognition.does(office, 'screen', { products: [GTIN] }))
  t.notOk(recognition.screening?.scheduled, 'an office looks when it likes, and that is no schedule’s')
})

t.test('who may supply the 832 platform is told by the county of registration, in the list of the day', async t => {
  const recognition = new Recognition()
  const { world, office } = recognition
  const eligible = () => {
    facts(recognition.does(office, 'screen', { products: [GTIN] }))
    return recognition.standing?.eligible832
  }
  t.equal(eligible(), false, 'no list was agreed on')
  agreed(world, 'recognition.counties832', [listed('451022')])
  t.equal(eligible(), false)
  const future = { ...listed(GROWERS_COUNTY), validFrom: '2027-01-01' }
  agreed(world, 'recognition.counties832', [listed('451022'), future])
  t.equal(eligible(), false, 'a list that is not in force yet')
  recognition.wait(300)
  t.equal(eligible(), true)
  const backward = { name: 'recognition.counties832', value: [future, listed('451022')], source: 'for tests' }
  t.match(world.admins.base.does('proposeParameter', backward), { facts: { problem: 'EDITIONS_IN_ORDER' } })
})
