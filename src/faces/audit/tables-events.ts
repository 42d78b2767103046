import type { Fact } from '@suyuan/model/core/law'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import { KINDS } from '@suyuan/model/trace/law'
import { refusalText } from '../../core/web/browser/refusal-text.js'
import { minuteOf } from '../../core/web/clock.js'
import { joined } from '../../core/web/joined.js'
import { thenAndNow } from '../../core/web/sanctions.js'
import { say } from '../../core/web/texts.js'
import type { HistoryEvent, RefusedCommand } from '../../modules/trace/queries/history.js'
import {
  type Cell,
  commandHref,
  durationOf,
  partyHref,
  placeHref,
  type Sheet,
  shortLink,
  transactionHref
} from './sheets.js'

/** Entered so much later than it happened, an entry is marked. The law's own mark is a fact of the event. */
export const kindName = (kind: HistoryEvent['kind']): Text => KINDS[kind].name

const partyCell = (uscc: string, name: Text | null): Cell => ({
  text: name ?? untranslated(uscc),
  href: partyHref(uscc)
})
const placeCell = (gln: string | null, name: Text | null): Cell =>
  gln === null ? null : { text: name ?? untranslated(gln), href: placeHref(gln) }

/** The event's page, by the beginning of its UUID. */
const eventCell = (event: string): Cell => ({
  text: `${event.slice('urn:uuid:'.length, 'urn:uuid:'.length + 8)}…`,
  href: `/audit/events/${event}`,
  full: event
})

/** What a fact says, in a line. */
function factOf({ type, code, seconds, from, to, ratio, obstacle }: Fact): Text {
  if (type === 'late') return say('auditLate', { delay: durationOf(Number(seconds)) })
  if (type === 'clock-ahead') return say('clockAhead')
  if (type === 'corrected') return say('corrected', { from: Number(from), to: Number(to) })
  if (type === 'dispute') return say('auditDispute', { obstacle: String(obstacle) })
  if (code === 'YIELD_HELD') return say('yieldHeld', { ratio: `${Number(ratio) / 1000}:1` })
  if (code === 'YIELD_UNUSUAL') return say('yieldUnusual', { ratio: `${Number(ratio) / 1000}:1` })
  return say('warned', { code: String(code ?? type) })
}

const inOne = (texts: readonly Text[]): Text | null => (texts.length === 0 ? null : joined(texts, '；', '; '))

/** Facts that say that something may be wrong; what accrued to an agreement is none. */
const isWarning = ({ type }: Fact) => ['late', 'clock-ahead', 'dispute', 'warning'].includes(type)

function custodyOf({ custody, revoked }: HistoryEvent): Text {
  const key =
    custody === 'device'
      ? say('custodyDevice')
      : custody === 'gateway'
        ? say('custodyGateway')
        : say('custodyCertificate')
  const mark = custody === 'gateway' ? { zh: `⚠ ${key.zh}`, en: `⚠ ${key.en}` } : key
  return revoked ? inOne([mark, say('keyRevoked')])! : mark
}

/** What was said of goods, in short: what was made of what. */
function saysOf({ says }: HistoryEvent): string | null {
  const lines = (list: unknown) =>
    Array.isArray(list)
      ? (list as [string, number][])
          .slice(0, 4)
          .map(([lot, amount]) => `${lot.slice(15)} ×${amount}`)
          .join(', ') + (list.length > 4 ? ` +${list.length - 4}` : '')
      : ''
  const [inputs, made] = [lines(says.inputs), lines(says.made)]
  const goods = inputs && made ? `${inputs} → ${made}` : made || inputs
  const report = says.report as { number: string; standard: string } | undefined
  const recall = says.recall as { number: string; reason: string } | undefined
  return (
    [
      goods,
      says.certificate,
      says.shipment,
      report && `${report.number} ${report.standard}`,
      recall && `${recall.number} ${recall.reason}`
    ]
      .filter(Boolean)
      .join('; ') || null
  )
}

/** What the law marked of an event, and how its author stood then and stands now, where that is not as it should be. */
function marksOf({ facts, sanctions, time }: HistoryEvent): Text[] {
  const marked = (facts ?? []).filter(fact => isWarning(fact) || fact.type === 'corrected').map(factOf)
  const standing = thenAndNow(sanctions, time)
  return standing ? [...marked, standing.text] : marked
}

