/** Uncached stories of packs over HTTP ÷ the very same prepared query from a plain process. */
import { closedLoop } from './load.js'
import { againstPlain } from './requests.js'
import type { Pair } from './rounds.js'
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
  const ours = (count: number, inFlight: number) =>
    closedLoop(count, inFlight, index => {
      const { gtin, serial } = packs[index % packs.length]!
      return stage.http.get(`/api/trace/provenance/${gtin}/${serial}`)
    })
  const { databaseUrl } = stage.service
  const sides = { ours, theirs: 'raw-select.js', question: { packs }, databaseUrl, probe: packs.length }
  return againstPlain(sides, extent)
}
