/** Measures in other units of their quantity. */
import t from 'tap'
import { inEveryUnit } from '../../src/modules/epcis/units.js'

const SAME: [number, string, number, string][] = [
  [26.5, 'CEL', 79.7, 'FAH'],
  [26.5, 'CEL', 299.65, 'KEL'],
  [-40, 'FAH', -40, 'CEL'],
  [0, 'KEL', -459.67, 'FAH'],
  [273.151, 'KEL', 0.001, 'CEL'],
  [1, 'LBR', 453.59237, 'GRM'],
  [2500, 'GRM', 2.5, 'KGM'],
  [36, 'KMH', 10, 'MTS'],
  [1, 'ATM', 101325, 'PAL'],
  [55, 'P1', 0.55, 'C62'],
  [1, 'GLL', 3.785411784, 'LTR']
]

t.test('what is measured in one unit is so much in another of its quantity', async t => {
  for (const [value, unit, expected, other] of SAME)
    t.equal(inEveryUnit(value, unit).get(other), expected, `${value} ${unit} in ${other}`)
  t.same([...inEveryUnit(3, 'XPP')], [['XPP', 3]], 'an unknown unit is itself only')
  t.equal(inEveryUnit(3, 'KGM').has('MTR'), false)
})

t.test('a deviation is no point of a scale', async t => {
  t.equal(inEveryUnit(0.5, 'CEL', true).get('FAH'), 0.9)
})

t.test('there and back is where it was', async t => {
  for (const unit of ['CEL', 'FAH', 'KGM', 'ONZ', 'MTR', 'BAR', 'HUR', 'KWH', 'DD'])
    for (const [other, value] of inEveryUnit(12.34, unit))
      t.ok(Math.abs(inEveryUnit(value, other).get(unit)! - 12.34) < 1e-9, `${unit} by ${other}`)
})
