import type pg from 'pg'

/** Some of the ledger's blocks: those that an audit is about, by number. */
export interface Period {
  from?: string | undefined
  to?: string | undefined
}

const numbers = async (pool: pg.Pool, text: string, values: unknown[]): Promise<number[]> =>
  (await pool.query<{ block: number }>(text, values)).rows.map(({ block }) => block)

/** Blocks with commands in a period, by the time that their submitters say. */
const IN_PERIOD = '($1::timestamptz is null or recorded_at >= $1) and ($2::timestamptz is null or recorded_at <= $2)'

/** Blocks in which a word stands in a command, whoever says it and whatever came of it. */
export const blocksNaming = (pool: pg.Pool, word: string, { from, to }: Period): Promise<number[]> =>
  numbers(
    pool,
    `select distinct block from command where ${IN_PERIOD} and position($3 in command) > 0 order by block`,
    [...[from, to, word]]
  )

/** All blocks from the first with a command of the period to the last. */
export const blocksBetween = (pool: pg.Pool, { from, to }: Period): Promise<number[]> =>
  numbers(
    pool,
    `select number as block from block, (select min(block) as first, max(block) as last from command where ${IN_PERIOD}) as bounds
     where number between first and last order by number`,
    [from, to]
  )

/** Blocks in which keys were revoked with which something is said in these: so a word after that is seen to be none. */
export const revocationsFor = (pool: pg.Pool, blocks: readonly number[]): Promise<number[]> =>
  numbers(
    pool,
    `select distinct block from command where module = 'core' and action = 'revokeKey' and status = 'accepted'
     and command::jsonb->'payload'->>'key' in (select key from command where block = any($1))`,
    [blocks]
  )

/** Blocks of the channel's configurations: of what is valid only they have no organisation that submitted them. */
export const configurationBlocks = (pool: pg.Pool, newest: number): Promise<number[]> =>
  numbers(pool, `select block from transaction where organisation = '' and code = 0 and block <= $1 order by block`, [
    newest
  ])

/** How far batches of these blocks are attested: blocks of the checkpoints, and how many have too few endorsers. */
export async function attestingBlocks(
  pool: pg.Pool,
  blocks: readonly number[],
  endorsers: number
): Promise<{ attesting: number[]; pending: number }> {
  const { rows } = await pool.query<{ block: number | null }>(
    `select distinct case when b.endorsers >= $2 then c.block end as block
     from batch b left join checkpoint c on c.tx_id = b.checkpoint where b.block = any($1) order by block`,
    [blocks, endorsers]
  )
  const found = rows.flatMap(({ block }) => block ?? [])
  return { attesting: found, pending: rows.length - found.length }
}

/** Data hashes of all blocks in a row, and the newest's number. */
export async function headersOf(pool: pg.Pool): Promise<{ newest: number; headers: Buffer }> {
  const { rows } = await pool.query<{ newest: number; headers: Buffer }>(
    `select max(number) as newest, string_agg(data_hash, ''::bytea order by number) as headers from block`
  )
  return rows[0]!
}

interface Speaker {
  party: string
  publicKey: string
  custody: 'device' | 'gateway' | 'certificate'
}

/** Keys with which something is said in these blocks, in the order of their ids, and commands whose key nobody knew. */
export async function speakersIn(pool: pg.Pool, blocks: readonly number[]) {
  const registered = pool.query<Speaker>(
    `select party, public_key as "publicKey", custody from registered_key k where exists
       (select from command c where c.key = k.key and c.block = any($1) and (k.block, k.tx_index) <= (c.block, c.tx_index))
     order by key`,
    [blocks]
  )
  const unknown = pool.query<{ transaction: string; position: number }>(
    `select t.tx_id as transaction, c.position from command c join transaction t on (t.block, t.index) = (c.block, c.tx_index)
     where c.block = any($1) and not exists
       (select from registered_key k where k.key = c.key and (k.block, k.tx_index) <= (c.block, c.tx_index))
     order by t.tx_id, c.position`,
    [blocks]
  )
  return { keys: (await registered).rows, unregistered: (await unknown).rows }
}
