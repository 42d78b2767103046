/** An organisation's keys and certificates, from its Fabric CA, laid out as the rest of the network looks for them. */
import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaBinaries } from '../binaries.js'
import { type Authority, type Certificate, certificatesOf, type Holder, type Speaker } from '../certificates.js'
import { lockDown } from '../crypto.js'
import { type CaNode, LOOPBACK, type Organisation } from '../topology.js'
import { AuthorityClient, type Identity } from './client.js'
import { rootOf } from './server.js'

export type WithCa = Organisation & { ca: CaNode }

/** What the certificates of identities say of them, for whoever decides by it. */
const ROLE = 'suyuan.role'

/** Enrols every node and user, and makes the folders of both MSPs. What is there already stays. */
export async function enrolOrganisation(org: WithCa, binaries: CaBinaries): Promise<void> {
  for (const each of certificatesOf(org)) {
    const enrolled = await clientOf(org, each.authority, binaries).enrol(identityOf(each))
    await place(enrolled.certificate, each.certificate)
    await place(enrolled.privateKey, each.privateKey)
    if (each.authority === 'tls') await place(rootOf(org.ca, 'tls'), join(each.folder, 'ca.crt'))
    else await writeRoots(org, each.authority, each.folder)
  }
  await writeRoots(org, 'members', join(org.crypto, 'msp'))
  await writeRoots(org, 'ordering', join(org.ordererCrypto, 'msp'))
  await lockDown(org.crypto)
  await lockDown(org.ordererCrypto)
}

/** Whether everything has been enrolled: the folders that are made last are there. */
export const isEnrolled = ({ ordererCrypto }: Organisation): boolean =>
  existsSync(join(ordererCrypto, 'msp', 'config.yaml'))

/** Renews a holder's certificates; the keys stay. Who has read the files goes on with the old ones until it reads them anew. */
export async function renewCertificates(org: WithCa, holder: Holder, binaries: CaBinaries): Promise<void> {
  for (const each of certificatesOf(org)) {
    if (each.holder !== holder) continue
    const { certificate } = await clientOf(org, each.authority, binaries).renew(identityOf(each))
    await replaceFile(certificate, each.certificate)
  }
}

/** Revokes a member with all certificates that it has. @returns the revocation list, PEM */
export const revokeMember = (org: WithCa, speaker: Speaker, binaries: CaBinaries): Promise<string> =>
  clientOf(org, 'members', binaries).revoke({ id: speaker })

const clientOf = ({ ca }: WithCa, authority: Authority, binaries: CaBinaries): AuthorityClient =>
  new AuthorityClient(ca, authority, binaries)

function identityOf({ holder, authority, id }: Certificate): Identity {
  if (authority === 'tls') return { id, type: 'client', hosts: [id, LOOPBACK, 'localhost'] }
  const type = holder === 'gateway' || holder === 'chaincode' ? 'client' : holder
  return { id, type, attributes: { [ROLE]: holder } }
}

/** What an MSP trusts, and by what units it tells its members apart. */
async function writeRoots({ ca }: WithCa, authority: Authority, folder: string): Promise<void> {
  await place(rootOf(ca, authority), join(folder, 'cacerts', 'ca.pem'))
  await place(rootOf(ca, 'tls'), join(folder, 'tlscacerts', 'tlsca.pem'))
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

async function place(from: string, to: string): Promise<void> {
  await mkdir(join(to, '..'), { recursive: true, mode: 0o700 })
  await copyFile(from, to)
}

/** A reader finds the old file or the new one, whole. */
async function replaceFile(from: string, to: string): Promise<void> {
  const fresh = `${to}.new`
  await rm(fresh, { force: true })
  await copyFile(from, fresh)
  await rename(fresh, to)
}
