import type { FastifyBaseLogger } from 'fastify'
import type pg from 'pg'
import type { Regions } from '../../../core/web/regions.js'

const FLUSH_MILLISECONDS = 5000
/** Things and regions of which counts are in memory; of further ones none is taken until they are written. */
const MOST_PENDING = 50_000

/** What was looked at: a pack, a lot, or a number of a product that was never packed. */
export interface Scanned {
  kind: 'pack' | 'lot' | 'unknown'
  gtin: string
  /** Serial or lot; nothing of what was never packed, since anybody can make up any. */
  id: string
}

/** @param found whether there is such a thing */
export function scannedBy(
  { gtin, lot, serial }: { gtin: string; lot?: string; serial?: string },
  found: boolean
): Scanned {
  if (!found) return { kind: 'unknown', gtin, id: '' }
  return serial === undefined ? { kind: 'lot', gtin, id: lot! } : { kind: 'pack', gtin, id: serial }
}

interface Count extends Scanned {
  region: string
  times: number
}

/**
 * Counts the pages that are looked at. A page that is sent from memory must not wait for Postgres, so counts are added up
 * here and written every few seconds, and when the gateway stops; one that is killed loses its last few seconds.
 */
export class ScanCounter {
  private pending = new Map<string, Count>()
  private writing: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly pool: pg.Pool,
    private readonly regions: Regions,
    private readonly log: FastifyBaseLogger
  ) {}

  async start(): Promise<void> {
    await this.tick()
    this.timer = setInterval(() => void this.tick(), FLUSH_MILLISECONDS)
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.flush()
  }

  count(scanned: Scanned, region: string, times = 1): void {
    const { kind, gtin, id } = scanned
    const name = `${kind} ${gtin} ${id} ${region}`
    const count = this.pending.get(name)
    if (count) count.times += times
    else if (this.pending.size < MOST_PENDING) this.pending.set(name, { kind, gtin, id, region, times })
  }

  /** Writes what has been counted so far. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write())
    return this.writing
  }

  /** What is still of yesterday is written before its networks lose their names. */
  private async tick(): Promise<void> {
    await this.flush()
    try {
      if (await this.regions.turn()) await forgetNetworks(this.pool)
    } catch (error) {
      this.log.warn({ error: String(error) }, 'could not take the salt of the day; it is tried again')
    }
  }

  private async write(): Promise<void> {
    const counts = [...this.pending.values()]
    if (counts.length === 0) return
    this.pending = new Map()
    try {
      await writeCounts(this.pool, counts)
    } catch (error) {
      this.log.warn({ error: String(error) }, 'could not write counts of scans; they are kept')
      for (const count of counts) this.count(count, count.region, count.times)
    }
  }
}

/** Numbers that were never packed are counted for products that exist: there are endlessly many others. */
const writeCounts = (pool: pg.Pool, counts: readonly Count[]) =>
  pool.query({
    name: 'trace.count-scans',
    // In one order at all gateways, so that none waits for another that waits for it.
    text: `
      insert into core_own.scan as s (kind, gtin, id, day, region, times)
      select kind, gtin, id, (now() at time zone 'Asia/Shanghai')::date, region, times
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) as c (kind, gtin, id, region, times)
      where kind <> 'unknown' or exists (select from core.state where key = 'core/product/' || gtin)
      order by kind, gtin, id, region
      on conflict (kind, gtin, id, day, region) do update set times = s.times + excluded.times`,
    values: [
      counts.map(({ kind }) => kind),
      counts.map(({ gtin }) => gtin),
      counts.map(({ id }) => id),
      counts.map(({ region }) => region),
      counts.map(({ times }) => times)
    ]
  })

/** Once their salt is gone, names of networks say nothing: their counts are put together, without a region. */
const forgetNetworks = (pool: pg.Pool) =>
  pool.query(`
    with gone as (
      delete from core_own.scan
      where region like '~%' and day < (now() at time zone 'Asia/Shanghai')::date returning *)
    insert into core_own.scan as s (kind, gtin, id, day, region, times)
    select kind, gtin, id, day, '', sum(times) from gone group by kind, gtin, id, day
    on conflict (kind, gtin, id, day, region) do update set times = s.times + excluded.times`)
