import { leafText } from '../batch.js'
import { isLowS, signedText } from '../command.js'
import { rootByPath } from '../merkle.js'
import { protobufField } from '../protobuf.js'
import { type Bundle, type EndorsedCheckpoint, isArranged, type ProvenCommand, readBundle } from './bundle.js'
import { concat, equal, fromBase64url, fromHex, hexOf, textOf, utf8 } from './bytes.js'
import { isIssuedBy, readCertificate } from './certificate.js'
import { type CheckpointRecord, checkpointLeaf } from './checkpoint.js'
import { ledgerName, type Member, membersOf } from './configuration.js'
import { rawSignature } from './der.js'
import { checkpointOf } from './endorsed.js'

/** What who verifies must bring; WebCrypto has it, and so has OpenSSL. */
export interface ProofCrypto {
  sha256(bytes: Uint8Array): Promise<Uint8Array>
  /**
   * P-256 with SHA-256.
   * @param publicKey uncompressed point of 65 bytes; of any other the answer is false
   * @param signature raw r‖s
   */
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean>
}

/** One thing that was looked at, and what was found. */
export interface Finding {
  check: 'format' | 'genesis' | 'configuration' | 'order' | 'checkpoint' | 'endorsement' | 'command'
  ok: boolean
  detail: string
}

interface Checkpoint {
  transaction: string
  record: CheckpointRecord
}

/** What is found to be wrong, in the words of the finding. */
class Wrong extends Error {
  override readonly name = 'Wrong'
}

function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Wrong(otherwise)
}

/**
 * Verifies a bundle against the hash of the ledger's block 0, which is all that is taken on trust. Stops where what comes
 * next would rest on what is wrong. It is proved when every finding is ok.
 *
 * Not looked at: when certificates were valid, since no endorsement says its time, and changes of the configuration after
 * block 0.
 */
export async function verifyProof(text: string, genesis: string, crypto: ProofCrypto): Promise<Finding[]> {
  const findings = new Findings()
  const bundle = await findings.note('format', () => {
    const bundle = readBundle(text)
    return [bundle, `${bundle.format}, canonical, ${bundle.commands.length} commands`]
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

class Findings {
  readonly all: Finding[] = []

  /** Notes what `look` finds; undefined when that is something wrong, whatever it is: bytes of strangers fail in many ways. */
  async note<T>(
    check: Finding['check'],
    look: () => readonly [T, string] | Promise<readonly [T, string]>
  ): Promise<T | undefined> {
    try {
      const [value, detail] = await look()
      this.all.push({ check, ok: true, detail })
      return value
    } catch (error) {
      this.all.push({ check, ok: false, detail: (error as Error).message })
      return undefined
    }
  }
}

class Verification {
  constructor(
    private readonly bundle: Bundle,
    private readonly ledger: { genesis: string; members: readonly Member[] },
    private readonly crypto: ProofCrypto,
    private readonly findings: Findings
  ) {}

  async run(): Promise<void> {
    const checkpoints: (Checkpoint | undefined)[] = []
    for (const checkpoint of this.bundle.checkpoints) checkpoints.push(await this.checkpoint(checkpoint))
    const ordered = await this.findings.note('order', () => {
      const transactions = checkpoints.map(checkpoint => checkpoint?.transaction ?? '')
      must(
        isArranged(this.bundle) && transactions.every((id, i) => i === 0 || transactions[i - 1]! < id),
        'checkpoints or commands are not in their only order'
      )
      return [true, 'everything is in its only order']
    })
    if (!ordered) return
    for (const proven of this.bundle.commands) {
      const checkpoint = checkpoints[proven.checkpoint]
      await this.findings.note('command', async () => [true, await this.command(proven, checkpoint)])
    }
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
      return [{ bytes, checkpoint }, `${checkpoint.transaction} covers ${checkpoint.record.count} batches`]
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
    return `a peer of ${mspId} endorsed`
  }

  private async command(proven: ProvenCommand, checkpoint: Checkpoint | undefined): Promise<string> {
    const { command, outcome, key, batch, leaf } = proven
    const name = `${command.module}.${command.action} ${command.id}`
    must(command.ledger === this.ledger.genesis, `${name} was signed for another ledger`)
    must(key.party === command.author, `the key of ${name} is not its author's`)
    const publicKey = fromBase64url(key.publicKey)
    must(hexOf(await this.crypto.sha256(publicKey)) === command.key, `${name} names another key`)
    const text = utf8(signedText(command))
    const signature = fromBase64url(command.signature)
    must(
      isLowS(signature) && (await this.crypto.verify(publicKey, text, signature)),
      `the signature of ${name} does not hold`
    )
    const digest = hexOf(await this.crypto.sha256(text))
    const root = await this.root(leafText(command, digest, outcome as never, key), { ...leaf, size: batch.count })
    must(root !== null, `${name} has no such place in its batch`)
    const { transaction, count } = batch
    const covering = checkpointLeaf({ transaction, root: hexOf(root), count })
    must(checkpoint !== undefined, `the checkpoint of ${name} does not hold`)
    const top = await this.root(covering, { ...batch, size: checkpoint.record.count })
    must(
      top !== null && equal(top, fromHex(checkpoint.record.root)),
      `${name}, as it stands here, is not in the checkpoint`
    )
    const result = outcome.status === 'refused' ? `refused with ${outcome.code}` : outcome.status
    return `${name} of ${command.author}, ${result}, in transaction ${transaction}`
  }

  private root(leaf: string, { index, size, path }: { index: number; size: number; path: readonly string[] }) {
    return rootByPath(utf8(leaf), { index, size, path: path.map(fromHex) }, bytes => this.crypto.sha256(bytes))
  }
}
