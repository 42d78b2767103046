import type { Reading } from '@suyuan/model/monitoring/readings'
import type pg from 'pg'
import { coalesce } from '../../core/coalesce.js'
import { inTransaction } from '../../core/mirror/pool.js'

/** A reading as it came: with what could be told of its sensor's clock. */
export interface Received extends Reading {
  skewSeconds?: number
}

/** Stored now, stored before, or another value under a number that was used: kept apart, and not the sensor's word. */
export type Taken = 'stored' | 'repeated' | 'conflicting'

/** What comes within this is one transaction: at a hundred a second, some twenty a second. */
const APART_MILLISECONDS = 50
/** Messages in one transaction. */
const MOST_TOGETHER = 500

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

interface Row {
  sensor: string
  day: string
  sequence: number
  at: string
  milli: number
  skew: number | null
}

const rowOf = ({ sensor, sequence, at, value, skewSeconds }: Received): Row => {
  const instant = new Date(at)
  return {
    ...{ sensor, sequence, milli: Math.round(value * 1000), skew: skewSeconds ?? null },
    ...{ day: dayOf(instant), at: instant.toISOString() }
  }
}

const nameOf = ({ sensor, sequence }: Pick<Row, 'sensor' | 'sequence'>) => `${sensor} ${sequence}`
const same = (one: Row, other: Row) => one.at === other.at && one.milli === other.milli

/** Puts readings into Postgres, those of all who send at once in one transaction. */
export class ReadingStore {
  /** What each reading is, once that is on disk. */
  readonly put: (readings: readonly Received[]) => Promise<readonly Taken[]>
  private readonly days = new Set<string>()

  constructor(private readonly pool: pg.Pool) {
    this.put = coalesce(messages => this.write(messages), {
      most: MOST_TOGETHER,
      apartMilliseconds: APART_MILLISECONDS
    })
  }

  private async write(messages: readonly (readonly Received[])[]): Promise<Taken[][]> {
    const rows = messages.map(message => message.map(rowOf))
    const flat = rows.flat()
    await this.makeDays(new Set(flat.map(({ day }) => day)))
    const taken = await inTransaction(this.pool, db => new Writing(db).write(flat))
    let next = 0
    return rows.map(message => message.map(() => taken[next++]!))
  }

  /** A table a day, made before the first reading of that day: a lock on all of them, for a moment. */
  private async makeDays(days: ReadonlySet<string>): Promise<void> {
    const missing = [...days].filter(day => !this.days.has(day))
    if (missing.length === 0) return
    await this.pool.query('select core_own.make_reading_days($1::date[])', [missing])
    for (const day of missing) this.days.add(day)
  }
}

/** One transaction's writing. */
class Writing {
  constructor(private readonly db: pg.PoolClient) {}

  async write(rows: readonly Row[]): Promise<Taken[]> {
    // Of what says the same number twice within this, the first counts.
    const first = new Map<string, Row>()
    for (const row of rows) if (!first.has(nameOf(row))) first.set(nameOf(row), row)
    const [, before, fresh] = await Promise.all([
      this.takeTurns([...new Set(rows.map(({ sensor }) => sensor))]),
      this.usedOnOtherDays([...first.values()]),
      this.insert([...first.values()])
    ])
    const known = await this.knownOf([...first.values()].filter(row => !fresh.has(nameOf(row))))
    // A number that was used on another day: what was put just now is none of the sensor's.
    const strays = [...first.values()].filter(row => fresh.has(nameOf(row)) && before.has(nameOf(row)))
    await this.takeBack(strays)
    for (const row of strays) known.set(nameOf(row), before.get(nameOf(row))!)
    const settled = new Map([...first].filter(([name]) => fresh.has(name) && !before.has(name)))
    const counted = new Set<string>()
    const taken = rows.map((row): Taken => {
      const name = nameOf(row)
      const stored = settled.get(name) ?? known.get(name)!
      if (!same(row, stored)) return 'conflicting'
      if (!settled.has(name) || counted.has(name)) return 'repeated'
      counted.add(name)
      return 'stored'
    })
    await Promise.all([
      this.noteConflicts(rows.filter((_, index) => taken[index] === 'conflicting')),
      this.noteLatest([...settled.values()])
    ])
    return taken
  }

