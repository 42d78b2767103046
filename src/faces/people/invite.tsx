import { Refusal, type RefusalCode } from '@suyuan/model/core/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Invitation } from '../../core/identity/enrolments.js'
import type { Person } from '../../core/identity/person.js'
import type { CommandStatus } from '../../core/ledger/commands.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'

/**
 * Makes a code. Where its party has no key with which the gateway signs, one is registered first: who comes in by the
 * code writes by it until a device of his own is approved.
 *
 * @throws Refusal, or HttpProblem UNAVAILABLE while the ledger doesn't answer
 */
export async function makeCode({ people, clients, waits }: Services, person: Person, wanted: Invitation) {
  const { organisation, party, roles, account } = wanted
  if (party !== organisation)
    refuse(await clients.register(organisation, party, '网关代签 gateway', { ...waits, inputWait: 0 }))
  const made = await people.enrolments.create(wanted)
  await people.audited(person, 'code.make', account ?? made.id, { party, roles })
  return made
}

/** What became of a command that had to be accepted. @throws Refusal, HttpProblem UNAVAILABLE while that is not known */
export function refuse(failed: CommandStatus | null): void {
  if (!failed) return
  if (failed.outcome?.code) throw new Refusal(failed.outcome.code as RefusalCode, {})
  throw new HttpProblem('UNAVAILABLE')
}

/** Shows what is shown once. */
export const codePage = (request: FastifyRequest, reply: FastifyReply, children: VNode) =>
  sendAppPage(reply, {
    title: say('codesOpen').zh,
    area: 'account',
    section: 'people',
    person: request.person,
    children
  })
