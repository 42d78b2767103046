/** Authorisation over HTTP: every route, by everybody. A route without an entry in the matrix fails. */
import t from 'tap'
import { until } from '../../network/wait.js'
import { createApiKey } from '../../src/core/identity/api-keys.js'
import { PERSON_ROLES } from '../../src/core/identity/person.js'
import { Season } from '../http/season.js'
import { logIn } from '../support/people.js'
import { BASE, PARTIES, REGULATOR } from '../support/world.js'
import { type Caller, callersOf, verdictOf } from './callers.js'
import { matrixOf } from './matrix.js'
import { addressOf, nameOf, routesOf } from './routes.js'
import { type Case, stageOf } from './stage.js'

const season = await Season.start()
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(300_000)
await season.live()
const callers = await callersOf(season, 300)
const matrix = matrixOf(await stageOf(season))
const routes = await routesOf(service)
const revoked = await createApiKey(service.pool, BASE, 'revoked')
await service.pool.query(`update core_own.api_key set revoked_at = now() where label = 'revoked'`)
const ofParties = PERSON_ROLES.filter(role => role !== 'administrator' && role !== 'regulator')
const people = await Promise.all([
  logIn(service, { party: PARTIES.grower.uscc, roles: ofParties }),
  logIn(service, { party: REGULATOR, roles: ['regulator'] }),
  ...[BASE, REGULATOR].map(party => logIn(service, { party, roles: ['administrator'] }))
])

/** Asks a route by its name; where it takes a body, with one that is none. */
function ask(name: string, headers: Record<string, string> = {}) {
  const [method, url] = name.split(' ') as [string, string]
  return method === 'POST'
    ? service.post(addressOf(url), '{"no":', headers)
    : service.ask(method, addressOf(url), headers)
}

/** The documentation's own pages and files. */
const isOfDocs = (url: string) => url.startsWith('/docs')

t.test('every route has its entry, and every entry its route', async t => {
  const named = routes.filter(({ url }) => !isOfDocs(url)).map(nameOf)
  t.same([...new Set(named)].sort(), Object.keys(matrix).sort())
})

t.test('what is public asks nobody who he is', async t => {
  for (const [name, entry] of Object.entries(matrix)) {
    if (entry !== 'public') continue
    const { status } = await ask(name)
    t.ok([200, 400, 404].includes(status), `${name} ${status}`)
  }
})

t.test('without a good API key nothing is told or done, whatever the body', async t => {
  const credentials = {
    none: {},
    'an empty one': { authorization: 'Bearer ' },
    'one of another scheme': { authorization: `Basic ${callers[0]!.apiKey}` },
    'one that nobody made': { authorization: `Bearer sk_${'A'.repeat(43)}` },
    'a revoked one': { authorization: `Bearer ${revoked}` }
  }
  for (const [name, entry] of Object.entries(matrix)) {
    if (entry === 'public' || entry === 'stranger' || (typeof entry !== 'string' && 'cases' in entry && entry.signed))
      continue
    for (const [what, headers] of Object.entries(credentials)) {
      t.match(await ask(name, headers), { status: 401, body: { code: 'NOT_AUTHENTICATED' } }, `${name} with ${what}`)
    }
  }
})

t.test('every insider reads what insiders read', async t => {
  for (const [name, entry] of Object.entries(matrix)) {
    if (entry !== 'insiders') continue
    for (const { name: who, apiKey } of callers) {
      const { status } = await ask(name, { authorization: `Bearer ${apiKey}` })
      t.ok([200, 204, 404].includes(status), `${who}: ${name} ${status}`)
    }
  }
})

t.test('auditors read whole blocks, and nobody else', async t => {
  for (const [name, entry] of Object.entries(matrix)) {
    if (entry !== 'auditors') continue
    for (const { name: who, apiKey } of callers) {
      const answer = await service.get(addressOf(name.slice('GET '.length)), { authorization: `Bearer ${apiKey}` })
      const may = who === REGULATOR || who === 'inspector'
      if (may) t.ok(answer.status === 200 || answer.status === 404, `${who}: ${name} ${answer.status}`)
      else t.match(answer, { body: { code: 'NOT_ALLOWED' } }, `${who}: ${name}`)
    }
  }
})

async function asked(url: string, { body, succeeds }: Case, caller: Caller, signed: boolean): Promise<string> {
  const headers = { prefer: 'handling=strict' }
  const answer = await (signed
    ? service.post(url, body(caller), headers)
    : service.as(caller.apiKey, addressOf(url), body(caller), headers))
  const verdict = verdictOf(answer)
  return verdict === 'may' && succeeds && answer.status !== 201 ? `not ${JSON.stringify(answer.body)}` : verdict
}

for (const [name, entry] of Object.entries(matrix)) {
  if (typeof entry === 'string' || !('cases' in entry)) continue
  const url = name.slice('POST '.length)
  for (const one of entry.cases) {
    t.test(`${name} ${one.about}`, async t => {
      const mayAsk = callers.filter(({ author }) => !entry.signed || author)
      const isGranted = ({ name }: Caller) => one.may.includes(name)
      const tries = async (caller: Caller) => {
        const others = typeof one.others === 'string' ? one.others : one.others(caller)
        const heard = await asked(url, one, caller, entry.signed ?? false)
        t.equal(heard, isGranted(caller) ? 'may' : others, caller.name)
      }
      await Promise.all(mayAsk.filter(caller => !isGranted(caller)).map(tries))
      // Those who may come last, in turn: what they change would be in the way of what the others hear.
      for (const caller of mayAsk.filter(isGranted)) await tries(caller)
    })
  }
}

t.test('who is logged in is let to what his roles are for, and to nothing else', async t => {
  for (const [name, entry] of Object.entries(matrix)) {
    if (entry !== 'person' && (typeof entry === 'string' || !('roles' in entry))) continue
    for (const { headers, roles } of people) {
      // To log out would be the end of this.
      if (name === 'POST /account/logout' || name.startsWith('POST /account/sessions/')) continue
      const may = entry === 'person' || entry.roles.some(role => roles.includes(role))
      const { status, body } = await ask(name, headers)
      if (may) t.notOk(status === 401 || body.code === 'NOT_ALLOWED', `${name} ${status}`)
      else t.match({ status, body }, { status: 403, body: { code: 'NOT_ALLOWED' } }, name)
    }
  }
})

t.test('a key that is taken back stays good for seconds at the most', async t => {
  const { apiKey, name } = callers.at(-1)!
  await service.pool.query('update core_own.api_key set revoked_at = now() where label = $1', [name])
  const lots = () => service.get('/api/trace/lots', { authorization: `Bearer ${apiKey}` })
  t.equal(
    await until('it is refused', 10_000, async () => {
      const { status } = await lots()
      return status === 200 ? undefined : status
    }),
    401
  )
})
