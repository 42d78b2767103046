import { DOUBTFUL } from '@suyuan/model/monitoring/parameters'
import {
  doubtsAbout,
  excursionsIn,
  isProved,
  proofOf,
  Reading,
  readingsText,
  rootOfReadings,
  summaryOf
} from '@suyuan/model/monitoring/readings'
import { sha256 } from '@suyuan/model/node/crypto'
import t from 'tap'
import { after } from './stage.js'

const hash = async (bytes: Uint8Array) => sha256(bytes)
const at = (minutes: number, value: number) => ({ at: after(minutes), value })
const reading = (sequence: number, value = 4, sensor = 'LORRY-1'): Reading => ({
  ...{ sensor, sequence, value },
  at: after(sequence * 5)
})
const LIMITS = DOUBTFUL.initial
const WARM = { kind: 'temperature', high: 10, seconds: 900 } as const

t.test('a reading has a number of its own and three decimals at the most', async t => {
  t.ok(Reading.safeParse(reading(0, -18.125)).success)
  for (const wrong of [{ value: 1.0001 }, { sequence: -1 }, { at: 'noon' }, { sensor: 'x' }, { value: 2e6 }])
    t.notOk(Reading.safeParse({ ...reading(0), ...wrong }).success, JSON.stringify(wrong))
})

t.test('any single reading is proved under the root of all, and no other', async t => {
  const readings = [...Array(7).keys()].map(n => reading(n, n)).concat(reading(3, 9, 'AIR-1'))
  const root = rootOfReadings(readings, sha256)
  t.equal(rootOfReadings([...readings].reverse(), sha256), root, 'whatever the order in which they came')
  t.equal(
    rootOfReadings(
      readings.map(one => ({ ...one, at: one.at.replace('.000Z', '+00:00') })),
      sha256
    ),
    root,
    'however their times are written'
  )
  for (const one of readings) {
    const proof = proofOf('S-1', readings, one, sha256)!
    t.equal(proof.root, root)
    t.ok(await isProved(proof, root, hash))
    t.notOk(await isProved({ ...proof, reading: { ...one, value: one.value + 0.5 } }, root, hash))
    t.notOk(await isProved({ ...proof, path: proof.path.slice(1) }, root, hash))
    t.notOk(await isProved(proof, 'f'.repeat(64), hash))
  }
  t.equal(proofOf('S-1', readings, reading(9), sha256), null)
})

t.test('what a sensor signs names the ledger, and times in one form', async t => {
  const text = readingsText('ledger', [{ ...reading(1), at: '2026-04-05T09:05:00+08:00' }])
  t.equal(
    text,
    '{"ledger":"ledger","readings":[{"at":"2026-04-05T01:05:00.000Z","sensor":"LORRY-1","sequence":1,"value":4}]}'
  )
})

t.test('a summary says from when to when, how low, how high, how on average', async t => {
  t.same(summaryOf([at(10, 4.5), at(0, 3), at(5, 4)]), {
    ...{ from: after(0), until: after(10), count: 3, min: 3, max: 4.5 },
    mean: 3.833
  })
})

t.test('an excursion is as long as the rule says, or longer', async t => {
  const warm = (...values: number[]) => values.map((value, n) => at(n * 5, value))
  t.same(excursionsIn(warm(4, 11, 12, 11, 4), WARM), [], 'ten minutes are not fifteen')
  t.same(excursionsIn(warm(4, 11, 18.6, 12, 11, 10, 4), WARM), [
    { from: after(5), until: after(20), since: after(20), peak: 18.6, count: 4, ended: after(25) }
  ])
  t.same(
    excursionsIn(warm(11, 12, 13, 14, 15), WARM),
    [{ from: after(0), until: after(20), since: after(15), peak: 15, count: 5 }],
    'one that goes on has no end'
  )
  t.equal(excursionsIn(warm(11, 11, 11, 11, 4, 11, 11, 11, 11, 4), WARM).length, 2)
  t.match(excursionsIn(warm(1, 2, 1, 1, 5), { kind: 'temperature', low: 4, seconds: 0 }), [{ peak: 1, count: 4 }])
})

t.test('gaps, frozen values, wrong clocks and jumps that cannot be are doubtful', async t => {
  const doubts = (readings: Parameters<typeof doubtsAbout>[0], kind: 'temperature' | 'rainfall' = 'temperature') =>
    doubtsAbout(readings, kind, LIMITS)
  const even = Array.from({ length: 30 }, (_, n) => at(n * 5, 4 + (n % 3) / 10))
  t.same(doubts(even), [])
  t.same(doubts([]), [])
  t.same(doubts([at(0, 4), at(5, 4.1), at(10, 4), at(26, 4.1)]), [{ type: 'gap', from: after(10), until: after(26) }])
  t.same(doubts([at(0, 4), at(60, 4.1), at(120, 4)]), [], 'who reads once an hour has no gap of an hour')
  t.same(doubts([at(0, 4), at(1, 25)]), [{ type: 'jump', from: after(0), until: after(1) }])
  t.same(doubts([at(0, 4), at(1, 25)], 'rainfall'), [], 'rain may come at once')
  const frozen = Array.from({ length: 30 }, (_, n) => at(n * 5, 4))
  t.same(doubts(frozen), [{ type: 'frozen', from: after(0), until: after(145) }])
  const nought = frozen.map(one => ({ ...one, value: 0 }))
  t.same(doubts(nought, 'rainfall'), [], 'it may not rain for days')
  t.equal(doubts(frozen, 'rainfall').length, 1)
  t.equal(doubts(nought).length, 1, 'frost that does not move is frozen')
  t.same(
    doubts([...frozen, at(150, 4.2), ...frozen.map((_, n) => at(155 + n * 5, 4))]).map(({ type }) => type),
    ['frozen', 'frozen']
  )
  const wrong = even.map((one, n) => ({ ...one, skewSeconds: n === 3 || n === 5 ? -300 : 2 }))
  t.same(doubts(wrong), [{ type: 'clock', from: after(15), until: after(25) }])
})
