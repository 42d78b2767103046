import type { Fact } from '@suyuan/model/core/law'
import type { FastifyRequest } from 'fastify'
import type { Form } from '../../core/web/form.js'
import { enter } from '../../core/web/own-api.js'

/**
 * Takes an action of the module's law for whose form it is. What the law has against it stands in the form.
 *
 * @param attempt so that a form that is sent twice counts once
 * @returns what the law remarked, once the ledger has it, or will; null where it does not take it
 */
export async function entered(
  request: FastifyRequest,
  form: Form,
  action: string,
  payload: object,
  attempt: string
): Promise<readonly Fact[] | null> {
  const came = await enter(request, `/api/bases/${action}`, payload, `bases-${action}-${attempt}`)
  if (came.is !== 'refused') return (came.answer.facts as Fact[] | undefined) ?? []
  const { detail, facts } = came.problem
  const field = facts?.field
  if (typeof field === 'string' && form.has(field)) form.errors[field] = detail
  else form.problem = came.reason
  return null
}
