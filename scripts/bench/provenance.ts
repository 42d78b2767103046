/** Uncached stories of packs over HTTP ÷ the very same prepared query from a plain process. */
import { closedLoop } from './load.js'
import { Plain } from './plain.js'
import type { Question, Reply } from './raw-select.js'
import { joined, requestsAtBest } from './requests.js'
import { inRounds, type Pair } from './rounds.js'
import type { Extent, Row } from './row.js'
import type { Stage } from './stage.js'

export const provenance: Row = {
  id: 'provenance',
  what: 'JSON of different packs, uncached, HTTP ÷ the same prepared query in a plain process with the same pool',
  unit: 'requests/s',
  target: 0.6,
  better: 'higher',
  measure
}

async function measure(stage: Stage, extent: Extent): Promise<Pair[]> {
  const packs = await stage.packs()
  const raw = await Plain.start<Question, Reply>('raw-select.js', { DATABASE_URL: stage.service.databaseUrl })
  try {
    const ours = await requestsAtBest(
      'ours',
      (count, inFlight) =>
        closedLoop(count, inFlight, index => {
          const { gtin, serial } = packs[index % packs.length]!
          return stage.http.get(`/api/trace/provenance/${gtin}/${serial}`)
        }),
      packs.length,
      extent
    )
    const theirs = await requestsAtBest(
      'theirs',
      (count, inFlight) => raw.ask({ packs, count, inFlight }),
      packs.length,
      extent
    )
    return await inRounds(ours, theirs, joined, 'requests/s', extent)
  } finally {
    raw.close()
  }
}
