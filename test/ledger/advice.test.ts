/** What of a queue is taken into account when a command's prospects are asked for. */
import type { Command } from '@suyuan/model/core/command'
import { saidKeyOf } from '@suyuan/model/core/records'
import t from 'tap'
import { bearingOn } from '../../src/core/ledger/advice.js'
import { contention, isOfKeyAlone } from '../../src/core/ledger/contention.js'
import type { Queued } from '../../src/core/ledger/queue.js'
import * as events from '../support/events.js'
import { Author } from '../support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS } from '../support/world.js'

const author = new Author(PARTIES.grower.uscc, BASE, '0'.repeat(64))
const garden = PLACES.garden.gln
let arrived = 0

const queued = (command: Command): Queued => ({
  entry: {
    ...{ id: ++arrived, command, text: '', digest: '', organisation: BASE, role: 'client' },
    ...{ bytes: 0, attempts: 0, patient: true }
  },
  keys: contention(command)
})
const leaf = (lot: string) => ({ gtin: PRODUCTS.leaf.gtin, lot })
const crude = (lot: string) => ({ gtin: PRODUCTS.crude.gtin, lot })
const harvested = (lot: string) =>
  author.capture(events.harvest({ base: garden, plot: PLACES.plot.gln, goods: events.grams(leaf(lot), 6000) }))
const processed = (from: string, to: string) =>
  author.capture(
    events.processing({
      place: garden,
      template: 'green',
      inputs: [events.grams(leaf(from), 6000)],
      outputs: [events.grams(crude(to), 1500)]
    })
  )
const packed = (from: string, lot: string) =>
  author.capture(
    events.packing({
      place: garden,
      inputs: [events.grams(crude(from), 1000)],
      lot: { gtin: PRODUCTS.pack.gtin, lot },
      serials: [`${lot}00000001`]
    })
  )

t.test('what leads to its goods is taken into account, in the order of arrival, and nothing else', async t => {
  const picked = queued(harvested('PLOT-ONE-0405'))
  const other = queued(harvested('FIELD-TWO-0406'))
  const made = queued(processed('PLOT-ONE-0405', 'CRUDE-FIRST'))
  const further = queued(processed('FIELD-TWO-0406', 'ANOTHER-CRUDE'))
  const queue = [made, further, other, picked]
  t.same(bearingOn(packed('CRUDE-FIRST', 'PACKED'), queue), [picked, made])
  t.same(bearingOn(harvested('THIRD-PLOT-0407'), queue), [])
})

t.test('what changes the registers always is', async t => {
  const { party: _, ...store } = PLACES.store
  const place = queued(author.command('core', 'registerPlace', store))
  t.same(bearingOn(harvested('PLOT-ONE-0405'), [place]), [place])
})

t.test('other words of the same key are not', async t => {
  t.ok(
    contention(harvested('A')).some(key => contention(harvested('B')).includes(key)),
    'they share what the key has said'
  )
  t.same(bearingOn(harvested('A-PLOT-ONE'), [queued(harvested('B-FIELD-TWO'))]), [])
})

t.test('what needs the regulator always is, for others read it; and it contends with nothing of theirs', async t => {
  const granting = author.command('recognition', 'conjure', {})
  t.equal(bearingOn(harvested('PLOT-ONE-0405'), [queued(granting)]).length, 1)
  t.same(bearingOn(granting, [queued(harvested('PLOT-ONE-0405'))]), [])
  t.same(contention(granting), [saidKeyOf(granting)])
  t.ok(isOfKeyAlone(saidKeyOf(granting)))
  t.ok(isOfKeyAlone(saidKeyOf(harvested('PLOT-ONE-0405'))))
  t.notOk(isOfKeyAlone('recognition/mark/1'))
})
