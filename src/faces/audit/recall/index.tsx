import { Refusal, type RefusalCode } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../../../core/module.js'
import { say } from '../../../core/web/texts.js'
import { lotsImpactJson } from '../../../modules/trace/queries/impact.js'
import { namesOf } from '../../../modules/trace/queries/names.js'
import { drillOf, drills, noticesOf, noticesTo } from '../../../modules/trace/queries/recall-steps.js'
import { affectedBy, announced } from '../../../modules/trace/queries/recalls.js'
import { personOf } from '../access.js'
import { sendNothing } from '../pages.js'
import { blankForm } from './form.js'
import type { Impact } from './impact.js'
import { affectedFrom, openRecall } from './open.js'
import { sendForm, takeForm } from './opening.js'
import { RecallPage, type RecallView } from './pages.js'
import type { Typed } from './pages-closing.js'
import { DrillPage, RecallList } from './pages-list.js'
import { type Fields, mayFollow, mayLead, numberOf, SIDES, type Side, send, sendRefused } from './side.js'
import { acknowledge, close, tellHoldersIfPossible } from './steps.js'
import { viewOf } from './view.js'

/** Recalls: listed, opened, told, carried out, ended; and drills. */
export const recalls =
  (services: Services): FastifyPluginAsync =>
  async app => {
    for (const side of SIDES) await app.register(recallsOn(services, side))
  }

const recallsOn =
  (services: Services, side: Side): FastifyPluginAsync =>
  async app => {
    const { people } = services
    const options = { schema: { hide: true }, onRequest: people.required(...side.roles) }
    // Who recalls has proved a moment ago that it is he.
    const proven = { schema: { hide: true }, onRequest: [people.required(...side.roles), people.recently()] }
    app.get(side.base, options, (request, reply) => sendList(services, side, request, reply))
    app.get(`${side.base}/new`, options, (request, reply) =>
      sendForm(services, side, request, reply, request.query as Fields, { form: blankForm() })
    )
    app.post(side.base, proven, (request, reply) => takeForm(services, side, request, reply))
    app.get(`${side.base}/drills/:number`, options, (request, reply) => sendDrill(services, side, request, reply))
    app.get(`${side.base}/:number`, options, async (request, reply) => {
      const view = await viewOf(services, side, personOf(request), numberOf(request))
      if (!view) return sendNothing(request, reply, 404)
      await people.audited(personOf(request), 'audit.look', `recall ${view.recall.number}`)
      return sendRecall(request, reply, view)
    })
    app.post(`${side.base}/:number/acknowledge`, options, (request, reply) =>
      takeAcknowledgement(services, side, request, reply)
    )
    app.post(`${side.base}/:number/supplement`, proven, (request, reply) =>
      takeSupplement(services, side, request, reply)
    )
    app.post(`${side.base}/:number/close`, proven, (request, reply) => takeClosing(services, side, request, reply))
  }

/** @param typed what the closing's form held that was not taken */
const sendRecall = (request: FastifyRequest, reply: FastifyReply, view: RecallView, typed?: Typed) =>
  send(
    view.side,
    request,
    reply,
    say('auditRecallTitle', { number: view.recall.number }),
    <RecallPage view={view} typed={typed} />,
    typed ? 422 : 200
  )

async function sendList(services: Services, side: Side, request: FastifyRequest, reply: FastifyReply) {
  const { pool } = services
  const person = personOf(request)
  const all = await announced(pool, null)
  for (const { number, author, closing } of all)
    if (!closing && mayLead(person, author)) await tellHoldersIfPossible(services, person, number)
  const told = await noticesTo(pool, person.party)
  const own =
    side.area === 'audit'
      ? all
      : all.filter(({ number, author }) => author === person.party || told.some(({ recall }) => recall === number))
  return send(
    side,
    request,
    reply,
    say('auditRecalls'),
    <RecallList
      side={side}
      recalls={own}
      drills={await drills(pool, side.area === 'audit' ? null : person.party)}
      unheard={new Set(told.filter(({ acknowledgedAt }) => !acknowledgedAt).map(({ recall }) => recall))}
    />
  )
}

