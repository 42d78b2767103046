import { Gtin, LotNumber, type LotRef } from '@suyuan/model/core/gs1'
import { productKey } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { lotKeyOf } from '@suyuan/model/trace/states'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Person } from '../../../core/identity/person.js'
import { bodyHashOf } from '../../../core/ledger/commands.js'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { Say } from '../../../core/web/page.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { Recall } from '../../../modules/trace/bodies.js'
import { recalling } from '../../../modules/trace/compose.js'
import { forwardJson } from '../../../modules/trace/queries/lots.js'
import { newAttempt, record } from './recording.js'
import { PRODUCERS } from './traders.js'

/** Lots that one event may name; a recall of more is several events of one number. */
const LOTS_AT_ONCE = 200

const Asked = z.object({ lot: z.string().max(40).optional() })
const Posted = z.record(z.string().max(40), z.string().max(2000))

const CLASSES = { I: say('deskRecallI'), II: say('deskRecallII'), III: say('deskRecallIII') } as const

interface Values {
  lot: string
  class: string
  reason: string
  knownAt: string
  number: string
}

/** A producer recalls a lot of his, and what was made of it: only who has just proved who he is. */
export const recall =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const onRequest = [services.people.required(...PRODUCERS), services.people.recently()]
    app.get('/desk/recall', { schema: { hide: true, querystring: Asked }, onRequest }, async (request, reply) => {
      const { lot = '' } = request.query as z.infer<typeof Asked>
      const knownAt = chinaMinute(new Date())
      return sendForm(request, reply, { lot, class: 'I', reason: '', knownAt, number: newNumber() }, {})
    })
    app.post('/desk/recall', { schema: { hide: true, body: Posted }, onRequest }, (request, reply) =>
      open(services, request, reply)
    )
  }

const newNumber = () => `R${chinaMinute(new Date()).slice(2, 10).replaceAll('-', '')}-${newAttempt().slice(0, 4)}`

/** Day and minute in China, as a `datetime-local` field has them. */
const chinaMinute = (time: Date) => new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)

const Ref = z.string().transform((text, context): LotRef => {
  const [gtin = '', ...rest] = text.trim().split('/')
  const ref = z.object({ gtin: Gtin, lot: LotNumber }).safeParse({ gtin, lot: rest.join('/') })
  if (ref.success) return ref.data
  context.addIssue('LOT')
  return z.NEVER
})

async function open(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = request.person!
  const values = { lot: '', class: '', reason: '', knownAt: '', number: '', ...(request.body as object) } as Values
  const ref = Ref.safeParse(values.lot)
  const lot = ref.success ? await services.states.get(lotKeyOf(ref.data)) : null
  if (!ref.success || !lot) return sendForm(request, reply, values, { lot: say('deskSearchNone') }, 422)
  const lots = await recallable(services, person, ref.data)
  const body = Recall.safeParse({
    place: lot.place,
    lots: lots.slice(0, LOTS_AT_ONCE),
    number: values.number,
    class: values.class,
    reason: values.reason.trim(),
    knownAt: `${values.knownAt}:00+08:00`
  })
  if (!body.success) {
    const fields = body.error.issues.map(({ path }) => [String(path[0]), say('deskMissing')] as const)
    return sendForm(request, reply, values, Object.fromEntries(fields), 422)
  }
  const chunks = Array.from({ length: Math.ceil(lots.length / LOTS_AT_ONCE) }, (_, i) =>
    lots.slice(i * LOTS_AT_ONCE, (i + 1) * LOTS_AT_ONCE)
  )
  for (const lots of chunks) {
    // The same again is the same again; what was refused, mended, is another, and so is what is left of it.
    const words = { ...values, lots }
    const id = bodyHashOf('recall', words).toString('hex')
    const recorded = await record(services, person, recalling({ ...body.data, lots }), { id, words })
    if (recorded.is === 'refused') return sendForm(request, reply, values, { '': recorded.text }, 422)
  }
  await services.people.audited(person, 'recall.open', values.number, { lot: values.lot, lots: lots.length })
  return reply.redirect(`/desk/goods/${ref.data.gtin}/${encodeURIComponent(ref.data.lot)}`, 303)
}

/** The lot, and what was made of it that is the party's to recall: of its making, or of its product. */
async function recallable({ pool, states }: Services, { party }: Person, ref: LotRef): Promise<LotRef[]> {
  const json = await forwardJson(pool, ref)
  if (json === null) throw new HttpProblem('NOT_FOUND')
  const { lots } = JSON.parse(json) as { lots: (LotRef & { maker: string; recall: string | null })[] }
  const owners = new Map(
    await Promise.all(
      [...new Set(lots.map(({ gtin }) => gtin))].map(
        async gtin => [gtin, (await states.get(productKey(gtin)))?.owner] as const
      )
    )
  )
  const isIt = ({ gtin, lot }: LotRef) => gtin === ref.gtin && lot === ref.lot
  return lots
    .filter(lot => isIt(lot) || (lot.recall === null && (lot.maker === party || owners.get(lot.gtin) === party)))
    .map(({ gtin, lot }) => ({ gtin, lot }))
}

type Errors = Readonly<Record<string, Text>>

function sendForm(
  request: FastifyRequest,
  reply: FastifyReply,
  values: Values,
  errors: Errors,
  status = 200
): FastifyReply {
  const children = (
    <form class="card" method="post" action="/desk/recall" novalidate>
      <h1>
        <Say text={say('deskRecall')} />
      </h1>
      <p class="verdict note">
        <Say text={say('deskRecallHelp')} />
      </p>
      {errors[''] && (
        <p class="verdict bad" role="alert">
          <Say text={errors['']} />
        </p>
      )}
      <Line name="lot" label={say('deskRecallLots')} values={values} errors={errors} />
      <fieldset class="choices">
        <legend>
          <Say text={say('deskRecallClass')} />
        </legend>
        {Object.entries(CLASSES).map(([value, text]) => (
          <label>
            <input type="radio" name="class" value={value} checked={values.class === value} />
            <span>
              <Say text={text} />
            </span>
          </label>
        ))}
      </fieldset>
      <Line
        name="reason"
        label={say('deskRecallReason')}
        hint={say('deskRecallReasonHint')}
        values={values}
        errors={errors}
      />
      <Line name="knownAt" type="datetime-local" label={say('deskRecallKnown')} values={values} errors={errors} />
      <Line name="number" label={say('recallNumber')} values={values} errors={errors} />
      <div class="actions">
        <button type="submit" class="danger">
          <Say text={say('deskRecallButton')} />
        </button>
      </div>
    </form>
  )
  return sendAppPage(
    reply,
    { title: say('deskRecall').zh, area: 'desk', section: 'goods', person: request.person, children },
    status
  )
}

interface LineParts {
  name: keyof Values
  label: Text
  hint?: Text
  type?: string
  values: Values
  errors: Errors
}

const Line = ({ name, label, hint, type = 'text', values, errors }: LineParts) => {
  const described = [hint && `${name}-hint`, errors[name] && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={name}>
        <Say text={label} />
      </label>
      <input
        id={name}
        name={name}
        type={type}
        value={values[name]}
        aria-describedby={described || undefined}
        aria-invalid={errors[name] ? 'true' : undefined}
      />
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          <Say text={hint} />
        </p>
      )}
      {errors[name] && (
        <p class="error" id={`${name}-error`} role="alert">
          <Say text={errors[name]!} />
        </p>
      )}
    </div>
  )
}
