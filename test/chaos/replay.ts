/** The mirror made a second time, from block 0, and compared row by row. */
import { pino } from 'pino'
import type { Difference } from '../../src/core/mirror/difference.js'
import { reconcile } from '../../src/core/mirror/reconcile.js'
import { modules } from '../../src/modules/index.js'
import { projectionsOf } from '../../src/projections.js'
import type { Service } from '../support/service.js'
import type { Chain } from './chain.js'

/** Rows of the mirror that are not what the chain makes of them, in words. */
export async function rowsThatDiffer({ databaseUrl }: Service, { fabric }: Chain): Promise<string[]> {
  const log = pino({ level: 'silent' })
  const { differences } = await reconcile({ databaseUrl, fabric, projections: projectionsOf(modules), log })
  return differences.map(wordsOf)
}

const wordsOf = ({ table, key, mirror, ledger }: Difference) =>
  `the mirror's ${table} ${JSON.stringify(key)} is ${JSON.stringify(mirror)}, the chain makes it ${JSON.stringify(ledger)}`
