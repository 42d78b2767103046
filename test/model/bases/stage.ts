/** The small programme with the office that accepts bases, and a certifier. */

import { uscc } from '../../support/codes.js'
import { signingKey } from '../../support/signing.js'
import { REGULATOR } from '../../support/world.js'
import { facts, Voice } from '../support.js'
import { type Stage as SeasonStage, season } from '../trace/season.js'

export function stage(at: SeasonStage = 'empty') {
  const world = season(at)
  const regulated = (n: number, role: 'office' | 'certifier') => {
    const voice = new Voice(world, uscc(n, '11440300'), REGULATOR, signingKey(role))
    const party = { uscc: voice.id, name: { zh: `演示·${role}`, en: role }, roles: [role] }
    facts(world.admins.regulator.does('registerParty', party))
    facts(world.admins.regulator.does('registerKey', voice.registration))
    return voice
  }
  const says = (who: Voice, action: string, payload: object) => who.submit(who.command('bases', action, payload))
  return { world, office: regulated(9, 'office'), certifier: regulated(10, 'certifier'), says }
}
