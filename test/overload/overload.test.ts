/** Twice what the service can do, for twenty seconds. `npm run overload` does it for ten minutes. */
import t from 'tap'
import { overload } from './overload.js'

t.setTimeout(400_000)

t.test('at twice its capacity it keeps its pace, turns the rest away, grows no larger and loses nothing', async t => {
  const settings = { SUYUAN_MOST_UNDER_WAY: '400' }
  const report = await overload({ seconds: 20, settings, log: line => t.comment(line) })
  t.comment(JSON.stringify(report))
  const { capacity, throughput, taken, turnedAway, memory } = report
  t.match(report, { lost: 0, doubled: 0, unasked: 0 })
  t.same(report.otherwise, {})
  t.ok(taken > 500 && turnedAway > 500, `${taken} taken, ${turnedAway} turned away`)
  // The load's own client takes half of a processor, which the capacity was measured without, and other tests may run beside
  // it: this finds a service that collapses, how much it keeps is for ten quiet minutes to say.
  t.ok(throughput > capacity / 4, `${throughput} of ${capacity} a second`)
  t.ok(memory.last < memory.second + 150, JSON.stringify(memory))
})
