import { isLowS } from '../command.js'
import { definitionOf } from '../definitions.js'
import { protobufField } from '../protobuf.js'
import {
  type Bundle,
  type EndorsedCheckpoint,
  isArranged,
  type OpenCommand,
  type ProvenBatch,
  readBundle,
  type SealedCommand,
  statementsIn
} from './bundle.js'
import { concat, equal, fromBase64url, fromHex, hexOf, textOf } from './bytes.js'
import { isIssuedBy, readCertificate } from './certificate.js'
import { checkpointLeaf, underOf } from './checkpoint.js'
import { ledgerName, type Member, membersOf } from './configuration.js'
import type { ProofCrypto } from './crypto.js'
import { rawSignature } from './der.js'
import { type Checkpoint, checkpointOf } from './endorsed.js'
import { type Finding, Findings, must, type ProofCheck } from './findings.js'
import { lineOf, nameOf, openLeaf, rootOf, sealedLeaf, sentenceOf } from './leaves.js'
import { strayEvents } from './story.js'

/**
 * Verifies a bundle against the hash of the ledger's block 0, which is all that is taken on trust. Stops where what comes
 * next would rest on what is wrong. It is proved when every finding is ok.
 *
 * Not looked at: when certificates were valid, since no endorsement says its time, and changes of the configuration after
 * block 0.
 */
export async function verifyProof(text: string, genesis: string, crypto: ProofCrypto): Promise<Finding<ProofCheck>[]> {
  const findings = new Findings<ProofCheck>()
  const bundle = await findings.note('format', () => {
    const bundle = readBundle(text)
    return [bundle, `${bundle.format}, canonical`]
  })
  if (!bundle) return findings.all
  const configuration = await findings.note('genesis', async () => {
    const envelope = fromBase64url(bundle.configuration)
    const name = await ledgerName(envelope, crypto)
    must(name === genesis, `the configuration is of ledger ${name}, not of ${genesis}`)
    return [envelope, `the configuration is of ledger ${name}`]
  })
  if (!configuration) return findings.all
  const members = await findings.note('configuration', () => {
    const members = membersOf(configuration)
    must(members.length > 0, 'there is no organisation')
    return [members, `organisations ${members.map(({ mspId }) => mspId).join(', ')}`]
  })
  if (members) await new Verification(bundle, { genesis, members }, crypto, findings).run()
  return findings.all
}

class Verification {
  constructor(
    private readonly bundle: Bundle,
    private readonly ledger: { genesis: string; members: readonly Member[] },
    private readonly crypto: ProofCrypto,
    private readonly findings: Findings<ProofCheck>
  ) {}

  async run(): Promise<void> {
    const { checkpoints, about } = this.bundle
    const found: (Checkpoint | undefined)[] = []
    for (const checkpoint of checkpoints) found.push(await this.checkpoint(checkpoint))
    const ordered = await this.findings.note('order', () => {
      const transactions = found.map(checkpoint => checkpoint?.transaction ?? '')
      const rises = transactions.every((id, i) => i === 0 || transactions[i - 1]! < id)
      must(rises && isArranged(this.bundle), 'something is not in its only order')
      return [true, 'everything is in its only order']
    })
    if (!ordered) return
    for (const [index, { batches }] of checkpoints.entries())
      for (const batch of batches) await this.batch(batch, found[index])
    if (about) await this.findings.note('story', () => [true, this.story(about)])
  }

