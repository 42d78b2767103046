import type pg from 'pg'
import { z } from 'zod'
import { inTransaction } from '../../../core/mirror/pool.js'

/** Papers that labels are printed on: sheets to be cut, and rolls of single labels. */
export const LAYOUTS = { a4: 'A4', small: '40×30', square: '100×100' } as const
export type Layout = keyof typeof LAYOUTS

export const LABEL_KINDS = ['pack', 'case', 'pallet'] as const
export type LabelKind = (typeof LABEL_KINDS)[number]

/** Bars of an SSCC are longer than a small label. */
export const layoutsOf = (kind: LabelKind): readonly Layout[] =>
  kind === 'pack' ? ['a4', 'small', 'square'] : ['square', 'a4']

/** Labels that were made together, for goods of one lot. */
export const Run = z.object({
  id: z.string(),
  kind: z.enum(LABEL_KINDS),
  gtin: z.string(),
  lot: z.string(),
  produced: z.string().nullable(),
  expires: z.string().nullable(),
  /** Packs in a case, cases on a pallet. */
  content: z.int().nullable(),
  madeAt: z.date(),
  count: z.int(),
  voided: z.int(),
  prints: z.int()
})
export type Run = z.infer<typeof Run>

export interface Label {
  position: number
  /** Serial of a pack, SSCC of a case or pallet. */
  code: string
  voidReason: string | null
  voidedAt: Date | null
}

export interface Print {
  id: string
  layout: Layout
  first: number
  last: number
  reason: string | null
  at: Date
}

export type NewRun = Pick<Run, 'kind' | 'gtin' | 'lot' | 'produced' | 'expires' | 'content'> & {
  /** GS1 company prefix of its SSCCs, where they are new. */
  prefix?: string | undefined
  codes: readonly string[]
}

const COLUMNS = `r.id, r.kind, r.gtin, r.lot, r.produced::text, r.expires::text, r.content, r.made_at as "madeAt",
  (select count(*) from core_own.label l where l.run = r.id) as count,
  (select count(*) from core_own.label l where l.run = r.id and l.voided_at is not null) as voided,
  (select count(*) from core_own.label_print p where p.run = r.id) as prints`

/** Labels in Postgres: what was made, printed, printed again and why, and which count no more. */
export class Runs {
  constructor(private readonly pool: pg.Pool) {}

  async make(party: string, by: string, run: NewRun): Promise<string> {
    return inTransaction(this.pool, async db => {
      const { rows } = await db.query<{ id: string }>(
        `insert into core_own.label_run (party, kind, gtin, lot, produced, expires, content, prefix, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
        [party, run.kind, run.gtin, run.lot, run.produced, run.expires, run.content, run.prefix ?? null, by]
      )
      const { id } = rows[0]!
      await db.query(
        `insert into core_own.label (run, position, code)
         select $1::uuid, position, code from unnest($2::text[]) with ordinality as made (code, position)`,
        [id, run.codes]
      )
      return id
    })
  }

  async of(party: string, most: number): Promise<Run[]> {
    const { rows } = await this.pool.query(
      `select ${COLUMNS} from core_own.label_run r where party = $1 order by made_at desc limit $2`,
      [party, most]
    )
    return rows.map(row => Run.parse(row))
  }

  async get(party: string, id: string): Promise<Run | null> {
    const { rows } = await this.pool.query(`select ${COLUMNS} from core_own.label_run r where party = $1 and id = $2`, [
      party,
      id
    ])
    return rows[0] ? Run.parse(rows[0]) : null
  }

  async labels(run: string, first = 1, last = 2 ** 31 - 1): Promise<Label[]> {
    const { rows } = await this.pool.query<Label>(
      `select position, code, void_reason as "voidReason", voided_at as "voidedAt" from core_own.label
       where run = $1 and position between $2 and $3 order by position`,
      [run, first, last]
    )
    return rows
  }

  async prints(run: string): Promise<Print[]> {
    const { rows } = await this.pool.query<Print>(
      `select id, layout, first, last, reason, printed_at as at from core_own.label_print where run = $1
       order by printed_at`,
      [run]
    )
    return rows
  }

  /** Notes that labels go to a printer. @returns the print's id */
  async print(run: string, by: string, print: Pick<Print, 'layout' | 'first' | 'last' | 'reason'>): Promise<string> {
    const { rows } = await this.pool.query<{ id: string }>(
      `insert into core_own.label_print (run, layout, first, last, reason, printed_by)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [run, print.layout, print.first, print.last, print.reason, by]
    )
    return rows[0]!.id
  }

  /** Has labels count no more: torn, lost, misprinted. Those that count no more already stay as they are. */
  async void(
    run: string,
    by: string,
    { first, last, reason }: { first: number; last: number; reason: string }
  ): Promise<number> {
    const { rowCount } = await this.pool.query(
      `update core_own.label set voided_at = now(), voided_by = $2, void_reason = $3
       where run = $1 and position between $4 and $5 and voided_at is null`,
      [run, by, reason, first, last]
    )
    return rowCount ?? 0
  }

  /** The company prefix that a party used last. */
  async lastPrefix(party: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ prefix: string }>(
      `select prefix from core_own.label_run where party = $1 and prefix is not null order by made_at desc limit 1`,
      [party]
    )
    return rows[0]?.prefix
  }

  /** Where a party's label with that code is. */
  async find(party: string, code: string): Promise<{ run: string; position: number } | null> {
    const { rows } = await this.pool.query<{ run: string; position: number }>(
      `select run, position from core_own.label l join core_own.label_run r on r.id = l.run
       where party = $1 and code = $2 order by made_at desc limit 1`,
      [party, code]
    )
    return rows[0] ?? null
  }
}
