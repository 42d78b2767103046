import type { PackRef } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import { inTransaction } from '../../../core/mirror/pool.js'
import { type Asked, type FlagKind, flagsOf } from './flags.js'

/** Wrong codes of one pack a day, from wherever, after which no further is looked at: a thirty-millionth of what there are. */
const MOST_WRONG = 1000

interface Activated {
  times: number
  before_at: Date | null
  before_region: string | null
  last_at: Date
}

/**
 * Records that the right check code of a pack was asked.
 *
 * @param region '' where it is not known
 * @returns which time it is
 */
export const activate = (pool: pg.Pool, { gtin, serial }: PackRef, region: string): Promise<number> =>
  inTransaction(pool, async db => {
    const { rows } = await db.query<Activated>({
      name: 'trace.activate',
      text: `
        insert into core_own.activation as a (gtin, serial, first_at, first_region, last_at, last_region, times)
        values ($1, $2, now(), $3, now(), $3, 1)
        on conflict (gtin, serial) do update set times = a.times + 1, before_at = a.last_at,
          before_region = a.last_region, last_at = now(), last_region = $3
        returning times, before_at, before_region, last_at`,
      values: [gtin, serial, region]
    })
    const { times, before_at, before_region, last_at } = rows[0]!
    const before = before_at && { at: before_at, region: before_region ?? '' }
    const asked = { times, at: last_at, region, before, ...(await countToday(db, { gtin, serial }, region, 'good')) }
    for (const kind of flagsOf(asked)) await raise(db, kind, { gtin, serial }, asked)
    return times
  })

/** Records a code that is not the pack's. */
export const recordWrong = (pool: pg.Pool, pack: PackRef, region: string): Promise<void> =>
  inTransaction(pool, async db => {
    const today = await countToday(db, pack, region, 'wrong')
    const asked = { times: 0, at: new Date(), region, before: null, ...today }
    for (const kind of flagsOf(asked)) await raise(db, kind, pack, asked)
  })

/** Whether so many wrong codes of the pack were tried today that no further is looked at. */
export async function isGuessed(pool: pg.Pool, { gtin, serial }: PackRef): Promise<boolean> {
  const { rows } = await pool.query<{ guessed: boolean }>({
    name: 'trace.guessed',
    text: `select coalesce(sum(wrong), 0) >= $3 as guessed from core_own.check_day
           where gtin = $1 and serial = $2 and day = (now() at time zone 'Asia/Shanghai')::date`,
    values: [gtin, serial, MOST_WRONG]
  })
  return rows[0]!.guessed
}

/** @returns how often right and wrong codes of the pack came today, and from where such ones ever did */
async function countToday(
  db: pg.ClientBase,
  { gtin, serial }: PackRef,
  region: string,
  what: 'good' | 'wrong'
): Promise<Pick<Asked, 'today' | 'wrongToday' | 'regions'>> {
  const counted = what === 'good' ? [1, 0] : [0, 1]
  await db.query({
    name: 'trace.count-check',
    text: `
      insert into core_own.check_day as d (gtin, serial, day, region, good, wrong)
      values ($1, $2, (now() at time zone 'Asia/Shanghai')::date, $3, $4, $5)
      on conflict (gtin, serial, day, region) do update set good = d.good + $4, wrong = d.wrong + $5`,
    values: [gtin, serial, region, ...counted]
  })
  const { rows } = await db.query<{ today: number; wrong: number; regions: string[] }>({
    name: 'trace.checks-of',
    text: `
      select coalesce(sum(good) filter (where day = today), 0)::int as today,
        coalesce(sum(wrong) filter (where day = today), 0)::int as wrong,
        coalesce(array_agg(distinct region) filter (where region <> ''
          and case $3 when 'good' then good else wrong end > 0), '{}') as regions
      from core_own.check_day, (select (now() at time zone 'Asia/Shanghai')::date as today) d
      where gtin = $1 and serial = $2`,
    values: [gtin, serial, what]
  })
  const { today, wrong, regions } = rows[0]!
  return { today, wrongToday: wrong, regions }
}

/** Once a pack, kind and day; further ones that day are counted. */
const raise = (db: pg.ClientBase, kind: FlagKind, { gtin, serial }: PackRef, { regions }: Asked) =>
  db.query({
    name: 'trace.raise-flag',
    text: `
      insert into core_own.scan_flag as f (kind, gtin, serial, day, times, regions, first_at, last_at)
      values ($1, $2, $3, (now() at time zone 'Asia/Shanghai')::date, 1, $4, now(), now())
      on conflict (kind, gtin, serial, day) do update set times = f.times + 1, regions = $4, last_at = now()`,
    values: [kind, gtin, serial, regions]
  })
