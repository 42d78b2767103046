/** A channel's configuration of the test's own making, and changes of it, signed by whom the test will. */
import { randomBytes, X509Certificate } from 'node:crypto'
import { common, msp } from '@hyperledger/fabric-protos'
import { readCertificate } from '@suyuan/model/core/proof/certificate'
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js'
import { subjectKeyOf } from '../../network/revocation-lists.js'
import { type Authority, der, ECDSA_SHA256, type Identity, signDer } from './forge.js'

export interface ForgedOrganisation {
  mspId: string
  ca: Authority
  /** PEM. */
  revocationLists?: readonly Buffer[]
}

/** What somebody is, of which organisation, with his key. */
export interface Speaker {
  mspId: string
  identity: Identity
}

export const CHANNEL = 'trace'

export function identityOf({ mspId, identity }: Speaker): Buffer {
  const serialized = new msp.SerializedIdentity()
  serialized.setMspid(mspId)
  serialized.setIdBytes(identity.certificate)
  return Buffer.from(serialized.serializeBinary())
}

export function signatureHeaderOf(speaker: Speaker): Buffer {
  const header = new common.SignatureHeader()
  header.setCreator(identityOf(speaker))
  header.setNonce(randomBytes(24))
  return Buffer.from(header.serializeBinary())
}

export interface EnvelopeOptions {
  type: number
  data: Uint8Array
  channel?: string
  txId?: string
  signatureHeader?: Uint8Array
  time?: Date
}

export function channelHeaderOf({ type, txId = '', channel = CHANNEL, time }: Omit<EnvelopeOptions, 'data'>): Buffer {
  const header = new common.ChannelHeader()
  header.setType(type)
  header.setChannelId(channel)
  header.setTxId(txId)
  header.setTimestamp(timestamps.Timestamp.fromDate(time ?? new Date('2026-04-05T00:00:00.5Z')))
  return Buffer.from(header.serializeBinary())
}

/** An envelope that the speaker sends. */
export function envelopeOf(
  speaker: Speaker,
  { data, signatureHeader = signatureHeaderOf(speaker), ...rest }: EnvelopeOptions
): Buffer {
  const header = new common.Header()
  header.setChannelHeader(channelHeaderOf(rest))
  header.setSignatureHeader(signatureHeader)
  const payload = new common.Payload()
  payload.setHeader(header)
  payload.setData(data)
  const envelope = new common.Envelope()
  envelope.setPayload(payload.serializeBinary())
  envelope.setSignature(signDer(payload.serializeBinary(), speaker.identity.privateKey))
  return Buffer.from(envelope.serializeBinary())
}

const ROLES = { member: 0, admin: 1, client: 2, peer: 3, orderer: 4 }

/** Of these principals any one signs. */
export function signaturePolicy(mspId: string, ...roles: readonly (keyof typeof ROLES)[]): common.Policy {
  const outOf = new common.SignaturePolicy.NOutOf()
  outOf.setN(1)
  const envelope = new common.SignaturePolicyEnvelope()
  for (const [index, name] of roles.entries()) {
    const role = new msp.MSPRole()
    role.setMspIdentifier(mspId)
    role.setRole(ROLES[name] as 0)
    const principal = new msp.MSPPrincipal()
    principal.setPrincipal(role.serializeBinary())
    envelope.addIdentities(principal)
    const rule = new common.SignaturePolicy()
    rule.setSignedBy(index)
    outOf.addRules(rule)
  }
  const rule = new common.SignaturePolicy()
  rule.setNOutOf(outOf)
  envelope.setRule(rule)
  return policyOf(1, envelope.serializeBinary())
}

export function policyOf(type: number, value: Uint8Array): common.Policy {
  const policy = new common.Policy()
  policy.setType(type)
  policy.setValue(value)
  return policy
}

const { ANY, ALL, MAJORITY } = common.ImplicitMetaPolicy.Rule
const RULES = { ANY, ALL, MAJORITY }

export function implicit(rule: keyof typeof RULES, sub: string): common.Policy {
  const policy = new common.ImplicitMetaPolicy()
  policy.setRule(RULES[rule])
  policy.setSubPolicy(sub)
  return policyOf(3, policy.serializeBinary())
}

