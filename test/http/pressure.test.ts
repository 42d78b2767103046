/** More than the ledger takes: the gateway says so at once, and loses nothing that it took. */
import t from 'tap'
import { until } from '../../network/wait.js'
import * as events from '../support/events.js'
import { all, Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS } from '../support/world.js'

const MOST = 40
const ORDERERS = ['base-orderer', 'retail-orderer', 'regulator-orderer']

t.setTimeout(240_000)
const service = await Service.start({ SUYUAN_MOST_UNDER_WAY: String(MOST) })
t.teardown(() => service.stop())
await service.populate()
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

t.test('while nothing can be ordered, what is beyond the bound is turned away with the time to come again', async t => {
  const { supervisor } = service.network
  for (const name of ORDERERS) supervisor.kill(name, 'SIGSTOP')
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
  for (const name of ORDERERS) supervisor.kill(name, 'SIGCONT')

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
})
