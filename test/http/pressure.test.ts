/** More than the ledger takes: the gateway says so at once, and loses nothing that it took. */
import t from 'tap'
import { findBinaries } from '../../network/binaries.js'
import { ordererProcess } from '../../network/processes.js'
import { settingsFrom } from '../../network/settings.js'
import { until } from '../../network/wait.js'
import * as events from '../support/events.js'
import { all, Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS } from '../support/world.js'

const MOST = 40
const ORDERERS = ['base-orderer', 'retail-orderer', 'regulator-orderer']

t.setTimeout(240_000)
const MOST_BYTES = 4_194_304
const service = await Service.start({
  SUYUAN_MOST_UNDER_WAY: String(MOST),
  SUYUAN_MOST_BYTES_UNDER_WAY: String(MOST_BYTES)
})
t.teardown(() => service.stop())
const { grower } = await service.populate()
const goods = events.grams({ gtin: PRODUCTS.leaf.gtin, lot: 'READ' }, 1000)
const picked = events.harvest({ base: PLACES.garden.gln, plot: PLACES.plot.gln, goods })
await all([service.send(grower.capture(picked))])
const devices = Array.from(
  { length: 8 },
  (_, i) => new Author(PARTIES.grower.uscc, BASE, service.ledger, signingKey(`phone ${i}`))
)
for (const { registration } of devices) await all([service.administer(BASE, 'keys', registration)])

const harvest = (number: number) =>
  devices[number % devices.length]!.capture(
    events.harvest({
      base: PLACES.garden.gln,
      plot: PLACES.plot.gln,
      goods: events.grams({ gtin: PRODUCTS.leaf.gtin, lot: `P${number}` }, 1000)
    })
  )

t.test(
  'mistake 10: quorum loss: what is taken is kept, what is beyond the bound gets a 503 to try again, reads work',
  async t => {
    const { supervisor, topology } = service.network
    const binaries = await findBinaries({ ready: settingsFrom().fabricBin, log: () => {} })
    const lost = topology.organisations.slice(0, 2)
    await supervisor.during(Promise.all(lost.map(({ orderer }) => supervisor.stop(orderer.name))))
    const commands = Array.from({ length: 3 * MOST }, (_, i) => harvest(i))
    const answers = await Promise.all(commands.map(command => service.send(command, { prefer: 'respond-async' })))
    const taken = commands.filter((_, i) => answers[i]!.status === 202)
    const turnedAway = answers.filter(({ status }) => status !== 202)
    t.equal(taken.length, MOST)
    for (const { status, body, headers } of turnedAway) {
      t.match({ status, body }, { status: 503, body: { code: 'OVERLOADED', detail: { zh: String, en: String } } })
      t.ok(Number(headers.get('retry-after')) > 0)
    }
    t.equal((await service.get('/healthz')).status, 200)
    t.equal((await service.get('/readyz')).status, 200)
    t.match(await service.get(`/api/trace/lots/${PRODUCTS.leaf.gtin}/READ`), { status: 200, body: { lot: 'READ' } })
    for (const org of lost) supervisor.start(ordererProcess(org, binaries))

    await until('all that was taken is on the ledger', 120_000, async () => {
      const { rows } = await service.pool.query(
        `select from command where status = 'accepted' and command_id = any($1)`,
        [taken.map(({ id }) => id)]
      )
      return rows.length === taken.length || undefined
    })
    for (const command of commands)
      await until('it is taken when it comes again', 60_000, async () => {
        const { status } = await service.send(command)
        return status === 201 || undefined
      })
    const { rows } = await service.pool.query<{ count: number }>(
      `select count(*) from command where status = 'accepted' and command_id = any($1)`,
      [commands.map(({ id }) => id)]
    )
    t.equal(rows[0]!.count, commands.length, 'each once')
  }
)

t.test('and so is what is too long, however few they are', async t => {
  const { supervisor } = service.network
  for (const name of ORDERERS) supervisor.kill(name, 'SIGSTOP')
  // Two thousand packs an event, of which the law will say that they are not the grower's to sell.
  const packs = Array.from({ length: 2000 }, (_, i) => ({ gtin: PRODUCTS.pack.gtin, serial: `LONG${i}` }))
  const selling = () => events.selling({ place: PLACES.garden.gln, packs })
  const commands = Array.from({ length: 10 }, (_, i) =>
    devices[i % devices.length]!.capture(...Array.from({ length: 6 }, selling))
  )
  const fit = Math.ceil(MOST_BYTES / JSON.stringify(commands[0]).length)
  t.ok(fit > 1 && fit < commands.length, `${fit} of them fit`)
  const answers: string[] = []
  for (const command of commands) {
    const { status, body } = await service.send(command, { prefer: 'respond-async, handling=strict' })
    answers.push(`${status} ${body.code ?? body.state}`)
  }
  for (const name of ORDERERS) supervisor.kill(name, 'SIGCONT')
  const turnedAway = answers.indexOf('503 OVERLOADED')
  t.equal(turnedAway, fit, answers.join())
  t.same(new Set(answers.slice(fit)), new Set(['503 OVERLOADED']))
  for (const command of commands)
    await until('it is judged when it comes again', 60_000, async () => {
      const { status, body } = await service.send(command)
      return (status === 422 && body.facts.transaction) || undefined
    })
})
