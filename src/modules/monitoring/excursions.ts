import { excursionsIn, type Run } from '@suyuan/model/monitoring/readings'
import type { FastifyBaseLogger } from 'fastify'
import type pg from 'pg'
import { excursionId } from './queries/ids.js'
import { pointsOf } from './queries/readings.js'
import type { Known, NamedRule, Watched } from './watching.js'

/** Before the first new reading an excursion may have begun: so much more is read. */
const BEFORE_MILLISECONDS = 86_400_000

/** Finds excursions in what is stored, as readings come, and notes them; the ledger is told by whoever has that duty. */
export class Excursions {
  /** Sensors with one that has not ended, as far as this gateway has looked. */
  private readonly open = new Set<string>()
  private readonly looking = new Map<string, Promise<void>>()
  /** Called when there is something to tell. */
  onFound = () => {}

  constructor(
    private readonly pool: pg.Pool,
    private readonly log: FastifyBaseLogger
  ) {}

  isOpen(sensor: string): boolean {
    return this.open.has(sensor)
  }

  /** Looks at a sensor's readings from an instant on; one look at a time, since each sees all that came before it. */
  look(id: string, sensor: Known, from: string): void {
    const before = this.looking.get(id) ?? Promise.resolve()
    const next = before
      .then(() => this.find(id, sensor, from))
      .catch(error =>
        this.log.error({ error: String(error), sensor: id }, 'readings could not be held against their rules')
      )
      .finally(() => {
        if (this.looking.get(id) === next) this.looking.delete(id)
      })
    this.looking.set(id, next)
  }

  /** When all that was begun is done. */
  async settled(): Promise<void> {
    await Promise.all(this.looking.values())
  }

  async find(id: string, { watched }: Known, from: string): Promise<void> {
    let open = false
    for (const stay of watched) {
      if (stay.until !== undefined && Date.parse(stay.until) < Date.parse(from)) continue
      for (const rule of stay.rules) open = (await this.findOne(id, stay, rule, from)) || open
    }
    if (open) this.open.add(id)
    else this.open.delete(id)
  }

  private async findOne(sensor: string, stay: Watched, rule: NamedRule, from: string): Promise<boolean> {
    const begin = Math.max(Date.parse(stay.since), Date.parse(from) - BEFORE_MILLISECONDS - rule.seconds * 1000)
    const points = await pointsOf(this.pool, sensor, new Date(begin).toISOString(), stay.until ?? null)
    const runs = excursionsIn(points, rule)
    for (const run of runs) await this.note(sensor, stay.subject, rule.name, run)
    return runs.some(({ ended }) => ended === undefined)
  }

  /** What is known of one already is brought up to date, also where later readings show that it began sooner. */
  private async note(sensor: string, subject: string, rule: string, run: Run): Promise<void> {
    const values = [
      ...[sensor, subject, rule, run.from, run.since, run.until, run.ended ?? null],
      ...[Math.round(run.peak * 1000), run.count]
    ]
    const { rowCount } = await this.pool.query(
      `update core_own.excursion set until_at = greatest(until_at, $6), ended_at = $7, peak = $8, count = greatest(count, $9),
         next_at = case when ended_at is distinct from $7 then now() else next_at end
       where sensor = $1 and subject = $2 and rule = $3 and from_at <= $6 and until_at >= $4 and $5::timestamptz is not null`,
      values
    )
    if (rowCount === 0)
      await this.pool.query(
        `insert into core_own.excursion (id, sensor, subject, rule, from_at, since_at, until_at, ended_at, peak, count)
         values ($10, $1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
        [...values, excursionId(sensor, subject, rule, run.from)]
      )
    this.onFound()
  }
}
