/** Fabric used directly, as another gateway or a forger would: what its peers refuse, what they survive, what they void. */
import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, credentials } from '@grpc/grpc-js'
import { connect, hash, type Proposal, type Signer } from '@hyperledger/fabric-gateway'
import { canonicalJson } from '@suyuan/model/core/canonical'
import type { Command } from '@suyuan/model/core/command'
import { type Definition, definitionOf } from '@suyuan/model/core/definitions'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { keyKey, saidKeyOf, standingKey } from '@suyuan/model/core/records'
import { packBatch } from '@suyuan/model/node/batch-bytes'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import { until } from '../../network/wait.js'
import { Explorer } from '../../src/core/ledger/explorer.js'
import { ledgerHeight } from '../../src/core/ledger/height.js'
import { Chain } from '../chaos/chain.js'
import * as events from '../support/events.js'
import { Authority, derOf, type Identity, signDer } from '../support/forge.js'
import { Service } from '../support/service.js'
import { BASE, PLACES, PRODUCTS, REGULATOR, RETAIL } from '../support/world.js'

const LONG_MS = 60_000
const DENIED = /access denied: channel \[trace\] creator org \[BaseMSP\]/
const ENDORSEMENT_POLICY_FAILURE = 10
const SIX_MEGABYTES = 6 * 1024 * 1024

t.setTimeout(300_000)
const service = await Service.start()
const { grower } = await service.populate()
const { supervisor, topology } = service.network
const chain = new Chain(topology.home)
t.teardown(async () => {
  chain.close()
  await service.stop()
})
const { fabric } = chain

const lotOf = (lot: string) => ({ gtin: PRODUCTS.leaf.gtin, lot })
const harvest = (lot: string, grams = 1000): Command => {
  const goods = events.grams(lotOf(lot), grams)
  return grower.capture(events.harvest({ base: PLACES.garden.gln, plot: PLACES.plot.gln, goods }))
}
const batch = (...commands: Command[]) => packBatch(commands.map(command => JSON.stringify(command)))
const apply = async (...commands: Command[]): Promise<Proposal> =>
  fabric.contract(BASE, 'client', 0).newProposal('apply', { arguments: [await batch(...commands)] })

const mirrored = () =>
  until('the mirror has what the ledger has', LONG_MS, async () => {
    const { rows } = await service.pool.query<{ block: number }>('select block from cursor')
    return rows[0]!.block === (await ledgerHeight(fabric)) || undefined
  })

t.test(
  'mistake 4: mirroring void transactions: of two that race for one key, the loser is stored, without effect',
  async t => {
    const [first, second] = [harvest('RACE', 1000), harvest('RACE', 2000)]
    // Both read that there is no such lot; neither sees the other.
    const racers = [await (await apply(first)).endorse(), await (await apply(second)).endorse()]
    const codes = []
    for (const racer of racers) codes.push((await (await racer.submit()).getStatus()).code)
    t.same(codes, [0, 11])
    await mirrored()
    const { rows: stored } = await service.pool.query(
      'select code, root from transaction where tx_id = any($1) order by block, index',
      [racers.map(racer => racer.getTransactionId())]
    )
    t.same(
      stored.map(({ code }) => code),
      [0, 11],
      'MVCC_READ_CONFLICT is on record'
    )
    t.equal(stored[1].root, null)
    const { rows: decided } = await service.pool.query('select status from command where command_id = any($1)', [
      [first.id, second.id]
    ])
    t.same(decided, [{ status: 'accepted' }], 'one of them was said')
    t.match(await service.get(`/api/trace/lots/${PRODUCTS.leaf.gtin}/RACE`), { status: 200, body: { quantity: 1000 } })
    t.match(await service.send(second), { status: 422, body: { code: 'LOT_EXISTS' } }, 'sent again it is judged')
  }
)

t.test('mistake 7: the 4 MB cap: a block of 6 MB is endorsed, ordered, mirrored, and what follows it', async t => {
  const transaction = await fabric
    .contract(BASE, 'client', 0)
    .newProposal('states', { arguments: [`${' '.repeat(SIX_MEGABYTES)}[]`] })
    .endorse()
  t.equal((await (await transaction.submit()).getStatus()).code, 0)
  t.equal((await service.send(harvest('AFTER'))).status, 201)
  const { rows } = await service.pool.query('select code from transaction where tx_id = $1', [
    transaction.getTransactionId()
  ])
  t.same(rows, [{ code: 0 }])
})

