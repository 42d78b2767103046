import { createHash, randomUUID } from 'node:crypto'
import { parameterKey } from '@suyuan/model/core/parameters'
import type { KindName } from '@suyuan/model/monitoring/kinds'
import { CLOSING } from '@suyuan/model/monitoring/parameters'
import { type Reading, rootOfReadings, type Summary, summaryOf } from '@suyuan/model/monitoring/readings'
import { type CloseSeries, closing, MOST_READINGS } from '@suyuan/model/monitoring/series'
import { type Sensor, sensorKey, shipmentKey, subjectOf, type Watch, watchKey } from '@suyuan/model/monitoring/states'
import { sha256 } from '@suyuan/model/node/crypto'
import type { FastifyBaseLogger } from 'fastify'
import type pg from 'pg'
import { bodyHashOf } from '../../../core/ledger/commands.js'
import { inTransaction } from '../../../core/mirror/pool.js'
import type { Services } from '../../../core/module.js'
import { windowEnd } from '../../../core/windows.js'

const WAIT_SECONDS = 30

/** A sensor's readings of one stay that are in no series yet. */
interface Part {
  sensor: string
  readings: Reading[]
}

/** Closes readings into series: what belongs to one is fixed in Postgres first, then the ledger is told, once. */
export class Closing {
  constructor(
    private readonly services: Services,
    private readonly log: FastifyBaseLogger
  ) {}

  async work(): Promise<void> {
    await this.tell()
    const now = Date.now()
    const { placeSeconds, graceSeconds } = await this.parameter()
    for (const subject of await this.receivedShipments(graceSeconds)) await this.close(subject, now)
    const end = windowEnd(now - graceSeconds * 1000, placeSeconds)
    for (const subject of await this.placesUntil(end)) {
      while ((await this.close(subject, end, placeSeconds)).length > 0);
      await this.services.pool.query(
        `insert into core_own.series_window (subject, until_at) values ($1, $2)
         on conflict (subject) do update set until_at = excluded.until_at`,
        [subject, new Date(end)]
      )
    }
    await this.tell()
  }

  /**
   * Closes what is in no series yet of a subject, up to an instant.
   *
   * @param seconds of one series at the most, by windows of that length; none where it is closed as a whole
   * @param party whose sensors; everybody's where it does not say
   * @returns the numbers of the series
   */
  async close(subject: string, until: number, seconds?: number, party?: string): Promise<string[]> {
    const groups = await this.groupsOf(subject, party)
    const made: string[] = []
    for (const { kind, by, stays } of groups) {
      const id = await inTransaction(this.services.pool, db =>
        this.fix(db, { subject, kind, by, stays, until, seconds })
      )
      if (id) made.push(id)
    }
    return made
  }

  private async parameter() {
    return (
      ((await this.services.states.get(parameterKey(CLOSING.name)))?.value as typeof CLOSING.initial) ?? CLOSING.initial
    )
  }

  /** Received, and nothing came of them for a while. */
  private async receivedShipments(graceSeconds: number): Promise<string[]> {
    const { rows } = await this.services.pool.query<{ subject: string }>(
      `select w.subject from (
         select replace(substr(key, length('monitoring/watch/') + 1), '%3A', ':') as subject, value from core.state
         where key like 'monitoring/watch/%\\%3A%') w
       join core.state s on s.key = 'trace/shipment/' || replace(w.subject, ':', '%3A') and s.value ->> 'status' = 'received'
       where not exists (select from core_own.series where series.subject = w.subject)
         and exists (select from jsonb_array_elements(w.value -> 'stays') stay
           join core_own.sensor_latest l on l.sensor = stay ->> 'sensor')
         and not exists (select from jsonb_array_elements(w.value -> 'stays') stay
           join core_own.sensor_latest l on l.sensor = stay ->> 'sensor'
           where not stay ? 'until' and l.received_at > now() - $1 * interval '1 second')`,
      [graceSeconds]
    )
    return rows.map(({ subject }) => subject)
  }

  private async placesUntil(end: number): Promise<string[]> {
    const { rows } = await this.services.pool.query<{ subject: string }>(
      `select subject from (
         select substr(key, length('monitoring/watch/') + 1) as subject from core.state
         where key like 'monitoring/watch/%' and key not like '%\\%3A%') w
       left join core_own.series_window using (subject) where until_at is null or until_at < $1`,
      [new Date(end)]
    )
    return rows.map(({ subject }) => subject)
  }

  private async groupsOf(subject: string, party?: string) {
    const { states } = this.services
    const stays = (await states.get(watchKey(subject)))?.stays ?? []
    const groups = new Map<string, { kind: KindName; by: string; stays: Watch['stays'][number][] }>()
    for (const stay of stays) {
      const sensor = (await states.get(sensorKey(stay.sensor))) as Sensor | null
      if (!sensor || (party !== undefined && sensor.party !== party)) continue
      const name = `${stay.kind} ${sensor.party}`
      const group = groups.get(name) ?? { kind: stay.kind, by: sensor.party, stays: [] }
      group.stays.push(stay)
      groups.set(name, group)
    }
    return [...groups.values()]
  }

