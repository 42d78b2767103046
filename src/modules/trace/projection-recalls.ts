import type { RecallStep } from '@suyuan/model/trace/recall-steps'
import type { Recall, RecallDrill, RecallNotice } from '@suyuan/model/trace/states'
import type { ClientBase } from 'pg'
import type { Changes, RecordedCommand } from '../../core/mirror/projection.js'
import { upsert } from '../../core/mirror/upsert.js'
import { json, present } from './projection-states.js'

/** Recalls and drills, who was told and what he answered, and by which commands. */
export async function projectRecalls(db: ClientBase, changes: Changes): Promise<void> {
  await Promise.all([
    projectRecallStates(db, changes),
    projectNotices(db, changes),
    projectDrills(db, changes),
    projectSteps(db, changes)
  ])
}

async function projectRecallStates(db: ClientBase, changes: Changes): Promise<void> {
  const columns = {
    number: 'text',
    class: 'text',
    reason: 'text',
    known_at: 'timestamptz',
    author: 'text',
    lots: 'int',
    closing: 'jsonb'
  }
  const rows = present<Recall>(changes, 'trace/recall').map(({ parts: [number], state }) => ({
    number,
    class: state.class,
    reason: state.reason,
    known_at: state.knownAt,
    author: state.by,
    lots: state.lots,
    closing: json(state.closed)
  }))
  await upsert(db, 'recall', ['number'], columns, rows)
}

async function projectNotices(db: ClientBase, changes: Changes): Promise<void> {
  const columns = {
    recall: 'text',
    party: 'text',
    noticed_at: 'timestamptz',
    noticed_by: 'text',
    acknowledged_at: 'timestamptz',
    words: 'text'
  }
  const rows = present<RecallNotice>(changes, 'trace/notice').map(({ parts: [recall, party], state }) => ({
    recall,
    party,
    noticed_at: state.at,
    noticed_by: state.by,
    acknowledged_at: state.acknowledged?.at ?? null,
    words: state.acknowledged?.words ?? null
  }))
  await upsert(db, 'recall_notice', ['recall', 'party'], columns, rows)
}

async function projectDrills(db: ClientBase, changes: Changes): Promise<void> {
  const columns = {
    number: 'text',
    held_at: 'timestamptz',
    author: 'text',
    class: 'text',
    origin: 'jsonb',
    lots: 'int',
    parties: 'int',
    milliseconds: 'int'
  }
  const rows = present<RecallDrill>(changes, 'trace/drill').map(({ parts: [number], state }) => ({
    number,
    held_at: state.at,
    author: state.by,
    class: state.class,
    origin: json(state.origin),
    lots: state.lots,
    parties: state.parties,
    milliseconds: state.milliseconds
  }))
  await upsert(db, 'recall_drill', ['number'], columns, rows)
}

const STEPS: ReadonlySet<string> = new Set<RecallStep>([
  'noticeRecall',
  'acknowledgeRecall',
  'closeRecall',
  'drillRecall'
])
const isStep = ({ command, outcome }: RecordedCommand) =>
  command.module === 'trace' && STEPS.has(command.action) && outcome.status === 'accepted'

async function projectSteps(db: ClientBase, { block, commands }: Changes): Promise<void> {
  const rows = commands.filter(isStep)
  if (rows.length === 0) return
  await db.query(
    `insert into recall_step (block, tx_index, position, recall, step, author, key, command_id, recorded_at)
     select $1, * from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[],
       $9::timestamptz[])`,
    [
      block.number,
      rows.map(({ txIndex }) => txIndex),
      rows.map(({ position }) => position),
      rows.map(({ command }) => command.payload.number),
      rows.map(({ command }) => command.action),
      rows.map(({ command }) => command.author),
      rows.map(({ command }) => command.key),
      rows.map(({ command }) => command.id),
      rows.map(({ recordedAt }) => recordedAt)
    ]
  )
}
