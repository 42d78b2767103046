/** A ledger of the test's own making: real certificates, configuration, endorsements, signed by keys that anybody can make. */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { common, msp, peer } from '@hyperledger/fabric-protos'
import { leafText, sealText } from '@suyuan/model/core/batch'
import { blockHeaderBytes } from '@suyuan/model/core/block'
import { canonicalJson } from '@suyuan/model/core/canonical'
import { type Command, signedText, toLowS } from '@suyuan/model/core/command'
import type { Outcome } from '@suyuan/model/core/judge'
import { merklePath, merkleRoot } from '@suyuan/model/core/merkle'
import { type Bundle, FORMAT, type OpenCommand, type SealedCommand } from '@suyuan/model/core/proof/bundle'
import { readCertificate } from '@suyuan/model/core/proof/certificate'
import { checkpointLeaf } from '@suyuan/model/core/proof/checkpoint'
import { type Statement, saltOf, statementLeaves, type Thing } from '@suyuan/model/core/statements'
import { sha256 } from '@suyuan/model/node/crypto'
import { resultsOf } from './forge-transaction.js'
import { type SigningKey, signed, signingKey } from './signing.js'

const length = (n: number) => (n < 128 ? [n] : n < 256 ? [0x81, n] : [0x82, n >> 8, n & 255])
export const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...length(content.length)]), content])
}
const bytes = (hex: string) => Buffer.from(hex, 'hex')
export const ECDSA_SHA256 = bytes('06082a8648ce3d040302')
export const P256 = bytes('06072a8648ce3d020106082a8648ce3d030107')
const attribute = (oid: string, value: string) => der(0x31, der(0x30, bytes(oid), der(0x0c, Buffer.from(value))))
const nameOf = (commonName: string, unit?: string) =>
  der(0x30, attribute('0603550403', commonName), ...(unit ? [attribute('060355040b', unit)] : []))

const [FROM, UNTIL] = [new Date('2026-01-01T00:00:00Z'), new Date('2036-01-01T00:00:00Z')]
/** YYMMDDhhmmssZ until 2049, with the whole year from then on. */
const timeOf = (date: Date) => {
  const whole = `${date.toISOString().slice(0, 19).replace(/\D/g, '')}Z`
  return whole < '2050' ? der(0x17, Buffer.from(whole.slice(2))) : der(0x18, Buffer.from(whole))
}

export const pemOf = (certificate: Buffer): Buffer => {
  const lines = certificate.toString('base64').match(/.{1,64}/g)!
  return Buffer.from(`-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`)
}

export interface Identity {
  privateKey: KeyObject
  certificate: Buffer
}

/** What a test may have otherwise in a certificate. */
export interface Oddities {
  /** From when and until when it holds, by the second. */
  from?: Date
  until?: Date
  algorithm?: Buffer
  key?: Buffer
  parts?: readonly Buffer[]
  unused?: number
  serial?: number
}

/** Issues certificates as an organisation's authority does. */
export class Authority {
  readonly root: Buffer
  private readonly key: KeyObject
  private readonly name: Buffer

  /** An authority by that name, or one that there is: its certificate and the key that it signs with. */
  constructor(name: string | { certificate: Buffer; key: KeyObject }, oddities: Oddities = {}) {
    if (typeof name === 'object') {
      this.name = Buffer.from(readCertificate(name.certificate).subject)
      this.key = name.key
      this.root = name.certificate
    } else {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      this.name = nameOf(name)
      this.key = privateKey
      this.root = this.certificate(this.name, publicKey, oddities)
    }
  }

  /** DER. */
  sign(content: Uint8Array): Buffer {
    return sign('sha256', content, this.key)
  }

  issue(unit: string | undefined, oddities: Oddities = {}): Identity {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    return { privateKey, certificate: this.certificate(nameOf('peer', unit), publicKey, oddities) }
  }

  private certificate(subject: Buffer, publicKey: KeyObject, oddities: Oddities): Buffer {
    const { x, y } = publicKey.export({ format: 'jwk' })
    const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')])
    const key = oddities.key ?? der(0x30, der(0x30, P256), der(0x03, Buffer.of(oddities.unused ?? 0), point))
    const validity = der(0x30, ...[oddities.from ?? FROM, oddities.until ?? UNTIL].map(timeOf))
    const algorithm = der(0x30, oddities.algorithm ?? ECDSA_SHA256)
    const version = der(0xa0, der(0x02, Buffer.of(2)))
    const serial = der(0x02, Buffer.of(oddities.serial ?? 1))
    const body = der(0x30, version, serial, algorithm, this.name, validity, subject, key)
    const parts = [body, algorithm, der(0x03, Buffer.of(0), this.sign(body)), ...(oddities.parts ?? [])]
    return pemOf(der(0x30, ...parts))
  }
}

