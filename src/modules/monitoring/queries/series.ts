import type { Reading } from '@suyuan/model/monitoring/readings'
import type pg from 'pg'

/** The readings of a series; fewer than it counts where some are too old to be kept any more. */
export async function readingsIn(pool: pg.Pool, series: string): Promise<Reading[]> {
  const { rows } = await pool.query<{ sensor: string; sequence: number; at: Date; milli: number }>(
    `select r.sensor, r.sequence, r.at, r.milli from core_own.series_part p
       join core_own.reading r on r.sensor = p.sensor and r.at between p.from_at and p.until_at
         and r.day between (p.from_at at time zone 'UTC')::date and (p.until_at at time zone 'UTC')::date
         and p.sequences @> r.sequence
     where p.series = $1 order by r.sensor, r.sequence`,
    [series]
  )
  return rows.map(({ sensor, sequence, at, milli }) => ({
    sensor,
    sequence,
    at: at.toISOString(),
    value: milli / 1000
  }))
}
