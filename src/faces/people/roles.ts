import { REGULATOR } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import type { Invitation } from '../../core/identity/enrolments.js'
import { PERSON_ROLES, type PersonRole } from '../../core/identity/person.js'
import type { Form } from '../../core/web/form.js'
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

/** As on the ledger: only the regulator's administrator says who these are. */
const REGULATED: ReadonlySet<PersonRole> = new Set<PersonRole>(['laboratory', 'certifier', 'office', 'regulator'])

const isRole = (text: string): text is PersonRole => (PERSON_ROLES as readonly string[]).includes(text)

/** Roles that an organisation's administrator may give. */
export const rolesGivenBy = (organisation: string): PersonRole[] =>
  PERSON_ROLES.filter(role => organisation === REGULATOR || !REGULATED.has(role))

/** The roles that a form has ticked. */
export const rolesIn = (form: Form): PersonRole[] => form.all('roles').filter(isRole)

/** What is wrong with roles: none, an administrator's for who belongs to a party, the regulator's for others' people. */
export function rolesError(
  roles: readonly PersonRole[],
  { organisation, party }: Pick<Invitation, 'organisation' | 'party'>
): Text | null {
  if (roles.length === 0) return say('rolesNone')
  if (party !== organisation && roles.includes('administrator')) return say('rolesAdministrator')
  if (organisation !== REGULATOR && roles.some(role => REGULATED.has(role))) return say('rolesRegulated')
  return null
}
