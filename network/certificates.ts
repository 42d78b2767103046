/** The certificates of an organisation: whose each is, where it lies, and until when it is good. */
import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CaNode, type Organisation, orderingAdminMsp, type User, userMsp } from './topology.js'

/** Who has certificates, in the order of renewal: who issues them, who speaks, the nodes. */
export const HOLDERS = ['ca', 'admin', 'gateway', 'chaincode', 'peer', 'orderer'] as const
export type Holder = (typeof HOLDERS)[number]
/** Those of them who speak for the organisation. */
export type Speaker = Extract<Holder, 'admin' | 'gateway'>

/** Who is a member, who orders, and whose TLS certificates are good: never the same root for two of them. */
export const AUTHORITIES = ['members', 'ordering', 'tls'] as const
export type Authority = (typeof AUTHORITIES)[number]

/** One that somebody was given, with its key. */
export interface Certificate {
  holder: Exclude<Holder, 'ca'>
  authority: Authority
  /** The holder's name at the authority; a host's name where it is for TLS. */
  id: string
  /** Folder of the MSP, or of what TLS needs. */
  folder: string
  certificate: string
  privateKey: string
}

/** The certificate that a Fabric CA's server shows; it makes one at its start where there is none. */
export const serverCertificateOf = ({ folder }: CaNode): string => join(folder, 'server', 'tls-cert.pem')

/** All certificates of the organisation's users and nodes, laid out as cryptogen does. */
export function certificatesOf(org: Organisation): Certificate[] {
  const { peer, orderer, chaincode, domain, ordererDomain } = org
  const [peerHost, chaincodeHost, ordererHost] = [`peer.${domain}`, `chaincode.${domain}`, `orderer.${ordererDomain}`]
  const user = (name: User): string => userMsp(org, name)
  return [
    identity('admin', 'members', 'admin', user('Admin'), `Admin@${domain}`),
    identity('admin', 'ordering', 'admin', orderingAdminMsp(org), `Admin@${ordererDomain}`),
    identity('gateway', 'members', 'gateway', user('User1'), `User1@${domain}`),
    identity('peer', 'members', peerHost, join(peer.crypto, 'msp'), peerHost),
    identity('orderer', 'ordering', ordererHost, join(orderer.crypto, 'msp'), ordererHost),
    forTls('chaincode', chaincodeHost, chaincode.crypto),
    forTls('peer', peerHost, peer.crypto),
    forTls('orderer', ordererHost, orderer.crypto)
  ]
}

function identity(
  holder: Certificate['holder'],
  authority: Authority,
  id: string,
  folder: string,
  name: string
): Certificate {
  const certificate = join(folder, 'signcerts', `${name}-cert.pem`)
  return { holder, authority, id, folder, certificate, privateKey: join(folder, 'keystore', 'priv_sk') }
}

function forTls(holder: Certificate['holder'], id: string, node: string): Certificate {
  const folder = join(node, 'tls')
  const [certificate, privateKey] = [join(folder, 'server.crt'), join(folder, 'server.key')]
  return { holder, authority: 'tls', id, folder, certificate, privateKey }
}

/** The part of a certificate's life that is left when it is renewed. */
const RENEWED_WITH_LEFT = 1 / 3

/** Whether so little of a certificate's life is left that it should be renewed. */
export function isDue(file: string): boolean {
  const { from, until } = lifeOf(file)
  return until - Date.now() < (until - from) * RENEWED_WITH_LEFT
}

/** Who of an organisation with a Fabric CA has a certificate that should be renewed, in the order of renewal. */
export function holdersDue(org: Organisation): Holder[] {
  const due = new Set(everyFile(org).flatMap(({ holder, file }) => (isDue(file) ? [holder] : [])))
  return HOLDERS.filter(holder => due.has(holder))
}

/** Which of the organisation's certificates ends first, and when; undefined before it has any. */
export function firstToEnd(org: Organisation): { holder: Holder; until: string } | undefined {
  const ends = everyFile(org).map(({ holder, file }) => ({ holder, until: lifeOf(file).until }))
  const [first] = ends.sort((a, b) => a.until - b.until)
  return first && { holder: first.holder, until: new Date(first.until).toISOString() }
}

function everyFile(org: Organisation): Array<{ holder: Holder; file: string }> {
  const given = certificatesOf(org).map(({ holder, certificate }) => ({ holder, file: certificate }))
  const all = [...(org.ca ? [{ holder: 'ca' as const, file: serverCertificateOf(org.ca) }] : []), ...given]
  return all.filter(({ file }) => existsSync(file))
}

/** Milliseconds since 1970. A file that holds no certificate serves nobody: it counts as one that has ended long ago. */
function lifeOf(file: string): { from: number; until: number } {
  try {
    const { validFrom, validTo } = new X509Certificate(readFileSync(file))
    return { from: Date.parse(validFrom), until: Date.parse(validTo) }
  } catch {
    return { from: 0, until: 0 }
  }
}