t.test(
  'mistake 11: a chaincode that dies in the midst of a call: the error comes soon, the next call succeeds',
  async t => {
    const peer = () => supervisor.status().find(({ name }) => name === 'base-peer')!
    const before = peer()
    const questions = await asked()
    const call = (await apply(...Array.from({ length: 900 }, (_, i) => harvest(`DIES${i}`)))).endorse({
      deadline: Date.now() + LONG_MS
    })
    const error = t.rejects(call, { name: 'EndorseError' })
    await until('the chaincode is asking its peer', LONG_MS, async () => (await asked()) > questions + 20 || undefined)
    const killed = performance.now()
    for (const organisation of ['base', 'retail', 'regulator']) supervisor.kill(`${organisation}-chaincode-0`)
    await error
    t.ok(performance.now() - killed < 20_000, `an error after ${Math.round(performance.now() - killed)} ms`)
    t.equal((await service.send(harvest('NEXT'))).status, 201)
    t.match(peer(), { pid: before.pid, restarts: before.restarts }, 'the peer is untouched')
  }
)

/** How many questions the chaincode of BaseMSP has asked its peer, as the peer counts. */
async function asked(): Promise<number> {
  const { peer } = topology.organisations[0]!
  const text = await (await fetch(`http://127.0.0.1:${peer.operationsPort}/metrics`)).text()
  const counts = text.matchAll(/^chaincode_shim_requests_received\{[^}]*type="GET_STATE"[^}]*\} (\d+)/gm)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}

t.test('mistake 12: nondeterminism: all organisations come to the same bytes, of every function', async t => {
  const everybody = fabric.organisations.map(({ mspId }) => mspId)
  const functions: Record<string, Uint8Array> = {
    apply: await batch(harvest('SAME1'), harvest('SAME1'), harvest('SAME2')),
    states: Buffer.from('["trace/lot/x/y"]'),
    about: Buffer.from('')
  }
  for (const [name, argument] of Object.entries(functions)) {
    const proposal = fabric
      .contract(BASE, 'client', 0)
      .newProposal(name, { arguments: [argument], endorsingOrganizations: everybody })
    t.ok(await proposal.endorse(), name) // Fabric takes only answers that are equal
  }
  const proof = await service.get(`/api/core/commands/${grower.key.id}/${(await lastCommand()).id}/proof`)
  t.equal(proof.status, 200, 'checkpoint, of which a proof takes every organisation')
})

async function lastCommand(): Promise<{ id: string }> {
  const { rows } = await service.pool.query<{ id: string }>(
    `select command_id as id from command where key = $1 and status = 'accepted' order by block desc limit 1`,
    [grower.key.id]
  )
  return rows[0]!
}

t.test('what needs the regulator is void without it, and what needs it not commits by the two others', async t => {
  const others = [BASE, RETAIL]
  const granting = grower.command('recognition', 'conjure', {})
  const codeOf = async (definition: Definition, endorsingOrganizations: string[], ...commands: Command[]) => {
    const proposal = fabric
      .contract(BASE, 'client', 0, definition)
      .newProposal('apply', { arguments: [await batch(...commands)], endorsingOrganizations })
    return (await (await (await proposal.endorse()).submit()).getStatus()).code
  }
  t.equal(await codeOf('regulated', others, granting), ENDORSEMENT_POLICY_FAILURE)
  t.equal(await codeOf('regulated', [REGULATOR], granting), ENDORSEMENT_POLICY_FAILURE, 'nor by it alone')
  await mirrored()
  t.equal((await service.get(`/api/core/commands/${granting.key}/${granting.id}`)).status, 404, 'nothing was said')
  const harvested = harvest('ACROSS')
  t.equal(await codeOf('open', others, harvested), 0)
  await mirrored()
  const { body } = await service.get(`/api/core/commands/${harvested.key}/${harvested.id}`)
  const explored = await new Explorer(fabric).block(body.block as number)
  t.match(
    explored.flatMap(({ anatomy }) => anatomy?.reads ?? []).filter(key => definitionOf(key) === 'regulated'),
    [standingKey(harvested.author)],
    'though it reads what stands there of its author'
  )
})

