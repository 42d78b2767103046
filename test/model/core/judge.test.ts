import { judged, type Outcome } from '@suyuan/model/core/judge'
import { type KeyRecord, keyKey, partyKey } from '@suyuan/model/core/records'
import { REFUSALS, Refusal } from '@suyuan/model/core/refusal'
import { Draft, NotLoaded, Overlay } from '@suyuan/model/core/state'
import { laws } from '@suyuan/model/laws'
import { crypto } from '@suyuan/model/node/crypto'
import t from 'tap'
import { grams, harvest } from '../../support/events.js'
import { Author, signed, signingKey } from '../../support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS, RETAIL } from '../../support/world.js'
import { codeOf, emptyWorld, LEDGER, smallWorld, Voice } from '../support.js'

const gone = { uscc: PARTIES.grower.uscc, name: { zh: '某', en: 'one' }, roles: [] }
const place = (voice: Voice, sequence?: number) =>
  voice.command('core', 'registerPlace', {}, sequence ? { sequence } : {})

/** The outcome, when nothing is kept of the command. */
function rejection(world: { states: Map<string, string> }, say: () => Outcome) {
  const before = new Map(world.states)
  const outcome = say()
  return {
    status: outcome.status,
    code: codeOf(outcome),
    changed: [...world.states].some(([k, v]) => before.get(k) !== v)
  }
}
const rejected = (code: string) => ({ status: 'rejected', code, changed: false })

t.test('a command for another ledger is rejected', async t => {
  const world = smallWorld()
  const command = world.grower.command('core', 'registerPlace', {}, { ledger: '0'.repeat(64) })
  t.same(
    rejection(world, () => world.grower.submit(command)),
    rejected('LEDGER_MISMATCH')
  )
})

t.test('a key that nobody registered speaks for nobody', async t => {
  const world = smallWorld()
  const stranger = new Voice(world, PARTIES.grower.uscc, BASE)
  t.same(
    rejection(world, () => stranger.does('registerPlace', {})),
    rejected('KEY_UNKNOWN')
  )
})

t.test("a party's key does not speak for another party", async t => {
  const world = smallWorld()
  const command = world.grower.command('core', 'registerPlace', {}, { author: PARTIES.cooperative.uscc })
  t.same(
    rejection(world, () => world.grower.submit(command)),
    rejected('KEY_NOT_AUTHORS')
  )
})

t.test('what was altered after signing is rejected', async t => {
  const world = smallWorld()
  const command = { ...world.grower.command('core', 'registerPlace', {}), payload: { gln: '1' } }
  t.same(
    rejection(world, () => world.grower.submit(command)),
    rejected('SIGNATURE_INVALID')
  )
})

t.test('a revoked key is rejected, whatever time its command claims', async t => {
  const world = smallWorld()
  const early = world.grower.command('core', 'registerPlace', {}, { signedAt: '2020-01-01T00:00:00Z' })
  world.admins.base.does('revokeKey', { key: world.grower.key.id })
  t.same(
    rejection(world, () => world.grower.submit(early)),
    rejected('KEY_REVOKED')
  )
})

t.test("another organisation cannot submit a party's command", async t => {
  const world = smallWorld()
  const command = place(world.grower)
  t.same(
    rejection(world, () => world.submit(command, RETAIL)),
    rejected('ORGANISATION_MISMATCH')
  )
})

t.test('a key of a party that was never registered is rejected', async t => {
  const world = smallWorld()
  world.states.delete(partyKey(PARTIES.grower.uscc))
  t.same(
    rejection(world, () => world.grower.does('registerPlace', {})),
    rejected('PARTY_UNKNOWN')
  )
})

