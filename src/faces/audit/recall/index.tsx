import { REFUSALS, Refusal, type Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { Person, PersonRole } from '../../../core/identity/person.js'
import type { Services } from '../../../core/module.js'
import { type Area, sendAppPage } from '../../../core/web/app-page.js'
import { Say } from '../../../core/web/page.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { lotsImpactJson, recallJson } from '../../../modules/trace/queries/impact.js'
import { namesOf } from '../../../modules/trace/queries/names.js'
import { affectedBy, announced } from '../../../modules/trace/queries/recalls.js'
import { personOf, regulates, SUPERVISORS } from '../access.js'
import { sendNothing } from '../pages.js'
import { lineOf } from '../sheets.js'
import { SheetView } from '../sheets-view.js'
import { clocksOf } from './clocks.js'
import { close, closedRecalls, closingOf } from './closings.js'
import { drillOf, drills, holdDrill } from './drills.js'
import {
  aboutOf,
  blankForm,
  type FormErrors,
  FormView,
  originFields,
  originOf,
  type RecallForm,
  readForm,
  typedForm
} from './form.js'
import { countsOf, type Impact } from './impact.js'
import { acknowledge, noticesOf, noticesTo, notify } from './notices.js'
import { affectedFrom, mayRecall, openRecall } from './open.js'
import { DrillPage, RecallList, RecallPage, type RecallView } from './pages.js'
import { countsSheet, holdersSheet, lotsSheet, othersSheet, transitSheet } from './tables.js'

/** The same machine for those who order recalls and those who carry them out, each in the face that they know. */
interface Side {
  base: string
  area: Area
  roles: readonly PersonRole[]
}

const SIDES: readonly Side[] = [
  { base: '/audit/recalls', area: 'audit', roles: SUPERVISORS },
  {
    base: '/desk/recalls',
    area: 'desk',
    roles: ['operator', 'packer', 'carrier', 'outlet', 'buyer', 'administrator']
  }
]

const NUMBER = /^[A-Za-z0-9._-]{1,40}$/
type Fields = Record<string, unknown>

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

const numberOf = (request: FastifyRequest) => {
  const { number = '' } = request.params as { number?: string }
  return NUMBER.test(number) ? number : ''
}

const send = (
  side: Side,
  request: FastifyRequest,
  reply: FastifyReply,
  title: Text,
  children: ComponentChildren,
  status = 200
) =>
  sendAppPage(
    reply,
    {
      title: lineOf(title),
      area: side.area,
      section: 'recalls',
      person: request.person,
      children: <div class="wide stack">{children}</div>
    },
    status
  )

/** Supervisors follow every recall, others their own. */
const mayFollow = (person: Person, author: string) =>
  SUPERVISORS.some(role => person.roles.includes(role)) || person.party === author

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

/** A recall as one of its readers sees it; null where there is none, or where it is none of his business. */
async function viewOf(services: Services, side: Side, person: Person, number: string): Promise<RecallView | null> {
  const { pool } = services
  const [recall] = number ? await announced(pool, number) : []
  if (!recall) return null
  await notify(pool, number)
  const [json, notices, closing] = await Promise.all([
    recallJson(pool, number),
    noticesOf(pool, number),
    closingOf(pool, number)
  ])
  const follows = mayFollow(person, recall.author)
  if (!follows && !notices.some(({ party }) => party === person.party)) return null
  const { impact, unflagged } = JSON.parse(json!) as { impact: Impact; unflagged: unknown[] }
  const parties = [
    ...impact.holders.map(({ party }) => party),
    ...impact.inTransit.map(({ consignee }) => consignee),
    ...notices.map(({ party }) => party)
  ]
  return {
    base: side.base,
    ...{ recall, impact, notices, closing },
    clocks: await clocksOf(services, recall, closing?.closedAt ?? null),
    counts: countsOf(impact),
    names: await namesOf(pool, { parties }),
    unflagged: unflagged.length,
    party: person.party,
    mayAct: !closing && (recall.author === person.party || regulates(person)),
    onlyOwn: !follows
  }
}

interface Shown {
  form: RecallForm
  errors?: FormErrors
  /** Why the ledger did not take it. */
  refused?: Text
}

/** The form, over what the recall would concern. */
async function sendForm(
  services: Services,
  side: Side,
  request: FastifyRequest,
  reply: FastifyReply,
  fields: Fields,
  { form, errors, refused }: Shown
) {
  const origin = originOf(fields)
  const lots = origin ? await affectedFrom(services, origin) : []
  if (!origin || lots.length === 0) return sendNothing(request, reply, 404)
  const person = personOf(request)
  const impact = JSON.parse((await lotsImpactJson(services.pool, lots))!) as Impact
  const others = lots.filter(lot => !mayRecall(person, lot))
  const names = await namesOf(services.pool, {
    parties: [
      ...impact.holders.map(({ party }) => party),
      ...impact.inTransit.map(({ consignee }) => consignee),
      ...others.map(({ maker }) => maker)
    ]
  })
  const title = say('auditRecallNew', { origin: aboutOf(origin) })
  const children = (
    <>
      <h1>
        <Say text={title} />
      </h1>
      {refused && (
        <section class="banner" role="alert">
          <Say text={refused} />
        </section>
      )}
      <SheetView sheet={countsSheet(countsOf(impact))} />
      <SheetView sheet={holdersSheet(impact, names, null)} />
      <SheetView sheet={transitSheet(impact, names, null)} />
      {others.length > 0 && <SheetView sheet={othersSheet(others, names)} />}
      <FormView action={side.base} fields={originFields(fields)} form={form} {...(errors && { errors })} />
      <SheetView sheet={lotsSheet(impact)} />
    </>
  )
  return send(side, request, reply, title, children, errors || refused ? 422 : 200)
}

async function takeForm(services: Services, side: Side, request: FastifyRequest, reply: FastifyReply) {
  const fields = (request.body ?? {}) as Fields
  const form = typedForm(fields)
  const read = readForm(form)
  const again = (shown: Omit<Shown, 'form'>) => sendForm(services, side, request, reply, fields, { form, ...shown })
  if ('errors' in read) return again({ errors: read.errors })
  const origin = originOf(fields)
  const lots = origin ? await affectedFrom(services, origin) : []
  if (!origin || lots.length === 0) return sendNothing(request, reply, 404)
  const person = personOf(request)
  const { terms } = read
  const about = aboutOf(origin)
  if (form.drill) {
    await holdDrill(services.pool, person, { number: terms.number, class: terms.class, origin, about })
    await services.people.audited(person, 'recall.drill', terms.number, { about })
    return reply.redirect(`${side.base}/drills/${terms.number}`, 303)
  }
  if (!lots.some(lot => mayRecall(person, lot))) return again({ refused: REFUSALS.RECALL_NOT_ALLOWED })
  try {
    const { named, others } = await openRecall(services, person, terms, lots)
    await services.people.audited(person, 'recall.open', terms.number, {
      about,
      class: terms.class,
      named,
      others: others.length
    })
  } catch (error) {
    return again({ refused: reasonOf(error) })
  }
  await notify(services.pool, terms.number)
  return reply.redirect(`${side.base}/${terms.number}`, 303)
}

/** Why the ledger did not take a command, for a page. @throws what is a fault of ours */
function reasonOf(error: unknown): Text {
  if (error instanceof Refusal) return REFUSALS[error.code]
  if (error instanceof HttpProblem && error.code === 'UNAVAILABLE') return say('auditLedgerLate')
  if (error instanceof HttpProblem && error.code === 'NOT_ALLOWED') return say('auditNoKey')
  throw error
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
