/** The line to Postgres breaks between a statement and its answer: what is stored goes on without anybody asking again. */
import type { Command } from '@suyuan/model/core/command'
import { pino } from 'pino'
import t from 'tap'
import { until } from '../../network/wait.js'
import { GATEWAY_LOCKS, Presence } from '../../src/core/ledger/presence.js'
import { CutLine } from '../support/cut-line.js'
import * as events from '../support/events.js'
import { startGateway } from '../support/gateway.js'
import { Service } from '../support/service.js'
import { PLACES, PRODUCTS } from '../support/world.js'

const LONG_MS = 30_000

t.setTimeout(240_000)
const service = await Service.start()
const { grower } = await service.populate()
const line = await CutLine.to(service.databaseUrl)
const gateway = await startGateway(service, { DATABASE_URL: line.url, SUYUAN_ANSWER_SECONDS: '1' })
// What it leaves is to be found by itself, not by another.
await service.network.supervisor.stop('gateway')
t.teardown(async () => {
  await gateway.end('SIGTERM')
  await line.close()
  await service.stop()
})

let made = 0
const lotOf = (number: number) => ({ gtin: PRODUCTS.leaf.gtin, lot: `U${number}` })
const harvest = (number = made++): Command =>
  grower.capture(
    events.harvest({ base: PLACES.garden.gln, plot: PLACES.plot.gln, goods: events.grams(lotOf(number), 1000) })
  )
const destruction = (number: number): Command =>
  grower.capture(events.destroying({ place: PLACES.garden.gln, goods: [events.grams(lotOf(number), 1000)] }))

async function send(command: Command, handling: 'strict' | 'lenient'): Promise<number> {
  const response = await fetch(`${gateway.url}/api/trace/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: `handling=${handling}` },
    body: JSON.stringify(command)
  })
  await response.arrayBuffer()
  return response.status
}

/** Ends of a command on the ledger, once it has one. */
const ends = (command: Command) =>
  until('the command has its end', LONG_MS, async () => {
    const { rows } = await service.pool.query<{ status: string }>('select status from command where command_id = $1', [
      command.id
    ])
    const told = rows.map(({ status }) => status).filter(status => status !== 'repeated')
    return told.length > 0 ? told : undefined
  })

async function stateOf(command: Command): Promise<string | undefined> {
  const { rows } = await service.pool.query<{ state: string }>(
    'select state from core_own.intake where command_id = $1',
    [command.id]
  )
  return rows[0]?.state
}

for (const words of ['insert into core_own.intake', 'insert into core_own.flight', `set state = 'done'`]) {
  t.test(`the answer to "${words}" is lost`, async t => {
    const command = harvest()
    const cut = line.cut('answer', words)
    await Promise.all([send(command, 'strict'), cut])
    t.same(await ends(command), ['accepted'])
    await until('it is done', LONG_MS, async () => (await stateOf(command)) === 'done' || undefined)
  })
}

t.test('a line that breaks in the midst of a transaction ends nobody', async t => {
  for (const words of ['update cursor set', 'insert into block']) {
    const command = harvest()
    const cut = line.cut('answer', words)
    await Promise.all([send(command, 'strict'), cut])
    t.same(await ends(command), ['accepted'])
  }
  t.same([gateway.process.exitCode, gateway.process.signalCode], [null, null])
})

t.test('the line breaks while a command that may wait is being weighed', async t => {
  const number = made++
  const command = destruction(number)
  const cut = line.cut('statement', 'trace/lot/')
  const [status] = await Promise.all([send(command, 'lenient'), cut])
  t.equal(status, 503)
  const known = await until('it waits', LONG_MS, async () => (await stateOf(command)) === 'waiting' || undefined)
  t.ok(known, 'it still may wait, although its client heard nothing')
  t.equal(await send(harvest(number), 'strict'), 201)
  t.same(await ends(command), ['accepted'])
})

for (const words of [`set state = 'waiting'`, 'waiting_for = null']) {
  t.test(`the answer to "${words}" is lost`, async t => {
    const number = made++
    const command = destruction(number)
    const cut = line.cut('answer', words, { holding: words === 'waiting_for = null' ? command.id : '' })
    await send(command, 'lenient')
    const picked = send(harvest(number), 'strict')
    await cut
    t.equal(await picked, 201)
    t.same(await ends(command), ['accepted'])
  })
}

t.test('the same command again is told of its end', async t => {
  const command = harvest()
  const cut = line.cut('answer', 'insert into core_own.intake')
  await Promise.all([send(command, 'strict'), cut])
  await until('it is told', LONG_MS, async () => (await send(command, 'strict')) === 201 || undefined)
  t.same(await ends(command), ['accepted'])
})

t.test('a gateway whose connection to Postgres is dead without saying so says anew that it is there', async t => {
  const line = await CutLine.to(service.databaseUrl)
  const warnings: string[] = []
  const presence = await Presence.open(line.url, pino({}, { write: warning => void warnings.push(warning) }), 500)
  t.teardown(async () => {
    await presence.close()
    await line.close()
  })
  const holder = async () => {
    const { rows } = await service.pool.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and classid = $1 and objid = $2`,
      [GATEWAY_LOCKS, presence.id]
    )
    return rows[0]?.pid
  }
  const before = await holder()
  t.ok(before)
  await presence.watch(async () => false)
  line.stall()
  await until('no answer came', LONG_MS, async () => warnings.length > 0 || undefined)
  line.restore()
  const after = await until('it is there again', LONG_MS, async () => {
    const pid = await holder()
    return pid === before ? undefined : pid
  })
  t.ok(after)
})
