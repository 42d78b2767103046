import { statementsOf } from '@suyuan/model/core/statements'
import { laws } from '@suyuan/model/laws'
import { sha256 } from '@suyuan/model/node/crypto'
import t from 'tap'
import { grams, packing, receiving, shipping } from '../../support/events.js'
import { PARTIES, PRODUCTS } from '../../support/world.js'
import { Evaluation, NUMBER, TO_GRANT } from '../certification/evaluating.js'
import { codeOf, facts } from '../support.js'
import { factory, lotOf, PACKS, REFINED, serials, stall } from './season.js'

const P2 = { ...PACKS, lot: 'P2' }

/** Packing a pack that carries the certificate, at the time at which it is entered unless said otherwise. */
const run = (
  { world }: Evaluation,
  {
    number = NUMBER,
    from = 101,
    ...change
  }: { number?: string; from?: number } & Partial<Parameters<typeof packing>[0]> = {}
) => {
  const event = packing({
    ...{ place: factory, inputs: [grams(REFINED, 100)], lot: P2, serials: serials(from, from) },
    ...{ time: world.recordedAt, ...change }
  })
  return { ...event, ilmd: { ...event.ilmd, 'suyuan:certificate': number } }
}

const packs = (evaluation: Evaluation, change: Parameters<typeof run>[1] = {}, who = evaluation.world.grower) =>
  who.captures(run(evaluation, change))
const whyNot = (...asked: Parameters<typeof packs>) => {
  const outcome = packs(...asked)
  const { code, facts } = outcome as { code?: string; facts?: { why?: string } }
  return code === 'CERTIFICATE_NOT_IN_FORCE' ? facts?.why : codeOf(outcome)
}

t.test('packs remember the certificate that they were given while it held', async t => {
  const evaluation = new Evaluation().go(...TO_GRANT)
  facts(packs(evaluation))
  const { from, to, issuer } = evaluation.certificate!
  t.same(lotOf(evaluation.world, P2).certificate, { number: NUMBER, from, to, issuer })
  evaluation.go('revoke')
  t.same(
    lotOf(evaluation.world, P2).certificate,
    { number: NUMBER, from, to, issuer },
    'what became of it later changes nothing'
  )
})

t.test('everybody may read which certificate packs carry', async t => {
  const evaluation = new Evaluation()
  const { grower } = evaluation.world
  t.match(statementsOf(grower.capture(run(evaluation)), laws, sha256)[0], { says: { certificate: NUMBER } })
})

t.test('a certificate goes on packs of its own product, by its holder', async t => {
  const evaluation = new Evaluation()
  t.equal(whyNot(evaluation), 'unknown')
  evaluation.go(...TO_GRANT)
  t.equal(whyNot(evaluation, { number: 'NONE' }), 'unknown')
  t.equal(whyNot(evaluation, { lot: { gtin: PRODUCTS.tin.gtin, lot: 'T1' }, inputs: [grams(REFINED, 250)] }), 'product')
  const { world } = evaluation
  const shipment = { gln: factory, number: 'S2' }
  const goods = [grams(REFINED, 1000)]
  const to = { party: PARTIES.trader.uscc, place: stall }
  facts(world.grower.captures(shipping({ from: factory, to, shipment, goods, time: world.recordedAt })))
  facts(world.trader.captures(receiving({ place: stall, shipment, goods, time: world.recordedAt })))
  t.equal(whyNot(evaluation, { place: stall }, world.trader), 'holder')
})

t.test('a suspended or revoked certificate goes on no pack from when the ledger has it', async t => {
  const evaluation = new Evaluation().go(...TO_GRANT)
  const before = evaluation.world.recordedAt
  evaluation.go('suspend')
  t.equal(whyNot(evaluation), 'suspended')
  t.equal(whyNot(evaluation, { time: before }), 'suspended', 'whatever time the event gives')
  evaluation.go('resume')
  t.equal(whyNot(evaluation), 'accepted')
  evaluation.go('revoke')
  t.equal(whyNot(evaluation, { from: 201 }), 'revoked')
})

t.test('a certificate goes on packs from its first day to its last', async t => {
  const evaluation = new Evaluation().go(...TO_GRANT)
  const { from, to } = evaluation.certificate!
  const on = (day: string, hour = '12:00:00') => ({ time: `${day}T${hour}+08:00`, expires: '2030-01-01' })
  t.equal(whyNot(evaluation, on('2026-04-12')), 'future')
  t.equal(whyNot(evaluation, on(from)), 'accepted')
  evaluation.world.recordedAt = `${to}T15:00:00.000Z`
  t.equal(whyNot(evaluation, { ...on(to, '23:00:00'), from: 201 }), 'accepted', 'an hour before midnight in China')
  evaluation.wait(1)
  t.equal(
    whyNot(evaluation, { ...on(to, '23:30:00'), from: 301 }),
    'accepted',
    'entered a day late by a phone that was off line'
  )
  t.equal(whyNot(evaluation, { from: 401 }), 'expired')
  evaluation.go('expire')
  t.equal(whyNot(evaluation, { ...on(to), from: 501 }), 'expired', 'a day too late')
})

t.test('runs of one lot carry one certificate, or none', async t => {
  const evaluation = new Evaluation().go(...TO_GRANT)
  facts(packs(evaluation))
  t.equal(whyNot(evaluation, { from: 201 }), 'accepted')
  const { 'suyuan:certificate': _, ...ilmd } = run(evaluation, { from: 301 }).ilmd
  t.equal(codeOf(evaluation.world.grower.captures({ ...run(evaluation, { from: 301 }), ilmd })), 'LOT_EXISTS')
})
