import type pg from 'pg'
import type { Counts } from './impact.js'

export interface Closing {
  closedAt: Date
  party: string
  words: string
  counts: Counts[]
}

/** How a recall ended, or null while it goes on. */
export async function closingOf(pool: pg.Pool, recall: string): Promise<Closing | null> {
  const { rows } = await pool.query<Closing>(
    `select closed_at as "closedAt", party, words, counts from core_own.recall_closing where recall = $1`,
    [recall]
  )
  return rows[0] ?? null
}

/** Numbers of recalls that have ended. */
export async function closedRecalls(pool: pg.Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ recall: string }>('select recall from core_own.recall_closing')
  return new Set(rows.map(({ recall }) => recall))
}

/** Ends a recall, with what had become of the goods. The first to do so did. */
export async function close(
  pool: pg.Pool,
  {
    recall,
    account,
    party,
    words,
    counts
  }: { recall: string; account: string; party: string; words: string; counts: Counts[] }
): Promise<void> {
  await pool.query(
    `insert into core_own.recall_closing (recall, account, party, words, counts) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [recall, account, party, words, JSON.stringify(counts)]
  )
}
