import type pg from 'pg'
import { HttpProblem } from '../web/problem.js'

const WINDOW_SECONDS = 15 * 60

/** Counts what is guessed at, for all gateways together. */
export class Attempts {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * Counts an attempt before it is made, so that many at once are as many.
   *
   * @throws HttpProblem TOO_MANY_REQUESTS when it is one too many within a quarter of an hour
   */
  async count(what: string, most: number): Promise<void> {
    const { rows } = await this.pool.query<{ count: number }>(
      `insert into core_own.attempt as a (what, count, since) values ($1, 1, now())
       on conflict (what) do update set
         count = case when a.since < now() - make_interval(secs => $2) then 1 else a.count + 1 end,
         since = case when a.since < now() - make_interval(secs => $2) then now() else a.since end
       returning count`,
      [what, WINDOW_SECONDS]
    )
    if (rows[0]!.count > most) throw new HttpProblem('TOO_MANY_REQUESTS')
  }

  /** Forgets what was tried: it was the right one. Others' attempts that have aged go with it. */
  async forget(what: string): Promise<void> {
    await this.pool.query('delete from core_own.attempt where what = $1 or since < now() - make_interval(secs => $2)', [
      what,
      WINDOW_SECONDS
    ])
  }
}
