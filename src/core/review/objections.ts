import { Alarm } from '../mirror/alarm.js'
import type { Objection } from './review.js'

/** Written to the log of those that are new to this process; all stand in `core_own.objection`. */
const MOST_LOGGED = 20

/**
 * The transactions that are known not to be what the law makes of them, on every gateway. They stay: what is on the ledger
 * cannot be made again, so it is for the organisations to say what is to become of it.
 */
export class Objections extends Alarm {
  /** Batches that were judged again; batches of which that cannot be done here, since another law was in force. */
  judged = 0
  unjudged = 0
  private transactions: ReadonlySet<string> = new Set()

  /** How many transactions are objected to. */
  get count(): number {
    return this.transactions.size
  }

  protected async load(): Promise<void> {
    const { rows: objections } = await this.pool.query<Objection>(
      `select tx_id as transaction, block, organisation, endorsers, differences, total from core_own.objection
       order by block, tx_id`
    )
    const { rows } = await this.pool.query<{ judged: number; unjudged: number; subjects: string[] }>(
      `select judged, unjudged,
         (select coalesce(array_agg(distinct subject), '{}') from core_own.objection_subject) as subjects
       from core_own.reconciliation`
    )
    const { judged, unjudged, subjects } = rows[0]!
    const fresh = objections.filter(({ transaction }) => !this.transactions.has(transaction))
    for (const objection of fresh.slice(0, MOST_LOGGED))
      this.log.error({ objection }, 'a transaction is not what the law that all organisations agreed on makes of it')
    if (fresh.length > 0)
      this.log.warn({ found: fresh.length, objections: objections.length }, 'transactions that are objected to')
    this.judged = judged
    this.unjudged = unjudged
    this.transactions = new Set(objections.map(({ transaction }) => transaction))
    this.subjects = new Set(subjects)
  }
}
