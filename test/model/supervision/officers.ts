/** The small world with those who supervise it, and the ways that matters of supervision take. */
import type { Outcome } from '@suyuan/model/core/judge'
import type { Role } from '@suyuan/model/core/law'
import { type Standing, standingKey } from '@suyuan/model/core/records'
import { uscc } from '../../support/codes.js'
import { signingKey } from '../../support/signing.js'
import { PARTIES, REGULATOR } from '../../support/world.js'
import { facts, smallWorld, Voice, type World } from '../support.js'

export const TRADER = PARTIES.trader.uscc
export const GROWER = PARTIES.grower.uscc
export const SUPERMARKET = PARTIES.supermarket.uscc

/** Goes a number of days on. */
export function goOn(world: World, days: number): void {
  world.recordedAt = new Date(Date.parse(world.recordedAt) + days * 86_400_000).toISOString()
}

export class Supervision {
  readonly office: Voice
  readonly county: Voice

  constructor(readonly world: World = smallWorld()) {
    this.office = this.enter(uscc(20, '11440300'), 'office')
    this.county = this.enter(uscc(21, '11441621'), 'inspector')
  }

  private enter(id: string, role: Role): Voice {
    const { regulator } = this.world.admins
    const voice = new Voice(this.world, id, REGULATOR, signingKey(id))
    const name = { zh: `演示·${role}`, en: `Demo ${role}` }
    facts(regulator.does('registerParty', { uscc: id, name, roles: [role] }))
    facts(regulator.does('registerKey', voice.registration))
    return voice
  }

  says(who: Voice, action: string, payload: object): Outcome {
    return who.submit(who.command('supervision', action, payload))
  }

  inspector(action: string, payload: object): Outcome {
    return this.says(this.world.inspector, action, payload)
  }

  trader(action: string, payload: object): Outcome {
    return this.says(this.world.trader, action, payload)
  }

  /** A case against the trader whose finding is that it is so. */
  upheld(id: string): void {
    for (const action of ['openCase', 'triageCase', 'investigateCase', 'upholdCase'])
      facts(this.inspector(action, caseWords(action, id)))
  }

  standing(party = TRADER): Standing | null {
    return this.world.read(standingKey(party))
  }
}

/** What a step of a case says where it says no more than it must. */
export const caseWords = (action: string, id: string): object =>
  action === 'openCase' ? { id, party: TRADER, kind: 'falsehood', origin: 'ledger' } : { id, words: '出茶率 2.5∶1' }

/** A decision that rests on a case. */
export const decision = (id: string, on: string, more: object = {}) => ({
  id,
  case: on,
  authority: '演示·市场监管局',
  decision: `演示·处理决定 ${id}`,
  from: '2026-04-05',
  ...more
})
