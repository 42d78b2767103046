import { BATCH_EVENT, Batch, batchKey, Envelope, leafText, type RegisteredKey, sealText } from '../../batch.js'
import { canonicalJson } from '../../canonical.js'
import { type Command, isLowS, signedText } from '../../command.js'
import type { Outcome } from '../../judge.js'
import type { Law } from '../../law.js'
import { type Hash, merkleRoot } from '../../merkle.js'
import { EDITIONS, type Edition, statementTree } from '../../statements.js'
import { fromBase64url, hexOf, utf8 } from '../bytes.js'
import type { ProofCrypto } from '../crypto.js'
import { must } from '../findings.js'
import type { Audit, AuditSubject } from './bundle.js'
import type { Transaction } from './transaction.js'

/** What who verifies an audit must bring, beside the bundle. */
export interface AuditTools {
  crypto: ProofCrypto
  /** SHA-256. */
  hash: Hash
  /** The JSON of a packed batch. */
  unpack(bytes: Uint8Array): string
  /** By which it is known what of a command was said to everybody. */
  laws: ReadonlyMap<string, Law>
}

/** A command as it was judged. */
export interface Spoken {
  command: Command
  outcome: Outcome
}

/** What is said in batches, by whom, with what outcome: in the order of the ledger. */
export class Speech {
  private readonly keys: ReadonlyMap<string, RegisteredKey>
  private readonly unregistered: Set<string>
  private readonly unused: Set<string>
  private readonly revoked = new Set<string>()

  /** @throws Error when keys do not stand in their only order */
  constructor(
    { keys, unregistered }: Audit,
    readonly ledger: string,
    private readonly tools: AuditTools
  ) {
    const ids = keys.map(({ publicKey }) => hexOf(tools.hash(fromBase64url(publicKey))))
    must(isRising(ids), 'keys are not in their only order')
    this.keys = new Map(ids.map((id, i) => [id, keys[i]!]))
    this.unused = new Set(ids)
    // Padded, so that they rise as their numbers do.
    const padded = unregistered.map(
      ({ transaction, position }) => `${transaction}/${String(position).padStart(6, '0')}`
    )
    must(isRising(padded), 'commands without key are not in their only order')
    this.unregistered = new Set(unregistered.map(({ transaction, position }) => `${transaction}/${position}`))
  }

  /** The commands of a batch, once their root is the one that was endorsed. @throws Error in a sentence */
  async hear({ id, argument, event, writes }: Transaction): Promise<Spoken[]> {
    must(event.name === BATCH_EVENT, `it has an event named ${event.name}`)
    const { root, outcomes } = Envelope.parse(JSON.parse(new TextDecoder().decode(event.payload)))
    const { commands } = Batch.parse(JSON.parse(this.tools.unpack(argument)))
    must(outcomes.length === commands.length, `it has ${outcomes.length} outcomes of ${commands.length} commands`)
    const spoken = commands.map((command, i) => ({ command, outcome: outcomes[i]! }))
    const seals: string[] = []
    for (const [position, each] of spoken.entries()) seals.push(await this.seal(each, `${id}/${position}`))
    const isOf = (edition: Edition) => this.root(spoken, seals, edition) === root
    must(EDITIONS.some(isOf), 'its commands are not those that were endorsed')
    const record = canonicalJson({ root, count: commands.length })
    must(canonicalJson(JSON.parse(writes.get(batchKey(id)) ?? '{}')) === record, 'it does not write its root')
    return spoken
  }

  /** @throws Error when a key is here that nobody speaks with, or a command that is not */
  finish(): void {
    must(this.unused.size === 0, `nobody speaks with key ${[...this.unused][0]}`)
    must(this.unregistered.size === 0, `there is no command ${[...this.unregistered][0]}`)
  }

  /** The root of a batch by what an edition of the law says of its commands. */
  private root(spoken: readonly Spoken[], seals: readonly string[], edition: Edition): string {
    const { laws, hash } = this.tools
    const leaves = spoken.map(({ command, outcome }, i) =>
      utf8(leafText(command, seals[i]!, statementTree({ command, outcome }, laws, hash, edition)))
    )
    return hexOf(merkleRoot(leaves, hash))
  }

  private async seal({ command, outcome }: Spoken, position: string): Promise<string> {
    const registered = !this.unregistered.delete(position)
    const key = registered ? this.keys.get(command.key) : null
    must(key !== undefined, `the key of ${command.module}.${command.action} ${command.id} is not here`)
    if (key) this.unused.delete(command.key)
    // What was rejected is not provably its author's, and the ledger says no more than that.
    if (outcome.status !== 'rejected') await this.authenticate(command, key)
    if (isRevocation({ command, outcome })) this.revoked.add(String(command.payload.key))
    const digest = hexOf(this.tools.hash(utf8(signedText(command))))
    return hexOf(this.tools.hash(utf8(sealText({ command, digest, outcome, key }))))
  }

  private async authenticate(command: Command, key: RegisteredKey | null): Promise<void> {
    const name = `${command.module}.${command.action} ${command.id}`
    must(key !== null && key.party === command.author, `the key of ${name} is not its author's`)
    must(command.ledger === this.ledger, `${name} was signed for another ledger`)
    must(!this.revoked.has(command.key), `${name} was said with a key that had been revoked`)
    const signature = fromBase64url(command.signature)
    const holds = await this.tools.crypto.verify(fromBase64url(key.publicKey), utf8(signedText(command)), signature)
    must(isLowS(signature) && holds, `the signature of ${name} does not hold`)
  }
}

const isRising = (names: readonly string[]) => names.every((name, i) => i === 0 || names[i - 1]! < name)

const isRevocation = ({ command: { module, action }, outcome }: Spoken) =>
  module === 'core' && action === 'revokeKey' && outcome.status === 'accepted'

/** Whether a command has to do with the subject: all of a period do, else it is its author's, or names it. */
export function concerns({ command }: Spoken, about: AuditSubject): boolean {
  if (about.kind === 'period') return true
  return new RegExp(`(?<![0-9A-Za-z])${about.id}(?![0-9A-Za-z])`).test(signedText(command))
}

/** What is proved of a command, in a line. */
export function lineOf({ command: { module, action, id, author }, outcome }: Spoken): string {
  const result = 'code' in outcome ? `${outcome.status} with ${outcome.code}` : outcome.status
  return `${module}.${action} ${id} of ${author}, ${result}`
}
