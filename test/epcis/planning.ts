/** Queries are answered in two ways, by whether many events say what is asked for: both find the same. */
import type pg from 'pg'
import t from 'tap'
import { openPool } from '../../src/core/mirror/pool.js'
import { QuickReads } from '../../src/core/mirror/quick-reads.js'
import { namespacesIn } from '../../src/modules/epcis/context.js'
import { readQuery } from '../../src/modules/epcis/parameters.js'
import { commonTerms } from '../../src/modules/epcis/queries/common-terms.js'
import { type Spot, search } from '../../src/modules/epcis/queries/search.js'
import type { EpcisStage } from './stage.js'

const ORDERS = [
  {},
  { orderBy: 'eventTime' },
  { orderBy: 'eventTime', orderDirection: 'ASC' },
  { orderBy: 'recordTime' },
  { orderBy: 'urn:suyuan:nonce' }
]
const ASKED: readonly Record<string, string>[] = [
  {},
  { EQ_action: 'ADD' },
  { EQ_bizStep: 'packing' },
  { EQ_bizStep: 'packing|shipping' },
  { EQ_bizStep: 'packing', GE_eventTime: '2026-04-05T00:30:00Z' },
  { EQ_disposition: 'active', EQ_action: 'ADD' },
  { GE_recordTime: '2026-01-01T00:00:00Z', EQ_action: 'OBSERVE' },
  { eventType: 'AggregationEvent' }
]
const PAGE = 3

export function planning({ season, grower }: EpcisStage): void {
  const { service } = season
  const open = () => openPool(service.databaseUrl, ['core', 'trace', 'epcis'])
  const [seldom, common] = [open(), open()]
  t.teardown(() => Promise.all([seldom.end(), common.end()]))

  t.test('what many events say and what few say is found alike, page by page', async t => {
    // A pool remembers for a minute what Postgres had counted when it first asked.
    await service.pool.query(`select pg_clear_attribute_stats('epcis', 'epcis_event', 'terms', false)`)
    const none = await commonTerms(seldom)
    await service.pool.query('analyze epcis.epcis_event')
    const all = await commonTerms(common)
    t.same([none.size, all.has('action:ADD')], [0, true])
    const [id] = await grower.find({ EQ_bizStep: 'packing' })
    for (const asked of [...ASKED, { EQ_eventID: id! }])
      for (const order of ORDERS) {
        const parameters = { ...asked, ...order }
        const [few, many] = [await found(seldom, parameters), await found(common, parameters)]
        t.ok(few.length > 0 && new Set(few).size === few.length, JSON.stringify(parameters))
        t.same(few, many, 'the same in the same order')
      }
  })

  /** All that a query finds, a page after the other: place and id of each event. */
  async function found(pool: pg.Pool, parameters: Record<string, string>): Promise<string[]> {
    const list: string[] = []
    const quickReads = new QuickReads(pool)
    for (let after: Spot | null = null, height: number | null = null; ; ) {
      const query = await readQuery(pool, parameters, namespacesIn())
      const page = await search({ pool, quickReads }, query, { height, after, count: PAGE })
      list.push(...page.events.map(({ record, recordTime }) => record + recordTime))
      if (!page.next) return list
      after = page.next
      height = page.height
    }
  }
}
