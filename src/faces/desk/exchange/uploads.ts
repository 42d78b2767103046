import type pg from 'pg'
import { within } from '../../../core/identity/scope.js'
import { inTransaction } from '../../../core/mirror/pool.js'
import type { Result } from './carry-out.js'
import type { FileRow } from './read.js'

/** An upload that was read. Until it is confirmed nothing of it is anywhere else. */
export interface Upload {
  id: string
  name: string
  rows: FileRow[]
  confirmed: boolean
  /** Null while it is being entered, and when the gateway stopped meanwhile. */
  results: Result[] | null
}

/** Uploads in Postgres, for a week; each party is shown its own. */
export class Uploads {
  constructor(private readonly pool: pg.Pool) {}

  async keep(
    party: string,
    by: string,
    { name, rows, kind }: { name: string; rows: readonly FileRow[]; kind: string }
  ): Promise<string> {
    await this.forget()
    const { rows: made } = await within(this.pool, { party }, db =>
      db.query<{ id: string }>(
        'insert into core_own.upload (party, kind, name, cells, made_by) values ($1, $2, $3, $4, $5) returning id',
        [party, kind, name, JSON.stringify(rows), by]
      )
    )
    return made[0]!.id
  }

  /** Those of everybody that are older than a week, which nobody is to be shown. */
  private async forget(): Promise<void> {
    await inTransaction(this.pool, async db => {
      await db.query(`set local suyuan.scope to 'everything'`)
      await db.query(`delete from core_own.upload where made_at < now() - interval '7 days'`)
    })
  }

  async get(party: string, id: string): Promise<Upload | null> {
    const { rows } = await within(this.pool, { party }, db =>
      db.query<Upload>(
        `select id, name, cells as rows, confirmed_at is not null as confirmed, results from core_own.upload
         where party = $1 and id = $2`,
        [party, id]
      )
    )
    return rows[0] ?? null
  }

  /** Whether this is who confirms it: an upload is entered once. */
  async confirm(party: string, id: string): Promise<boolean> {
    const { rowCount } = await within(this.pool, { party }, db =>
      db.query(
        'update core_own.upload set confirmed_at = now() where party = $1 and id = $2 and confirmed_at is null',
        [party, id]
      )
    )
    return rowCount === 1
  }

  async finish(party: string, id: string, results: readonly Result[]): Promise<void> {
    await within(this.pool, { party }, db =>
      db.query('update core_own.upload set results = $2 where id = $1', [id, JSON.stringify(results)])
    )
  }
}
