import { Gtin } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../../core/module.js'
import { cursorOf, partsOf } from '../../../core/web/cursor.js'
import { pictureType } from '../../../core/web/pictures.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { casesFrom } from '../../../modules/supervision/queries/matters.js'
import {
  COMPLAINT_STATES,
  type ComplaintState,
  changeComplaint,
  complaintOf,
  complaintPhotoOf,
  complaintReference,
  complaints as complaintsIn,
  contactOf,
  readComplaintNumber
} from '../../../modules/trace/queries/complaints.js'
import { personOf, recordLook } from '../access.js'
import { sendAuditPage, sendNothing } from '../pages.js'
import { ComplaintList, ComplaintView, type Shown } from './views.js'

const SHOWN = 50
const MOST_SAID = 2000

/** The time of a complaint, and what tells those of one millisecond apart. */
const After = z.tuple([z.int(), z.string()])
const STEPS = ['taken', 'answered', 'closed'] as const satisfies readonly ComplaintState[]

/** /audit/complaints: what consumers complain of, taken up, answered and closed. */
export const complaints =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people } = services
    const options = { schema: { hide: true }, onRequest: people.required('regulator') }

    app.get('/audit/complaints', options, (request, reply) => sendList(services, request, reply))

    app.get('/audit/complaints/:number', options, async (request, reply) => {
      const number = numberIn(request)
      if (number) await recordLook(services, personOf(request), `complaint ${number}`)
      return sendOne(services, request, reply)
    })

    app.post('/audit/complaints/:number/step', options, (request, reply) => takeStep(services, request, reply))

    app.get('/audit/complaints/:number/photo', options, async (request, reply) => {
      const number = numberIn(request)
      const photo = number && (await complaintPhotoOf(services, number))
      const type = photo && pictureType(photo)
      if (!number || !photo || !type) return sendNothing(request, reply, 404)
      await people.audited(personOf(request), 'complaint.photo', number)
      return reply.type(type).header('cache-control', 'private, no-store').send(photo)
    })

    // By a form, since a look at how to reach somebody is an act: no link that is followed by itself does it.
    app.post('/audit/complaints/:number/contact', options, async (request, reply) => {
      const number = numberIn(request)
      const contact = number && (await contactOf(services, number, personOf(request).party))
      if (!number || contact === null) return sendNothing(request, reply, 404)
      await people.audited(personOf(request), 'complaint.contact', number)
      return sendOne(services, request, reply, { contact })
    })
  }

const numberIn = (request: FastifyRequest) => readComplaintNumber((request.params as { number: string }).number)

/** @throws HttpProblem REQUEST_INVALID for a cursor that is none */
async function sendList(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = request.query as Record<string, unknown>
  const state = COMPLAINT_STATES.find(each => each === asked.state)
  const gtin = Gtin.safeParse(asked.gtin).data
  const parts = partsOf(typeof asked.cursor === 'string' ? asked.cursor : undefined, After)
  const after = parts ? { receivedAt: new Date(parts[0]), number: parts[1] } : undefined
  const found = await complaintsIn(services, { state, gtin, after, limit: SHOWN + 1 })
  await recordLook(services, personOf(request), `complaints${gtin ? ` ${gtin}` : ''}`)
  const shown = found.slice(0, SHOWN)
  const last = shown.at(-1)
  const next = last && found.length > SHOWN ? cursorOf([last.receivedAt.getTime(), last.number]) : null
  const children = <ComplaintList complaints={shown} state={state} gtin={gtin} next={next} />
  return sendAuditPage(request, reply, { title: say('auditComplaints'), section: 'complaints', children })
}

async function takeStep(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const number = numberIn(request)
  const body = (request.body ?? {}) as Record<string, unknown>
  const state = STEPS.find(each => each === body.state)
  const said = typeof body.said === 'string' ? body.said.replaceAll('\r\n', '\n').trim() : ''
  if (!number) return sendNothing(request, reply, 404)
  if (!state) throw new HttpProblem('REQUEST_INVALID', { field: 'state' })
  const error = faultOf(state, said)
  if (error) return sendOne(services, request, reply, { said, error })
  const person = personOf(request)
  const done = await changeComplaint(services.pool, number, { state, by: person.party, said: said || null })
  if (done === 'unknown') return sendNothing(request, reply, 404)
  // Another officer was faster: what is shown now is how far it is.
  if (done === 'late') return sendOne(services, request, reply, { said, error: say('auditComplaintLate') })
  await services.people.audited(person, `complaint.${state}`, number)
  return reply.redirect(`/audit/complaints/${number}`, 303)
}

function faultOf(state: (typeof STEPS)[number], said: string): Text | undefined {
  if (state === 'answered' && said === '') return say('auditBadReply')
  return said.length > MOST_SAID ? say('auditBadReply') : undefined
}

async function sendOne(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Shown = {}
): Promise<FastifyReply> {
  const number = numberIn(request)
  const complaint = number && (await complaintOf(services, number))
  if (!complaint) return sendNothing(request, reply, 404)
  const reference = complaintReference(services, complaint.number)
  const cases = await casesFrom(services.pool, reference)
  const children = <ComplaintView complaint={complaint} {...shown} reference={reference} cases={cases} />
  return sendAuditPage(
    request,
    reply,
    { title: say('auditComplaint'), section: 'complaints', children },
    shown.error ? 422 : 200
  )
}
