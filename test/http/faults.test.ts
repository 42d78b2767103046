/** The write path under faults, on the real network: what was acknowledged is on the ledger once, whatever ends when. */
import type { Command } from '@suyuan/model/core/command'
import t, { type Test } from 'tap'
import { settingsFrom } from '../../network/settings.js'
import { status } from '../../network/status.js'
import { until } from '../../network/wait.js'
import * as events from '../support/events.js'
import { type Answer, all } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES } from '../support/world.js'
import { garden, grams, plot, Season } from './season.js'

const season = await Season.start({ SUYUAN_ANSWER_SECONDS: '90' })
t.teardown(() => season.service.stop())
t.setTimeout(600_000)
const { service } = season
const { supervisor } = service.network

let made = 0
const harvest = () => events.harvest({ base: garden, plot, goods: grams('leaf', `F${made++}`, 1000) })
/** Devices of several people, so that commands fly side by side. */
const authorsInTurn = await devices(8)
const newCommand = (): Command => authorsInTurn[made % authorsInTurn.length]!.capture(harvest())

async function devices(count: number): Promise<Author[]> {
  const { uscc } = PARTIES.grower
  const people = Array.from(
    { length: count },
    (_, i) => new Author(uscc, BASE, service.ledger, signingKey(`device ${i}`))
  )
  await all(people.map(({ registration }) => service.administer(BASE, 'keys', registration)))
  return people
}

/** Sends a command until somebody takes it: a service that is down refuses connections, which acknowledges nothing. */
async function persistently(command: Command): Promise<Answer> {
  return until('the service takes a command', 120_000, async () => {
    const answer = await service.send(command)
    return answer.status < 500 ? answer : undefined
  })
}

interface Tally {
  /** Commands with an accepted outcome, by key and id. */
  accepted: Map<string, number>
}

async function tally(): Promise<Tally> {
  const { rows } = await service.pool.query<{ name: string; times: number }>(
    `select key || '/' || command_id as name, count(*)::int as times from command where status = 'accepted' group by 1`
  )
  return { accepted: new Map(rows.map(({ name, times }) => [name, times])) }
}

const nameOf = (command: Command) => `${command.key}/${command.id}`

/** Sends load, breaks something in the middle, and sees that all is on the ledger exactly once. */
async function survives(t: Test, fault: () => Promise<void> | void, load = 60): Promise<void> {
  const commands = Array.from({ length: load }, newCommand)
  const half = Math.floor(load / 2)
  const first = commands.slice(0, half).map(persistently)
  await fault()
  const rest = commands.slice(half).map(persistently)
  const answers = await Promise.all([...first, ...rest])
  t.same(
    answers.filter(({ status }) => status !== 201 && status !== 202).map(({ status, body }) => [status, body]),
    [],
    'every command is taken'
  )
  await until('all of them are on the ledger', 120_000, async () => {
    const { accepted } = await tally()
    return commands.every(command => accepted.has(nameOf(command))) || undefined
  })
  const { accepted } = await tally()
  t.same(commands.filter(command => accepted.get(nameOf(command)) !== 1).map(nameOf), [], 'each exactly once')
  await nothingOpen(t)
}

async function nothingOpen(t: Test): Promise<void> {
  await until('nothing is left open', 60_000, async () => {
    const { rows } = await service.pool.query(`select state from core_own.intake where state <> 'done'`)
    return rows.length === 0 || undefined
  })
  const { rows } = await service.pool.query('select count(*)::int as flights from core_own.flight')
  t.equal(rows[0].flights, 0, 'no transaction is unresolved')
}

t.test('the gateway is killed under load', t => survives(t, () => supervisor.kill('gateway')))

t.test('mistake 6: a half-open stream: a peer that is frozen, its connections open, is left for another', async t => {
  await streamIsAtBase()
  supervisor.kill('base-peer', 'SIGSTOP')
  await survives(t, () => {}, 20)
  supervisor.kill('base-peer', 'SIGCONT')
})

t.test('mistake 5: no reconnect: the peer of the block stream is killed under load', async t => {
  await streamIsAtBase()
  await survives(t, () => supervisor.kill('base-peer'))
  const { rows } = await service.pool.query(
    'select count(*) as blocks, max(number) + 1 as height, cursor.block + 1 as mirrored from block, cursor group by cursor.block'
  )
  const [{ blocks, height, mirrored }] = rows
  t.same([height, mirrored], [blocks, blocks], 'no gap and no duplicate')
})

t.test('a chaincode is killed under load', t => survives(t, () => supervisor.kill('retail-chaincode-0')))

t.test('Postgres is killed under load', t => survives(t, () => supervisor.kill('postgres')))

t.test('mistake 9: leader loss: the orderer that leads is killed under load', t =>
  survives(t, async () => supervisor.kill(await leader()))
)

t.test('mistake 1: unknown is not failed: all orderers are frozen past every deadline', async t => {
  const orderers = ['base-orderer', 'retail-orderer', 'regulator-orderer']
  await survives(t, async () => {
    for (const name of orderers) supervisor.kill(name, 'SIGSTOP')
    const waiting = service.send(newCommand(), { prefer: 'respond-async, handling=strict' })
    t.equal((await waiting).status, 202, 'a command is acknowledged without them')
    await until('a transaction is known to be unresolved', 60_000, async () => {
      const { rows } = await service.pool.query(`select 1 from core_own.intake where state = 'unknown'`)
      return rows.length > 0 || undefined
    })
    for (const name of orderers) supervisor.kill(name, 'SIGCONT')
  })
})

/** A gateway that has just come up reads blocks from the first organisation's peer. */
async function streamIsAtBase(): Promise<void> {
  const pid = () => supervisor.status().find(({ name }) => name === 'gateway')?.pid
  const before = pid()
  supervisor.kill('gateway')
  await until('another gateway is ready', 60_000, async () => {
    const { status } = await service.get('/readyz')
    return (status === 200 && pid() !== before) || undefined
  })
}

/** Name of the orderer that leads. */
const leader = () =>
  until('the orderers have a leader', 30_000, async () => {
    const { nodes } = await status({ ...settingsFrom(), home: service.network.topology.home })
    return nodes.find(node => node.leader)?.name
  })
