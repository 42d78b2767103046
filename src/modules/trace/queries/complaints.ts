import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { readSymbols, symbolsOf } from '../../../core/identity/symbols.js'
import { inTransaction } from '../../../core/mirror/pool.js'
import type { Services } from '../../../core/module.js'

/** What complaints are about. */
export const COMPLAINT_KINDS = [
  'quality',
  'illness',
  'label',
  'copy',
  'price',
  'sale',
  'apportionment',
  'other'
] as const
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number]

/** How far one is. Whoever has its number reads this, and what was said with it. */
export const COMPLAINT_STATES = ['received', 'taken', 'answered', 'closed'] as const
export type ComplaintState = (typeof COMPLAINT_STATES)[number]

/** What is noted of it beside its states. */
export type ComplaintNote = 'contactRead' | 'contactErased'

/** A day by which contact and photograph are of no use to a complaint that is closed. */
const CONTACT_DAYS = 90

/** What it takes: Postgres, and what opens that which people wrote. */
export type Drawer = Pick<Services, 'pool' | 'vault'>

export interface Filed {
  kind: ComplaintKind
  words: string
  contact: string
  photo?: Buffer | undefined
  /** As it was typed. */
  code: string
  gtin?: string | undefined
  lot?: string | undefined
  serial?: string | undefined
  region: string
}

export interface Complaint {
  number: string
  kind: ComplaintKind
  state: ComplaintState
  words: string
  /** Whether there is a contact, which `contactOf` opens and notes that it did. */
  hasContact: boolean
  hasPhoto: boolean
  code: string
  gtin: string | null
  lot: string | null
  serial: string | null
  region: string
  receivedAt: Date
  closedAt: Date | null
}

export interface ComplaintChange {
  state: ComplaintState | ComplaintNote
  /** The party that did it; '' is who complained, or time. */
  by: string
  said: string | null
  at: Date
}

const NUMBER_LENGTH = 10
const PREFIX = 'TS'

/** The number as somebody typed it, or null where it is none. */
export function readComplaintNumber(text: string): string | null {
  const typed = /^\s*TS[\s-]*(.+)$/is.exec(text)?.[1]
  const symbols = typed && readSymbols(typed, NUMBER_LENGTH)
  return symbols ? PREFIX + symbols : null
}

/** Files a complaint. @returns its number, which nobody guesses: it opens the complaint's state */
export async function fileComplaint({ pool, vault }: Drawer, filed: Filed): Promise<string> {
  const number = PREFIX + symbolsOf(randomBytes(8), NUMBER_LENGTH)
  const { kind, code, gtin, lot, serial, region } = filed
  const contact = filed.contact === '' ? null : vault.seal(filed.contact)
  const photo = filed.photo ? vault.seal(filed.photo.toString('base64')) : null
  await inTransaction(pool, async db => {
    await db.query(
      `insert into core_own.complaint (number, kind, code, gtin, lot, serial, words, contact, photo, region, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'received')`,
      [number, kind, code, gtin, lot, serial, vault.seal(filed.words), contact, photo, region]
    )
    await note(db, number, { state: 'received', by: '', said: null })
  })
  return number
}

const note = (db: pg.ClientBase | pg.Pool, number: string, { state, by, said }: Omit<ComplaintChange, 'at'>) =>
  db.query('insert into core_own.complaint_change (number, state, by, said) values ($1, $2, $3, $4)', [
    ...[number, state, by, said]
  ])

type Row = Omit<Complaint, 'words'> & { words: Buffer }
const COLUMNS = `number, kind, state, words, contact is not null as "hasContact",
  photo is not null as "hasPhoto", code, gtin, lot, serial, region,
  received_at as "receivedAt", closed_at as "closedAt"`

export interface ComplaintFilter {
  state?: ComplaintState | undefined
  gtin?: string | undefined
  limit: number
  /** Those that came before that one. */
  after?: { receivedAt: Date; number: string } | undefined
}

/** Complaints, the newest first. */
export async function complaints({ pool, vault }: Drawer, filter: ComplaintFilter): Promise<Complaint[]> {
  const { state, gtin, limit, after } = filter
  const { rows } = await pool.query<Row>(
    `select ${COLUMNS} from core_own.complaint
     where ($1::text is null or state = $1) and ($2::text is null or gtin = $2)
       and ($3::timestamptz is null or (date_trunc('milliseconds', received_at), number) < ($3, $4))
     order by date_trunc('milliseconds', received_at) desc, number desc limit $5`,
    [state ?? null, gtin ?? null, after?.receivedAt ?? null, after?.number ?? null, limit]
  )
  return rows.map(row => ({ ...row, words: vault.open(row.words) }))
}