  private async checkpoint({ payload, endorsements }: EndorsedCheckpoint): Promise<Checkpoint | undefined> {
    const found = await this.findings.note('checkpoint', () => {
      const bytes = fromBase64url(payload)
      const checkpoint = checkpointOf(bytes)
      must(checkpoint.record.ledger === this.ledger.genesis, `it is of ledger ${checkpoint.record.ledger}`)
      must(
        endorsements.length === this.ledger.members.length,
        `${endorsements.length} endorsements of ${this.ledger.members.length} organisations`
      )
      return [{ bytes, checkpoint }, says(checkpoint)]
    })
    if (!found) return undefined
    let endorsed = true
    for (const [index, endorsement] of endorsements.entries()) {
      const member = this.ledger.members[index]!
      const look = async () => [true, await this.endorsement(endorsement, found.bytes, member)] as const
      endorsed = (await this.findings.note('endorsement', look)) === true && endorsed
    }
    return endorsed ? found.checkpoint : undefined
  }

  /** Fabric signs payload‖endorser; SerializedIdentity is { 1 MSP id, 2 certificate in PEM }. */
  private async endorsement(
    { endorser, signature }: EndorsedCheckpoint['endorsements'][number],
    payload: Uint8Array,
    { mspId, roots, peerUnit }: Member
  ): Promise<string> {
    const identity = fromBase64url(endorser)
    const speaker = textOf(protobufField(identity, 1))
    must(speaker === mspId, `${speaker} endorsed where ${mspId} should`)
    const certificate = readCertificate(protobufField(identity, 2))
    must(certificate.units.includes(peerUnit), `the certificate of ${mspId} is not a peer's`)
    let issued = false
    for (const root of roots) issued ||= await isIssuedBy(certificate, root, this.crypto)
    must(issued, `the certificate is not issued by a root of ${mspId}`)
    const raw = rawSignature(fromBase64url(signature))
    must(isLowS(raw), `the signature of ${mspId} is not in its only form`)
    const holds = await this.crypto.verify(certificate.publicKey, concat(payload, identity), raw)
    must(holds, `the signature of ${mspId} does not hold`)
    return `a peer of ${mspId} attests that these batches are in its committed state`
  }

  private async batch(batch: ProvenBatch, checkpoint: Checkpoint | undefined): Promise<void> {
    for (const command of batch.commands) {
      const look = async () => [true, await this.command(command, batch, checkpoint)] as const
      const proven = await this.findings.note('command', look)
      if (!proven || !('shown' in command)) continue
      for (const { statement } of command.shown) await this.findings.note('statement', () => [true, lineOf(statement)])
    }
  }

  private async command(
    proven: OpenCommand | SealedCommand,
    batch: ProvenBatch,
    checkpoint: Checkpoint | undefined
  ): Promise<string> {
    const { crypto } = this
    const leaf = await ('command' in proven
      ? openLeaf(proven, this.ledger.genesis, crypto)
      : sealedLeaf(proven, crypto))
    const name = nameOf(proven)
    const { transaction, count } = batch
    const root = await rootOf(leaf, proven, count, crypto)
    must(root !== null, `${name} has no such place in its batch`)
    must(checkpoint !== undefined, `the checkpoint of ${name} does not hold`)
    const covering = checkpointLeaf({ transaction, root: hexOf(root), count })
    const top = await rootOf(covering, batch, checkpoint.record.count, crypto)
    must(
      top !== null && equal(top, fromHex(checkpoint.record.root)),
      `${name}, as it stands here, is not in the checkpoint`
    )
    const { definition } = checkpoint
    const isThere = !('command' in proven) || definitionOf(proven.command.module) === definition
    must(isThere, `${name} is not of the definition whose batches the checkpoint covers`)
    return sentenceOf(proven, `${transaction}${underOf(definition)}`)
  }

  private story(about: NonNullable<Bundle['about']>): string {
    const shown = statementsIn(this.bundle)
    const [stray] = strayEvents(shown, about)
    const name = `${about.kind} ${about.id}`
    must(shown.length > 0, `nothing is shown of ${name}`)
    must(stray === undefined, `${stray} has nothing to do with ${name}`)
    return `all of it leads to ${name}`
  }
}

const says = ({ transaction, record, definition }: Checkpoint): string =>
  `${transaction} covers ${record.count} batches${underOf(definition)}`
