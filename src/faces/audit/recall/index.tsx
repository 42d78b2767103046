import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../../../core/module.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { affectedBy, announced } from '../../../modules/trace/queries/recalls.js'
import { personOf } from '../access.js'
import { sendNothing } from '../pages.js'
import { close, closedRecalls } from './closings.js'
import { drillOf, drills } from './drills.js'
import { blankForm } from './form.js'
import { acknowledge, noticesTo, notify } from './notices.js'
import { openRecall } from './open.js'
import { sendForm, takeForm } from './opening.js'
import { DrillPage, RecallList, RecallPage } from './pages.js'
import { type Fields, mayFollow, numberOf, reasonOf, SIDES, type Side, send } from './side.js'
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
    app.get(`${side.base}/drills/:number`, options, async (request, reply) => {
      const drill = await drillOf(services.pool, numberOf(request))
      if (!drill || !mayFollow(personOf(request), drill.party)) return sendNothing(request, reply, 404)
      return send(side, request, reply, say('auditDrillTitle', { number: drill.number }), <DrillPage drill={drill} />)
    })
    app.get(`${side.base}/:number`, options, async (request, reply) => {
      const view = await viewOf(services, side, personOf(request), numberOf(request))
      if (!view) return sendNothing(request, reply, 404)
      await people.audited(personOf(request), 'audit.look', `recall ${view.recall.number}`)
      return send(
        side,
        request,
        reply,
        say('auditRecallTitle', { number: view.recall.number }),
        <RecallPage view={view} />
      )
    })
    app.post(`${side.base}/:number/acknowledge`, options, (request, reply) =>
      takeAcknowledgement(services, side, request, reply)
    )
    app.post(`${side.base}/:number/supplement`, proven, (request, reply) =>
      takeSupplement(services, side, request, reply)
    )
    app.post(`${side.base}/:number/close`, proven, (request, reply) => takeClosing(services, side, request, reply))
  }

async function sendList({ pool }: Services, side: Side, request: FastifyRequest, reply: FastifyReply) {
  const { party } = personOf(request)
  const all = await announced(pool, null)
  const closed = await closedRecalls(pool)
  for (const { number } of all) if (!closed.has(number)) await notify(pool, number)
  const told = await noticesTo(pool, party)
  const own =
    side.area === 'audit'
      ? all
      : all.filter(({ number, author }) => author === party || told.some(({ recall }) => recall === number))
  return send(
    side,
    request,
    reply,
    say('auditRecalls'),
    <RecallList
      base={side.base}
      recalls={own}
      closed={closed}
      drills={await drills(pool, side.area === 'audit' ? null : party)}
      unheard={new Set(told.filter(({ acknowledgedAt }) => !acknowledgedAt).map(({ recall }) => recall))}
    />
  )
}

async function takeAcknowledgement(
  { pool, people }: Services,
  side: Side,
  request: FastifyRequest,
  reply: FastifyReply
) {
  const { account, party } = personOf(request)
  const recall = numberOf(request)
  const { words = '' } = (request.body ?? {}) as Fields
  const told = await acknowledge(pool, { recall, party, account, words: String(words).slice(0, 300) })
  if (!told) return sendNothing(request, reply, 404)
  await people.audited(personOf(request), 'recall.acknowledge', recall)
  return reply.redirect(`${side.base}/${recall}`, 303)
}

/** Recalls what was made of recalled goods and found late, under the same number. */
async function takeSupplement(services: Services, side: Side, request: FastifyRequest, reply: FastifyReply) {
  const person = personOf(request)
  const view = await viewOf(services, side, person, numberOf(request))
  if (!view?.mayAct || view.recall.author !== person.party) return sendNothing(request, reply, view ? 403 : 404)
  const { number, class: level, reason, knownAt } = view.recall
  const lots = (await affectedBy(services.pool, view.impact.lots)).filter(({ recall }) => recall === null)
  try {
    await openRecall(services, person, { number, class: level, reason, knownAt }, lots)
  } catch (error) {
    const refused = reasonOf(error)
    return send(
      side,
      request,
      reply,
      refused,
      <section class="banner" role="alert">
        <Say text={refused} />
      </section>,
      422
    )
  }
  await services.people.audited(person, 'recall.supplement', number, { lots: lots.length })
  return reply.redirect(`${side.base}/${number}`, 303)
}

async function takeClosing(services: Services, side: Side, request: FastifyRequest, reply: FastifyReply) {
  const person = personOf(request)
  const view = await viewOf(services, side, person, numberOf(request))
  if (!view?.mayAct) return sendNothing(request, reply, view ? 403 : 404)
  const words = String(((request.body ?? {}) as Fields).words ?? '').trim()
  if (words === '' || words.length > 1000)
    return send(
      side,
      request,
      reply,
      say('auditCloseWords'),
      <section class="banner amber" role="alert">
        <Say text={say('auditBadClosing')} />
      </section>,
      422
    )
  const { account, party } = person
  const recall = view.recall.number
  await close(services.pool, { recall, account, party, words, counts: [...view.counts] })
  await services.people.audited(person, 'recall.close', recall, { reconciled: view.unflagged === 0 })
  return reply.redirect(`${side.base}/${recall}`, 303)
}
