/** Proofs of commands on the real network: what the service hands out holds, and nothing that differs from it does. */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '@suyuan/model/core/command'
import type { Bundle, OpenCommand } from '@suyuan/model/core/proof/bundle'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { packBatch } from '@suyuan/model/node/batch-bytes'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import { checkoutRoot } from '../../network/root.js'
import { until } from '../../network/wait.js'
import { Fabric } from '../../src/core/ledger/fabric.js'
import { ConnectionProfile } from '../../src/core/ledger/profile.js'
import { garden, grams, plot } from '../http/season.js'
import { unnoticedBits } from '../support/bits.js'
import * as events from '../support/events.js'
import { all, Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES } from '../support/world.js'

const service = await Service.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
t.teardown(() => service.stop())
t.setTimeout(600_000)
const { grower } = await service.populate()
const { home } = service.network.topology
const fabric = new Fabric(ConnectionProfile.parse(JSON.parse(readFileSync(join(home, 'connection.json'), 'utf8'))))
t.teardown(() => fabric.close())

const harvest = (lot: string, author = grower) =>
  author.capture(events.harvest({ base: garden, plot, goods: grams('leaf', lot, 42_000) }))
const address = ({ key, id }: Command) => `/api/core/commands/${key}/${id}/proof`
const verified = (text: string) => verifyProof(text, service.ledger, proofCrypto)
const holds = async (text: string) => (await verified(text)).every(({ ok }) => ok)

async function proofOf(command: Command): Promise<string> {
  const response = await fetch(service.url + address(command))
  t.equal(response.status, 200)
  return response.text()
}

const together = ['A1', 'A2', 'A3', 'A4', 'A5'].map(lot => harvest(lot))
await all(together.map(command => service.send(command)))
const [first] = together as [Command]
const proof = await proofOf(first)
const bundle = () => JSON.parse(proof) as Bundle

t.test('a command is proved from its own words up to block 0, by every organisation', async t => {
  const findings = await verified(proof)
  t.same(
    findings.filter(({ ok }) => !ok),
    []
  )
  const once = ['format', 'genesis', 'configuration', 'checkpoint']
  const checks = [...once, 'endorsement', 'endorsement', 'endorsement', 'order', 'command']
  t.same(
    findings.map(({ check }) => check),
    checks
  )
  t.match(findings.at(-1)!.detail, `trace.capture ${first.id} of ${first.author}, accepted`)
  t.same((bundle().checkpoints[0]!.batches[0]!.commands[0] as OpenCommand).command, first)
})

t.test('every command has its proof: each of a batch, refused ones, an administrator’s', async t => {
  for (const command of together) t.ok(await holds(await proofOf(command)))
  const twice = harvest('A1')
  t.match(await service.send(twice), { status: 422, body: { code: 'LOT_EXISTS' } })
  t.match((await verified(await proofOf(twice))).at(-1), { ok: true, detail: /refused with LOT_EXISTS/ })
  const { rows } = await service.pool.query<{ key: string; id: string }>(
    `select key, command_id as id from command where author = $1 and action = 'registerParty' limit 1`,
    [BASE]
  )
  t.ok(await holds(await proofOf(rows[0] as unknown as Command)), 'by a key that its first word registered')
})

t.test('a repetition has the proof of the first word', async t => {
  const again = harvest('R1')
  await service.send(again)
  const transaction = await fabric
    .contract(BASE, 'client', 0)
    .newProposal('apply', { arguments: [await packed(again, harvest('R2'))] })
    .endorse()
  t.equal((await (await transaction.submit()).getStatus()).code, 0)
  await until('the mirror has the repetition', 30_000, async () => {
    const { rows } = await service.pool.query(`select from command where command_id = $1 and status = 'repeated'`, [
      again.id
    ])
    return rows.length > 0 || undefined
  })
  t.ok(await holds(await proofOf(again)))
})

const packed = (...commands: Command[]) => packBatch(commands.map(command => JSON.stringify(command)))

t.test('what a revoked or unknown key says is never proved', async t => {
  const phone = new Author(PARTIES.grower.uscc, BASE, service.ledger, signingKey('a phone that is lost'))
  const unknown = harvest('U1', phone)
  t.equal((await service.send(unknown)).status, 403)
  t.match(await service.get(address(unknown)), { status: 404, body: { code: 'NOT_FOUND' } })
  await all([service.administer(BASE, 'keys', phone.registration)])
  const before = harvest('K1', phone)
  await all([service.send(before)])
  await all([service.administer(BASE, 'revocations', { key: phone.key.id })])
  const after = harvest('K2', phone)
  t.equal((await service.send(after)).status, 403)
  t.match(await service.get(address(after)), { status: 404, body: { code: 'NOT_FOUND' } })
  t.ok(await holds(await proofOf(before)), 'what it said before stays proved')
})

/** `suyuan verify` as people run it: where neither network nor database can be found. */
function verifyCommand(text: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const file = join(t.testdir(), 'proof.json')
  writeFileSync(file, text)
  const script = join(checkoutRoot(), 'dist', 'scripts', 'suyuan.js')
  const env = { PATH: process.env.PATH ?? '', SUYUAN_HOME: t.testdirName }
  return new Promise(resolve =>
    execFile(process.execPath, [script, 'verify', file, ...args], { env, cwd: t.testdirName }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out: out + err })
    )
  )
}

t.test('`suyuan verify` says what it checked, and ends with 0 only when all holds', async t => {
  const genesis = join(home, 'genesis.block')
  for (const trusted of [genesis, service.ledger]) {
    const { code, out } = await verifyCommand(proof, '--genesis', trusted)
    t.equal(code, 0, out)
    t.match(out, /^ok {3}command .*accepted/m)
  }
  const other = proof.replaceAll('/10/A1"', '/10/A9"')
  t.not(other, proof)
  t.match(await verifyCommand(other, '--genesis', genesis), { code: 1, out: /^FAIL/m }, 'another lot')
  const elsewhere = await verifyCommand(proof, '--genesis', '0'.repeat(64))
  t.match(elsewhere, { code: 1, out: /^FAIL genesis/m }, 'another ledger')
  t.match(await verifyCommand('', '--genesis', genesis), { code: 1, out: /^FAIL format/m }, 'an empty file')
  t.equal((await verifyCommand(proof)).code, 1, 'no first block to trust')
})

t.test('one bit changed, in whichever byte of a proof, and nothing is proved', async t => {
  const { length } = Buffer.from(proof)
  t.ok(length > 10_000, `${length} bytes`)
  const places = Array.from({ length }, (_, at) => at)
  t.same(await unnoticedBits({ text: proof, ledger: service.ledger, places }), [])
})
