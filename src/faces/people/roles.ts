import type { Text } from '@suyuan/model/core/refusal'
import type { PersonRole } from '../../core/identity/person.js'
import { say } from '../../core/web/texts.js'

const TEXTS = {
  operator: 'roleOperator',
  packer: 'rolePacker',
  carrier: 'roleCarrier',
  outlet: 'roleOutlet',
  buyer: 'roleBuyer',
  laboratory: 'roleLaboratory',
  certifier: 'roleCertifier',
  office: 'roleOffice',
  regulator: 'roleRegulator',
  administrator: 'roleAdministrator'
} as const satisfies Record<PersonRole, string>

/** What a role is called. */
export const roleText = (role: PersonRole): Text => say(TEXTS[role])
