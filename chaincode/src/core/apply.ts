import { BATCH_EVENT, Batch, batchKey, batchRoot, type Envelope } from '@suyuan/model/core/batch'
import { definitionOf } from '@suyuan/model/core/definitions'
import { firstKeys, judged, type Outcome, type Submission } from '@suyuan/model/core/judge'
import { laws } from '@suyuan/model/laws'
import { unpackBatch } from '@suyuan/model/node/batch-bytes'
import { crypto, sha256 } from '@suyuan/model/node/crypto'
import type { ChaincodeStub } from 'fabric-shim'
import { OtherSilent, type World } from './world.js'

/** The law failed on a command, which is our fault and never its author's. Names the culprit so that the rest can go on. */
export class LawFault extends Error {
  override readonly name = 'LawFault'

  constructor(
    readonly index: number,
    cause: unknown
  ) {
    super(`LAW_FAULT ${index} ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/**
 * Judges the commands of a batch in order, each seeing what those before it did, and writes the result: states, the
 * batch's Merkle root, one event with every outcome.
 *
 * @param bytes the batch, as `packBatch` makes it
 * @throws LawFault, OtherSilent; whatever says that the bytes are no batch, or none of this definition
 */
export async function apply(
  stub: ChaincodeStub,
  world: World,
  bytes: Buffer,
  submission: Submission
): Promise<Envelope> {
  const { commands } = Batch.parse(JSON.parse(unpackBatch(bytes)))
  const stray = commands.find(({ module }) => definitionOf(module) !== world.definition)
  if (stray) throw new Error(`commands of ${stray.module} are not judged under the ${world.definition} definition`)
  // All at once, since a question to the other definition is a call of another process.
  await world.load(commands.flatMap(firstKeys))
  const load = (keys: readonly string[]) => world.load(keys)
  const outcomes: Outcome[] = []
  for (const [index, command] of commands.entries()) {
    const outcome = judged(command, laws, world.overlay, submission, crypto, load)
    outcomes.push(
      await outcome.catch(cause => Promise.reject(cause instanceof OtherSilent ? cause : new LawFault(index, cause)))
    )
  }
  const root = batchRoot(commands, outcomes, world.overlay, laws, sha256)
  await world.save()
  await stub.putState(batchKey(stub.getTxID()), Buffer.from(JSON.stringify({ root, count: commands.length })))
  const envelope: Envelope = { version: 1, root, outcomes }
  stub.setEvent(BATCH_EVENT, Buffer.from(JSON.stringify(envelope)))
  return envelope
}
