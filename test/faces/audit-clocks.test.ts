/** The legal clocks of a recall, in the days of China's calendar. */
import { RECALL_CLOCKS, WORKING_CALENDAR } from '@suyuan/model/trace/parameters'
import t from 'tap'
import { afterWorkingDays, knowsYear } from '../../src/faces/audit/recall/clocks.js'

const calendar = WORKING_CALENDAR.initial
const china = (time: string) => new Date(`${time}:00+08:00`)
const due = (time: string, days: number) => afterWorkingDays(china(time), days, calendar).toISOString()

t.test('working days begin the day after, and end with the last of them', async t => {
  t.equal(due('2026-03-02T09:00', 1), china('2026-03-04T00:00').toISOString())
  t.equal(due('2026-03-02T23:59', 5), china('2026-03-10T00:00').toISOString(), 'a weekend lies between')
})

t.test('holidays do not count, weekends that are worked for them do', async t => {
  // 30 April is followed by a holiday until 5 May; Saturday 9 May is worked.
  t.equal(due('2026-04-30T10:00', 4), china('2026-05-10T00:00').toISOString())
  // The National Day: 1 to 7 October are off, Saturday 10 October is worked.
  t.equal(due('2026-09-30T10:00', 3), china('2026-10-11T00:00').toISOString())
})

t.test('the three classes have the limits of the measures on food recall', async t => {
  t.same(RECALL_CLOCKS.initial, { startHours: { I: 24, II: 48, III: 72 }, workingDays: { I: 10, II: 20, III: 30 } })
  for (const spec of [RECALL_CLOCKS, WORKING_CALENDAR]) t.same(spec.schema.parse(spec.initial), spec.initial)
})

t.test('a year whose holidays nobody entered is known to be none', async t => {
  t.ok(knowsYear(china('2026-06-01T00:00'), calendar))
  t.notOk(knowsYear(china('2031-06-01T00:00'), calendar))
})
