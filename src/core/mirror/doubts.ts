import { Alarm } from './alarm.js'
import type { Difference } from './difference.js'
import { inTransaction } from './pool.js'

/** The Postgres channel on which gateways hear that other rows than before are known to differ. */
export const DOUBT_CHANNEL = 'suyuan_doubt'

/** Written to the log of those that are new; the others stand in `core_own.difference`. */
const MOST_LOGGED = 20

/** What differs, and whose pages show it: subjects are keys of states. */
export interface Doubt {
  differences: readonly Difference[]
  subjects: readonly string[]
}

/** The rows of the mirror that are known not to be the ledger's, on every gateway, until they are again. */
export class Doubts extends Alarm {
  private rows = 0

  /** How many rows are known to differ. */
  get count(): number {
    return this.rows
  }

  /**
   * Whether a row that differs names any of these, a party or its places: who is shown all that he has is to be told even
   * where the row that names it was taken out of the mirror.
   */
  async name(names: readonly string[]): Promise<boolean> {
    if (this.rows === 0) return false
    const { rows } = await this.pool.query<{ named: boolean }>(
      `select exists (select from core_own.difference, unnest($1::text[]) as asked (text)
         where strpos(concat(mirror, ledger), text) > 0) as named`,
      [names.map(name => JSON.stringify(name))]
    )
    return rows[0]!.named
  }

  /** Rows that were found before, to be looked at again. */
  async recorded(): Promise<Pick<Difference, 'table' | 'key'>[]> {
    const { rows } = await this.pool.query<Pick<Difference, 'table' | 'key'>>(
      'select table_name as table, key from core_own.difference'
    )
    return rows
  }

  /** Puts what was found in place of what was found before, and raises the alarm over what is new. */
  async record({ differences, subjects }: Doubt): Promise<void> {
    const found = differences.map(({ table, key, mirror, ledger }) => [table, key, mirror, ledger])
    const { fresh, mended } = await inTransaction(this.pool, async db => {
      const { rowCount: mended } = await db.query(
        `delete from core_own.difference d where not exists
           (select from jsonb_array_elements($1::jsonb) f where (f ->> 0, f -> 1) = (d.table_name, d.key))`,
        [JSON.stringify(found)]
      )
      const { rows: fresh } = await db.query<Difference>(
        `insert into core_own.difference (table_name, key, mirror, ledger)
         select f ->> 0, f -> 1, nullif(f -> 2, 'null'), nullif(f -> 3, 'null') from jsonb_array_elements($1::jsonb) f
         on conflict do nothing returning table_name as table, key, mirror, ledger`,
        [JSON.stringify(found)]
      )
      await db.query('delete from core_own.doubt where not subject = any($1)', [subjects])
      const { rowCount: further } = await db.query(
        'insert into core_own.doubt select distinct unnest($1::text[]) on conflict do nothing',
        [subjects]
      )
      if (fresh.length + mended! + further! > 0) await db.query(`notify ${DOUBT_CHANNEL}`)
      return { fresh, mended: mended! }
    })
    for (const difference of fresh.slice(0, MOST_LOGGED))
      this.log.error({ difference }, 'the mirror is not what the ledger makes of it: suyuan rebuild mends it')
    if (fresh.length + mended > 0)
      this.log.warn({ found: fresh.length, mended, differ: differences.length }, 'rows of the mirror that differ')
  }

  protected async load(): Promise<void> {
    const { rows } = await this.pool.query<{ rows: number; subjects: string[] }>(
      `select (select count(*) from core_own.difference) as rows,
         (select coalesce(array_agg(subject), '{}') from core_own.doubt) as subjects`
    )
    this.rows = rows[0]!.rows
    this.subjects = new Set(rows[0]!.subjects)
  }
}