t.test('each definition judges its own modules, reads the other’s states, and attests its own batches', async t => {
  const granting = grower.command('recognition', 'conjure', {})
  const answer = await service.send(granting)
  t.match(
    answer,
    { status: 422, body: { code: 'ACTION_UNKNOWN' } },
    'the ledger’s word, though no such action is known yet'
  )
  const stray = async (definition: Definition, command: Command) =>
    fabric
      .contract(BASE, 'client', 0, definition)
      .newProposal('apply', { arguments: [await batch(command)] })
      .endorse()
      .then(
        () => 'endorsed',
        error => JSON.stringify((error as { details?: unknown }).details)
      )
  for (const [definition, command] of [
    ['open', grower.command('recognition', 'conjure', {})],
    ['regulated', harvest('STRAY')]
  ] as const)
    t.match(await stray(definition, command), /are not judged under the/, definition)
  const states = async (definition: Definition, ...keys: string[]) => {
    const bytes = await fabric
      .contract(BASE, 'client', 0, definition)
      .evaluate('states', { arguments: [JSON.stringify(keys)] })
    return JSON.parse(Buffer.from(bytes).toString()) as Record<string, { high?: number } | null>
  }
  const keys = [keyKey(grower.key.id), saidKeyOf(granting)]
  const [open, regulated] = [await states('open', ...keys), await states('regulated', ...keys)]
  t.same(open, regulated)
  t.match(Object.values(open), [{ custody: 'device' }, { high: granting.sequence }])
  t.match(await service.get(`/api/core/keys/${grower.key.id}`), { body: { high: granting.sequence } })
  const proof = await service.get(`/api/core/commands/${grower.key.id}/${granting.id}/proof`)
  t.equal(proof.status, 200)
  const findings = await verifyProof(canonicalJson(proof.body), service.ledger, proofCrypto)
  t.ok(findings.every(({ ok }) => ok))
  t.match(
    findings.filter(({ check }) => check === 'command'),
    [{ detail: /under the definition that needs .*RegulatorMSP/ }]
  )
})

t.test('mistake 14: forged identity', async t => {
  const authority = authorityOf(BASE)
  const { peer, client } = fabric.organisations[0]!
  const privateKey = createPrivateKey(readFileSync(client!.privateKey))
  const genuine = { certificate: readFileSync(client!.certificate), privateKey }
  const low: (key: KeyObject) => Signer = key => async message => signDer(message, key)

  /** What becomes of a proposal that is made in that name. */
  const speaks = async (mspId: string, { certificate, privateKey }: Identity, signer = low(privateKey)) => {
    const channel = new Client(peer.address, credentials.createSsl(readFileSync(peer.tlsCa)), {
      'grpc.ssl_target_name_override': peer.hostname
    })
    const gateway = connect({ client: channel, identity: { mspId, credentials: certificate }, signer, hash: hash.none })
    try {
      const contract = gateway.getNetwork(topology.channel).getContract(topology.chaincode)
      await contract.newProposal('apply', { arguments: [await batch(harvest('FORGED'))] }).endorse()
      return 'endorsed'
    } catch (error) {
      return [
        String(error),
        ...((error as { details?: { message: string }[] }).details?.map(d => d.message) ?? [])
      ].join()
    } finally {
      gateway.close()
      channel.close()
    }
  }
  const from = new Date(new X509Certificate(authority.root).validFrom)
  const issue = (unit?: string) => authority.issue(unit, { from })
  const expired = authority.issue('client', { from, until: new Date(from.getTime() + 60_000) })
  const stranger = new Authority(BASE).issue('client')

  t.equal(await speaks(BASE, genuine), 'endorsed')
  t.equal(await speaks(BASE, issue('client')), 'endorsed', 'what the authority issues is good')
  t.match(await speaks(RETAIL, genuine), /malformed/, 'under the name of another MSP')
  t.match(await speaks(BASE, stranger), /malformed/, 'of an authority of the same name')
  t.match(await speaks(BASE, issue()), DENIED, 'without an organisational unit')
  t.match(await speaks(BASE, issue('visitor')), DENIED, 'of a unit that has no role')
  t.match(await speaks(BASE, issue('peer')), /Writers/, 'of a unit that may not write')
  t.match(await speaks(BASE, expired), /identity expired/, 'expired')
  t.match(await speaks(BASE, genuine, async message => highS(message, privateKey)), DENIED, 'high S')
  t.match(await speaks(BASE, genuine, async () => low(privateKey)(Buffer.from('other'))), DENIED, 'of other words')
  await mirrored()
  t.equal((await service.get(`/api/trace/lots/${PRODUCTS.leaf.gtin}/FORGED`)).status, 404)
})

/** The organisation's own authority: certificates that are wrong in one thing only. */
function authorityOf(mspId: string): Authority {
  const folder = join(topology.organisations.find(org => org.mspId === mspId)!.crypto, 'ca')
  const certificate = readFileSync(join(folder, readdirSync(folder).find(name => name.endsWith('.pem'))!))
  return new Authority({ certificate, key: createPrivateKey(readFileSync(join(folder, 'priv_sk'))) })
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** A signature that any ECDSA library takes, and Fabric's does not: s is in the upper half. */
function highS(message: Uint8Array, key: KeyObject): Buffer {
  const raw = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })
  const s = BigInt(`0x${raw.subarray(32).toString('hex')}`)
  const high = s > ORDER / 2n ? s : ORDER - s
  return derOf(Buffer.concat([raw.subarray(0, 32), Buffer.from(high.toString(16).padStart(64, '0'), 'hex')]))
}
