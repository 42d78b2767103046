import { blockHeaderBytes } from '../block.js'
import { protobufBytes, protobufField, protobufFields } from '../protobuf.js'
import { hexOf, textOf } from './bytes.js'
import { type Certificate, readCertificate } from './certificate.js'
import type { ProofCrypto } from './crypto.js'

/** An organisation as the channel's configuration has it: who says who its peers are. */
export interface Member {
  mspId: string
  roots: Certificate[]
  /** The organisational unit that a peer's certificate bears. */
  peerUnit: string
}

/** Type of an MSP whose members have X.509 certificates. */
const X509 = 0n

/** A ledger's name: the hash of its block 0, in which there is nothing but the configuration. */
export async function ledgerName(configuration: Uint8Array, crypto: ProofCrypto): Promise<string> {
  const dataHash = await crypto.sha256(configuration)
  return hexOf(await crypto.sha256(blockHeaderBytes({ number: 0n, previousHash: new Uint8Array(), dataHash })))
}

/**
 * The organisations of the application, in the order of their MSP ids. Reads Envelope.payload, Payload.data,
 * ConfigEnvelope.config, Config.channel_group of fabric-protos `common`, then groups and values by name.
 *
 * @throws Error for what is no configuration
 */
export function membersOf(envelope: Uint8Array): Member[] {
  const channel = [1, 2, 1, 2].reduce(protobufField, envelope)
  const application = entryOf(channel, GROUPS, 'Application')
  const members = protobufBytes(application, GROUPS).map(entry => memberOf(protobufField(entry, 2)))
  const byId = new Map(members.map(member => [member.mspId, member]))
  return [...byId.keys()].sort().map(mspId => byId.get(mspId)!)
}

const GROUPS = 2
const VALUES = 3

/** The value of a map's entry. */
function entryOf(group: Uint8Array, map: number, name: string): Uint8Array {
  const entry = protobufBytes(group, map).find(entry => textOf(protobufField(entry, 1)) === name)
  if (!entry) throw new Error(`the configuration has no ${name}`)
  return protobufField(entry, 2)
}

/** ConfigValue.value is an MSPConfig { type, config }, that a FabricMSPConfig { 1 name, 2 roots, 11 node OUs }. */
function memberOf(group: Uint8Array): Member {
  const msp = protobufField(entryOf(group, VALUES, 'MSP'), 2)
  const type = [...protobufFields(msp)].find(([field]) => field === 1)?.[1] ?? X509
  if (type !== X509) throw new Error('an organisation of the configuration has no X.509 certificates')
  const config = protobufField(msp, 2)
  const units = protobufField(config, 11)
  const peer = protobufField(units, 3)
  return {
    mspId: textOf(protobufField(config, 1)),
    roots: protobufBytes(config, 2).map(readCertificate),
    peerUnit: textOf(protobufField(peer, 2))
  }
}
