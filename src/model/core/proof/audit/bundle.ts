import { z } from 'zod'
import type { RegisteredKey } from '../../batch.js'
import { Digest, MspId, PublicKey } from '../../command.js'
import { Gtin } from '../../gs1.js'
import { Uscc } from '../../uscc.js'
import { Bytes, readCanonical } from '../bundle.js'

export const AUDIT_FORMAT = 'suyuan-audit/1'

/** What an audit is about. A period is a row of blocks, none left out; a product or party is what commands name. */
export const AuditSubject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('product'), id: Gtin }),
  z.strictObject({ kind: z.literal('party'), id: z.union([Uscc, MspId]) }),
  z.strictObject({ kind: z.literal('period') })
])
export type AuditSubject = z.infer<typeof AuditSubject>

/** A block's envelopes as they were ordered. Its header follows from the chain. */
const WholeBlock = z.strictObject({ number: z.int().min(0), data: z.array(Bytes).min(1) })
export type WholeBlock = z.infer<typeof WholeBlock>

/** The newest block of the chain that an orderer has under a signature of its own. */
const SignedCopy = z.strictObject({
  block: z.int().min(0),
  /** OrdererBlockMetadata, which says where the last configuration is. */
  metadata: Bytes,
  signatureHeader: Bytes,
  signature: Bytes
})
export type SignedCopy = z.infer<typeof SignedCopy>

/** What a peer says of a block, without signing it: the hash of its state after it ('' of block 0), and a code for each transaction. */
const PeersWord = z.strictObject({ commitHash: z.union([z.literal(''), Bytes]), codes: Bytes })

const Key = z.strictObject({
  party: z.string(),
  publicKey: PublicKey,
  custody: z.enum(['device', 'gateway', 'certificate'])
}) satisfies z.ZodType<RegisteredKey>

/** Where a command is. */
const Position = z.strictObject({ transaction: Digest, position: z.int().min(0) })

/**
 * What an auditor gets: whole blocks, with everything that shows that they are those of the ledger. RFC 8785 canonical JSON
 * of exactly this shape; blocks stand in their order, copies and peers in that of their organisations' MSP ids, keys in
 * that of their own ids.
 */
export const Audit = z.strictObject({
  format: z.literal(AUDIT_FORMAT),
  about: AuditSubject,
  /** Data hashes of all blocks from block 0 on, 32 bytes each, in a row: the chain of headers follows from them. */
  headers: Bytes,
  /** Every configuration block of the chain, and what the audit is about. */
  blocks: z.array(WholeBlock).min(1),
  /** Later blocks that are here because checkpoints in them attest batches of the others. */
  attesting: z.array(WholeBlock),
  orderers: z.array(SignedCopy).min(1),
  /** Of each organisation's peer, block by block as they stand here. */
  peers: z.array(z.strictObject({ mspId: MspId, blocks: z.array(PeersWord) })).min(1),
  /** Keys of those who speak in these blocks, as they are registered: a command only names its key. */
  keys: z.array(Key),
  /** Commands whose key was not registered. */
  unregistered: z.array(Position)
})
export type Audit = z.infer<typeof Audit>

/** @throws Error for a text that is not exactly the canonical form of an audit */
export const readAudit = (text: string): Audit => readCanonical(text, Audit)
