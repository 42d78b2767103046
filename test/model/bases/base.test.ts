import { CountHouseholds } from '@suyuan/model/bases/base'
import { BASE_PROCEDURE, type BaseStep, baseKey, householdsKey, outlineKey } from '@suyuan/model/bases/states'
import t from 'tap'
import { codeOf, facts, type Voice } from '../support.js'
import { garden, hill, plot } from '../trace/season.js'
import { everyTransition } from '../transitions.js'
import { stage } from './stage.js'

const DIGEST = 'ab'.repeat(32)

t.test('every step of a base in every state', async t => {
  everyTransition(t, BASE_PROCEDURE, () => {
    const { world, office, says } = stage()
    const takers: Record<BaseStep, Voice> = {
      ...{ plan: world.grower, build: world.grower, operate: world.grower },
      ...{ accept: office, suspend: office, resume: world.inspector }
    }
    return {
      take: step => says(takers[step], step, { id: garden }),
      state: () => world.read(baseKey(garden))?.state ?? null
    }
  })
})

t.test('a base is the place of a producer or processor, registered as one', async t => {
  const { world, says } = stage()
  t.equal(codeOf(says(world.supermarket, 'plan', { id: garden })), 'ROLE_REQUIRED')
  t.equal(codeOf(says(world.cooperative, 'plan', { id: garden })), 'PLACE_NOT_AUTHORS')
  t.equal(codeOf(says(world.grower, 'plan', { id: plot })), 'PLACE_KIND')
  t.equal(codeOf(says(world.grower, 'plan', { id: '9520001099991' })), 'PLACE_UNKNOWN')
  t.equal(codeOf(says(world.grower, 'plan', { id: 'garden' })), 'PAYLOAD_INVALID')
})

t.test('its party builds and runs it, the office accepts it, and who supervises suspends and resumes it', async t => {
  const { world, office, says } = stage()
  const does = (who: Voice, step: string) => codeOf(says(who, step, { id: garden }))
  t.equal(does(world.grower, 'plan'), 'accepted')
  t.equal(does(world.cooperative, 'build'), 'ROLE_REQUIRED')
  t.equal(does(world.grower, 'build'), 'accepted')
  t.equal(does(world.grower, 'accept'), 'ROLE_REQUIRED')
  t.equal(does(office, 'accept'), 'accepted')
  t.equal(does(office, 'operate'), 'ROLE_REQUIRED')
  t.equal(does(world.grower, 'operate'), 'accepted')
  t.equal(does(world.grower, 'suspend'), 'ROLE_REQUIRED')
  t.equal(does(world.inspector, 'suspend'), 'accepted')
  t.equal(does(world.grower, 'resume'), 'ROLE_REQUIRED')
  t.equal(does(office, 'resume'), 'accepted')
})

t.test('what is put into a base, and with whom, is told when it is planned and may be told anew', async t => {
  const { world, office, says } = stage()
  const documents = [{ title: '立项批复', digest: DIGEST }]
  facts(says(world.grower, 'plan', { id: garden, investmentFen: 1_200_000_00, partner: '演示·某集团', documents }))
  t.match(world.read(baseKey(garden)), {
    ...{ party: world.grower.id, state: 'planned', investmentFen: 120_000_000, partner: '演示·某集团' },
    history: [{ step: 'plan', documents }]
  })
  facts(says(world.grower, 'build', { id: garden, investmentFen: 1_500_000_00 }))
  facts(says(office, 'accept', { id: garden, words: '符合验收标准' }))
  t.match(world.read(baseKey(garden)), { investmentFen: 150_000_000, partner: '演示·某集团', state: 'accepted' })
  t.equal(codeOf(says(office, 'accept', { id: garden, investmentFen: 1 })), 'PAYLOAD_INVALID', 'not for others to say')
  t.equal(codeOf(says(world.grower, 'build', { id: garden, investmentFen: 0.5 })), 'PAYLOAD_INVALID', 'whole fen')
})

t.test('a plot’s place is told to a hundredth of a degree, and committed to', async t => {
  const { world, says } = stage()
  const outline = { id: plot, corners: [[2356, 11518]], commitment: DIGEST }
  t.equal(codeOf(says(world.cooperative, 'outlinePlot', outline)), 'PLACE_NOT_AUTHORS')
  t.equal(codeOf(says(world.grower, 'outlinePlot', { ...outline, id: garden })), 'PLACE_KIND')
  t.equal(codeOf(says(world.grower, 'outlinePlot', { ...outline, corners: [[23.5634, 115.1812]] })), 'PAYLOAD_INVALID')
  facts(says(world.grower, 'outlinePlot', outline))
  t.match(world.read(outlineKey(plot)), { party: world.grower.id, corners: [[2356, 11518]], commitment: DIGEST })
})

t.test('households are counted by their base, and never fewer than five', async t => {
  const { world, says } = stage()
  const count = {
    ...{ id: garden, households: 12, wage: 7, asset: 'under5', operating: 0 },
    ...{ commitment: DIGEST, countedOn: '2026-04-01' }
  }
  t.equal(codeOf(says(world.grower, 'countHouseholds', count)), 'MATTER_UNKNOWN')
  facts(says(world.grower, 'plan', { id: garden }))
  t.equal(codeOf(says(world.cooperative, 'countHouseholds', count)), 'ROLE_REQUIRED')
  t.equal(codeOf(says(world.grower, 'countHouseholds', { ...count, asset: 3 })), 'PAYLOAD_INVALID')
  t.notOk(CountHouseholds.safeParse({ ...count, households: 1 }).success)
  facts(says(world.grower, 'countHouseholds', count))
  t.match(world.read(householdsKey(garden)), { households: 12, wage: 7, asset: 'under5', operating: 0 })
  t.equal(world.read(householdsKey(hill)), null)
})
