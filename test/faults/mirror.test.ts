/** The mirror where it is easily got wrong: between statement and COMMIT, and while Postgres takes nothing. */
import { once } from 'node:events'
import type { common } from '@hyperledger/fabric-protos'
import type { Command } from '@suyuan/model/core/command'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { until } from '../../network/wait.js'
import { BlockStream } from '../../src/core/events/block-stream.js'
import { Projector } from '../../src/core/mirror/projector.js'
import { modules } from '../../src/modules/index.js'
import { projectionsOf } from '../../src/projections.js'
import { Chain } from '../chaos/chain.js'
import { rowsThatDiffer } from '../chaos/replay.js'
import { type Catch, CutLine } from '../support/cut-line.js'
import * as events from '../support/events.js'
import { freezePostgres } from '../support/freeze.js'
import { startGateway } from '../support/gateway.js'
import { all, Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PLACES, PRODUCTS } from '../support/world.js'

const LONG_MS = 60_000
/** The minute, and what `npm test` can afford. */
const FREEZE_MS = 1000 * Number(process.env.SUYUAN_FREEZE_SECONDS ?? 8)
const MEGABYTE = 1024 * 1024
/** How much is to come at the least, however slow the machine. */
const LEAST_BYTES = 10 * MEGABYTE
const TRANSACTION_BYTES = 0.4 * MEGABYTE
/** A gRPC stream reads sixteen blocks ahead; what else grows is the heap's own breathing. */
const MOST_GROWTH = 100 * MEGABYTE
const TAKEN = [201, 202]

t.setTimeout(400_000 + FREEZE_MS)
const service = await Service.start()
const { grower } = await service.populate()
const line = await CutLine.to(service.databaseUrl)
const chain = new Chain(service.network.topology.home)
t.teardown(async () => {
  chain.close()
  await line.close()
  await service.stop()
})
const devices = [
  grower,
  ...Array.from({ length: 4 }, (_, i) => new Author(grower.id, BASE, service.ledger, signingKey(`phone ${i}`)))
]
await all(devices.slice(1).map(({ registration }) => service.administer(BASE, 'keys', registration)))
// The one that writes the mirror is to be one that these tests can kill.
await service.network.supervisor.stop('gateway')

let made = 0
const harvest = (): Command => {
  const goods = events.grams({ gtin: PRODUCTS.leaf.gtin, lot: `M${made++}` }, 1000)
  const said = events.harvest({ base: PLACES.garden.gln, plot: PLACES.plot.gln, goods })
  return devices[made % devices.length]!.capture(said)
}

