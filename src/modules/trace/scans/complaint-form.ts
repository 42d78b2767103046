import type { Text } from '@suyuan/model/core/refusal'
import { pictureType } from '../../../core/web/pictures.js'
import type { SentForm } from '../../../core/web/sent-file.js'
import { say } from '../../../core/web/texts.js'
import { COMPLAINT_KINDS, type ComplaintKind } from '../queries/complaints.js'

/** A complaint as it was typed, to be shown again as it was. */
export interface Typed {
  kind: string
  words: string
  contact: string
  code: string
}
export type Field = keyof Typed
export type Faults = Partial<Record<Field | 'photo', Text>>

const WORDS = { least: 5, most: 1000 }
const CONTACT_MOST = 100
const CODE_MOST = 300

/** How many characters a reader would count. */
const lengthOf = (text: string) => [...text].length

const textIn = (body: Record<string, unknown>, field: Field): string => {
  const value = body[field]
  // Browsers send line breaks of a text area as CR LF, which counts as one when it is typed.
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''
}

export function typedIn(body: unknown): Typed {
  const fields = (body ?? {}) as Record<string, unknown>
  const [kind, words, contact, code] = (['kind', 'words', 'contact', 'code'] as const).map(name => textIn(fields, name))
  return { kind: kind!, words: words!, contact: contact!, code: code! }
}

export const isKind = (kind: string): kind is ComplaintKind => (COMPLAINT_KINDS as readonly string[]).includes(kind)

/** What is to be said of each field that cannot be taken as it is. */
export function faultsOf({ kind, words, contact, code }: Typed, photo: SentForm['file']): Faults {
  const faults: Faults = {}
  if (!isKind(kind)) faults.kind = say('complaintNeedsKind')
  if (lengthOf(words) < WORDS.least || lengthOf(words) > WORDS.most) faults.words = say('complaintNeedsWords')
  if (lengthOf(contact) > CONTACT_MOST) faults.contact = say('complaintContactLong')
  if (lengthOf(code) > CODE_MOST) faults.code = say('complaintCodeLong')
  if (photo === 'large' || (photo && !pictureType(photo))) faults.photo = say('complaintPhotoBad')
  return faults
}
