/** What clients were told of readings against what became of them: Postgres alone has them, the ledger the series' roots. */
import { rootOfReadings } from '@suyuan/model/monitoring/readings'
import { seriesKey } from '@suyuan/model/monitoring/states'
import { sha256 } from '@suyuan/model/node/crypto'
import type pg from 'pg'
import { readingsIn } from '../../src/modules/monitoring/queries/series.js'
import type { History } from './history.js'
import type { Heard, Journal } from './journal.js'

interface Audited {
  /** How many of them clients were told of. */
  acknowledged: number
  /** What is wrong, in words. */
  lost: string[]
  doubled: string[]
}

export async function readingsAudited(pool: pg.Pool, journal: Journal, history: History): Promise<Audited> {
  const stored = await storedIn(pool)
  const heard = journal.readings.filter(isAcknowledged)
  const told = new Set([...(await closedIn(pool)), ...journal.series])
  const closed = await Promise.all([...told].map(id => seriesFaults(pool, history, id)))
  return {
    acknowledged: new Set(heard.map(nameOf)).size,
    lost: [...heard.filter(one => stored.get(nameOf(one)) !== contentOf(one)).map(missing), ...closed.flat()],
    doubled: [...(await twiceStored(pool)), ...(await twiceClosed(pool))]
  }
}

const isAcknowledged = ({ state }: Heard) => state === 'stored' || state === 'repeated'
const nameOf = ({ reading: { sensor, sequence } }: Heard) => `${sensor} ${sequence}`
const contentOf = ({ reading: { at, value } }: Heard) => `${at} ${value * 1000}`
const missing = (heard: Heard) => `reading ${nameOf(heard)} was ${heard.state} and is not there as it was said`

/** Time and value of each reading, by its name. */
async function storedIn(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string; at: Date; milli: number }>(
    `select sensor || ' ' || sequence as name, at, milli from core_own.reading`
  )
  return new Map(rows.map(({ name, at, milli }) => [name, `${at.toISOString()} ${milli}`]))
}

async function twiceStored(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select format('reading %s %s is stored %s times', sensor, sequence, count(*)) as text
     from core_own.reading group by sensor, sequence having count(*) > 1`
  )
  return rows.map(({ text }) => text)
}

async function twiceClosed(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select format('reading %s %s is in %s series', r.sensor, r.sequence, count(*)) as text
     from core_own.reading r join core_own.series_part p on p.sensor = r.sensor and p.sequences @> r.sequence
     group by r.sensor, r.sequence having count(*) > 1`
  )
  return rows.map(({ text }) => text)
}

async function closedIn(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('select id from core_own.series where closed')
  return rows.map(({ id }) => id)
}

/** A series is said to the ledger once, with the root over the very readings that are in it. */
async function seriesFaults(pool: pg.Pool, history: History, id: string): Promise<string[]> {
  const times = history.named.get(`monitoring/closeSeries/${id}`) ?? 0
  if (times !== 1) return [`series ${id} was closed and is on the ledger ${times} times`]
  const root = rootOfReadings(await readingsIn(pool, id), sha256)
  return history.read(seriesKey(id))?.root === root ? [] : [`series ${id} has another root on the ledger`]
}
