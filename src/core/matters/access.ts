import type { Role } from '@suyuan/model/core/law'
import type { Procedure, Transition } from '@suyuan/model/core/procedure'
import { partyKey, REGULATOR } from '@suyuan/model/core/records'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../identity/authenticator.js'
import { type Person, type PersonRole, SUPERVISORS, supervises } from '../identity/person.js'
import type { Services } from '../module.js'
import type { Numbered, Viewer } from './face.js'

export const ANYBODY: Viewer = { party: null, supervises: false }

/** Parties that do. */
const AUTHORITIES: readonly Role[] = ['inspector', 'office', 'certifier']
/** Whose pages each face has. */
export const VISITORS: Readonly<Record<'desk' | 'audit', readonly PersonRole[]>> = {
  desk: ['operator', 'packer', 'carrier', 'outlet', 'buyer', 'laboratory', 'administrator'],
  audit: [...SUPERVISORS, 'laboratory']
}
/** Who speaks for goods in their hands. */
const TRADE: readonly PersonRole[] = ['operator', 'packer', 'carrier', 'outlet', 'buyer']

/** What somebody must be in his party to speak for it in a role of the party's. */
const SPEAKERS: Readonly<Partial<Record<Role, readonly PersonRole[]>>> = {
  inspector: ['regulator'],
  office: ['office', 'regulator'],
  certifier: ['certifier'],
  laboratory: ['laboratory']
}

export const viewerOf = (request: FastifyRequest): Viewer => {
  const { person } = request
  if (!person) return ANYBODY
  return { party: person.party, supervises: supervises(person) }
}

export async function viewerByKey({ states }: Services, { party }: Caller): Promise<Viewer> {
  if (party === REGULATOR) return { party, supervises: true }
  const roles = (await states.get(partyKey(party)))?.roles ?? []
  return { party, supervises: AUTHORITIES.some(role => roles.includes(role)) }
}

/** Who asks, as far as steps need to know: the person, and the roles of his party. */
export interface Actor {
  person: Person
  partyRoles: readonly Role[]
}

export async function actorOf({ states }: Services, person: Person): Promise<Actor> {
  return { person, partyRoles: (await states.get(partyKey(person.party)))?.roles ?? [] }
}

const speaks = ({ roles }: Person, wanted: readonly PersonRole[]) => wanted.some(role => roles.includes(role))

function may(by: Transition<string>['by'], { person, partyRoles }: Actor, owner: string): boolean {
  return by.some(who => {
    if (who === 'owner') return person.party === owner && speaks(person, [...TRADE, 'laboratory'])
    return partyRoles.includes(who) && speaks(person, SPEAKERS[who] ?? TRADE)
  })
}

/** Steps that open a matter and that somebody may take. What the law says of it counts; this is what pages offer. */
export const openings = ({ steps }: Procedure, actor: Actor): string[] =>
  Object.entries(steps).flatMap(([step, { from, by }]) =>
    from.length === 0 && may(by, actor, actor.person.party) ? [step] : []
  )

/** Steps that a matter is open for and that somebody may take. */
export const stepsFor = ({ steps }: Procedure, { state, party }: Numbered, actor: Actor): string[] =>
  Object.entries(steps).flatMap(([step, { from, by }]) => (from.includes(state) && may(by, actor, party) ? [step] : []))
