import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { chosen } from '../../scripts/bench/bench.js'
import { growthPlot, growthTable } from '../../scripts/bench/growth-report.js'
import { closedLoop, openLoop } from '../../scripts/bench/load.js'
import { abba, best, compare } from '../../scripts/bench/rounds.js'
import { median, percentile } from '../../scripts/bench/statistics.js'

t.test('medians and percentiles are of the values that were measured', async t => {
  t.throws(() => median([]), RangeError)
  t.throws(() => percentile([], 0.5), RangeError)
  t.equal(median([3, 1, 2]), 2)
  t.equal(median([4, 1, 3, 2]), 2.5)
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)
  t.equal(percentile(hundred, 0.99), 99)
  t.equal(percentile(hundred, 0.5), 50)
  t.equal(percentile([7], 0.99), 7)
})

t.test('a request that fails ends the run', async t => {
  const failing = async (index: number) => {
    if (index === 3) throw new Error('no')
  }
  await t.rejects(closedLoop(10, 2, failing), { message: 'no' })
  await t.rejects(openLoop(10, 1000, failing), { message: 'no' })
})

t.test('as many requests are out as are wanted, and each is made once', async t => {
  let out = 0
  let most = 0
  const seen: number[] = []
  const run = await closedLoop(20, 4, async index => {
    seen.push(index)
    most = Math.max(most, ++out)
    await delay(1)
    out -= 1
  })
  t.equal(most, 4)
  t.same(
    seen,
    Array.from({ length: 20 }, (_, i) => i)
  )
  t.equal(run.latencies.length, 20)
})

t.test('a stall counts against every request that was due in it', async t => {
  const block = (milliseconds: number) => {
    for (const end = performance.now() + milliseconds; performance.now() < end; );
  }
  const { latencies } = await openLoop(10, 100, async index => {
    if (index === 0) block(80)
  })
  t.ok(latencies.filter(latency => latency > 15).length >= 6)
})

t.test('a round is ours, theirs, theirs, ours', async t => {
  const order: string[] = []
  const side = (name: string, value: number) => async () => {
    order.push(name)
    return value
  }
  const pair = await abba(side('ours', 6), side('theirs', 2), ([one, other]) => one + other)
  t.same(order, ['ours', 'theirs', 'theirs', 'ours'])
  t.same(pair, { ours: 12, theirs: 4 })
})

t.test('the ratio is the median round, the worst is the worst for us', async t => {
  const rounds = [
    { ours: 30, theirs: 10 },
    { ours: 20, theirs: 10 },
    { ours: 50, theirs: 10 }
  ]
  t.match(compare(rounds, 'higher'), { ratio: 3, worst: 2, ours: 30, theirs: 10 })
  t.match(compare(rounds, 'lower'), { ratio: 3, worst: 5 })
})

t.test('the candidate with the highest rate is taken', async t => {
  t.equal(await best([1, 2, 3], async candidate => -Math.abs(candidate - 2)), 2)
  await t.rejects(
    best([], async () => 0),
    RangeError
  )
})

t.test('rows are chosen by their ids', async t => {
  t.throws(() => chosen('commit-single,nonsense'), /no row nonsense; there are commit-single/)
  t.same(
    chosen('provenance,commit-single').map(({ id }) => id),
    ['provenance', 'commit-single']
  )
})

t.test('growth is told as a table, and drawn with every figure inside the picture', async t => {
  const latency = { p50: 10, p99: 20 }
  const pointAt = (events: number) => ({
    ...{ events, perSecond: 1234, commit: latency, provenance: latency, page: latency },
    disk: { peers: 3000, orderers: 2000, postgres: 1000 },
    memory: { 'base-peer': 100, 'retail-peer': 50, gateway: 200, postgres: 300 }
  })
  const points = [1000, 10_000, 100_000].map(pointAt)
  const [, , first] = growthTable(points).split('\n')
  t.equal(
    first,
    '| 1000 | 1234 | 10.0/20.0 ms | 10.0/20.0 ms | 10.0/20.0 ms | 3000, 2000, 1000 | 150, 0, 0, 200, 300 |'
  )
  const plot = growthPlot(points)
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(plot)!.map(Number)
  const dots = [...plot.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)]
  t.equal(dots.length, 3 * (1 + 4 + 3 + 5))
  for (const [, x, y] of dots) t.ok(Number(x) <= width! / 2 && Number(y) <= height! / 2)
})
