import { parameterKey } from '@suyuan/model/core/parameters'
import type { KindName } from '@suyuan/model/monitoring/kinds'
import { DOUBTFUL, type Doubtful } from '@suyuan/model/monitoring/parameters'
import { type Doubt, doubtsAbout } from '@suyuan/model/monitoring/readings'
import { watchKey } from '@suyuan/model/monitoring/states'
import type pg from 'pg'
import type { States } from '../../../core/ledger/states.js'
import { type NamedRule, rulesOf } from '../watching.js'
import { type Point, pointsOf } from './readings.js'

/** What one sensor said of a subject, with what is doubtful about it. */
export interface Line {
  sensor: string
  points: readonly Point[]
  doubts: readonly Doubt[]
}

/** All that was measured of one kind, with what it has to keep to. */
export interface Curve {
  kind: KindName
  rules: readonly NamedRule[]
  lines: readonly Line[]
}

interface Source {
  pool: pg.Pool
  states: States
}

const later = (one: string, other: string | null) =>
  other !== null && Date.parse(other) > Date.parse(one) ? other : one
const sooner = (one: string | null, other: string | null) =>
  one === null ? other : other === null || Date.parse(one) < Date.parse(other) ? one : other

/** What was measured of a subject between two instants (open where they are null): readings count while their sensor was there. */
export async function curvesOf(
  { pool, states }: Source,
  subject: string,
  { from = null, until = null }: { from?: string | null; until?: string | null } = {}
): Promise<Curve[]> {
  const stays = (await states.get(watchKey(subject)))?.stays ?? []
  const limits = ((await states.get(parameterKey(DOUBTFUL.name)))?.value as Doubtful | undefined) ?? DOUBTFUL.initial
  const curves = new Map<KindName, Map<string, Point[]>>()
  for (const { sensor, kind, since, until: left } of stays) {
    const points = await pointsOf(pool, sensor, later(since, from), sooner(left ?? null, until))
    const lines = curves.get(kind) ?? new Map<string, Point[]>()
    lines.set(sensor, [...(lines.get(sensor) ?? []), ...points])
    curves.set(kind, lines)
  }
  return Promise.all(
    [...curves].map(async ([kind, lines]) => ({
      kind,
      rules: await rulesOf(states, subject, kind),
      lines: [...lines]
        .filter(([, points]) => points.length > 0)
        .map(([sensor, points]) => ({ sensor, points, doubts: doubtsAbout(points, kind, limits) }))
    }))
  ).then(all => all.filter(({ lines }) => lines.length > 0))
}

/** When anything was last received of a subject; null for never. A page that shows it is new when this is. */
export async function lastReceived({ pool, states }: Source, subject: string): Promise<string | null> {
  const sensors = (await states.get(watchKey(subject)))?.stays.map(({ sensor }) => sensor) ?? []
  const { rows } = await pool.query<{ at: Date | null }>(
    'select max(received_at) as at from core_own.sensor_latest where sensor = any($1)',
    [sensors]
  )
  return rows[0]?.at?.toISOString() ?? null
}
