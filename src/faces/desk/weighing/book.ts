import type pg from 'pg'
import { z } from 'zod'
import { within } from '../../../core/identity/scope.js'
import { commitmentOf, Line, leafOf, newSalt } from './commitment.js'
import type { Household } from './households.js'
import { amountFen, netGrams, type Reading } from './scale.js'

/** A weigh-in book: what is bought of one plot's leaf on a day, as one lot. */
export const Weighing = z.object({
  id: z.string(),
  party: z.string(),
  day: z.string(),
  place: z.string(),
  plot: z.string(),
  gtin: z.string(),
  lot: z.string(),
  cultivar: z.string(),
  season: z.string(),
  grade: z.string(),
  unit: z.enum(['jin', 'kilogram']),
  price: z.int(),
  state: z.enum(['open', 'closing', 'closed']),
  grams: z.int().nullable(),
  households: z.int().nullable(),
  commitment: z.string().nullable(),
  endedAt: z.date().nullable(),
  /** How often the ledger refused it. */
  refusals: z.int()
})
export type Weighing = z.infer<typeof Weighing>

export type NewWeighing = Pick<
  Weighing,
  'day' | 'place' | 'plot' | 'gtin' | 'lot' | 'cultivar' | 'season' | 'grade' | 'unit' | 'price'
>

const COLUMNS = `id, party, day::text, place, plot, gtin, lot, cultivar, season, grade, unit, price, state, grams, households,
  commitment, ended_at as "endedAt", refusals`

/** A line as it can be read today: nothing of it where its household was erased. */
export interface Entry {
  position: number
  leaf: Buffer
  household: string
  line: Line | null
}

export type ReadableEntry = Entry & { line: Line }

/** What a book comes to. */
export interface Total {
  grams: number
  fen: number
  households: number
}

export const isReadable = (entry: Entry): entry is ReadableEntry => entry.line !== null

export const totalOf = (entries: readonly Entry[]): Total => ({
  grams: entries.reduce((sum, { line }) => sum + (line ? netGrams(line) : 0), 0),
  fen: entries.reduce((sum, { line }) => sum + (line ? amountFen(line) : 0), 0),
  households: new Set(entries.map(({ household }) => household)).size
})

/** The grade of the most weight. */
export function mainGrade(entries: readonly Entry[], otherwise: string): string {
  const grams = new Map<string, number>()
  for (const { line } of entries) if (line) grams.set(line.grade, (grams.get(line.grade) ?? 0) + netGrams(line))
  return [...grams].sort((a, b) => b[1] - a[1])[0]?.[0] ?? otherwise
}

/** Weigh-in books in Postgres, which shows each party its own. */
export class Books {
  constructor(private readonly pool: pg.Pool) {}

  private within<T>(party: string, work: (db: pg.PoolClient) => Promise<T>): Promise<T> {
    return within(this.pool, { party }, work)
  }

