import { canonicalJson } from '@suyuan/model/core/canonical'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { Say } from '../../../core/web/page.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { deskData } from '../../../modules/trace/queries/desk.js'
import { composed, type Errors, type Form, refusedIn, type Situation, type Values } from '../browser/forms/form.js'
import { FORMS, formOf, formsFor } from '../browser/forms/index.js'
import { Fields } from '../browser/views/fields.js'
import { RecallNotices } from '../browser/views/recall-notices.js'
import { newAttempt, type Recorded, record } from './recording.js'
import { TRADERS } from './traders.js'

const FormParams = z.object({ form: z.enum(Object.keys(FORMS) as [string, ...string[]]) })
/** Each field once, but for what is chosen of many. */
const Posted = z.record(z.string().max(100), z.union([z.string().max(8000), z.array(z.string().max(200)).max(500)]))

/** The button of a form that only shows the choices that follow from others: a script does that by itself. */
const REFRESH = 'refresh'
const ATTEMPT = 'attempt'

/**
 * The quick forms for who has no phone that can run the app: a messenger's webview, an office's old browser. The same forms
 * and checks; the gateway signs with the key that it keeps for the party, and the ledger says so.
 */
export const online =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const onRequest = services.people.required(...TRADERS)
    app.get('/desk/online', { schema: { hide: true }, onRequest }, (request, reply) => list(services, request, reply))
    const schema = { hide: true, params: FormParams }
    app.get('/desk/online/:form', { schema, onRequest }, async (request, reply) => {
      const form = formOf((request.params as { form: string }).form)!
      const situation = await situationOf(services, request)
      return sendForm(request, reply, {
        form,
        situation,
        values: form.defaults(situation),
        errors: {},
        attempt: newAttempt()
      })
    })
    app.post('/desk/online/:form', { schema: { ...schema, body: Posted }, onRequest }, (request, reply) =>
      post(services, request, reply)
    )
  }

async function situationOf({ pool }: Services, { person }: FastifyRequest): Promise<Situation> {
  const data = await deskData(pool, person!.party)
  if (!data) throw new HttpProblem('NOT_ALLOWED', { party: person!.party })
  return { data, last: {}, now: new Date(), mark: newAttempt().slice(0, 6) }
}

async function list(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { data } = await situationOf(services, request)
  return sendAppPage(reply, {
    title: say('deskOnlineForms').zh,
    area: 'desk',
    section: 'home',
    person: request.person,
    children: (
      <>
        <RecallNotices unheard={data.recalls ?? []} excursions={data.excursions ?? []} />
        <section class="card">
          <h1>
            <Say text={say('deskOnlineForms')} />
          </h1>
          <p>
            <Say text={say('deskOnlineHelp')} />
          </p>
          <ul class="rows">
            {formsFor(data).map(([name, { title }]) => (
              <li>
                <a href={`/desk/online/${name}`}>
                  <strong>
                    <Say text={title} />
                  </strong>
                </a>
              </li>
            ))}
          </ul>
        </section>
      </>
    )
  })
}

async function post(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form: Form = formOf((request.params as { form: string }).form)!
  const {
    [ATTEMPT]: attempt = newAttempt(),
    [REFRESH]: refresh,
    ...typed
  } = joined(request.body as z.infer<typeof Posted>)
  const situation = await situationOf(services, request)
  // What was ticked off is not posted; so it is said that nothing is chosen.
  const asked = form.fields(typed, situation).filter(({ kind }) => kind !== 'amounts' && kind !== 'span')
  const nothing = Object.fromEntries(asked.map(({ name }) => [name, '']))
  const values = { ...nothing, ...typed }
  const shown = { form, situation, values, attempt }
  if (refresh !== undefined) return sendForm(request, reply, { ...shown, errors: {} })
  const made = composed(form, values, situation)
  if ('errors' in made) return sendForm(request, reply, { ...shown, errors: made.errors }, 422)
  const words = { form: form.title.en, values: canonicalJson(values) }
  const recorded = await record(services, request.person!, made.events, { id: attempt, words })
  // What was refused is final: what is mended is sent as another attempt.
  if (recorded.is === 'refused') {
    const errors = refusedIn(form, recorded.code, recorded.text)
    return sendForm(request, reply, { ...shown, attempt: newAttempt(), errors }, 422)
  }
  return sendDone(request, reply, recorded, form)
}

const joined = (body: z.infer<typeof Posted>): Values =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, [value].flat().join('\n')]))

interface Shown {
  form: Form
  situation: Situation
  values: Values
  errors: Errors
  attempt: string
}

function sendForm(request: FastifyRequest, reply: FastifyReply, shown: Shown, status = 200): FastifyReply {
  const { form, situation, values, errors, attempt } = shown
  const children = (
    <form class="card" method="post" novalidate>
      <h1>
        <Say text={form.title} />
      </h1>
      <Fields fields={form.fields(values, situation)} values={values} errors={errors} />
      <input type="hidden" name={ATTEMPT} value={attempt} />
      <div class="actions">
        <button type="submit">
          <Say text={say('deskSend')} />
        </button>
        <button type="submit" class="secondary" name={REFRESH} value="1">
          <Say text={say('deskRefresh')} />
        </button>
      </div>
    </form>
  )
  return sendAppPage(
    reply,
    { title: form.title.zh, area: 'desk', section: 'home', person: request.person, children },
    status
  )
}

function sendDone(
  request: FastifyRequest,
  reply: FastifyReply,
  recorded: Exclude<Recorded, { is: 'refused' }>,
  form: Form
): FastifyReply {
  const done = recorded.is === 'recorded'
  const children = (
    <section class="card">
      <h1>
        <Say text={say(done ? 'deskRecordedTitle' : 'deskTakenTitle')} />
      </h1>
      {done && (
        <p>
          <span class="mark good" data-state="recorded">
            <Say text={say('deskInBlock', { block: recorded.block })} />
          </span>
        </p>
      )}
      <div class="actions">
        <a class="button" href={request.url}>
          <Say text={say('deskNext')} />
        </a>
        <a class="button secondary" href="/desk/goods">
          <Say text={say('deskGoods')} />
        </a>
      </div>
    </section>
  )
  const status = done ? 201 : 202
  return sendAppPage(
    reply,
    { title: form.title.zh, area: 'desk', section: 'home', person: request.person, children },
    status
  )
}
