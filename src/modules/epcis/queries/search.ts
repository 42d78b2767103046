import type pg from 'pg'
import type { Services } from '../../../core/module.js'
import { statusAddress } from '../../../core/web/answers.js'
import type { Conditions } from '../conditions.js'
import type { Query } from '../parameters.js'
import { commonTerms } from './common-terms.js'

/** An event as the ledger has it. Most go out as they are in Postgres, and are never taken apart. */
export class FoundEvent {
  private parsed: Record<string, unknown> | undefined

  constructor(
    /** The event as JSON. */
    readonly text: string,
    readonly recordTime: string,
    /** What answers say of it, as JSON. */
    readonly record: string
  ) {}

  get event() {
    this.parsed ??= JSON.parse(this.text) as Record<string, unknown>
    return this.parsed
  }
}

/** Where a list of results goes on. */
export type Spot = readonly (number | string)[]

export interface Found {
  events: FoundEvent[]
  /** Up to which block they are. */
  height: number
  /** Null after the last. */
  next: Spot | null
}

const PLACE = ['block', 'tx_index', 'position', 'index'].map(column => `e.${column}`)
const micros = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint`
const timeOf = (value: string) => `(timestamptz 'epoch' + ${value}::bigint * interval '1 microsecond')`
const COLUMNS = { eventTime: 'event_time', recordTime: 'record_time' } as const

/** Numbers and times by what they are, texts by their characters; of several values one. */
const fieldOrder = (field: string, text: string, direction: string) => `
  (e.fields -> ${field}::text -> 0)::numeric ${direction} nulls last,
  (e.fields -> ('@' || ${field}::text) -> 0)::numeric ${direction} nulls last,
  (select min(said collate "C") from unnest(e.terms) as said where starts_with(said, ${text})) ${direction} nulls last`

interface Ordering {
  /** SQL of the order. */
  by: string
  /** SQL of a row's spot, number by number. */
  spot: readonly string[]
  /** SQL of what lies beyond a spot. */
  beyond: (spot: Spot) => string
  /** Whether an index has all that meets the conditions in this order. */
  isIndexed: boolean
}

function orderingOf({ orderBy, descending, conditions }: Query): Ordering {
  const direction = descending ? 'desc' : 'asc'
  const all = (columns: readonly string[]) => columns.map(column => `${column} ${direction}`).join(', ')
  const compare = descending ? '<' : '>'
  const bound = (spot: Spot) => spot.map(value => `${conditions.bind(value)}::bigint`)
  if (orderBy === 'ledger')
    return {
      by: all(PLACE),
      spot: PLACE,
      beyond: spot => `(${PLACE.join(', ')}) ${compare} (${bound(spot).join(', ')})`,
      isIndexed: conditions.areInOrderOf('ledger')
    }
  if (typeof orderBy === 'object') {
    // Its values may be of any kind, so lists go on by counting; what comes meanwhile is not in them.
    const [field, text] = [conditions.bind(orderBy.field), conditions.bind(`${orderBy.field}:`)]
    const by = `${fieldOrder(field, text, direction)}, ${all(PLACE)}`
    return { by, spot: [], beyond: () => 'true', isIndexed: false }
  }
  const column = `e.${COLUMNS[orderBy]}`
  return {
    by: all([column, ...PLACE]),
    spot: [micros(column), ...PLACE],
    beyond: ([time, ...place]) =>
      `(${[column, ...PLACE].join(', ')}) ${compare} (${[timeOf(conditions.bind(time)), ...bound(place)].join(', ')})`,
    isIndexed: conditions.areInOrderOf(COLUMNS[orderBy])
  }
}

/** How far the mirror is: results of a list are of one moment, whatever is recorded while it is read. */
export async function heightOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ block: number }>('select block from core.cursor')
  return rows[0]!.block
}

const EVENTS = 'epcis.epcis_event'

/**
 * Where to look for events: among those few that an index finds, where one of the conditions is met by few. Left to itself
 * Postgres takes whatever is in no event for being in one of two hundred, and reads a whole table in order to find the first thirty:
 * 190 ms for a pack of two events with 120,000 in the mirror, 0.2 ms so.
 */
const among = (few: string | null) => (few === null ? EVENTS : `(select * from ${EVENTS} e where ${few} offset 0)`)

/** How many events a query has, up to so many. */
export async function countOf(pool: pg.Pool, conditions: Conditions, most: number): Promise<number> {
  const source = among(conditions.few(await commonTerms(pool)))
  const { rows } = await pool.query<{ count: number }>(
    `select count(*) as count from (select from ${source} e where ${conditions.sql} limit ${Number(most)}) as found`,
    conditions.values
  )
  return rows[0]!.count
}

/**
 * A statement of which the planner sees no value: it makes one plan for all of them and keeps it, where it would make a new
 * one for each, since it takes that for better. Good where there is one way to go about it, whatever the values.
 */
const unseen = (sql: string) => sql.replaceAll(/\$\d+::\w+(\[\])?/g, '(select $&)')

const at = (table: string) =>
  `(${table}.block, ${table}.tx_index, ${table}.position, ${table}.index) = (${PLACE.join(', ')})`

/**
 * What answers say of an event beside itself: whose word it is, where it is written, and whether it stands under the law of goods.
 * Of these only the event's own id may have any characters there are.
 */
const SAID = [
  'to_json(e.event_id)',
  'coalesce(e.hash_id, t.hash_id)',
  "case when e.event is null then 'ruled' else 'observed' end",
  'e.author',
  'coalesce(t.key, o.key)',
  'coalesce(t.command_id, o.command_id)',
  'e.block',
  'x.tx_id',
  `to_char(e.record_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
]

