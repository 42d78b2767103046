import {
  BATCH_EVENT,
  Batch,
  batchKey,
  type Envelope,
  leafText,
  registeredKey,
  sealText
} from '@suyuan/model/core/batch'
import { type Command, signedText } from '@suyuan/model/core/command'
import { judge, type Outcome, type Submission } from '@suyuan/model/core/judge'
import { merkleRoot } from '@suyuan/model/core/merkle'
import { statementTree } from '@suyuan/model/core/statements'
import { laws } from '@suyuan/model/laws'
import { unpackBatch } from '@suyuan/model/node/batch-bytes'
import { crypto, sha256 } from '@suyuan/model/node/crypto'
import type { ChaincodeStub } from 'fabric-shim'
import { World } from './world.js'

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
 * @throws LawFault; whatever says that the bytes are no batch
 */
export async function apply(stub: ChaincodeStub, bytes: Buffer, submission: Submission): Promise<Envelope> {
  const { commands } = Batch.parse(JSON.parse(unpackBatch(bytes)))
  const world = new World(stub)
  const outcomes: Outcome[] = []
  for (const [index, command] of commands.entries()) {
    outcomes.push(await judged(command, world, submission).catch(cause => Promise.reject(new LawFault(index, cause))))
  }
  const leaves = commands.map((command, index) => {
    const judged = {
      command,
      digest: crypto.digest(signedText(command)),
      outcome: outcomes[index]!,
      key: registeredKey(command, world.overlay)
    }
    return Buffer.from(leafText(command, crypto.digest(sealText(judged)), statementTree(judged, laws, sha256)))
  })
  const root = Buffer.from(merkleRoot(leaves, sha256)).toString('hex')
  await world.save()
  await stub.putState(batchKey(stub.getTxID()), Buffer.from(JSON.stringify({ root, count: commands.length })))
  const envelope: Envelope = { version: 1, root, outcomes }
  stub.setEvent(BATCH_EVENT, Buffer.from(JSON.stringify(envelope)))
  return envelope
}

async function judged(command: Command, world: World, submission: Submission): Promise<Outcome> {
  const judgement = judge(command, laws, world.overlay, submission, crypto)
  for (;;) {
    const { done, value } = judgement.next()
    if (done) return value
    await world.load(value)
  }
}
