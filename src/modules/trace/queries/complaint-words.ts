import { inGroups } from '../../../core/identity/symbols.js'
import type { TextName } from '../../../core/web/texts.js'
import type { ComplaintKind, ComplaintNote, ComplaintState } from './complaints.js'

/** What complaints are about, as all pages say it. */
export const KIND_TEXTS = {
  quality: 'complaintQuality',
  illness: 'complaintIllness',
  label: 'complaintLabel',
  copy: 'complaintCopy',
  price: 'complaintPrice',
  sale: 'complaintSale',
  apportionment: 'complaintApportionment',
  other: 'complaintOther'
} as const satisfies Record<ComplaintKind, TextName>

/** What was done about one, as all pages say it. */
export const CHANGE_TEXTS = {
  received: 'complaintReceived',
  taken: 'complaintTaken',
  answered: 'complaintAnswered',
  closed: 'complaintClosed',
  contactRead: 'complaintContactRead',
  contactErased: 'complaintContactErased'
} as const satisfies Record<ComplaintState | ComplaintNote, TextName>

/** As it is read out and typed: TS-7K3M9-QX2AB. */
export const spoken = (number: string) => `${number.slice(0, 2)}-${inGroups(number.slice(2), 5)}`
