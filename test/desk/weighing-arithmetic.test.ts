/** What is read off a scale, and what is paid for it. */
import fc from 'fast-check'
import t from 'tap'
import { commitmentOf, type Line, leafOf, newSalt } from '../../src/faces/desk/weighing/commitment.js'
import {
  amountFen,
  gramsOf,
  netGrams,
  parts,
  type Reading,
  weightIn,
  yuan
} from '../../src/faces/desk/weighing/scale.js'

const reading: Reading = { gross: 10_250, tare: 250, deduction: 50, grade: '一芽二叶', price: 3050, unit: 'jin' }

t.test('tare and water come off, and what is left is paid to the fen', async t => {
  t.equal(netGrams(reading), 9500)
  t.equal(yuan(amountFen(reading)), '579.50') // 19 斤 at 30.50
  t.equal(yuan(amountFen({ ...reading, unit: 'kilogram' })), '289.75')
})

t.test('what was typed is what is counted, without a float between', async t => {
  t.equal(parts('0.29', 2), 29)
  t.equal(parts('12.', 2), null)
  t.equal(parts('1.005', 2), null)
  t.equal(parts('-1', 2), null)
  t.equal(parts('1e3', 2), null)
  t.equal(gramsOf('20.5', 'jin'), 10_250)
  t.equal(gramsOf('10.25', 'kilogram'), 10_250)
  t.equal(gramsOf('0.005', 'jin'), null)
})

t.test('a weight is shown as it was typed', async t => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 99_999_999 }),
      fc.constantFrom('jin' as const, 'kilogram' as const),
      (n, unit) => {
        const grams = unit === 'jin' ? n * 5 : n
        t.equal(gramsOf(weightIn(grams, unit), unit), grams)
      }
    )
  )
})

t.test('a commitment changes with any digit, and says nothing without the salt', async t => {
  const line: Line = {
    ...reading,
    weighing: 'w',
    position: 1,
    household: 'h',
    at: '2026-04-05T08:00:00Z',
    salt: newSalt()
  }
  const leaves = [leafOf(line), leafOf({ ...line, position: 2 })]
  t.match(commitmentOf(leaves), /^[0-9a-f]{64}$/)
  t.notSame(leafOf(line), leafOf({ ...line, gross: 10_251 }))
  t.notSame(leafOf(line), leafOf({ ...line, salt: newSalt() }))
  t.not(commitmentOf(leaves), commitmentOf(leaves.toReversed()))
})