async function send(url: string, command: Command, patienceMs = LONG_MS): Promise<number> {
  const response = await fetch(`${url}/api/trace/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'respond-async, handling=strict' },
    body: JSON.stringify(command),
    signal: AbortSignal.timeout(patienceMs)
  })
  await response.arrayBuffer()
  return response.status
}

const onceOnLedger = (commands: readonly Command[]) =>
  until('all of them are in the mirror once', LONG_MS, async () => {
    const { rows } = await service.pool.query<{ count: number }>(
      `select count(*) from command where status = 'accepted' and command_id = any($1)`,
      [commands.map(({ id }) => id)]
    )
    return rows[0]!.count === commands.length || undefined
  })

/** Every table is what the chain makes of it, from block 0. */
async function isTheChain(t: Test): Promise<void> {
  await until('the mirror has all blocks', LONG_MS, async () => {
    const height = await chain.height()
    const { rows } = await service.pool.query<{ block: number }>('select block from cursor')
    return rows[0]!.block === height || undefined
  })
  t.same(await rowsThatDiffer(service, chain), [])
}

const moments: [string, 'statement' | 'answer', string, Catch][] = [
  ['in the midst of a block', 'answer', 'update cursor set', {}],
  ['before COMMIT', 'statement', 'commit', { after: 'update cursor set' }],
  ['after COMMIT, before it is heard', 'answer', 'commit', { after: 'update cursor set' }]
]

t.test('mistake 3: a cursor outside the transaction: the mirror’s writer is killed around COMMIT', async t => {
  for (const [moment, lose, words, more] of moments) {
    await t.test(moment, async t => {
      const gateway = await startGateway(service, { DATABASE_URL: line.url })
      t.teardown(() => gateway.end('SIGTERM'))
      const gone = once(gateway.process, 'exit')
      const commands = Array.from({ length: 30 }, harvest)
      const cut = line.cut(lose, words, { ...more, at: () => gateway.process.kill('SIGKILL') })
      // What breaks off was stored or not; it is said again.
      await Promise.allSettled(commands.map(command => send(gateway.url, command)))
      await Promise.all([cut, gone])
      t.equal(gateway.process.signalCode, 'SIGKILL')
      const { rows } = await service.pool.query(
        'select count(*) as blocks, max(number) as last, cursor.block as cursor from block, cursor group by cursor.block'
      )
      const [{ blocks, last, cursor }] = rows
      t.same([last, cursor], [blocks - 1, blocks - 1], 'a whole number of blocks')
      const next = await startGateway(service, { DATABASE_URL: line.url })
      t.teardown(() => next.end('SIGTERM'))
      for (const command of commands) t.ok(TAKEN.includes(await send(next.url, command)))
      await onceOnLedger(commands)
    })
  }
  await isTheChain(t)
})

t.test(
  'a writer that is frozen in the midst of a block keeps neither mirror nor cursor, and goes on when thawed',
  async t => {
    const writer = await startGateway(service, { DATABASE_URL: line.url })
    t.teardown(() => writer.end('SIGKILL'))
    const other = await startGateway(service)
    t.teardown(() => other.end('SIGTERM'))
    t.ok(await writer.leads())
    const caught = line.cut('nothing', 'update cursor set', { at: () => writer.process.kill('SIGSTOP') })
    const commands = Array.from({ length: 10 }, harvest)
    for (const command of commands) t.ok(TAKEN.includes(await send(other.url, command)))
    await caught
    const frozen = performance.now()
    await onceOnLedger(commands)
    t.comment(`the mirror stood still for ${Math.round(performance.now() - frozen)} ms`)
    writer.process.kill('SIGCONT')
    await until('it is ready again', LONG_MS, async () => (await fetch(`${writer.url}/readyz`)).ok || undefined)
    const more = harvest()
    t.ok(TAKEN.includes(await send(writer.url, more)))
    await onceOnLedger([more])
    await isTheChain(t)
  }
)

t.test('a writer that does not know that another writes finds his block written, and the mirror whole', async t => {
  const gateway = await startGateway(service)
  t.teardown(() => gateway.end('SIGTERM'))
  const log = pino({ level: 'silent' })
  const { fabric } = chain
  const stream = new LateStream(fabric, log)
  const { chaincode } = fabric.profile
  const projections = projectionsOf(modules)
  const late = new Projector({ ...{ pool: service.pool, stream, projections, chaincode, log }, ledger: service.ledger })
  const writing = t.rejects(late.run(), /another gateway has written block/)
  const command = harvest()
  t.ok(TAKEN.includes(await send(gateway.url, command)))
  await writing
  stream.stop()
  await onceOnLedger([command])
  await isTheChain(t)
})

/** Blocks as they come once the mirror has them. */
class LateStream extends BlockStream {
  override async *blocks(start: bigint): AsyncGenerator<common.Block> {
    for await (const block of super.blocks(start)) {
      const number = Number(block.getHeader()!.getNumber())
      await until('the mirror has it', LONG_MS, async () => {
        const { rows } = await service.pool.query<{ block: number }>('select block from cursor')
        return rows[0]!.block >= number || undefined
      })
      yield block
    }
  }
}

t.test('mistake 8: unbounded buffering: Postgres is frozen while blocks and requests come', async t => {
  const gateway = await startGateway(service)
  t.teardown(() => gateway.end('SIGTERM'))
  const memory = async (): Promise<number> => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text()
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)![1])
  }
  const before = Array.from({ length: 20 }, harvest)
  t.same(new Set(await Promise.all(before.map(command => send(gateway.url, command)))), new Set([202]))
  await onceOnLedger(before)

  const thaw = await freezePostgres(service)
  t.teardown(thaw)
  const started = performance.now()
  let bytes = 0
  const isFrozen = () => performance.now() - started < FREEZE_MS || bytes < LEAST_BYTES
  const atFirst = await memory()
  let most = atFirst
  const look = async () => {
    for (; isFrozen(); most = Math.max(most, await memory()));
  }
  const fill = async () => {
    for (; isFrozen(); bytes += TRANSACTION_BYTES) await bigTransaction(TRANSACTION_BYTES)
  }
  const asked = Array.from({ length: 10 }, harvest)
  const clients = asked.map(async command => {
    while (isFrozen()) await t.rejects(send(gateway.url, command, 2000), 'nothing is acknowledged that is not on disk')
  })
  await Promise.all([look(), fill(), fill(), fill(), fill(), ...clients])
  thaw()
  t.comment(
    `${Math.round(bytes / MEGABYTE)} MB of blocks; memory ${Math.round(atFirst / MEGABYTE)} MB, at most ${Math.round(most / MEGABYTE)}`
  )
  t.ok(most - atFirst < MOST_GROWTH, 'memory stays flat')

  for (const command of asked) t.ok(TAKEN.includes(await send(gateway.url, command)), 'they are taken when it is back')
  await onceOnLedger(asked)
  await isTheChain(t)
})

/** A valid transaction that is so large and says nothing; returns when it is ordered. */
async function bigTransaction(size: number): Promise<void> {
  const argument = `${' '.repeat(size)}[]`
  await chain.fabric.contract(BASE, 'client', 1).submitAsync('states', { arguments: [argument] })
}
