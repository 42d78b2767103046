import { z } from 'zod'
import { canonicalJson } from './canonical.js'
import { Command, Digest, signedText } from './command.js'
import type { Outcome } from './judge.js'
import type { Law } from './law.js'
import { type Hash, merkleRoot } from './merkle.js'
import { hexOf, utf8 } from './proof/bytes.js'
import { type KeyRecord, keyKey } from './records.js'
import { keyOf, type View } from './state.js'
import { type StatementTree, statementTree } from './statements.js'

/** What a gateway asks the peers to apply, in this order, in one transaction. */
export const Batch = z.strictObject({ commands: z.array(Command).min(1).max(1000) })
export type Batch = z.infer<typeof Batch>

/** Name of the one chaincode event of a batch. */
export const BATCH_EVENT = 'batch'

/** The chaincode event: what cannot be read from the transaction's arguments and write set. */
export interface Envelope {
  version: 1
  /** Merkle root over the batch, hexadecimal; also on the ledger under `batchKey`. */
  root: string
  /** In the order of the commands. */
  outcomes: Outcome[]
}

export const Envelope = z.strictObject({
  version: z.literal(1),
  root: Digest,
  outcomes: z.array(z.custom<Outcome>(value => typeof value === 'object' && value !== null && 'status' in value))
})

export interface BatchRecord {
  root: string
  count: number
}

export const batchKey = keyOf<BatchRecord>('batch')

/** What never changes of a key's record. */
export type RegisteredKey = Pick<KeyRecord, 'party' | 'publicKey' | 'custody'>

export function registeredKey(command: Command, loaded: View): RegisteredKey | null {
  const key = loaded.get(keyKey(command.key)) as KeyRecord | null | undefined
  return key ? { party: key.party, publicKey: key.publicKey, custody: key.custody } : null
}

/** A command as it was judged. */
export interface Judged {
  command: Command
  /** SHA-256 of its signed text, hexadecimal. */
  digest: string
  outcome: Outcome
  /** As it was registered when the command was judged. */
  key: RegisteredKey | null
}

/**
 * The text whose SHA-256 is a command's seal: its digest, which stands for the command, its signature, its outcome, its
 * key. Who has the command can open it; to anybody else it says nothing, since nobody guesses a signature.
 */
export const sealText = ({ command: { signature }, digest, outcome, key }: Judged): string =>
  canonicalJson({ digest, signature, outcome, key })

/** A command as the leaf of its batch: who spoke, with which key; what exactly, under seal; what of it is for everybody. */
export const leafText = (
  { author, key }: Pick<Command, 'author' | 'key'>,
  seal: string,
  statements: StatementTree | null
): string => canonicalJson({ author, key, seal, statements })

/** Merkle root over commands with what came of them, hexadecimal. `loaded` are the states after the batch. */
export function batchRoot(
  commands: readonly Command[],
  outcomes: readonly Outcome[],
  loaded: View,
  laws: ReadonlyMap<string, Law>,
  hash: Hash
): string {
  const leaves = commands.map((command, index) => {
    const digest = hexOf(hash(utf8(signedText(command))))
    const judged = { command, digest, outcome: outcomes[index]!, key: registeredKey(command, loaded) }
    return utf8(leafText(command, hexOf(hash(utf8(sealText(judged)))), statementTree(judged, laws, hash)))
  })
  return hexOf(merkleRoot(leaves, hash))
}
