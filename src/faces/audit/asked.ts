import type { FastifyReply, FastifyRequest } from 'fastify'
import { supervises } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { hasTested, personOf } from './access.js'
import { sendNothing } from './pages.js'
import { paramsOf, periodOf, type Subject } from './subjects.js'

/** Says that there is nothing, or nothing for who asks. */
export async function nothing(request: FastifyRequest, reply: FastifyReply, status: 403 | 404): Promise<null> {
  await sendNothing(request, reply, status)
  return null
}

/** What somebody asks of a subject, if he may; otherwise an answer that says why not, and null. */
export async function asked(services: Services, subject: Subject, request: FastifyRequest, reply: FastifyReply) {
  const params = paramsOf(subject, request)
  if (!params) return nothing(request, reply, 404)
  const person = personOf(request)
  if (!supervises(person) && !(await hasTested(services, person, params.gtin!, params.lot!)))
    return nothing(request, reply, 403)
  return { params, period: periodOf(request) }
}
