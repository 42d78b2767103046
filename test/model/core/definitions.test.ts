/** Two definitions of the one law: which judges what, and what each knows of the other. */
import { chaincodeOf, definitionOf, isOf, REGULATED_MODULES, sidesOf } from '@suyuan/model/core/definitions'
import { firstKeys } from '@suyuan/model/core/judge'
import { isBarred, keyKey, type Standing, saidKeyOf, standingKey } from '@suyuan/model/core/records'
import t from 'tap'
import { PARTIES } from '../../support/world.js'
import { codeOf, emptyWorld, smallWorld } from '../support.js'

t.test(
  'the modules of the regulator are judged and kept under the second definition, all else under the first',
  async t => {
    for (const module of REGULATED_MODULES) t.equal(definitionOf(module), 'regulated')
    for (const module of ['core', 'trace', 'epcis', 'sales', '']) t.equal(definitionOf(module), 'open')
    t.equal(definitionOf('supervision/standing/x'), 'regulated')
    t.equal(definitionOf('regulated/said/key/0'), 'regulated')
    t.equal(definitionOf('core/said/key/0'), 'open')
    t.equal(definitionOf('page/recognition/mark/1'), 'regulated')
    t.equal(definitionOf('page/trace/packs/1'), 'open')
  }
)

t.test('what a transaction writes of itself may stand under either, a module’s states only under its own', async t => {
  for (const definition of ['open', 'regulated'] as const)
    for (const key of ['batch/tx', 'checkpoint/tx']) t.ok(isOf(key, definition))
  t.ok(isOf('core/party/x', 'open'))
  t.notOk(isOf('core/party/x', 'regulated'))
  t.ok(isOf('supervision/standing/x', 'regulated'))
  t.notOk(isOf('supervision/standing/x', 'open'))
})

t.test('either chaincode knows the other by its name', async t => {
  t.equal(chaincodeOf('trace', 'open'), 'trace')
  t.equal(chaincodeOf('trace', 'regulated'), 'trace-regulated')
  t.same(sidesOf('trace'), { own: 'open', other: 'trace-regulated' })
  t.same(sidesOf('trace-regulated'), { own: 'regulated', other: 'trace' })
})

t.test('a judgement begins with the states of both definitions that say who speaks', async t => {
  const { grower } = smallWorld()
  const command = grower.command('recognition', 'apply', {})
  t.same(new Set(firstKeys(command).map(definitionOf)), new Set(['open', 'regulated']))
  t.ok(firstKeys(command).includes(standingKey(PARTIES.grower.uscc)))
})

t.test('what was said is remembered under the definition that judged it, and repeated there', async t => {
  const world = smallWorld()
  const { grower } = world
  const command = grower.command('recognition', 'conjure', {})
  t.equal(codeOf(grower.submit(command)), 'ACTION_UNKNOWN')
  t.same([...world.written], [saidKeyOf(command)])
  t.match(saidKeyOf(command), /^regulated\/said\//)
  t.same(grower.submit(command), { status: 'repeated', first: 'refused' })
  const open = grower.command('trace', 'conjure', {})
  t.equal(codeOf(grower.submit(open)), 'ACTION_UNKNOWN')
  t.same([...world.written], [saidKeyOf(open)])
  t.match(saidKeyOf(open), /^core\/said\//)
})

t.test(
  'an administrator’s key is known by its first word under the first definition, never under the second',
  async t => {
    const ledger = emptyWorld()
    const { regulator } = ledger.admins
    const says = () => regulator.submit(regulator.command('supervision', 'conjure', {}))
    t.same(says(), { status: 'rejected', code: 'KEY_UNKNOWN', facts: { key: regulator.key.id } })
    t.equal(ledger.written.size, 0)
    t.equal(codeOf(regulator.does('conjure', {})), 'ACTION_UNKNOWN')
    t.ok(ledger.read(keyKey(regulator.key.id)))
    t.equal(codeOf(says()), 'ACTION_UNKNOWN')
    t.equal(ledger.written.size, 1, 'and the key’s record is not written again')
  }
)

t.test('a sanction bars while it is in force', async t => {
  const at = '2026-04-05T12:00:00.000Z'
  const bars = (standing: Standing | null) => isBarred(standing, at)
  t.notOk(bars(null))
  t.notOk(bars({ sanction: 'warned' }))
  t.notOk(bars({ sanction: 'restored' }))
  t.ok(bars({ sanction: 'suspended' }))
  t.ok(bars({ sanction: 'disqualified', document: '穗农罚〔2026〕1号' }))
  t.ok(bars({ sanction: 'suspended', until: '2026-04-05T20:00:01+08:00' }))
  t.notOk(bars({ sanction: 'suspended', until: '2026-04-05T20:00:00+08:00' }))
})