t.test('an organisation speaks only by the certificate of its administrator, through itself', async t => {
  const world = smallWorld()
  const { base } = world.admins
  t.same(
    rejection(world, () => world.batch([base.command('core', 'registerParty', gone)], RETAIL)[0]!),
    rejected('ADMINISTRATOR_REQUIRED')
  )
  const clerk = new Voice(world, BASE, BASE)
  t.same(
    rejection(world, () => clerk.does('registerParty', gone)),
    rejected('ADMINISTRATOR_REQUIRED')
  )
  const asParty = base.command('core', 'registerPlace', {}, { author: PARTIES.grower.uscc })
  t.same(
    rejection(world, () => base.submit(asParty)),
    rejected('ADMINISTRATOR_REQUIRED')
  )
  const asRetail = world.admins.retail.command('core', 'registerParty', gone, { author: BASE })
  t.same(
    rejection(world, () => world.admins.retail.submit(asRetail)),
    rejected('ADMINISTRATOR_REQUIRED')
  )
})

t.test("an administrator's certificate is on record with its first word", async t => {
  const world = emptyWorld()
  const { base } = world.admins
  t.equal(world.read(keyKey(base.key.id)), null)
  t.equal(codeOf(base.does('registerParty', gone)), 'accepted')
  t.match(world.read<KeyRecord>(keyKey(base.key.id)), { party: BASE, custody: 'certificate' })
  t.equal(codeOf(base.does('registerParty', gone)), 'PARTY_EXISTS')
})

t.test('an administrator may revoke its own certificate, and is silent from then on', async t => {
  const world = emptyWorld()
  const { base } = world.admins
  t.equal(codeOf(base.does('revokeKey', { key: base.key.id })), 'KEY_UNKNOWN', 'not before its first word')
  t.equal(codeOf(base.does('revokeKey', { key: base.key.id })), 'accepted')
  t.equal(codeOf(base.does('registerParty', gone)), 'KEY_REVOKED')
})

t.test('an action that no module has is refused, and stays so', async t => {
  const world = smallWorld()
  const { grower } = world
  for (const [module, action] of [
    ['core', 'conjure'],
    ['magic', 'conjure'],
    ['core', 'constructor'],
    ['core', 'toString'],
    ['core', 'hasOwnProperty']
  ] as const) {
    const outcome = grower.submit(grower.command(module, action, {}))
    t.match(outcome, { status: 'refused', code: 'ACTION_UNKNOWN', facts: { module, action } })
  }
})

t.test('a malformed payload is refused, and the field at fault named', async t => {
  const world = smallWorld()
  t.match(world.admins.base.does('registerParty', { ...gone, uscc: 'x' }), { facts: { field: 'uscc' } })
  t.match(world.grower.submit(world.grower.command('trace', 'capture', {})), { facts: { field: 'events' } })
  t.match(world.admins.base.does('registerParty', { ...gone, more: 1 }), {
    status: 'refused',
    code: 'PAYLOAD_INVALID',
    facts: { field: '(root)' }
  })
})

t.test('what a refusal cites of a payload is no longer than a reader needs', async t => {
  const { base } = smallWorld().admins
  const outcome = base.does('registerParty', { ...gone, [`${'𠮷'.repeat(3000)}`]: 1 })
  const problem = 'facts' in outcome ? String((outcome.facts as { problem?: string }).problem) : ''
  t.ok(problem.length > 100 && problem.length < 300 && problem.isWellFormed(), problem)
})

t.test('an id said again with another content is rejected', async t => {
  const world = smallWorld()
  const { grower } = world
  const first = grower.command('core', 'registerPlace', {})
  grower.submit(first)
  const second = grower.command('core', 'registerPlace', { gln: '1' }, { id: first.id })
  t.same(
    rejection(world, () => grower.submit(second)),
    rejected('COMMAND_ID_REUSED')
  )
})

t.test('a sequence said again under another id is rejected', async t => {
  const world = smallWorld()
  const { grower } = world
  grower.submit(place(grower, 40))
  t.same(
    rejection(world, () => grower.submit(place(grower, 40))),
    rejected('COMMAND_ID_REUSED')
  )
})

