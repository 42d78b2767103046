import { z } from 'zod'
import { canonicalJson } from './canonical.js'
import { Command, Digest } from './command.js'
import type { Outcome } from './judge.js'
import { type KeyRecord, keyKey } from './records.js'
import { keyOf, type View } from './state.js'

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

/**
 * What a proof of a command shows: its digest and signature, its outcome, and the key as it was registered. The digest
 * stands for the command, which who verifies has at hand.
 */
export function leafOf(command: Command, digest: string, outcome: Outcome, loaded: View): string {
  const key = loaded.get(keyKey(command.key)) as KeyRecord | null | undefined
  const registered = key ? { party: key.party, publicKey: key.publicKey, custody: key.custody } : null
  return leafText(command, digest, outcome, registered)
}

/** What never changes of a key's record. */
export type RegisteredKey = Pick<KeyRecord, 'party' | 'publicKey' | 'custody'>

export const leafText = (command: Command, digest: string, outcome: Outcome, key: RegisteredKey | null): string =>
  canonicalJson({ digest, signature: command.signature, outcome, key })
