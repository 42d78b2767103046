import { dayOf, daysAfter } from '@suyuan/model/core/day'
import { parameterKey } from '@suyuan/model/core/parameters'
import type { Text } from '@suyuan/model/core/refusal'
import { SCREENING_DAYS } from '@suyuan/model/recognition/parameters'
import { type Register, registersOn, type Screening, type Standing } from '@suyuan/model/recognition/states'
import type pg from 'pg'
import { today } from '../../core/web/clock.js'

/** A product as the registers have it today. */
export interface Listed {
  gtin: string
  name: Text
  owner: Text
  registers: readonly Register[]
  lapsed: readonly Register[]
  eligible832: boolean
  /** When it was last held against the registers, ISO 8601. */
  screenedAt: string | null
  /** Whether nobody but the schedule asked for that. */
  byItself: boolean
  /** Whether that is longer ago than was agreed on. */
  due: boolean
  /** Mean of all offices' scores over the four criteria. */
  score: number | null
}

interface Row {
  gtin: string
  name: Text
  owner: Text
  standing: Standing | null
  screening: Screening | null
  score: string | null
  days: number | null
}

/** What is sold by the piece, and whose number, name or supplier has the text in it: what is in a register first, then the best of scores. */
export async function listedWith(
  pool: pg.Pool,
  text: string,
  { limit, skip = 0 }: { limit: number; skip?: number }
): Promise<Listed[]> {
  const { rows } = await pool.query<Row>({
    name: 'recognition.listed',
    text: `
      select substr(p.key, 14) as gtin, p.value -> 'name' as name, o.value -> 'name' as owner, s.value as standing,
        l.value as screening, c.score, (select (value ->> 'value')::int from core.state where key = $4) as days
      from core.state p
        join core.state o on o.key = 'core/party/' || (p.value ->> 'owner')
        left join core.state s on s.key = 'recognition/product/' || substr(p.key, 14)
        left join core.state l on l.key = 'recognition/screening/' || substr(p.key, 14)
        left join lateral (
          select round(avg(points::numeric), 1) as score from core.state r, jsonb_each_text(r.value -> 'scores') as e (criterion, points)
          where r.key like 'recognition/scores/' || substr(p.key, 14) || '/%'
        ) c on true
      where p.key like 'core/product/%' and p.value ->> 'unit' = 'piece'
        and strpos(lower(concat(substr(p.key, 14), ' ', p.value -> 'name', o.value -> 'name')), lower($1)) > 0
      order by s.key is null, c.score desc nulls last, p.key limit $2 offset $3`,
    values: [text, limit, skip, parameterKey(SCREENING_DAYS.name)]
  })
  return rows.map(listedIn)
}

function listedIn({ gtin, name, owner, standing, screening, score, days }: Row): Listed {
  const registers = standing ? registersOn(standing, today()) : []
  const known = Object.keys(standing?.registers ?? {}) as Register[]
  return {
    ...{ gtin, name, owner, registers, eligible832: standing?.eligible832 ?? false },
    lapsed: known.filter(register => !registers.includes(register)),
    screenedAt: screening?.at ?? null,
    byItself: screening?.scheduled !== undefined,
    due: !screening || daysAfter(dayOf(screening.at), days ?? SCREENING_DAYS.initial) <= today(),
    score: score === null ? null : Number(score)
  }
}

/**
 * What is due at $1 to be held against the registers, if it was on the ledger by then: an instant's round is the same whoever
 * asks for it, and when. The days are China's, as the law has them.
 */
const DUE = `
  from core.state p
    join core.block b on b.number = p.block and b.recorded_at <= $1
    left join core.state l on l.key = 'recognition/screening/' || substr(p.key, 14)
  where p.key like 'core/product/%' and p.value ->> 'unit' = 'piece' and (l.key is null or
    ((l.value ->> 'at')::timestamptz at time zone 'Asia/Shanghai')::date
      + coalesce((select (value ->> 'value')::int from core.state where key = $2), $3)
    <= ($1::timestamptz at time zone 'Asia/Shanghai')::date)`
const dueValues = (at: Date) => [at, parameterKey(SCREENING_DAYS.name), SCREENING_DAYS.initial]

/** Products that are due at an instant, those never looked at first; as many as one look takes. */
export async function dueProducts(pool: pg.Pool, at: Date, most: number): Promise<string[]> {
  const { rows } = await pool.query<{ gtin: string }>({
    name: 'recognition.due',
    text: `select substr(p.key, 14) as gtin ${DUE} order by l.value ->> 'at' nulls first, p.key limit $4`,
    values: [...dueValues(at), most]
  })
  return rows.map(({ gtin }) => gtin)
}

/** How many are due at an instant. */
export async function countDue(pool: pg.Pool, at: Date): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({
    name: 'recognition.count-due',
    text: `select count(*)::int as count ${DUE}`,
    values: dueValues(at)
  })
  return rows[0]!.count
}

/** A round that the schedule has run, as its commands on the ledger have it. */
export interface Round {
  /** The instant of the schedule, and when its last command was recorded. */
  scheduled: Date
  at: Date
  /** In whose name. */
  by: Text
  /** How many products it held against the registers, and how many of them stand there no more. */
  products: number
  lapsed: number
  /** The newest of its commands. */
  key: string
  id: string
  block: number
}

const LOOKS = `core.command where module = 'recognition' and action = 'screen' and status = 'accepted'`
const SCHEDULED = `(command::jsonb #>> '{payload,scheduled}')::timestamptz`

/** The last round, or null where none has run. */
export async function lastRound(pool: pg.Pool): Promise<Round | null> {
  const { rows } = await pool.query<Round>({
    name: 'recognition.last-round',
    text: `
      select r.scheduled, r.recorded_at as at, r.key, r.command_id as id, r.block, o.value -> 'name' as by, found.*
      from (select *, ${SCHEDULED} as scheduled from ${LOOKS} and ${SCHEDULED} is not null
          order by recorded_at desc, block desc, tx_index desc, position desc limit 1) r
        join core.state o on o.key = 'core/party/' || r.author,
        lateral (select count(*)::int as products,
            (count(*) filter (where jsonb_array_length(fact -> 'lapsed') > 0))::int as lapsed
          from (select facts from ${LOOKS} and recorded_at >= r.scheduled and ${SCHEDULED} = r.scheduled) looks,
            jsonb_array_elements(facts) as fact) found`
  })
  return rows[0] ?? null
}
