/**
 * What a key has said, sixteen sequences a record: exactly-once then costs one small record a key and batch, and holds for
 * ever, so that a command which waited for days is still told from its repetition. A slot is 21 characters: 12 of
 * SHA-256(id), 8 of the command's digest, and '+' or '-' for its outcome; '.' throughout where a sequence was not used.
 * Twelve, because a chance equality would refuse an honest command: at 48 bits once in 10¹³ commands.
 */
export interface Said {
  /** Highest sequence in this record. */
  high: number
  /** In order of sequence, up to the highest. */
  slots: string
}

/** Sequences of a record. */
export const SPAN = 16

const ID = 12
const DIGEST = 8
const SLOT = ID + DIGEST + 1
const EMPTY = '.'.repeat(SLOT)
/** Enough for any safe integer, so that the records of a key sort by number. */
const DIGITS = 15

export interface Utterance {
  sequence: number
  /** SHA-256 of the command's id, hexadecimal. */
  idHash: string
  /** SHA-256 of the signed text, hexadecimal. */
  digest: string
}

export type Seen = 'new' | 'accepted' | 'refused' | 'reused'

/** Which of a key's records has a sequence. */
export const spanOf = (sequence: number) => String(Math.floor(sequence / SPAN)).padStart(DIGITS, '0')

const EACH_SLOT = new RegExp(`.{${SLOT}}`, 'g')

const slotsOf = (said: Said | null): string[] => said?.slots.match(EACH_SLOT) ?? []
const mark = ({ idHash, digest }: Utterance) => idHash.slice(0, ID) + digest.slice(0, DIGEST)

/** Whether the key has said this before: the same sequence, or the same id nearby, with the same words or others (`reused`). */
export function seen(said: Said | null, utterance: Utterance): Seen {
  const slots = slotsOf(said)
  const sameId = slots.find(slot => slot.startsWith(utterance.idHash.slice(0, ID)))
  const mine = sameId ?? slots[utterance.sequence % SPAN] ?? EMPTY
  if (mine === EMPTY) return 'new'
  if (!mine.startsWith(mark(utterance))) return 'reused'
  return mine.endsWith('+') ? 'accepted' : 'refused'
}

/** The record after a new utterance with its outcome. */
export function remember(said: Said | null, utterance: Utterance, accepted: boolean): Said {
  const slots = slotsOf(said)
  const at = utterance.sequence % SPAN
  while (slots.length < at) slots.push(EMPTY)
  slots[at] = mark(utterance) + (accepted ? '+' : '-')
  return { high: Math.max(said?.high ?? 0, utterance.sequence), slots: slots.join('') }
}
