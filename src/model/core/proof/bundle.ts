import { z } from 'zod'
import { canonicalJson } from '../canonical.js'
import { Command, Digest, PublicKey } from '../command.js'

export const FORMAT = 'suyuan-proof/1'

/** Base64url without padding. */
const Bytes = z.string().regex(/^[A-Za-z0-9_-]+$/)

/** A leaf's place in its tree; the tree's size is what the level above says. */
const Place = z.strictObject({ index: z.int().min(0), path: z.array(Digest).max(32) })

const Outcome = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('accepted'), facts: z.array(z.record(z.string(), z.unknown())).optional() }),
  z.strictObject({
    status: z.literal('refused'),
    code: z.string(),
    facts: z.record(z.string(), z.unknown()).optional()
  })
])

const ProvenCommand = z.strictObject({
  command: Command,
  outcome: Outcome,
  /** The key as it was registered when the command was judged. */
  key: z.strictObject({
    party: z.string(),
    publicKey: PublicKey,
    custody: z.enum(['device', 'gateway', 'certificate'])
  }),
  /** Its place in its batch. */
  leaf: Place,
  /** The transaction of the batch with its number of commands, and its place in the checkpoint. */
  batch: Place.extend({ transaction: Digest, count: z.int().positive() }),
  /** Which of the bundle's checkpoints. */
  checkpoint: z.int().min(0)
})
export type ProvenCommand = z.infer<typeof ProvenCommand>

const EndorsedCheckpoint = z.strictObject({
  /** The ProposalResponsePayload that was endorsed. */
  payload: Bytes,
  /** One of each organisation, in the order of their MSP ids. */
  endorsements: z.array(z.strictObject({ endorser: Bytes, signature: Bytes })).min(1)
})
export type EndorsedCheckpoint = z.infer<typeof EndorsedCheckpoint>

/**
 * A proof of commands, which needs no trust in who hands it over: nothing in it but what is verified. It is RFC 8785
 * canonical JSON of exactly this shape; checkpoints stand in the order of their transactions' ids and are all used,
 * commands in the order of checkpoint, batch and leaf.
 */
export const Bundle = z.strictObject({
  format: z.literal(FORMAT),
  /** The envelope in block 0, which holds the channel's configuration, and the hash of which is the ledger's name. */
  configuration: Bytes,
  checkpoints: z.array(EndorsedCheckpoint).min(1),
  commands: z.array(ProvenCommand).min(1)
})
export type Bundle = z.infer<typeof Bundle>

/** @throws Error for a text that is not exactly the canonical form of a bundle */
export function readBundle(text: string): Bundle {
  const value: unknown = JSON.parse(text)
  if (canonicalJson(value) !== text) throw new Error('it is not in its canonical form')
  const { success, data, error } = Bundle.safeParse(value)
  if (!success) {
    const [issue] = error.issues
    throw new Error(`${issue!.path.join('.') || 'it'}: ${issue!.message}`)
  }
  return data
}

const inOrder = (one: readonly number[], other: readonly number[]): boolean => {
  const differs = one.findIndex((value, i) => value !== other[i])
  return differs >= 0 && one[differs]! < other[differs]!
}

/** Whether the commands stand in their only order and use every checkpoint. */
export function isArranged({ commands, checkpoints }: Bundle): boolean {
  const places = commands.map(({ checkpoint, batch, leaf }) => [checkpoint, batch.index, leaf.index])
  const used = new Set(commands.map(({ checkpoint }) => checkpoint))
  const known = [...used].every(checkpoint => checkpoint < checkpoints.length)
  return (
    known && used.size === checkpoints.length && places.every((place, i) => i === 0 || inOrder(places[i - 1]!, place))
  )
}
