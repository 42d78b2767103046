import { z } from 'zod'
import { canonicalJson } from '../canonical.js'
import { Command, Digest, KeyId, PublicKey } from '../command.js'
import { Statement, StatementTree, Thing } from '../statements.js'

export const FORMAT = 'suyuan-proof/2'

/** Base64url without padding. */
export const Bytes = z.string().regex(/^[A-Za-z0-9_-]+$/)

/** A leaf's place in its tree; the tree's size is what the level above says. */
const place = { index: z.int().min(0), path: z.array(Digest).max(32) }

const Outcome = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('accepted'), facts: z.array(z.record(z.string(), z.unknown())).optional() }),
  z.strictObject({
    status: z.literal('refused'),
    code: z.string(),
    facts: z.record(z.string(), z.unknown()).optional()
  })
])

/** A command word for word. */
const OpenCommand = z.strictObject({
  ...place,
  command: Command,
  outcome: Outcome,
  /** The key as it was registered when the command was judged. */
  key: z.strictObject({
    party: z.string(),
    publicKey: PublicKey,
    custody: z.enum(['device', 'gateway', 'certificate'])
  }),
  statements: StatementTree.nullable()
})
export type OpenCommand = z.infer<typeof OpenCommand>

/** An accepted command of which only some statements are shown: the rest is nobody's business. */
const SealedCommand = z.strictObject({
  ...place,
  author: z.string(),
  key: KeyId,
  seal: Digest,
  /** How many statements there are in all. */
  count: z.int().positive(),
  shown: z.array(z.strictObject({ ...place, salt: Digest, statement: Statement })).min(1)
})
export type SealedCommand = z.infer<typeof SealedCommand>

/** A batch, with its place in the checkpoint. */
const ProvenBatch = z.strictObject({
  ...place,
  transaction: Digest,
  count: z.int().positive(),
  commands: z.array(z.union([OpenCommand, SealedCommand])).min(1)
})
export type ProvenBatch = z.infer<typeof ProvenBatch>

const EndorsedCheckpoint = z.strictObject({
  /** The ProposalResponsePayload that was endorsed. */
  payload: Bytes,
  /** One of each organisation, in the order of their MSP ids. */
  endorsements: z.array(z.strictObject({ endorser: Bytes, signature: Bytes })).min(1),
  batches: z.array(ProvenBatch).min(1)
})
export type EndorsedCheckpoint = z.infer<typeof EndorsedCheckpoint>

/**
 * A proof, which needs no trust in who hands it over: nothing in it but what is verified. It is RFC 8785 canonical JSON of
 * exactly this shape; checkpoints stand in the order of their transactions' ids, batches, commands and statements in that
 * of their trees.
 */
export const Bundle = z.strictObject({
  format: z.literal(FORMAT),
  /** The envelope in block 0, which holds the channel's configuration, and the hash of which is the ledger's name. */
  configuration: Bytes,
  /** What it is the story of; everything that is shown then leads to this. */
  about: Thing.optional(),
  checkpoints: z.array(EndorsedCheckpoint).min(1)
})
export type Bundle = z.infer<typeof Bundle>

/** @throws Error for a text that is not exactly the canonical form of a bundle */
export const readBundle = (text: string): Bundle => readCanonical(text, Bundle)

/** @throws Error for a text that is not exactly the canonical form of what the schema says */
export function readCanonical<T>(text: string, schema: z.ZodType<T>): T {
  const value: unknown = JSON.parse(text)
  if (canonicalJson(value) !== text) throw new Error('it is not in its canonical form')
  const { success, data, error } = schema.safeParse(value)
  if (!success) {
    const [issue] = error.issues
    throw new Error(`${issue!.path.join('.') || 'it'}: ${issue!.message}`)
  }
  return data
}

/** What of sealed commands is shown, in the order of the bundle. */
export const statementsIn = ({ checkpoints }: Bundle): Statement[] =>
  checkpoints
    .flatMap(({ batches }) => batches.flatMap(({ commands }) => commands))
    .flatMap(command => ('shown' in command ? command.shown : []))
    .map(({ statement }) => statement)

const rises = (indexes: readonly { index: number }[]): boolean =>
  indexes.every(({ index }, i) => i === 0 || indexes[i - 1]!.index < index)

/** Whether all below the checkpoints stands in its only order. */
export const isArranged = ({ checkpoints }: Bundle): boolean =>
  checkpoints.every(
    ({ batches }) =>
      rises(batches) &&
      batches.every(
        ({ commands }) => rises(commands) && commands.every(command => !('shown' in command) || rises(command.shown))
      )
  )
