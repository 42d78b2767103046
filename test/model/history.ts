/** Histories that could have been: many parties, many of their entries mistaken. Numbers choose, so fast-check can. */
import type { Command } from '@suyuan/model/core/command'
import type { Outcome } from '@suyuan/model/core/judge'
import { at } from '../support/events.js'
import { PARTIES } from '../support/world.js'
import { Chooser, DEEDS } from './deeds.js'
import { facts, fork, type Voice, type World } from './support.js'
import { season } from './trace/season.js'

/** One entry of a history: who says it, and what came of it. */
export interface Entry {
  command: Command
  organisation: string
  outcome: Outcome
  /** Keys that it depended on or wrote. */
  touched: ReadonlySet<string>
  written: ReadonlySet<string>
  /** The states after it. */
  states: ReadonlyMap<string, string>
}

const MANY_ROLES = ['producer', 'processor', 'packer', 'retailer']
const TRADING = ['grower', 'cooperative', 'supermarket', 'trader'] as const

let beginning: World | undefined

/** The world in which histories begin: a season has been, and more parties may do more. */
export function beginningOf(): World {
  if (!beginning) {
    beginning = season('received')
    for (const name of TRADING) {
      const { uscc, organisation } = PARTIES[name]
      const { base, retail } = beginning.admins
      facts((organisation === base.organisation ? base : retail).does('grantRoles', { uscc, roles: MANY_ROLES }))
    }
  }
  return fork(beginning)
}

/** Which deeds come how often. */
const OFTEN =
  'harvest process process process pack pack pack encase encase encase open open ship ship ship void receive'
    .concat(' receive receive receive shelve sell sell sell bringBack destroy flag flag release release correct')
    .split(' ')

/** Now and then the regulator disqualifies a party, or takes it back. */
function sanction(c: Chooser): { voice: Voice; command: Command } {
  const { uscc } = PARTIES[c.of(TRADING)!]
  const status = c.onceIn(3) ? 'disqualified' : 'active'
  const voice = c.world.admins.regulator
  return { voice, command: voice.command('core', 'setStatus', { uscc, status, document: '演示' }) }
}

function said(c: Chooser): { voice: Voice; command: Command } {
  const kind = c.of([...OFTEN, 'sanction'])!
  if (kind === 'sanction') return sanction(c)
  const { who, event } = DEEDS[kind]!(c) ?? DEEDS.harvest!(c)!
  const voice = c.world[who]
  // Some captures say two things, of which the second may undo the first.
  return { voice, command: c.onceIn(12) ? voice.capture(event, event) : voice.capture(event) }
}

/** A history as numbers choose it, lived from the beginning. */
export function live(choices: readonly (readonly number[])[]): { world: World; entries: Entry[] } {
  const world = beginningOf()
  const entries = choices.map((numbers, index) => {
    const { voice, command } = said(new Chooser(world, numbers, at(index)))
    const outcome = voice.submit(command)
    const touched = new Set([...world.wanted, ...world.written])
    const { organisation } = voice
    return { command, organisation, outcome, touched, written: world.written, states: new Map(world.states) }
  })
  return { world, entries }
}