  /**
   * Two gateways that hear of a sensor go one after the other: neither would see what the other is about to store on another
   * day. In the order of the sensors, so that they wait for one another and not in a ring.
   */
  private async takeTurns(sensors: readonly string[]): Promise<void> {
    await Promise.all([
      this.db.query(
        `insert into core_own.sensor_latest (sensor, high, at, milli, received_at)
         select sensor, -1, '-infinity', 0, now() from unnest($1::text[]) as sensor order by sensor
         on conflict do nothing`,
        [sensors]
      ),
      this.db.query('select from core_own.sensor_latest where sensor = any($1) order by sensor for no key update', [
        sensors
      ])
    ])
  }

  private async insert(rows: readonly Row[]): Promise<Set<string>> {
    const { rows: fresh } = await this.db.query<Row>(
      `insert into core_own.reading (sensor, day, sequence, at, milli, skew)
       select * from unnest($1::text[], $2::date[], $3::bigint[], $4::timestamptz[], $5::int[], $6::int[])
         as row (sensor, day, sequence, at, milli, skew) order by sensor, sequence
       on conflict do nothing returning sensor, sequence`,
      columns(rows)
    )
    return new Set(fresh.map(nameOf))
  }

  /** Numbers not above the highest of their sensor may be on another day already; it is looked for in all days then only. */
  private async usedOnOtherDays(rows: readonly Row[]): Promise<Map<string, Row>> {
    const { rows: found } = await this.db.query<Row>(
      `select r.sensor, r.sequence, to_jsonb(r.at) #>> '{}' as at, r.milli
       from unnest($1::text[], $2::date[], $3::bigint[]) as row (sensor, day, sequence)
         join core_own.sensor_latest l on l.sensor = row.sensor and row.sequence <= l.high
         join core_own.reading r on (r.sensor, r.sequence) = (row.sensor, row.sequence) and r.day <> row.day`,
      columns(rows).slice(0, 3)
    )
    return byName(found)
  }

  private async knownOf(rows: readonly Row[]): Promise<Map<string, Row>> {
    if (rows.length === 0) return new Map()
    const { rows: found } = await this.db.query<Row>(
      `select r.sensor, r.sequence, to_jsonb(r.at) #>> '{}' as at, r.milli
       from unnest($1::text[], $2::date[], $3::bigint[]) as row (sensor, day, sequence)
         join core_own.reading r using (sensor, sequence, day)`,
      columns(rows).slice(0, 3)
    )
    return byName(found)
  }

  private async takeBack(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return
    await this.db.query(
      `delete from core_own.reading r using unnest($1::text[], $2::date[], $3::bigint[]) as row (sensor, day, sequence)
       where (r.sensor, r.day, r.sequence) = (row.sensor, row.day, row.sequence)`,
      columns(rows).slice(0, 3)
    )
  }

  private async noteConflicts(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return
    await this.db.query(
      `insert into core_own.reading_conflict (sensor, sequence, at, milli)
       select * from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::int[]) on conflict do nothing`,
      [
        rows.map(({ sensor }) => sensor),
        rows.map(({ sequence }) => sequence),
        rows.map(({ at }) => at),
        rows.map(({ milli }) => milli)
      ]
    )
  }

  private async noteLatest(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return
    await this.db.query(
      `update core_own.sensor_latest l set high = greatest(l.high, row.high), received_at = now(),
         at = greatest(l.at, row.at), milli = case when row.at >= l.at then row.milli else l.milli end
       from (select distinct on (sensor) sensor, max(sequence) over (partition by sensor) as high, at, milli
         from unnest($1::text[], $2::date[], $3::bigint[], $4::timestamptz[], $5::int[]) as row (sensor, day, sequence, at, milli)
         order by sensor, at desc) as row
       where l.sensor = row.sensor`,
      columns(rows).slice(0, 5)
    )
  }
}

const columns = (rows: readonly Row[]) => [
  rows.map(({ sensor }) => sensor),
  rows.map(({ day }) => day),
  rows.map(({ sequence }) => sequence),
  rows.map(({ at }) => at),
  rows.map(({ milli }) => milli),
  rows.map(({ skew }) => skew)
]

const byName = (rows: readonly Row[]) =>
  new Map(rows.map(row => [nameOf(row), { ...row, at: new Date(row.at).toISOString() }]))
