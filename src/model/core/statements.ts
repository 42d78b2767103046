import { z } from 'zod'
import { canonicalJson } from './canonical.js'
import { type Command, Digest } from './command.js'
import { hashIdOf } from './epcis/hash/event-hash.js'
import { hasNonce } from './epcis/nonce.js'
import { Instant } from './instant.js'
import type { Outcome } from './judge.js'
import type { Law } from './law.js'
import { type Hash, merkleRoot } from './merkle.js'
import { hexOf, utf8 } from './proof/bytes.js'

/** Something that commands are about: a lot, a case, a pack, a shipment. */
export const Thing = z.strictObject({ kind: z.string().regex(/^[a-z]{2,20}$/), id: z.string().min(1) })
export type Thing = z.infer<typeof Thing>

/** A lot and an amount of it, in the unit of its product. */
const Line = z.tuple([z.string(), z.int()])

/** What the public may read of an event. */
const Event = z.strictObject({
  event: z.string(),
  kind: z.string(),
  time: Instant,
  place: z.string(),
  made: z.array(Line).optional(),
  inputs: z.array(Line).optional(),
  says: z.record(z.string(), z.unknown())
})

/** That an event names a thing, told one thing at a time: whose pack it is may know of that pack and of no other. */
const Naming = z.strictObject({ event: z.string(), names: Thing })

/**
 * By which id an event is known to whoever has it (CBV 2.0, 8.9); the id is of all that is in it, so what of it is hidden
 * could be tried out by it, unless there is a nonce among that.
 */
const Identifying = z.strictObject({
  event: z.string(),
  hashId: z.string().regex(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/),
  nonce: z.boolean()
})

/** That a recall is over. Who was told of it, and what anybody answered, is for those whom it concerns. */
const Closing = z.strictObject({ recall: z.string(), closed: z.literal(true) })

/**
 * A piece of what an accepted command says, fit to be shown without the rest. The law takes it from the command, the
 * organisations endorse it with the command's batch, a proof shows only the pieces that concern who asks.
 */
export const Statement = z.union([Event, Naming, Identifying, Closing])
export type Statement = z.infer<typeof Statement>
export type EventStatement = z.infer<typeof Event>
export type IdStatement = z.infer<typeof Identifying>

/** A Merkle tree over the statements of one command. */
export const StatementTree = z.strictObject({ count: z.int().positive(), root: Digest })
export type StatementTree = z.infer<typeof StatementTree>

/**
 * What the law has said of commands, the newest first: since 2 the hash ids of events too. What a ledger holds was said in
 * the edition of the law that was then in force.
 */
export const EDITIONS = [2, 1] as const
export type Edition = (typeof EDITIONS)[number]

/** What an accepted command says to the public. */
export function statementsOf(
  { module, action, payload }: Command,
  laws: ReadonlyMap<string, Law>,
  hash: Hash,
  edition: Edition = EDITIONS[0]
): readonly Statement[] {
  const law = laws.get(module)
  const said = law?.statements?.(action, payload) ?? []
  if (edition === 1) return said
  const events = law?.events?.(action, payload) ?? []
  return [...said, ...events.map(event => identifying(event, hash))]
}

const identifying = (event: { eventID: string }, hash: Hash): IdStatement => ({
  event: event.eventID,
  hashId: hashIdOf(event, hash),
  nonce: hasNonce(event)
})

/** A statement as a leaf. Without its salt nobody can try out what a neighbour in the tree may say. */
export const statementText = (salt: string, statement: Statement): string => canonicalJson({ salt, statement })

/** From the signature, which only those know who may read the whole command. */
export const saltOf = ({ signature }: Command, index: number, hash: Hash): string =>
  hexOf(hash(utf8(`${signature}/${index}`)))

export const statementLeaves = (command: Command, statements: readonly Statement[], hash: Hash): Uint8Array[] =>
  statements.map((statement, index) => utf8(statementText(saltOf(command, index, hash), statement)))

/** The tree over what a command says; null when that is nothing, or it was not accepted. */
export function statementTree(
  { command, outcome }: { command: Command; outcome: Outcome },
  laws: ReadonlyMap<string, Law>,
  hash: Hash,
  edition?: Edition
): StatementTree | null {
  if (outcome.status !== 'accepted') return null
  const leaves = statementLeaves(command, statementsOf(command, laws, hash, edition), hash)
  return leaves.length === 0 ? null : { count: leaves.length, root: hexOf(merkleRoot(leaves, hash)) }
}
