/** Who decides in the programme's matters, beside the parties of the small world. */
import type { Role } from '@suyuan/model/core/law'
import { uscc } from '../support/codes.js'
import { signingKey } from '../support/signing.js'
import { REGULATOR } from '../support/world.js'
import { facts, Voice, type World } from './support.js'

const OFFICIALS = { certifier: 'certifier', otherLaboratory: 'laboratory', office: 'office' } as const satisfies Record<
  string,
  Role
>
type Official = keyof typeof OFFICIALS

/** Registers them. */
export function officials(world: World): Record<Official, Voice> {
  const { regulator } = world.admins
  const voices = (Object.keys(OFFICIALS) as Official[]).map((name, i) => {
    const voice = new Voice(world, uscc(20 + i, '11440300'), REGULATOR, signingKey(name))
    const party = { uscc: voice.id, name: { zh: `演示·${name}`, en: `Demo ${name}` }, roles: [OFFICIALS[name]] }
    facts(regulator.does('registerParty', party))
    facts(regulator.does('registerKey', voice.registration))
    return [name, voice] as const
  })
  return Object.fromEntries(voices) as Record<Official, Voice>
}

/** What both administrators agree on. */
export function agreed(world: World, name: string, value: unknown): void {
  const change = { name, value, source: 'for tests' }
  facts(world.admins.base.does('proposeParameter', change))
  facts(world.admins.retail.does('acceptParameter', change))
}

/** The instant so many days later. */
export const later = (instant: string, days: number) => new Date(Date.parse(instant) + days * 86_400_000).toISOString()
