import { z } from 'zod'
import { canonicalJson } from '../canonical.js'
import { Digest } from '../command.js'
import { chaincodeOf, DEFINITIONS, type Definition, REGULATOR } from '../definitions.js'
import { keyOf } from '../state.js'

/** The chaincodes' names, and so those of the states that they write. A proof holds for states of no other. */
const NAMESPACES: ReadonlyMap<string, Definition> = new Map(
  DEFINITIONS.map(definition => [chaincodeOf('trace', definition), definition])
)

/** The definition whose states these are; undefined for another's. */
export const definitionNamed = (namespace: string): Definition | undefined => NAMESPACES.get(namespace)

/** What a proof adds to what it says of something under the second definition. */
export const underOf = (definition: Definition): string =>
  definition === 'regulated' ? `, under the definition that needs the endorsement of ${REGULATOR}` : ''

/** Name of the chaincode event of a checkpoint. Its payload is the record. */
export const CHECKPOINT_EVENT = 'checkpoint'

/** Transactions of batches that a checkpoint is to cover, in this order. */
export const CheckpointRequest = z
  .array(Digest)
  .min(1)
  .max(500)
  .refine(transactions => new Set(transactions).size === transactions.length, 'NOT_DISTINCT')
export type CheckpointRequest = z.infer<typeof CheckpointRequest>

/**
 * What a checkpoint writes: that the batches under the root are in the committed state of whoever endorses it. The ledger's
 * name is part of it, since nothing else in an endorsement says of which channel the state is.
 */
export const CheckpointRecord = z.strictObject({ ledger: Digest, root: Digest, count: z.int().positive() })
export type CheckpointRecord = z.infer<typeof CheckpointRecord>

export const checkpointKey = keyOf<CheckpointRecord>('checkpoint')

/** A batch as the leaf of a checkpoint. */
export interface CoveredBatch {
  transaction: string
  root: string
  count: number
}

export const checkpointLeaf = ({ transaction, root, count }: CoveredBatch): string =>
  canonicalJson({ transaction, root, count })
