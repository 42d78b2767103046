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
  const age = screening ? Date.now() - Date.parse(screening.at) : Number.POSITIVE_INFINITY
  return {
    ...{ gtin, name, owner, registers, eligible832: standing?.eligible832 ?? false },
    lapsed: known.filter(register => !registers.includes(register)),
    screenedAt: screening?.at ?? null,
    due: age > (days ?? SCREENING_DAYS.initial) * 86_400_000,
    score: score === null ? null : Number(score)
  }
}

/** Products that are due to be held against the registers, those never looked at first; as many as one look takes. */
export async function dueProducts(pool: pg.Pool, most: number): Promise<string[]> {
  const { rows } = await pool.query<{ gtin: string }>({
    name: 'recognition.due',
    text: `
      select substr(p.key, 14) as gtin from core.state p
        left join core.state l on l.key = 'recognition/screening/' || substr(p.key, 14)
      where p.key like 'core/product/%' and p.value ->> 'unit' = 'piece' and (l.key is null or (l.value ->> 'at')::timestamptz < now() - make_interval(days =>
        coalesce((select (value ->> 'value')::int from core.state where key = $2), $3)))
      order by l.value ->> 'at' nulls first, p.key limit $1`,
    values: [most, parameterKey(SCREENING_DAYS.name), SCREENING_DAYS.initial]
  })
  return rows.map(({ gtin }) => gtin)
}
