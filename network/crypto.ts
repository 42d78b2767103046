/** Keys and certificates of every node and user, made once by cryptogen. */
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.js'
import { run } from './run.js'
import { LOOPBACK, type Topology } from './topology.js'

/** cryptogen's input. JSON is YAML, so no writer of YAML is needed anywhere here. */
export function cryptoConfig(net: Topology): object {
  const SANS = [LOOPBACK, 'localhost']
  return {
    OrdererOrgs: net.organisations.map(org => ({
      Name: org.ordererMspId,
      Domain: org.ordererDomain,
      EnableNodeOUs: true,
      Specs: [{ Hostname: 'orderer', SANS }]
    })),
    PeerOrgs: net.organisations.map(org => ({
      Name: org.mspId,
      Domain: org.domain,
      EnableNodeOUs: true,
      Specs: [
        { Hostname: 'peer', SANS },
        { Hostname: 'chaincode', SANS }
      ],
      Users: { Count: 1 }
    }))
  }
}

/** Makes crypto/ whole or not at all: it is written beside and renamed. */
export async function generateCrypto(net: Topology, binaries: Binaries): Promise<void> {
  const config = join(net.paths.config, 'cryptogen.yaml')
  await writeFile(config, JSON.stringify(cryptoConfig(net), null, 2), { mode: 0o600 })
  const fresh = `${net.paths.crypto}.new`
  await rm(fresh, { recursive: true, force: true })
  await run(binaries.cryptogen, ['generate', `--config=${config}`, `--output=${fresh}`])
  // cryptogen gives every host a peer's signing key. A chaincode process must not be able to endorse as a peer.
  for (const org of net.organisations) {
    const host = join(fresh, 'peerOrganizations', org.domain, 'peers', `chaincode.${org.domain}`)
    await rm(join(host, 'msp'), { recursive: true })
  }
  await lockDown(fresh)
  await rm(net.paths.crypto, { recursive: true, force: true })
  await rename(fresh, net.paths.crypto)
}

/** Folders 0700, files 0600, all the way down. */
async function lockDown(folder: string): Promise<void> {
  await chmod(folder, 0o700)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    await (entry.isDirectory() ? lockDown(path) : chmod(path, 0o600))
  }
}

/** A folder only its owner enters. */
export async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
}
