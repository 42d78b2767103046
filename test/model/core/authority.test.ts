import {
  type KeyRecord,
  keyKey,
  type Party,
  type Place,
  type Product,
  partyKey,
  placeKey,
  productKey
} from '@suyuan/model/core/records'
import t from 'tap'
import { gln, gtin, uscc } from '../../support/codes.js'
import { Author, signingKey } from '../../support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS, REGULATOR, RETAIL } from '../../support/world.js'
import { codeOf, facts, LEDGER, smallWorld, Voice } from '../support.js'

const name = { zh: '演示·新社', en: 'Demo New' }
const { grower, laboratory } = PARTIES
const newcomer = (roles: string[] = ['producer']) => ({ uscc: uscc(99), name, roles })

t.test('parties are registered, changed and moved by administrators only', async t => {
  const { grower: voice } = smallWorld()
  const asked = {
    registerParty: newcomer(),
    grantRoles: { uscc: grower.uscc, roles: [] },
    releaseParty: { uscc: grower.uscc, to: RETAIL },
    claimParty: { uscc: grower.uscc },
    registerKey: voice.registration,
    revokeKey: { key: voice.key.id },
    proposeParameter: { name: 'trace.packing.excess', value: 1100, source: 'x' },
    acceptParameter: { name: 'trace.packing.excess', value: 1100, source: 'x' }
  }
  for (const [action, payload] of Object.entries(asked))
    t.equal(codeOf(voice.does(action, payload)), 'ADMINISTRATOR_REQUIRED', action)
})

t.test('laboratory, certifier, office and inspector are granted by the regulator alone', async t => {
  const { admins } = smallWorld()
  for (const role of ['laboratory', 'certifier', 'office', 'inspector'])
    t.equal(codeOf(admins.base.does('registerParty', newcomer([role]))), 'REGULATOR_REQUIRED', role)
  t.equal(codeOf(admins.base.does('grantRoles', { uscc: grower.uscc, roles: ['inspector'] })), 'REGULATOR_REQUIRED')
  const regulated = ['producer', 'processor', 'packer', 'inspector']
  t.equal(codeOf(admins.regulator.does('grantRoles', { uscc: grower.uscc, roles: regulated })), 'accepted')
  t.equal(
    codeOf(admins.base.does('grantRoles', { uscc: grower.uscc, roles: ['producer'] })),
    'REGULATOR_REQUIRED',
    'nor taken by another'
  )
})

t.test('the other roles are granted by the party’s own organisation alone', async t => {
  const world = smallWorld()
  const { admins } = world
  const roles = ['producer', 'buyer']
  t.equal(codeOf(admins.retail.does('grantRoles', { uscc: grower.uscc, roles })), 'ORGANISATION_MISMATCH')
  t.equal(codeOf(admins.regulator.does('grantRoles', { uscc: grower.uscc, roles })), 'ORGANISATION_MISMATCH')
  t.equal(codeOf(admins.base.does('grantRoles', { uscc: uscc(98), roles })), 'PARTY_UNKNOWN')
  t.equal(codeOf(admins.base.does('grantRoles', { uscc: grower.uscc, roles })), 'accepted')
  t.same(world.read<Party>(partyKey(grower.uscc))?.roles, roles)
})

t.test('a party is registered once', async t => {
  const { admins } = smallWorld()
  t.equal(codeOf(admins.base.does('registerParty', newcomer())), 'accepted')
  t.equal(codeOf(admins.retail.does('registerParty', newcomer())), 'PARTY_EXISTS')
})

t.test('a social credit code whose check character is wrong is taken with a warning', async t => {
  const { admins } = smallWorld()
  const party = (code: string) => ({ uscc: code, name, roles: [], licence: 'SC11444162100001' })
  t.same(facts(admins.base.does('registerParty', party('91350200MA2YJ1XR9G'))), [])
  t.match(facts(admins.base.does('registerParty', party('91350100M0001TGQXM'))), [
    { type: 'warning', code: 'USCC_CHECK_CHARACTER' }
  ])
})

t.test('moving a party needs both organisations', async t => {
  const world = smallWorld()
  const { base, retail, regulator } = world.admins
  const { uscc: moved } = grower
  t.equal(codeOf(retail.does('claimParty', { uscc: moved })), 'PARTY_NOT_RELEASED')
  t.equal(codeOf(retail.does('claimParty', { uscc: uscc(98) })), 'PARTY_UNKNOWN')
  t.equal(codeOf(retail.does('releaseParty', { uscc: moved, to: RETAIL })), 'ORGANISATION_MISMATCH')
  t.equal(codeOf(base.does('releaseParty', { uscc: uscc(98), to: RETAIL })), 'PARTY_UNKNOWN')
  t.equal(codeOf(base.does('releaseParty', { uscc: moved, to: RETAIL })), 'accepted')
  t.equal(codeOf(regulator.does('claimParty', { uscc: moved })), 'PARTY_NOT_RELEASED')
  t.equal(codeOf(retail.does('claimParty', { uscc: moved })), 'accepted')

  t.equal(world.read<Party>(partyKey(moved))?.organisation, RETAIL)
  t.equal(codeOf(base.does('claimParty', { uscc: moved })), 'PARTY_NOT_RELEASED', 'a release is good once')
  const place = { gln: gln(50), name, kind: 'factory', region: '441621' }
  t.equal(codeOf(world.grower.does('registerPlace', place)), 'ORGANISATION_MISMATCH')
  const inRetail = new Voice(world, moved, RETAIL, world.grower.key)
  t.equal(codeOf(inRetail.submit(inRetail.command('core', 'registerPlace', place, { sequence: 90 }))), 'accepted')
})

