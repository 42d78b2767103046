import { hashIdOf } from '@suyuan/model/core/epcis/hash/event-hash'
import type { Fact } from '@suyuan/model/core/law'
import { laws } from '@suyuan/model/laws'
import { sha256 } from '@suyuan/model/node/crypto'
import type { ClientBase } from 'pg'
import type { Changes, Projection, RecordedCommand } from '../../core/mirror/projection.js'
import { type Indexed, indexOf } from './indexing.js'
import { indexOfClaim, type MasterData, VOCABULARIES_OF } from './master-data.js'
import { tables } from './tables.js'

type Known = Indexed['known'][number]
type Event = Record<string, unknown> & { eventID: string; eventTime: string }

/** Commands that record events, and whether the trace keeps them. */
const RECORDING: Readonly<Record<string, { isTrace: boolean }>> = {
  'trace/capture': { isTrace: true },
  'epcis/observe': { isTrace: false },
  'monitoring/closeSeries': { isTrace: false }
}

/** What the ledger knew already is not recorded anew. */
const isKnown = (facts: readonly Fact[], position: number) =>
  facts.some(({ type, index }) => type === 'known' && index === position)

/** A row of the table, as JSON has it, and the values by which the event is known. */
function rowsOf({ txIndex, position, recordedAt, command, outcome }: RecordedCommand) {
  const recording = RECORDING[`${command.module}/${command.action}`]
  if (!recording || outcome.status !== 'accepted') return []
  const facts = recording.isTrace ? [] : (outcome.facts ?? [])
  const events = laws.get(command.module)!.events!(command.action, command.payload) as readonly Event[]
  return events.flatMap((event, index) => {
    if (isKnown(facts, index)) return []
    const { eventType, bizStep, terms, fields, known } = indexOf(event)
    const row = {
      tx_index: txIndex,
      position,
      index,
      event_id: event.eventID,
      event_type: eventType,
      biz_step: bizStep,
      event_time: event.eventTime,
      record_time: recordedAt,
      author: command.author,
      event: recording.isTrace ? null : event,
      hash_id: recording.isTrace ? null : hashIdOf(event, sha256),
      terms,
      fields
    }
    return { row, known }
  })
}

/** Claims of an `epcis/describe` command. */
function claimsOf({ txIndex, position, recordedAt, command, outcome }: RecordedCommand) {
  if (`${command.module}/${command.action}` !== 'epcis/describe' || outcome.status !== 'accepted') return []
  const { document, elements } = command.payload as unknown as MasterData
  return elements.map(({ vocabulary, element }, index) => ({
    ...{ tx_index: txIndex, position, index, author: command.author, record_time: recordedAt },
    ...{ vocabulary, element, document, ...indexOfClaim(element) }
  }))
}

const COLLECTIONS_OF = { readPoint: 'readPoints', bizLocation: 'bizLocations' } as const

/** Places that master data describe are known, before there is an event at them. */
const knownBy = ({ vocabulary, id }: { vocabulary: string; id: string }): Known[] =>
  (Object.keys(COLLECTIONS_OF) as (keyof typeof COLLECTIONS_OF)[])
    .filter(field => (VOCABULARIES_OF[field] as readonly string[]).includes(vocabulary))
    .map(field => ({ collection: COLLECTIONS_OF[field], value: id }))

/** Events in Postgres as EPCIS asks for them. */
export const projection: Projection = {
  module: 'epcis',
  tables,
  async project(db: ClientBase, { block, commands }: Changes) {
    const rows = commands.flatMap(rowsOf)
    const claims = commands.flatMap(claimsOf)
    if (rows.length === 0 && claims.length === 0) return
    const all = [...rows.flatMap(({ known }) => known), ...claims.flatMap(knownBy)]
    const known = new Map(all.map(one => [`${one.collection} ${one.value}`, one]))
    await Promise.all([
      db.query(
        `insert into epcis_event (block, tx_index, position, index, event_id, event_type, biz_step, event_time, record_time,
           author, event, hash_id, terms, fields)
         select $1, tx_index, position, index, event_id, event_type, biz_step, event_time, record_time, author, event,
           hash_id, terms, fields
         from jsonb_to_recordset($2::jsonb) as row (tx_index int, position int, index int, event_id text, event_type text,
           biz_step text, event_time timestamptz, record_time timestamptz, author text, event jsonb, hash_id text,
           terms text[], fields jsonb)`,
        [block.number, JSON.stringify(rows.map(({ row }) => row))]
      ),
      db.query(
        `insert into epcis_master (block, tx_index, position, index, author, record_time, vocabulary, id, element, document,
           terms, children)
         select $1, tx_index, position, index, author, record_time, vocabulary, id, element, document, terms, children
         from jsonb_to_recordset($2::jsonb) as row (tx_index int, position int, index int, author text,
           record_time timestamptz, vocabulary text, id text, element jsonb, document text, terms text[], children text[])`,
        [block.number, JSON.stringify(claims)]
      ),
      db.query(
        `insert into epcis_known (collection, value) select * from unnest($1::text[], $2::text[])
         on conflict do nothing`,
        [[...known.values()].map(({ collection }) => collection), [...known.values()].map(({ value }) => value)]
      )
    ])
  }
}