/** DER of a signature with s made low, as Fabric's peers make it. */
export function signDer(content: Uint8Array, key: KeyObject): Buffer {
  const raw = toLowS(sign('sha256', content, { key, dsaEncoding: 'ieee-p1363' }))
  return derOf(raw)
}

export function derOf(raw: Uint8Array): Buffer {
  const scalar = (start: number) => {
    let digits = raw.subarray(start, start + 32)
    while (digits[0] === 0) digits = digits.subarray(1)
    return der(0x02, digits[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits)
  }
  return der(0x30, scalar(0), scalar(32))
}

export interface ForgedMember {
  mspId: string
  roots: readonly Uint8Array[]
  type?: number
  noMsp?: true
}

/** The envelope of a block 0 with these organisations. */
export function configurationOf(members: readonly ForgedMember[], application = 'Application'): Buffer {
  const group = new common.ConfigGroup()
  for (const { mspId, roots, type, noMsp } of members) {
    const unit = new msp.FabricOUIdentifier()
    unit.setOrganizationalUnitIdentifier('peer')
    const units = new msp.FabricNodeOUs()
    units.setEnable(true)
    units.setPeerOuIdentifier(unit)
    const fabric = new msp.FabricMSPConfig()
    fabric.setName(mspId)
    fabric.setRootCertsList([...roots])
    fabric.setFabricNodeOus(units)
    const config = new msp.MSPConfig()
    config.setConfig(fabric.serializeBinary())
    if (type) config.setType(type)
    const value = new common.ConfigValue()
    value.setValue(config.serializeBinary())
    const member = new common.ConfigGroup()
    if (!noMsp) member.getValuesMap().set('MSP', value)
    group.getGroupsMap().set(mspId, member)
  }
  const channel = new common.ConfigGroup()
  channel.getGroupsMap().set(application, group)
  const config = new common.Config()
  config.setChannelGroup(channel)
  const update = new common.ConfigEnvelope()
  update.setConfig(config)
  const payload = new common.Payload()
  payload.setData(update.serializeBinary())
  const envelope = new common.Envelope()
  envelope.setPayload(payload.serializeBinary())
  return Buffer.from(envelope.serializeBinary())
}

export const ledgerOf = (configuration: Uint8Array): string =>
  sha256(blockHeaderBytes({ number: 0n, previousHash: new Uint8Array(), dataHash: sha256(configuration) })).toString(
    'hex'
  )

/** What peers sign when a transaction writes these states. */
export function payloadOf(writes: Readonly<Record<string, unknown>>, namespace = 'trace'): Buffer {
  const action = new peer.ChaincodeAction()
  action.setResults(resultsOf(namespace, { writes }))
  const payload = new peer.ProposalResponsePayload()
  payload.setProposalHash(sha256('a proposal'))
  payload.setExtension$(action.serializeBinary())
  return Buffer.from(payload.serializeBinary())
}

export function endorsementOf(payload: Uint8Array, mspId: string, { certificate, privateKey }: Identity) {
  const identity = new msp.SerializedIdentity()
  identity.setMspid(mspId)
  identity.setIdBytes(certificate)
  const endorser = Buffer.from(identity.serializeBinary())
  const signature = signDer(Buffer.concat([payload, endorser]), privateKey)
  return { endorser: endorser.toString('base64url'), signature: signature.toString('base64url') }
}

/** A leaf, and how a bundle shows it at its place. */
export interface Forged {
  leaf: string
  proven(place: { index: number; path: string[] }): OpenCommand | SealedCommand
}

interface BundleOptions {
  /** Transaction of the checkpoint. */
  checkpoint?: string
  /** What the checkpoint says that it is of. */
  ledger?: string
  /** Name of the chaincode whose state it is. */
  namespace?: string
  about?: Thing
}

/** A whole ledger, the peers of which sign whatever they are given. */
export class ForgedLedger {
  readonly authorities = ['BaseMSP', 'RegulatorMSP', 'RetailMSP'].map(mspId => ({ mspId, ca: new Authority(mspId) }))
  readonly configuration = configurationOf(this.authorities.map(({ mspId, ca }) => ({ mspId, roots: [ca.root] })))
  readonly id = ledgerOf(this.configuration)
  readonly peers = this.authorities.map(({ mspId, ca }) => ({ mspId, identity: ca.issue('peer') }))
  readonly key: SigningKey = signingKey(randomUUID())

  command(change: Partial<Command> = {}): Command {
    const unsigned = {
      ...{ version: 1, algorithm: 'ES256', ledger: this.id, id: randomUUID(), module: 'trace', action: 'capture' },
      ...{ payload: { events: [] }, author: '91441621MA4W0A0A0A', key: this.key.id, sequence: 1 },
      ...{ signedAt: '2026-04-05T08:00:00+08:00', ...change }
    } as Command
    return signed(unsigned, this.key)
  }

  /** A command word for word. */
  proven(command: Command, change: Partial<OpenCommand> = {}): Forged {
    const key = { party: command.author, publicKey: this.key.publicKey, custody: 'device' as const }
    const open = { command, outcome: { status: 'accepted' as const }, key, statements: null, ...change }
    const digest = hex(sha256(signedText(command)))
    const seal = hex(sha256(sealText({ command, digest, outcome: open.outcome as Outcome, key: open.key })))
    return { leaf: leafText(command, seal, open.statements), proven: place => ({ ...place, ...open }) }
  }

  /** A command of which these statements are shown, of all that it makes. */
  sealed(statements: readonly Statement[], shown: readonly number[], change: Partial<SealedCommand> = {}): Forged {
    const command = this.command()
    const leaves = statementLeaves(command, statements, sha256)
    const sealed = {
      ...{ author: command.author, key: command.key, seal: 'ab'.repeat(32), count: statements.length },
      shown: shown.map(index => ({
        ...{ index, path: merklePath(leaves, index, sha256).map(hex) },
        ...{ salt: saltOf(command, index, sha256), statement: statements[index]! }
      }))
    }
    const tree = { count: statements.length, root: hex(merkleRoot(leaves, sha256)) }
    return { leaf: leafText(command, sealed.seal, tree), proven: place => ({ ...place, ...sealed, ...change }) }
  }

  /** Batches of commands under one checkpoint; the proof is of the first of each. */
  bundle(
    batches: readonly (readonly Forged[])[],
    { checkpoint = 'cc'.repeat(32), ledger = this.id, namespace, ...rest }: BundleOptions = {}
  ): Bundle {
    const trees = batches.map(batch => batch.map(({ leaf }) => Buffer.from(leaf)))
    const transaction = (i: number) => String(i + 1).repeat(64)
    const tops = trees.map((leaves, i) =>
      Buffer.from(
        checkpointLeaf({ transaction: transaction(i), root: hex(merkleRoot(leaves, sha256)), count: leaves.length })
      )
    )
    const record = { ledger, root: hex(merkleRoot(tops, sha256)), count: tops.length }
    const payload = payloadOf({ [`checkpoint/${checkpoint}`]: record }, namespace)
    const proven = batches.map(([first], i) => ({
      ...{ transaction: transaction(i), count: trees[i]!.length, index: i },
      path: merklePath(tops, i, sha256).map(hex),
      commands: [first!.proven({ index: 0, path: merklePath(trees[i]!, 0, sha256).map(hex) })]
    }))
    const endorsements = this.peers.map(({ mspId, identity }) => endorsementOf(payload, mspId, identity))
    const checkpoints = [{ payload: payload.toString('base64url'), endorsements, batches: proven }]
    return { format: FORMAT, configuration: this.configuration.toString('base64url'), checkpoints, ...rest }
  }

  /** The bundle with another payload, which every peer signed. */
  endorsed({ checkpoints: [first], ...bundle }: Bundle, payload: Buffer, peers = this.peers): Bundle {
    const endorsements = peers.map(({ mspId, identity }) => endorsementOf(payload, mspId, identity))
    return { ...bundle, checkpoints: [{ ...first!, payload: payload.toString('base64url'), endorsements }] }
  }
}

const hex = (value: Uint8Array) => Buffer.from(value).toString('hex')

export const textOf = (bundle: unknown): string => canonicalJson(bundle)