t.test('keys are registered and revoked by the organisation of their party', async t => {
  const world = smallWorld()
  const { base, retail } = world.admins
  const second = new Author(grower.uscc, BASE, LEDGER, signingKey('second'))
  const registration = { ...second.registration, label: '手机' }
  const { key } = registration
  t.equal(codeOf(retail.does('registerKey', registration)), 'ORGANISATION_MISMATCH')
  t.equal(codeOf(base.does('registerKey', { ...registration, party: uscc(98) })), 'PARTY_UNKNOWN')
  t.equal(codeOf(base.does('revokeKey', { key })), 'KEY_UNKNOWN')
  const { possession } = new Author(uscc(98), BASE, LEDGER, second.key).registration
  t.equal(codeOf(base.does('registerKey', { ...registration, possession })), 'SIGNATURE_INVALID', "another's word")
  const stranger = signingKey('stranger').id
  t.equal(codeOf(base.does('registerKey', { ...registration, key: stranger })), 'SIGNATURE_INVALID', 'another id')
  t.equal(codeOf(base.does('registerKey', registration)), 'accepted')
  t.equal(codeOf(base.does('registerKey', registration)), 'KEY_EXISTS')
  t.equal(codeOf(retail.does('revokeKey', { key })), 'ORGANISATION_MISMATCH')
  t.equal(codeOf(retail.does('revokeKey', { key: base.key.id })), 'ORGANISATION_MISMATCH', 'nor a certificate')
  t.equal(codeOf(base.does('revokeKey', { key })), 'accepted')

  const revoked = () => world.read<KeyRecord>(keyKey(key))?.revoked
  t.same(revoked(), { at: world.recordedAt })
  const first = world.recordedAt
  world.recordedAt = '2026-05-01T00:00:00.000Z'
  const compromisedSince = '2026-03-01T00:00:00Z'
  t.equal(codeOf(base.does('revokeKey', { key, compromisedSince })), 'accepted', 'learnt later since when')
  t.equal(codeOf(base.does('revokeKey', { key })), 'accepted')
  t.same(revoked(), { at: first, compromisedSince })
})

t.test('a place is registered once, under a place of the same party if under any', async t => {
  const world = smallWorld()
  const place = { gln: gln(60), name, kind: 'plot', region: '441621' }
  t.equal(codeOf(world.grower.does('registerPlace', { ...place, parent: gln(61) })), 'PLACE_UNKNOWN')
  t.equal(codeOf(world.grower.does('registerPlace', { ...place, parent: PLACES.hill.gln })), 'PLACE_NOT_AUTHORS')
  t.equal(codeOf(world.grower.does('registerPlace', { ...place, parent: PLACES.garden.gln })), 'accepted')
  t.equal(codeOf(world.cooperative.does('registerPlace', place)), 'PLACE_EXISTS')
  t.match(world.read<Place>(placeKey(gln(60))), { party: grower.uscc, parent: PLACES.garden.gln })
})

t.test('a product is registered once; pieces have a net content, bulk has none', async t => {
  const world = smallWorld()
  const product = { gtin: gtin(60), name, form: 'tea-pack', unit: 'piece' }
  const registered = (more: object) => world.grower.does('registerProduct', { ...product, ...more })
  t.match(registered({}), { facts: { field: 'netGrams', problem: 'PIECES_HAVE_NET_CONTENT' } })
  t.match(registered({ unit: 'gram', netGrams: 5 }), { facts: { field: 'netGrams' } })
  t.equal(codeOf(registered({ netGrams: 5 })), 'accepted')
  t.equal(codeOf(world.cooperative.does('registerProduct', { ...product, netGrams: 6 })), 'PRODUCT_EXISTS')
  t.match(world.read<Product>(productKey(gtin(60))), { owner: grower.uscc, netGrams: 5 })
  t.equal(
    codeOf(world.cooperative.does('registerProduct', { ...product, gtin: PRODUCTS.pack.gtin })),
    'PAYLOAD_INVALID'
  )
})

t.test('the regulator’s own parties are of its organisation', async t => {
  t.equal(smallWorld().read<Party>(partyKey(laboratory.uscc))?.organisation, REGULATOR)
  t.equal(smallWorld().read<Party>(partyKey(grower.uscc))?.organisation, BASE)
})
