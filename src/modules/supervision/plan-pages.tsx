import { randomBytes } from 'node:crypto'
import { MatterId } from '@suyuan/model/core/procedure'
import { REGULATOR } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import { crypto } from '@suyuan/model/node/crypto'
import { commitmentText } from '@suyuan/model/supervision/draw'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Act, act, attemptOf } from '../../core/matters/acting.js'
import { newNumber } from '../../core/matters/filling.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { Choices, Input, Problem, Submit } from '../../core/web/fields.js'
import { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { drawNamed, secretOf } from './draws.js'
import { partiesIn } from './queries/matters.js'
import { risksOf, weightOf } from './queries/risk.js'

const Named = z.object({ id: MatterId })
const FORM_BYTES = 512 * 1024
const MOST_WEIGHT = 1000
/** Letters that the law takes. */
const MOST_WHY = 80

/** A party that may be drawn, or witness. */
interface Listed {
  uscc: string
  name: Text
  weight: number
  why: Text | null
}

/** Pages by which plans are made, witnessed and drawn: who is drawn is nobody's to type. */
export function mountPlans(app: FastifyInstance, services: Services): void {
  const officers = { onRequest: services.people.required('regulator', 'office'), schema: { hide: true } }
  const insiders = { onRequest: services.people.required(), schema: { hide: true, params: Named } }
  const path = '/audit/supervision/draws/new/planInspection'
  app.get(path, officers, async (request, reply) => sendForm(request, reply, new Form(), await listed(services)))
  app.post(path, { ...officers, bodyLimit: FORM_BYTES }, (request, reply) => plan(services, request, reply))
  app.post(
    '/audit/supervision/draws/:id/drawInspection',
    { ...officers, schema: { hide: true, params: Named } },
    (request, reply) => {
      const { id } = request.params as z.infer<typeof Named>
      const form = Form.of(request.body)
      const words = form.raw('words').slice(0, 500)
      const payload = { id, secret: secretOf(services, id), ...(words && { words }) }
      return take(services, request, reply, 'drawInspection', payload, form)
    }
  )
  app.post('/desk/supervision/draws/:id/witness', insiders, (request, reply) => {
    const { id } = request.params as z.infer<typeof Named>
    const payload = { id, party: request.person!.party, value: randomBytes(32).toString('hex') }
    return take(services, request, reply, 'witnessDraw', payload, new Form())
  })
}

/** Who trades, with what is on record of each: the regulator's own parties are drawn by nobody. */
async function listed({ pool }: Services): Promise<Listed[]> {
  const [parties, risks] = await Promise.all([partiesIn(pool), risksOf(pool)])
  return parties
    .filter(({ organisation }) => organisation !== REGULATOR)
    .map(({ uscc, name }) => ({ uscc, name, ...weightOf(risks.get(uscc)) }))
}

async function plan(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = Form.of(request.body)
  const parties = await listed(services)
  const payload = payloadOf(services, form, parties)
  if (form.failed) return sendForm(request, reply, form, parties)
  const done = await act(services, request.person!, deedOf('planInspection', payload), attemptOf(form))
  if (done === null || done === 'underway') return leave(reply, `/audit/supervision/draws/${payload.id}`, done)
  form.problem = done
  return sendForm(request, reply, form, parties)
}

/** What the form says, as the law takes it; what is wrong with it stands in the form. */
function payloadOf(services: Services, form: Form, parties: readonly Listed[]) {
  const id = form.read('id', text => MatterId.safeParse(text).data ?? null, say('matterWrong'))
  const weights = parties.map(({ uscc, why }) => ({
    ...{ party: uscc, weight: form.raw(`weight.${uscc}`) },
    ...(why && { why: why.zh.slice(0, MOST_WHY) })
  }))
  if (!weights.every(({ weight }) => /^\d{0,4}$/.test(weight) && Number(weight) <= MOST_WEIGHT))
    form.errors.candidates = say('svBadCandidates')
  const candidates = weights
    .map(({ weight, ...each }) => ({ ...each, weight: Number(weight) }))
    .filter(({ weight }) => weight > 0)
  if (candidates.length === 0 || candidates.length > 200) form.errors.candidates = say('svBadCandidates')
  const within = (text: string) => (/^\d{1,3}$/.test(text) ? Number(text) : 0)
  const count = form.read(
    'count',
    text => (within(text) >= 1 && within(text) <= candidates.length ? within(text) : null),
    say('svBadCount')
  )
  const title = form.read('title', text => (text.length >= 2 && text.length <= 80 ? text : null), say('svBadTitle'))
  const witnesses = form.all('witnesses')
  if (witnesses.length < 2 || witnesses.length > 5) form.errors.witnesses = say('svBadWitnesses')
  const commitment = crypto.digest(commitmentText(id, secretOf(services, id)))
  return { id, title, candidates, count, witnesses, commitment }
}

const deedOf = (action: string, payload: Record<string, unknown> & { id: string }): Act => ({
  module: 'supervision',
  ...{ action, payload, subject: payload.id }
})

async function take(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  action: string,
  payload: Record<string, unknown> & { id: string },
  form: Form
): Promise<FastifyReply> {
  const place = action === 'drawInspection' ? 'audit' : 'desk'
  const address = `/${place}/supervision/draws/${payload.id}`
  if (!(await drawNamed(services, payload.id))) throw new HttpProblem('NOT_FOUND')
  const done = await act(services, request.person!, deedOf(action, payload), attemptOf(form))
  if (done === null || done === 'underway') return leave(reply, address, done)
  const children = (
    <section class="card stack">
      <p class="banner amber" role="alert">
        <Say text={done} />
      </p>
      <p class="actions">
        <a class="button" href={address}>
          {payload.id}
        </a>
      </p>
    </section>
  )
  const page = { title: say('svDraws').zh, area: place, section: 'programme', person: request.person } as const
  return sendAppPage(reply, { ...page, children: <div class="wide stack">{children}</div> }, 422)
}

const leave = (reply: FastifyReply, address: string, done: 'underway' | null) =>
  reply.redirect(done === 'underway' ? `${address}?sent=1` : address, 303)

function sendForm(request: FastifyRequest, reply: FastifyReply, form: Form, parties: readonly Listed[]): FastifyReply {
  const page = { title: say('svPlanNew').zh, area: 'audit', section: 'programme', person: request.person } as const
  const children = (
    <div class="wide stack">
      <PlanForm form={form} parties={parties} />
    </div>
  )
  return sendAppPage(reply, { ...page, children }, form.failed ? 422 : 200)
}

const PlanForm = ({ form, parties }: { form: Form; parties: readonly Listed[] }) => (
  <section class="card stack">
    <h1>
      <Say text={say('svPlanNew')} />
    </h1>
    <p>
      <Say text={say('svDrawsHelp')} />
    </p>
    <form method="post" action="/audit/supervision/draws/new/planInspection" class="stack">
      <input type="hidden" name="attempt" value={attemptOf(form)} />
      <input type="hidden" name="id" value={form.raw('id') || newNumber('CC')} />
      <Problem form={form} />
      <Input form={form} name="title" label={say('svPlanTitle')} maxlength={80} />
      <Input form={form} name="count" label={say('svCount')} inputmode="numeric" maxlength={3} />
      <Candidates form={form} parties={parties} />
      <Choices
        form={form}
        name="witnesses"
        label={say('svWitnesses')}
        hint={say('svWitnessesHint')}
        options={parties.map(({ uscc, name }) => [uscc, name])}
        many
      />
      <Submit text={say('svPlanNew')} />
    </form>
  </section>
)

const Candidates = ({ form, parties }: { form: Form; parties: readonly Listed[] }) => (
  <fieldset aria-describedby="candidates-hint">
    <legend>
      <Say text={say('svCandidates')} />
    </legend>
    <p class="hint" id="candidates-hint">
      <Say text={say('svCandidatesHint')} />
    </p>
    {form.errors.candidates && (
      <p class="error">
        <Say text={form.errors.candidates} />
      </p>
    )}
    {parties.map(({ uscc, name, weight, why }) => (
      <Input
        form={form}
        name={`weight.${uscc}`}
        label={name}
        hint={why ? { zh: `${uscc} · ${why.zh}`, en: why.en } : untranslated(uscc)}
        value={String(weight)}
        inputmode="numeric"
        maxlength={4}
      />
    ))}
  </fieldset>
)
