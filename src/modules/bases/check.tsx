import { ASPECT_NAMES, ASPECTS, baseKey } from '@suyuan/model/bases/states'
import { placeKey } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { attemptOf } from '../../core/matters/acting.js'
import { productsOf } from '../../core/mirror/registers.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { today } from '../../core/web/clock.js'
import { Choices, Input, type Option, Problem, Select, Submit } from '../../core/web/fields.js'
import { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { entered } from './entering.js'

const RESULTS: readonly Option[] = [
  ['yes', say('basesConforms')],
  ['no', say('basesFailsTo')]
]

/** The products of the base's party that come in packs, by number. */
const packsOf = async ({ pool }: Services, party: string): Promise<Option[]> =>
  (await productsOf(pool, '', party))
    .filter(({ unit }) => unit === 'piece')
    .map(({ gtin, name }) => [gtin, name] as const)

/** The base that the address names. @throws HttpProblem NOT_FOUND */
async function baseOf(
  { states }: Services,
  request: FastifyRequest
): Promise<{ id: string; party: string; name: Text }> {
  const { id } = request.params as { id: string }
  const [base, place] = await Promise.all([states.get(baseKey(id)), states.get(placeKey(id))])
  if (!base || !place) throw new HttpProblem('NOT_FOUND')
  return { id, party: base.party, name: place.name }
}

/** The form in which one of the four unifications is recorded as checked. */
export async function checkPage(services: Services, request: FastifyRequest, reply: FastifyReply, form: Form) {
  const base = await baseOf(services, request)
  const children = (
    <section class="card">
      <h1>
        <Say text={say('basesCheck')} />
      </h1>
      <p class="note">
        <Say text={base.name} />
      </p>
      <Problem form={form} />
      <form method="post" action={`/audit/bases/${base.id}/checks`}>
        <input type="hidden" name="attempt" value={attemptOf(form)} />
        <Select form={form} name="gtin" label={say('productTitle')} options={await packsOf(services, base.party)} />
        <Choices
          form={form}
          name="aspect"
          label={say('basesAspect')}
          options={ASPECT_NAMES.map((aspect): Option => [aspect, ASPECTS[aspect]])}
        />
        <Choices form={form} name="result" label={say('basesResult')} options={RESULTS} />
        <Input form={form} name="checkedOn" label={say('basesCheckedOn')} type="date" value={today()} />
        <Input form={form} name="expires" label={say('basesExpires')} type="date" />
        <Input form={form} name="document" label={say('basesDocument')} maxlength={120} />
        <Submit text={say('basesSign')} />
      </form>
    </section>
  )
  const page = { title: say('basesCheck').zh, area: 'audit', section: 'programme', person: request.person } as const
  return sendAppPage(reply, { ...page, children }, form.failed ? 422 : 200)
}

export async function recordCheck(services: Services, request: FastifyRequest, reply: FastifyReply) {
  const base = await baseOf(services, request)
  const form = Form.of(request.body)
  const attempt = attemptOf(form)
  const gtins = (await packsOf(services, base.party)).map(([gtin]) => gtin)
  const check = {
    id: base.id,
    gtin: form.choice('gtin', gtins),
    aspect: form.choice('aspect', ASPECT_NAMES),
    conforms: form.choice('result', ['yes', 'no']) === 'yes',
    checkedOn: form.day('checkedOn'),
    expires: form.day('expires'),
    documents: [{ title: form.text('document', 120) }]
  }
  if (!form.failed && check.expires < check.checkedOn) form.errors.expires = say('toolsDay')
  if (form.failed || !(await entered(request, form, 'checkUnification', check, attempt)))
    return checkPage(services, request, reply, form)
  return reply.redirect(`/audit/bases/${base.id}`, 303)
}
