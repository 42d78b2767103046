/** `suyuan rebuild`: makes the mirror again from the ledger, while gateways serve the one that there is. */
import { rebuild } from '../src/core/mirror/rebuild.js'
import { type InstallationOptions, withInstallation } from './installation.js'

export async function rebuildCommand(options: InstallationOptions, say: (line: string) => void): Promise<void> {
  const tell = (block: number, last: number) => say(`block ${block} of ${last}`)
  const block = await withInstallation(options, installation => rebuild(installation, tell))
  say(`The mirror is made again, up to block ${block}`)
}
