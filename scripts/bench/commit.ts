/** Events a second from the first request to the last answer, after commit; ours is in the mirror too by then. */
import type { Command } from '@suyuan/model/core/command'
import { startGateway } from '../../test/support/gateway.js'
import { Invalid } from './counts.js'
import { HttpClient } from './http.js'
import { closedLoop } from './load.js'
import { best, inRounds, type Pair } from './rounds.js'
import type { Extent, Row } from './row.js'
import type { Stage } from './stage.js'
import type { StockClient } from './stock-client.js'

export const PATH = '/api/trace/commands'

export interface Half {
  events: number
  seconds: number
}
/** Makes one half of a round. */
type Side = () => Promise<Half>

export const rateOf = (halves: readonly Half[]) =>
  halves.reduce((sum, { events }) => sum + events, 0) / halves.reduce((sum, { seconds }) => sum + seconds, 0)

export const commitSingle: Row = {
  id: 'commit-single',
  what: 'signed commands of one event, HTTP to mirror ÷ stock client, one event a transaction',
  unit: 'events/s',
  target: 5,
  better: 'higher',
  measure: (stage, extent) => measure(stage, extent, 1, [100, 200, 400, 800])
}

export const commitCapture: Row = {
  id: 'commit-capture',
  what: 'signed commands of 20 events, HTTP to mirror ÷ stock client, one event a transaction',
  unit: 'events/s',
  target: 12,
  better: 'higher',
  measure: (stage, extent) => measure(stage, extent, 20, [50, 100, 200])
}

/** No two commands in one transaction, so the lane wants as many out as suit it, each by itself. */
const UNBATCHED = { SUYUAN_BATCH_COMMANDS: '1', SUYUAN_FLIGHTS: '64' }

export const unbatched: Row = {
  id: 'unbatched',
  what: 'signed commands of one event, one command a transaction, HTTP to mirror ÷ stock client',
  unit: 'events/s',
  target: 1.3,
  better: 'higher',
  measure: measureUnbatched
}

async function measureUnbatched(stage: Stage, extent: Extent): Promise<Pair[]> {
  const gateway = await startGateway(stage.service, UNBATCHED)
  const http = new HttpClient(gateway.url)
  try {
    const ours = await oursAtBest(stage, extent, 1, [50, 100, 200], { http, apart: true })
    const theirs = await calibrateTheirs(stage, extent)
    return await inRounds(ours, theirs, rateOf, 'events/s', extent)
  } finally {
    http.close()
    await gateway.end('SIGTERM')
  }
}

async function measure(stage: Stage, extent: Extent, size: number, inFlight: readonly number[]): Promise<Pair[]> {
  const ours = await oursAtBest(stage, extent, size, inFlight)
  const theirs = await calibrateTheirs(stage, extent)
  return inRounds(ours, theirs, rateOf, 'events/s', extent)
}

/** Finds how many requests in flight suit our side best, and how many make a half of the wanted length. */
export async function oursAtBest(
  stage: Stage,
  { log, seconds }: Extent,
  size: number,
  candidates: readonly number[],
  { http = stage.http, apart = false } = {}
): Promise<Side> {
  const run = async (commands: readonly Command[], inFlight: number): Promise<Half> => {
    const bodies = commands.map(command => JSON.stringify(command))
    const { seconds } = await closedLoop(bodies.length, inFlight, index => http.post(PATH, bodies[index]!))
    await stage.counts.check(commands)
    return { events: commands.length * size, seconds }
  }
  const most = Math.max(...candidates)
  await run(stage.devices.captures(most * 2, size, apart), Math.min(...candidates))
  let highest = 0
  const inFlight = await best(candidates, async candidate => {
    const rate = rateOf([await run(stage.devices.captures(most * 2, size, apart), candidate)])
    log(`ours with ${candidate} in flight: ${rate.toFixed(0)} events/s`)
    highest = Math.max(highest, rate)
    return rate
  })
  const count = Math.max(Math.ceil((highest * seconds) / size), inFlight * 2)
  return () => run(stage.devices.captures(count, size, apart), inFlight)
}

/** The same for the other side, over its channels too. */
async function calibrateTheirs({ theirs, devices }: Stage, { log, seconds, quick }: Extent): Promise<Side> {
  const run = async (client: StockClient, count: number, inFlight: number): Promise<Half> => {
    const events = Array.from({ length: count }, () => JSON.stringify(devices.harvest()))
    const height = await client.height()
    const { seconds } = await closedLoop(count, inFlight, index => client.record(events[index]!))
    const valid = await client.validSince(height)
    if (valid !== count) throw new Invalid(`theirs: accepted ${count}, valid on chain ${valid}`)
    return { events: count, seconds }
  }
  const candidates = Object.values(theirs).flatMap(client =>
    (quick ? [100, 300] : [50, 100, 200, 400, 800]).map(inFlight => ({ client, inFlight }))
  )
  await run(theirs.full, 200, 100)
  let highest = 0
  const { client, inFlight } = await best(candidates, async ({ client, inFlight }) => {
    const rate = rateOf([await run(client, Math.max(inFlight * 2, 300), inFlight)])
    log(`theirs in channel ${client.channel} with ${inFlight} in flight: ${rate.toFixed(0)} events/s`)
    highest = Math.max(highest, rate)
    return rate
  })
  const count = Math.max(Math.ceil(highest * seconds), inFlight)
  return () => run(client, count, inFlight)
}
