/** Several gateways over one Postgres and one network: a command counts once whoever gets it, and none dies with a gateway. */
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '@suyuan/model/core/command'
import t, { type Test } from 'tap'
import { until } from '../../network/wait.js'
import * as events from '../support/events.js'
import { type Gateway, startGateway } from '../support/gateway.js'
import { all, Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS, RETAIL } from '../support/world.js'

const FAIL_OVER_MS = 5000

t.setTimeout(300_000)
const service = await Service.start()
const authors = await service.populate()
const started: Gateway[] = []
t.teardown(async () => {
  for (const gateway of started) await gateway.end('SIGTERM')
  await service.stop()
})
const start = async (settings: Record<string, string> = {}) => {
  const gateway = await startGateway(service, settings)
  started.push(gateway)
  return gateway
}
const one = await start()
const two = await start()

const devices = Array.from(
  { length: 10 },
  (_, i) => new Author(PARTIES.grower.uscc, BASE, service.ledger, signingKey(`phone ${i}`))
)
await all(devices.map(({ registration }) => service.administer(BASE, 'keys', registration)))

let made = 0
const harvest = (): Command => {
  const goods = events.grams({ gtin: PRODUCTS.leaf.gtin, lot: `G${made++}` }, 1000)
  return devices[made % devices.length]!.capture(
    events.harvest({ base: PLACES.garden.gln, plot: PLACES.plot.gln, goods })
  )
}

async function send({ url }: Gateway, command: Command, prefer = 'handling=strict') {
  const response = await fetch(`${url}/api/trace/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer },
    body: JSON.stringify(command)
  })
  return { status: response.status, body: (await response.json()) as { transaction?: string; code?: string } }
}

const outcomesOf = async (commands: readonly Command[]): Promise<string[]> => {
  const { rows } = await service.pool.query<{ status: string }>(
    'select status from command where command_id = any($1)',
    [commands.map(({ id }) => id)]
  )
  return rows.map(({ status }) => status).filter(status => status !== 'repeated')
}

/** Has a gateway acknowledge commands that no orderer takes until `order` is called. */
async function takenWithoutOrder(t: Test, gateway: Gateway): Promise<{ commands: Command[]; order: () => void }> {
  const { supervisor, topology } = service.network
  const signal = (what: NodeJS.Signals) => {
    for (const { orderer } of topology.organisations) supervisor.kill(orderer.name, what)
  }
  signal('SIGSTOP')
  const commands = Array.from({ length: 28 }, harvest)
  const taken = await Promise.all(commands.map(command => send(gateway, command, 'respond-async, handling=strict')))
  t.same(new Set(taken.map(({ status }) => status)), new Set([202]))
  return { commands, order: () => signal('SIGCONT') }
}

/** Waits until all that was acknowledged is on the ledger; then it is there once. */
async function allOnce(t: Test, commands: readonly Command[]): Promise<void> {
  await until('all that was acknowledged is on the ledger', 30_000, async () => {
    const outcomes = await outcomesOf(commands)
    return outcomes.length >= commands.length || undefined
  })
  t.same(
    await outcomesOf(commands),
    commands.map(() => 'accepted'),
    'each once'
  )
}

t.test('one writes the mirror, and all show it', async t => {
  t.notOk((await one.leads()) && (await two.leads()))
  t.equal((await send(one, harvest())).status, 201)
  t.equal((await send(two, harvest())).status, 201)
})

t.test('the same command sent to both at once counts once, and both are told so', async t => {
  const commands = Array.from({ length: 30 }, harvest)
  const answers = await Promise.all(commands.flatMap(command => [send(one, command), send(two, command)]))
  t.same(new Set(answers.map(({ status }) => status)), new Set([201]))
  t.equal(new Set(answers.map(({ body }) => body.transaction)).size <= commands.length, true)
  t.same(
    await outcomesOf(commands),
    commands.map(() => 'accepted')
  )
})

t.test('one Idempotency-Key at both is one command', async t => {
  const { body: client } = await service.administer(BASE, 'clients', { party: PARTIES.cooperative.uscc, label: 'test' })
  const ask = async ({ url }: Gateway) => {
    const response = await fetch(`${url}/api/core/places`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${client.apiKey}`, 'idempotency-key': 'k' },
      body: JSON.stringify({
        gln: PLACES.bench.gln.replace(/.$/, '0'),
        name: { zh: '仓', en: 'store' },
        kind: 'warehouse',
        region: '441621'
      })
    })
    return (await response.json()) as { id: string }
  }
  const answers = await Promise.all([one, two, one, two].map(ask))
  t.equal(new Set(answers.map(({ id }) => id)).size, 1)
})

