/** `suyuan reconcile`: holds every row of the mirror against the ledger, and the ledger against the law, from block 0. */
import type { Difference } from '../src/core/mirror/difference.js'
import { type Reconciliation, reconcile } from '../src/core/mirror/reconcile.js'
import type { Objection } from '../src/core/review/review.js'
import { type InstallationOptions, withInstallation } from './installation.js'

/** What to print; all is the same when mirror, ledger and law are. */
export async function reconcileCommand(options: InstallationOptions & { json?: boolean }): Promise<{
  text: string
  same: boolean
}> {
  const found = await withInstallation(options, reconcile)
  return {
    text: options.json ? JSON.stringify(found, null, 2) : linesOf(found).join('\n'),
    same: found.total + found.objections.length === 0
  }
}

function linesOf({ block, tables, differences, total, ...judged }: Reconciliation): string[] {
  const unnamed = total - differences.length
  return [
    ...differences.map(lineOf),
    ...(unnamed > 0 ? [`and ${unnamed} more`] : []),
    total === 0
      ? `The mirror is what the ledger makes of it: ${tables} tables up to block ${block}`
      : `${total} of the mirror's rows are not what the ledger makes of it up to block ${block}: suyuan rebuild mends them`,
    ...linesOfLaw(judged)
  ]
}

function linesOfLaw({
  objections,
  judged,
  unjudged
}: Pick<Reconciliation, 'objections' | 'judged' | 'unjudged'>): string[] {
  return [
    ...objections.flatMap(linesOfObjection),
    objections.length === 0
      ? `The ledger is what the law makes of it: ${judged} batches were judged again`
      : `${objections.length} transactions are not what the law makes of them, of ${judged} batches that were judged again: they stay on the ledger, and the organisations must say what is to become of them`,
    ...(unjudged > 0 ? [`${unjudged} batches were judged by another law than this code has, and not again here`] : [])
  ]
}

function linesOfObjection({ transaction, block, organisation, endorsers, differences, total }: Objection): string[] {
  const name = `${transaction} in block ${block}`
  return [
    `${name}, submitted by ${organisation}, endorsed by ${endorsers.join(', ')}:`,
    ...differences.map(
      ({ what, ledger, law }) => `  ${what} is ${JSON.stringify(ledger)}, the law says ${JSON.stringify(law)}`
    ),
    ...(total > differences.length ? [`  and ${total - differences.length} more`] : [])
  ]
}

function lineOf({ table, key, mirror, ledger }: Difference): string {
  const name = `${table} ${JSON.stringify(key)}`
  if (mirror === null) return `${name} is missing`
  if (ledger === null) return `${name} is on no ledger`
  const [was, is] = [ledger as Record<string, unknown>, mirror as Record<string, unknown>]
  const changed = Object.keys(was).filter(column => JSON.stringify(was[column]) !== JSON.stringify(is[column]))
  const words = changed.map(column => `${column} is ${JSON.stringify(is[column])}, not ${JSON.stringify(was[column])}`)
  return `${name}: ${words.join('; ') || 'other bytes of the same value'}`
}
