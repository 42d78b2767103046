import { daysAfter } from '@suyuan/model/core/day'
import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Names, namesOf } from '../../../core/mirror/names.js'
import type { Services } from '../../../core/module.js'
import { today } from '../../../core/web/clock.js'
import { say } from '../../../core/web/texts.js'
import { UUID } from '../../../core/web/uuid.js'
import { type Found, find } from '../../../modules/trace/queries/find.js'
import { personOf, recordLook } from '../access.js'
import { sendAuditPage, sendNothing } from '../pages.js'
import { soughtBy } from '../scanned.js'
import { type RequestErrors, type RequestFields, RequestForm } from './form.js'
import {
  answer,
  ask,
  close,
  type NewRequest,
  officeOf,
  officesFor,
  type Request,
  requestOf,
  requestsOf
} from './requests.js'
import { RequestList, RequestView } from './views.js'

const MOST_WORDS = 1000
/** Fifteen working days, which the rules give an authority that is asked, in days of a calendar. */
const USUAL_DAYS = 21

/** /audit/requests: what authorities of different regions ask of one another (协查). */
export const requests =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool } = services
    const options = { schema: { hide: true }, onRequest: people.required('regulator') }

    app.get('/audit/requests', options, async (request, reply) => {
      const person = personOf(request)
      const list = await requestsOf(pool, person)
      await recordLook(services, person, 'requests')
      const names = await namesIn(services, list)
      const children = <RequestList requests={list} party={person.party} names={names} />
      return sendAuditPage(request, reply, { title: say('auditRequests'), section: 'requests', children })
    })

    app.get('/audit/requests/new', options, async (request, reply) => {
      const { about, region } = request.query as Record<string, unknown>
      const office = officeOf(await officesFor(pool, personOf(request)), typeof region === 'string' ? region : '')
      const form = {
        about: textOf(about),
        office: office?.party ?? '',
        reason: '',
        due: daysAfter(today(), USUAL_DAYS)
      }
      return sendForm(services, request, reply, form)
    })

    app.post('/audit/requests', options, (request, reply) => take(services, request, reply))

    app.get('/audit/requests/:id', options, async (request, reply) => {
      const asked = await requestIn(services, request)
      if (!asked) return sendNothing(request, reply, 404)
      await recordLook(services, personOf(request), `request ${asked.id}`)
      return sendOne(services, request, reply, asked)
    })

    app.post('/audit/requests/:id/answer', options, async (request, reply) => {
      const asked = await requestIn(services, request)
      if (!asked) return sendNothing(request, reply, 404)
      const words = textOf((request.body as Record<string, unknown> | null)?.words)
      if (words === '' || words.length > MOST_WORDS)
        return sendOne(services, request, reply, asked, { words, error: say('auditBadAnswer') })
      return step(
        services,
        request,
        reply,
        asked,
        'request.answer',
        await answer(pool, personOf(request), asked.id, words)
      )
    })

    app.post('/audit/requests/:id/close', options, async (request, reply) => {
      const asked = await requestIn(services, request)
      if (!asked) return sendNothing(request, reply, 404)
      return step(services, request, reply, asked, 'request.close', await close(pool, personOf(request), asked.id))
    })
  }

const textOf = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '')

const requestIn = ({ pool }: Services, request: FastifyRequest): Promise<Request | null> => {
  const { id } = request.params as { id: string }
  return UUID.test(id) ? requestOf(pool, personOf(request), id) : Promise.resolve(null)
}

/** Names of the authorities of requests, by their parties. */
const namesIn = ({ pool }: Services, list: readonly Request[]): Promise<Names> =>
  namesOf(pool, { parties: list.flatMap(({ party, office }) => [party, office]) })

/** Notes a step that was taken. One that is not who asks's to take, or was taken before, is none. */
async function step(
  { people }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { id }: Request,
  act: string,
  done: boolean
): Promise<FastifyReply> {
  if (done) await people.audited(personOf(request), act, id)
  return reply.redirect(`/audit/requests/${id}`, 303)
}

async function sendOne(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Request,
  wrong?: { words: string; error: Text }
): Promise<FastifyReply> {
  const names = await namesIn(services, [asked])
  const children = <RequestView request={asked} party={personOf(request).party} names={names} wrong={wrong} />
  return sendAuditPage(request, reply, { title: say('auditRequest'), section: 'requests', children }, wrong ? 422 : 200)
}

async function take(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = personOf(request)
  const body = (request.body ?? {}) as Record<string, unknown>
  const form = {
    about: textOf(body.about),
    office: textOf(body.office),
    reason: textOf(body.reason),
    due: textOf(body.due)
  }
  const read = await readForm(services, person.party, form)
  if ('errors' in read) return sendForm(services, request, reply, form, read.errors)
  const id = await ask(services.pool, person, read.asked)
  const { office, kind, thing, due } = read.asked
  await services.people.audited(person, 'request.ask', id, { office, about: `${kind} ${thing}`, due })
  return reply.redirect(`/audit/requests/${id}`, 303)
}

/** Things that lie somewhere, or somebody's: an authority can look into them. */
const ASKABLE: ReadonlySet<Found['kind']> = new Set([
  ...(['lot', 'pack', 'case', 'party', 'product', 'place'] as const),
  ...(['shipment', 'recall', 'agreement', 'test', 'event'] as const)
])

async function readForm(
  { pool }: Services,
  party: string,
  { about, office, reason, due }: RequestFields
): Promise<{ asked: NewRequest } | { errors: RequestErrors }> {
  const found = about === '' ? undefined : (await find(pool, soughtBy(about))).find(({ kind }) => ASKABLE.has(kind))
  const offices = await officesFor(pool, { party })
  const errors: RequestErrors = {
    ...(!found && { about: say('auditBadAbout') }),
    ...(!offices.some(each => each.party === office) && { office: say('auditBadOffice') }),
    ...((reason === '' || reason.length > MOST_WORDS) && { reason: say('auditBadRequestReason') }),
    ...((!z.iso.date().safeParse(due).success || due < today()) && { due: say('auditBadDue') })
  }
  if (!found || Object.keys(errors).length > 0) return { errors }
  return { asked: { office, kind: found.kind, thing: found.id, reason, due } }
}

async function sendForm(
  { pool }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  form: RequestFields,
  errors: RequestErrors = {}
): Promise<FastifyReply> {
  const offices = await officesFor(pool, personOf(request))
  const children = <RequestForm form={form} errors={errors} offices={offices} />
  return sendAuditPage(
    request,
    reply,
    { title: say('auditRequestNew'), section: 'requests', children },
    Object.keys(errors).length > 0 ? 422 : 200
  )
}
