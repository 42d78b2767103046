import type pg from 'pg'
import type { Conditions } from '../conditions.js'
import type { Query } from '../parameters.js'

/** What is known of an event beside itself. */
interface Recorded {
  eventID: string
  recordTime: Date
  /** Whether the law of goods judged it: what was only observed is its author's word. */
  underCustodyRules: boolean
  author: string
  key: string
  command: string
  block: number
  transaction: string
  /** Its CBV hash id, as the organisations endorsed it. */
  hashId: string
}

/** An event as the ledger has it. Most go out as they are in Postgres, and are never taken apart. */
export class FoundEvent {
  private parsed: (Record<string, unknown> & { eventID: string }) | undefined

  constructor(
    /** The event as JSON. */
    readonly text: string,
    readonly recorded: Recorded
  ) {}

  get event() {
    this.parsed ??= JSON.parse(this.text) as Record<string, unknown> & { eventID: string }
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
const COLUMNS = { eventTime: 'e.event_time', recordTime: 'e.record_time' } as const

/** Numbers and times by what they are, texts by their characters; of several values one. */
const fieldOrder = (field: string, text: string, direction: string) => `
  (e.fields -> ${field}::text -> 0)::numeric ${direction} nulls last,
  (e.fields -> ('@' || ${field}::text) -> 0)::numeric ${direction} nulls last,
  (select min(said collate "C") from unnest(e.terms) as said where starts_with(said, ${text})) ${direction} nulls last`

interface Ordering {
  /** SQL of the order. */
  by: string
  /** SQL of a row's spot, as a JSON array. */
  spot: string
  /** SQL of what lies beyond a spot. */
  beyond: (spot: Spot) => string
}

function orderingOf({ orderBy, descending, conditions }: Query): Ordering {
  const direction = descending ? 'desc' : 'asc'
  const all = (columns: readonly string[]) => columns.map(column => `${column} ${direction}`).join(', ')
  const compare = descending ? '<' : '>'
  const bound = (spot: Spot) => spot.map(value => `${conditions.bind(value)}::bigint`)
  if (orderBy === 'ledger')
    return {
      by: all(PLACE),
      spot: `json_build_array(${PLACE.join(', ')})`,
      beyond: spot => `(${PLACE.join(', ')}) ${compare} (${bound(spot).join(', ')})`
    }
  if (typeof orderBy === 'object') {
    // Its values may be of any kind, so lists go on by counting; what comes meanwhile is not in them.
    const [field, text] = [conditions.bind(orderBy.field), conditions.bind(`${orderBy.field}:`)]
    return { by: `${fieldOrder(field, text, direction)}, ${all(PLACE)}`, spot: 'null::json', beyond: () => 'true' }
  }
  const column = COLUMNS[orderBy]
  return {
    by: all([column, ...PLACE]),
    spot: `json_build_array(${[micros(column), ...PLACE].join(', ')})`,
    beyond: ([time, ...place]) =>
      `(${[column, ...PLACE].join(', ')}) ${compare} (${[timeOf(conditions.bind(time)), ...bound(place)].join(', ')})`
  }
}

/** How far the mirror is: results of a list are of one moment, whatever is recorded while it is read. */
export async function heightOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ block: number }>('select block from core.cursor')
  return rows[0]!.block
}

