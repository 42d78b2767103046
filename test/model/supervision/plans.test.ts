import { createHash } from 'node:crypto'
import { commitmentText, draw, seedText } from '@suyuan/model/supervision/draw'
import { PLAN, type PlanState, type PlanStep } from '@suyuan/model/supervision/procedures'
import { type Plan, planKey } from '@suyuan/model/supervision/states'
import t from 'tap'
import { uscc } from '../../support/codes.js'
import { PARTIES } from '../../support/world.js'
import { codeOf, facts } from '../support.js'
import { everyTransition } from '../transitions.js'
import { GROWER, goOn, SUPERMARKET, Supervision, TRADER } from './officers.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const SECRET = sha256('a secret')
const COOPERATIVE = PARTIES.cooperative.uscc

const plan = (more: object = {}) => ({
  id: 'CC-1',
  title: '春茶抽查',
  candidates: [
    { party: TRADER, weight: 5, why: '一次暂扣' },
    { party: COOPERATIVE, weight: 1 },
    { party: GROWER, weight: 2 }
  ],
  count: 2,
  witnesses: [GROWER, SUPERMARKET],
  commitment: sha256(commitmentText('CC-1', SECRET)),
  ...more
})

function witnessed(stage = new Supervision()): Supervision {
  facts(stage.inspector('planInspection', plan()))
  for (const name of ['grower', 'supermarket'] as const)
    facts(stage.says(stage.world[name], 'witnessDraw', { id: 'CC-1', party: PARTIES[name].uscc, value: sha256(name) }))
  return stage
}

t.test('every step of a plan in every state', async t => {
  everyTransition<PlanState, PlanStep>(t, PLAN, () => {
    const stage = new Supervision()
    return {
      take(step) {
        if (step === 'drawInspection') return stage.inspector(step, { id: 'CC-1', secret: SECRET })
        const outcome = stage.inspector(step, plan())
        for (const name of ['grower', 'supermarket'] as const)
          stage.says(stage.world[name], 'witnessDraw', { id: 'CC-1', party: PARTIES[name].uscc, value: sha256(name) })
        return outcome
      },
      state: () => stage.world.read<Plan>(planKey('CC-1'))?.state ?? null
    }
  })
})

t.test(
  'who is drawn follows from the plan, the secret and every witness’s number, and anybody can make it again',
  async t => {
    const stage = witnessed()
    const [fact] = facts(stage.inspector('drawInspection', { id: 'CC-1', secret: SECRET, words: '抽取' }))
    const drawn = stage.world.read<Plan>(planKey('CC-1'))!
    t.match(drawn, { state: 'drawn', secret: SECRET })
    t.match(fact, { type: 'drawn', plan: 'CC-1', parties: drawn.drawn })
    t.equal(drawn.seed, sha256(seedText('CC-1', SECRET, [sha256('grower'), sha256('supermarket')])))
    t.same(
      draw(drawn.candidates, drawn.count, drawn.seed!, sha256).map(({ party }) => party),
      drawn.drawn
    )
  }
)

t.test('a draw takes tickets out one by one, as many as a candidate’s weight', async t => {
  const candidates = [
    { party: 'a', weight: 1 },
    { party: 'b', weight: 3 },
    { party: 'c', weight: 6 }
  ]
  const hashed = (ticket: bigint) => () => ticket.toString(16).padStart(64, '0')
  const first = (ticket: bigint) => draw(candidates, 1, 'seed', hashed(ticket))[0]!.party
  t.same([0n, 1n, 3n, 4n, 9n, 10n].map(first), ['a', 'b', 'b', 'c', 'c', 'a'])
  t.match(draw(candidates, 3, 'seed', hashed(4n)), [
    { text: 'seed/1', tickets: 10, ticket: 4, party: 'c' },
    { text: 'seed/2', tickets: 4, ticket: 0, party: 'a' },
    { text: 'seed/3', tickets: 3, ticket: 1, party: 'b' }
  ])
  const often = Array.from({ length: 3000 }, (_, i) => draw(candidates, 1, `${i}`, sha256)[0]!.party)
  const share = (party: string) => often.filter(each => each === party).length / often.length
  t.ok(Math.abs(share('c') - 0.6) < 0.05 && Math.abs(share('a') - 0.1) < 0.05, 'by weight')
})

t.test('nothing is drawn before every witness has added its number, nor with another secret, nor late', async t => {
  const stage = new Supervision()
  facts(stage.inspector('planInspection', plan()))
  const drawing = { id: 'CC-1', secret: SECRET }
  t.match(stage.inspector('drawInspection', drawing), {
    code: 'WITNESS_MISSING',
    facts: { missing: [GROWER, SUPERMARKET] }
  })
  const ready = witnessed()
  t.equal(codeOf(ready.inspector('drawInspection', { ...drawing, secret: sha256('another') })), 'COMMITMENT_MISMATCH')
  t.equal(codeOf(ready.says(ready.county, 'drawInspection', drawing)), 'ROLE_REQUIRED', 'the author’s to do')
  goOn(ready.world, 8)
  t.match(ready.inspector('drawInspection', drawing), { code: 'TOO_LATE', facts: { days: 7 } })
})

t.test('witnesses are those named, each once, of two organisations beside the author’s', async t => {
  const stage = new Supervision()
  const refused = (more: object) => codeOf(stage.inspector('planInspection', plan(more)))
  t.equal(refused({ witnesses: [GROWER, COOPERATIVE] }), 'WITNESSES_TOO_CLOSE')
  t.equal(refused({ witnesses: [GROWER, SUPERMARKET, stage.county.id] }), 'WITNESSES_TOO_CLOSE')
  t.equal(refused({ witnesses: [GROWER, GROWER] }), 'PAYLOAD_INVALID')
  t.equal(refused({ witnesses: [GROWER, uscc(98)] }), 'PARTY_UNKNOWN')
  t.equal(refused({ candidates: [{ party: uscc(98), weight: 1 }], count: 1 }), 'PARTY_UNKNOWN')
  t.equal(refused({ count: 4 }), 'PAYLOAD_INVALID')
  t.equal(codeOf(stage.trader('planInspection', plan())), 'ROLE_REQUIRED')
  const number = { id: 'CC-1', party: GROWER, value: SECRET }
  t.equal(codeOf(stage.says(stage.world.grower, 'witnessDraw', number)), 'MATTER_UNKNOWN')
  facts(stage.inspector('planInspection', plan()))
  t.equal(codeOf(stage.trader('witnessDraw', number)), 'NOT_WITNESS')
  t.equal(codeOf(stage.trader('witnessDraw', { ...number, party: TRADER })), 'NOT_WITNESS')
  facts(stage.says(stage.world.grower, 'witnessDraw', number))
  t.equal(codeOf(stage.says(stage.world.grower, 'witnessDraw', { ...number, value: sha256('b') })), 'MATTER_EXISTS')
})
