import type { Objection } from '../review/review.js'
import { compareTable } from './compare.js'
import type { Findings } from './difference.js'
import { SecondMirror, type SecondMirrorOptions } from './second-mirror.js'

export interface Reconciliation extends Findings {
  /** Number of the newest block that was compared. */
  block: number
  tables: number
  /** What on the ledger is not what the law makes of it. */
  objections: readonly Objection[]
  /** Batches that were judged again, and those of which that cannot be done here: another law was in force. */
  judged: number
  unjudged: number
}

/** Holds every row of the mirror against the ledger and the ledger against the law, from block 0; a gateway may go on writing the mirror meanwhile. */
export async function reconcile(options: SecondMirrorOptions): Promise<Reconciliation> {
  const second = await SecondMirror.open(options, 'full')
  try {
    await second.replay(await second.liveBlock())
    return await second.atOneInstant(async (_, block) => {
      const found = await compareAll(second)
      const { objections, judged, unjudged } = second.review!
      return { block, ...found, objections, judged, unjudged }
    })
  } finally {
    await second.drop().finally(() => second.close())
  }
}

/** Compares every table; in the second mirror's transaction, which is at one instant. */
export async function compareAll(second: SecondMirror): Promise<Findings & { tables: number }> {
  const { pairs, odd } = await second.tables()
  const found = { differences: [...odd], total: odd.length, tables: pairs.length + odd.length }
  for (const table of pairs) {
    const { differences, total } = await compareTable(second.db, table)
    found.differences.push(...differences)
    found.total += total
  }
  return found
}
