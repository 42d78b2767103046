import { hashIdOf } from '@suyuan/model/core/epcis/hash/event-hash'
import { hasNonce } from '@suyuan/model/core/epcis/nonce'
import type { Fact } from '@suyuan/model/core/law'
import { sha256 } from '@suyuan/model/node/crypto'
import { Capture, type KindName, readEvent } from '@suyuan/model/trace/law'
import { placeOf } from '@suyuan/model/trace/statements'
import { distinct, type Subject, subjectsOf } from '@suyuan/model/trace/subjects'
import { madeBy, summaryOf } from '@suyuan/model/trace/summary'
import type { ClientBase } from 'pg'
import type { Changes, RecordedCommand } from '../../core/mirror/projection.js'
import { insert } from '../../core/mirror/upsert.js'

interface EventRow {
  recorded: RecordedCommand
  index: number
  kind: KindName
  eventId: string
  eventTime: string
  place: string
  raw: object
  /** What followed from this event, of all that followed from its command. */
  facts: readonly Fact[] | null
  summary: object
  subjects: (Subject & { made: boolean })[]
}

/** The events of accepted commands, with what each is about. */
export async function projectEvents(db: ClientBase, changes: Changes): Promise<void> {
  const rows = changes.commands
    .filter(
      ({ command, outcome }) =>
        command.module === 'trace' && command.action === 'capture' && outcome.status === 'accepted'
    )
    .flatMap(eventsOf)
  if (rows.length === 0) return
  await Promise.all([insertEvents(db, changes, rows), insertSubjects(db, changes, rows)])
}

/** @throws Refusal for an event that this code cannot read: then the mirror stops, since it may not leave one out */
function eventsOf(recorded: RecordedCommand): EventRow[] {
  const { events } = Capture.parse(recorded.command.payload)
  const facts = recorded.outcome.status === 'accepted' ? (recorded.outcome.facts ?? []) : []
  return events.map((raw, index) => {
    const { kind, event } = readEvent(raw)
    const own = facts.filter(fact => fact.event === event.eventID)
    const made = new Set(madeBy(kind, event).map(([lot]) => lot))
    return {
      recorded,
      index,
      kind,
      eventId: event.eventID,
      eventTime: event.eventTime,
      place: placeOf(event),
      raw,
      facts: own.length > 0 ? own : null,
      summary: summaryOf(kind, event),
      subjects: distinct([...subjectsOf(event), ...onPallets(own)]).map(subject => ({
        ...subject,
        made: subject.kind === 'lot' && made.has(subject.id)
      }))
    }
  })
}

/** Cases for which a pallet stood: the event names that alone, and is about them. */
const onPallets = (facts: readonly Fact[]): Subject[] =>
  facts.flatMap(({ type, cases }) =>
    type === 'pallet' ? (cases as readonly string[]).map(id => ({ kind: 'case' as const, id })) : []
  )

async function insertEvents(db: ClientBase, { block }: Changes, events: readonly EventRow[]): Promise<void> {
  const columns = {
    ...{
      block: 'bigint',
      tx_index: 'int',
      position: 'int',
      index: 'int',
      event_id: 'text',
      kind: 'text',
      author: 'text'
    },
    ...{ key: 'text', command_id: 'uuid', place: 'text', event_time: 'timestamptz', recorded_at: 'timestamptz' },
    ...{ event: 'jsonb', facts: 'jsonb', summary: 'jsonb', hash_id: 'text', nonce: 'boolean' }
  }
  const rows = events.map(event => ({
    block: block.number,
    tx_index: event.recorded.txIndex,
    position: event.recorded.position,
    index: event.index,
    event_id: event.eventId,
    kind: event.kind,
    author: event.recorded.command.author,
    key: event.recorded.command.key,
    command_id: event.recorded.command.id,
    place: event.place,
    event_time: event.eventTime,
    recorded_at: event.recorded.recordedAt,
    event: JSON.stringify(event.raw),
    facts: event.facts && JSON.stringify(event.facts),
    summary: JSON.stringify(event.summary),
    hash_id: hashIdOf(event.raw, sha256),
    nonce: hasNonce(event.raw)
  }))
  await insert(db, 'event', columns, rows)
}

async function insertSubjects(db: ClientBase, { block }: Changes, events: readonly EventRow[]): Promise<void> {
  const columns = {
    ...{ kind: 'text', id: 'text', made: 'boolean', block: 'bigint', tx_index: 'int', position: 'int', index: 'int' }
  }
  const rows = events.flatMap(({ recorded: { txIndex, position }, index, subjects }) =>
    subjects.map(({ kind, id, made }) => ({ kind, id, made, block: block.number, tx_index: txIndex, position, index }))
  )
  await insert(db, 'subject', columns, rows)
}