/** In one text, a line each: a column each, or JSON made by Postgres, cost a tenth more of all that an answer takes. */
const lines = (said: readonly string[]) => `concat_ws(E'\\n', ${said.join(', ')})`

const TEXT = 'coalesce(e.event::text, t.text) as text'

/**
 * The event in the trace or, of what was observed beside it, the command; and the transaction, which is the same for many. Fenced
 * off, to be looked up event by event: the planner expects a page to be a tenth of all there is.
 */
const ELSEWHERE = `
  left join lateral (
    select t.event::text as text, t.hash_id, t.key, t.command_id from trace.event t where ${at('t')} offset 0
  ) as t on true
  left join lateral (
    select c.key, c.command_id from core.command c
    where e.event is not null and (c.block, c.tx_index, c.position) = (e.block, e.tx_index, e.position) offset 0
  ) as o on true
  left join lateral (
    select x.tx_id from core.transaction x where (x.block, x.index) = (e.block, e.tx_index) offset 0
  ) as x on true`

/** The same, of events whose places are known. */
const AT_PLACES = unseen(`
  select ${TEXT}, ${lines(SAID)} as said
  from unnest($1::bigint[], $2::int[], $3::int[], $4::int[]) with ordinality as p (block, tx_index, position, index, place)
    join ${EVENTS} e on ${at('p')} ${ELSEWHERE}
  order by p.place`)

interface Known {
  /** Null where the mirror was emptied meanwhile; then lines are missing also. */
  text: string | null
  said: string
}
interface Placed {
  block: number
  txIndex: number
  position: number
  index: number
  /** How far the mirror was, and the spot. */
  rest: string
}

/** What a page of a query is made of, in SQL. */
interface Page {
  few: string | null
  filter: string
  by: string
  spot: readonly string[]
  limit: string
  /** Whether one plan is good for all values. */
  isAlike: boolean
}

const HEIGHT = '(select block from core.cursor)'

const pageOf = ({ few, filter, by, limit }: Page, columns: string) => `
  select ${columns} from ${among(few)} e where ${filter} order by ${by} ${limit}`

