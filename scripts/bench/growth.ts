/** What it costs as the ledger grows: at each power of ten, how fast it takes more, how soon it answers, what it occupies. */
import { PATH } from './commit.js'
import { Invalid } from './counts.js'
import { type Point, range } from './growth-report.js'
import { closedLoop } from './load.js'
import { type Disk, diskOf, memoryOf } from './occupancy.js'
import type { Stage } from './stage.js'
import { percentile } from './statistics.js'

const FIRST = 1000
const EVENTS_A_COMMAND = 20
const IN_FLIGHT = 100
/** Commands that are signed ahead, outside of what is timed. */
const SIGNED_AHEAD = 500
/** Requests of which latencies are taken, one at a time. */
const PROBES = 200

/** Brings the ledger to so many events beyond what it has, by signed captures over HTTP. */
export async function grow(stage: Stage, events: number, log: (line: string) => void): Promise<Point[]> {
  await stage.packs()
  const [first, before] = [await eventsOf(stage), await diskOf(stage)]
  const points: Point[] = []
  for (let had = 0; had < events; ) {
    const target = Math.min(had === 0 ? FIRST : had * 10, events)
    const wanted = target - ((await eventsOf(stage)) - first)
    const { sent, seconds } = await load(stage, wanted, log)
    if ((await eventsOf(stage)) - first !== target - wanted + sent)
      throw new Invalid('other events are there than were sent')
    const point = await pointAt(stage, target, sent / seconds, before)
    points.push(point)
    log(lineOf(point))
    had = target
  }
  return points
}

async function load({ devices, http }: Stage, events: number, log: (line: string) => void) {
  const commands = Math.ceil(events / EVENTS_A_COMMAND)
  let seconds = 0
  for (let sent = 0; sent < commands; ) {
    const signed = devices.captures(Math.min(SIGNED_AHEAD, commands - sent), EVENTS_A_COMMAND)
    const bodies = signed.map(command => JSON.stringify(command))
    const run = await closedLoop(bodies.length, IN_FLIGHT, index => http.post(PATH, bodies[index]!))
    seconds += run.seconds
    sent += bodies.length
    const rate = (bodies.length * EVENTS_A_COMMAND) / run.seconds
    log(`${sent * EVENTS_A_COMMAND} of ${commands * EVENTS_A_COMMAND} events, ${rate.toFixed(0)}/s`)
  }
  return { sent: commands * EVENTS_A_COMMAND, seconds }
}

async function pointAt(stage: Stage, events: number, perSecond: number, before: Disk): Promise<Point> {
  const { devices, http } = stage
  const disk = await diskOf(stage)
  const packs = await stage.packs()
  const bodies = devices.captures(PROBES, 1).map(command => JSON.stringify(command))
  const packAt = (index: number) => packs[(index * 7) % packs.length]!
  return {
    events,
    perSecond,
    commit: await latencyOf(index => http.post(PATH, bodies[index]!)),
    provenance: await latencyOf(index => {
      const { gtin, serial } = packAt(index)
      return http.get(`/api/trace/provenance/${gtin}/${serial}`)
    }),
    page: await latencyOf(index => {
      const { gtin, serial } = packAt(index)
      return http.get(`/01/${gtin}/21/${serial}`, { accept: 'text/html' })
    }),
    disk: {
      peers: (disk.peers - before.peers) / events,
      orderers: (disk.orderers - before.orderers) / events,
      postgres: (disk.postgres - before.postgres) / events
    },
    memory: memoryOf(stage)
  }
}

async function latencyOf(ask: (index: number) => Promise<unknown>): Promise<Point['commit']> {
  const { latencies } = await closedLoop(PROBES, 1, ask)
  return { p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) }
}

/** How many events the mirror has. */
export async function eventsOf({ service }: Stage): Promise<number> {
  const { rows } = await service.pool.query<{ events: number }>('select count(*) as events from trace.event')
  return rows[0]!.events
}

const sumOf = (memory: Point['memory']) => Object.values(memory).reduce((sum, mb) => sum + mb, 0)

const lineOf = ({ events, perSecond, commit, provenance, page, disk, memory }: Point) =>
  [
    `${events} events: ${perSecond.toFixed(0)}/s`,
    `p50/p99 of a command ${range(commit)}, story ${range(provenance)}, page ${range(page)}`,
    `bytes an event: peers ${disk.peers.toFixed(0)}, orderers ${disk.orderers.toFixed(0)}, Postgres ${disk.postgres.toFixed(0)}`,
    `${sumOf(memory)} MB`
  ].join('; ')
