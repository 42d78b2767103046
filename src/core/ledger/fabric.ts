import { type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type ChannelCredentials, Client, type ClientOptions, credentials } from '@grpc/grpc-js'
import { connect, type Gateway, hash, type Signer } from '@hyperledger/fabric-gateway'
import { msp } from '@hyperledger/fabric-protos'
import { CO_ENDORSERS, chaincodeOf, type Definition, REGULATOR } from '@suyuan/model/core/definitions'
import { type Credential, Credentials } from '../identity/credentials.js'
import { signRaw, toDer } from '../identity/signer.js'
import { type ConnectionProfile, foundersOf } from './profile.js'

const SECOND = 1000

const GRPC_OPTIONS = {
  'grpc.max_receive_message_length': -1, // a block may exceed the default of 4 MB
  'grpc.max_send_message_length': -1,
  'grpc.keepalive_time_ms': 120 * SECOND, // peers close connections that ping more often than once a minute
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 2 * SECOND
}

/** Connections to the network: one channel a peer, one Fabric gateway for each identity at each peer. */
export class Fabric {
  /** MSP ids of the organisations of block 0. */
  readonly founders: readonly string[]
  private readonly clients = new Map<string, Client>()
  private readonly credentials = new Map<string, Credentials>()
  private readonly gateways = new Map<string, { gateway: Gateway; credential: Credential }>()

  constructor(readonly profile: ConnectionProfile) {
    this.founders = foundersOf(profile)
  }

  get organisations() {
    return this.profile.organisations
  }

  /** MSP ids of the organisations for which this gateway can submit, with `role`. */
  submitters(role: Role): string[] {
    return this.organisations.filter(organisation => organisation[role]).map(({ mspId }) => mspId)
  }

  /** When the certificates end by which this gateway speaks, in seconds since 1970. */
  get certificateEnds(): Array<{ organisation: string; role: Role; end: number }> {
    return ROLES.flatMap(role =>
      this.submitters(role).map(organisation => {
        const { certificate } = this.credentialsOf(organisation, role).current()
        return { organisation, role, end: Date.parse(new X509Certificate(certificate).validTo) / SECOND }
      })
    )
  }

  /** A gateway that speaks as `mspId`, with its newest certificate, through the peer of the organisation `peerIndex`. */
  gateway(mspId: string, role: Role, peerIndex: number): Gateway {
    const { peer } = this.organisations[peerIndex % this.organisations.length]!
    const id = `${mspId}/${role}@${peer.address}`
    const credential = this.credentialsOf(mspId, role).current()
    const known = this.gateways.get(id)
    if (known?.credential === credential) return known.gateway
    const gateway = connect({
      client: this.client(peer),
      identity: { mspId, credentials: credential.certificate },
      signer: nativeSigner(credential.privateKey),
      hash: hash.none,
      evaluateOptions: () => ({ deadline: Date.now() + 10 * SECOND }),
      endorseOptions: () => ({ deadline: Date.now() + 20 * SECOND }),
      submitOptions: () => ({ deadline: Date.now() + 10 * SECOND })
    })
    this.gateways.set(id, { gateway, credential })
    return gateway
  }

  /** The newest identity of `mspId` as messages carry it, and its signature. */
  signer(mspId: string, role: Role): { identity: Uint8Array; sign(message: Uint8Array): Uint8Array } {
    const { certificate, privateKey } = this.credentialsOf(mspId, role).current()
    const identity = new msp.SerializedIdentity()
    identity.setMspid(mspId)
    identity.setIdBytes(certificate)
    return { identity: identity.serializeBinary(), sign: message => toDer(signRaw(message, privateKey)) }
  }

  /** The chaincode of one of the law's two definitions, the open one unless told. */
  contract(mspId: string, role: Role, peerIndex: number, definition: Definition = 'open') {
    const { channel, chaincode } = this.profile
    return this.gateway(mspId, role, peerIndex).getNetwork(channel).getContract(chaincodeOf(chaincode, definition))
  }

  /** The index of the organisation's own peer, which is asked first. */
  homePeer(mspId: string): number {
    return this.organisations.findIndex(organisation => organisation.mspId === mspId)
  }

  /**
   * MSP ids of organisations that satisfy a definition's policy, that at `peerIndex` first among those that may be any.
   *
   * @param away who is not to be among them while there are enough others
   */
  endorsersFrom(peerIndex: number, definition: Definition, away: ReadonlySet<string>): string[] {
    const all = this.organisations.map((_, i) => this.organisations[(peerIndex + i) % this.organisations.length]!.mspId)
    const there = all.filter(mspId => !away.has(mspId))
    if (definition === 'open') return (there.length < this.majority ? all : there).slice(0, this.majority)
    const other = [...there, ...all].find(mspId => CO_ENDORSERS.includes(mspId))
    return [REGULATOR, ...(other ? [other] : [])]
  }

  /** MSP ids of those who attest: every organisation of block 0, and as many others as the channel's policy wants. */
  get attestors(): string[] {
    const others = this.organisations.map(({ mspId }) => mspId).filter(mspId => !this.founders.includes(mspId))
    return [...this.founders, ...others.slice(0, Math.max(0, this.majority - this.founders.length))]
  }

  private get majority(): number {
    return Math.floor(this.organisations.length / 2) + 1
  }

  close(): void {
    for (const { gateway } of this.gateways.values()) gateway.close()
    for (const client of this.clients.values()) client.close()
  }

  private credentialsOf(mspId: string, role: Role): Credentials {
    const id = `${mspId}/${role}`
    const files = this.organisations.find(organisation => organisation.mspId === mspId)![role]!
    const credentials = this.credentials.get(id) ?? new Credentials(files)
    this.credentials.set(id, credentials)
    return credentials
  }

  private client(peer: Peer): Client {
    const known = this.clients.get(peer.address)
    if (known) return known
    const client = new Client(...lineTo(peer))
    this.clients.set(peer.address, client)
    return client
  }
}

export const ROLES = ['client', 'admin'] as const
export type Role = (typeof ROLES)[number]
type Peer = ConnectionProfile['organisations'][number]['peer']

/** How a node is reached: what a gRPC client is made of. */
export function lineTo({
  address,
  hostname,
  tlsCa
}: Pick<Peer, 'address' | 'hostname' | 'tlsCa'>): [string, ChannelCredentials, ClientOptions] {
  const options = {
    ...GRPC_OPTIONS,
    'grpc.ssl_target_name_override': hostname // addresses may be numbers, certificates name hosts
  }
  return [address, credentials.createSsl(readFileSync(tlsCa)), options]
}

/** Signs with OpenSSL: the library's own signer takes 0.5 ms of JavaScript a signature, this 0.04 ms. */
function nativeSigner(key: KeyObject): Signer {
  return async message => toDer(signRaw(message, key))
}
