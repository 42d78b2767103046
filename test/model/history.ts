/** Histories that could have been: many parties, many of their entries mistaken. Numbers choose, so fast-check can. */
import type { Command } from '@suyuan/model/core/command'
import type { Outcome } from '@suyuan/model/core/judge'
import { at } from '../support/events.js'
import { PARTIES, PRODUCTS } from '../support/world.js'
import { Chooser } from './chooser.js'
import { DEEDS, type Deed } from './deeds.js'
import { noticesOf, recallsOf } from './invariants.js'
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
    upheld(beginning)
  }
  return fork(beginning)
}

/** Which deeds come how often. */
const OFTEN =
  'harvest process process process pack pack pack encase encase encase palletise palletise takeApart open open'
    .concat(
      ' ship ship ship void receive receive receive receive shelve store sell sell sell bringBack destroy flag flag release release correct'
    )
    .split(' ')

/** Now and then the regulator disqualifies a party on a case against it, or takes that back. */
function sanction(c: Chooser): { voice: Voice; command: Command } {
  const [voice, party, id] = [c.world.inspector, c.of(TRADING)!, `CF-${c.upTo(9)}`]
  const decided = { case: `AJ-${party}`, authority: '演示', decision: '演示〔2026〕1号', from: '2026-04-05' }
  return c.onceIn(3)
    ? { voice, command: voice.command('supervision', 'disqualify', { id, ...decided }) }
    : { voice, command: voice.command('supervision', 'annulSanction', { id, decision: '演示〔2026〕2号' }) }
}

/** A case against each, found to be so. */
function upheld(world: World): void {
  for (const name of TRADING)
    for (const action of ['openCase', 'triageCase', 'investigateCase', 'upholdCase']) {
      const about = { party: PARTIES[name].uscc, kind: 'falsehood', origin: 'ledger' }
      const payload = { id: `AJ-${name}`, words: '演示', ...(action === 'openCase' && about) }
      facts(world.inspector.submit(world.inspector.command('supervision', action, payload)))
    }
}

/** A recall is opened, or something is done about one: mostly by whom it concerns. */
function recalled(c: Chooser): { voice: Voice; command: Command } {
  const recall = c.of(recallsOf(c.world))
  if (!recall && !c.onceIn(4)) return captured(c, DEEDS.recall!(c)!)
  const number = recall && !c.onceIn(12) ? recall.number : `R${c.upTo(5)}`
  const opener = c.onceIn(3) ? 'inspector' : (partyNamed(recall?.by) ?? 'grower')
  const told = c.of(noticesOf(c.world).filter(notice => notice.number === number && !notice.acknowledged))
  const party = (!c.onceIn(4) && partyNamed(told?.party)) || c.of(TRADING)!
  const { uscc } = PARTIES[party]
  const { gtin } = PRODUCTS.pack
  const steps = {
    noticeRecall: [opener, { parties: [uscc, PARTIES[c.of(TRADING)!].uscc] }],
    acknowledgeRecall: [party, { party: uscc, words: '演示' }],
    closeRecall: [
      opener,
      { goods: [{ gtin, recovered: 2, destroyed: c.upTo(2), unrecovered: 1, sold: 1 }], words: '演示' }
    ],
    drillRecall: [
      party,
      { class: 'II', origin: { kind: 'lot', gtin, lot: 'P1' }, lots: 1, parties: c.upTo(3), milliseconds: 1 }
    ]
  } as const
  const action = c.of(FOLLOW_UPS)!
  const [who, payload] = steps[action]
  const voice = c.world[c.onceIn(10) ? c.of(TRADING)! : who]
  const own = action === 'drillRecall' && c.onceIn(2) ? `D${c.upTo(20)}` : number
  return { voice, command: voice.command('trace', action, { number: own, ...payload }) }
}
/** Which steps come how often: a recall that is closed takes no more. */
const FOLLOW_UPS = [
  'noticeRecall',
  'noticeRecall',
  'acknowledgeRecall',
  'acknowledgeRecall',
  'drillRecall',
  'closeRecall'
] as const
const partyNamed = (uscc: string | undefined) => TRADING.find(name => PARTIES[name].uscc === uscc)

function said(c: Chooser): { voice: Voice; command: Command } {
  const kind = c.of([...OFTEN, 'sanction', 'recalled', 'recalled', 'recalled'])!
  if (kind === 'sanction') return sanction(c)
  if (kind === 'recalled') return recalled(c)
  return captured(c, DEEDS[kind]!(c) ?? DEEDS.harvest!(c)!)
}

function captured(c: Chooser, { who, event }: NonNullable<Deed>): { voice: Voice; command: Command } {
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
