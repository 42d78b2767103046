import { type Command, signedText } from './command.js'
import { definitionOf } from './definitions.js'
import type { Context, Crypto, Fact, Law, Role } from './law.js'
import { isBarred, type KeyRecord, keyKey, partyKey, saidKeyOf, standingKey } from './records.js'
import { type Facts, Refusal, type RefusalCode } from './refusal.js'
import { remember, seen, type Utterance } from './sequence.js'
import { Draft, type Overlay } from './state.js'

/** The transaction that carries a batch: who submits it, when, to which ledger. */
export interface Submission {
  ledger: string
  organisation: string
  /** The submitter's own key when its certificate says administrator: with it an organisation itself speaks. */
  administrator?: { key: string; publicKey: string }
  recordedAt: string
}

export type Outcome =
  | { status: 'accepted'; facts?: readonly Fact[] }
  /** Final, and remembered: evidence of what its author tried. */
  | { status: 'refused'; code: RefusalCode; facts?: Facts }
  /** Not provably a first word of its author: the ledger keeps nothing of it but the transaction. */
  | { status: 'rejected'; code: RefusalCode; facts?: Facts }
  | { status: 'repeated'; first: 'accepted' | 'refused' }

/** A judgement in course: yields the keys of states that it lacks, goes on when they are loaded in the overlay. */
export type Judgement = Generator<readonly string[], Outcome, void>

/** States that a command's judgement begins with, some of them under the other definition: who speaks, and may he. */
export const firstKeys = (command: Command): readonly string[] => [
  keyKey(command.key),
  saidKeyOf(command),
  partyKey(command.author),
  standingKey(command.author)
]

/**
 * Judges one command over the states of its batch and writes what follows from it to the overlay.
 * A command that is not provably its author's changes nothing at all; a repeated one answers as the first time; any other
 * leaves its outcome among what its key has said, and, when accepted, its writes.
 */
export function* judge(
  command: Command,
  laws: ReadonlyMap<string, Law>,
  overlay: Overlay,
  submission: Submission,
  crypto: Crypto
): Judgement {
  yield firstKeys(command)
  const said = saidKeyOf(command)
  const text = signedText(command)
  let context: Context
  let record: KeyRecord
  try {
    ;({ context, record } = authenticate(command, text, new Draft(overlay), submission, crypto))
  } catch (error) {
    return saysNo('rejected', error)
  }
  const utterance = { sequence: command.sequence, idHash: crypto.digest(command.id), digest: crypto.digest(text) }
  const before = seen(new Draft(overlay).read(said), utterance)
  if (before === 'reused') return { status: 'rejected', code: 'COMMAND_ID_REUSED' }
  if (before !== 'new') return { status: 'repeated', first: before }
  const outcome = yield* decide(command, laws, overlay, context)
  noteOutcome(overlay, command, record, utterance, outcome.status === 'accepted')
  return outcome
}

/** Judges one command, having `load` bring the states that it asks for to the overlay. */
export async function judged(
  command: Command,
  laws: ReadonlyMap<string, Law>,
  overlay: Overlay,
  submission: Submission,
  crypto: Crypto,
  load: (keys: readonly string[]) => Promise<void>
): Promise<Outcome> {
  const judgement = judge(command, laws, overlay, submission, crypto)
  for (;;) {
    const { done, value } = judgement.next()
    if (done) return value
    await load(value)
  }
}

function* decide(command: Command, laws: ReadonlyMap<string, Law>, overlay: Overlay, context: Context): Judgement {
  const draft = new Draft(overlay)
  const facts: Fact[] = []
  try {
    const actions = laws.get(command.module)?.actions ?? {}
    const action = Object.hasOwn(actions, command.action) && actions[command.action]
    if (!action) throw new Refusal('ACTION_UNKNOWN', { module: command.module, action: command.action })
    for (const step of action(command.payload)) {
      for (let wanted = missing(step.keys(draft), draft); wanted.length > 0; wanted = missing(step.keys(draft), draft))
        yield wanted
      facts.push(...step.decide(draft, context))
    }
  } catch (error) {
    return saysNo('refused', error)
  }
  overlay.commit(draft)
  return { status: 'accepted', ...(facts.length > 0 && { facts }) }
}

const missing = (keys: readonly string[], draft: Draft) =>
  [...new Set(keys)].filter(key => draft.get(key) === undefined)

function saysNo(status: 'refused' | 'rejected', error: unknown): Outcome {
  if (!(error instanceof Refusal)) throw error
  return { status, code: error.code, ...(Object.keys(error.facts).length > 0 && { facts: error.facts }) }
}

/** Remembers what was said, and the key itself where it spoke for the first time by an administrator's certificate. */
function noteOutcome(
  overlay: Overlay,
  command: Command,
  record: KeyRecord,
  utterance: Utterance,
  accepted: boolean
): void {
  const draft = new Draft(overlay)
  const said = saidKeyOf(command)
  draft.write(said, remember(draft.read(said), utterance, accepted))
  const key = keyKey(command.key)
  if (draft.read(key) === null) draft.write(key, record)
  overlay.commit(draft)
}

/** @throws Refusal unless the command is its author's, said to this ledger, and its author the submitter's */
function authenticate(command: Command, text: string, draft: Draft, submission: Submission, crypto: Crypto) {
  if (command.ledger !== submission.ledger) throw new Refusal('LEDGER_MISMATCH')
  const record = keyRecord(command, draft, submission)
  if (record.party !== command.author) throw new Refusal('KEY_NOT_AUTHORS')
  if (!crypto.verify(record.publicKey, text, command.signature)) throw new Refusal('SIGNATURE_INVALID')
  if (record.revoked) throw new Refusal('KEY_REVOKED', { at: record.revoked.at })
  const { organisation, recordedAt, ledger } = submission
  const author = command.author
  if (record.custody === 'certificate') {
    const roles: Role[] = []
    return { record, context: { author, organisation, roles, disqualified: false, recordedAt, ledger, crypto } }
  }
  const party = draft.need(partyKey(author), 'PARTY_UNKNOWN', { uscc: author })
  if (party.organisation !== organisation) throw new Refusal('ORGANISATION_MISMATCH', { uscc: author })
  const disqualified = isBarred(draft.read(standingKey(author)), recordedAt)
  return { record, context: { author, organisation, roles: party.roles, disqualified, recordedAt, ledger, crypto } }
}

/**
 * The key's record. An administrator's certificate needs no registration: it is made with the key's first word, which must
 * be one that is judged where keys are kept.
 */
function keyRecord(command: Command, draft: Draft, { organisation, administrator }: Submission): KeyRecord {
  const record = draft.read(keyKey(command.key))
  const isElsewhere = definitionOf(command.module) !== definitionOf(keyKey(command.key))
  if (record?.custody !== 'certificate' && (command.author !== organisation || isElsewhere))
    return draft.need(keyKey(command.key), 'KEY_UNKNOWN', { key: command.key })
  if (administrator?.key !== command.key || command.author !== organisation) throw new Refusal('ADMINISTRATOR_REQUIRED')
  return record ?? { party: organisation, publicKey: administrator.publicKey, custody: 'certificate' }
}