/** A complaint with all that was done about it, in order; null where there is none. */
export async function complaintOf(
  { pool, vault }: Drawer,
  number: string
): Promise<(Complaint & { changes: ComplaintChange[] }) | null> {
  const { rows } = await pool.query<Row>(`select ${COLUMNS} from core_own.complaint where number = $1`, [number])
  if (!rows[0]) return null
  const { rows: changes } = await pool.query<ComplaintChange>(
    'select state, by, said, at from core_own.complaint_change where number = $1 order by id',
    [number]
  )
  return { ...rows[0], words: vault.open(rows[0].words), changes }
}

/** From which states a complaint gets to another: it may be answered more than once, and is closed for good. */
const FROM: Record<Exclude<ComplaintState, 'received'>, readonly ComplaintState[]> = {
  taken: ['received'],
  answered: ['received', 'taken', 'answered'],
  closed: ['received', 'taken', 'answered']
}

export interface ComplaintStep {
  state: keyof typeof FROM
  by: string
  /** What who complained reads of it. */
  said: string | null
}

/**
 * Takes a complaint up, answers or closes it.
 *
 * @returns `unknown` where there is none of that number, `late` where it is past that
 */
export const changeComplaint = (
  pool: pg.Pool,
  number: string,
  step: ComplaintStep
): Promise<'done' | 'unknown' | 'late'> =>
  inTransaction(pool, async db => {
    const { rowCount } = await db.query(
      `update core_own.complaint set state = $2, closed_at = case when $2 = 'closed' then now() end
       where number = $1 and state = any($3)`,
      [number, step.state, FROM[step.state]]
    )
    if (rowCount === 1) {
      await note(db, number, step)
      return 'done'
    }
    const { rowCount: there } = await db.query('select from core_own.complaint where number = $1', [number])
    return there === 1 ? 'late' : 'unknown'
  })

/** How to reach who complained, '' where that is not kept; null for no such complaint. Noted, with who looked. */
export async function contactOf({ pool, vault }: Drawer, number: string, by: string): Promise<string | null> {
  const { rows } = await pool.query<{ contact: Buffer | null }>(
    'select contact from core_own.complaint where number = $1',
    [number]
  )
  if (!rows[0]) return null
  const { contact } = rows[0]
  if (!contact) return ''
  await note(pool, number, { state: 'contactRead', by, said: null })
  return vault.open(contact)
}

/** The photograph that came with a complaint, or null. */
export async function complaintPhotoOf({ pool, vault }: Drawer, number: string): Promise<Buffer | null> {
  const { rows } = await pool.query<{ photo: Buffer | null }>(
    'select photo from core_own.complaint where number = $1',
    [number]
  )
  const [found] = rows
  return found?.photo ? Buffer.from(vault.open(found.photo), 'base64') : null
}

/**
 * What a complaint is called on the ledger, where a case names it: its number opens what was answered, and is for who
 * complained alone. Whoever keeps complaints finds one by the other.
 */
export const complaintReference = ({ vault }: Pick<Drawer, 'vault'>, number: string): string =>
  `${PREFIX}-${vault.derive(`complaint ${number}`).toString('hex').slice(0, 24)}`

/** Erases how to reach who complained, and the photograph. */
export const eraseContact = async (pool: pg.Pool, number: string): Promise<void> => {
  await pool.query(
    `with erased as (
       update core_own.complaint set contact = null, photo = null
       where (contact is not null or photo is not null) and number = $1 returning number)
     insert into core_own.complaint_change (number, state, by) select number, 'contactErased', '' from erased`,
    [number]
  )
}

/** Whether it is kept how to reach who complained, or a photograph. */
export const contactKept = async (pool: pg.Pool, number: string): Promise<boolean> => {
  const { rowCount } = await pool.query(
    'select from core_own.complaint where number = $1 and (contact is not null or photo is not null)',
    [number]
  )
  return rowCount === 1
}

/** Numbers of complaints that were closed so long ago that nobody needs their contacts any more. */
export async function contactsOutlived(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ number: string }>(
    `select number from core_own.complaint 
     where (contact is not null or photo is not null) and closed_at < now() - $1 * interval '1 day'`,
    [CONTACT_DAYS]
  )
  return rows.map(({ number }) => number)
}
