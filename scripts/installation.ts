/** Where the commands about the mirror find network and Postgres: in the settings, or as the embedded ones. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lookHome } from '../network/home.js'
import { postgresUrl } from '../network/postgres.js'
import { settingsFrom } from '../network/settings.js'
import { readConfig } from '../src/config.js'
import { Fabric } from '../src/core/ledger/fabric.js'
import { ConnectionProfile } from '../src/core/ledger/profile.js'
import type { SecondMirrorOptions } from '../src/core/mirror/second-mirror.js'
import { newLogger } from '../src/logger.js'
import { modules } from '../src/modules/index.js'
import { projectionsOf } from '../src/projections.js'

export interface InstallationOptions {
  profile?: string
  databaseUrl?: string
}

/** The running Postgres: the one that is told, or the embedded one of the data folder. @throws Error in a sentence */
export async function databaseUrlOf({ databaseUrl }: Pick<InstallationOptions, 'databaseUrl'>): Promise<string> {
  const settings = settingsFrom()
  return databaseUrl ?? settings.databaseUrl ?? postgresUrl(await lookHome(settings))
}

/** Opens what a command needs of a network and its Postgres, for as long as `work` takes. */
export async function withInstallation<T>(
  { profile, databaseUrl }: InstallationOptions,
  work: (installation: SecondMirrorOptions) => Promise<T>
): Promise<T> {
  const path = profile ?? readConfig().profile ?? join(settingsFrom().home, 'connection.json')
  const url = await databaseUrlOf(databaseUrl === undefined ? {} : { databaseUrl })
  const fabric = new Fabric(ConnectionProfile.parse(JSON.parse(readFileSync(path, 'utf8'))))
  try {
    return await work({ databaseUrl: url, fabric, projections: projectionsOf(modules), log: newLogger('error') })
  } finally {
    fabric.close()
  }
}
