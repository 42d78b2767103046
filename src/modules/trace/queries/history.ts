import type { LotRef } from '@suyuan/model/core/gs1'
import type { Fact } from '@suyuan/model/core/law'
import type { KindName } from '@suyuan/model/trace/law'
import type pg from 'pg'
import type { Registered } from '../../../core/web/sanctions.js'
import { sanctionsOf } from './sanctions.js'

/** What a history is of; members that are given narrow it together. */
export interface Scope {
  gtin?: string | undefined
  lot?: string | undefined
  party?: string | undefined
  place?: string | undefined
  /** When the ledger took it, ISO 8601. */
  from?: string | undefined
  to?: string | undefined
}

interface Name {
  zh: string
  en: string
}

/** An event as those read it who supervise: as it was signed, by whom, with which kind of key, and how late. */
export interface HistoryEvent {
  kind: KindName
  event: string
  time: string
  recorded: string
  /** Seconds from the event to its entry. */
  delay: number
  author: string
  authorName: Name | null
  /** What the register has of its author. */
  sanctions: readonly Registered[]
  key: string
  custody: 'device' | 'gateway' | 'certificate' | null
  revoked: { at: string; compromisedSince?: string } | null
  place: string | null
  placeName: Name | null
  region: string | null
  facts: Fact[] | null
  says: Record<string, unknown>
  signed: Record<string, unknown>
  block: number
  transaction: string
  command: string
}

/** The spots of things; each table's rows are narrowed alike. */
const spotsOf = (which: (table: string) => string) => `
    select s.block, s.tx_index, s.position, s.index
      from (
        select 'lot' as kind, gtin || '/' || lot as id from ${which('trace.lot')}
        union all select 'case', sscc from ${which('trace.logistic_unit')}
        union all select 'shipment', shipment from ${which('trace.shipment_item')}
        union all select 'pack', gtin || '/' || serial from ${which('trace.pack')}
      ) as thing join trace.subject s on (s.kind, s.id) = (thing.kind, thing.id)`

/** Where in the ledger the events are that a scope names. $1 GTIN, $2 lot, $3 party, $4 place, $5 from, $6 to. */
const SPOTS = `
  select distinct block, tx_index, position, index from (
    select e.block, e.tx_index, e.position, e.index from trace.event e
      where $1::text is null and ($3::text is null or e.author = $3) and ($4::text is null or e.place = $4)
        and ($5::timestamptz is null or e.recorded_at >= $5) and ($6::timestamptz is null or e.recorded_at < $6)
    union all
    ${spotsOf(table => `${table} where gtin = $1 and ($2::text is null or lot = $2)`)}
      where $1::text is not null
  ) as found`

/** $1 GTINs, $2 the lot of each. */
const SPOTS_OF_LOTS = `
  select distinct block, tx_index, position, index from (
    ${spotsOf(table => `${table} join unnest($1::text[], $2::text[]) as wanted (gtin, lot) using (gtin, lot)`)}
  ) as found`

/** @param where narrows the events, as `spots` cannot */
const historySql = (spots: string, where: string, limit: string) => `
  select e.kind, e.event_id as event, e.event_time as time, e.recorded_at as recorded,
    round(extract(epoch from e.recorded_at - e.event_time))::bigint as delay,
    e.author, p.value -> 'name' as "authorName", e.key, k.value ->> 'custody' as custody, k.value -> 'revoked' as revoked,
    e.place, l.value -> 'name' as "placeName", l.value ->> 'region' as region, e.facts, e.summary as says,
    e.event as signed, e.block, t.tx_id as transaction, e.command_id as command
  from (${spots}) as spot
    join trace.event e using (block, tx_index, position, index)
    join core.transaction t on (t.block, t.index) = (e.block, e.tx_index)
    left join core.state p on p.key = 'core/party/' || e.author
    left join core.state k on k.key = 'core/key/' || e.key
    left join core.state l on l.key = 'core/place/' || e.place
  where ${where}
  order by e.block desc, e.tx_index desc, e.position desc, e.index desc limit ${limit}`

