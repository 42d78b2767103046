/** mistake 15: another chain in place of the one that was mirrored, or one byte of it. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import { findBinaries } from '../../network/binaries.js'
import { up } from '../../network/network.js'
import { peerProcess } from '../../network/processes.js'
import { settingsFrom } from '../../network/settings.js'
import { until } from '../../network/wait.js'
import { ConnectionProfile, ledgerOf } from '../../src/core/ledger/profile.js'
import { garden, grams, plot } from '../http/season.js'
import { freshHome } from '../network/drill.js'
import * as events from '../support/events.js'
import { startGateway } from '../support/gateway.js'
import { all, Service } from '../support/service.js'

t.setTimeout(300_000)
const service = await Service.start()
t.teardown(() => service.stop())
const { grower } = await service.populate()
const { supervisor, topology } = service.network

const picked = grower.capture(events.harvest({ base: garden, plot, goods: grams('leaf', 'HERE', 42_000) }))
await all([service.send(picked)])
const proofAt = `/api/core/commands/${picked.key}/${picked.id}/proof`
const proof = await (await fetch(service.url + proofAt)).text()
const failed = async (text: string, ledger = service.ledger) =>
  (await verifyProof(text, ledger, proofCrypto)).filter(({ ok }) => !ok).map(({ check }) => check)

/** A gateway whose mirror has halted, by what it says of it. */
const halted = async (
  settings: Record<string, string>,
  network: Pick<Service, 'network' | 'databaseUrl'> = service
) => {
  let says: unknown
  const gateway = await startGateway(network, settings, async response => {
    says = ((await response.json()) as { mirror: unknown }).mirror
    return response.status === 503 && typeof says === 'string'
  })
  await gateway.end('SIGTERM')
  return says
}

t.test(
  'mistake 15: chain substitution: a channel made anew under the same name, and a byte that was flipped',
  async t => {
    t.same(await failed(proof), [], 'as it is, it is proved')
    await service.network.supervisor.stop('gateway')

    await t.test('another channel of the same name: mirror and verifier halt', async t => {
      const { home, basePort, remove } = await freshHome()
      t.teardown(remove)
      const other = await up({ home, basePort, law: null, postgres: false })
      t.teardown(() => other.down())
      t.equal(other.topology.channel, topology.channel)
      copyFileSync(join(topology.home, 'vault.key'), join(home, 'vault.key'))
      const { databaseUrl } = service
      t.match(await halted({}, { network: other, databaseUrl }), /the mirror is of ledger/)
      t.ok((await failed(proof, ledgerOf(ConnectionProfile.parse(other.profile)))).includes('genesis'))
    })

    await t.test('a byte in Postgres: the proof that is made of it is none', async t => {
      const mirror = await startGateway(service)
      t.teardown(() => mirror.end('SIGTERM'))
      const change = 'update command set command = replace(command, $2, $3) where command_id = $1'
      await service.pool.query(change, [picked.id, '/10/HERE', '/10/HERF'])
      const forged = await (await fetch(mirror.url + proofAt)).text()
      t.not(forged, proof)
      t.not((await failed(forged)).length, 0)
      await service.pool.query(change, [picked.id, '/10/HERF', '/10/HERE'])
      t.same(await failed(await (await fetch(mirror.url + proofAt)).text()), [])
    })

    await t.test("a byte on a peer's disk: the mirror that is made of it halts", async t => {
      const { rows } = await service.pool.query<{ tx: string; block: number }>(
        `select tx_id as tx, block from transaction join command using (block) where command_id = $1`,
        [picked.id]
      )
      await flipInStoredBlock(rows[0]!.tx)
      await service.pool.query('create database anew')
      const database = new URL(service.databaseUrl)
      database.pathname = '/anew'
      const says = await halted({ DATABASE_URL: database.href })
      t.match(says, new RegExp(`the transactions of block ${rows[0]!.block} are not those that its header names`))
    })
  }
)

/** Changes one bit of the transaction's id where the first organisation's peer keeps its blocks, while that peer is away. */
async function flipInStoredBlock(txId: string): Promise<void> {
  const org = topology.organisations[0]!
  const binaries = await findBinaries({ ready: settingsFrom().fabricBin, log: () => {} })
  await supervisor.stop(org.peer.name)
  const file = join(org.peer.data, 'ledgersData', 'chains', 'chains', topology.channel, 'blockfile_000000')
  const bytes = readFileSync(file)
  const at = bytes.indexOf(txId)
  if (at < 0) throw new Error(`${file} does not hold ${txId}`)
  bytes[at]! ^= 1
  writeFileSync(file, bytes)
  supervisor.start(peerProcess(org, binaries))
  await until('the peer answers', 60_000, async () => {
    const { status } = await fetch(`http://127.0.0.1:${org.peer.operationsPort}/healthz`)
    return status === 200 || undefined
  })
}
