/** What the peers refuse by themselves, whatever a gateway lets through: commands go straight to the chaincode. */
import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { common, msp, peer } from '@hyperledger/fabric-protos'
import type { Command } from '@suyuan/model/core/command'
import t from 'tap'
import { until } from '../../network/wait.js'
import { Fabric, type Role } from '../../src/core/ledger/fabric.js'
import { ConnectionProfile } from '../../src/core/ledger/profile.js'
import * as events from '../support/events.js'
import { Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS, RETAIL } from '../support/world.js'

const service = await Service.start()
t.teardown(() => service.stop())
t.setTimeout(300_000)
const { grower, supermarket } = await service.populate()
const profile = `${service.network.topology.home}/connection.json`
const fabric = new Fabric(ConnectionProfile.parse(JSON.parse(readFileSync(profile, 'utf8'))))
t.teardown(() => fabric.close())

let made = 0
const harvest = () => {
  const goods = events.grams({ gtin: PRODUCTS.leaf.gtin, lot: `D${made++}` }, 1000)
  return events.harvest({ base: PLACES.garden.gln, plot: PLACES.plot.gln, goods })
}
const place = (n: number) => ({
  gln: PLACES.bench.gln.replace(/.$/, String(n)),
  name: { zh: '一', en: 'a' },
  kind: 'office',
  region: '440300'
})

const apply = (argument: unknown, organisation = BASE, role: Role = 'client') =>
  fabric.contract(organisation, role, 0).newProposal('apply', {
    arguments: [argument instanceof Uint8Array ? argument : deflateRawSync(JSON.stringify(argument))]
  })

/** Submits a batch as it is, and gives back its outcomes from the mirror. */
async function outcomes(commands: readonly Command[], organisation = BASE, role: Role = 'client'): Promise<string[]> {
  const transaction = await apply({ commands }, organisation, role).endorse()
  const submitted = await transaction.submit()
  t.equal((await submitted.getStatus()).code, 0, 'the transaction itself is valid')
  return until('the mirror has it', 30_000, async () => {
    const { rows } = await service.pool.query(
      `select c.status || coalesce(' ' || c.code, '') as outcome from command c
       join transaction t on (t.block, t.index) = (c.block, c.tx_index) where t.tx_id = $1 order by c.position`,
      [transaction.getTransactionId()]
    )
    return rows.length === commands.length ? rows.map(({ outcome }) => outcome) : undefined
  })
}

t.test('forged, foreign and unknown speech is rejected, and leaves nothing on record', async t => {
  const honest = grower.capture(harvest())
  const stranger = new Author(PARTIES.grower.uscc, BASE, service.ledger, signingKey('stranger'))
  const elsewhere = grower.command('trace', 'capture', { events: [harvest()] }, { ledger: 'ef'.repeat(32) })
  const altered = { ...grower.capture(harvest()), signedAt: '2026-04-06T08:00:00+08:00' }
  const outcome = await outcomes([
    stranger.capture(harvest()),
    elsewhere,
    altered,
    honest,
    supermarket.capture(harvest())
  ])
  t.same(outcome, [
    'rejected KEY_UNKNOWN',
    'rejected LEDGER_MISMATCH',
    'rejected SIGNATURE_INVALID',
    'accepted',
    'rejected ORGANISATION_MISMATCH'
  ])
  t.same(await outcomes([honest]), ['repeated'], 'and a repetition is told from a first word')
})

t.test('a batch in which one is refused goes on with the next, which sees what those before it did', async t => {
  const first = harvest()
  t.same(await outcomes([grower.capture(first), grower.capture(first), grower.capture(harvest())]), [
    'accepted',
    'refused LOT_EXISTS',
    'accepted'
  ])
})

t.test('only a certificate that says administrator speaks for its organisation', async t => {
  const party = { uscc: PARTIES.school.uscc, name: { zh: '某', en: 'x' }, roles: [] }
  const pretender = new Author(BASE, BASE, service.ledger, signingKey('pretender'))
  t.same(await outcomes([pretender.command('core', 'registerParty', party)]), ['rejected ADMINISTRATOR_REQUIRED'])
  t.same(
    await outcomes([pretender.command('core', 'registerParty', party)], BASE, 'admin'),
    ['rejected ADMINISTRATOR_REQUIRED'],
    "nor does another key than the certificate's"
  )
})

t.test("an organisation cannot submit for another's party", async t => {
  t.same(await outcomes([grower.command('core', 'registerPlace', place(1))], RETAIL), [
    'rejected ORGANISATION_MISMATCH'
  ])
})

t.test('what is no batch is not endorsed', async t => {
  const wide = grower.capture(harvest())
  for (const argument of [
    {},
    { commands: [] },
    { commands: [{ ...wide, extra: 1 }] },
    { commands: [{ ...wide, signature: `${wide.signature}=` }] },
    Buffer.from(JSON.stringify({ commands: [wide] })),
    deflateRawSync(Buffer.alloc(64 * 1024 * 1024))
  ])
    await t.rejects(apply(argument).endorse(), { name: 'EndorseError' })
})

t.test('two organisations at the least endorse a transaction', async t => {
  const { rows } = await service.pool.query('select tx_id from transaction where root is not null')
  const { channel } = fabric.profile
  const qscc = fabric.gateway(BASE, 'client', 0).getNetwork(channel).getContract('qscc')
  for (const { tx_id } of rows.slice(-5)) {
    const endorsers = endorsersOf(await qscc.evaluateTransaction('GetTransactionByID', channel, tx_id))
    t.ok(new Set(endorsers).size >= 2, endorsers.join())
  }
})

/** MSP ids of who endorsed a processed transaction. */
function endorsersOf(bytes: Uint8Array): string[] {
  const envelope = peer.ProcessedTransaction.deserializeBinary(bytes).getTransactionenvelope()!
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8())
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList()
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(action!.getPayload_asU8()).getAction()!
  return endorsed
    .getEndorsementsList()
    .map(endorsement => msp.SerializedIdentity.deserializeBinary(endorsement.getEndorser_asU8()).getMspid())
}
