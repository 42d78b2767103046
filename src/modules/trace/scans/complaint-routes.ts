import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { readShortCode } from '../../../core/identity/check-codes.js'
import type { Services } from '../../../core/module.js'
import { withoutMetadata } from '../../../core/web/pictures.js'
import { isRegion } from '../../../core/web/regions.js'
import { formWithFile } from '../../../core/web/sent-file.js'
import { Throttle } from '../../../core/web/throttle.js'
import { codesOf } from '../pages-codes.js'
import { lotPath, packPath } from '../pages-format.js'
import {
  type Complaint,
  complaintOf,
  contactKept,
  contactsOutlived,
  eraseContact,
  fileComplaint,
  readComplaintNumber
} from '../queries/complaints.js'
import { packsOfShortCode } from '../queries/short-codes.js'
import { sendOnce } from './answer.js'
import { faultsOf, isKind, typedIn } from './complaint-form.js'
import * as pages from './complaint-pages.js'

/** Complaints an hour from one address, which may be a whole village's, and of all that one gateway takes. */
const MOST_FILED = 20
const MOST_ALL = 1000
/** Numbers an hour that are none, from one address. */
const MOST_MISSED = 60
const EVERYBODY = 'everybody'
/** What erasures call how to reach who complained. */
const CONTACT = 'complaint contact'
/** A photograph as telephones make it; browsers that can send a smaller one. */
const PHOTO_BYTES = 6 * 1024 * 1024
/** How often old contacts are looked for. */
const ERASE_MILLISECONDS = 3_600_000

const page = { hide: true } as const

/** Where a complaint's state is read, for what may be its number; else null. */
export const complaintPathOf = (text: string): string | null => {
  const number = readComplaintNumber(text)
  return number && `/complaints/${number}`
}

/** /complaints: filed without log-in, followed by their numbers. */
export const complaintPages =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool, regions, erasures } = services
    const filed = new Throttle(MOST_FILED)
    const everybody = new Throttle(MOST_ALL)
    const missed = new Throttle(MOST_MISSED)
    erasures.by(CONTACT, number => eraseContact(pool, number))
    eraseInTime(app, services)
    if (!app.hasContentTypeParser('multipart/form-data')) await app.register(multipart)

    app.get('/complaints/new', { schema: page }, (request, reply) => {
      const { code } = request.query as { code?: unknown }
      return sendOnce(reply, pages.formPage({ ...typedIn({ code }), kind: '' }))
    })

    app.post('/complaints', { schema: page }, async (request, reply) => {
      if (filed.isSpent(request.ip) || everybody.isSpent(EVERYBODY)) {
        reply.header('retry-after', String(filed.wait(request.ip)))
        return sendOnce(reply, pages.tooManyPage(), 429)
      }
      const { typed, photo } = await sent(request)
      const faults = faultsOf(typed, photo)
      if (Object.keys(faults).length > 0 || !isKind(typed.kind) || photo === 'large')
        return sendOnce(reply, pages.formPage(typed, faults), 422)
      filed.count(request.ip)
      everybody.count(EVERYBODY)
      const region = regions.of(request)
      const number = await fileComplaint(services, {
        ...typed,
        kind: typed.kind,
        ...(photo && { photo: withoutMetadata(photo) ?? photo }),
        ...(await thingOf(services, typed.code)),
        region: isRegion(region) ? region : ''
      })
      return reply.redirect(`/complaints/${number}`, 303)
    })

    app.get('/complaints', { schema: page }, (request, reply) => {
      const { number } = request.query as { number?: unknown }
      if (number === undefined) return sendOnce(reply, pages.followPage())
      const path = complaintPathOf(withPrefix(String(number)))
      return path ? reply.redirect(path, 303) : sendOnce(reply, pages.followPage(String(number)), 404)
    })

    app.get('/complaints/:number', { schema: page }, async (request, reply) => {
      const { number: typed } = request.params as { number: string }
      if (missed.isSpent(request.ip)) return sendOnce(reply, pages.tooManyPage(), 429)
      const number = readComplaintNumber(typed)
      const complaint = number && (await complaintOf(services, number))
      if (complaint) return sendOnce(reply, pages.statePage(complaint, aboutOf(complaint)))
      missed.count(request.ip)
      return sendOnce(reply, pages.followPage(typed), 404)
    })

    app.post('/complaints/:number/erasure', { schema: page }, async (request, reply) => {
      const number = readComplaintNumber((request.params as { number: string }).number)
      if (!number) return sendOnce(reply, pages.followPage(), 404)
      if (await contactKept(pool, number)) await erasures.erase(CONTACT, number)
      return reply.redirect(`/complaints/${number}`, 303)
    })
  }

/** The form, from browsers that send a photograph with it and from those that send words alone. */
async function sent(request: FastifyRequest) {
  if (!request.isMultipart()) return { typed: typedIn(request.body), photo: null }
  const { fields, file } = await formWithFile(request, PHOTO_BYTES)
  return { typed: typedIn(fields), photo: file }
}

/** People leave out what is the same in all numbers. */
const withPrefix = (text: string) => (/^\s*TS/i.test(text) ? text : `TS${text}`)

/** The pack or lot that a code as it was typed names, as far as it is one. */
async function thingOf({ pool }: Services, code: string) {
  const shortCode = readShortCode(code)
  if (shortCode) {
    const packs = await packsOfShortCode(pool, shortCode)
    return packs.length === 1 ? packs[0]! : {}
  }
  const codes = codesOf(code)
  return codes && 'gtin' in codes ? codes : {}
}

function aboutOf({ gtin, lot, serial }: Complaint): string | null {
  if (gtin && serial) return packPath(gtin, lot, serial)
  return gtin && lot ? lotPath(gtin, lot) : null
}

/** Contacts that nobody needs any more are erased, whether anybody asks or not. */
function eraseInTime(app: Parameters<FastifyPluginAsync>[0], { pool, erasures }: Services): void {
  const eraseAll = async () => {
    for (const number of await contactsOutlived(pool)) await erasures.erase(CONTACT, number)
  }
  const erase = () =>
    eraseAll().catch(error => app.log.warn({ error: String(error) }, 'could not erase old contacts; it is tried again'))
  const timer = setInterval(erase, ERASE_MILLISECONDS)
  app.addHook('onReady', erase)
  app.addHook('onClose', async () => clearInterval(timer))
}
