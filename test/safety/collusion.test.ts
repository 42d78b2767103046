/**
 * Two of three organisations run another law than the one that all approved, and commit what the third never saw. Fabric
 * takes it; the gateway judges it again, says so everywhere, and vouches for nothing of it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '@suyuan/model/core/command'
import { checkpointOf } from '@suyuan/model/core/proof/endorsed'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { packBatch } from '@suyuan/model/node/batch-bytes'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import { until } from '../../network/wait.js'
import type { Reconciliation } from '../../src/core/mirror/reconcile.js'
import { Chain } from '../chaos/chain.js'
import { factory, garden, grams, plot, Season } from '../http/season.js'
import { collude } from '../support/colluders.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { suyuanOn } from '../support/suyuan.js'
import { BASE, PRODUCTS, REGULATOR, RETAIL } from '../support/world.js'

const BANNER = /未经各机构一致同意的规则产生，正在核查.*was not made by the rules that all organisations agreed on/s

t.setTimeout(400_000)
const season = await Season.start({ SUYUAN_CHECKPOINT_SECONDS: '0', SUYUAN_RECONCILE_SECONDS: '0.5' })
const { service } = season
t.teardown(() => service.stop())
const chain = new Chain(service.network.topology.home)
t.teardown(() => chain.close())
const { fabric } = chain
const suyuan = suyuanOn(service)
const { grower } = season.authors

const harvest = (lot: string, where = plot) =>
  grower.capture(events.harvest({ base: garden, plot: where, goods: grams('leaf', lot, 1000) }))
const processing = (from: string, to: string, input: number, output: number) =>
  grower.capture(
    events.processing({
      ...{ place: garden, template: 'green' },
      ...{ inputs: [grams('leaf', from, input)], outputs: [grams('crude', to, output)] }
    })
  )

/** A transaction that exactly these organisations endorse. Returns its id. @throws Error unless it is valid */
async function commit(name: string, argument: Uint8Array | string, endorsingOrganizations: string[]): Promise<string> {
  const transaction = await fabric
    .contract(BASE, 'client', 0)
    .newProposal(name, { arguments: [argument], endorsingOrganizations })
    .endorse()
  const { code, blockNumber } = await (await transaction.submit()).getStatus()
  if (code !== 0) throw new Error(`it is void: ${code}`)
  await until('the mirror has it', 30_000, async () => {
    const { rows } = await service.pool.query<{ block: number }>('select block from cursor')
    return rows[0]!.block >= Number(blockNumber) || undefined
  })
  return transaction.getTransactionId()
}
const batch = async (...commands: Command[]) =>
  commit('apply', await packBatch(commands.map(command => JSON.stringify(command))), [BASE, RETAIL])

const page = async (product: 'leaf' | 'crude', lot: string) =>
  (await service.get(`/01/${PRODUCTS[product].gtin}/10/${lot}`, { accept: 'text/html' })).body as string
const proofOf = ({ key, id }: Command) => fetch(`${service.url}/api/core/commands/${key}/${id}/proof`)
const verified = async (command: Command) => {
  const response = await proofOf(command)
  return verifyProof(await response.text(), service.ledger, proofCrypto)
}
const holds = async (command: Command) => (await verified(command)).every(({ ok }) => ok)

const law = async () => {
  const { status, body } = await service.get('/readyz')
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body.law as { differences: number; judged: number; unjudged: number }
}
const found = (count: number) =>
  until(`${count} transactions are objected to`, 30_000, async () => (await law()).differences === count || undefined)
/** Waits until every batch that the mirror has was judged. */
const judged = () =>
  until('all is judged', 30_000, async () => {
    const { rows } = await service.pool.query<{ count: number }>('select count(*) from batch')
    return (await law()).judged === rows[0]!.count || undefined
  })

const honest = harvest('HONEST-1')
const wrong = harvest('WRONG-1', factory)
const fromNothing = processing('HONEST-2', 'NOTHING-1', 1000, 5000)
const silent = harvest('SILENT-1')
const transactions: string[] = []

t.test('what all three judged by the law raises nothing, and is proved', async t => {
  await all([service.send(honest), service.send(harvest('HONEST-2'))])
  t.match(await service.send(harvest('WRONG-0', factory)), { status: 422, body: { code: 'PLACE_KIND' } })
  t.ok(await holds(honest))
  await judged()
  t.match(await law(), { differences: 0, unjudged: 0 })
})

t.test('two collude: their transactions are valid, on the peers of all', async t => {
  await collude(
    service,
    fabric,
    ['base', 'retail'],
    [
      ['src/model/dist/trace/harvest.js', "if (kind !== 'plot')", 'if (false)'],
      [
        'src/model/dist/trace/harvest.js',
        'madeOf(picked.amount)',
        "madeOf(picked.amount * (picked.ref.lot === 'SILENT-1' ? 10 : 1))"
      ],
      ['src/model/dist/trace/process.js', 'if (output > input)', 'if (false)']
    ]
  )
  await t.rejects(
    commit('apply', await packBatch([JSON.stringify(wrong)]), [BASE, REGULATOR]),
    'the third does not agree'
  )
  for (const command of [wrong, fromNothing, silent]) transactions.push(await batch(command))
  const last = await chain.height()
  const hashes = new Set<string>()
  for (let peer = 0; peer < chain.peers; peer++) {
    const valid: string[] = []
    let commitHash = ''
    for await (const told of chain.blocks(peer, last)) {
      valid.push(...told.block.transactions.filter(({ code }) => code === 0).map(({ txId }) => txId))
      commitHash = told.commitHash
    }
    t.ok(
      transactions.every(id => valid.includes(id)),
      `peer ${peer}`
    )
    hashes.add(commitHash)
  }
  t.equal(hashes.size, 1)
})

