import type pg from 'pg'

export interface Point {
  at: string
  value: number
  sequence: number
  skewSeconds?: number | undefined
}

interface Row {
  at: Date
  milli: number
  sequence: number
  skew: number | null
}

const pointOf = ({ at, milli, sequence, skew }: Row): Point => ({
  ...{ at: at.toISOString(), value: milli / 1000, sequence },
  ...(skew !== null && { skewSeconds: skew })
})

/** A sensor's readings between two instants, in order of time. */
export async function pointsOf(pool: pg.Pool, sensor: string, from: string, until: string | null): Promise<Point[]> {
  const { rows } = await pool.query<Row>(
    `select at, milli, sequence, skew from core_own.reading
     where sensor = $1 and at >= $2::timestamptz and at <= coalesce($3::timestamptz, 'infinity')
       and day >= ($2::timestamptz at time zone 'UTC')::date
       and day <= coalesce(($3::timestamptz at time zone 'UTC')::date, 'infinity')
     order by at, sequence`,
    [sensor, from, until]
  )
  return rows.map(pointOf)
}
