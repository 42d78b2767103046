import { compareTable } from './compare.js'
import type { Findings } from './difference.js'
import { SecondMirror, type SecondMirrorOptions } from './second-mirror.js'

export interface Reconciliation extends Findings {
  /** Number of the newest block that was compared. */
  block: number
  tables: number
}

/** Holds every row of the mirror against the ledger, from block 0; a gateway may go on writing the mirror meanwhile. */
export async function reconcile(options: SecondMirrorOptions): Promise<Reconciliation> {
  const second = await SecondMirror.open(options, 'full')
  try {
    await second.replay(await second.liveBlock())
    return await second.atOneInstant(async (_, block) => {
      const found = await compareAll(second)
      return { block, ...found }
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
