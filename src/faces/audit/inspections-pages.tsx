import multipart from '@fastify/multipart'
import { Gtin, LotNumber, Sscc } from '@suyuan/model/core/gs1'
import { REFUSALS, Refusal } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../../core/module.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { UUID } from '../../core/web/uuid.js'
import { find } from '../../modules/trace/queries/find.js'
import { placeOfParty } from '../../modules/trace/queries/recalls.js'
import { partyNameOf, personOf } from './access.js'
import { type Findings, inspect, inspectionOf, inspectionsOf, photoOf } from './inspections.js'
import {
  type InspectionErrors as Errors,
  type InspectionFields as Form,
  InspectionForm,
  InspectionList,
  RecordView
} from './inspections-views.js'
import { sendAuditPage, sendNothing } from './pages.js'

/** A photograph as telephones make it. */
const PHOTO_BYTES = 12 * 1024 * 1024
const CERTIFICATE = /^[0-9A-Za-z\p{Script=Han}-]{4,30}$/u
/** By the first bytes, whatever the name says. */
const PICTURES: readonly [RegExp, string][] = [
  [/^ffd8ff/, 'image/jpeg'],
  [/^89504e470d0a1a0a/, 'image/png'],
  [/^52494646.{8}57454250/, 'image/webp']
]

/** /audit/inspections: what officers find on site, recorded and printed. */
export const inspections =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool } = services
    if (!app.hasContentTypeParser('multipart/form-data')) await app.register(multipart)
    const options = { schema: { hide: true }, onRequest: people.required('regulator') }
    app.get('/audit/inspections', options, async (request, reply) => {
      const children = <InspectionList inspections={await inspectionsOf(pool, personOf(request).party)} />
      return sendAuditPage(request, reply, { title: say('auditInspections'), section: 'inspections', children })
    })
    app.get('/audit/inspections/new', options, (request, reply) => {
      const { gtin, lot, sscc } = request.query as Record<string, unknown>
      const goods =
        typeof sscc === 'string' ? sscc : typeof gtin === 'string' && typeof lot === 'string' ? `${gtin}/${lot}` : ''
      return sendForm(request, reply, { goods: goods.slice(0, 200), first: '', second: '', result: '', words: '' })
    })
    app.post('/audit/inspections', { ...options, bodyLimit: PHOTO_BYTES + 100_000 }, (request, reply) =>
      take(services, request, reply)
    )
    app.get('/audit/inspections/:id', options, async (request, reply) => {
      const { id } = request.params as { id: string }
      const inspection = UUID.test(id) ? await inspectionOf(pool, id) : null
      if (!inspection || inspection.party !== personOf(request).party) return sendNothing(request, reply, 404)
      const children = <RecordView inspection={inspection} by={await partyNameOf(services, personOf(request))} />
      return sendAuditPage(request, reply, { title: say('auditInspectionRecord'), section: 'inspections', children })
    })
    app.get('/audit/inspections/:id/photo', options, async (request, reply) => {
      const { id } = request.params as { id: string }
      const inspection = UUID.test(id) ? await inspectionOf(pool, id) : null
      const photo = inspection?.party === personOf(request).party ? await photoOf(pool, id) : null
      const type = photo && pictureType(photo)
      if (!photo || !type) return sendNothing(request, reply, 404)
      return reply.type(type).header('cache-control', 'private, no-store').send(photo)
    })
  }

const pictureType = (bytes: Buffer): string | null =>
  PICTURES.find(([shape]) => shape.test(bytes.subarray(0, 12).toString('hex')))?.[1] ?? null

async function take(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { form, photo } = await formIn(request)
  const read = await readForm(services, form, photo)
  if ('errors' in read) return sendForm(request, reply, form, read.errors)
  const person = personOf(request)
  const place = await placeOfParty(services.pool, person.party)
  if (!place) return sendForm(request, reply, form, { goods: say('auditNoPlace') })
  try {
    const id = await inspect(services, person, { ...read.findings, place })
    await services.people.audited(person, 'audit.inspect', id, {
      about: form.goods,
      conformant: read.findings.conformant
    })
    return reply.redirect(`/audit/inspections/${id}`, 303)
  } catch (error) {
    if (error instanceof Refusal) return sendForm(request, reply, form, { goods: REFUSALS[error.code] })
    if (error instanceof HttpProblem && error.code === 'UNAVAILABLE')
      return sendForm(request, reply, form, { goods: say('auditLedgerLate') })
    if (error instanceof HttpProblem && error.code === 'NOT_ALLOWED')
      return sendForm(request, reply, form, { goods: say('auditNoKey') })
    throw error
  }
}

async function formIn(request: FastifyRequest): Promise<{ form: Form; photo: Buffer | null }> {
  const fields: { [name: string]: string } = {}
  let photo: Buffer | null = null
  if (request.isMultipart()) {
    for await (const part of request.parts({ limits: { files: 1, fields: 10, fileSize: PHOTO_BYTES } })) {
      if (part.type === 'file') photo = await part.toBuffer()
      else fields[part.fieldname] = String(part.value)
    }
  }
  const text = (name: string) => (fields[name] ?? '').trim().slice(0, 2000)
  return {
    form: {
      goods: text('goods'),
      first: text('first'),
      second: text('second'),
      result: text('result'),
      words: text('words')
    },
    photo: photo && photo.length > 0 ? photo : null
  }
}

async function readForm(
  { pool }: Services,
  { goods, first, second, result, words }: Form,
  photo: Buffer | null
): Promise<{ findings: Omit<Findings, 'place'> } | { errors: Errors }> {
  const about = await goodsOf(pool, goods)
  const errors: Errors = {
    ...(!about && { goods: say('auditBadGoods') }),
    ...(!CERTIFICATE.test(first) && { first: say('auditBadOfficer') }),
    ...((!CERTIFICATE.test(second) || second === first) && { second: say('auditBadSecond') }),
    ...(!['conformant', 'non_conformant'].includes(result) && { result: say('auditBadResult') }),
    ...((words.length === 0 || words.length > 1000) && { words: say('auditBadWords') }),
    ...(photo && !pictureType(photo) && { photo: say('auditBadPhoto') })
  }
  if (Object.keys(errors).length > 0 || !about) return { errors }
  return { findings: { officers: [first, second], about, conformant: result === 'conformant', words, photo } }
}

/** What was scanned or typed: a lot, a case, or a pack, which stands for its lot. */
async function goodsOf(pool: Services['pool'], typed: string): Promise<Findings['about'] | null> {
  const [found] = (await find(pool, typed)).filter(({ kind }) => ['lot', 'case', 'pack'].includes(kind))
  if (!found) return null
  if (found.kind === 'case') return Sscc.safeParse(found.id).success ? { lots: [], cases: [found.id] } : null
  const [gtin = '', own = ''] = found.id.split('/')
  const lot = found.kind === 'pack' ? (found.note?.lot ?? '') : own
  return Gtin.safeParse(gtin).success && LotNumber.safeParse(lot).success ? { lots: [{ gtin, lot }], cases: [] } : null
}

const sendForm = (request: FastifyRequest, reply: FastifyReply, form: Form, errors: Errors = {}) =>
  sendAuditPage(
    request,
    reply,
    { title: say('auditInspect'), section: 'inspections', children: <InspectionForm form={form} errors={errors} /> },
    Object.keys(errors).length > 0 ? 422 : 200
  )
