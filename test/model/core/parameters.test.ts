import { type Parameter, parameterKey } from '@suyuan/model/core/parameters'
import t from 'tap'
import { BASE, RETAIL } from '../../support/world.js'
import { codeOf, emptyWorld } from '../support.js'

const change = { name: 'trace.packing.excess', value: 1100, source: '2026-04 三方会议纪要' }

t.test('a parameter that nobody declared, or of another shape, is refused', async t => {
  const { base, retail } = emptyWorld().admins
  t.match(base.does('proposeParameter', { ...change, name: 'trace.unheard' }), { facts: { field: 'name' } })
  t.match(base.does('proposeParameter', { ...change, name: 'trace.packing.excessive' }), { facts: { field: 'name' } })
  t.equal(codeOf(base.does('proposeParameter', { ...change, value: 'much' })), 'PAYLOAD_INVALID')
  t.equal(codeOf(base.does('proposeParameter', { name: change.name, source: 'x' })), 'PAYLOAD_INVALID')
  t.equal(codeOf(base.does('proposeParameter', { ...change, name: 'trace.process.green' })), 'PAYLOAD_INVALID')
  t.equal(codeOf(base.does('proposeParameter', change)), 'accepted')
  t.equal(codeOf(retail.does('acceptParameter', { ...change, value: 'much' })), 'PAYLOAD_INVALID')
})

t.test('limits that no amount can meet are refused', async t => {
  const { base } = emptyWorld().admins
  const template = {
    name: { zh: '绿茶', en: 'green' },
    inputs: ['fresh-leaf'],
    outputs: ['crude-tea'],
    steps: [],
    accept: [4000, 5000],
    limit: [3300, 6000]
  }
  const proposed = (more: object) =>
    codeOf(base.does('proposeParameter', { ...change, name: 'trace.process.green', value: { ...template, ...more } }))
  t.equal(proposed({ limit: [6000, 3300] }), 'PAYLOAD_INVALID')
  t.equal(proposed({ accept: [5000, 4000] }), 'PAYLOAD_INVALID')
  t.equal(proposed({ accept: [3000, 5000] }), 'PAYLOAD_INVALID')
  t.equal(proposed({ accept: [4000, 7000] }), 'PAYLOAD_INVALID')
  t.equal(proposed({ accept: [3300, 6000] }), 'accepted')
})

t.test('one organisation alone changes nothing', async t => {
  const world = emptyWorld()
  const { base, retail } = world.admins
  t.equal(codeOf(retail.does('acceptParameter', change)), 'PARAMETER_NOT_PROPOSED')
  t.equal(codeOf(base.does('proposeParameter', change)), 'accepted')
  t.equal(codeOf(base.does('acceptParameter', change)), 'PARAMETER_NEEDS_ANOTHER')
  t.equal(world.read(parameterKey(change.name)), null)
})

t.test('nobody accepts what was proposed meanwhile, or from another source', async t => {
  const { base, retail } = emptyWorld().admins
  base.does('proposeParameter', { ...change, value: 1200 })
  t.equal(codeOf(retail.does('acceptParameter', change)), 'PARAMETER_NOT_PROPOSED')
  base.does('proposeParameter', { ...change, source: 'hearsay' })
  t.equal(codeOf(retail.does('acceptParameter', change)), 'PARAMETER_NOT_PROPOSED')
})

t.test("one's proposal and another's acceptance put a parameter in force, once", async t => {
  const world = emptyWorld()
  const { base, retail } = world.admins
  base.does('proposeParameter', change)
  t.equal(codeOf(retail.does('acceptParameter', change)), 'accepted')
  const { name, ...rest } = change
  t.same(world.read<Parameter>(parameterKey(name)), { ...rest, proposedBy: BASE, acceptedBy: RETAIL })
  t.equal(codeOf(retail.does('acceptParameter', change)), 'PARAMETER_NOT_PROPOSED')
})
