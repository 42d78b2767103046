/** What drills on a real network share: a network of one's own, and a gateway into it. */
import { createHash, createPrivateKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, credentials } from '@grpc/grpc-js'
import { type Contract, connect, hash, signers } from '@hyperledger/fabric-gateway'
import { freeBasePort } from '../../network/ports.js'
import type { Law } from '../../network/processes.js'
import type { ConnectionProfile } from '../../network/profile.js'
import '../support/unmeasured.js'

/** A data folder and a port block nobody else has. */
export async function freshHome(): Promise<{ home: string; basePort: number; remove: () => void }> {
  const home = mkdtempSync(join(tmpdir(), 'suyuan-test-'))
  const remove = (): void => rmSync(home, { recursive: true, force: true })
  return { home, basePort: await freeBasePort(), remove }
}

/** A law by any name, run by the drills' chaincode. */
export function drillLaw(name: string): Law {
  return { hash: createHash('sha256').update(name).digest('hex'), main: join(import.meta.dirname, 'chaincode.js') }
}

/** Joins as an organisation's client, from nothing but the profile. */
export function asClient(profile: ConnectionProfile, organisation = 'base'): { contract: Contract; close: () => void } {
  const org = profile.organisations.find(({ name }) => name === organisation)
  if (!org) throw new Error(`No organisation ${organisation}`)
  const client = new Client(org.peer.address, credentials.createSsl(readFileSync(org.peer.tlsCa)), {
    'grpc.ssl_target_name_override': org.peer.hostname
  })
  const gateway = connect({
    client,
    identity: { mspId: org.mspId, credentials: readFileSync(org.client.certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(readFileSync(org.client.privateKey))),
    hash: hash.sha256
  })
  const close = (): void => {
    gateway.close()
    client.close()
  }
  return { contract: gateway.getNetwork(profile.channel).getContract(profile.chaincode), close }
}

export async function read(contract: Contract, fcn: string, ...args: string[]): Promise<string> {
  return Buffer.from(await contract.evaluateTransaction(fcn, ...args)).toString()
}
