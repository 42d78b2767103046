import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import { caseUri, type LotRef, lotUri } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import type { Person } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { eventNow, refuseUnless } from './recall/open.js'

/** What an officer writes down on site. */
export interface Findings {
  /** Certificate numbers of the two who must be there (食品安全法 and 行政处罚法: no fewer). */
  officers: [string, string]
  place: string
  about: { lots: LotRef[]; cases: string[] }
  conformant: boolean
  words: string
  photo: Buffer | null
}

export interface Inspection extends Omit<Findings, 'photo'> {
  id: string
  account: string
  party: string
  madeAt: Date
  digest: string
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

/**
 * Keeps the record, then has the ledger say what was found: goods that are not on hold are held and released or rejected in
 * one command, since the law inspects what is held.
 *
 * @throws Refusal of the law, HttpProblem
 */
export async function inspect(services: Services, person: Person, findings: Findings): Promise<string> {
  const { pool, commands, waits } = services
  const id = randomUUID()
  const salt = randomBytes(32)
  const digest = digestOf(id, findings, salt)
  await keep(pool, person, id, findings, salt, digest)
  const status = await commands.send(
    {
      party: person.party,
      module: 'trace',
      action: 'capture',
      payload: { events: await eventsOf(pool, id, findings, digest) }
    },
    { answerSeconds: waits.answerSeconds, inputWait: 0 }
  )
  await pool.query('update core_own.inspection set key = $2, command_id = $3 where id = $1', [
    id,
    status.key,
    status.id
  ])
  refuseUnless(status.outcome)
  return id
}

async function keep(
  pool: pg.Pool,
  { account, party }: Person,
  id: string,
  { officers, place, about, conformant, words, photo }: Findings,
  salt: Buffer,
  digest: string
): Promise<void> {
  await pool.query(
    `insert into core_own.inspection (id, account, party, officers, place, about, conformant, words, photo, salt, digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, account, party, officers, place, JSON.stringify(about), conformant, words, photo, salt, digest]
  )
}

async function eventsOf(pool: pg.Pool, id: string, { place, about, conformant }: Findings, digest: string) {
  const goods = {
    ...(about.cases.length > 0 && { epcList: about.cases.map(caseUri) }),
    ...(about.lots.length > 0 && { quantityList: about.lots.map(ref => ({ epcClass: lotUri(ref) })) })
  }
  const note = { 'suyuan:note': `现场检查记录 ${id} sha256:${digest}` }
  const inspecting = {
    ...eventNow(place),
    bizStep: 'inspecting',
    disposition: conformant ? 'conformant' : 'non_conformant',
    ...goods,
    ...note
  }
  if (await allHeld(pool, about)) return [inspecting]
  return [{ ...eventNow(place), bizStep: 'holding', disposition: 'non_sellable_other', ...goods, ...note }, inspecting]
}

async function allHeld(pool: pg.Pool, { lots, cases }: Findings['about']): Promise<boolean> {
  const { rows } = await pool.query<{ free: number }>(
    `select (select count(*) from trace.lot where hold is null and (gtin, lot) in (select * from unnest($1::text[], $2::text[])))
       + (select count(*) from trace.logistic_unit where hold is null and sscc = any($3)) as free`,
    [lots.map(({ gtin }) => gtin), lots.map(({ lot }) => lot), cases]
  )
  return rows[0]!.free === 0
}

const COLUMNS = `id, account, party, made_at as "madeAt", officers, place, about, conformant, words, digest, key,
  command_id as command, photo is not null as "hasPhoto"`

export async function inspectionOf(pool: pg.Pool, id: string): Promise<Inspection | null> {
  const { rows } = await pool.query<Inspection>(`select ${COLUMNS} from core_own.inspection where id = $1`, [id])
  return rows[0] ?? null
}

export async function inspectionsOf(pool: pg.Pool, party: string): Promise<Inspection[]> {
  const { rows } = await pool.query<Inspection>(
    `select ${COLUMNS} from core_own.inspection where party = $1 order by made_at desc limit 100`,
    [party]
  )
  return rows
}

export async function photoOf(pool: pg.Pool, id: string): Promise<Buffer | null> {
  const { rows } = await pool.query<{ photo: Buffer | null }>('select photo from core_own.inspection where id = $1', [
    id
  ])
  return rows[0]?.photo ?? null
}