const META = {
  Readers: implicit('ANY', 'Readers'),
  Writers: implicit('ANY', 'Writers'),
  Admins: implicit('MAJORITY', 'Admins')
}

export function setPolicies(group: common.ConfigGroup, policies: Record<string, common.Policy>): common.ConfigGroup {
  group.setModPolicy('Admins')
  for (const [name, policy] of Object.entries(policies)) {
    const element = new common.ConfigPolicy()
    element.setModPolicy('Admins')
    element.setPolicy(policy)
    group.getPoliciesMap().set(name, element)
  }
  return group
}

export function configValue(content: Uint8Array, version = 0, modPolicy = 'Admins'): common.ConfigValue {
  const value = new common.ConfigValue()
  value.setValue(content)
  value.setModPolicy(modPolicy)
  value.setVersion(version)
  return value
}

/** An organisation's MSPConfig. */
export function mspOf({ mspId, ca, revocationLists = [] }: ForgedOrganisation): Uint8Array {
  const unit = (name: string) => {
    const identifier = new msp.FabricOUIdentifier()
    identifier.setOrganizationalUnitIdentifier(name)
    return identifier
  }
  const units = new msp.FabricNodeOUs()
  units.setEnable(true)
  units.setClientOuIdentifier(unit('client'))
  units.setPeerOuIdentifier(unit('peer'))
  units.setAdminOuIdentifier(unit('admin'))
  units.setOrdererOuIdentifier(unit('orderer'))
  const fabric = new msp.FabricMSPConfig()
  fabric.setName(mspId)
  fabric.setRootCertsList([ca.root])
  fabric.setRevocationListList([...revocationLists])
  fabric.setFabricNodeOus(units)
  const config = new msp.MSPConfig()
  config.setConfig(fabric.serializeBinary())
  return config.serializeBinary()
}

export function organisationGroup(organisation: ForgedOrganisation): common.ConfigGroup {
  const { mspId } = organisation
  const group = setPolicies(new common.ConfigGroup(), {
    Readers: signaturePolicy(mspId, 'member'),
    Writers: signaturePolicy(mspId, 'admin', 'client', 'orderer'),
    Admins: signaturePolicy(mspId, 'admin'),
    Endorsement: signaturePolicy(mspId, 'peer')
  })
  group.getValuesMap().set('MSP', configValue(mspOf(organisation)))
  return group
}

/** The channel's first group. */
export function channelGroup(
  members: readonly ForgedOrganisation[],
  orderers: readonly ForgedOrganisation[]
): common.ConfigGroup {
  const application = setPolicies(new common.ConfigGroup(), {
    ...META,
    Endorsement: implicit('MAJORITY', 'Endorsement')
  })
  for (const organisation of members)
    application.getGroupsMap().set(organisation.mspId, organisationGroup(organisation))
  const ordering = setPolicies(new common.ConfigGroup(), { ...META, BlockValidation: implicit('ANY', 'Writers') })
  for (const organisation of orderers) ordering.getGroupsMap().set(organisation.mspId, organisationGroup(organisation))
  const channel = setPolicies(new common.ConfigGroup(), META)
  channel.getGroupsMap().set('Application', application)
  channel.getGroupsMap().set('Orderer', ordering)
  return channel
}

/** A ConfigEnvelope: the configuration that is in force with it, and of what update it is. */
export function configOf(sequence: number, channel: common.ConfigGroup, update?: Uint8Array): Uint8Array {
  const config = new common.Config()
  config.setSequence(sequence)
  config.setChannelGroup(channel)
  const envelope = new common.ConfigEnvelope()
  envelope.setConfig(config)
  if (update) envelope.setLastUpdate(common.Envelope.deserializeBinary(update))
  return envelope.serializeBinary()
}

