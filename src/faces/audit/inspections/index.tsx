import multipart from '@fastify/multipart'
import { Gtin, LotNumber, type LotRef, Sscc } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { partyNameOf } from '../../../core/ledger/states.js'
import type { Services } from '../../../core/module.js'
import { pictureType } from '../../../core/web/pictures.js'
import { formWithFile, type SentForm } from '../../../core/web/sent-file.js'
import { say } from '../../../core/web/texts.js'
import { UUID } from '../../../core/web/uuid.js'
import { find } from '../../../modules/trace/queries/find.js'
import { placeOfParty } from '../../../modules/trace/queries/recalls.js'
import { casesOn } from '../../../modules/trace/queries/records.js'
import { caseView } from '../../../modules/trace/queries/things.js'
import { personOf, recordLook } from '../access.js'
import { sendAuditPage, sendNothing } from '../pages.js'
import { soughtBy } from '../scanned.js'
import { type InspectionErrors as Errors, type InspectionFields as Form, InspectionForm, isResult } from './form.js'
import { type Findings, type Inspection, inspectionOf, inspectionsOf, keep, photoOf } from './records.js'
import { askedOf, sign, standingOf } from './signing.js'
import { InspectionList, RecordView } from './views.js'

/** A photograph as telephones make it; browsers that can send a smaller one. */
const PHOTO_BYTES = 12 * 1024 * 1024
const FORM_BYTES = 100_000
const CERTIFICATE = /^[0-9A-Za-z\p{Script=Han}-]{4,30}$/u

/** /audit/inspections: what officers find on site, written down, signed, printed. */
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
    app.post('/audit/inspections', { ...options, bodyLimit: PHOTO_BYTES + FORM_BYTES }, (request, reply) =>
      take(services, request, reply)
    )
    app.get('/audit/inspections/:id', options, async (request, reply) => {
      const inspection = await asked(services, request)
      if (!inspection) return sendNothing(request, reply, 404)
      await recordLook(services, personOf(request), `inspection ${inspection.id}`)
      return sendRecord(services, request, reply, inspection)
    })
    app.post('/audit/inspections/:id/sign', { ...options, bodyLimit: FORM_BYTES }, (request, reply) =>
      takeSignature(services, request, reply)
    )
    app.get('/audit/inspections/:id/photo', options, async (request, reply) => {
      const { id } = request.params as { id: string }
      const photo = UUID.test(id) ? await photoOf(pool, personOf(request).party, id) : null
      const type = photo && pictureType(photo)
      if (!photo || !type) return sendNothing(request, reply, 404)
      return reply.type(type).header('cache-control', 'private, no-store').send(photo)
    })
  }

/** The record of an address, if it is of the officer's authority. */
async function asked({ pool }: Services, request: FastifyRequest): Promise<Inspection | null> {
  const { id } = request.params as { id: string }
  return UUID.test(id) ? inspectionOf(pool, personOf(request).party, id) : null
}

async function take(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { form, photo } = await formIn(request)
  const read = await readForm(services, form, photo)
  if ('errors' in read) return sendForm(request, reply, form, read.errors)
  const person = personOf(request)
  const place = await placeOfParty(services.pool, person.party)
  if (!place) return sendForm(request, reply, form, { goods: say('auditNoPlace') })
  const id = await keep(services.pool, person, { ...read.findings, place })
  await services.people.audited(person, 'inspection.write', id, { about: form.goods, result: form.result })
  return reply.redirect(`/audit/inspections/${id}`, 303)
}

async function takeSignature(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const inspection = await asked(services, request)
  if (!inspection) return sendNothing(request, reply, 404)
  const { command } = (request.body ?? {}) as { command?: unknown }
  const signed = typeof command === 'string' ? command : ''
  const done = await sign(services, inspection, signed)
  if (done.is === 'refused') return sendRecord(services, request, reply, inspection, done.why)
  const by = signed === '' ? 'gateway' : 'device'
  if (done.is === 'signed') await services.people.audited(personOf(request), 'inspection.sign', inspection.id, { by })
  return reply.redirect(`/audit/inspections/${inspection.id}`, 303)
}

async function sendRecord(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  inspection: Inspection,
  problem: Text | null = null
): Promise<FastifyReply> {
  const [by, standing, lot] = await Promise.all([
    partyNameOf(services.states, personOf(request).party),
    standingOf(services, inspection),
    lotIn(services.pool, inspection.about)
  ])
  const children = (
    <RecordView
      inspection={inspection}
      by={by}
      standing={standing}
      asked={askedOf(services, inspection)}
      problem={problem}
      lot={lot}
    />
  )
  const page = { title: say('auditInspectionRecord'), section: 'inspections' as const, children }
  return sendAuditPage(request, reply, page, problem ? 422 : 200)
}

/** The first lot that was looked at, by itself or in a case. */
async function lotIn(pool: Services['pool'], { lots, cases }: Findings['about']): Promise<LotRef | null> {
  const [[lot], [sscc]] = [lots, cases]
  if (lot || !sscc) return lot ?? null
  const box = await caseView(pool, sscc)
  return box && { gtin: box.gtin, lot: box.lot }
}

interface Sent {
  form: Form
  photo: SentForm['file']
}

async function formIn(request: FastifyRequest): Promise<Sent> {
  const { fields, file } = await formWithFile(request, PHOTO_BYTES)
  const text = (name: string) => (fields[name] ?? '').trim().slice(0, 2000)
  return {
    form: {
      goods: text('goods'),
      first: text('first'),
      second: text('second'),
      result: text('result'),
      words: text('words')
    },
    photo: file
  }
}

async function readForm(
  { pool }: Services,
  { goods, first, second, result, words }: Form,
  photo: Sent['photo']
): Promise<{ findings: Omit<Findings, 'place'> } | { errors: Errors }> {
  const about = await goodsOf(pool, goods)
  const errors: Errors = {
    ...(!about && { goods: say('auditBadGoods') }),
    ...(!CERTIFICATE.test(first) && { first: say('auditBadOfficer') }),
    ...((!CERTIFICATE.test(second) || second === first) && { second: say('auditBadSecond') }),
    ...(!isResult(result) && { result: say('auditBadResult') }),
    ...((words.length === 0 || words.length > 1000) && { words: say('auditBadWords') }),
    ...(photo === 'large' && { photo: say('auditLargePhoto') }),
    ...(Buffer.isBuffer(photo) && !pictureType(photo) && { photo: say('auditBadPhoto') })
  }
  if (Object.keys(errors).length > 0 || !about || photo === 'large') return { errors }
  const conformant = result === 'held' ? null : result === 'conformant'
  return { findings: { officers: [first, second], about, conformant, words, photo } }
}

/** What was scanned or typed: a lot, a case, a pallet for the cases on it, or a pack, which stands for its lot. */
async function goodsOf(pool: Services['pool'], typed: string): Promise<Findings['about'] | null> {
  const [found] = (await find(pool, soughtBy(typed))).filter(({ kind }) =>
    ['lot', 'case', 'pallet', 'pack'].includes(kind)
  )
  if (!found) return null
  if (found.kind === 'pallet') {
    const cases = await casesOn(pool, found.id)
    return cases.length > 0 ? { lots: [], cases } : null
  }
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
