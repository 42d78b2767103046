import type pg from 'pg'
import { blocksNaming } from '../../../core/proof/audit-blocks.js'
import { history } from '../../../modules/trace/queries/history.js'

export interface BlockRow {
  number: number
  hash: string
  previousHash: string
  dataHash: string
  recordedAt: Date | null
  transactions: number
  invalid: number
  commands: number
}

const BLOCK = `
  b.number, encode(b.hash, 'hex') as hash, encode(b.previous_hash, 'hex') as "previousHash",
  encode(b.data_hash, 'hex') as "dataHash", b.recorded_at as "recordedAt",
  (select count(*) from core.transaction t where t.block = b.number) as transactions,
  (select count(*) from core.transaction t where t.block = b.number and t.code <> 0) as invalid,
  (select count(*) from core.command c where c.block = b.number) as commands`

/** Blocks before a number, the newest first. */
export async function blocks(pool: pg.Pool, before: number | null, most: number): Promise<BlockRow[]> {
  const { rows } = await pool.query<BlockRow>(
    `select ${BLOCK} from core.block b where $1::bigint is null or b.number < $1 order by b.number desc limit $2`,
    [before, most]
  )
  return rows
}

export async function blockRow(pool: pg.Pool, number: number): Promise<BlockRow | null> {
  return (await pool.query<BlockRow>(`select ${BLOCK} from core.block b where b.number = $1`, [number])).rows[0] ?? null
}

export interface TransactionRow {
  block: number
  index: number
  txId: string
  code: number
  organisation: string
  recordedAt: Date
  root: string | null
  checkpoint: string | null
  endorsers: number
}

const TRANSACTION = `
  select t.block, t.index, t.tx_id as "txId", t.code, t.organisation, t.recorded_at as "recordedAt", t.root,
    b.checkpoint, coalesce(b.endorsers, 0) as endorsers
  from core.transaction t left join core.batch b on (b.block, b.tx_index) = (t.block, t.index)`

export async function transactionsIn(pool: pg.Pool, block: number): Promise<TransactionRow[]> {
  return (await pool.query<TransactionRow>(`${TRANSACTION} where t.block = $1 order by t.index`, [block])).rows
}

/** Transactions of an id: an id that was ordered twice is there twice, once invalid. */
export async function transactionsOf(pool: pg.Pool, txId: string): Promise<TransactionRow[]> {
  return (await pool.query<TransactionRow>(`${TRANSACTION} where t.tx_id = $1 order by t.block, t.index`, [txId])).rows
}

export interface CommandRow {
  position: number
  key: string
  id: string
  digest: string
  module: string
  action: string
  author: string
  authorName: { zh: string; en: string } | null
  custody: string | null
  recordedAt: Date
  status: string
  code: string | null
  facts: unknown
  command: string
  block: number
  txId: string
}

const COMMAND = `
  select c.position, c.key, c.command_id as id, c.digest, c.module, c.action, c.author, p.value -> 'name' as "authorName",
    k.value ->> 'custody' as custody, c.recorded_at as "recordedAt", c.status, c.code, c.facts, c.command, c.block,
    t.tx_id as "txId"
  from core.command c join core.transaction t on (t.block, t.index) = (c.block, c.tx_index)
    left join core.state p on p.key = 'core/party/' || c.author
    left join core.state k on k.key = 'core/key/' || c.key`

export async function commandsIn(pool: pg.Pool, block: number, index: number): Promise<CommandRow[]> {
  const text = `${COMMAND} where c.block = $1 and c.tx_index = $2 order by c.position`
  return (await pool.query<CommandRow>(text, [block, index])).rows
}

/** All that the ledger has heard of a command: its one outcome, and repetitions. */
export async function commandsOf(pool: pg.Pool, key: string, id: string): Promise<CommandRow[]> {
  const text = `${COMMAND} where c.key = $1 and c.command_id = $2 order by c.block, c.tx_index, c.position`
  return (await pool.query<CommandRow>(text, [key, id])).rows
}

export interface StateRow {
  key: string
  value: unknown
  block: number
}

/** States whose keys begin so, in their order. */
export async function statesLike(pool: pg.Pool, prefix: string, most: number): Promise<StateRow[]> {
  const pattern = `${prefix.replace(/[\\%_]/g, character => `\\${character}`)}%`
  const { rows } = await pool.query<StateRow>(
    'select key, value, block from core.state where key like $1 order by key limit $2',
    [pattern, most]
  )
  return rows
}

export async function stateRow(pool: pg.Pool, key: string): Promise<StateRow | null> {
  return (await pool.query<StateRow>('select key, value, block from core.state where key = $1', [key])).rows[0] ?? null
}

/** Blocks in which a state may have been written, the newest first: of goods those that tell of them, else those that name it. */
export async function blocksOfState(pool: pg.Pool, { key, block }: StateRow, most: number): Promise<number[]> {
  const [module, kind, ...parts] = key.split('/').map(decodeURIComponent)
  const [gtin, lot] = parts
  const found =
    module === 'trace' && (kind === 'lot' || kind === 'stock')
      ? (await history(pool, { gtin, lot }, 5000)).map(event => event.block)
      : await blocksNaming(pool, parts.at(-1) ?? '', {})
  return [...new Set([block, ...found])].sort((one, other) => other - one).slice(0, most)
}

export interface DifferenceRow {
  table: string
  key: Record<string, unknown>
  mirror: unknown
  ledger: unknown
  foundAt: Date
}

export async function differences(pool: pg.Pool): Promise<DifferenceRow[]> {
  const { rows } = await pool.query<DifferenceRow>(
    `select table_name as table, key, mirror, ledger, found_at as "foundAt" from core_own.difference
     order by found_at desc, table_name limit 500`
  )
  return rows
}

export interface ObjectionRow {
  txId: string
  block: number
  organisation: string
  endorsers: string[]
  differences: unknown
  total: number
  foundAt: Date
}

export async function objectionsKnown(pool: pg.Pool): Promise<ObjectionRow[]> {
  const { rows } = await pool.query<ObjectionRow>(
    `select tx_id as "txId", block, organisation, endorsers, differences, total, found_at as "foundAt"
     from core_own.objection order by block desc, tx_id limit 500`
  )
  return rows
}
