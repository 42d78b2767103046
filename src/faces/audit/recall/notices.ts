import type pg from 'pg'
import { concernedBy } from '../../../modules/trace/queries/recalls.js'

/** That a party was told of a recall, and whether it said so. */
export interface Notice {
  recall: string
  party: string
  noticedAt: Date
  acknowledgedAt: Date | null
  words: string | null
}

const COLUMNS = `recall, party, noticed_at as "noticedAt", acknowledged_at as "acknowledgedAt", words`

/**
 * Tells each party that a recall concerns, once: who holds, held, sold or is to receive such goods, or made them. Goods move
 * and are found late, so it is done again whenever somebody looks; who was told before is not told anew.
 */
export async function notify(pool: pg.Pool, recall: string): Promise<void> {
  const parties = await concernedBy(pool, recall)
  await pool.query(
    `insert into core_own.recall_notice (recall, party)
     select $1, unnest($2::text[]) where not exists (select from core_own.recall_closing where recall = $1)
     on conflict do nothing`,
    [recall, parties]
  )
}

export async function noticesOf(pool: pg.Pool, recall: string): Promise<Notice[]> {
  const { rows } = await pool.query<Notice>(
    `select ${COLUMNS} from core_own.recall_notice where recall = $1 order by acknowledged_at is not null, party`,
    [recall]
  )
  return rows
}

/** What a party was told, the newest first. */
export async function noticesTo(pool: pg.Pool, party: string): Promise<Notice[]> {
  const { rows } = await pool.query<Notice>(
    `select ${COLUMNS} from core_own.recall_notice where party = $1 order by noticed_at desc, recall limit 200`,
    [party]
  )
  return rows
}

/**
 * A party says that it has heard, and what it does.
 *
 * @returns false where it was told of no such recall; the first word stands
 */
export async function acknowledge(
  pool: pg.Pool,
  { recall, party, account, words }: { recall: string; party: string; account: string; words: string }
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update core_own.recall_notice
     set acknowledged_at = coalesce(acknowledged_at, now()), account = coalesce(account, $3), words = coalesce(words, $4)
     where recall = $1 and party = $2`,
    [recall, party, account, words]
  )
  return rowCount! > 0
}
