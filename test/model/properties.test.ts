import type { LotRef } from '@suyuan/model/core/gs1'
import type { Outcome } from '@suyuan/model/core/judge'
import { REFUSALS } from '@suyuan/model/core/refusal'
import { kindOf } from '@suyuan/model/trace/law'
import { noticeKey } from '@suyuan/model/trace/states'
import fc from 'fast-check'
import t from 'tap'
import { beginningOf, type Entry, live } from './history.js'
import { custodyFaults, massFaults, packFaults, recallFaults, recallsOf } from './invariants.js'
import { Ledger as AnyLedger, type Ledger } from './support.js'

t.setTimeout(120_000)

const SEED = Number(process.env.SUYUAN_SEED ?? 20260405)
const choices = fc.array(fc.array(fc.nat(0xffff), { minLength: 6, maxLength: 24 }), {
  minLength: 20,
  maxLength: 80,
  size: 'max'
})

/** What all the histories of a run came to, so that a run of nothing but refusals is noticed. */
const seen = new Map<string, number>()
const note = (name: string) => seen.set(name, (seen.get(name) ?? 0) + 1)

/** Checks a property of random histories. A failure shows its seed and the shortest history that fails. */
function histories(runs: number, holds: (history: ReturnType<typeof live>, numbers: readonly number[]) => void): void {
  const property = fc.property(choices, fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }), (chosen, numbers) =>
    holds(live(chosen), numbers)
  )
  fc.assert(property, { seed: SEED, numRuns: runs, interruptAfterTimeLimit: 8_000, markInterruptAsFailure: false })
}

function expectNone(faults: readonly string[], after: Entry): void {
  if (faults.length > 0) throw new Error(`after ${JSON.stringify(after.command.payload)}: ${faults.join('; ')}`)
}

function expectSame(actual: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>): void {
  const keys = new Set([...actual.keys(), ...expected.keys()])
  const different = [...keys].filter(key => actual.get(key) !== expected.get(key))
  if (different.length > 0)
    throw new Error(different.map(key => `${key}: ${actual.get(key)} instead of ${expected.get(key)}`).join('\n'))
}

const at = (entry: Entry): AnyLedger => Object.assign(new AnyLedger(), { states: entry.states })

t.test('mass is conserved over any history', async () => {
  histories(60, ({ entries }) => {
    for (const entry of entries) {
      const { command, outcome } = entry
      const { events } = command.payload as { events?: object[] }
      note('code' in outcome ? outcome.code : `${events ? kindOf(events[0]) : command.action} ${outcome.status}`)
      expectNone(massFaults(at(entry)), entry)
    }
  })
})

t.test('nothing is in two hands, over any history', async () => {
  histories(40, ({ entries }) => {
    for (const entry of entries) expectNone(custodyFaults(at(entry)), entry)
  })
})

t.test('a recall has the lots that carry its number, and once closed it stays as it was', async () => {
  histories(40, ({ entries }) => {
    const closed = new Map<string, string>()
    for (const entry of entries) {
      expectNone(recallFaults(at(entry)), entry)
      for (const recall of recallsOf(at(entry))) {
        const text = JSON.stringify([
          recall,
          [...entry.states.keys()].filter(key => key.startsWith(noticeKey(recall.number, '')))
        ])
        const before = closed.get(recall.number)
        if (before !== undefined && before !== text) expectNone([`${before} became ${text}`], entry)
        if (recall.closed) closed.set(recall.number, text)
      }
    }
  })
})

/** Lots of which an accepted event named an amount: from then on nobody knows which packs those were. */
function namedByAmount(entries: readonly Entry[]): Set<string> {
  const text = entries
    .filter(({ outcome }) => outcome.status === 'accepted')
    .flatMap(({ command }) => JSON.stringify(command.payload).match(/"epcClass":"[^"]+","quantity"/g) ?? [])
  return new Set(text.map(found => found.split('"')[3]!))
}

t.test('packs of lots that are handled by serial and case are, each, what the stock says', async () => {
  histories(40, ({ world, entries }) => {
    const blurred = namedByAmount(entries)
    const bySerial = ({ gtin, lot }: LotRef) =>
      lot.startsWith('P') && !blurred.has(`https://id.gs1.org/01/${gtin}/10/${lot}`)
    expectNone(packFaults(world, bySerial), entries.at(-1)!)
  })
})

t.test('any prefix replays to the same states, in whatever batches it comes', async () => {
  histories(25, ({ entries }, numbers) => {
    const world = beginningOf()
    const length = numbers[0]! % entries.length
    for (let from = 0, n = 0; from <= length; n++) {
      const most = 1 + (numbers[n % numbers.length]! % 9)
      const batch = runOf(entries.slice(from, length + 1)).slice(0, most)
      world.batch(
        batch.map(({ command }) => command),
        batch[0]!.organisation
      )
      from += batch.length
    }
    expectSame(world.states, entries[length]!.states)
  })
})

/** The first entries, as far as they are of one organisation. */
function runOf(entries: readonly Entry[]): readonly Entry[] {
  const end = entries.findIndex(({ organisation }) => organisation !== entries[0]!.organisation)
  return end < 0 ? entries : entries.slice(0, end)
}

t.test('a repeated command changes nothing and answers as the first time', async () => {
  histories(25, ({ world, entries }, numbers) => {
    const before = new Map(world.states)
    for (const number of numbers) {
      const { command, organisation, outcome } = entries[number % entries.length]!
      const again = world.submit(command, organisation)
      const expected: Outcome = { status: 'repeated', first: outcome.status as 'accepted' | 'refused' }
      if (JSON.stringify(again) !== JSON.stringify(expected)) throw new Error(JSON.stringify(again))
    }
    expectSame(world.states, before)
  })
})

const apart = (a: Entry, b: Entry) =>
  a.command.key !== b.command.key &&
  [...a.written].every(key => !b.touched.has(key)) &&
  [...b.written].every(key => !a.touched.has(key))

t.test('the order of independent commands does not matter', async () => {
  let swaps = 0
  histories(25, ({ entries }) => {
    const order = [...entries]
    for (let i = 1; i < order.length; i++) {
      if (!apart(order[i - 1]!, order[i]!)) continue
      ;[order[i - 1], order[i]] = [order[i]!, order[i - 1]!]
      swaps += 1
    }
    const world: Ledger = beginningOf()
    for (const { command, organisation, outcome } of order) {
      const other = world.submit(command, organisation)
      if (JSON.stringify(other) !== JSON.stringify(outcome))
        throw new Error(JSON.stringify({ command, other, outcome }))
    }
    expectSame(world.states, entries.at(-1)!.states)
  })
  if (swaps < 100) throw new Error(`only ${swaps} pairs were independent`)
})

t.test('the histories had something of everything', async t => {
  t.comment(
    [...seen]
      .sort()
      .map(([name, times]) => `${name} ${times}`)
      .join(', ')
  )
  for (const step of 'harvest process packing casing palletising unpacking shipping voiding receiving storing stocking'
    .concat(' selling returning recalling holding inspecting testing destroying')
    .concat(' noticeRecall acknowledgeRecall closeRecall drillRecall')
    .split(' '))
    t.ok(seen.get(`${step} accepted`), step)
  t.ok([...seen.keys()].filter(name => name in REFUSALS).length > 15, 'many a refusal')
})
