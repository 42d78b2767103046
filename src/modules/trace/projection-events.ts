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

async function insertEvents(db: ClientBase, { block }: Changes, rows: readonly EventRow[]): Promise<void> {
  await db.query(
    `insert into event (block, tx_index, position, index, event_id, kind, author, key, command_id, place, event_time,
       recorded_at, event, facts, summary, hash_id, nonce)
     select $1, * from unnest($2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[],
       $10::text[], $11::timestamptz[], $12::timestamptz[], $13::jsonb[], $14::jsonb[], $15::jsonb[],
       $16::text[], $17::boolean[])`,
    [
      block.number,
      rows.map(row => row.recorded.txIndex),
      rows.map(row => row.recorded.position),
      rows.map(row => row.index),
      rows.map(row => row.eventId),
      rows.map(row => row.kind),
      rows.map(row => row.recorded.command.author),
      rows.map(row => row.recorded.command.key),
      rows.map(row => row.recorded.command.id),
      rows.map(row => row.place),
      rows.map(row => row.eventTime),
      rows.map(row => row.recorded.recordedAt),
      rows.map(row => JSON.stringify(row.raw)),
      rows.map(row => row.facts && JSON.stringify(row.facts)),
      rows.map(row => JSON.stringify(row.summary)),
      rows.map(row => hashIdOf(row.raw, sha256)),
      rows.map(row => hasNonce(row.raw))
    ]
  )
}

async function insertSubjects(db: ClientBase, { block }: Changes, rows: readonly EventRow[]): Promise<void> {
  const subjects = rows.flatMap(row => row.subjects.map(subject => ({ ...subject, row })))
  await db.query(
    `insert into subject (kind, id, made, block, tx_index, position, index)
     select kind, id, made, $1, tx_index, position, index
     from unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::boolean[])
       as row (kind, id, tx_index, position, index, made)`,
    [
      block.number,
      subjects.map(subject => subject.kind),
      subjects.map(subject => subject.id),
      subjects.map(({ row }) => row.recorded.txIndex),
      subjects.map(({ row }) => row.recorded.position),
      subjects.map(({ row }) => row.index),
      subjects.map(subject => subject.made)
    ]
  )
}
