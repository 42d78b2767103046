/** What the service itself costs: the same commands in batches made beforehand, sent to the same chaincode by a bare client. */
import type { Command } from '@suyuan/model/core/command'
import { packBatch } from '@suyuan/model/node/batch-bytes'
import { until } from '../../network/wait.js'
import { type Half, oursAtBest, rateOf } from './commit.js'
import { Invalid } from './counts.js'
import { closedLoop } from './load.js'
import { best, inRounds, type Pair } from './rounds.js'
import type { Extent, Row } from './row.js'
import type { Stage } from './stage.js'

/** Events of a command, as in `commit-capture`. */
const EVENTS = 20
/** Commands of a batch, and batches in flight: whichever of them suits the bare client best. More would share keys, and conflict. */
const SHAPES = [
  { commands: 10, inFlight: 2 },
  { commands: 20, inFlight: 2 },
  { commands: 40, inFlight: 2 }
]
const MIRROR_TIMEOUT_MS = 120_000
const AGREE_TIMEOUT_MS = 10_000

export const commitVsBare: Row = {
  id: 'commit-vs-bare',
  what: 'signed commands of 20 events, HTTP to mirror ÷ a bare client with batches made beforehand, same chaincode',
  unit: 'events/s',
  target: 0.6,
  better: 'higher',
  measure
}

async function measure(stage: Stage, extent: Extent): Promise<Pair[]> {
  const ours = await oursAtBest(stage, extent, EVENTS, [50, 100, 200])
  const theirs = await bareAtBest(stage, extent)
  return inRounds(ours, theirs, rateOf, 'events/s', extent)
}

async function bareAtBest(stage: Stage, { log, seconds }: Extent): Promise<() => Promise<Half>> {
  await run(stage, SHAPES[0]!, 200)
  let highest = 0
  const shape = await best(SHAPES, async candidate => {
    const rate = rateOf([await run(stage, candidate, 400)])
    log(`bare with ${candidate.inFlight} batches of ${candidate.commands} commands: ${rate.toFixed(0)} events/s`)
    highest = Math.max(highest, rate)
    return rate
  })
  const commands = Math.ceil((highest * seconds) / EVENTS / shape.commands) * shape.commands
  return () => run(stage, shape, commands)
}

/** The gateway is frozen meanwhile, or its mirror would take its share of the machine; it catches up before the next half. */
async function run(stage: Stage, shape: (typeof SHAPES)[number], count: number): Promise<Half> {
  const { service, devices, counts } = stage
  const batches: Command[][] = []
  for (let made = 0; made < count; made += shape.commands) {
    devices.beginPage()
    batches.push(devices.captures(shape.commands, EVENTS))
  }
  const packed = await Promise.all(batches.map(batch => packBatch(batch.map(command => JSON.stringify(command)))))
  service.network.supervisor.kill('gateway', 'SIGSTOP')
  let seconds: number
  try {
    ;({ seconds } = await closedLoop(packed.length, shape.inFlight, index => apply(stage, packed[index]!)))
  } finally {
    service.network.supervisor.kill('gateway', 'SIGCONT')
  }
  const all = batches.flat()
  await until('the mirror has what the bare client sent', MIRROR_TIMEOUT_MS, async () => {
    const { rows } = await service.pool.query('select from core.command where command_id = $1', [all.at(-1)!.id])
    return rows.length > 0 || undefined
  })
  await counts.check(all)
  return { events: count * EVENTS, seconds }
}

async function apply({ fabric, organisation }: Stage, batch: Buffer): Promise<void> {
  const peer = fabric.homePeer(organisation)
  const endorse = () =>
    fabric
      .contract(organisation, 'client', peer)
      .newProposal('apply', {
        arguments: [batch],
        endorsingOrganizations: fabric.endorsersFrom(peer, 'open', new Set())
      })
      .endorse()
  // A key's last batch may be committed at one peer and not yet at the other; then they don't agree, and are asked again.
  const transaction = await until('the peers agree', AGREE_TIMEOUT_MS, endorse)
  const { code } = await (await transaction.submit()).getStatus()
  if (code !== 0) throw new Invalid(`the bare client's transaction ended with code ${code}`)
}