t.test('a command may come however late, and its repetition is told all the same', async t => {
  const world = smallWorld()
  const { grower } = world
  const late = place(grower, 1_000)
  t.match(grower.submit(place(grower, 1_000_000)), { status: 'refused' })
  t.match(grower.submit(late), { status: 'refused' })
  t.same(grower.submit(late), { status: 'repeated', first: 'refused' })
})

t.test('the same command again answers as the first time and changes nothing', async t => {
  const world = smallWorld()
  const accepted = world.admins.base.command('core', 'registerParty', { ...gone, uscc: '91350200MA2YJ1XR9G' })
  const refused = world.admins.base.command('core', 'registerParty', gone)
  t.equal(codeOf(world.submit(accepted, BASE)), 'accepted')
  t.match(world.submit(refused, BASE), { status: 'refused', code: 'PARTY_EXISTS' })
  const before = new Map(world.states)
  t.same(world.submit(accepted, BASE), { status: 'repeated', first: 'accepted' })
  t.same(world.submit(refused, BASE), { status: 'repeated', first: 'refused' })
  t.same(world.states, before)
})

t.test('commands of one batch see what those before them did, and a repetition among them is seen', async t => {
  const world = emptyWorld()
  const { base } = world.admins
  const party = base.command('core', 'registerParty', gone)
  const key = signingKey('new')
  const grower = new Voice(world, gone.uscc, BASE, key)
  const registration = { ...grower.registration, custody: 'gateway', label: '网关' }
  const outcomes = world.batch(
    [party, base.command('core', 'registerKey', registration), party, grower.command('trace', 'fly', {})],
    BASE
  )
  t.same(outcomes.map(codeOf), ['accepted', 'accepted', 'repeated', 'ACTION_UNKNOWN'])
})

t.test('a fault of the law is thrown, not taken for a refusal', async t => {
  t.throws(() => new Draft(new Overlay()).read('core/party/x'), NotLoaded)
  const world = smallWorld()
  const party = partyKey(world.grower.id)
  world.states.set(party, JSON.stringify({ ...world.read(party), roles: null }))
  const harvested = harvest({
    base: PLACES.garden.gln,
    plot: PLACES.plot.gln,
    goods: grams({ gtin: PRODUCTS.leaf.gtin, lot: 'A' }, 1)
  })
  t.throws(() => world.grower.captures(harvested))
})

t.test('every refusal says why in both languages', async t => {
  for (const [code, { zh, en }] of Object.entries(REFUSALS)) {
    t.match(zh, /^[\u4e00-\u9fff，、]+$/, code)
    t.match(en, /^[A-Z][ -~]+$/, code)
  }
  t.match(new Refusal('LOT_HELD'), { message: 'LOT_HELD The lot is on hold', facts: {} })
})

t.test('a signature is good on one network and by one key only', async t => {
  const author = new Author(PARTIES.grower.uscc, BASE, LEDGER)
  const command = author.command('core', 'registerPlace', {})
  t.not(signed({ ...command }, signingKey('another')).signature, command.signature)
})

t.test('whoever keeps states elsewhere brings what the law asks for', async t => {
  const world = smallWorld()
  const command = world.grower.capture(
    harvest({
      base: PLACES.garden.gln,
      plot: PLACES.plot.gln,
      goods: grams({ gtin: PRODUCTS.leaf.gtin, lot: 'BROUGHT' }, 1000)
    })
  )
  const submission = { ledger: LEDGER, organisation: BASE, recordedAt: world.recordedAt }
  const overlay = new Overlay()
  const asked: string[] = []
  const load = async (keys: readonly string[]) => {
    asked.push(...keys)
    for (const key of keys) overlay.load(key, world.read(key))
  }
  t.same(await judged(command, laws, overlay, submission, crypto, load), world.grower.submit(command))
  t.ok(asked.includes(partyKey(PARTIES.grower.uscc)))
})
