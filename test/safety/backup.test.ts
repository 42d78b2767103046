/** Postgres is lost altogether: what is on the ledger is there again, and the rest too where there is a backup. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { until } from '../../network/wait.js'
import { backup } from '../../src/core/backup/backup.js'
import { garden, grams, lotOf, plot, Season } from '../http/season.js'
import { Client } from '../support/client.js'
import * as events from '../support/events.js'
import { type Gateway, startGateway } from '../support/gateway.js'
import { mirrorDigest } from '../support/mirror-digest.js'
import { logIn } from '../support/people.js'
import type { Answer } from '../support/service.js'
import { suyuanOn } from '../support/suyuan.js'
import { BASE, PARTIES, PRODUCTS } from '../support/world.js'

t.setTimeout(300_000)
const season = await Season.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
const { service } = season
const folder = mkdtempSync(join(tmpdir(), 'suyuan-backup-'))
let gateway: Gateway | undefined
t.teardown(async () => {
  await gateway?.end('SIGTERM')
  await service.stop()
  rmSync(folder, { recursive: true, force: true })
})
await season.make()

const file = join(folder, 'own.backup')
const suyuan = suyuanOn(service)

let url = service.url
const post = async (path: string, body: object, headers: Record<string, string>): Promise<Omit<Answer, 'headers'>> => {
  const sent = { 'content-type': 'application/json', ...headers }
  const response = await fetch(url + path, { method: 'POST', headers: sent, body: JSON.stringify(body) })
  return { status: response.status, body: await response.json() }
}
const client = await service.administer(BASE, 'clients', { party: PARTIES.grower.uscc, label: 'backup' })
const facts = { cultivar: '紫金1号', season: 'spring', grade: '一芽二叶', households: 12 }
const picked = (kilograms: number) => ({
  place: garden,
  plot,
  gtin: PRODUCTS.leaf.gtin,
  lot: 'B1',
  kilograms,
  ...facts
})
const ask = (kilograms: number) =>
  post('/api/trace/harvests', picked(kilograms), {
    authorization: `Bearer ${client.body.apiKey}`,
    'idempotency-key': 'first-picking'
  })
const administer = (label: string) =>
  post(
    '/api/core/clients',
    { party: PARTIES.grower.uscc, label },
    {
      authorization: `Bearer ${service.administrators.get(BASE)}`
    }
  )
const harvest = (lot: string) =>
  season.authors.grower.capture(events.harvest({ base: garden, plot, goods: grams('leaf', lot, 1000) }))
const send = (command: object, handling: string) =>
  post('/api/trace/commands', command, { prefer: `handling=${handling}` })
const stateOf = async (command: { key: string; id: string }) =>
  (await (await fetch(`${url}/api/core/commands/${command.key}/${command.id}`)).json()).state as string

const first = await ask(42)
const device = harvest('B2')
const waiting = season.authors.grower.capture(
  events.destroying({ place: garden, goods: [events.grams(lotOf('leaf', 'LATER'), 1000)] })
)
const statuses = [first.status, (await send(device, 'strict')).status, (await send(waiting, 'lenient')).status]
const growers = { authorization: `Bearer ${client.body.apiKey}` }
await post('/api/monitoring/registerSensor', { id: 'AIR-1', kind: 'humidity' }, growers)
const reading = { sensor: 'AIR-1', sequence: 7, at: new Date(Date.now() - 86_400_000).toISOString(), value: 55.5 }
await post('/api/monitoring/readings', { readings: [reading] }, growers)
const digest = await mirrorDigest(service.pool)
const height = (await service.get('/readyz')).body.mirror.height as number

/** Waits until the mirror has all blocks again; then it is what it was. */
async function isAgain(test: Pick<typeof t, 'same'>): Promise<void> {
  await until('the mirror is made', 60_000, async () => {
    const { rows } = await service.pool.query<{ block: number }>('select block from cursor')
    return rows[0]!.block === height || undefined
  })
  test.same(await mirrorDigest(service.pool), digest)
}

