import { REFUSALS, Refusal, type Text } from '@suyuan/model/core/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../../../core/module.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { lotsImpactJson } from '../../../modules/trace/queries/impact.js'
import { namesOf } from '../../../modules/trace/queries/names.js'
import { personOf } from '../access.js'
import { sendNothing } from '../pages.js'
import { SheetView } from '../sheets-view.js'
import {
  aboutOf,
  type FormErrors,
  FormView,
  originFields,
  originOf,
  type RecallForm,
  readForm,
  typedForm
} from './form.js'
import { countsOf, type Impact } from './impact.js'
import { affectedFrom, mayRecall, openRecall } from './open.js'
import { type Fields, reasonOf, type Side, send, sendRefused } from './side.js'
import { holdDrill, tellHoldersIfPossible } from './steps.js'
import { countsSheet, holdersSheet, lotsSheet, othersSheet, transitSheet } from './tables.js'

interface Shown {
  form: RecallForm
  errors?: FormErrors
  /** Why the ledger did not take it. */
  refused?: Text
}

/** The form, over what the recall would concern. */
export async function sendForm(
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
  // What others hold is the business of who may recall it.
  if (side.area === 'desk' && !lots.some(lot => mayRecall(person, lot)))
    return sendRefused(side, request, reply, new Refusal('RECALL_NOT_ALLOWED'))
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
      <SheetView sheet={holdersSheet(impact, names, { area: side.area })} />
      <SheetView sheet={transitSheet(impact, names)} />
      {others.length > 0 && <SheetView sheet={othersSheet(others, names)} />}
      <FormView action={side.base} fields={originFields(fields)} form={form} {...(errors && { errors })} />
      <SheetView sheet={lotsSheet(impact, side.area)} />
    </>
  )
  return send(side, request, reply, title, children, errors || refused ? 422 : 200)
}

/** Opens the recall that the form says, or holds the drill. */
export async function takeForm(services: Services, side: Side, request: FastifyRequest, reply: FastifyReply) {
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
  const playsOnly = form.drill && side.area === 'audit'
  if (!playsOnly && !lots.some(lot => mayRecall(person, lot))) return again({ refused: REFUSALS.RECALL_NOT_ALLOWED })
  try {
    if (form.drill) {
      await holdDrill(services, person, { ...terms, origin })
      await services.people.audited(person, 'recall.drill', terms.number, { about })
      return reply.redirect(`${side.base}/drills/${terms.number}`, 303)
    }
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
  await tellHoldersIfPossible(services, person, terms.number)
  return reply.redirect(`${side.base}/${terms.number}`, 303)
}