const HISTORY = historySql(
  SPOTS,
  '($5::timestamptz is null or e.recorded_at >= $5) and ($6::timestamptz is null or e.recorded_at < $6)',
  '$7'
)
const HISTORY_OF_LOTS = historySql(SPOTS_OF_LOTS, 'true', '$3')

export const valuesOf = ({ gtin, lot, party, place, from, to }: Scope) =>
  [gtin, lot, party, place, from, to].map(value => value ?? null)

/** What was recorded of a scope, the newest `most`, in the order of the ledger. */
export const history = (pool: pg.Pool, scope: Scope, most: number): Promise<HistoryEvent[]> =>
  historyBy(pool, HISTORY, [...valuesOf(scope), most])

/** What was recorded of these lots, the newest `most`, in the order of the ledger. */
export const historyOfLots = (pool: pg.Pool, lots: readonly LotRef[], most: number): Promise<HistoryEvent[]> =>
  historyBy(pool, HISTORY_OF_LOTS, [lots.map(({ gtin }) => gtin), lots.map(({ lot }) => lot), most])

async function historyBy(pool: pg.Pool, text: string, values: readonly unknown[]): Promise<HistoryEvent[]> {
  const { rows } = await pool.query<
    Omit<HistoryEvent, 'time' | 'recorded' | 'sanctions'> & Record<'time' | 'recorded', Date | string>
  >(text, [...values])
  const authors = rows.map(({ author }) => author)
  const sanctions = authors.length > 0 ? await sanctionsOf(pool, authors) : new Map<string, readonly Registered[]>()
  return rows
    .map(({ time, recorded, delay, ...row }) => ({
      ...row,
      ...{ time: isoOf(time), recorded: isoOf(recorded), delay: Number(delay) },
      sanctions: sanctions.get(row.author) ?? []
    }))
    .reverse()
}

const isoOf = (time: Date | string) => new Date(time).toISOString()

/** A command that was refused: evidence of what its author tried. */
export interface RefusedCommand {
  recorded: string
  author: string
  authorName: Name | null
  code: string
  facts: Record<string, unknown> | null
  digest: string
  module: string
  action: string
  key: string
  id: string
  block: number
  transaction: string
}

/** $1 word that stands in the command or null, $2 author, $3 from, $4 to, $5 code. */
const REFUSED = `
  select c.recorded_at as recorded, c.author, p.value -> 'name' as "authorName", c.code, c.facts, c.digest, c.module, c.action,
    c.key, c.command_id as id, c.block, t.tx_id as transaction
  from core.command c
    join core.transaction t on (t.block, t.index) = (c.block, c.tx_index)
    left join core.state p on p.key = 'core/party/' || c.author
  where c.code is not null and c.status = 'refused' and ($1::text is null or position($1 in c.command) > 0)
    and ($2::text is null or c.author = $2) and ($3::timestamptz is null or c.recorded_at >= $3)
    and ($4::timestamptz is null or c.recorded_at < $4) and ($5::text is null or c.code = $5)
  order by c.block desc, c.tx_index desc, c.position desc limit $6`

export interface RefusedScope {
  word?: string | undefined
  party?: string | undefined
  from?: string | undefined
  to?: string | undefined
  code?: string | undefined
}

/** Commands that the law refused, the newest first. */
export async function refused(pool: pg.Pool, scope: RefusedScope, most: number): Promise<RefusedCommand[]> {
  const { word, party, from, to, code } = scope
  const { rows } = await pool.query<RefusedCommand & { recorded: Date | string }>(REFUSED, [
    ...[word, party, from, to, code].map(value => value ?? null),
    most
  ])
  return rows.map(row => ({ ...row, recorded: isoOf(row.recorded) }))
}
