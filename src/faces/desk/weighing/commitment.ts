import { randomBytes } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import { merkleRoot } from '@suyuan/model/core/merkle'
import { sha256 } from '@suyuan/model/node/crypto'
import { z } from 'zod'
import { Reading } from './scale.js'

/**
 * A line of a weigh-in book as it is committed to. Who knows all of it can show that it was in the book; the salt lies
 * sealed under the household's key, and without it nothing of the line can be guessed from its hash.
 */
export const Line = Reading.extend({
  weighing: z.string(),
  position: z.int().positive(),
  household: z.string(),
  at: z.string(),
  salt: z.string().regex(/^[0-9a-f]{64}$/)
})
export type Line = z.infer<typeof Line>

export const newSalt = (): string => randomBytes(32).toString('hex')

/** SHA-256 of the line's canonical JSON: what stays of it when the household is erased. */
export const leafOf = (line: Line): Buffer => sha256(canonicalJson(line))

/** The Merkle root (RFC 6962) over the lines in their order: `suyuan:weighIn` of the harvest that they add up to. */
export const commitmentOf = (leaves: readonly Uint8Array[]): string =>
  Buffer.from(merkleRoot(leaves, sha256)).toString('hex')