async function loseDatabase(): Promise<void> {
  const place = new URL(service.databaseUrl)
  place.pathname = '/postgres'
  const db = new pg.Client({ connectionString: place.href })
  await db.connect()
  await db.query('drop database suyuan with (force)')
  await db.query('create database suyuan')
  await db.end()
}

async function start(): Promise<void> {
  gateway = await startGateway(service, { SUYUAN_CHECKPOINT_SECONDS: '0' })
  url = gateway.url
}

const admin = new Client(service, await logIn(service, { party: BASE, roles: ['administrator'] }))
const { uscc: party } = PARTIES.grower
const erased = await logIn(service, { party, roles: ['operator'], login: 'wu', name: '吴某某' })

t.test('a backup is made while the gateway serves, and restored only when none does', async t => {
  t.same(statuses, [201, 201, 202])
  t.match(await suyuan('backup', file), { code: 0, out: /rows are in/ })
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.match(await suyuan('restore', file), { code: 1, err: /a gateway is running/ })
  t.equal((await admin.form(`/account/people/${erased.account}/erase`, { confirm: 'wu' })).status, 303)
})

t.test('without Postgres nothing is lost that was on the ledger', async t => {
  await service.network.supervisor.stop('gateway')
  await loseDatabase()
  await start()
  await isAgain(t)
  t.equal((await administer('x')).status, 401, 'keys of clients are gone')
  t.match(await send(device, 'strict'), { status: 201 }, 'a repetition is told of the first time')
  t.equal(await stateOf(device), 'accepted')
})

t.test('a file that is not whole, of another ledger or would replace something changes nothing', async t => {
  await gateway!.end('SIGTERM')
  gateway = undefined
  const bytes = readFileSync(file)
  const broken = join(folder, 'broken')
  for (const bad of [
    bytes.subarray(0, -9),
    Buffer.concat([bytes.subarray(0, 400), bytes.subarray(401)]),
    Buffer.from('x')
  ]) {
    writeFileSync(broken, bad)
    t.match(await suyuan('restore', broken, '--replace'), { code: 1, err: /not a whole backup/ })
  }
  await backup(service.databaseUrl, 'ab'.repeat(32), broken)
  t.match(await suyuan('restore', broken, '--replace'), { code: 1, err: /of another ledger/ })
  t.match(await suyuan('restore', file), { code: 1, err: /--replace/ })
})

t.test('after a restore keys, requests and waiting commands are as they were', async t => {
  t.match(await suyuan('restore', file, '--replace'), { code: 0 })
  await start()
  const again = await ask(42)
  t.equal(again.status, 201)
  t.same(again.body, first.body, 'the same request is the same command')
  t.match(await ask(43), { status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  t.equal((await administer('another')).status, 201, 'the gateway’s keys sign on where they were')
  t.equal(await stateOf(waiting), 'waiting')
  t.equal((await send(harvest('LATER'), 'strict')).status, 201)
  await until('it is done', 30_000, async () => (await stateOf(waiting)) === 'accepted' || undefined)
  const { rows } = await service.pool.query('select from command where command_id = $1', [waiting.id])
  t.equal(rows.length, 1)
  const { rows: readings } = await service.pool.query('select sensor, sequence, milli from core_own.reading')
  t.same(readings, [{ sensor: 'AIR-1', sequence: 7, milli: 55_500 }], 'only Postgres has what sensors said')
})

t.test('who was erased since the backup was made is erased again before anybody is served', async t => {
  const { rows } = await service.pool.query(
    'select name, login, erased_at is not null as erased from core_own.account where id = $1',
    [erased.account]
  )
  t.same(rows, [{ name: '', login: `erased-${erased.account}`, erased: true }])
  const { rows: sessions } = await service.pool.query('select from core_own.session')
  t.same(sessions, [], 'nobody is logged in by a backup')
})
