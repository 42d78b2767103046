import { protobufBytes } from '../../protobuf.js'
import { textOf } from '../bytes.js'
import type { ProofCrypto } from '../crypto.js'
import { type AuditCheck, type Findings, must } from '../findings.js'
import type { Block } from './blocks.js'
import { type Element, isSame, nameOf, ROOT_GROUP, type Tree, treeOf } from './configuration.js'
import { CONFIG, creatorOf, distinct, type Envelope, mspIdsOf, readEnvelope, signerOf } from './envelope.js'
import { Identities, type Signer } from './identities.js'
import { numberOf, partAt, partOf } from './message.js'
import { isSatisfied } from './policies.js'

/** The channel's configuration, from the block after its own to that of the next. */
export interface Configuration {
  block: number
  channel: string
  sequence: bigint
  tree: Tree
  identities: Identities
}

/** The configuration by which a block is judged: of a block before it. */
export const inForce = (configurations: readonly Configuration[], number: number): Configuration =>
  configurations.findLast(({ block }) => block < number) ?? configurations[0]!

/**
 * The configurations of the chain, each following on the one before.
 *
 * @returns undefined when one does not
 */
export async function readConfigurations(
  blocks: readonly Block[],
  crypto: ProofCrypto,
  findings: Findings<AuditCheck>
): Promise<Configuration[] | undefined> {
  const configurations: Configuration[] = []
  for (const { number, data } of blocks.filter(({ number, configures }) => number === 0 || configures)) {
    const before = configurations.at(-1)
    const found = await findings.note('configuration', async () => {
      must(data.length === 1, `block ${number} has a configuration and more`)
      const envelope = readEnvelope(data[0]!)
      const { configuration, signers } = before
        ? await nextConfiguration(before, number, envelope, crypto)
        : { configuration: firstConfiguration(envelope, crypto), signers: [] }
      const signed = before ? `; its change is signed by ${signers.join(', ')}` : ''
      return [configuration, `block ${number}: organisations ${configuration.identities.members.join(', ')}${signed}`]
    })
    if (!found) return undefined
    configurations.push(found)
  }
  return configurations
}

/** ConfigEnvelope.config { 1 sequence, 2 channel_group } */
const configIn = ({ data }: Envelope) => {
  const config = partOf(data, 1)
  return { sequence: numberOf(config, 1), tree: treeOf(partOf(config, 2)) }
}

/** The configuration in block 0, which is taken on trust. @throws Error for what is none */
function firstConfiguration(envelope: Envelope, crypto: ProofCrypto): Configuration {
  const { sequence, tree } = configIn(envelope)
  must(envelope.type === CONFIG && sequence === 0n, 'block 0 has no first configuration')
  return { block: 0, channel: envelope.channel, sequence, tree, identities: new Identities(tree, crypto) }
}

/**
 * The configuration that follows on another: by an update that enough of those have signed whom the other names for it, and
 * nothing but that update apart.
 *
 * @returns it, and whose administrators signed
 * @throws Error in a sentence
 */
async function nextConfiguration(
  before: Configuration,
  block: number,
  envelope: Envelope,
  crypto: ProofCrypto
): Promise<{ configuration: Configuration; signers: string[] }> {
  const { channel } = before
  must(envelope.channel === channel, `it is of channel ${envelope.channel}`)
  await creatorOf(envelope, before.identities, crypto)
  const { sequence, tree } = configIn(envelope)
  must(sequence === before.sequence + 1n, `configuration ${sequence} follows on ${before.sequence}`)
  const update = partAt(envelope.data, 2, 1, 2)
  const change = partOf(update, 1)
  const named = textOf(partOf(change, 1))
  must(named === channel, `it has an update of channel ${named}`)
  const signers = await signersOf(update, envelope.time, before, crypto)
  const expected = updated(before.tree, treeOf(partOf(change, 2)), treeOf(partOf(change, 3)), signers)
  must(isSame(expected, tree), 'it is not the one before with just its update')
  const configuration = { block, channel, sequence, tree, identities: new Identities(tree, crypto) }
  return { configuration, signers: mspIdsOf(signers) }
}

/** ConfigUpdateEnvelope { 1 update, 2 signatures { 1 header { 1 creator }, 2 signature over header‖update } } */
async function signersOf(
  update: Uint8Array,
  time: number,
  { identities }: Configuration,
  crypto: ProofCrypto
): Promise<Signer[]> {
  const signers: Signer[] = []
  for (const each of protobufBytes(update, 2)) {
    const header = partOf(each, 1)
    const content = [header, partOf(update, 1)]
    const signed = { identity: partOf(header, 1), content, signature: partOf(each, 2), time }
    signers.push(await signerOf(signed, identities, crypto))
  }
  return distinct(signers)
}

/** A configuration with an update, as Fabric makes it (`common/configtx/update.go`). @throws Error for one that it would refuse */
function updated(tree: Tree, readSet: Tree, writeSet: Tree, signers: readonly Signer[]): Tree {
  for (const [name, { version }] of readSet)
    must(tree.get(name)?.version === version, `its update rests on a version of ${name} that is not there`)
  const delta = [...writeSet].filter(([name, { version }]) => readSet.get(name)?.version !== version)
  must(delta.length > 0, 'its update changes nothing')
  for (const [name, element] of delta) authorise(tree, name, element, signers)
  const all = new Map([...tree, ...delta])
  const result = new Map<string, Element>()
  const take = (name: string): void => {
    const element = all.get(name)
    must(element !== undefined, `its update has no ${name}`)
    result.set(name, element)
    element.members.forEach(take)
  }
  take(ROOT_GROUP)
  return result
}

function authorise(tree: Tree, name: string, { version, modPolicy }: Element, signers: readonly Signer[]): void {
  const existing = tree.get(name)
  must(modPolicy !== '', `its update leaves it open who may change ${name}`)
  must(version === (existing ? existing.version + 1n : 0n), `its update makes version ${version} of ${name}`)
  // What is new stands in a group that changes by it, whose policy says who may.
  if (existing) must(mayChange(tree, existing, signers), `too few have signed its change of ${name}`)
}

function mayChange(tree: Tree, { kind, path, modPolicy }: Element, signers: readonly Signer[]): boolean {
  const names = modPolicy.split('/')
  // From the root when it begins with a slash, else from the group that the element is or is in.
  const group = modPolicy.startsWith('/')
    ? names.slice(1, -1)
    : [...(kind === 'group' ? path : path.slice(0, -1)), ...names.slice(0, -1)]
  return tree.has(nameOf('group', group)) && isSatisfied(tree, group, names.at(-1)!, signers)
}
