/** EPCIS queries over HTTP ÷ the same events fetched by somebody who knows their rows, in a plain process with the same pool. */
import { lotUri, packUri } from '@suyuan/model/core/gs1'
import { PRODUCTS } from '../../test/support/world.js'
import { Invalid } from './counts.js'
import { eventsOf } from './growth.js'
import { closedLoop } from './load.js'
import type { Place } from './raw-events.js'
import { againstPlain } from './requests.js'
import type { Pair } from './rounds.js'
import type { Extent, Row } from './row.js'
import type { Stage } from './stage.js'

/** Different questions: so many that no cache of a few answers would help anybody. */
const QUESTIONS = 800
/** As GS1's description has a page, unless asked otherwise. */
const PER_PAGE = 30

type Parameters = Record<string, string>

const row = (id: string, what: string, questions: (stage: Stage) => Promise<Parameters[]>): Row => ({
  id,
  what: `events ${what} over HTTP ÷ the raw SELECT of the same rows by their keys`,
  unit: 'requests/s',
  target: 0.5,
  better: 'higher',
  measure: async (stage, extent) => measure(stage, extent, await questions(stage))
})

export const epcisEpc = row('epcis-epc', 'of a pack (MATCH_anyEPC)', async stage =>
  (await stage.packs()).map(pack => ({ MATCH_anyEPC: packUri(pack) }))
)

export const epcisLot = row('epcis-lot', 'of a lot (MATCH_anyEPCClass)', async stage => {
  const { gtin } = PRODUCTS.leaf
  const { rows } = await stage.service.pool.query<{ lot: string }>(
    'select lot from trace.lot where gtin = $1 order by random() limit $2',
    [gtin, QUESTIONS]
  )
  return rows.map(({ lot }) => ({ MATCH_anyEPCClass: lotUri({ gtin, lot }) }))
})

export const epcisStep = row(
  'epcis-step',
  'of a step since an instant, the first 30 (EQ_bizStep, GE_eventTime)',
  async stage => {
    const { rows } = await stage.service.pool.query<{ time: Date }>(
      `select event_time as time from epcis.epcis_event where biz_step = 'commissioning' order by random() limit $1`,
      [QUESTIONS]
    )
    return rows.map(({ time }) => ({
      EQ_bizStep: 'commissioning',
      GE_eventTime: time.toISOString(),
      ...{ orderBy: 'eventTime', orderDirection: 'ASC' }
    }))
  }
)

async function measure(stage: Stage, extent: Extent, questions: readonly Parameters[]): Promise<Pair[]> {
  const { pool, databaseUrl } = stage.service
  await pool.query('analyze')
  const headers = { accept: 'application/json', authorization: `Bearer ${await stage.apiKey()}` }
  const paths = questions.map(query => `/epcis/events?${new URLSearchParams({ ...query, perPage: String(PER_PAGE) })}`)
  const answers: Place[][] = []
  for (const path of paths) answers.push(await placesOf(stage, await stage.http.text(path, headers)))
  const found = answers.reduce((sum, { length }) => sum + length, 0)
  extent.log(`${paths.length} questions with ${found} events, ${await eventsOf(stage)} in the mirror`)
  if (found < paths.length) throw new Invalid('a question finds nothing')

  const ours = (count: number, inFlight: number) =>
    closedLoop(count, inFlight, index => stage.http.get(paths[index % paths.length]!, headers))
  const sides = { ours, theirs: 'raw-events.js', question: { answers }, databaseUrl, probe: paths.length }
  return againstPlain(sides, extent)
}

/** Where the events of an answer lie. */
async function placesOf({ service }: Stage, answer: string): Promise<Place[]> {
  const { eventList } = JSON.parse(answer).epcisBody.queryResults.resultsBody as { eventList: { eventID: string }[] }
  const ids = eventList.map(({ eventID }) => eventID)
  const { rows } = await service.pool.query<{ place: Place }>(
    'select json_build_array(block, tx_index, position, index) as place from trace.event where event_id = any($1)',
    [ids]
  )
  if (rows.length !== ids.length) throw new Invalid(`${ids.length} events answered, ${rows.length} in the mirror`)
  return rows.map(({ place }) => place)
}