  async open(party: string, by: string, book: NewWeighing): Promise<string> {
    const { rows } = await this.within(party, db =>
      db.query<{ id: string }>(
        `insert into core_own.weighing
           (party, opened_by, day, place, plot, gtin, lot, cultivar, season, grade, unit, price)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
        [
          ...[party, by, book.day, book.place, book.plot, book.gtin, book.lot],
          ...[book.cultivar, book.season, book.grade, book.unit, book.price]
        ]
      )
    )
    return rows[0]!.id
  }

  /** The newest first. */
  async of(party: string, most: number): Promise<Weighing[]> {
    const { rows } = await this.within(party, db =>
      db.query(`select ${COLUMNS} from core_own.weighing where party = $1 order by day desc, opened_at desc limit $2`, [
        party,
        most
      ])
    )
    return rows.map(row => Weighing.parse(row))
  }

  async get(party: string, id: string): Promise<Weighing | null> {
    const { rows } = await this.within(party, db =>
      db.query(`select ${COLUMNS} from core_own.weighing where party = $1 and id = $2`, [party, id])
    )
    return rows[0] ? Weighing.parse(rows[0]) : null
  }

  /** The book, which nobody else writes to until the transaction ends. */
  private async held(db: pg.PoolClient, party: string, id: string): Promise<Weighing | null> {
    const { rows } = await db.query(
      `select ${COLUMNS} from core_own.weighing where party = $1 and id = $2 for update`,
      [party, id]
    )
    return rows[0] ? Weighing.parse(rows[0]) : null
  }

  /** Writes a line. @returns its position, or null when the book is no longer open */
  async add(party: string, id: string, household: Household, reading: Reading): Promise<number | null> {
    return this.within(party, async db => {
      const book = await this.held(db, party, id)
      if (book?.state !== 'open') return null
      const { rows } = await db.query<{ position: number }>(
        'select coalesce(max(position), 0) + 1 as position from core_own.weighing_line where weighing = $1',
        [id]
      )
      const { position } = rows[0]!
      const at = new Date().toISOString()
      const line: Line = { ...reading, weighing: id, position, household: household.id, at, salt: newSalt() }
      await db.query(
        'insert into core_own.weighing_line (weighing, position, household, leaf, sealed) values ($1, $2, $3, $4, $5)',
        [id, position, household.id, leafOf(line), household.key.seal(JSON.stringify(line))]
      )
      await db.query('update core_own.weighing set ended_at = $2 where id = $1', [id, at])
      return position
    })
  }

  /** Takes a line out of a book that is open. */
  async strike(party: string, id: string, position: number): Promise<void> {
    await this.within(party, async db => {
      const book = await this.held(db, party, id)
      if (book?.state !== 'open') return
      await db.query('delete from core_own.weighing_line where weighing = $1 and position = $2', [id, position])
    })
  }

  entries(party: string, id: string, households: readonly Household[]): Promise<Entry[]> {
    return this.within(party, db => this.entriesBy(db, id, households))
  }

  private async entriesBy(db: pg.PoolClient, id: string, households: readonly Household[]): Promise<Entry[]> {
    const { rows } = await db.query<{ position: number; leaf: Buffer; household: string; sealed: Buffer | null }>(
      'select position, leaf, household, sealed from core_own.weighing_line where weighing = $1 order by position',
      [id]
    )
    const keys = new Map(households.map(household => [household.id, household.key]))
    return rows.map(({ sealed, ...row }) => {
      const key = keys.get(row.household)
      return { ...row, line: sealed && key ? Line.parse(JSON.parse(key.open(sealed))) : null }
    })
  }

  /**
   * Closes a book to further lines, and fixes what will stand on the ledger. Again, it says the same, but for what is told
   * to be different after a refusal.
   *
   * @returns the book, or null when there is nothing to close
   */
  async beginClosing(
    party: string,
    id: string,
    households: readonly Household[],
    { lot, grade }: { lot: string; grade: string }
  ): Promise<Weighing | null> {
    return this.within(party, async db => {
      const book = await this.held(db, party, id)
      if (book?.state !== 'open') return book
      const entries = await this.entriesBy(db, id, households)
      const total = totalOf(entries)
      if (total.grams === 0 || !entries.every(isReadable)) return null
      await db.query(
        `update core_own.weighing
         set state = 'closing', lot = $2, grade = $3, grams = $4, households = $5, commitment = $6 where id = $1`,
        [id, lot, grade, total.grams, total.households, commitmentOf(entries.map(({ leaf }) => leaf))]
      )
      return this.held(db, party, id)
    })
  }

  /** The ledger has it. */
  async settle(party: string, id: string): Promise<void> {
    await this.within(party, db =>
      db.query(`update core_own.weighing set state = 'closed' where id = $1 and state = 'closing'`, [id])
    )
  }

  /** The ledger refused it: what is mended and closed again is another entry. */
  async reopen(party: string, id: string): Promise<void> {
    await this.within(party, db =>
      db.query(
        `update core_own.weighing set state = 'open', refusals = refusals + 1, grams = null, households = null,
           commitment = null where id = $1 and state = 'closing'`,
        [id]
      )
    )
  }
}

/** Whether what is kept of a closed book is what was committed to, and the commitment what the ledger has. */
export interface Check {
  /** Lines that can be read and are as they were committed to; those that were erased are not among them. */
  read: number
  erased: number
  holds: boolean
}

export function checkBook(book: Weighing, entries: readonly Entry[], onLedger: string | null): Check {
  const readable = entries.filter(isReadable)
  const whole = commitmentOf(entries.map(({ leaf }) => leaf)) === book.commitment && onLedger === book.commitment
  const same = readable.every(({ line, leaf }) => leafOf(line).equals(leaf))
  return { read: readable.length, erased: entries.length - readable.length, holds: whole && same }
}