/** How many events a query has, up to so many. */
export async function countOf(pool: pg.Pool, conditions: Conditions, most: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*) as count from (select from epcis.epcis_event e where ${conditions.sql} limit ${Number(most)}) as found`,
    conditions.values
  )
  return rows[0]!.count
}

/** Shapes of queries that Postgres keeps ready; there are as many as clients think of. */
const MOST_SHAPES = 200
const shapes = new Map<string, string>()

/** The name under which a statement of these words is kept ready; none where too many are. */
function shapeOf(text: string): { name?: string } {
  if (!shapes.has(text) && shapes.size < MOST_SHAPES) shapes.set(text, `epcis.search-${shapes.size}`)
  const name = shapes.get(text)
  return name === undefined ? {} : { name }
}

/** What the search itself finds of an event. */
interface Row extends Pick<Recorded, 'eventID' | 'recordTime' | 'author' | 'block'> {
  /** Null where the trace has it. */
  text: string | null
  hashId: string | null
  txIndex: number
  position: number
  index: number
  spot: Spot | null
  height: number
}

/**
 * What the mirror has of events elsewhere, in their order. To join it to the search would be one question less, but that is
 * planned anew for each set of values (a plan for any values reads a hundred thousand rows where a term is common), and
 * planning three more tables took half of a request's time in Postgres: 1.0 ms in one question, 0.4 in two. This one keeps
 * its plan.
 */
const ELSEWHERE = `
  select t.event::text as text, t.hash_id as "hashId", c.key, c.command_id as command, x.tx_id as transaction
  from unnest($1::bigint[], $2::int[], $3::int[], $4::int[]) with ordinality as e (block, tx_index, position, index, place)
    join core.command c on (c.block, c.tx_index, c.position) = (e.block, e.tx_index, e.position)
    join core.transaction x on (x.block, x.index) = (e.block, e.tx_index)
    left join trace.event t
      on (t.block, t.tx_index, t.position, t.index) = (e.block, e.tx_index, e.position, e.index)
  order by e.place`

type Elsewhere = Pick<Recorded, 'key' | 'command' | 'transaction'> & { text: string | null; hashId: string | null }

/** Events that were found, with what is known of them. @throws Error when the mirror was emptied meanwhile */
async function whole(pool: pg.Pool, found: readonly Row[]): Promise<FoundEvent[]> {
  if (found.length === 0) return []
  const columns = ['block', 'txIndex', 'position', 'index'] as const
  const values = columns.map(column => found.map(row => row[column]))
  const { rows } = await pool.query<Elsewhere>({ name: 'epcis.elsewhere', text: ELSEWHERE, values })
  if (rows.length !== found.length) throw new Error('the mirror is made anew: events that were found are not there now')
  return found.map(({ text, hashId, eventID, recordTime, author, block }, at) => {
    const { key, command, transaction, ...trace } = rows[at]!
    const underCustodyRules = text === null
    const recorded = { eventID, recordTime, underCustodyRules, author, key, command, block, transaction }
    return new FoundEvent((text ?? trace.text)!, { ...recorded, hashId: (hashId ?? trace.hashId)! })
  })
}

/**
 * Some events of a query.
 *
 * @param height up to which block; null is as far as the mirror is
 * @param after where the list before ended; null begins it
 */
export async function search(
  pool: pg.Pool,
  query: Query,
  { height, after, count }: { height: number | null; after: Spot | null; count: number }
): Promise<Found> {
  const { conditions } = query
  const { by, spot, beyond } = orderingOf(query)
  const offset = typeof query.orderBy === 'object' ? Number(after?.[0] ?? 0) : 0
  const filter = [
    conditions.sql,
    ...(height === null ? [] : [`e.block <= ${conditions.bind(height)}::bigint`]),
    ...(after ? [beyond(after)] : [])
  ].join(' and ')
  const limit = conditions.bind(count + 1)
  const text = `
    select e.event::text as text, e.hash_id as "hashId", e.event_id as "eventID", e.record_time as "recordTime", e.author,
       e.block, e.tx_index as "txIndex", e.position, e.index, ${spot} as spot, (select block from core.cursor) as height
     from epcis.epcis_event e where ${filter} order by ${by} limit ${limit} offset ${Number(offset)}`
  const { rows } = await pool.query<Row>({ ...shapeOf(text), text, values: conditions.values })
  const events = await whole(pool, rows.slice(0, count))
  const next = rows.length <= count ? null : (rows[count - 1]!.spot ?? [offset + count])
  return { events, height: height ?? rows[0]?.height ?? 0, next }
}
