import { RULES, Rule } from '@suyuan/model/monitoring/parameters'
import { EXCURSION, type ExcursionState, type ExcursionStep } from '@suyuan/model/monitoring/procedures'
import { excursionKey } from '@suyuan/model/monitoring/states'
import t from 'tap'
import { PARTIES, PRODUCTS } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import { factory, store } from '../trace/season.js'
import { sent } from '../trace/shipments.js'
import { everyTransition } from '../transitions.js'
import { after, agree, DRYER, does, excursion, RULE, watched } from './stage.js'

t.test('a rule has a limit, and one for each kind', async t => {
  t.notOk(Rule.safeParse({ kind: 'temperature', seconds: 0 }).success)
  t.notOk(Rule.safeParse({ kind: 'temperature', low: 5, high: 4, seconds: 0 }).success)
  t.ok(Rule.safeParse({ kind: 'temperature', low: 5, seconds: 0 }).success)
  t.notOk(RULES.schema.safeParse([RULE, RULE]).success)
})

t.test('who watches a shipment says that it was too warm; the consignee has to look', async t => {
  const world = watched()
  facts(does(world.carrier, 'openExcursion', excursion({ words: '车门未关' })))
  t.match(world.read(excursionKey('X-1')), {
    ...{ party: PARTIES.supermarket.uscc, watcher: PARTIES.carrier.uscc, state: 'holding', peak: 14.2 },
    history: [{ step: 'openExcursion', words: '车门未关' }]
  })
  t.equal(codeOf(does(world.carrier, 'openExcursion', excursion())), 'MATTER_EXISTS')
  const end = { id: 'X-1', until: after(110), peak: 18.6, count: 11, ended: after(115) }
  t.equal(codeOf(does(world.grower, 'endExcursion', end)), 'ROLE_REQUIRED')
  facts(does(world.carrier, 'endExcursion', end))
  t.match(world.read(excursionKey('X-1')), { state: 'holding', peak: 18.6, count: 11, ended: after(115) })
  t.equal(codeOf(does(world.carrier, 'inspectExcursion', { id: 'X-1' })), 'ROLE_REQUIRED')
  facts(does(world.supermarket, 'inspectExcursion', { id: 'X-1', words: '开箱查验，色泽香气正常' }))
  t.equal(world.read(excursionKey('X-1'))?.state, 'conformant')
})

t.test('an excursion is one by the rule that holds for what is carried', async t => {
  const world = watched()
  const code = (change: object) => codeOf(does(world.carrier, 'openExcursion', excursion(change)))
  t.equal(code({ place: factory }), 'PAYLOAD_INVALID')
  t.equal(code({ peak: 10 }), 'NO_EXCURSION', 'at the limit is within it')
  t.equal(code({ until: after(70) }), 'NO_EXCURSION', 'not for long enough')
  t.equal(code({ rule: PRODUCTS.tin.gtin }), 'NO_EXCURSION', 'there is no such rule')
  agree(world, `monitoring.rule.${PRODUCTS.tin.gtin}`, [RULE])
  t.equal(code({ rule: PRODUCTS.tin.gtin }), 'NO_EXCURSION', 'a rule of what is not carried')
  agree(world, 'monitoring.rule.fresh-leaf', [RULE])
  t.equal(code({ rule: 'fresh-leaf' }), 'NO_EXCURSION')
  agree(world, 'monitoring.rule.tea-pack', [{ ...RULE, kind: 'humidity' }])
  t.equal(code({ rule: 'tea-pack' }), 'NO_EXCURSION', 'a rule of what is not measured')
  agree(world, 'monitoring.rule.tea-pack', [RULE])
  t.equal(code({ sensor: 'NONE' }), 'MATTER_UNKNOWN')
  t.equal(code({ from: after(-20) }), 'NOT_WATCHED')
  t.equal(code({ rule: 'tea-pack' }), 'accepted')
})

t.test('who sent goods that nobody carries for him watches them himself', async t => {
  const world = watched()
  facts(world.grower.captures(sent()))
  const shipment = `${factory}:S2`
  facts(does(world.grower, 'registerSensor', { id: 'BOX-1', kind: 'temperature' }))
  facts(does(world.grower, 'placeSensor', { id: 'BOX-1', since: after(0), shipments: [shipment] }))
  agree(world, 'monitoring.rule.refined-tea', [RULE])
  facts(does(world.grower, 'openExcursion', excursion({ sensor: 'BOX-1', shipment, rule: 'refined-tea' })))
  t.same(world.read(excursionKey('X-1'))?.concerned, [PARTIES.grower.uscc])
})

t.test('at a place a rule holds by its number, or by the form of what lies there', async t => {
  const world = watched()
  const code = (rule: string, id: string) =>
    codeOf(
      does(world.grower, 'openExcursion', excursion({ id, sensor: DRYER, shipment: undefined, place: factory, rule }))
    )
  for (const rule of [factory, 'crude-tea', PARTIES.grower.uscc.slice(0, 3)]) t.equal(code(rule, 'X-9'), 'NO_EXCURSION')
  for (const name of [factory, 'crude-tea', store]) agree(world, `monitoring.rule.${name}`, [RULE])
  t.equal(code(factory, 'X-1'), 'accepted')
  t.equal(code('crude-tea', 'X-2'), 'accepted')
  t.equal(world.read(excursionKey('X-2'))?.party, PARTIES.grower.uscc)
  t.equal(code(store, 'X-3'), 'NO_EXCURSION', 'not by the number of another place')
})

t.test('every step of an excursion in every state', async t => {
  everyTransition<ExcursionState, ExcursionStep>(t, EXCURSION, () => {
    const world = watched()
    const payloads = {
      openExcursion: excursion(),
      endExcursion: { id: 'X-1', until: after(90), peak: 15, count: 7, ended: after(95) },
      inspectExcursion: { id: 'X-1' },
      rejectExcursion: { id: 'X-1' }
    }
    const speakers = {
      openExcursion: world.carrier,
      endExcursion: world.carrier,
      inspectExcursion: world.inspector,
      rejectExcursion: world.supermarket
    }
    return {
      take: step => does(speakers[step], step, payloads[step]),
      state: () => world.read(excursionKey('X-1'))?.state ?? null
    }
  })
})
