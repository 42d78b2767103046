import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Contract } from '@hyperledger/fabric-gateway'
import t from 'tap'
import { findBinaries } from '../../network/binaries.js'
import { reset } from '../../network/home.js'
import { committed } from '../../network/lifecycle.js'
import { up } from '../../network/network.js'
import { isFree } from '../../network/ports.js'
import { settingsFrom } from '../../network/settings.js'
import { status } from '../../network/status.js'
import { tools } from '../../network/tools.js'
import { ports } from '../../network/topology.js'
import { until } from '../../network/wait.js'
import { asClient, drillLaw, freshHome, read } from './drill.js'

// Three networks come up in here; a loaded machine takes its time.
t.setTimeout(300_000)

t.test('a network over its life', async t => {
  const { home, basePort, remove } = await freshHome()
  t.teardown(remove)
  const options = { home, basePort, log: (line: string) => t.comment(line) }

  let network = await up({ ...options, law: drillLaw('first') })
  t.teardown(() => network.down())

  await t.test('the first law is definition 1 and a client of each organisation can commit', async t => {
    t.equal(network.definition?.sequence, 1)
    t.same(network.regulated, network.definition, 'and so is that which needs the regulator')
    for (const { name } of network.profile.organisations) {
      const client = asClient(network.profile, name)
      await client.contract.submitTransaction('put', name, 'was here')
      client.close()
    }
  })

  await t.test('every node is healthy and one orderer leads', async t => {
    const now = await status({ home })
    t.equal(now.healthy, true)
    t.equal(now.supervisor, process.pid)
    t.equal(now.nodes.filter(({ leader }) => leader).length, 1)
    t.equal(now.nodes.length, 13)
  })

  await t.test('another process may not run the same network', async t => {
    await t.rejects(up({ home, law: null }), /runs this network already/)
  })

  await t.test('no key and no folder that holds one can be read by others', async t => {
    for (const path of privatePaths(home)) t.equal(statSync(path).mode & 0o077, 0, path)
  })

  await t.test('a killed peer, orderer, chaincode and Postgres come back by themselves', async t => {
    const names = ['retail-peer', 'retail-orderer', 'retail-chaincode-0', 'retail-regulated-0', 'postgres']
    for (const name of names) network.supervisor.kill(name)
    await until('all are well again', 60_000, async () => {
      const now = await status({ home })
      return (now.healthy && names.every(name => now.nodes.find(node => node.name === name)?.restarts)) || undefined
    })
    const client = asClient(network.profile, 'retail')
    t.teardown(client.close)
    await until('the returned peer and chaincode endorse', 60_000, async () => {
      return (await read(client.contract, 'get', 'base')) === 'was here' || undefined
    })
  })

  await t.test('the leading orderer killed, another leads and commits go on', async t => {
    const before = (await status({ home })).nodes.find(({ leader }) => leader)?.name ?? ''
    network.supervisor.kill(before)
    const client = asClient(network.profile)
    t.teardown(client.close)
    await until('a commit succeeds', 60_000, async () => {
      await client.contract.submitTransaction('put', 'after', 'the leader')
      return true
    })
  })

  await t.test('stopped and started again, it goes on with the same ledger and without another definition', async t => {
    await network.down()
    for (const port of ports(network.topology)) t.ok(await isFree(port), `nothing listens on ${port}`)
    t.equal((await status({ home })).phase, 'down')
    network = await up({ home, log: options.log, law: drillLaw('first') })
    t.equal(network.topology.basePort, basePort, 'it remembers its ports')
    t.equal(network.definition?.sequence, 1)
    const client = asClient(network.profile)
    t.teardown(client.close)
    t.equal(await read(client.contract, 'get', 'after'), 'the leader')
  })

  await t.test('a law that cannot be run changes nothing', async t => {
    const broken = { ...drillLaw('broken'), main: '/nonexistent/main.js' }
    await t.rejects(network.adopt(broken), /chaincode-1 doesn't start: exited with code 1/)
    t.equal(network.definition?.sequence, 1)
    const client = asClient(network.profile)
    t.teardown(client.close)
    t.equal(await lawOf(client.contract), drillLaw('first').hash)
    t.equal((await status({ home })).nodes.length, 13)
  })

  await t.test('a changed law becomes definition 2, and the old one serves until then', async t => {
    const client = asClient(network.profile)
    t.teardown(client.close)
    const answers = [await lawOf(client.contract)]
    const change = network.adopt(drillLaw('second'))
    let changed = false
    change.then(
      () => {
        changed = true
      },
      () => {}
    )
    while (!changed) answers.push(await lawOf(client.contract))
    t.equal((await change).sequence, 2)
    const [first, second] = ['first', 'second'].map(name => drillLaw(name).hash)
    t.same([...new Set(answers)], [first, second].slice(0, new Set(answers).size), 'never an error, never back')
    t.equal(await lawOf(client.contract), second)
    t.equal(await read(client.contract, 'get', 'after'), 'the leader', 'the state is kept')
    t.same(
      network.supervisor
        .status()
        .map(({ name }) => name)
        .filter(name => /(chaincode|regulated)-0$/.test(name)),
      []
    )
  })

  await t.test("every organisation's peer has the new definition", async t => {
    const binaries = await findBinaries({ ready: settingsFrom().fabricBin, log: () => {} })
    for (const org of network.topology.organisations) {
      const definition = await committed(tools(network.topology, binaries), org)
      t.same(definition, { sequence: 2, lawHash: drillLaw('second').hash })
    }
  })

  await t.test('reset is refused while it runs, and empties the folder after', async t => {
    await t.rejects(reset({ home }), /is running/)
    await network.down()
    await reset({ home })
    t.same(readdirSync(home), [])
  })
})

t.test('a base port other than the ledger was made with is refused', async t => {
  const { home, basePort, remove } = await freshHome()
  t.teardown(remove)
  await t.rejects(up({ home, basePort, law: null, postgres: false, fabricBin: '/nonexistent' }), /lacks peer/)
  await t.rejects(up({ home, basePort: basePort + 1, law: null }), /was made with base port/)
})

t.test('aborted while it comes up, it leaves nothing running', async t => {
  const { home, basePort, remove } = await freshHome()
  t.teardown(remove)
  const stop = new AbortController()
  const cluster = join(home, 'postgres', 'new')
  const coming = up({ home, basePort, law: null, signal: stop.signal })
  const begun = until('initdb has begun', 60_000, async () => existsSync(cluster) || undefined).then(() => stop.abort())
  await t.rejects(coming, /Stopped while coming up/)
  await begun
  // initdb is gone with what it made, or it would go on writing into a folder that is no longer ours.
  t.notOk(existsSync(cluster))
  t.equal((await status({ home })).phase, 'down')
  t.same(
    (await status({ home })).nodes.filter(({ state }) => state !== 'stopped'),
    []
  )
})

async function lawOf(contract: Contract): Promise<string> {
  return (JSON.parse(await read(contract, 'about')) as { law: string }).law
}

function privatePaths(home: string): string[] {
  const under = (folder: string): string[] => [
    folder,
    ...readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
      entry.isDirectory() ? under(join(folder, entry.name)) : [join(folder, entry.name)]
    )
  ]
  const files = ['connection.json', 'postgres.password', 'network.json'].map(name => join(home, name))
  return [
    ...under(join(home, 'crypto')),
    ...under(join(home, 'config')),
    join(home, 'data'),
    join(home, 'run'),
    ...files
  ]
}
