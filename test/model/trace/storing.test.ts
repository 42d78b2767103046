import { caseKey, palletKey } from '@suyuan/model/trace/states'
import { MOST_CASES } from '@suyuan/model/trace/units'
import t from 'tap'
import { sscc } from '../../support/codes.js'
import { at, grams, holding, pieces, recalling, stocking, storing } from '../../support/events.js'
import { codeOf, facts } from '../support.js'
import { BOTH, loaded, OTHER_PALLET, PALLET, stoodFor } from './palletised.js'
import { CASE, COUNTED, factory, OTHER_CASE, REFINED, season, store } from './season.js'

t.test('goods are put in store where they are: cases, pallets, lots in bulk', async t => {
  const world = loaded()
  const stored = (change: Partial<Parameters<typeof storing>[0]>) =>
    world.grower.captures(storing({ place: factory, time: at(50), ...change }))
  t.match(stored({}), { code: 'PAYLOAD_INVALID', facts: { problem: 'NOTHING_STORED' } })
  t.equal(codeOf(stored({ cases: [OTHER_PALLET] })), 'CASE_UNKNOWN')
  t.equal(codeOf(stored({ place: store, cases: [PALLET] })), 'NOT_HOLDER')
  t.equal(codeOf(world.supermarket.captures(storing({ place: factory, cases: [PALLET], time: at(50) }))), 'NOT_HOLDER')
  t.equal(codeOf(stored({ goods: [grams(REFINED, 3001)] })), 'STOCK_SHORT')
  t.equal(codeOf(stored({ goods: [grams(COUNTED, 10)] })), 'UNIT_MISMATCH')
  const before = new Map(world.states)
  const goods = [grams(REFINED, 3000), pieces(COUNTED, 20)]
  t.match(facts(stored({ cases: [PALLET, OTHER_CASE], goods })), [stoodFor(PALLET, ...BOTH)])
  t.same(
    [...world.states].filter(([key, value]) => key.startsWith('trace/') && before.get(key) !== value),
    [],
    'nothing moves'
  )
  facts(world.grower.captures(recalling({ place: factory, lots: [COUNTED], number: 'R-1' })))
  facts(world.grower.captures(holding({ place: factory, lots: [REFINED], cases: [CASE] })))
  t.equal(codeOf(stored({ cases: [PALLET], goods })), 'accepted', 'what is recalled or held lies somewhere too')
  t.equal(codeOf(world.grower.captures(stocking({ place: factory, cases: [PALLET], time: at(50) }))), 'LOT_HELD')
})

t.test('a pallet stands for what it has, no more than one event takes', async t => {
  const world = season('cased')
  const { grower } = world
  const box = (n: number) => sscc(2000 + n)
  // Cases of a piece each, and pallets of them: the law reads what is there, however it came.
  const one = JSON.stringify({ ...COUNTED, pieces: 1, status: 'closed', place: factory })
  for (let n = 0; n <= MOST_CASES; n++) world.states.set(caseKey(box(n)), one)
  const pallets = Array.from({ length: 6 }, (_, p) => sscc(4000 + p))
  for (const [p, pallet] of pallets.entries()) {
    const cases = Array.from({ length: p < 5 ? 200 : 1 }, (_, n) => box(p * 200 + n))
    world.states.set(palletKey(pallet), JSON.stringify({ cases }))
  }
  const stored = (cases: string[]) => grower.captures(storing({ place: factory, cases, time: at(50) }))
  t.match(stored(pallets), { code: 'PAYLOAD_INVALID', facts: { problem: 'TOO_MANY_CASES' } })
  t.equal(codeOf(stored(pallets.slice(0, 5))), 'accepted')
})
