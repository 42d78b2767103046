/** The connection profile: all a gateway gets to know of the network. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { address, type Organisation, type Topology, type User, userMsp } from './topology.js'

export interface Credentials {
  certificate: string
  privateKey: string
}

/** What a gateway needs to join: every path is absolute, every file PEM. */
export interface ConnectionProfile {
  channel: string
  chaincode: string
  /** Its header's hash is the ledger's id. */
  genesisBlock: string
  organisations: Array<{
    name: string
    mspId: string
    /**
     * `address` is host:port, `hostname` the name its certificate is made out to (a client that dials an IP address checks
     * against that), `operations` a URL with /metrics and /healthz.
     */
    peer: { address: string; hostname: string; tlsCa: string; operations: string }
    client: Credentials
    admin?: Credentials
  }>
  orderers: Array<{ mspId: string; address: string; hostname: string; tlsCa: string }>
}

export function connectionProfile(net: Topology): ConnectionProfile {
  return {
    channel: net.channel,
    chaincode: net.chaincode,
    genesisBlock: net.paths.genesis,
    organisations: net.organisations.map(org => ({
      name: org.name,
      mspId: org.mspId,
      peer: {
        address: address(org.peer.port),
        hostname: `peer.${org.domain}`,
        tlsCa: join(org.peer.crypto, 'tls', 'ca.crt'),
        operations: `http://${address(org.peer.operationsPort)}`
      },
      client: credentials(org, 'User1'),
      admin: credentials(org, 'Admin')
    })),
    orderers: net.organisations.map(({ ordererMspId, ordererDomain, orderer }) => ({
      mspId: ordererMspId,
      address: address(orderer.port),
      hostname: `orderer.${ordererDomain}`,
      tlsCa: join(orderer.crypto, 'tls', 'ca.crt')
    }))
  }
}

function credentials(org: Organisation, user: User): Credentials {
  const msp = userMsp(org, user)
  return {
    certificate: join(msp, 'signcerts', `${user}@${org.domain}-cert.pem`),
    privateKey: join(msp, 'keystore', 'priv_sk')
  }
}

export async function writeProfile(net: Topology): Promise<void> {
  await writeFile(net.paths.profile, JSON.stringify(connectionProfile(net), null, 2), { mode: 0o600 })
}
