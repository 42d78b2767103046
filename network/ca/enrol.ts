/** An organisation's keys and certificates, from its Fabric CA, laid out as the rest of the network looks for them. */
import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaBinaries } from '../binaries.js'
import { lockDown } from '../crypto.js'
import { type CaNode, LOOPBACK, type Organisation, orderingAdminMsp, type User, userMsp } from '../topology.js'
import { AuthorityClient, type Enrolled } from './client.js'
import { type Authority, rootOf } from './server.js'

type WithCa = Organisation & { ca: CaNode }

/** What the certificates of a gateway's identities say of them, for whoever decides by it. */
const ROLE = 'suyuan.role'

const idOf = (user: User): string => (user === 'Admin' ? 'admin' : 'gateway')

/** Enrols every node and user, and makes the folders of both MSPs. What is there already stays. */
export async function enrolOrganisation(org: WithCa, binaries: CaBinaries): Promise<void> {
  const { ca, peer, orderer, chaincode } = org
  const at = (authority: Authority): AuthorityClient => new AuthorityClient(ca, authority, binaries)
  for (const user of ['Admin', 'User1'] as const) {
    const id = idOf(user)
    const type = user === 'Admin' ? ('admin' as const) : ('client' as const)
    const enrolled = await at('members').enrol({ id, type, attributes: { [ROLE]: id } })
    await writeMsp(org, 'members', userMsp(org, user), enrolled, `${user}@${org.domain}`)
  }
  const peerId = await at('members').enrol({ id: `peer.${org.domain}`, type: 'peer', attributes: { [ROLE]: 'peer' } })
  await writeMsp(org, 'members', join(peer.crypto, 'msp'), peerId, `peer.${org.domain}`)
  const ordering = at('ordering')
  const ordererId = await ordering.enrol({ id: `orderer.${org.ordererDomain}`, type: 'orderer' })
  await writeMsp(org, 'ordering', join(orderer.crypto, 'msp'), ordererId, `orderer.${org.ordererDomain}`)
  const admin = await ordering.enrol({ id: 'admin', type: 'admin' })
  await writeMsp(org, 'ordering', orderingAdminMsp(org), admin, `Admin@${org.ordererDomain}`)
  const hosts: Array<[string, string]> = [
    [`peer.${org.domain}`, peer.crypto],
    [`chaincode.${org.domain}`, chaincode.crypto],
    [`orderer.${org.ordererDomain}`, orderer.crypto]
  ]
  for (const [host, folder] of hosts) {
    const enrolled = await at('tls').enrol({ id: host, type: 'client', hosts: [host, LOOPBACK, 'localhost'] })
    await writeTls(ca, join(folder, 'tls'), enrolled)
  }
  await writeRoots(org, 'members', join(org.crypto, 'msp'))
  await writeRoots(org, 'ordering', join(org.ordererCrypto, 'msp'))
  await lockDown(org.crypto)
  await lockDown(org.ordererCrypto)
}

/** Whether everything has been enrolled: the folders that are made last are there. */
export const isEnrolled = ({ ordererCrypto }: Organisation): boolean =>
  existsSync(join(ordererCrypto, 'msp', 'config.yaml'))

/** Renews a user's certificate; the key stays. Whoever reads the file anew goes on with it. */
export async function renewUser(org: WithCa, user: User, binaries: CaBinaries): Promise<void> {
  const { certificate } = await new AuthorityClient(org.ca, 'members', binaries).renew(idOf(user))
  await replaceFile(certificate, certificateOf(org, user))
}

/** Revokes a user with all certificates that it has. @returns the revocation list, PEM */
export const revokeUser = (org: WithCa, user: User, binaries: CaBinaries): Promise<string> =>
  new AuthorityClient(org.ca, 'members', binaries).revoke({ id: idOf(user) })

const certificateOf = (org: Organisation, user: User): string =>
  join(userMsp(org, user), 'signcerts', `${user}@${org.domain}-cert.pem`)

async function writeMsp(
  org: WithCa,
  authority: Authority,
  folder: string,
  { certificate, privateKey }: Enrolled,
  name: string
): Promise<void> {
  await writeRoots(org, authority, folder)
  await place(certificate, join(folder, 'signcerts'), `${name}-cert.pem`)
  await place(privateKey, join(folder, 'keystore'), 'priv_sk')
}

/** What an MSP trusts, and by what units it tells its members apart. */
async function writeRoots({ ca }: WithCa, authority: Authority, folder: string): Promise<void> {
  await place(rootOf(ca, authority), join(folder, 'cacerts'), 'ca.pem')
  await place(rootOf(ca, 'tls'), join(folder, 'tlscacerts'), 'tlsca.pem')
  const unit = (name: string): object => ({
    Certificate: 'cacerts/ca.pem',
    OrganizationalUnitIdentifier: name
  })
  const NodeOUs = {
    Enable: true,
    ClientOUIdentifier: unit('client'),
    PeerOUIdentifier: unit('peer'),
    AdminOUIdentifier: unit('admin'),
    OrdererOUIdentifier: unit('orderer')
  }
  await writeFile(join(folder, 'config.yaml'), JSON.stringify({ NodeOUs }, null, 2), { mode: 0o600 })
}

async function writeTls(ca: CaNode, folder: string, { certificate, privateKey }: Enrolled): Promise<void> {
  await place(certificate, folder, 'server.crt')
  await place(privateKey, folder, 'server.key')
  await place(rootOf(ca, 'tls'), folder, 'ca.crt')
}

async function place(file: string, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await copyFile(file, join(folder, name))
}

/** A reader finds the old file or the new one, whole. */
async function replaceFile(from: string, to: string): Promise<void> {
  const fresh = `${to}.new`
  await rm(fresh, { force: true })
  await copyFile(from, fresh)
  await rename(fresh, to)
}
