/** What every answer tells a browser, over all routes that there are; and what no log, answer or open file tells anybody. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { until } from '../../network/wait.js'
import { VaultKey } from '../../src/core/identity/vault-key.js'
import { Season } from '../http/season.js'
import type { Answer } from '../support/service.js'
import { BASE, PARTIES } from '../support/world.js'
import { addressOf, nameOf, routesOf } from './routes.js'

const season = await Season.start({ LOG_LEVEL: 'trace', SUYUAN_ORIGIN: 'https://trace.example' })
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(300_000)
await season.live()
const { home, paths } = service.network.topology
const { uscc } = PARTIES.grower
const { apiKey } = (await service.administer(BASE, 'clients', { party: uscc, label: 'secrets' })).body as {
  apiKey: string
}
const routes = await routesOf(service)

const policyOf = ({ headers }: Answer) =>
  new Map(
    (headers.get('content-security-policy') ?? '').split(';').map(directive => {
      const [name, ...sources] = directive.trim().split(' ')
      return [name!, sources] as const
    })
  )

t.test('every answer of every route carries the headers that protect who reads it', async t => {
  for (const { method, url } of routes) {
    const address = addressOf(url).replace('*', 'nothing')
    const answers = [
      method === 'GET' ? await service.get(address) : await service.post(address, '{"no":'),
      method === 'GET'
        ? await service.get(address, { accept: 'application/json' })
        : await service.as(apiKey, address, {})
    ]
    for (const answer of answers) {
      const name = `${nameOf({ method, url })} ${answer.status}`
      const policy = policyOf(answer)
      t.same(policy.get('default-src'), ["'none'"], name)
      t.same(policy.get('frame-ancestors'), ["'none'"], name)
      t.equal(answer.headers.get('x-content-type-options'), 'nosniff', name)
      t.match(answer.headers.get('strict-transport-security'), /max-age=\d{7,}/, name)
      t.notOk(answer.headers.get('x-powered-by'), name)
      const isDocs = url.startsWith('/docs')
      // Codes are read by a program in WebAssembly; that alone is let in, and there alone.
      const forCamera = /^\/(desk|audit)(?![^/])/.test(url) ? ["'wasm-unsafe-eval'"] : []
      const all = [...policy.values()].flat().filter(source => !forCamera.includes(source))
      t.notOk(
        all.some(source => source === '*' || source.includes('unsafe-eval') || source === 'https:'),
        name
      )
      if (isDocs || url.startsWith('/api/')) continue
      t.notOk(
        all.some(source => source.includes('unsafe')),
        `${name}: nothing inline but what it names`
      )
      if (!/html/.test(answer.headers.get('content-type') ?? '')) continue
      t.same(policy.get('script-src'), ["'self'", ...forCamera], name)
      t.equal(answer.headers.get('referrer-policy'), 'same-origin', name)
      t.notMatch(answer.body, /<script(?![^>]* src=)|\son\w+=|\sstyle=/i, `${name}: and the page keeps to it`)
    }
  }
})

t.test('so do the answers that no route gives', async t => {
  for (const answer of [
    await service.get('/nothing'),
    await service.post('/api/core/places', 'x'.repeat(300_000)),
    await service.post('/api/core/nothing', {})
  ]) {
    t.ok(answer.status >= 400)
    t.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    t.same(policyOf(answer).get('default-src'), ["'none'"])
  }
})

/** Every file under the folder. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))

/** The lines of a PEM file that nobody else's has. */
const secretOf = (pem: string) => pem.replace(/-----[^\n]+-----|\n/g, '').slice(40, 120)

/** What must be nowhere but where it is kept, by what it is. */
async function secrets(): Promise<Map<string, string>> {
  const found = new Map<string, string>([['an API key', apiKey]])
  for (const [organisation, key] of service.administrators) found.set(`the API key of ${organisation}`, key)
  const vault = VaultKey.at(join(home, 'vault.key'))
  found.set('the vault key', readFileSync(join(home, 'vault.key'), 'utf8'))
  found.set("Postgres's password", new URL(service.databaseUrl).password)
  const { rows } = await service.pool.query<{ party: string; sealed: Buffer }>(
    'select party, sealed from core_own.signing_key'
  )
  for (const { party, sealed } of rows) found.set(`the signing key of ${party}`, secretOf(vault.open(sealed)))
  for (const path of filesIn(paths.crypto)) {
    const text = readFileSync(path, 'utf8')
    if (text.includes('PRIVATE KEY')) found.set(path, secretOf(text))
  }
  return found
}

t.test('no secret is in a log, whatever failed with it', async t => {
  const all = await secrets()
  t.ok(all.size > 30, `${all.size} secrets`)
  const bad = { authorization: `Bearer ${apiKey}x`, cookie: `session=${apiKey}` }
  await service.get(`/api/trace/lots?cursor=${apiKey}`, bad)
  await service.get(`/${apiKey}`, { authorization: apiKey })
  await service.as(apiKey, '/api/core/places', { gln: apiKey, [apiKey]: 1 })
  await service.as(apiKey, '/api/trace/captures', { events: [{ eventID: apiKey, type: apiKey, bizStep: apiKey }] })
  await service.as(apiKey, '/api/core/clients', { party: apiKey, label: apiKey })
  await service.as(apiKey, '/api/core/places', `{"${apiKey}":"${apiKey}`)
  // And what is our own fault, or Postgres's: its connections break under requests that carry a key.
  const { supervisor } = service.network
  supervisor.kill('postgres')
  const headers = { authorization: `Bearer ${service.administrators.get(BASE)}` }
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => service.get('/api/trace/lots', { authorization: `Bearer ${apiKey}` })),
    service.post('/api/core/clients', { party: uscc, label: apiKey }, headers)
  ])
  t.ok(
    answers.some(({ status }) => status === 503),
    'some failed'
  )
  await until('all is well again', 60_000, async () => (await service.get('/readyz')).status === 200 || undefined)
  const log = readFileSync(join(paths.logs, 'gateway.log'), 'utf8')
  t.match(log, /request failed/, 'and were told of in the log')
  for (const path of filesIn(paths.logs)) {
    const text = readFileSync(path, 'utf8')
    for (const [what, secret] of all) if (text.includes(secret)) t.fail(`${path} tells ${what}`)
  }
})

t.test('only their owner reads the files that hold a secret', async t => {
  const all = [...(await secrets()).values()]
  const holding = filesIn(home).filter(path => {
    const text = readFileSync(path, 'latin1').replaceAll('\n', '')
    return all.some(secret => text.includes(secret))
  })
  t.ok(holding.some(path => path.endsWith('vault.key')))
  for (const path of holding) t.equal(statSync(path).mode & 0o077, 0, path)
})