t.test('the alarm is raised: readiness, metric, log', async t => {
  await found(3)
  t.match((await service.get('/metrics')).body, /^suyuan_law_differences 3$/m)
  const log = readFileSync(join(service.network.topology.paths.logs, 'gateway.log'), 'utf8')
  const lines = log.split('\n').filter(line => line.includes('not what the law that all organisations agreed on'))
  for (const id of transactions) {
    const line = lines.find(each => each.includes(id))
    t.match(JSON.parse(line!), { level: 50, objection: { endorsers: [BASE, RETAIL], organisation: BASE } })
  }
  const { rows } = await service.pool.query<{ what: string; ledger: object; law: object }>(
    `select d ->> 'what' as what, d -> 'ledger' as ledger, d -> 'law' as law
     from core_own.objection, jsonb_array_elements(differences) d where tx_id = $1`,
    [transactions[1]]
  )
  t.match(rows[0], {
    what: 'outcome 0',
    ledger: { status: 'accepted' },
    law: { status: 'refused', code: 'MASS_EXCEEDED' }
  })
  const silently = await service.pool.query<{ what: string }>(
    `select d ->> 'what' as what from core_own.objection, jsonb_array_elements(differences) d where tx_id = $1`,
    [transactions[2]]
  )
  t.same(
    silently.rows.map(({ what }) => what.split('/').slice(0, 3).join('/')),
    ['state page/trace/lot'],
    'a state alone, outcome and root as they should be'
  )
})

t.test('pages of what they made say so, those of what is made of it too, no others', async t => {
  for (const lot of ['WRONG-1', 'SILENT-1']) t.match(await page('leaf', lot), BANNER, lot)
  t.match(await page('crude', 'NOTHING-1'), BANNER)
  t.notMatch(await page('leaf', 'HONEST-1'), BANNER)
  const next = processing('WRONG-1', 'NEXT-1', 1000, 250)
  await all([service.send(next)])
  t.match(await page('crude', 'NEXT-1'), BANNER)
  await judged()
  t.equal((await law()).differences, 3, 'what honest people do with it is the law’s')
})

t.test('no proof is given of it; of all else it is', async t => {
  for (const command of [wrong, fromNothing, silent]) {
    const response = await proofOf(command)
    t.match([response.status, await response.json()], [409, { code: 'PROOF_WITHHELD' }])
  }
  const after = harvest('HONEST-3')
  await all([service.send(after)])
  for (const command of [honest, after]) t.ok(await holds(command))
  const { rows } = await service.pool.query('select from batch where checkpoint is not null and tx_id = any($1)', [
    transactions
  ])
  t.same(rows, [], 'the gateway had no checkpoint made of it')
})

t.test(
  'a checkpoint that they have made is endorsed by the third too: that the batch is there, and no more',
  async t => {
    const id = await commit('checkpoint', JSON.stringify(transactions), [BASE, RETAIL, REGULATOR])
    const { rows } = await service.pool.query<{ payload: Buffer; endorsers: string[] }>(
      'select payload, endorsers from checkpoint where tx_id = $1',
      [id]
    )
    t.same([...rows[0]!.endorsers].sort(), [BASE, REGULATOR, RETAIL])
    t.match(checkpointOf(rows[0]!.payload).record, { ledger: service.ledger, count: 3 })
    t.equal((await proofOf(wrong)).status, 409, 'this gateway gives no proof by it')
    await judged()
    t.equal((await law()).differences, 3, 'the checkpoint itself is as it should be')

    await service.pool.query('delete from core_own.objection')
    await found(0)
    const findings = await verified(wrong)
    t.ok(
      findings.every(({ ok }) => ok),
      'one that does not object gives a proof that verifies'
    )
    const attested = findings.filter(({ check }) => check === 'endorsement').map(({ detail }) => detail)
    t.same(
      attested,
      [BASE, REGULATOR, RETAIL].map(msp => `a peer of ${msp} attests that these batches are in its committed state`)
    )
    await service.pool.query(`update core_own.reconciliation set anew_at = now() - interval '1 day'`)
    await found(3)
  }
)

t.test('suyuan reconcile names them, and a rebuild does not make them go away', async t => {
  const told = await suyuan('reconcile')
  t.equal(told.code, 1)
  for (const id of transactions) t.match(told.out, `${id} in block`)
  t.match(
    told.out,
    /endorsed by BaseMSP, RetailMSP:\n {2}outcome 0 is {"status":"accepted",.*, the law says .*PLACE_KIND/
  )
  const { objections, total, unjudged } = JSON.parse((await suyuan('reconcile', '--json')).out) as Reconciliation
  t.same([objections.length, total, unjudged], [3, 0, 0])
  t.equal((await suyuan('rebuild')).code, 0)
  await judged()
  t.equal((await law()).differences, 3)
  t.match(await page('leaf', 'WRONG-1'), BANNER)
})
