/** Sanctions, draws, appeals. */
import { createHash } from 'node:crypto'
import { commitmentText } from '@suyuan/model/supervision/draw'
import * as events from '../support/events.js'
import { PARTIES, type PartyName } from '../support/world.js'
import type { Provoking } from './refusals.js'
import { CASES, stall, toOutlet } from './season.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export const supervised: Provoking = async ({ service, authors, does }, refuses) => {
  const says = (who: PartyName, action: string, payload: object) =>
    service.send(authors[who].command('supervision', action, payload))
  const inspector = (action: string, payload: object) => says('inspector', action, payload)
  const { grower, supermarket, trader } = PARTIES

  const decided = { case: 'AJ-R', authority: '演示', decision: '演示〔2026〕1号', from: '2026-04-01' }
  await refuses('PARTY_DISQUALIFIED', 'a disqualified party that ships', async () => {
    for (const action of ['openCase', 'triageCase', 'investigateCase', 'upholdCase'])
      await inspector(action, {
        ...{ id: 'AJ-R', words: '演示' },
        ...(action === 'openCase' && { party: trader.uscc, kind: 'falsehood', origin: 'ledger' })
      })
    await inspector('disqualify', { id: 'CF-R', ...decided })
    const shipment = { gln: stall, number: 'D1' }
    return does('trader', events.shipping({ from: stall, to: toOutlet, shipment, cases: [CASES.home] }))
  })
  await refuses('APPEAL_OWN_FINDING', 'an appeal decided by who made the finding', async () => {
    await says('trader', 'appealCase', { id: 'AJ-R', words: '演示' })
    return inspector('confirmCase', { id: 'AJ-R', words: '演示' })
  })

  const plan = {
    ...{ id: 'CC-R', title: '演示', candidates: [{ party: trader.uscc, weight: 1 }], count: 1 },
    witnesses: [grower.uscc, supermarket.uscc],
    commitment: sha256(commitmentText('CC-R', sha256('secret')))
  }
  await refuses('WITNESSES_TOO_CLOSE', 'witnesses of one organisation', () =>
    inspector('planInspection', { ...plan, witnesses: [grower.uscc, PARTIES.cooperative.uscc] })
  )
  await refuses('NOT_WITNESS', 'a number of who is no witness', async () => {
    await inspector('planInspection', plan)
    return says('trader', 'witnessDraw', { id: 'CC-R', party: trader.uscc, value: sha256('trader') })
  })
  await refuses('WITNESS_MISSING', 'a draw before the witnesses', () =>
    inspector('drawInspection', { id: 'CC-R', secret: sha256('secret') })
  )
  await refuses('COMMITMENT_MISMATCH', 'a draw by another secret', async () => {
    for (const who of ['grower', 'supermarket'] as const)
      await says(who, 'witnessDraw', { id: 'CC-R', party: PARTIES[who].uscc, value: sha256(who) })
    return inspector('drawInspection', { id: 'CC-R', secret: sha256('another') })
  })
  await refuses('NOT_DRAWN', 'an inspection by a plan that did not draw the party', () =>
    inspector('recordConformant', { id: 'JC-R', party: grower.uscc, plan: 'CC-R' })
  )
}
