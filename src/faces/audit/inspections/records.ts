import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import { caseUri, type LotRef, lotUri } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import type { Person } from '../../../core/identity/person.js'
import { eventNow } from '../recall/open.js'

/** What an officer writes down on site. */
export interface Findings {
  /** Certificate numbers of the two who must be there (食品安全法 and 行政处罚法: no fewer). */
  officers: [string, string]
  place: string
  about: { lots: LotRef[]; cases: string[] }
  /** Null: held, until a test says more. */
  conformant: boolean | null
  words: string
  photo: Buffer | null
}

export interface Inspection extends Omit<Findings, 'photo'> {
  id: string
  account: string
  party: string
  madeAt: Date
  digest: string
  /** What is signed. */
  events: readonly Record<string, unknown>[] | null
  /** The command that says it on the ledger, and its key; null as long as nobody has signed. */
  key: string | null
  command: string | null
  hasPhoto: boolean
}

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/**
 * What the ledger has of a record: under a salt of its own, since a certificate's number could be found by trying them all.
 */
export function digestOf(id: string, findings: Findings, salt: Buffer): string {
  const { photo, ...told } = findings
  return sha256(salt, canonicalJson({ id, ...told, photo: photo ? sha256(photo) : null }))
}

/** Keeps what was found, and what the ledger is to be told of it; to sign that is another step. @returns its id */
export async function keep(pool: pg.Pool, { account, party }: Person, findings: Findings): Promise<string> {
  const { officers, place, about, conformant, words, photo } = findings
  const [id, salt] = [randomUUID(), randomBytes(32)]
  const digest = digestOf(id, findings, salt)
  const events = await eventsOf(pool, id, findings, digest)
  await pool.query(
    `insert into core_own.inspection
       (id, account, party, officers, place, about, conformant, words, photo, salt, digest, events)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[id, account, party, officers, place, JSON.stringify(about), conformant, words, photo, salt, digest],
      JSON.stringify(events)
    ]
  )
  return id
}

/** Goods that are not on hold are held first, and released or rejected in the same command: the law inspects what is held. */
async function eventsOf(pool: pg.Pool, id: string, { place, about, conformant }: Findings, digest: string) {
  const what = {
    ...(about.cases.length > 0 && { epcList: about.cases.map(caseUri) }),
    ...(about.lots.length > 0 && { quantityList: about.lots.map(ref => ({ epcClass: lotUri(ref) })) }),
    'suyuan:note': `现场检查记录 ${id} sha256:${digest}`
  }
  const holding = { ...eventNow(place), bizStep: 'holding', disposition: 'non_sellable_other', ...what }
  if (conformant === null) return [holding]
  const disposition = conformant ? 'conformant' : 'non_conformant'
  const inspecting = { ...eventNow(place), bizStep: 'inspecting', disposition, ...what }
  return (await allHeld(pool, about)) ? [inspecting] : [holding, inspecting]
}

async function allHeld(pool: pg.Pool, { lots, cases }: Findings['about']): Promise<boolean> {
  const { rows } = await pool.query<{ free: number }>(
    `select (select count(*) from trace.lot where hold is null and (gtin, lot) in (select * from unnest($1::text[], $2::text[])))
       + (select count(*) from trace.logistic_unit where hold is null and sscc = any($3)) as free`,
    [lots.map(({ gtin }) => gtin), lots.map(({ lot }) => lot), cases]
  )
  return rows[0]!.free === 0
}

/** Notes by which command a record is said, unless another was noted meanwhile. @returns whether it was */
export async function noteCommand(
  pool: pg.Pool,
  { id, command: before }: Inspection,
  { key, id: command }: { key: string; id: string }
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update core_own.inspection set key = $3, command_id = $4
     where id = $1 and (command_id is not distinct from $2 or command_id = $4)`,
    [id, before, key, command]
  )
  return rowCount === 1
}

const COLUMNS = `id, account, party, made_at as "madeAt", officers, place, about, conformant, words, digest, events, key,
  command_id as command, photo is not null as "hasPhoto"`

/** A record of a party; null where it has none of that id. */
export async function inspectionOf(pool: pg.Pool, party: string, id: string): Promise<Inspection | null> {
  const { rows } = await pool.query<Inspection>(
    `select ${COLUMNS} from core_own.inspection where id = $1 and party = $2`,
    [id, party]
  )
  return rows[0] ?? null
}

export async function inspectionsOf(pool: pg.Pool, party: string): Promise<Inspection[]> {
  const { rows } = await pool.query<Inspection>(
    `select ${COLUMNS} from core_own.inspection where party = $1 order by made_at desc limit 100`,
    [party]
  )
  return rows
}

export async function photoOf(pool: pg.Pool, party: string, id: string): Promise<Buffer | null> {
  const { rows } = await pool.query<{ photo: Buffer | null }>(
    'select photo from core_own.inspection where id = $1 and party = $2',
    [id, party]
  )
  return rows[0]?.photo ?? null
}