/** All that was recorded, each correction right after what it corrects. */
export function eventsSheet(events: readonly HistoryEvent[]): Sheet {
  const rows = besideCorrected(events).map(({ event, corrects }): Cell[] => [
    minuteOf(event.time),
    corrects ? { zh: `→ ${kindName(event.kind).zh}`, en: `→ ${kindName(event.kind).en}` } : kindName(event.kind),
    partyCell(event.author, event.authorName),
    placeCell(event.place, event.placeName),
    saysOf(event),
    durationOf(event.delay),
    custodyOf(event),
    inOne(marksOf(event)),
    { text: String(event.block), href: `/audit/ledger/blocks/${event.block}` },
    shortLink(event.transaction, transactionHref(event.transaction)),
    eventCell(event.event)
  ])
  return {
    id: 'events',
    title: say('auditEvents'),
    help: say('auditEventsHelp'),
    columns: [
      { name: say('auditTime') },
      { name: say('auditWhat') },
      { name: say('auditWho') },
      { name: say('place') },
      { name: say('auditSays') },
      { name: say('auditDelay') },
      { name: say('auditSigned') },
      { name: say('auditMarks') },
      { name: say('auditBlock'), as: 'number' },
      { name: say('auditTransaction'), as: 'code' },
      { name: say('auditEvent'), as: 'code' }
    ],
    rows
  }
}

/** Events in the order of the ledger, but corrections behind the event that they name. */
export function besideCorrected(events: readonly HistoryEvent[]): { event: HistoryEvent; corrects: boolean }[] {
  const isCorrection = ({ kind }: HistoryEvent) => kind === 'correcting'
  const first = new Map<string, HistoryEvent>()
  for (const event of events) if (!isCorrection(event) && !first.has(event.event)) first.set(event.event, event)
  const corrections = events.filter(event => isCorrection(event) && first.has(event.event))
  const placed = new Set(corrections)
  return events
    .filter(event => !placed.has(event))
    .flatMap(event => [
      { event, corrects: false },
      ...(first.get(event.event) === event
        ? corrections.filter(other => other.event === event.event).map(other => ({ event: other, corrects: true }))
        : [])
    ])
}

/** Corrections by themselves: what was said, what it is said to be, and whether that took effect. */
export function correctionsSheet(events: readonly HistoryEvent[]): Sheet {
  const corrections = events.filter(({ kind }) => kind === 'correcting' || kind === 'voiding')
  const original = (of: HistoryEvent) => events.find(({ event, kind }) => event === of.event && kind !== 'correcting')
  return {
    id: 'corrections',
    title: say('auditCorrections'),
    columns: [
      { name: say('auditEntered') },
      { name: say('auditWho') },
      { name: say('auditWhat') },
      { name: say('auditOriginal') },
      { name: say('auditEffect') },
      { name: say('auditEvent'), as: 'code' }
    ],
    rows: corrections.map(event => [
      minuteOf(event.recorded),
      partyCell(event.author, event.authorName),
      kindName(event.kind),
      original(event) ? minuteOf(original(event)!.recorded) : null,
      inOne((event.facts ?? []).filter(({ type }) => type === 'corrected' || type === 'dispute').map(factOf)) ??
        say('auditTookEffect'),
      eventCell(event.event)
    ])
  }
}

/** What the law took and marked: unusual yields, late entries, clocks, disputes. */
export function warningsSheet(events: readonly HistoryEvent[]): Sheet {
  const rows = events.flatMap(event =>
    (event.facts ?? [])
      .filter(isWarning)
      .map((fact): Cell[] => [
        minuteOf(event.recorded),
        factOf(fact),
        kindName(event.kind),
        partyCell(event.author, event.authorName),
        placeCell(event.place, event.placeName),
        eventCell(event.event)
      ])
  )
  return {
    id: 'warnings',
    title: say('auditWarnings'),
    columns: [
      { name: say('auditEntered') },
      { name: say('auditMarks') },
      { name: say('auditWhat') },
      { name: say('auditWho') },
      { name: say('place') },
      { name: say('auditEvent'), as: 'code' }
    ],
    rows
  }
}

const factsLine = (facts: Record<string, unknown> | null) =>
  facts &&
  Object.entries(facts)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' ')

/** Refused commands with author, digest and code: they are evidence. */
export const refusedSheet = (commands: readonly RefusedCommand[]): Sheet => ({
  id: 'refused',
  title: say('auditRefused'),
  help: say('auditRefusedHelp'),
  columns: [
    { name: say('auditEntered') },
    { name: say('auditWho') },
    { name: say('auditCode'), as: 'code' },
    { name: say('auditReason') },
    { name: say('auditFacts'), as: 'code' },
    { name: say('auditBlock'), as: 'number' },
    { name: say('auditDigest'), as: 'code' },
    { name: say('auditCommand'), as: 'code' }
  ],
  rows: commands.map(command => [
    minuteOf(command.recorded),
    partyCell(command.author, command.authorName),
    command.code,
    refusalText(command.code),
    factsLine(command.facts),
    { text: String(command.block), href: `/audit/ledger/blocks/${command.block}` },
    command.digest,
    shortLink(command.id, commandHref(command.key, command.id))
  ])
})
