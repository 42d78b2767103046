import { partyKey } from '@suyuan/model/core/records'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type ApiKey, listApiKeys, revokeApiKey } from '../../core/identity/api-keys.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { minuteOf } from '../../core/web/clock.js'
import { Deed, Input, type Option, Problem, Select } from '../../core/web/fields.js'
import { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { codePage, refuse } from './invite.js'
import { type PartyName, partiesOf } from './parties.js'

const page = { hide: true } as const

interface KeysParts {
  keys: readonly ApiKey[]
  parties: readonly PartyName[]
  form: Form
}

const Keys = ({ keys, parties, form }: KeysParts) => (
  <>
    <h1>
      <Say text={say('keysTitle')} />
    </h1>
    <p>
      <Say text={say('keysHelp')} />
    </p>
    <Problem form={form} />
    <form method="post" action="/account/keys" class="card stack">
      <h2>
        <Say text={say('keyNew')} />
      </h2>
      <Select
        form={form}
        name="party"
        label={say('keyParty')}
        options={parties.map(({ id, name }): Option => [id, untranslated(name.zh)])}
      />
      <Input form={form} name="label" label={say('keyLabel')} hint={say('keyLabelHint')} maxlength={60} />
      <button type="submit" class="button">
        <Say text={say('keyMake')} />
      </button>
    </form>
    <section class="card">
      <h2>
        <Say text={say('keysList')} />
      </h2>
      {keys.length === 0 && (
        <p class="empty">
          <Say text={say('keysNone')} />
        </p>
      )}
      <ul class="rows">
        {keys.map(({ hash, party, label, createdAt, revokedAt }) => (
          <li>
            <strong>
              {label}{' '}
              {revokedAt && (
                <span class="mark bad">
                  <Say text={say('deviceRevoked')} />
                </span>
              )}
            </strong>
            <span class="note">
              {parties.find(({ id }) => id === party)?.name.zh ?? party} · {minuteOf(createdAt)}
            </span>
            {!revokedAt && <Deed action="/account/keys/revoke" fields={{ hash }} text={say('keyRevoke')} />}
          </li>
        ))}
      </ul>
    </section>
  </>
)

const NewKey = ({ label, apiKey }: { label: string; apiKey: string }) => (
  <>
    <h1>
      <Say text={say('keyShown', { label })} />
    </h1>
    <section class="card">
      <p class="mono">{apiKey}</p>
      <p class="note">
        <Say text={say('shownOnce')} />
      </p>
    </section>
    <p class="actions">
      <a class="button secondary" href="/account/keys">
        <Say text={say('peopleBack')} />
      </a>
    </p>
  </>
)

/** /account/keys: programs that write in a party's name, by keys that an administrator gives and takes back. */
export const keys =
  ({ people, clients, pool, states, waits }: Services): FastifyPluginAsync =>
  async app => {
    const proven = [people.required('administrator'), people.recently()]

    async function send(request: FastifyRequest, reply: FastifyReply, form: Form, status = 200) {
      const person = request.person!
      const [list, parties] = await Promise.all([listApiKeys(pool, person), partiesOf(pool, person.organisation)])
      const children = <Keys keys={list} parties={parties.slice(1)} form={form} />
      return sendAppPage(
        reply,
        { title: say('keysTitle').zh, area: 'account', section: 'keys', person, children },
        status
      )
    }

    app.get('/account/keys', { onRequest: proven, schema: page }, (request, reply) => send(request, reply, new Form()))

    app.post('/account/keys', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const { organisation } = person
      const form = Form.of(request.body)
      const label = form.read('label', text => (text !== '' && text.length <= 60 ? text : null), say('nameMissing'))
      const party = form.raw('party')
      const record = await states.get(partyKey(party))
      if (record?.organisation !== organisation) form.errors.party = say('partyMissing')
      if (form.failed) return send(request, reply, form, 422)
      refuse(await clients.register(organisation, party, label, { ...waits, inputWait: 0 }))
      const { apiKey } = await clients.open(organisation, party, label)
      await people.audited(person, 'key.open', party, { party, label })
      return codePage(request, reply, <NewKey label={label} apiKey={apiKey} />)
    })

    app.post('/account/keys/revoke', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const hash = Form.of(request.body).typed('hash')
      const party = /^[0-9a-f]{64}$/.test(hash) ? await revokeApiKey(pool, person, hash) : null
      if (!party) throw new HttpProblem('NOT_FOUND')
      await people.audited(person, 'key.revoke', party, { fingerprint: hash.slice(0, 16) })
      return reply.redirect('/account/keys', 303)
    })
  }
