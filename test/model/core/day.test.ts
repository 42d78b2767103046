import { clockOf, dayOf, daysAfter, daysBetween, endOf, momentOf, startOf } from '@suyuan/model/core/day'
import t from 'tap'

t.test('a day begins when it does in China', async t => {
  t.equal(dayOf('2026-04-05T15:59:59.999Z'), '2026-04-05')
  t.equal(dayOf('2026-04-05T16:00:00Z'), '2026-04-06')
  t.equal(dayOf('2026-01-01T07:00:00+08:00'), '2026-01-01')
  t.equal(dayOf(startOf('2026-04-05')), '2026-04-05')
  t.equal(endOf('2026-04-05'), startOf('2026-04-06'))
})

t.test('instants are shown by a clock in China, and read from what is typed by one', async t => {
  t.equal(clockOf('2026-12-31T16:00:00.5Z'), '2027-01-01T00:00:00.500+08:00')
  t.equal(clockOf(new Date(0)), '1970-01-01T08:00:00.000+08:00')
  t.equal(momentOf('2026-04-05T08:00'), '2026-04-05T08:00:00+08:00')
  for (const typed of ['', '2026-04-05', '2026-04-05T08:00:00', '2026-04-05 08:00', 'x2026-04-05T08:00'])
    t.equal(momentOf(typed), null, typed)
})

t.test('days go on over the ends of months and years', async t => {
  t.equal(daysAfter('2026-12-30', 7), '2027-01-06')
  t.equal(daysAfter('2028-03-01', -1), '2028-02-29')
  t.equal(daysBetween('2026-12-30', '2027-01-06'), 7)
  t.equal(daysBetween('2028-03-01', '2028-02-29'), -1)
})
