/** What is done about a recall once it is open: who may, when, how often. */
import { PARTIES_AT_ONCE } from '@suyuan/model/trace/recall-steps'
import { drillKey, noticeKey, recallKey } from '@suyuan/model/trace/states'
import t from 'tap'
import { uscc } from '../../support/codes.js'
import { recalling } from '../../support/events.js'
import { PARTIES, PRODUCTS } from '../../support/world.js'
import { codeOf, facts, type Voice, type World } from '../support.js'
import { bureau, factory, LEAF, lotOf, PACKS, REFINED, season, stall } from './season.js'

const number = 'R-1'
const opening = (change: object = {}) => recalling({ place: factory, lots: [PACKS], number, ...change })
const [shop, trader, grower] = [PARTIES.supermarket.uscc, PARTIES.trader.uscc, PARTIES.grower.uscc]

/** The packs of the season are recalled by who made them. */
function opened(): World {
  const world = season('received')
  facts(world.grower.captures(opening()))
  world.recordedAt = '2026-04-06T02:00:00.000Z'
  return world
}

const notice = (voice: Voice, ...parties: string[]) => codeOf(voice.steps('noticeRecall', { number, parties }))
const hear = (voice: Voice, change: object = {}) =>
  codeOf(voice.steps('acknowledgeRecall', { number, party: voice.id, ...change }))
const goods = [{ gtin: PRODUCTS.pack.gtin, recovered: 25, destroyed: 20, unrecovered: 15, sold: 14 }]
const close = (voice: Voice, change: object = {}) =>
  codeOf(voice.steps('closeRecall', { number, goods, words: '已核清', ...change }))
const drill = (voice: Voice, change: object = {}) =>
  codeOf(
    voice.steps('drillRecall', {
      ...{ number: 'D-1', class: 'II', origin: { kind: 'lot', ...LEAF }, lots: 4, parties: 2, milliseconds: 31 },
      ...change
    })
  )

t.test('who opened a recall tells its holders, and so does an inspector', async t => {
  const world = opened()
  t.equal(notice(world.grower, shop), 'accepted')
  t.equal(notice(world.inspector, trader), 'accepted')
  t.same(world.read(noticeKey(number, shop)), { at: world.recordedAt, by: grower })
  t.same(world.read(noticeKey(number, trader)), { at: world.recordedAt, by: PARTIES.inspector.uscc })
})

t.test('nobody else does, of no other recall, and only registered parties are told', async t => {
  const world = opened()
  t.equal(notice(world.supermarket, trader), 'RECALL_NOT_OPENER')
  t.equal(notice(world.laboratory, trader), 'RECALL_NOT_OPENER')
  t.equal(notice(world.grower, uscc(90)), 'PARTY_UNKNOWN')
  t.equal(notice(world.grower, shop, uscc(90)), 'PARTY_UNKNOWN', 'all of a command or none')
  t.equal(world.read(noticeKey(number, shop)), null)
  t.equal(codeOf(world.grower.steps('noticeRecall', { number: 'R-9', parties: [shop] })), 'RECALL_UNKNOWN')
  t.equal(notice(world.grower), 'PAYLOAD_INVALID')
  t.equal(notice(world.grower, ...Array.from({ length: PARTIES_AT_ONCE + 1 }, () => shop)), 'PAYLOAD_INVALID')
  t.equal(notice(world.grower, 'RetailMSP'), 'PAYLOAD_INVALID')
})

t.test('a party is told once: a second notice changes nothing of the first, nor of its answer', async t => {
  const world = opened()
  t.equal(notice(world.grower, shop, shop), 'accepted')
  t.equal(hear(world.supermarket, { words: '已下架' }), 'accepted')
  const first = world.read(noticeKey(number, shop))
  world.recordedAt = '2026-04-07T02:00:00.000Z'
  t.equal(notice(world.inspector, shop, trader), 'accepted')
  t.same(world.read(noticeKey(number, shop)), first)
  t.match(world.read(noticeKey(number, trader)), { at: world.recordedAt })
})

t.test('who was told says so itself, once, in its words or without any', async t => {
  const world = opened()
  t.equal(hear(world.supermarket), 'RECALL_NOT_NOTICED', 'not told yet')
  facts(world.grower.steps('noticeRecall', { number, parties: [shop, trader] }))
  t.equal(hear(world.grower, { party: shop }), 'RECALL_NOT_NOTICED', 'not in another’s name')
  t.equal(hear(world.inspector, { party: shop }), 'RECALL_NOT_NOTICED', 'nor the inspector')
  t.equal(hear(world.school), 'RECALL_NOT_NOTICED')
  t.equal(hear(world.supermarket, { words: '' }), 'PAYLOAD_INVALID')
  t.equal(hear(world.supermarket, { words: 'x'.repeat(301) }), 'PAYLOAD_INVALID')
  t.equal(hear(world.supermarket, { words: '已下架 14 件' }), 'accepted')
  t.equal(hear(world.supermarket, { words: '又一次' }), 'RECALL_ACKNOWLEDGED')
  t.match(world.read(noticeKey(number, shop)), { acknowledged: { at: world.recordedAt, words: '已下架 14 件' } })
  t.equal(hear(world.trader), 'accepted')
  t.same(world.read(noticeKey(number, trader))!.acknowledged, { at: world.recordedAt })
})

