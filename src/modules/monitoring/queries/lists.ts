import type { KindName } from '@suyuan/model/monitoring/kinds'
import type { Excursion } from '@suyuan/model/monitoring/states'
import type pg from 'pg'

/** Something that is watched, with the newest that was measured of it. */
export interface Listed {
  subject: string
  at: Date | null
  sensors: number
  kinds: string[]
  /** Excursions that nobody has looked at. */
  open: number
}

/** What is watched, by whom it concerns (null: all of it), the newest readings first. */
export async function watchedBy(pool: pg.Pool, party: string | null, limit = 100): Promise<Listed[]> {
  const { rows } = await pool.query<Listed>(
    `with watch as (
       select replace(substr(key, length('monitoring/watch/') + 1), '%3A', ':') as subject, value -> 'stays' as stays
       from core.state where key like 'monitoring/watch/%')
     select * from (select w.subject, l.at, l.sensors::int, l.kinds,
       (select count(*)::int from core_own.excursion e
          left join core.state s on s.key = 'monitoring/excursion/' || e.id
          where e.subject = w.subject and coalesce(s.value ->> 'state', 'holding') = 'holding') as open
     from watch w
       left join core.state p on p.key in ('core/place/' || w.subject, 'trace/shipment/' || replace(w.subject, ':', '%3A'))
       cross join lateral (
         select max(least(l.at, (stay ->> 'until')::timestamptz)) as at, count(distinct stay ->> 'sensor') as sensors, array_agg(distinct stay ->> 'kind') as kinds,
           array_agg(distinct s.value ->> 'party') as parties
         from jsonb_array_elements(w.stays) stay
           left join core_own.sensor_latest l on l.sensor = stay ->> 'sensor'
           left join core.state s on s.key = 'monitoring/sensor/' || (stay ->> 'sensor')) l
     where $1::text is null or $1 in (p.value ->> 'party', p.value ->> 'consignor', p.value ->> 'consignee', p.value ->> 'carrier')
       or $1 = any(l.parties)) listed
     order by (open > 0) desc, at desc nulls last, subject limit $2`,
    [party, limit]
  )
  return rows
}

/** Whom a subject concerns. */
export async function partiesOf(pool: pg.Pool, subject: string): Promise<string[]> {
  const { rows } = await pool.query<{ party: string | null }>(
    `select unnest(array[value ->> 'party', value ->> 'consignor', value ->> 'consignee', value ->> 'carrier']) as party
     from core.state where key in ('core/place/' || $1, 'trace/shipment/' || replace($1, ':', '%3A'))
     union select s.value ->> 'party' from core.state w, jsonb_array_elements(w.value -> 'stays') stay
       join core.state s on s.key = 'monitoring/sensor/' || (stay ->> 'sensor')
     where w.key = 'monitoring/watch/' || replace($1, ':', '%3A')`,
    [subject]
  )
  return rows.flatMap(({ party }) => (party ? [party] : []))
}

export interface ShownExcursion {
  id: string
  from: Date
  until: Date
  ended: Date | null
  peak: number
  rule: string
  sensor: string
  kind: KindName
  state: Excursion['state'] | null
}

/** Excursions of a subject, as far as they are known here; their state as the ledger has it. */
export async function excursionsOf(pool: pg.Pool, subject: string): Promise<ShownExcursion[]> {
  const { rows } = await pool.query<ShownExcursion>(
    `select e.id, e.from_at as from, e.until_at as until, e.ended_at as ended, e.peak / 1000.0::float8 as peak, e.rule, e.sensor,
       s.value ->> 'state' as state, d.value ->> 'kind' as kind
     from core_own.excursion e left join core.state s on s.key = 'monitoring/excursion/' || e.id
       join core.state d on d.key = 'monitoring/sensor/' || e.sensor
     where e.subject = $1 order by e.from_at`,
    [subject]
  )
  return rows
}

export interface ShownSeries {
  id: string
  kind: string
  closed: boolean
  count: number
  root: string
  event: string
  /** When the first of its readings was taken. */
  from: string
}

export async function seriesOf(pool: pg.Pool, subject: string): Promise<ShownSeries[]> {
  const { rows } = await pool.query<ShownSeries>(
    `select id, kind, closed, (payload #>> '{event,suyuan:readings,count}')::int as count,
       payload #>> '{event,suyuan:readings,root}' as root, payload #>> '{event,eventID}' as event,
       (select min(s #>> '{sensorMetadata,startTime}') from jsonb_array_elements(payload #> '{event,sensorElementList}') s) as "from"
     from core_own.series where subject = $1 order by made_at desc limit 12`,
    [subject]
  )
  return rows
}
