import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync } from 'fastify'
import { type Held, heldAbout } from '../../core/identity/held.js'
import type { Person } from '../../core/identity/person.js'
import { partyNameOf } from '../../core/ledger/states.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { minuteOf } from '../../core/web/clock.js'
import { Deed } from '../../core/web/fields.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { Identity } from './identity.js'

const page = { hide: true } as const

interface DataParts {
  person: Person
  party: Text
  held: Held
}

const Data = (parts: DataParts) => (
  <>
    <h1>
      <Say text={say('heldAboutTitle')} />
    </h1>
    <p>
      <Say text={say('heldHelp')} />
    </p>
    <div class="grid">
      <Who {...parts} />
      <Ways {...parts} />
      <Doings {...parts} />
    </div>
    <Erasure {...parts} />
  </>
)

const Who = ({ person, party, held: { account } }: DataParts) => (
  <section class="card">
    <dl>
      <Identity name={account.name} login={account.login} party={party} roles={person.roles} />
      <Row name={say('memberSince')}>{minuteOf(account.createdAt)}</Row>
      <Row name={say('heldNumber')}>
        <span class="mono">{account.account}</span>
      </Row>
    </dl>
  </section>
)

const Item = ({ text }: { text: Text }) => (
  <li>
    <Say text={text} />
  </li>
)

const Ways = ({ held: { account, passkeys, identities, sessions } }: DataParts) => (
  <section class="card">
    <h2>
      <Say text={say('heldWays')} />
    </h2>
    <ul>
      {passkeys.map(({ label, createdAt }) => (
        <li>
          {String(label)} <Say text={say('passkeyMade', { when: minuteOf(createdAt as Date) })} />
        </li>
      ))}
      {account.hasPassword && <Item text={say('heldPassword')} />}
      {identities.map(({ issuer }) => (
        <Item text={say('heldIdentity', { issuer: String(issuer) })} />
      ))}
      <Item text={say('heldSessions', { count: sessions.length })} />
    </ul>
    <p class="actions">
      <a class="button" href="/account/data/export" download>
        <Say text={say('heldDownload')} />
      </a>
    </p>
    <p class="note">
      <Say text={say('heldMore')} />
    </p>
  </section>
)

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)

const Doings = ({ held: { devices, notes, acts, traces, entries } }: DataParts) => (
  <section class="card">
    <h2>
      <Say text={say('heldDoings')} />
    </h2>
    <ul>
      <Item text={say('heldDevices', { count: devices.length })} />
      <Item text={say('heldEntries', { count: sum(entries.map(each => each.entries)) })} />
      <Item text={say('heldNotes', { count: notes.length })} />
      <Item text={say('heldTraces', { count: sum(Object.values(traces)) })} />
      <Item text={say('heldActs', { count: acts.length })} />
    </ul>
  </section>
)

const Erasure = ({ held: { account } }: DataParts) => (
  <section class="card">
    <h2>
      <Say text={say('eraseTitle')} />
    </h2>
    {(['eraseGoes', 'eraseStays', 'eraseWho'] as const).map(name => (
      <p>
        <Say text={say(name)} />
      </p>
    ))}
    {account.erasureAskedAt ? (
      <>
        <p class="banner amber" role="status">
          <Say text={say('eraseAsked', { when: minuteOf(account.erasureAskedAt) })} />
        </p>
        <Deed action="/account/data/erasure/withdraw" text={say('eraseTakeBack')} />
      </>
    ) : (
      <Deed action="/account/data/erasure" kind="danger" text={say('eraseAsk')} />
    )}
  </section>
)

/** /account/data: what is kept about somebody, to see and to take away; and the wish that it be erased. */
export const data =
  ({ people, pool, states }: Services): FastifyPluginAsync =>
  async app => {
    const own = [people.required()]
    const proven = [people.required(), people.recently()]

    app.get('/account/data', { onRequest: own, schema: page }, async (request, reply) => {
      const person = request.person!
      const [held, party] = await Promise.all([heldAbout(pool, person), partyNameOf(states, person.party)])
      const children = <Data person={person} party={party} held={held} />
      return sendAppPage(reply, { title: say('heldAboutTitle').zh, area: 'account', section: 'data', person, children })
    })

    app.get('/account/data/export', { onRequest: own, schema: page }, async (request, reply) => {
      const person = request.person!
      await people.audited(person, 'data.export', person.account)
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="suyuan-my-data.json"')
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(await heldAbout(pool, person), null, 2))
    })

    for (const [path, act, wanted] of [
      ['/account/data/erasure', 'erasure.ask', true],
      ['/account/data/erasure/withdraw', 'erasure.withdraw', false]
    ] as const)
      app.post(path, { onRequest: proven, schema: page }, async (request, reply) => {
        const person = request.person!
        await people.accounts.askErasure(person, wanted)
        await people.audited(person, act, person.account)
        return reply.redirect('/account/data', 303)
      })
  }
