import { canonicalJson } from '@suyuan/model/core/canonical'
import { standingKey } from '@suyuan/model/core/records'
import t from 'tap'
import {
  at,
  correcting,
  destroying,
  grams,
  holding,
  inspecting,
  pieces,
  recalling,
  receiving,
  returning,
  selling,
  shipping
} from '../../support/events.js'
import { PARTIES, type PartyName } from '../../support/world.js'
import { codeOf, facts, type World } from '../support.js'
import {
  CASE,
  COUNTED,
  departure,
  EVENTS,
  factory,
  LEAF,
  outlet,
  PACKS,
  REFINED,
  SHIPMENT,
  season,
  toFactory
} from './season.js'

function disqualified(world: World, party: PartyName): World {
  world.states.set(standingKey(PARTIES[party].uscc), canonicalJson({ sanction: 'disqualified' }))
  return world
}

t.test('a disqualified party ships nothing into the programme', async t => {
  t.equal(codeOf(disqualified(season('cased'), 'grower').grower.captures(shipping(departure))), 'PARTY_DISQUALIFIED')
})

t.test('a party that the regulator has suspended ships nothing, until the suspension ends', async t => {
  const suspended = (until: string) => {
    const world = season('cased')
    world.states.set(standingKey(PARTIES.grower.uscc), canonicalJson({ sanction: 'suspended', until }))
    return world.grower.captures(shipping(departure))
  }
  t.equal(codeOf(suspended('2027-01-01T00:00:00Z')), 'PARTY_DISQUALIFIED')
  t.equal(codeOf(suspended('2026-01-01T00:00:00Z')), 'accepted')
})

t.test('a disqualified party sells nothing', async t => {
  const { supermarket } = disqualified(season('received'), 'supermarket')
  t.equal(
    codeOf(supermarket.captures(selling({ place: outlet, goods: [pieces(COUNTED, 1)], time: at(70) }))),
    'PARTY_DISQUALIFIED'
  )
})

t.test('a disqualified party still receives, takes back, sends back, holds and destroys', async t => {
  const world = disqualified(season('shipped'), 'supermarket')
  const { supermarket } = world
  facts(
    supermarket.captures(
      receiving({ place: outlet, shipment: SHIPMENT, cases: [CASE], goods: [grams(REFINED, 1000)], time: at(60) })
    )
  )
  facts(supermarket.captures(holding({ place: outlet, cases: [CASE] })))
  facts(supermarket.captures(inspecting({ place: outlet, cases: [CASE], conformant: true })))
  facts(supermarket.captures(destroying({ place: outlet, goods: [grams(REFINED, 100)], time: at(70) })))
  const back = { from: outlet, to: toFactory, shipment: { gln: outlet, number: 'B1' }, cases: [CASE], time: at(70) }
  t.equal(codeOf(supermarket.captures(shipping({ ...back, returned: true }))), 'accepted')

  const sold = season('received')
  facts(sold.supermarket.captures(selling({ place: outlet, goods: [pieces(COUNTED, 1)], time: at(70) })))
  disqualified(sold, 'supermarket')
  t.equal(
    codeOf(sold.supermarket.captures(returning({ place: outlet, goods: [pieces(COUNTED, 1)], time: at(80) }))),
    'accepted'
  )
})

t.test('a disqualified party still recalls and corrects', async t => {
  const { grower } = disqualified(season('packed'), 'grower')
  t.equal(codeOf(grower.captures(recalling({ place: factory, lots: [PACKS], number: 'R-1' }))), 'accepted')
  const correction = correcting({ event: EVENTS.harvested, place: factory, goods: grams(LEAF, 45_000) })
  t.match(facts(grower.captures(correction)), [{ type: 'corrected' }])
})

t.test('a party whose qualification is restored ships again', async t => {
  const world = disqualified(season('cased'), 'grower')
  world.states.set(standingKey(PARTIES.grower.uscc), canonicalJson({ sanction: 'restored' }))
  t.equal(codeOf(world.grower.captures(shipping(departure))), 'accepted')
})
