/** How long one waits for a commit while ten events a second come in, whichever way they come. */
import { closedLoop, openLoop } from './load.js'
import { abba, type Pair } from './rounds.js'
import type { Extent, Row } from './row.js'
import type { Stage } from './stage.js'
import { percentile } from './statistics.js'

const PER_SECOND = 10
/** Of the whole row, each side. */
const SECONDS = { quick: 20, full: 60 }

export const latency: Row = {
  id: 'latency-p99',
  what: 'p99 at 10 events/s, HTTP to mirror ÷ stock client, blocks cut alike',
  unit: 'ms',
  target: 1.15,
  better: 'lower',
  measure
}

async function measure({ http, devices, counts, theirs }: Stage, { rounds, quick, log }: Extent): Promise<Pair[]> {
  const count = Math.ceil(((quick ? SECONDS.quick : SECONDS.full) * PER_SECOND) / rounds / 2)
  const ours = async (): Promise<number[]> => {
    const commands = devices.captures(count, 1)
    const bodies = commands.map(command => JSON.stringify(command))
    const run = await openLoop(count, PER_SECOND, index => http.post('/api/trace/commands', bodies[index]!))
    await counts.check(commands)
    return run.latencies
  }
  const their = async (): Promise<number[]> => {
    const events = Array.from({ length: count }, () => JSON.stringify(devices.harvest()))
    return (await openLoop(count, PER_SECOND, index => theirs.alike.record(events[index]!))).latencies
  }
  await closedLoop(50, 1, () => theirs.alike.record(JSON.stringify(devices.harvest())))
  await ours()
  const pairs: Pair[] = []
  for (let round = 1; round <= rounds; round++) {
    const halves: Pair[] = []
    const pair = await abba(ours, their, ([one, other]) => {
      const all = [...one, ...other]
      halves.push({ ours: percentile(all, 0.5), theirs: percentile(all, 0.99) })
      return percentile(all, 0.99)
    })
    pairs.push(pair)
    const medians = halves.map(({ ours }) => ours.toFixed(0)).join(' and ')
    log(`round ${round}: p99 ${pair.ours.toFixed(0)} ÷ ${pair.theirs.toFixed(0)} ms, p50 ${medians} ms`)
  }
  return pairs
}