async function sendDrill(services: Services, side: Side, request: FastifyRequest, reply: FastifyReply) {
  const { pool } = services
  const drill = await drillOf(pool, numberOf(request))
  if (!drill || !mayFollow(personOf(request), drill.author)) return sendNothing(request, reply, 404)
  const lots = await affectedFrom(services, drill.origin)
  const impact = JSON.parse((await lotsImpactJson(pool, lots))!) as Impact
  const parties = [...impact.holders.map(({ party }) => party), ...impact.inTransit.map(({ consignee }) => consignee)]
  const names = await namesOf(pool, { parties: [drill.author, ...parties] })
  return send(
    side,
    request,
    reply,
    say('auditDrillTitle', { number: drill.number }),
    <DrillPage side={side} drill={drill} impact={impact} names={names} />
  )
}

const isRefused = (error: unknown, code: RefusalCode) => error instanceof Refusal && error.code === code

async function takeAcknowledgement(services: Services, side: Side, request: FastifyRequest, reply: FastifyReply) {
  const person = personOf(request)
  const recall = numberOf(request)
  const notices = await noticesOf(services.pool, recall)
  const notice = notices.find(({ party }) => party === person.party)
  if (!notice) return sendNothing(request, reply, 404)
  const words = String(((request.body ?? {}) as Fields).words ?? '').trim()
  try {
    if (!notice.acknowledgedAt) {
      await acknowledge(services, person, recall, words.slice(0, 300).toWellFormed())
      await services.people.audited(person, 'recall.acknowledge', recall)
    }
  } catch (error) {
    // A colleague was faster: his word stands, and his page says it.
    if (!isRefused(error, 'RECALL_ACKNOWLEDGED')) return sendRefused(side, request, reply, error)
  }
  return reply.redirect(`${side.base}/${recall}`, 303)
}

/** Recalls what was made of recalled goods and found late, under the same number. */
async function takeSupplement(services: Services, side: Side, request: FastifyRequest, reply: FastifyReply) {
  const person = personOf(request)
  const view = await viewOf(services, side, person, numberOf(request))
  if (!view || view.recall.author !== person.party) return sendNothing(request, reply, view ? 403 : 404)
  const { number, class: level, reason, knownAt } = view.recall
  const lots = (await affectedBy(services.pool, view.impact.lots)).filter(({ recall }) => recall === null)
  try {
    await openRecall(services, person, { number, class: level, reason, knownAt }, lots)
  } catch (error) {
    return sendRefused(side, request, reply, error)
  }
  await services.people.audited(person, 'recall.supplement', number, { lots: lots.length })
  await tellHoldersIfPossible(services, person, number)
  return reply.redirect(`${side.base}/${number}`, 303)
}

const CLOSING_CHARACTERS = 1000

async function takeClosing(services: Services, side: Side, request: FastifyRequest, reply: FastifyReply) {
  const person = personOf(request)
  const view = await viewOf(services, side, person, numberOf(request))
  if (!view?.leads) return sendNothing(request, reply, view ? 403 : 404)
  const { number, closing } = view.recall
  const words = String(((request.body ?? {}) as Fields).words ?? '')
    .trim()
    .toWellFormed()
  if (!closing && (words === '' || words.length > CLOSING_CHARACTERS))
    return sendRecall(request, reply, view, { words })
  try {
    if (!closing) {
      await close(services, person, { number, counts: view.counts, words })
      await services.people.audited(person, 'recall.close', number)
    }
  } catch (error) {
    if (!isRefused(error, 'RECALL_CLOSED')) return sendRefused(side, request, reply, error)
  }
  return reply.redirect(`${side.base}/${number}`, 303)
}
