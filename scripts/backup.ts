/** `suyuan backup` and `suyuan restore`: what only Postgres has, to a file and back. */
import { resolve } from 'node:path'
import { backup } from '../src/core/backup/backup.js'
import { restore } from '../src/core/backup/restore.js'
import { ledgerOf } from '../src/core/ledger/profile.js'
import { type InstallationOptions, withInstallation } from './installation.js'

/** @returns what to say of it */
export const backupCommand = (file: string, options: InstallationOptions): Promise<string> =>
  withInstallation(options, async ({ databaseUrl, fabric }) => {
    const rows = await backup(databaseUrl, ledgerOf(fabric.profile), resolve(file))
    return `${rows} rows are in ${file}; keep it apart from the gateways' vault.key and erased.jsonl, and keep these too`
  })

/** @returns what to say of it */
export const restoreCommand = (file: string, options: InstallationOptions & { replace?: boolean }): Promise<string> =>
  withInstallation(options, async ({ databaseUrl, fabric }) => {
    const rows = await restore(databaseUrl, ledgerOf(fabric.profile), resolve(file), options.replace)
    return `${rows} rows are back; the next gateway to start makes the mirror from the ledger`
  })
