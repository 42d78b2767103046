/** Keys and certificates of every node and user, made once by cryptogen. */
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.js'
import { run } from './run.js'
import { LOOPBACK, type Organisation, type Topology } from './topology.js'

/** cryptogen's input. JSON is YAML, so no writer of YAML is needed anywhere here. */
export function cryptoConfig(organisations: readonly Organisation[]): object {
  const SANS = [LOOPBACK, 'localhost']
  return {
    OrdererOrgs: organisations.map(org => ({
      Name: org.ordererMspId,
      Domain: org.ordererDomain,
      EnableNodeOUs: true,
      Specs: [{ Hostname: 'orderer', SANS }]
    })),
    PeerOrgs: organisations.map(org => ({
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
  const fresh = await generated(net, net.organisations, binaries)
  await rm(net.paths.crypto, { recursive: true, force: true })
  await rename(fresh, net.paths.crypto)
}

/** Makes the keys and certificates of one organisation more, unless it has them. */
export async function generateCryptoOf(net: Topology, org: Organisation, binaries: Binaries): Promise<void> {
  if (existsSync(org.crypto)) return
  const fresh = await generated(net, [org], binaries)
  await rm(org.ordererCrypto, { recursive: true, force: true })
  await rename(join(fresh, 'ordererOrganizations', org.ordererDomain), org.ordererCrypto)
  await rename(join(fresh, 'peerOrganizations', org.domain), org.crypto)
  await rm(fresh, { recursive: true })
}

/** Lets cryptogen write beside crypto/. @returns the folder */
async function generated(net: Topology, organisations: readonly Organisation[], binaries: Binaries): Promise<string> {
  const config = join(net.paths.config, 'cryptogen.yaml')
  await writeFile(config, JSON.stringify(cryptoConfig(organisations), null, 2), { mode: 0o600 })
  const fresh = `${net.paths.crypto}.new`
  await rm(fresh, { recursive: true, force: true })
  await run(binaries.cryptogen, ['generate', `--config=${config}`, `--output=${fresh}`])
  // cryptogen gives every host a peer's signing key. A chaincode process must not be able to endorse as a peer.
  for (const org of organisations) {
    const host = join(fresh, 'peerOrganizations', org.domain, 'peers', `chaincode.${org.domain}`)
    await rm(join(host, 'msp'), { recursive: true })
  }
  await lockDown(fresh)
  return fresh
}

/** Folders 0700, files 0600, all the way down. */
export async function lockDown(folder: string): Promise<void> {
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
