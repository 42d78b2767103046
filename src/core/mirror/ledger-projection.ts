import { signedText } from '@suyuan/model/core/command'
import { sha256 } from '@suyuan/model/node/crypto'
import type { ClientBase } from 'pg'
import { projectProofs, proofTables } from '../proof/projection.js'
import type { Changes, Projection } from './projection.js'
import { insert, upsert } from './upsert.js'

/** The ledger as such: blocks, transactions with their validation codes, commands with outcomes, the world state. */
export const ledgerProjection: Projection = {
  module: 'core',
  tables: `
    create table block (
      number bigint primary key,
      hash bytea not null,
      previous_hash bytea not null,
      data_hash bytea not null,
      recorded_at timestamptz
    );
    create table transaction (
      block bigint not null,
      index int not null,
      tx_id text not null,
      code smallint not null,
      organisation text not null,
      recorded_at timestamptz not null,
      root text,
      primary key (block, index)
    );
    create index on transaction (tx_id);
    -- Which law was in force from that transaction on, under which of the two definitions.
    create table definition (
      block bigint not null,
      tx_index int not null,
      name text not null,
      version text not null,
      primary key (block, tx_index)
    );
    create table command (
      block bigint not null,
      tx_index int not null,
      position int not null,
      key text not null,
      command_id uuid not null,
      digest text not null,
      module text not null,
      action text not null,
      author text not null,
      recorded_at timestamptz not null,
      status text not null,
      code text,
      facts jsonb,
      command text not null,
      primary key (block, tx_index, position)
    );
    create index on command (key, command_id);
    create index on command (author, block desc, tx_index desc, position desc);
    create index on command (code, block desc) where code is not null;
    -- The steps of matters, which are few beside the trace's events.
    create index on command (module, recorded_at) where module not in ('core', 'trace', 'epcis');
    create table state (
      key text primary key,
      value jsonb not null,
      block bigint not null,
      tx_index int not null
    );
    create index on state (key text_pattern_ops);
    ${proofTables}
  `,

  async project(db, changes) {
    await Promise.all([
      insertBlock(db, changes),
      insertTransactions(db, changes),
      insertDefinitions(db, changes),
      insertCommands(db, changes),
      upsertStates(db, changes),
      projectProofs(db, changes)
    ])
  },

  /** Parties, places, products and what else pages read from the states as such. */
  async subjects(_, differences) {
    return differences.flatMap(({ table, key }) => (table === 'core.state' ? [String(key.key)] : []))
  }
}

async function insertBlock(db: ClientBase, { block }: Changes): Promise<void> {
  const recordedAt = block.transactions.at(-1)?.recordedAt ?? null
  await db.query(`insert into block values ($1, $2, $3, $4, $5)`, [
    block.number,
    block.hash,
    block.previousHash,
    block.dataHash,
    recordedAt
  ])
}

async function insertTransactions(db: ClientBase, { block }: Changes): Promise<void> {
  const rows = block.transactions
  await db.query(
    `insert into transaction (block, index, tx_id, code, organisation, recorded_at, root)
     select $1, * from unnest($2::int[], $3::text[], $4::smallint[], $5::text[], $6::timestamptz[], $7::text[])`,
    [
      block.number,
      rows.map(row => row.index),
      rows.map(row => row.txId),
      rows.map(row => row.code),
      rows.map(row => row.organisation),
      rows.map(row => row.recordedAt),
      rows.map(row => row.batch?.root ?? null)
    ]
  )
}

async function insertDefinitions(db: ClientBase, { block }: Changes): Promise<void> {
  const rows = block.transactions.filter(({ effect }) => effect?.newDefinition)
  if (rows.length === 0) return
  await db.query('insert into definition select $1, * from unnest($2::int[], $3::text[], $4::text[])', [
    block.number,
    rows.map(({ index }) => index),
    rows.map(({ effect }) => effect!.newDefinition!.of),
    rows.map(({ effect }) => effect!.newDefinition!.version)
  ])
}

async function insertCommands(db: ClientBase, { block, commands }: Changes): Promise<void> {
  const columns = {
    ...{ block: 'bigint', tx_index: 'int', position: 'int', key: 'text', command_id: 'uuid', digest: 'text' },
    ...{ module: 'text', action: 'text', author: 'text', recorded_at: 'timestamptz', status: 'text', code: 'text' },
    ...{ facts: 'jsonb', command: 'text of json' }
  }
  const rows = commands.map(({ txIndex, position, recordedAt, command, outcome }) => ({
    block: block.number,
    tx_index: txIndex,
    position,
    key: command.key,
    command_id: command.id,
    digest: sha256(signedText(command)).toString('hex'),
    module: command.module,
    action: command.action,
    author: command.author,
    recorded_at: recordedAt,
    status: outcome.status,
    code: 'code' in outcome ? outcome.code : null,
    facts: 'facts' in outcome ? JSON.stringify(outcome.facts) : null,
    command: JSON.stringify(command)
  }))
  await insert(db, 'command', columns, rows)
}

async function upsertStates(db: ClientBase, { block, states }: Changes): Promise<void> {
  const written = [...states].filter(([, { value }]) => value !== null)
  const deleted = [...states].filter(([, { value }]) => value === null).map(([key]) => key)
  const columns = { key: 'text', value: 'jsonb', block: 'bigint', tx_index: 'int' }
  const rows = written.map(([key, { value, txIndex }]) => ({
    key,
    value: JSON.stringify(value),
    block: block.number,
    tx_index: txIndex
  }))
  await Promise.all([
    deleted.length > 0 && db.query('delete from state where key = any($1)', [deleted]),
    upsert(db, 'state', ['key'], columns, rows)
  ])
}
