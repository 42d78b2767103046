/** What ledger and mirror have of recalls, in short. */
import type { Service } from '../support/service.js'

/** Parties that were told of a recall. */
export async function toldOf({ pool }: Service, recall: string): Promise<string[]> {
  const { rows } = await pool.query<{ party: string }>(
    'select party from trace.recall_notice where recall = $1 order by party',
    [recall]
  )
  return rows.map(({ party }) => party)
}

/** Steps of recalls beside their opening: action, author and outcome, in the order of the ledger. */
export async function stepsOnLedger({ pool }: Service): Promise<string[]> {
  const { rows } = await pool.query<{ step: string }>(
    `select action || ' ' || author || ' ' || status as step from core.command where action like '%Recall'
     order by block, tx_index, position`
  )
  return rows.map(({ step }) => step)
}

/** A digest of all that the ledger has of goods and recalls; drills are apart from it. */
export async function goodsDigest({ pool }: Service): Promise<string> {
  const { rows } = await pool.query<{ digest: string }>(
    `select md5(string_agg(key || value::text, ' ' order by key)) as digest from core.state
     where key like 'trace/%' and key not like 'trace/drill/%'`
  )
  return rows[0]!.digest
}
