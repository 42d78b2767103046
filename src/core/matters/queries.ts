import type { Matter } from '@suyuan/model/core/procedure'
import type pg from 'pg'
import { z } from 'zod'
import { type Names, namesOf } from '../mirror/names.js'
import { isSeenBy, type MountedFace, type Numbered, type Viewer } from './face.js'

export interface Wanted {
  viewer: Viewer
  state?: string | undefined
  /** Of one party alone, or that concern it. */
  party?: string | undefined
  /** A part of its number, of its party's name or number, or of what is said in it. */
  text?: string | undefined
  /** Where the list goes on: block and key of the last one given. */
  after?: readonly [number, string] | null
  limit: number
}

interface Row {
  key: string
  value: Matter
  block: number
}

const prefixOf = ({ module, kind }: Pick<MountedFace, 'module' | 'kind'>) => `${module}/${kind}/`
const numbered = (face: MountedFace, { key, value, block }: Row): Numbered => ({
  ...value,
  id: decodeURIComponent(key.slice(prefixOf(face).length)),
  block
})

/** How many matters of a kind there are in each state, whoever may see them; states of none are left out. */
export async function countsByState(pool: pg.Pool, module: string, kind: string): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ state: string; count: number }>({
    name: 'core.matter-counts',
    text: `select value ->> 'state' as state, count(*)::int as count from core.state where key like $1 || '%' group by 1`,
    values: [prefixOf({ module, kind })]
  })
  return new Map(rows.map(({ state, count }) => [state, count]))
}

/** Matters that the viewer may see, those that changed last first. */
export async function mattersOf(pool: pg.Pool, face: MountedFace, wanted: Wanted): Promise<Numbered[]> {
  const { viewer, state, party, text, after, limit } = wanted
  const found: Numbered[] = []
  let from = after ?? null
  // What is not for the viewer is left out of what Postgres gives, so it is asked until there are enough.
  for (;;) {
    const { rows } = await pool.query<Row>({
      name: 'core.matters',
      text: `
        select s.key, s.value, s.block from core.state s
          left join core.state p on p.key = 'core/party/' || (s.value ->> 'party')
        where s.key like $1 || '%' and ($2::text is null or s.value ->> 'state' = $2)
          and ($3::text is null or s.value ->> 'party' = $3 or s.value -> 'concerned' ? $3)
          and ($4::text is null or strpos(lower(concat(s.key, s.value, p.value -> 'name')), lower($4)) > 0)
          and ($5::bigint is null or (s.block, s.key) < ($5, $6::text))
        order by s.block desc, s.key desc limit $7`,
      values: [
        ...[
          prefixOf(face),
          state ?? null,
          viewer.supervises || face.shown.includes('board') ? (party ?? null) : viewer.party
        ],
        ...[text ?? null, from?.[0] ?? null, from?.[1] ?? null, limit]
      ]
    })
    found.push(...rows.map(row => numbered(face, row)).filter(matter => isSeenBy(face, matter, viewer)))
    const last = rows.at(-1)
    if (!last || rows.length < limit || found.length >= limit) return found.slice(0, limit)
    from = [last.block, last.key]
  }
}

/** Where a list goes on: block and key of a matter. */
export const ListPlace = z.tuple([z.int().min(0), z.string()])

/** How a list goes on after a matter. */
export const placeOf = (face: MountedFace, { id, block }: Numbered): [number, string] => [
  block,
  prefixOf(face) + encodeURIComponent(id)
]

export async function matterOf(pool: pg.Pool, face: MountedFace, id: string): Promise<Numbered | null> {
  const { rows } = await pool.query<Row>({
    name: 'core.matter',
    text: 'select key, value, block from core.state where key = $1',
    values: [prefixOf(face) + encodeURIComponent(id)]
  })
  return rows[0] ? numbered(face, rows[0]) : null
}

/** What matters name, by what it is called. */
export async function namesIn(pool: pg.Pool, face: MountedFace, matters: readonly Numbered[]): Promise<Names> {
  const mentioned = matters.map(matter => face.mentions?.(matter) ?? {})
  return namesOf(pool, {
    parties: [
      ...matters.flatMap(({ party, history }) => [party, ...history.map(({ by }) => by)]),
      ...mentioned.flatMap(({ parties = [] }) => parties)
    ],
    places: mentioned.flatMap(({ places = [] }) => places),
    products: mentioned.flatMap(({ products = [] }) => products)
  })
}

/** A command that took a step. */
export interface StepCommand {
  key: string
  id: string
  block: number
}

/** The commands behind a matter's steps, in the order of its history; null where another author's took it in the same instant. */
export async function commandsOf(
  pool: pg.Pool,
  { module }: MountedFace,
  { id, history }: Numbered
): Promise<(StepCommand | null)[]> {
  const { rows } = await pool.query<{ key: string; id: string; block: number; action: string; by: string; at: Date }>({
    name: 'core.commands-of-matter',
    text: `
      select c.key, c.command_id as id, c.block, c.action, c.author as by, c.recorded_at as at from core.command c
      where c.module = $1 and c.module not in ('core', 'trace', 'epcis') and c.recorded_at = any($2::timestamptz[])
        and c.status = 'accepted' and c.command::jsonb -> 'payload' ->> 'id' = $3`,
    values: [module, history.map(({ at }) => at), id]
  })
  return history.map(({ step, by, at }) => {
    const row = rows.find(each => each.action === step && each.by === by && each.at.toISOString() === at)
    return row ? { key: row.key, id: row.id, block: row.block } : null
  })
}
