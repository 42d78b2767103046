/** What surrounds the trace: health that tells the truth, metrics, documents, errors, keys, limits. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { freePort } from '../../network/ports.js'
import { until } from '../../network/wait.js'
import { openPool } from '../../src/core/mirror/pool.js'
import { QuickReads } from '../../src/core/mirror/quick-reads.js'
import { problemOf } from '../../src/core/web/problem.js'
import * as events from '../support/events.js'
import { Service } from '../support/service.js'
import { BASE, PARTIES, PLACES, RETAIL } from '../support/world.js'
import { garden, grams, plot } from './season.js'

const service = await Service.start({ SUYUAN_RATE_LIMIT: '400', LOG_LEVEL: 'trace' })
t.teardown(() => service.stop())
t.setTimeout(300_000)
const { grower } = await service.populate()
const { supervisor } = service.network

t.test('healthy and ready', async t => {
  t.match(await service.get('/healthz'), { status: 200, body: { status: 'ok' } })
  t.match(await service.get('/readyz'), {
    status: 200,
    body: { status: 'ready', database: 'ok', mirror: { lag: Number } }
  })
})

t.test('metrics have the heights, the lag, batches and refusals by code', async t => {
  await service.send(
    grower.capture(events.harvest({ base: garden, plot: PLACES.hill.gln, goods: grams('leaf', 'M1', 1000) }))
  )
  const { body } = await service.get('/metrics')
  for (const name of [
    'suyuan_mirror_height',
    'suyuan_ledger_height',
    'suyuan_mirror_lag_blocks',
    'suyuan_flights',
    'suyuan_queue_commands'
  ])
    t.match(body, new RegExp(`^${name} \\d+$`, 'm'))
  t.match(body, /^suyuan_batch_commands_count\{organisation="BaseMSP",definition="open"\} [1-9]/m)
  t.match(body, /^suyuan_outcomes_total\{status="refused",code="PLACE_NOT_AUTHORS"\} 1$/m)
})

t.test('the OpenAPI document describes every route, with its answers', async t => {
  const { status, body } = await service.get('/openapi.json')
  t.equal(status, 200)
  t.equal(body.openapi, '3.1.0')
  for (const path of [
    '/api/trace/harvests',
    '/api/trace/commands',
    '/api/core/parties',
    '/api/core/commands/{key}/{id}'
  ])
    t.ok(body.paths[path], path)
  const answers = body.paths['/api/trace/harvests'].post.responses
  t.same(Object.keys(answers).sort(), ['201', '202', '4XX', '503'].sort())
  t.equal((await service.get('/docs/')).status, 200)
})

t.test('errors are problem documents in both languages, and name the field', async t => {
  const apiKey = service.administrators.get(BASE)!
  const problem = (code: string, status: number) => ({
    status,
    body: { code, status, detail: { zh: String, en: String }, requestId: String }
  })
  t.match(await service.as(apiKey, '/api/core/parties', '{"uscc":'), problem('REQUEST_INVALID', 400))
  t.match(await service.as(apiKey, '/api/core/parties', { uscc: 'nonsense', name: {}, roles: [] }), {
    ...problem('REQUEST_INVALID', 400),
    body: { field: /uscc/ }
  })
  t.match(await service.as(apiKey, '/api/core/parties', {}, { 'content-type': 'text/csv' }), problem('MEDIA_TYPE', 415))
  t.match(await announced(5_000_000), problem('TOO_LARGE', 413))
  t.match(await service.get('/api/nothing'), problem('NOT_FOUND', 404))
  const answer = await service.get('/api/nothing')
  t.equal(answer.headers.get('x-request-id'), answer.body.requestId)
})

/** The answer to a body of that length, read before any of it is sent. */
function announced(length: number): Promise<unknown> {
  return new Promise((fulfil, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': length,
      authorization: `Bearer ${service.administrators.get(BASE)}`
    }
    const sent = request(`${service.url}/api/core/parties`, { method: 'POST', headers }, async answer => {
      let text = ''
      for await (const chunk of answer) text += chunk
      fulfil({ status: answer.statusCode, body: JSON.parse(text) })
      sent.destroy()
    })
    sent.on('error', reject)
    sent.flushHeaders()
  })
}