/** An update, signed by these. */
export function updateOf(
  readSet: common.ConfigGroup,
  writeSet: common.ConfigGroup,
  signers: readonly Speaker[],
  channel = CHANNEL
): Buffer {
  const update = new common.ConfigUpdate()
  update.setChannelId(channel)
  update.setReadSet(readSet)
  update.setWriteSet(writeSet)
  const signed = new common.ConfigUpdateEnvelope()
  signed.setConfigUpdate(update.serializeBinary())
  for (const speaker of signers) {
    const header = signatureHeaderOf(speaker)
    const signature = new common.ConfigSignature()
    signature.setSignatureHeader(header)
    signature.setSignature(signDer(Buffer.concat([header, update.serializeBinary()]), speaker.identity.privateKey))
    signed.addSignatures(signature)
  }
  const { CONFIG_UPDATE } = common.HeaderType
  const [first] = signers as [Speaker]
  return envelopeOf(first, { type: CONFIG_UPDATE, data: signed.serializeBinary() })
}

/** A certificate revocation list in PEM, with these serial numbers. It names some authority's key: Fabric wants one. */
export function revocationList(issuer: Authority, serials: readonly number[]): Buffer {
  const time = der(0x17, Buffer.from('260401000000Z'))
  const name = Buffer.from(readCertificate(issuer.root).subject)
  const entries = serials.map(serial => der(0x30, der(0x02, Buffer.of(serial)), time))
  const algorithm = der(0x30, ECDSA_SHA256)
  const keyId = der(0x04, der(0x30, der(0x80, subjectKeyOf(new X509Certificate(issuer.root)) ?? Buffer.alloc(20))))
  const extensions = der(0xa0, der(0x30, der(0x30, Buffer.from('0603551d23', 'hex'), keyId)))
  const revoked = entries.length > 0 ? [der(0x30, ...entries)] : []
  const body = der(0x30, der(0x02, Buffer.of(1)), algorithm, name, time, time, ...revoked, extensions)
  const list = der(0x30, body, algorithm, der(0x03, Buffer.of(0), issuer.sign(body)))
  const lines = list.toString('base64').match(/.{1,64}/g)!
  return Buffer.from(`-----BEGIN X509 CRL-----\n${lines.join('\n')}\n-----END X509 CRL-----\n`)
}

/** A group in a group, made where there is none. */
export const within = (group: common.ConfigGroup, ...path: readonly string[]): common.ConfigGroup =>
  path.reduce((outer, name) => {
    const inner = outer.getGroupsMap().get(name) ?? new common.ConfigGroup()
    outer.getGroupsMap().set(name, inner)
    return inner
  }, group)

export type Edit = (readSet: common.ConfigGroup, writeSet: common.ConfigGroup, group: common.ConfigGroup) => void

/** Puts another MSP in the place of an organisation's. */
export const replacing =
  (organisation: ForgedOrganisation, version = 1, modPolicy = 'Admins'): Edit =>
  (readSet, writeSet, group) => {
    const path = ['Application', organisation.mspId]
    within(readSet, ...path)
    for (const each of [writeSet, group])
      within(each, ...path)
        .getValuesMap()
        .set('MSP', configValue(mspOf(organisation), version, modPolicy))
  }

/** Has another organisation join the application: the group's membership changes, so its version does. */
export const admitting =
  (organisation: ForgedOrganisation, version = 1): Edit =>
  (readSet, writeSet, group) => {
    const before = within(group, 'Application')
    for (const set of [readSet, writeSet]) {
      const application = within(set, 'Application')
      for (const name of before.getGroupsMap().keys()) within(application, String(name))
      for (const [name] of before.getPoliciesMap().entries())
        application.getPoliciesMap().set(name, new common.ConfigPolicy())
    }
    for (const each of [writeSet, group]) {
      const application = within(each, 'Application')
      application.setVersion(version)
      application.setModPolicy('Admins')
      application.getGroupsMap().set(organisation.mspId, organisationGroup(organisation))
    }
  }

/** The envelope of a configuration that rests on none. */
export const configurationEnvelope = (
  { nodes: [node], group }: { nodes: readonly Speaker[]; group: common.ConfigGroup },
  sequence: number,
  type: number = common.HeaderType.CONFIG
): Buffer => envelopeOf(node!, { type, data: configOf(sequence, group) })
