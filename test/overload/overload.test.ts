/** More than the service can do, for fifteen seconds. `npm run overload` does twice what it can do for ten minutes. */
import t from 'tap'
import { overload } from './overload.js'

t.setTimeout(400_000)

/** What no machine of these does, however fast; a rate that was measured beside other tests would be this test's luck. */
const PER_SECOND = 800

t.test('with more than it can do it goes on, turns the rest away, grows no larger and loses nothing', async t => {
  const settings = { SUYUAN_MOST_UNDER_WAY: '400' }
  const report = await overload({ seconds: 15, perSecond: PER_SECOND, settings, log: line => t.comment(line) })
  t.comment(JSON.stringify(report))
  const { capacity, throughput, taken, turnedAway, memory } = report
  t.match(report, { lost: 0, doubled: 0, unasked: 0 })
  t.same(report.otherwise, {})
  t.ok(taken > 500 && turnedAway > 500, `${taken} taken, ${turnedAway} turned away`)
  // Finds a service that collapses; how much of its pace it keeps is for ten quiet minutes to say.
  t.ok(throughput > capacity / 10, `${throughput} of ${capacity} a second`)
  t.ok(memory.last < memory.second + 150, JSON.stringify(memory))
})
