/** Documents at /epcis/capture, from the request until their jobs have ended ÷ the same count of events as signed commands. */
import { setTimeout as delay } from 'node:timers/promises'
import { documentOf, seen } from '../../test/epcis/foreign.js'
import { type Half, oursAtBest, rateOf } from './commit.js'
import { Invalid } from './counts.js'
import { closedLoop } from './load.js'
import { inRounds, type Pair } from './rounds.js'
import type { Extent, Row } from './row.js'
import type { Stage } from './stage.js'

/** As many as a document may have. */
const EVENTS = 1000
const IN_FLIGHT = 2
const LOOK_AGAIN_MS = 20

export const epcisCapture: Row = {
  id: 'epcis-capture',
  what: 'documents of 1,000 events at /epcis/capture until their jobs have ended ÷ signed commands of 20 events',
  unit: 'events/s',
  target: 0.5,
  better: 'higher',
  measure
}

async function measure(stage: Stage, extent: Extent): Promise<Pair[]> {
  const authorization = `Bearer ${await stage.apiKey()}`
  const run = async (documents: number): Promise<Half> => {
    const bodies = Array.from({ length: documents }, () =>
      JSON.stringify(documentOf(Array.from({ length: EVENTS }, () => seen())))
    )
    const before = await observed(stage)
    const { seconds } = await closedLoop(documents, IN_FLIGHT, index => captured(stage, authorization, bodies[index]!))
    const events = documents * EVENTS
    const there = (await observed(stage)) - before
    if (there !== events) throw new Invalid(`captured ${events}, in SQL ${there}`)
    // What came so far is none of the other side's.
    await stage.counts.begin()
    return { events, seconds }
  }
  const rate = rateOf([await run(IN_FLIGHT)])
  extent.log(`ours with ${IN_FLIGHT} documents in flight: ${rate.toFixed(0)} events/s`)
  const documents = Math.max(Math.ceil((rate * extent.seconds) / EVENTS), IN_FLIGHT)
  const theirs = await oursAtBest(stage, extent, 20, [50, 100, 200])
  return inRounds(() => run(documents), theirs, rateOf, 'events/s', extent)
}

/** @throws Invalid unless the job ends with everything recorded */
async function captured({ http }: Stage, authorization: string, body: string): Promise<void> {
  const job = await http.location('/epcis/capture', body, { authorization, 'content-type': 'application/ld+json' })
  for (;;) {
    const { running, success, errors } = JSON.parse(await http.text(job, { authorization }))
    if (!running && success) return
    if (!running) throw new Invalid(`a document was not captured: ${JSON.stringify(errors).slice(0, 300)}`)
    await delay(LOOK_AGAIN_MS)
  }
}

async function observed({ service }: Stage): Promise<number> {
  const { rows } = await service.pool.query<{ count: number }>(
    'select count(*) as count from epcis.epcis_event where event is not null'
  )
  return rows[0]!.count
}