t.test('what has no canonical form is refused, and harms nobody else', async t => {
  for (const text of ['\\u0000', '\\ud800']) {
    const command = JSON.stringify(grower.capture({ note: 'HERE' })).replace('HERE', text)
    const { status, body } = await service.post('/api/core/commands', command)
    t.equal(status, 400)
    t.match(body, { code: 'REQUEST_INVALID', field: 'payload.events.0.note' })
    const place = `{"name":{"zh":"${text}"}}`
    const asked = await service.as(service.administrators.get(BASE)!, '/api/core/places', place, {
      'idempotency-key': 'malformed'
    })
    t.match(asked, { status: 400, body: { code: 'REQUEST_INVALID', field: 'name.zh' } })
    const named = await service.as(service.administrators.get(BASE)!, '/api/core/places', `{"${text}":1}`)
    t.match(named, { status: 400, body: { code: 'REQUEST_INVALID' } })
  }
  t.match(await service.get('/api/trace/lots?product=%00'), { status: 400, body: { field: 'product' } })
  const deep = `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
  t.match(await service.as(service.administrators.get(BASE)!, '/api/core/places', deep), {
    status: 400,
    body: { code: 'REQUEST_INVALID', field: '(root)', facts: { problem: /32/ } }
  })
  t.equal((await service.get('/readyz')).status, 200)
})

t.test('keys', async t => {
  const party = { uscc: PARTIES.grower.uscc, name: { zh: '某', en: 'some' }, roles: [] }
  t.match(await service.post('/api/core/parties', party), { status: 401, body: { code: 'NOT_AUTHENTICATED' } })
  t.match(await service.as(`sk_${'A'.repeat(43)}`, '/api/core/parties', party), { status: 401 })
  const { body: client } = await service.administer(BASE, 'clients', { party: PARTIES.grower.uscc, label: 'test' })
  t.match(await service.as(client.apiKey, '/api/core/clients', { party: PARTIES.grower.uscc, label: 'x' }), {
    status: 403,
    body: { code: 'NOT_ALLOWED' }
  })
  t.match(await service.administer(RETAIL, 'clients', { party: PARTIES.grower.uscc, label: 'x' }), { status: 403 })
  const harvest = {
    place: garden,
    plot,
    gtin: grams('leaf', 'K1', 1).epcClass.split('/')[4],
    lot: 'K1',
    kilograms: 12.345
  }
  const facts = { cultivar: '紫金1号', season: 'spring', grade: '一芽二叶', households: 3 }
  t.match(await service.as(client.apiKey, '/api/trace/harvests', { ...harvest, ...facts }), {
    status: 201,
    body: { events: [/^urn:uuid:/] }
  })
  t.match(
    await service.get(`/api/core/keys/${client.key}`),
    { body: { custody: 'gateway', party: PARTIES.grower.uscc } },
    'every reader sees that the gateway signed'
  )
  await service.pool.query('update core_own.api_key set revoked_at = now() where party = $1', [PARTIES.grower.uscc])
  await until(
    'a revoked key is refused',
    20_000,
    async () => (await service.as(client.apiKey, '/api/trace/harvests', harvest)).status === 401 || undefined
  )
  const log = readFileSync(join(service.network.topology.paths.logs, 'gateway.log'), 'utf8')
  t.notMatch(log, client.apiKey, 'no key is in the log')
  t.notMatch(log, service.administrators.get(BASE)!)
})

t.test('a missing peer network is said, not hidden', async t => {
  const peers = ['base-peer', 'retail-peer', 'regulator-peer']
  for (const peer of peers) supervisor.kill(peer, 'SIGSTOP')
  // A signal may take effect a little after it was sent.
  const { body } = await until('it is not ready', 30_000, async () => {
    const answer = await service.get('/readyz')
    return answer.status === 503 ? answer : undefined
  })
  t.equal(body.ledger, 'no peer answers')
  t.equal((await service.get('/healthz')).status, 200, 'the process itself lives')
  for (const peer of peers) supervisor.kill(peer, 'SIGCONT')
  await until('it is ready again', 60_000, async () => (await service.get('/readyz')).status === 200 || undefined)
})

t.test('a missing Postgres is said, and passes', async t => {
  supervisor.kill('postgres', 'SIGKILL')
  await until('the service is back', 60_000, async () => {
    const { status, body } = await service.administer(BASE, 'places', { gln: garden })
    t.ok(status === 400 || status === 503, `${status} ${body.code}`)
    return (await service.get('/readyz')).status === 200 || undefined
  })
})

t.test('a connection that broke between two statements is no fault of ours', async t => {
  const db = await service.pool.connect()
  const broke = once(db, 'error')
  const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid')
  await service.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid])
  const [error] = (await broke) as [Error]
  const next = await db.query('select 1').catch((failure: Error) => failure)
  db.release(true)
  for (const each of [error, next as Error])
    t.match(problemOf(each, { id: '1' } as FastifyRequest), { status: 503, code: 'UNAVAILABLE' }, each.message)
})

t.test('questions that come together share two connections, and leave one that breaks', async t => {
  const { pool } = service
  const reads = new QuickReads(pool)
  const asked = () => reads.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' })
  const pids = (await Promise.all(Array.from({ length: 40 }, asked))).map(({ rows }) => rows[0]!.pid)
  t.equal(new Set(pids).size, 2)

  const sleeping = Array.from({ length: 4 }, () => reads.query({ text: 'select pg_sleep(60)' }))
  const ends = Promise.allSettled(sleeping)
  const { rows } = await until('both sleep', 10_000, async () => {
    const found = await pool.query<{ pid: number }>(`select pid from pg_stat_activity where query ~ '^select pg_sleep'`)
    return found.rows.length === 2 ? found : undefined
  })
  await pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [rows.map(({ pid }) => pid)])
  t.same([...new Set((await ends).map(({ status }) => status))], ['rejected'], 'who waited hears of it')
  const after = (await Promise.all(Array.from({ length: 4 }, asked))).map(({ rows }) => rows[0]!.pid)
  t.notOk(
    after.some(pid => rows.some(broken => broken.pid === pid)),
    'who comes then has another'
  )
  t.equal(pool.idleCount, pool.totalCount, 'none is kept')
})

t.test('where there is no Postgres, each who asks hears so', async t => {
  const nowhere = openPool(`postgres://127.0.0.1:${await freePort()}/none`, [])
  const reads = new QuickReads(nowhere)
  const answers = await Promise.allSettled(Array.from({ length: 4 }, () => reads.query({ text: 'select' })))
  for (const answer of answers) t.match(answer, { status: 'rejected', reason: { code: 'ECONNREFUSED' } })
  await nowhere.end()
})

t.test('who asks too much is asked to wait', async t => {
  const answers = await Promise.all(Array.from({ length: 450 }, () => service.get('/api/core/ledger')))
  const refused = answers.filter(({ status }) => status === 429)
  t.ok(refused.length > 0)
  t.match(refused[0]!.body, { code: 'TOO_MANY_REQUESTS' })
  t.ok(Number(refused[0]!.headers.get('retry-after')) > 0)
})
