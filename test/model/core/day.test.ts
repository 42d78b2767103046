import { dayOf, daysAfter } from '@suyuan/model/core/day'
import t from 'tap'

t.test('a day begins when it does in China', async t => {
  t.equal(dayOf('2026-04-05T15:59:59.999Z'), '2026-04-05')
  t.equal(dayOf('2026-04-05T16:00:00Z'), '2026-04-06')
  t.equal(dayOf('2026-01-01T07:00:00+08:00'), '2026-01-01')
})

t.test('days go on over the ends of months and years', async t => {
  t.equal(daysAfter('2026-12-30', 7), '2027-01-06')
  t.equal(daysAfter('2028-03-01', -1), '2028-02-29')
})
