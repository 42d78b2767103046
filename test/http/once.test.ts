/** Exactly once, and in the order of cause: repetitions, races, conflicts and entries that come before what they need. */
import { readFileSync } from 'node:fs'
import { packBatch } from '@suyuan/model/node/batch-bytes'
import t from 'tap'
import { until } from '../../network/wait.js'
import { Fabric } from '../../src/core/ledger/fabric.js'
import { ConnectionProfile } from '../../src/core/ledger/profile.js'
import { gln, sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { mirrorDigest } from '../support/mirror-digest.js'
import { type Answer, all } from '../support/service.js'
import { BASE, PARTIES, PRODUCTS } from '../support/world.js'
import { bureau, CASES, garden, grams, lotOf, outlet, packOf, plot, Season, shipmentOf, toOutlet } from './season.js'

const season = await Season.start()
t.teardown(() => season.service.stop())
t.setTimeout(300_000)
const { service, authors } = season
await season.make()
await season.pack()

let made = 0
const harvest = () => events.harvest({ base: garden, plot, goods: grams('leaf', `O${made++}`, 1000) })
const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))

const transactionsOf = async (id: string) => {
  const { rows } = await service.pool.query('select status from command where command_id = $1', [id])
  return rows.map(({ status }) => status)
}

/** How many transactions Fabric found to have read what another had changed: MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT. */
const voidTransactions = async (): Promise<number> => {
  const { rows } = await service.pool.query('select count(*) from transaction where code in (11, 12)')
  return rows[0].count
}

t.test('the same signed command sent fifty times at once is one command', async t => {
  const command = authors.grower.capture(harvest())
  const answers = await Promise.all(times(50, () => service.send(command)))
  t.same(new Set(answers.map(({ status }) => status)), new Set([201]))
  t.equal(new Set(answers.map(({ body }) => body.transaction)).size, 1, 'all are told of one transaction')
  t.same(await transactionsOf(command.id), ['accepted'])
})

t.test('a refused command sent again is told the same, and stays one refusal', async t => {
  const command = authors.school.capture(harvest())
  const [first, again] = [await service.send(command), await service.send(command)]
  t.equal(first.status, 422)
  t.match(again, { status: 422, body: { code: first.body.code, facts: { transaction: first.body.facts.transaction } } })
  t.same(await transactionsOf(command.id), ['refused'])
})

