import { REFUSALS, Refusal, type Text } from '@suyuan/model/core/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { Person, PersonRole } from '../../../core/identity/person.js'
import { SUPERVISORS } from '../../../core/identity/person.js'
import { NotServedHere, Overloaded } from '../../../core/ledger/ledger.js'
import { type Area, sendAppPage } from '../../../core/web/app-page.js'
import { Say } from '../../../core/web/page.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { regulates } from '../access.js'
import { lineOf } from '../sheets.js'

/** The same machine for those who order recalls and those who carry them out, each in the face that they know. */
export interface Side {
  base: string
  area: Area
  roles: readonly PersonRole[]
}

export const SIDES: readonly Side[] = [
  { base: '/audit/recalls', area: 'audit', roles: SUPERVISORS },
  {
    base: '/desk/recalls',
    area: 'desk',
    roles: ['operator', 'packer', 'carrier', 'outlet', 'buyer', 'administrator']
  }
]

const NUMBER = /^[A-Za-z0-9._-]{1,40}$/
/** What a form holds. */
export type Fields = Record<string, unknown>

/** The number in an address; '' where it is none. */
export const numberOf = (request: FastifyRequest) => {
  const { number = '' } = request.params as { number?: string }
  return NUMBER.test(number) ? number : ''
}

export const send = (
  side: Side,
  request: FastifyRequest,
  reply: FastifyReply,
  title: Text,
  children: ComponentChildren,
  status = 200
) =>
  sendAppPage(
    reply,
    {
      title: lineOf(title),
      area: side.area,
      section: 'recalls',
      person: request.person,
      children: <div class="wide stack">{children}</div>
    },
    status
  )

/** Who may tell, supplement and end a recall: who opened it, and the regulator. */
export const mayLead = (person: Person, author: string) => regulates(person) || person.party === author

/** Supervisors follow every recall, others their own. */
export const mayFollow = (person: Person, author: string) =>
  SUPERVISORS.some(role => person.roles.includes(role)) || person.party === author

/** Why the ledger did not take a step of a recall, as a page. @throws what is a fault of ours */
export function sendRefused(side: Side, request: FastifyRequest, reply: FastifyReply, error: unknown) {
  const refused = reasonOf(error)
  const children = (
    <section class="banner" role="alert">
      <Say text={refused} />
    </section>
  )
  return send(side, request, reply, refused, children, 422)
}

/** Why the ledger did not take a command, for a page. @throws what is a fault of ours */
export function reasonOf(error: unknown): Text {
  if (error instanceof Refusal) return REFUSALS[error.code]
  if (error instanceof Overloaded || (error instanceof HttpProblem && error.code === 'UNAVAILABLE'))
    return say('auditLedgerLate')
  if (error instanceof NotServedHere) return say('auditNoKey')
  if (error instanceof HttpProblem && error.code === 'NOT_ALLOWED') return say('auditNoKey')
  throw error
}