  private async fix(
    db: pg.PoolClient,
    is: {
      subject: string
      kind: KindName
      by: string
      stays: Watch['stays']
      until: number
      seconds: number | undefined
    }
  ): Promise<string | null> {
    // One gateway at a time closes readings of a subject, or two would put the same reading into two series.
    await db.query(`select pg_advisory_xact_lock(hashtext('series ' || $1))`, [is.subject])
    let parts = await Promise.all(is.stays.map(stay => unclosed(db, stay, is.until)))
    parts = parts.filter(({ readings }) => readings.length > 0)
    if (is.seconds !== undefined && parts.length > 0) {
      const first = Math.min(...parts.map(({ readings }) => Math.min(...readings.map(({ at }) => Date.parse(at)))))
      const end = windowEnd(first, is.seconds) + is.seconds * 1000
      parts = parts
        .map(part => ({ ...part, readings: part.readings.filter(({ at }) => Date.parse(at) < end) }))
        .filter(({ readings }) => readings.length > 0)
    }
    if (parts.length === 0) return null
    const payload = await this.payloadOf(is, parts)
    await db.query(`insert into core_own.series (id, subject, kind, party, payload) values ($1, $2, $3, $4, $5)`, [
      ...[payload.id, is.subject, is.kind, is.by, JSON.stringify(payload)]
    ])
    for (const { sensor, readings } of parts) {
      const { from, until } = summaryOf(readings)
      await db.query(
        `insert into core_own.series_part (series, sensor, from_at, until_at, sequences)
         select $1, $2, $3, $4, range_agg(int8range(sequence, sequence, '[]')) from unnest($5::bigint[]) as sequence`,
        [payload.id, sensor, from, until, readings.map(({ sequence }) => sequence)]
      )
    }
    return payload.id
  }

  private async payloadOf(
    is: { subject: string; kind: KindName; by: string },
    parts: readonly Part[]
  ): Promise<CloseSeries> {
    const root = rootOfReadings(
      parts.flatMap(({ readings }) => readings),
      sha256
    )
    const shipment = is.subject.includes(':') ? await this.services.states.get(shipmentKey(is.subject)) : null
    const name = createHash('sha256').update([is.subject, is.kind, is.by, root].join('\n')).digest('hex')
    return closing({
      ...{
        id: `S-${name.slice(0, 20)}`,
        eventID: `urn:uuid:${randomUUID()}`,
        subject: subjectOf(is.subject),
        kind: is.kind,
        root
      },
      sensors: parts.map(({ sensor, readings }): Summary & { sensor: string } => ({ sensor, ...summaryOf(readings) })),
      cases: [...new Set((shipment?.items ?? []).flatMap(({ sscc }) => (sscc ? [sscc] : [])))],
      nonce: randomUUID().replaceAll('-', '')
    })
  }

  /** Sends what the ledger has not said it has; the same command again, by its name, is the same. */
  async tell(): Promise<void> {
    const { pool } = this.services
    const { rows } = await pool.query<{ id: string; party: string; payload: Record<string, unknown> }>(
      `select id, party, payload from core_own.series where not closed and problem is null order by made_at limit 50`
    )
    await Promise.all(
      rows.map(async ({ id, party, payload }) => {
        try {
          const { outcome, state } = await this.services.commands.send(
            { party, module: 'monitoring', action: 'closeSeries', payload },
            {
              ...{ answerSeconds: WAIT_SECONDS, inputWait: 0 },
              idempotency: { idempotencyKey: `monitoring/series/${id}`, bodyHash: bodyHashOf('closeSeries', id) }
            }
          )
          if (!outcome) throw new Error(state)
          const fine = !outcome.code || outcome.code === 'MATTER_EXISTS'
          await pool.query('update core_own.series set closed = $2, problem = $3 where id = $1', [
            ...[id, fine, fine ? null : outcome.code]
          ])
          if (!fine) this.log.error({ series: id, code: outcome.code }, 'a series was refused')
        } catch (error) {
          this.log.warn({ error: String(error), series: id }, 'a series could not be closed; will again')
        }
      })
    )
  }
}

async function unclosed(db: pg.PoolClient, stay: Watch['stays'][number], until: number): Promise<Part> {
  const end = new Date(Math.min(until - 1, stay.until === undefined ? Infinity : Date.parse(stay.until)))
  const { rows } = await db.query<{ sequence: number; at: Date; milli: number }>(
    `select sequence, at, milli from core_own.reading r
     where sensor = $1 and at >= $2 and at <= $3
       and day between ($2::timestamptz at time zone 'UTC')::date and ($3::timestamptz at time zone 'UTC')::date
       and not exists (select from core_own.series_part p where p.sensor = r.sensor and p.sequences @> r.sequence)
     order by sequence limit $4`,
    [stay.sensor, stay.since, end, MOST_READINGS]
  )
  const readings = rows.map(({ sequence, at, milli }) => ({
    ...{ sensor: stay.sensor, sequence, at: at.toISOString(), value: milli / 1000 }
  }))
  return { sensor: stay.sensor, readings }
}
