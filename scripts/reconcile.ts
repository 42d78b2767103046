/** `suyuan reconcile`: holds every row of the mirror against the ledger, from block 0. */
import type { Difference } from '../src/core/mirror/difference.js'
import { type Reconciliation, reconcile } from '../src/core/mirror/reconcile.js'
import { type InstallationOptions, withInstallation } from './installation.js'

/** What to print; the mirror is what the ledger makes of it when there is no difference. */
export async function reconcileCommand(options: InstallationOptions & { json?: boolean }): Promise<{
  text: string
  same: boolean
}> {
  const found = await withInstallation(options, reconcile)
  return { text: options.json ? JSON.stringify(found, null, 2) : linesOf(found).join('\n'), same: found.total === 0 }
}

function linesOf({ block, tables, differences, total }: Reconciliation): string[] {
  const unnamed = total - differences.length
  return [
    ...differences.map(lineOf),
    ...(unnamed > 0 ? [`and ${unnamed} more`] : []),
    total === 0
      ? `The mirror is what the ledger makes of it: ${tables} tables up to block ${block}`
      : `${total} of the mirror's rows are not what the ledger makes of it up to block ${block}: suyuan rebuild mends them`
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
