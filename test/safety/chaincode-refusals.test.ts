/** What the peers refuse by themselves, whatever a gateway lets through: commands go straight to the chaincode. */
import { deflateRawSync } from 'node:zlib'
import { common, msp, peer } from '@hyperledger/fabric-protos'
import type { Command } from '@suyuan/model/core/command'
import t from 'tap'
import { gln, uscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { Authority } from '../support/forge.js'
import { Peers } from '../support/peers.js'
import { Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS, RETAIL } from '../support/world.js'

const service = await Service.start()
t.teardown(() => service.stop())
t.setTimeout(300_000)
const { grower, cooperative, supermarket } = await service.populate()
const peers = new Peers(service)
t.teardown(() => peers.close())
const [base, retail] = [peers.creator(BASE), peers.creator(RETAIL)]

let made = 0
const harvest = () => {
  const goods = events.grams({ gtin: PRODUCTS.leaf.gtin, lot: `D${made++}` }, 1000)
  return events.harvest({ base: PLACES.garden.gln, plot: PLACES.plot.gln, goods })
}
const place = (n: number) => ({
  gln: gln(n),
  name: { zh: '一', en: 'a' },
  kind: 'office',
  region: '440300'
})
const party = (roles: string[], code: string = uscc(70)) => ({ uscc: code, name: { zh: '某', en: 'x' }, roles })
const LATER = { signedAt: '2026-04-06T08:00:00+08:00' }
/** All lots that harvests of this file could have made. */
const lots = async () => {
  const { rows } = await service.pool.query(`select lot from trace.lot where lot like 'D%' order by lot`)
  return rows.map(({ lot }) => lot as string)
}

t.test('a signed command that is replayed counts once', async t => {
  const honest = grower.capture(harvest())
  t.same(await peers.outcomes([honest]), ['accepted'])
  t.same(await peers.outcomes([honest]), ['repeated'], 'in another transaction')
  const another = grower.capture(harvest())
  t.same(await peers.outcomes([another, another]), ['accepted', 'repeated'], 'in the same one')
  const refused = grower.capture({ ...harvest(), quantityList: honest.payload.events })
  t.same(await peers.outcomes([refused, refused]), ['refused PAYLOAD_INVALID', 'repeated'], 'refused ones too')
})

t.test('a command that was signed for another network', async t => {
  const elsewhere = grower.command('trace', 'capture', { events: [harvest()] }, { ledger: 'ef'.repeat(32) })
  const outcome = await peers.outcomes([elsewhere, { ...elsewhere, ledger: service.ledger }])
  t.same(outcome, ['rejected LEDGER_MISMATCH', 'rejected SIGNATURE_INVALID'], 'nor when it is made to name this one')
})

t.test('a command id that stood for something else', async t => {
  const first = grower.capture(harvest())
  const other = grower.command('trace', 'capture', { events: [harvest()] }, { id: first.id })
  const others = supermarket.command('core', 'registerPlace', place(201), { id: first.id })
  t.same(await peers.outcomes([first, other]), ['accepted', 'rejected COMMAND_ID_REUSED'])
  t.same(await peers.outcomes([others], retail), ['accepted'], "another's id is another's")
  t.same(await peers.outcomes([{ ...first, key: cooperative.key.id }]), ['rejected KEY_NOT_AUTHORS'])
})

t.test('words that were altered after signing, whichever', async t => {
  const before = await lots()
  const altered = (change: Partial<Command>) => ({ ...grower.capture(harvest()), ...change })
  const outcome = await peers.outcomes([
    altered({ payload: { events: [harvest()] } }),
    altered({ action: 'captures' }),
    altered({ module: 'core' }),
    altered({ sequence: 999_999 }),
    altered(LATER),
    altered({ id: '00000000-0000-4000-8000-000000000000' })
  ])
  t.same(new Set(outcome), new Set(['rejected SIGNATURE_INVALID']))
  t.same(await lots(), before)
})

t.test('a key that is unknown, or not the author’s', async t => {
  const stranger = new Author(PARTIES.grower.uscc, BASE, service.ledger, signingKey('stranger'))
  const thief = new Author(PARTIES.grower.uscc, BASE, service.ledger, cooperative.key)
  const borrowed = { ...cooperative.capture(harvest()), key: grower.key.id, author: PARTIES.grower.uscc }
  t.same(await peers.outcomes([stranger.capture(harvest()), thief.capture(harvest()), borrowed]), [
    'rejected KEY_UNKNOWN',
    'rejected KEY_NOT_AUTHORS',
    'rejected SIGNATURE_INVALID'
  ])
})

t.test('a revoked key, whatever times its commands claim', async t => {
  const lost = new Author(PARTIES.grower.uscc, BASE, service.ledger, signingKey('lost phone'))
  await service.administer(BASE, 'keys', lost.registration)
  t.same(await peers.outcomes([lost.capture(harvest())]), ['accepted'])
  await service.administer(BASE, 'revocations', { key: lost.key.id })
  const events = [{ ...harvest(), eventTime: '2020-01-01T08:00:00+08:00' }]
  const backDated = lost.command('trace', 'capture', { events }, { signedAt: '2020-01-01T08:00:00+08:00' })
  t.same(await peers.outcomes([backDated]), ['rejected KEY_REVOKED'])
})

t.test('a signature whose s is high, though it verifies', async t => {
  const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const honest = grower.capture(harvest())
  const raw = Buffer.from(honest.signature, 'base64url')
  const high = (ORDER - BigInt(`0x${raw.toString('hex', 32)}`)).toString(16).padStart(64, '0')
  const signature = Buffer.concat([raw.subarray(0, 32), Buffer.from(high, 'hex')]).toString('base64url')
  t.same(await peers.outcomes([{ ...honest, signature }, honest]), ['rejected SIGNATURE_INVALID', 'accepted'])
})

t.test("an organisation that submits for another's party", async t => {
  t.same(await peers.outcomes([supermarket.capture(harvest())], base), ['rejected ORGANISATION_MISMATCH'])
  t.same(await peers.outcomes([grower.command('core', 'registerPlace', place(202))], retail), [
    'rejected ORGANISATION_MISMATCH'
  ])
})

t.test('a creator who is not who he says', async t => {
  const commands = [grower.capture(harvest())]
  const own = new Authority('ca.base.suyuan.test').issue('client')
  const forged = {
    "another's certificate with a key of his own": { ...base, privateKey: own.privateKey },
    'a certificate of an authority of his own': { ...base, ...own },
    "his own certificate under another's name": { ...retail, mspId: BASE },
    'an organisation that there is not': { ...base, mspId: 'OtherMSP' }
  }
  for (const [what, creator] of Object.entries(forged))
    await t.rejects(peers.propose({ commands }, creator).endorse(), { name: 'EndorseError' }, what)
  t.same(await peers.outcomes(commands), ['accepted'], 'the same from whom it may come')
})

t.test('a certificate that has expired', async t => {
  const commands = [grower.capture(harvest())]
  const expired = peers.reissued(BASE, new Date(Date.now() - 1000))
  const refusal = await peers
    .propose({ commands }, expired)
    .endorse()
    .catch(error => JSON.stringify(error.details))
  t.match(refusal, /expired/)
  const good = peers.reissued(BASE, new Date(Date.now() + 3_600_000))
  t.same(await peers.outcomes(commands, good), ['accepted'], 'one that has not, made the same way')
})

t.test('a proposal whose clock is false', async t => {
  const MINUTE = 60_000
  const commands = [grower.capture(harvest())]
  for (const off of [-6 * MINUTE, 6 * MINUTE, -365 * 24 * 60 * MINUTE]) {
    const refusal = await peers
      .proposeAt(off, { commands })
      .endorse()
      .catch(error => JSON.stringify(error.details))
    t.match(refusal, /proposal time is off/)
  }
  await t.resolves(peers.proposeAt(-4 * MINUTE, { commands }).endorse(), 'one that is a little slow')
})

t.test('only a certificate that says administrator speaks for its organisation', async t => {
  const pretender = new Author(BASE, BASE, service.ledger, signingKey('pretender'))
  t.same(await peers.outcomes([pretender.command('core', 'registerParty', party([]))]), [
    'rejected ADMINISTRATOR_REQUIRED'
  ])
  t.same(
    await peers.outcomes([pretender.command('core', 'registerParty', party([]))], peers.creator(BASE, 'admin')),
    ['rejected ADMINISTRATOR_REQUIRED'],
    "nor does another key than the certificate's"
  )
  const administrator = peers.administrator(BASE)
  t.same(
    await peers.outcomes([administrator.command('core', 'registerParty', party([]))]),
    ['rejected ADMINISTRATOR_REQUIRED'],
    "nor the administrator's key by another's certificate"
  )
})

t.test('a role that one gives oneself', async t => {
  const { uscc: grown } = PARTIES.grower
  t.same(await peers.outcomes([grower.command('core', 'grantRoles', { uscc: grown, roles: ['inspector'] })]), [
    'refused ADMINISTRATOR_REQUIRED'
  ])
  const administrator = peers.administrator(BASE)
  const commands = [
    administrator.command('core', 'grantRoles', { uscc: grown, roles: [...PARTIES.grower.roles, 'laboratory'] }),
    administrator.command('core', 'registerParty', party(['certifier']))
  ]
  t.same(await peers.outcomes(commands, peers.creator(BASE, 'admin')), [
    'refused REGULATOR_REQUIRED',
    'refused REGULATOR_REQUIRED'
  ])
  const { roles } = (await service.get(`/api/core/parties/${grown}`)).body
  t.same(roles, PARTIES.grower.roles)
})

t.test('a USCC of another organisation', async t => {
  const { uscc: grown } = PARTIES.grower
  const administrator = peers.administrator(RETAIL)
  const key = new Author(grown, RETAIL, service.ledger, signingKey('taken')).registration
  const commands = [
    administrator.command('core', 'registerParty', party([], grown)),
    administrator.command('core', 'grantRoles', { uscc: grown, roles: ['retailer'] }),
    administrator.command('core', 'releaseParty', { uscc: grown, to: RETAIL }),
    administrator.command('core', 'claimParty', { uscc: grown }),
    administrator.command('core', 'registerKey', key),
    administrator.command('core', 'revokeKey', { key: grower.key.id })
  ]
  t.same(await peers.outcomes(commands, peers.creator(RETAIL, 'admin')), [
    'refused PARTY_EXISTS',
    'refused ORGANISATION_MISMATCH',
    'refused ORGANISATION_MISMATCH',
    'refused PARTY_NOT_RELEASED',
    'refused ORGANISATION_MISMATCH',
    'refused ORGANISATION_MISMATCH'
  ])
  t.same(await peers.outcomes([grower.capture(harvest())]), ['accepted'], 'and its own goes on')
})

t.test('a batch in which one is refused goes on with the next, which sees what those before it did', async t => {
  const first = harvest()
  t.same(await peers.outcomes([grower.capture(first), grower.capture(first), grower.capture(harvest())]), [
    'accepted',
    'refused LOT_EXISTS',
    'accepted'
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
    await t.rejects(peers.propose(argument).endorse(), { name: 'EndorseError' })
})

t.test('two organisations at the least endorse a transaction', async t => {
  const { rows } = await service.pool.query('select tx_id from transaction where root is not null')
  for (const { tx_id } of rows.slice(-5)) {
    const endorsers = endorsersOf(await peers.transaction(tx_id))
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
