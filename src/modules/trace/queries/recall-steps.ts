import type { RecallDrill } from '@suyuan/model/trace/states'
import type pg from 'pg'

/** That a party was told of a recall, and what it answered. */
export interface Notice {
  recall: string
  party: string
  noticedAt: Date
  noticedBy: string
  acknowledgedAt: Date | null
  words: string | null
}

const NOTICE = `recall, party, noticed_at as "noticedAt", noticed_by as "noticedBy", acknowledged_at as "acknowledgedAt",
  words`

/** Who was told of a recall; those first who have not answered. */
export async function noticesOf(pool: pg.Pool, recall: string): Promise<Notice[]> {
  const { rows } = await pool.query<Notice>(
    `select ${NOTICE} from trace.recall_notice where recall = $1 order by acknowledged_at is not null, party`,
    [recall]
  )
  return rows
}

/** What a party was told, the newest first. */
export async function noticesTo(pool: pg.Pool, party: string): Promise<Notice[]> {
  const { rows } = await pool.query<Notice>(
    `select ${NOTICE} from trace.recall_notice where party = $1 order by noticed_at desc, recall limit 200`,
    [party]
  )
  return rows
}

/** A recall of which a party was told and has not said that it heard. */
export interface Unheard {
  number: string
  class: 'I' | 'II' | 'III'
  reason: string
}

export async function unheardBy(pool: pg.Pool, party: string): Promise<Unheard[]> {
  const { rows } = await pool.query<Unheard>(
    `select r.number, r.class, r.reason from trace.recall_notice n join trace.recall r on r.number = n.recall
     where n.party = $1 and n.acknowledged_at is null order by n.noticed_at desc, r.number limit 50`,
    [party]
  )
  return rows
}

export interface Drill extends Omit<RecallDrill, 'at' | 'by'> {
  number: string
  heldAt: Date
  author: string
}

const DRILL = `number, held_at as "heldAt", author, class, origin, lots, parties, milliseconds`

export async function drillOf(pool: pg.Pool, number: string): Promise<Drill | null> {
  const { rows } = await pool.query<Drill>(`select ${DRILL} from trace.recall_drill where number = $1`, [number])
  return rows[0] ?? null
}

/** The drills of a party, or all; the newest first. */
export async function drills(pool: pg.Pool, party: string | null): Promise<Drill[]> {
  const { rows } = await pool.query<Drill>(
    `select ${DRILL} from trace.recall_drill where $1::text is null or author = $1 order by held_at desc, number limit 50`,
    [party]
  )
  return rows
}

/** A command about a recall: that opened or supplemented it, told, answered or ended it. */
export interface Step {
  step: 'capture' | 'noticeRecall' | 'acknowledgeRecall' | 'closeRecall'
  author: string
  key: string
  id: string
  recordedAt: Date
  block: number
}

/** Everything that was done about a recall, in the order of the ledger. */
const STEPS = `
  select step, author, key, command_id as id, recorded_at as "recordedAt", block from (
    select distinct 'capture' as step, author, key, command_id, recorded_at, block, tx_index, position from trace.event
    where kind = 'recalling' and summary -> 'recall' ->> 'number' = $1
    union all
    select step, author, key, command_id, recorded_at, block, tx_index, position from trace.recall_step
    where recall = $1 and step <> 'drillRecall') s
  order by block, tx_index, position limit 1000`

export async function stepsOf(pool: pg.Pool, recall: string): Promise<Step[]> {
  return (await pool.query<Step>(STEPS, [recall])).rows
}