t.test('a recall is closed by who opened it or an inspector, with what became of the goods', async t => {
  for (const name of ['grower', 'inspector'] as const) {
    const world = opened()
    t.equal(close(world.supermarket), 'RECALL_NOT_OPENER')
    t.equal(close(world.grower, { number: 'R-9' }), 'RECALL_UNKNOWN')
    t.equal(close(world[name]), 'accepted')
    const closed = { at: world.recordedAt, by: PARTIES[name].uscc, goods, words: '已核清' }
    t.match(world.read(recallKey(number)), { by: grower, lots: 1, closed })
    t.equal(lotOf(world, PACKS).recall, number, 'its lots stay recalled')
  }
})

t.test(
  'a reconciliation is in whole numbers whose parts are within their wholes, a product once, with words',
  async t => {
    const { grower } = opened()
    const one = goods[0]!
    for (const wrong of [
      { goods: [{ ...one, destroyed: 26 }] },
      { goods: [{ ...one, sold: 16 }] },
      { goods: [{ ...one, sold: -1 }] },
      { goods: [{ ...one, recovered: 25.5 }] },
      { goods: [one, one] },
      { words: '' },
      { words: undefined }
    ])
      t.equal(close(grower, wrong), 'PAYLOAD_INVALID', JSON.stringify(wrong))
    t.equal(close(grower, { goods: [] }), 'accepted', 'one that found nothing to recall has nothing to reconcile')
  }
)

t.test('a closed recall stays closed: no second end, no notice, no further lot; only late answers', async t => {
  const world = opened()
  facts(world.grower.steps('noticeRecall', { number, parties: [shop] }))
  t.equal(close(world.grower), 'accepted')
  const before = world.read(recallKey(number))
  t.equal(close(world.grower), 'RECALL_CLOSED')
  t.equal(close(world.inspector), 'RECALL_CLOSED')
  t.equal(notice(world.grower, trader), 'RECALL_CLOSED')
  t.equal(notice(world.inspector, shop), 'RECALL_CLOSED')
  t.equal(codeOf(world.grower.captures(opening({ lots: [REFINED] }))), 'RECALL_CLOSED')
  t.same(world.read(recallKey(number)), before)
  t.equal(hear(world.supermarket), 'accepted')
  t.equal(codeOf(world.grower.captures(opening({ number: 'R-2', lots: [REFINED] }))), 'accepted', 'what is found later')
})

t.test('a drill is on record and changes nothing else; anybody registered may practise', async t => {
  const world = season('received')
  const before = new Map(world.states)
  t.equal(drill(world.grower), 'accepted')
  const changed = [...world.states].filter(([key, value]) => before.get(key) !== value).map(([key]) => key)
  t.same(
    changed.filter(key => !key.startsWith('core/said/')),
    [drillKey('D-1')]
  )
  t.match(world.read(drillKey('D-1')), {
    ...{ at: world.recordedAt, by: grower, class: 'II', origin: { kind: 'lot', lot: LEAF.lot } },
    ...{ lots: 4, parties: 2, milliseconds: 31 }
  })
  const event = 'urn:uuid:00000000-0000-4000-8000-000000000001'
  t.equal(drill(world.school, { number: 'D-2', origin: { kind: 'event', event } }), 'accepted')
  const origin = { kind: 'plot', gln: stall, from: '2026-04-05T00:00:00+08:00' }
  t.equal(drill(world.inspector, { number: 'D-3', origin }), 'accepted')
  for (const wrong of [{ origin: { kind: 'plot' } }, { origin: {} }, { milliseconds: 0.5 }, { class: 'IV' }])
    t.equal(drill(world.grower, { number: 'D-4', ...wrong }), 'PAYLOAD_INVALID', JSON.stringify(wrong))
})

t.test('a number names one recall or one drill', async t => {
  const world = opened()
  t.equal(drill(world.grower), 'accepted')
  t.equal(drill(world.grower), 'RECALL_NUMBER_USED')
  t.equal(drill(world.cooperative), 'RECALL_NUMBER_USED')
  t.equal(drill(world.grower, { number }), 'RECALL_NUMBER_USED', 'a recall’s')
  const late = recalling({ place: bureau, lots: [REFINED], number: 'D-1' })
  t.equal(codeOf(world.inspector.captures(late)), 'RECALL_NUMBER_USED', 'a drill’s')
})
