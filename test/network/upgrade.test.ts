/** The law changed on a running service, by a majority, under load. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import { pino } from 'pino'
import t from 'tap'
import { until } from '../../network/wait.js'
import { reconcile } from '../../src/core/mirror/reconcile.js'
import { modules } from '../../src/modules/index.js'
import { projectionsOf } from '../../src/projections.js'
import { audit } from '../chaos/audit.js'
import { Chain } from '../chaos/chain.js'
import { SETTINGS } from '../chaos/chaos.js'
import { Driver } from '../chaos/driver.js'
import { garden, grams, lotOf, plot } from '../http/season.js'
import { copyOfCheckout, lawOf } from '../support/checkout.js'
import { uscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { all, Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES, REGULATOR, RETAIL } from '../support/world.js'

const AT_ONCE = 6
/** Commands that the load is to bring about before anything is changed, and after each change. */
const SOME = 25

t.setTimeout(400_000)
const service = await Service.start({ ...SETTINGS, SUYUAN_CHECKPOINT_SECONDS: '0' })
t.teardown(() => service.stop())
const { network } = service
const driver = new Driver(service, 20261125)
await driver.prepare()
const told = driver.run(AT_ONCE, [service.url])
told.catch(() => driver.end())
t.teardown(() => driver.end())

const grower = new Author(PARTIES.grower.uscc, BASE, service.ledger, signingKey('a phone of the upgrade'))
const harvestBy = (households: number, lot: string) => {
  const event = events.harvest({ base: garden, plot, goods: grams('leaf', lot, 1000) })
  return grower.capture({ ...event, ilmd: { ...event.ilmd, 'suyuan:households': households } })
}
const proofOf = async ({ key, id }: { key: string; id: string }) =>
  (await fetch(`${service.url}/api/core/commands/${key}/${id}/proof`)).text()
const holds = async (proof: string) => (await verifyProof(proof, service.ledger, proofCrypto)).every(({ ok }) => ok)

/** Waits until that many more commands of the load have been answered. */
function more(): Promise<true> {
  const answered = () => driver.journal.said.filter(({ told }) => told.length > 0).length
  const before = answered()
  return until('the load goes on', 60_000, async () => answered() >= before + SOME || undefined)
}

/** The next law is this one, but for at most a hundred households a harvest, and in its first edition: without hash ids. */
const checkout = copyOfCheckout(join(network.topology.home, 'next'))
const harvestLaw = join(checkout, 'src/model/dist/trace/harvest.js')
const text = readFileSync(harvestLaw, 'utf8')
writeFileSync(harvestLaw, text.replace('.max(10_000)', '.max(100)'))
const statements = join(checkout, 'src/model/dist/core/statements.js')
const newest = readFileSync(statements, 'utf8')
writeFileSync(statements, newest.replace('EDITIONS = [2, 1]', 'EDITIONS = [1]'))
const next = await lawOf(checkout)

t.test('the law changed by a majority while commands come in', async t => {
  t.not(readFileSync(harvestLaw, 'utf8'), text)
  t.not(readFileSync(statements, 'utf8'), newest)
  t.equal((await service.administer(BASE, 'keys', grower.registration)).status, 201)
  const before = harvestBy(200, 'HOUSEHOLDS-1')
  t.equal((await service.send(before)).status, 201)
  const proof = await proofOf(before)
  t.ok(await holds(proof))
  await more()

  await t.test('one organisation alone changes nothing', async t => {
    await t.rejects(network.adopt(next, ['base']), /Too few approve the law: base/)
    t.equal(network.definition?.sequence, 1)
    await more()
  })

  await t.test('two of three do, as the next sequence, and the third organisation’s writers are served on', async t => {
    t.same(await network.adopt(next, ['base', 'retail']), { sequence: 2, lawHash: next.hash })
    await more()
    const newcomer = { name: { zh: '演示·新', en: 'Demo newcomer' }, roles: [] }
    const organisations = [BASE, RETAIL, REGULATOR]
    await all(organisations.map((name, i) => service.administer(name, 'parties', { ...newcomer, uscc: uscc(900 + i) })))
  })

  await t.test('the third approves later, and all endorse', async t => {
    t.same(await network.adopt(next), { sequence: 2, lawHash: next.hash })
    await more()
  })

  await t.test('no acknowledged command is lost, doubled or left open', async t => {
    driver.end()
    await told
    const findings = await audit(service, driver.journal)
    t.same(findings.wrong.slice(0, 20), [])
    t.comment(`${findings.accepted} accepted, ${findings.refused} refused`)
  })

  await t.test(
    'what was judged by either law raises no alarm; of another than the gateway’s it says that it cannot tell',
    async t => {
      const chain = new Chain(network.topology.home)
      t.teardown(() => chain.close())
      const { objections, judged, unjudged } = await reconcile({
        ...{ databaseUrl: service.databaseUrl, fabric: chain.fabric },
        ...{ projections: projectionsOf(modules), log: pino({ level: 'silent' }) }
      })
      t.same(objections, [])
      t.ok(judged > 0 && unjudged > 0, `${judged} judged again, ${unjudged} not`)
    }
  )

  await t.test('the peers judge by the new law, and what was proved stays proved', async t => {
    const after = harvestBy(200, 'HOUSEHOLDS-2')
    t.match(await service.send(after), { status: 422, body: { code: 'PAYLOAD_INVALID' } })
    t.ok(await holds(proof), 'made before')
    t.ok(await holds(await proofOf(before)), 'of what was said before, made now')
    t.ok(await holds(await proofOf(after)), 'of what was refused by the new law')
    const taken = harvestBy(50, 'HOUSEHOLDS-3')
    t.equal((await service.send(taken)).status, 201)
    t.ok(
      await holds(await proofOf(taken)),
      'of what was accepted by it, which says less of a command than this gateway’s'
    )
    for (const lot of ['HOUSEHOLDS-1', 'HOUSEHOLDS-3']) {
      const { gtin } = lotOf('leaf', lot)
      const story = await fetch(`${service.url}/api/trace/provenance/${gtin}/lots/${lot}/proof`)
      const proof = await story.text()
      t.ok(await holds(proof), lot)
      t.equal(proof.includes('"hashId"'), lot === 'HOUSEHOLDS-1', lot)
    }
  })
})