t.test('with an API key', async t => {
  const { body: client } = await service.administer(BASE, 'clients', { party: PARTIES.cooperative.uscc, label: 'test' })
  const place = (code: string) => ({ gln: code, name: { zh: '仓', en: 'store' }, kind: 'warehouse', region: '441621' })
  const idempotent = (key: string, body: object) =>
    service.as(client.apiKey, '/api/core/places', body, { 'idempotency-key': key })

  t.test('one Idempotency-Key used fifty times at once is one command', async t => {
    const answers = await Promise.all(times(50, () => idempotent('k1', place(gln(71)))))
    t.same(new Set(answers.map(({ status }) => status)), new Set([201]))
    t.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
  })

  t.test('with another body it is refused', async t => {
    t.match(await idempotent('k1', place(gln(72))), { status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  })

  t.test('an answer that is not waited for says where to ask', async t => {
    const answer = await service.as(client.apiKey, '/api/core/places', place(gln(73)), {
      prefer: 'respond-async'
    })
    t.match(answer, { status: 202, body: { state: /received|submitted/ } })
    const status = await until('it is accepted', 30_000, async () => {
      const { body } = await service.get(answer.body.status)
      return body.state === 'accepted' ? body : undefined
    })
    t.match(status, { block: Number, transaction: /^[0-9a-f]{64}$/ })
  })
})

t.test('advice says what the law would, and does nothing', async t => {
  const command = authors.grower.capture(harvest())
  const advised = await service.post('/api/trace/commands?advise', command)
  t.match(advised, { status: 200, body: { advice: { status: 'accepted' } } })
  t.same(await transactionsOf(command.id), [])
})

t.test('a receipt that comes before its shipment waits, says for what, and goes through', async t => {
  const early = authors.supermarket.capture(
    events.receiving({ place: outlet, shipment: shipmentOf('W1'), cases: [CASES.home], time: events.at(20) })
  )
  const answer = await service.post('/api/trace/commands', early)
  t.match(answer, { status: 202, body: { state: 'waiting', waitingFor: [/^trace\/shipment\//] } })
  const ship = events.shipping({
    from: garden,
    to: toOutlet,
    shipment: shipmentOf('W1'),
    cases: [CASES.home],
    time: events.at(10)
  })
  await all([season.does('grower', ship)])
  await until('the receipt is accepted', 30_000, async () => {
    const { body } = await service.get(answer.body.status)
    return body.state === 'accepted' || undefined
  })
  const sold = await season.does(
    'supermarket',
    events.selling({ place: outlet, packs: [packOf('HOME000000')], time: events.at(30) })
  )
  t.equal(sold.status, 201, 'and what it brought can be sold')
})

t.test('what nobody ever brings is refused when its time has come', async t => {
  const command = authors.supermarket.capture(events.unpacking({ place: outlet, sscc: sscc(999) }))
  const answer = await service.post('/api/trace/commands', command)
  t.equal(answer.body.state, 'waiting')
  await service.pool.query(`update core_own.intake set wait_until = now() where command_id = $1`, [command.id])
  await season.does('grower', harvest())
  const { body } = await until('it is judged', 30_000, async () => {
    const status = await service.get(answer.body.status)
    return status.body.state === 'refused' ? status : undefined
  })
  t.equal(body.code, 'CASE_UNKNOWN')
})

t.test('two organisations that write the same lot at once both get through', async t => {
  const lots = times(6, index => lotOf('leaf', `RACE${index}`))
  await all(
    lots.map(({ lot }) =>
      season.does('grower', events.harvest({ base: garden, plot, goods: grams('leaf', lot, 1000) }))
    )
  )
  const answers = await Promise.all(
    lots.flatMap((lot): Promise<Answer>[] => [
      season.does('grower', events.holding({ place: garden, lots: [lot] })),
      season.does('inspector', events.holding({ place: bureau, lots: [lot] }))
    ])
  )
  t.same(new Set(answers.map(({ status }) => status)), new Set([201]))
})

t.test('mistake 13: hot keys: fifty sales of one lot at once are fifty sales, and no transaction is void', async t => {
  const lot = lotOf('pack', 'P9')
  const goods = [events.pieces(lot, 60)]
  const shipment = shipmentOf('P9')
  await all([
    season.does('grower', events.packing({ place: garden, inputs: [grams('crude', 'C1', 6000)], lot, pieces: 60 }))
  ])
  await all([
    season.does('grower', events.shipping({ from: garden, to: toOutlet, shipment, goods, time: events.at(10) }))
  ])
  await all([season.does('supermarket', events.receiving({ place: outlet, shipment, goods, time: events.at(20) }))])
  const sale = () => events.selling({ place: outlet, goods: [events.pieces(lot, 1)], time: events.at(30) })
  const conflicts = await voidTransactions()
  const answers = await Promise.all(times(50, () => season.does('supermarket', sale())))
  t.same(new Set(answers.map(({ status }) => status)), new Set([201]))
  const { rows } = await service.pool.query(
    'select sold, held from stock where gtin = $1 and lot = $2 and place = $3',
    [PRODUCTS.pack.gtin, 'P9', outlet]
  )
  t.same(rows, [{ sold: 50, held: 10 }])
  t.equal((await voidTransactions()) - conflicts, 0)
})

t.test(
  'mistake 2: tx_id is no primary key: an envelope submitted twice is stored twice, counts once, the mirror goes on',
  async t => {
    const profile = ConnectionProfile.parse(
      JSON.parse(readFileSync(`${service.network.topology.home}/connection.json`, 'utf8'))
    )
    const fabric = new Fabric(profile)
    t.teardown(() => fabric.close())
    const command = authors.grower.capture(harvest())
    const proposal = fabric
      .contract(BASE, 'client', 0)
      .newProposal('apply', { arguments: [await packBatch([JSON.stringify(command)])] })
    const transaction = await proposal.endorse()
    await transaction.submit()
    await fabric.gateway(BASE, 'client', 0).newTransaction(transaction.getBytes()).submit()
    const codes = await until('both are in the mirror', 30_000, async () => {
      const { rows } = await service.pool.query('select code from transaction where tx_id = $1 order by block, index', [
        transaction.getTransactionId()
      ])
      return rows.length === 2 ? rows.map(({ code }) => code) : undefined
    })
    t.same(codes, [0, 9], 'the second is DUPLICATE_TXID')
    t.same(await transactionsOf(command.id), ['accepted'])
  }
)

t.test('a command that another gateway brought to the ledger is known to this one', async t => {
  const profile = ConnectionProfile.parse(
    JSON.parse(readFileSync(`${service.network.topology.home}/connection.json`, 'utf8'))
  )
  const fabric = new Fabric(profile)
  t.teardown(() => fabric.close())
  const command = authors.grower.capture(harvest())
  const argument = await packBatch([JSON.stringify(command)])
  await fabric.contract(BASE, 'client', 1).submitTransaction('apply', argument)
  const answer = await service.send(command)
  t.equal(answer.status, 201)
  t.equal(answer.body.state, 'accepted', 'with its first outcome')
  t.same((await transactionsOf(command.id)).filter(status => status === 'accepted').length, 1)
})

t.test('the mirror made again from block 0 is the mirror that was', async t => {
  await until('nothing is on its way', 30_000, async () => {
    const { rows } = await service.pool.query(`select 1 from core_own.intake where state <> 'done'`)
    return rows.length === 0 || undefined
  })
  const before = await mirrorDigest(service.pool)
  const { rows } = await service.pool.query('select block from cursor')
  await service.pool.query(`update core_own.projection set version = 'old'`)
  service.network.supervisor.kill('gateway')
  await until('the mirror is whole again', 120_000, async () => {
    const { rows: now } = await service.pool.query('select version, block from core_own.projection, cursor')
    return (now[0]?.version !== 'old' && now[0]?.block === rows[0].block) || undefined
  })
  t.strictSame(await mirrorDigest(service.pool), before)
})
