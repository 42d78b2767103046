import type { PackRef } from '@suyuan/model/core/gs1'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { readCheckCode } from '../../../core/identity/check-codes.js'
import type { Services } from '../../../core/module.js'
import { cautionsOf } from '../../../core/web/cautions.js'
import { sendPage } from '../../../core/web/page.js'
import { isRegion } from '../../../core/web/regions.js'
import { Throttle } from '../../../core/web/throttle.js'
import { subjectsOfCodes, subjectsOfStory } from '../pages-doubt.js'
import { badCodePage } from '../pages-things.js'
import { PackParams } from '../params.js'
import { packStory } from '../queries/provenance.js'
import type { PackStory } from '../queries/provenance-schema.js'
import { activationOf, scansOf } from '../queries/scans.js'
import { activate, isGuessed, recordWrong } from './activations.js'
import { sendOnce } from './answer.js'
import * as pages from './check-pages.js'
import type { ScanCounter } from './counter.js'
import { readReceipt, receiptOf } from './receipts.js'

/** Wrong codes an hour from one address, which may be a whole village's. Slips are caught by the code itself. */
const MOST_WRONG = 60
/** A pack whose codes are being tried rests until the day is over; its readers are told to come in an hour. */
const REST_SECONDS = 3600
/** How long the address of a check says what came of it: to read it, to load it again. */
const FRESH_MILLISECONDS = 10 * 60_000

const page = { hide: true } as const

/** /check: what the code under a scratch panel says. */
export const checks =
  (services: Services, counter: ScanCounter): FastifyPluginAsync =>
  async app => {
    const { pool, checkCodes, regions, vault } = services
    const wrong = new Throttle(MOST_WRONG)
    const cautions = cautionsOf(services)

    const aboutOf = async (pack: PackRef): Promise<pages.About> => {
      const text = await packStory(pool, pack)
      const story = text === null ? null : (JSON.parse(text) as PackStory)
      return { pack, story, cautions: cautions(story ? subjectsOfStory(story) : subjectsOfCodes(pack)) }
    }

    app.post('/check', { schema: page }, async (request, reply) => {
      const { code: typed, pack } = askedBy(request)
      if (!pack) return sendPage(reply, badCodePage(''), 400)
      const code = readCheckCode(typed)
      if (code === null) return sendOnce(reply, pages.slipPage(await aboutOf(pack), typed), 400)
      // Before anything is waited for, so that a crowd of tries is counted one by one.
      const spent = wrong.isSpent(request.ip)
      const good = !spent && checkCodes.isOf(pack.gtin, pack.serial, code)
      if (!good && !spent) wrong.count(request.ip)
      if (spent) return rest(reply, pack, wrong.wait(request.ip))
      if (await isGuessed(pool, pack)) return rest(reply, pack, REST_SECONDS)
      const region = regions.of(request)
      const known = isRegion(region) ? region : ''
      if (good) {
        const times = await activate(pool, pack, known)
        return reply.redirect(`/check/${receiptOf(vault, { ...pack, times, at: Date.now() })}`, 303)
      }
      const about = await aboutOf(pack)
      if (about.story) await recordWrong(pool, pack, known)
      else counter.count({ kind: 'unknown', gtin: pack.gtin, id: '' }, region)
      return sendOnce(reply, pages.wrongPage(about, typed), 422)
    })

    app.get('/check/:receipt', { schema: page }, async (request, reply) => {
      const { receipt: text } = request.params as { receipt: string }
      const receipt = readReceipt(vault, text)
      const activation = receipt && (await activationOf(pool, receipt))
      if (!receipt || !activation) return sendOnce(reply, pages.noCheckPage(), 404)
      const { gtin, serial, times } = receipt
      const about = await aboutOf({ gtin, serial })
      const at = new Date(receipt.at)
      if (Date.now() - receipt.at > FRESH_MILLISECONDS) return sendOnce(reply, pages.stalePage(about, at))
      const opened = await scansOf(pool, { gtin, serial })
      return sendOnce(reply, pages.goodPage(about, { times, at, activation, opened }))
    })

    async function rest(reply: FastifyReply, pack: PackRef, seconds: number) {
      reply.header('retry-after', String(seconds))
      return sendOnce(reply, pages.throttledPage(await aboutOf(pack), seconds), 429)
    }
  }

/** What the form says; no pack where it is none of ours. */
function askedBy({ body }: FastifyRequest): { code: string; pack: PackRef | null } {
  const { code, ...rest } = (body ?? {}) as Record<string, unknown>
  const pack = PackParams.safeParse(rest)
  return { code: typeof code === 'string' ? code.slice(0, 40) : '', pack: pack.success ? pack.data : null }
}
