import { canonicalJson } from '@suyuan/model/core/canonical'
import type pg from 'pg'
import type { Conditions } from '../conditions.js'
import type { Claim } from '../master-data.js'

const PLACE = ['block', 'tx_index', 'position', 'index']
const placeOf = (row: string) => `(${PLACE.map(column => `${row}.${column}`).join(', ')})`

/** The newest that its author says of a thing of a vocabulary. */
const NEWEST = `not exists (select from epcis.epcis_master newer
  where newer.id = m.id and newer.vocabulary = m.vocabulary and newer.author = m.author
    and ${placeOf('newer')} > ${placeOf('m')})`

/** Of what is in the register only its holder's word counts: nobody describes another's place or product. */
const HOLDERS = `not exists (select from core.state s
  where (s.key = 'core/place/' || substring(m.id from '/414/(\\d{13})') and s.value ->> 'party' <> m.author)
     or (s.key = 'core/product/' || substring(m.id from '/01/(\\d{14})') and s.value ->> 'owner' <> m.author))`

/** More places than these are no answer to anybody. */
export const MOST_PLACES = 10_000

const BELOW = `
  with recursive below (id) as (
    select unnest($1::text[])
    union
    select inside.id from below, lateral (
      select 'https://id.gs1.org/414/' || substr(s.key, 12) from core.state s
        where s.key like 'core/place/%'
          and s.value ->> 'parent' = substring(below.id from '^https://id\\.gs1\\.org/414/(\\d{13})$')
      union all
      select unnest(m.children) from epcis.epcis_master m
        where m.id = below.id and ($2::text[] is null or m.vocabulary = any($2)) and ${NEWEST} and ${HOLDERS}
    ) as inside (id)
  ) select id from below limit ${MOST_PLACES + 1}`

/** Things, and all that lies in them, by the register and by master data of these vocabularies; of all, where none is named. */
export async function allBelow(
  pool: pg.Pool,
  ids: readonly string[],
  vocabularies: readonly string[] | null
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(BELOW, [ids, vocabularies])
  return rows.map(({ id }) => id)
}

/**
 * Places that have an attribute, with one of these values where such are given: of the register by its own names, of master
 * data by their terms.
 */
export async function placesHaving(
  pool: pg.Pool,
  register: { names: readonly string[]; values: readonly string[] | null },
  masterData: { vocabularies: readonly string[]; terms: readonly string[] }
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select 'https://id.gs1.org/414/' || substr(key, 12) as id from core.state
     where key like 'core/place/%' and exists (select from unnest($1::text[]) as asked (name)
       where value ->> asked.name is not null and ($2::text[] is null or value ->> asked.name = any($2)))
     union
     select m.id from epcis.epcis_master m
     where m.vocabulary = any($3) and m.terms && $4::text[] and ${NEWEST} and ${HOLDERS}
     limit ${MOST_PLACES + 1}`,
    [register.names, register.values, masterData.vocabularies, masterData.terms]
  )
  return rows.map(({ id }) => id)
}

/** What an author says of a thing, and where that is on the ledger. */
export interface FoundClaim extends Claim {
  id: string
  document: string
  author: string
  recordTime: Date
  key: string
  command: string
  block: number
  transaction: string
}

/** Claims that meet conditions over `m`, vocabulary by vocabulary, thing by thing. */
export async function searchMasterData(
  pool: pg.Pool,
  conditions: Conditions,
  after: readonly (string | number)[] | null,
  count: number
): Promise<FoundClaim[]> {
  const order = ['vocabulary', 'id', 'author'].map(column => `m.${column} collate "C"`).join(', ')
  const beyond = after ? `(${order}) > (${after.map(one => `${conditions.bind(one)}::text`).join(', ')})` : 'true'
  const { rows } = await pool.query<FoundClaim>(
    `select m.vocabulary, m.id, m.element, m.document, m.author, m.record_time as "recordTime", c.key,
       c.command_id as command, m.block, x.tx_id as transaction
     from epcis.epcis_master m
       join core.command c on (c.block, c.tx_index, c.position) = (m.block, m.tx_index, m.position)
       join core.transaction x on (x.block, x.index) = (m.block, m.tx_index)
     where ${conditions.sql} and ${NEWEST} and ${HOLDERS} and ${beyond}
     order by ${order} limit ${conditions.bind(count)}`,
    conditions.values
  )
  return rows
}

/** Those of an author's claims that he does not make just so already. */
export async function notYetClaimed(
  pool: pg.Pool,
  author: string,
  claims: readonly (Claim & { id: string })[]
): Promise<Claim[]> {
  const { rows } = await pool.query<Claim & { id: string }>(
    `select m.vocabulary, m.id, m.element from epcis.epcis_master m where m.author = $1 and m.id = any($2) and ${NEWEST}`,
    [author, claims.map(({ id }) => id)]
  )
  const nameOf = ({ vocabulary, id }: { vocabulary: string; id: string }) => JSON.stringify([vocabulary, id])
  const before = new Map(rows.map(row => [nameOf(row), canonicalJson(row.element)]))
  return claims
    .filter(claim => before.get(nameOf(claim)) !== canonicalJson(claim.element))
    .map(({ vocabulary, element }) => ({ vocabulary, element }))
}
