import type { PackRef } from '@suyuan/model/core/gs1'
import type pg from 'pg'

/** What is known of a pack's check code. */
export interface Activation {
  firstAt: Date
  /** '' where it is not known. */
  firstRegion: string
  lastAt: Date
  lastRegion: string
  times: number
}

export async function activationOf(pool: pg.Pool, { gtin, serial }: PackRef): Promise<Activation | null> {
  const { rows } = await pool.query<Activation>({
    name: 'trace.activation',
    text: `select first_at as "firstAt", first_region as "firstRegion", last_at as "lastAt", last_region as "lastRegion",
             times from core_own.activation where gtin = $1 and serial = $2`,
    values: [gtin, serial]
  })
  return rows[0] ?? null
}

/** How often a pack's page was opened, as far as it is written down. */
export async function scansOf(pool: pg.Pool, { gtin, serial }: PackRef): Promise<number> {
  const { rows } = await pool.query<{ times: number }>({
    name: 'trace.scans-of',
    text: `select coalesce(sum(times), 0)::bigint as times from core_own.scan where kind = 'pack' and gtin = $1 and id = $2`,
    values: [gtin, serial]
  })
  return rows[0]!.times
}

/** What looks odd about the check codes of a pack on a day. */
export interface ScanFlag {
  kind: 'velocity' | 'geography' | 'guessing'
  gtin: string
  serial: string
  /** Null for a label whose packing is not on the ledger. */
  lot: string | null
  product: { zh: string; en: string } | null
  day: string
  /** How often it was so that day. */
  times: number
  /** From where the right code ever came, so far as it is known. */
  regions: string[]
  firstAt: Date
  lastAt: Date
  /** Of the pack's check code altogether. */
  checks: number
}

export interface FlagFilter {
  kind?: ScanFlag['kind'] | undefined
  gtin?: string | undefined
  since?: string | undefined
  limit: number
  /** Those before that one. */
  after?: { lastAt: Date; id: number } | undefined
}

/** Flags for the regulator, the newest first. */
export async function scanFlags(pool: pg.Pool, filter: FlagFilter): Promise<(ScanFlag & { id: number })[]> {
  const { kind, gtin, since, limit, after } = filter
  const { rows } = await pool.query<ScanFlag & { id: number }>(
    `select f.id, f.kind, f.gtin, f.serial, p.lot, d.value -> 'name' as product, f.day::text as day, f.times, f.regions,
       f.first_at as "firstAt", f.last_at as "lastAt", coalesce(a.times, 0) as checks
     from core_own.scan_flag f
       left join trace.pack p on (p.gtin, p.serial) = (f.gtin, f.serial)
       left join core.state d on d.key = 'core/product/' || f.gtin
       left join core_own.activation a on (a.gtin, a.serial) = (f.gtin, f.serial)
     where ($1::text is null or f.kind = $1) and ($2::text is null or f.gtin = $2)
       and ($3::timestamptz is null or f.last_at >= $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', f.last_at), f.id) < ($4, $5))
     order by date_trunc('milliseconds', f.last_at) desc, f.id desc limit $6`,
    [kind ?? null, gtin ?? null, since ?? null, after?.lastAt ?? null, after?.id ?? null, limit]
  )
  return rows
}

/** Scans of a product on a day. `unknown` are serial numbers of it that were never packed. */
export interface ScanDay {
  gtin: string
  day: string
  packs: number
  lots: number
  unknown: number
  /** Regions, or networks where no region is known. */
  places: number
}

/** How often pages of products were looked at, a row a product and day, the newest first. */
export async function scanDays(
  pool: pg.Pool,
  { gtin, days }: { gtin?: string | undefined; days: number }
): Promise<ScanDay[]> {
  const { rows } = await pool.query<ScanDay>(
    `select gtin, day::text as day, coalesce(sum(times) filter (where kind = 'pack'), 0)::bigint as packs,
       coalesce(sum(times) filter (where kind = 'lot'), 0)::bigint as lots,
       coalesce(sum(times) filter (where kind = 'unknown'), 0)::bigint as unknown,
       count(distinct region)::int as places
     from core_own.scan
     where day > (now() at time zone 'Asia/Shanghai')::date - $2::int and ($1::text is null or gtin = $1)
     group by gtin, day order by day desc, gtin`,
    [gtin ?? null, days]
  )
  return rows
}
