import type pg from 'pg'
import { z } from 'zod'
import { within } from '../../../core/identity/scope.js'
import type { Claims } from '../../../modules/trace/queries/labelled.js'

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
  /** What its packs claim. */
  certificate: z.string().nullable(),
  commonMark: z.boolean(),
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

export type NewPrint = Pick<Print, 'layout' | 'first' | 'last' | 'reason'>

export type NewRun = Pick<Run, 'kind' | 'gtin' | 'lot' | 'produced' | 'expires' | 'content'> &
  Partial<Claims> & {
    /** GS1 company prefix of its SSCCs, where they are new. */
    prefix?: string | undefined
    codes: readonly string[]
  }

const COLUMNS = `r.id, r.kind, r.gtin, r.lot, r.produced::text, r.expires::text, r.content,
  r.certificate, r.common_mark as "commonMark", r.made_at as "madeAt",
  (select count(*) from core_own.label l where l.run = r.id) as count,
  (select count(*) from core_own.label l where l.run = r.id and l.voided_at is not null) as voided,
  (select count(*) from core_own.label_print p where p.run = r.id) as prints`

/** Labels in Postgres, which shows each party its own: what was made, printed, again and why, and which count no more. */
export class Runs {
  constructor(private readonly pool: pg.Pool) {}

  private async rows<R extends pg.QueryResultRow>(party: string, text: string, values: unknown[]): Promise<R[]> {
    const { rows } = await within(this.pool, { party }, db => db.query<R>(text, values))
    return rows
  }

  async make(party: string, by: string, run: NewRun): Promise<string> {
    return within(this.pool, { party }, async db => {
      const { rows } = await db.query<{ id: string }>(
        `insert into core_own.label_run (party, kind, gtin, lot, produced, expires, content, prefix, made_by, certificate,
           common_mark)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
        [
          ...[party, run.kind, run.gtin, run.lot, run.produced, run.expires, run.content, run.prefix ?? null, by],
          ...[run.certificate ?? null, run.commonMark ?? false]
        ]
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
    const text = `select ${COLUMNS} from core_own.label_run r where party = $1 order by made_at desc limit $2`
    return (await this.rows(party, text, [party, most])).map(row => Run.parse(row))
  }

  async get(party: string, id: string): Promise<Run | null> {
    const text = `select ${COLUMNS} from core_own.label_run r where party = $1 and id = $2`
    const [row] = await this.rows(party, text, [party, id])
    return row ? Run.parse(row) : null
  }

  labels(party: string, run: string, first = 1, last = 2 ** 31 - 1): Promise<Label[]> {
    return this.rows(
      party,
      `select position, code, void_reason as "voidReason", voided_at as "voidedAt" from core_own.label
       where run = $1 and position between $2 and $3 order by position`,
      [run, first, last]
    )
  }

  prints(party: string, run: string): Promise<Print[]> {
    return this.rows(
      party,
      `select id, layout, first, last, reason, printed_at as at from core_own.label_print where run = $1
       order by printed_at`,
      [run]
    )
  }

  /** Notes that labels go to a printer. @returns the print's id */
  async print(party: string, by: string, run: string, print: NewPrint): Promise<string> {
    const [row] = await this.rows<{ id: string }>(
      party,
      `insert into core_own.label_print (run, layout, first, last, reason, printed_by)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [run, print.layout, print.first, print.last, print.reason, by]
    )
    return row!.id
  }

  /** Has labels count no more: torn, lost, misprinted. Those that count no more already stay as they are. */
  async void(
    party: string,
    by: string,
    run: string,
    { first, last, reason }: { first: number; last: number; reason: string }
  ): Promise<number> {
    const voided = await this.rows(
      party,
      `update core_own.label set voided_at = now(), voided_by = $2, void_reason = $3
       where run = $1 and position between $4 and $5 and voided_at is null returning position`,
      [run, by, reason, first, last]
    )
    return voided.length
  }

  /** The company prefix that a party used last. */
  async lastPrefix(party: string): Promise<string | undefined> {
    const [row] = await this.rows<{ prefix: string }>(
      party,
      `select prefix from core_own.label_run where party = $1 and prefix is not null order by made_at desc limit 1`,
      [party]
    )
    return row?.prefix
  }

  /** Where a party's label with that code is. */
  async find(party: string, code: string): Promise<{ run: string; position: number } | null> {
    const [row] = await this.rows<{ run: string; position: number }>(
      party,
      `select run, position from core_own.label l join core_own.label_run r on r.id = l.run
       where party = $1 and code = $2 order by made_at desc limit 1`,
      [party, code]
    )
    return row ?? null
  }
}