/** All at once; or else the places of a page's events alone: planning for each set of values what else is known of them took as long again. */
const textOf = (page: Page) =>
  page.isAlike
    ? unseen(`
        select ${TEXT}, ${lines([...SAID, HEIGHT, ...page.spot])} as said
        from (${pageOf(page, 'e.*')}) e ${ELSEWHERE} order by ${page.by}`)
    : pageOf(page, `e.block, e.tx_index as "txIndex", e.position, e.index, ${lines([HEIGHT, ...page.spot])} as rest`)

/** Statements that Postgres keeps ready; there are as many as clients think of. */
const MOST_STATEMENTS = 200
const statements = new Map<string, { name: string; text: string }>()

/** The statement of a page, by the name under which it is kept ready; without one where too many are. */
function statementOf(page: Page): { name?: string; text: string } {
  const shape = [page.few, page.filter, page.by, page.limit].join('\n')
  const known = statements.get(shape)
  if (known) return known
  const text = textOf(page)
  if (statements.size >= MOST_STATEMENTS) return { text }
  const statement = { name: `epcis.search-${statements.size}`, text }
  statements.set(shape, statement)
  return statement
}

type Sources = Pick<Services, 'pool' | 'quickReads'>

async function rowsOf({ pool, quickReads }: Sources, page: Page, values: unknown[]): Promise<Known[]> {
  const statement = statementOf(page)
  if (page.isAlike) return (await quickReads.query<Known>({ ...statement, values })).rows
  const { rows: places } = await pool.query<Placed>({ ...statement, values })
  if (places.length === 0) return []
  const columns = (['block', 'txIndex', 'position', 'index'] as const).map(column => places.map(row => row[column]))
  const { rows } = await pool.query<Known>({ name: 'epcis.at-places', text: AT_PLACES, values: columns })
  if (rows.length !== places.length) throw missing()
  return rows.map(({ text, said }, index) => ({ text, said: `${said}\n${places[index]!.rest}` }))
}

const missing = () => new Error('the mirror is made anew: events that were found are not there now')

interface Row {
  event: FoundEvent
  height: number
  spot: Spot
}

function rowOf({ text, said }: Known, { spot }: Page): Row {
  const all = said.split('\n')
  if (text === null || all.length !== SAID.length + 1 + spot.length) throw missing()
  const [eventID, hashId, custody, author, key, id, block, transaction, recordTime, height, ...rest] = all
  const signed = statusAddress({ key: key!, id: id! })
  const record = `{"eventID":${eventID},"hashId":"${hashId}","custody":"${custody}","author":"${author}","signed":"${signed}","block":${block},"transaction":"${transaction}"}`
  return { event: new FoundEvent(text, recordTime!, record), height: Number(height), spot: rest.map(Number) }
}

/**
 * Some events of a query.
 *
 * @param height up to which block; null is as far as the mirror is
 * @param after where the list before ended; null begins it
 * @throws Error when the mirror was emptied meanwhile
 */
export async function search(
  sources: Sources,
  query: Query,
  { height, after, count }: { height: number | null; after: Spot | null; count: number }
): Promise<Found> {
  const { conditions } = query
  const { by, spot, beyond, isIndexed } = orderingOf(query)
  const offset = typeof query.orderBy === 'object' ? Number(after?.[0] ?? 0) : 0
  const few = conditions.few(await commonTerms(sources.pool))
  const filter = [
    conditions.sql,
    ...(height === null ? [] : [`e.block <= ${conditions.bind(height)}::bigint`]),
    ...(after ? [beyond(after)] : [])
  ].join(' and ')
  const limit = `limit ${conditions.bind(count + 1)}::bigint offset ${Number(offset)}`
  const page = { few, filter, by, spot, limit, isAlike: few !== null || isIndexed }
  const rows = (await rowsOf(sources, page, conditions.values)).map(row => rowOf(row, page))
  const last = rows.length <= count ? null : rows[count - 1]!
  const next = last && (spot.length === 0 ? [offset + count] : last.spot)
  return { events: rows.slice(0, count).map(({ event }) => event), height: height ?? rows[0]?.height ?? 0, next }
}