t.test('entries on one lot through both all get their outcome', async t => {
  const lot = { gtin: PRODUCTS.leaf.gtin, lot: 'CONTENDED' }
  const { grower } = authors
  const picked = grower.capture(
    events.harvest({ base: PLACES.garden.gln, plot: PLACES.plot.gln, goods: events.grams(lot, 40_000) })
  )
  t.equal((await send(one, picked)).status, 201)
  const parts = Array.from({ length: 40 }, (_, i) =>
    devices[i % devices.length]!.capture(
      events.destroying({ place: PLACES.garden.gln, goods: [events.grams(lot, 1000)] })
    )
  )
  const answers = await Promise.all(parts.map((part, i) => send(i % 2 ? one : two, part)))
  t.same(new Set(answers.map(({ status }) => status)), new Set([201]), 'forty times a fortieth')
  const more = await send(
    one,
    grower.capture(events.destroying({ place: PLACES.garden.gln, goods: [events.grams(lot, 1)] }))
  )
  t.equal(more.body.code, 'STOCK_SHORT')
})

t.test('what the dead one had acknowledged, and the mirror, another takes over', async t => {
  await service.network.supervisor.stop('gateway')
  await until('one of the two leads', FAIL_OVER_MS, async () => (await one.leads()) || (await two.leads()) || undefined)
  const [leader, other] = (await one.leads()) ? [one, two] : [two, one]
  const commands = Array.from({ length: 60 }, harvest)
  const taken = await Promise.all(commands.map(command => send(leader, command, 'respond-async, handling=strict')))
  t.same(new Set(taken.map(({ status }) => status)), new Set([202]))
  await leader.end('SIGKILL')
  const killed = performance.now()
  await until('the other leads', FAIL_OVER_MS, async () => (await other.leads()) || undefined)
  const answer = await send(other, harvest())
  t.equal(answer.status, 201)
  t.ok(performance.now() - killed < FAIL_OVER_MS, `fail-over in ${Math.round(performance.now() - killed)} ms`)
  await allOnce(t, commands)
  await until('nothing is left open', 30_000, async () => {
    const { rows } = await service.pool.query(`select from core_own.intake where state not in ('done', 'fault')`)
    return rows.length === 0 || undefined
  })
})

t.test('what a gateway took after another had struck it off is gone on with when it dies', async t => {
  const doomed = await start()
  const { commands, order } = await takenWithoutOrder(t, doomed)
  const ids = commands.map(({ id }) => id)
  const { rowCount } = await service.pool.query(
    'delete from core_own.gateway where id in (select gateway from core_own.intake where command_id = any($1))',
    [ids]
  )
  t.equal(rowCount, 1)
  await doomed.end('SIGKILL')
  order()
  await allOnce(t, commands)
})

t.test('a frozen gateway keeps neither the mirror nor what it took, and goes on when it is thawed', async t => {
  await start()
  const running = started.filter(({ process }) => process.exitCode === null && process.signalCode === null)
  const leader = await until('one leads', FAIL_OVER_MS, async () => {
    for (const gateway of running) if (await gateway.leads()) return gateway
    return undefined
  })
  const other = running.find(gateway => gateway !== leader)!
  const { commands, order } = await takenWithoutOrder(t, leader)
  leader.process.kill('SIGSTOP')
  try {
    order()
    t.equal((await send(other, harvest())).status, 201, 'another writes the mirror')
    await allOnce(t, commands)
  } finally {
    leader.process.kill('SIGCONT')
  }
  await until('it is ready', 30_000, async () => (await fetch(`${leader.url}/readyz`)).ok || undefined)
  t.equal((await send(leader, harvest())).status, 201)
  t.equal(await leader.leads(), false)
  await allOnce(t, commands)
})

t.test('a gateway whose log takes nothing serves all the same', { skip: !existsSync('/dev/full') }, async t => {
  const full = openSync('/dev/full', 'w')
  const mute = await startGateway(service, { LOG_LEVEL: 'trace' }, undefined, full)
  closeSync(full)
  started.push(mute)
  t.equal((await send(mute, harvest())).status, 201)
  t.equal((await fetch(`${mute.url}/api/trace/lots/nothing/there`)).status, 400)
  t.equal(mute.process.exitCode, null)
})

t.test("a gateway with one organisation's identity serves its writers and everybody's readers", async t => {
  const home = service.network.topology.home
  const profile = JSON.parse(readFileSync(join(home, 'connection.json'), 'utf8'))
  for (const organisation of profile.organisations) {
    if (organisation.mspId === BASE) continue
    delete organisation.client
    delete organisation.admin
  }
  const path = join(home, 'base-only.json')
  writeFileSync(path, JSON.stringify(profile), { mode: 0o600 })
  const base = await start({ SUYUAN_PROFILE: path })
  t.equal((await send(base, harvest())).status, 201)
  const { organisation } = PARTIES.supermarket
  t.equal(organisation, RETAIL)
  const foreign = authors.supermarket.capture(
    events.destroying({ place: PLACES.outlet.gln, goods: [events.grams({ gtin: PRODUCTS.leaf.gtin, lot: 'G0' }, 1)] })
  )
  t.match(await send(base, foreign), { body: { code: 'NOT_SERVED_HERE' } })
  t.equal((await fetch(`${base.url}/api/trace/lots/${PRODUCTS.leaf.gtin}/CONTENDED`)).status, 200)
})
