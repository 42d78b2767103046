import type { KeyRecord } from '@suyuan/model/core/records'
import type { ClientBase } from 'pg'
import { type Changes, statesOf } from '../mirror/projection.js'

/** What proofs are made of, beside blocks and commands. */
export const proofTables = `
  create table batch (
    tx_id text primary key,
    block bigint not null,
    tx_index int not null,
    root text not null,
    count int not null,
    -- Under which of the two it was judged, and is attested.
    definition text not null,
    -- Of the checkpoints that cover it the one that most organisations of block 0 endorsed.
    checkpoint text,
    endorsers int not null default 0
  );
  create index on batch (definition, endorsers, block, tx_index);
  create index on batch (block, tx_index);
  -- Organisations of block 0, on whose endorsements proofs rest: those of others say nothing to a verifier.
  create table founder (msp_id text primary key);
  create table checkpoint (
    tx_id text primary key,
    block bigint not null,
    tx_index int not null,
    root text not null,
    batches text[] not null,
    -- What the peers signed, and their signatures.
    payload bytea not null,
    endorsers text[] not null,
    identities bytea[] not null,
    signatures bytea[] not null
  );
  -- Since when a key is registered; what its record says of it never changes.
  create table registered_key (
    key text primary key,
    party text not null,
    public_key text not null,
    custody text not null,
    block bigint not null,
    tx_index int not null
  );
`

export async function projectProofs(db: ClientBase, changes: Changes): Promise<void> {
  await Promise.all([
    insertFounders(db, changes),
    insertBatches(db, changes),
    insertKeys(db, changes),
    insertCheckpoints(db, changes)
  ])
}

async function insertFounders(db: ClientBase, { block: { founders } }: Changes): Promise<void> {
  if (founders.length > 0) await db.query('insert into founder select unnest($1::text[])', [founders])
}

async function insertBatches(db: ClientBase, { block }: Changes): Promise<void> {
  const rows = block.transactions.filter(({ batch }) => batch)
  if (rows.length === 0) return
  await db.query(
    `insert into batch (block, tx_id, tx_index, root, count, definition)
     select $1, * from unnest($2::text[], $3::int[], $4::text[], $5::int[], $6::text[])`,
    [
      block.number,
      rows.map(({ txId }) => txId),
      rows.map(({ index }) => index),
      rows.map(({ batch }) => batch!.root),
      rows.map(({ batch }) => batch!.commands.length),
      rows.map(({ batch }) => batch!.definition)
    ]
  )
}

/** The transaction of a block that wrote a key last stands for the first: no key is registered and changed in one block. */
async function insertKeys(db: ClientBase, changes: Changes): Promise<void> {
  const rows = statesOf<KeyRecord>(changes, 'core/key')
  if (rows.length === 0) return
  await db.query(
    `insert into registered_key (block, key, party, public_key, custody, tx_index)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[]) on conflict do nothing`,
    [
      changes.block.number,
      rows.map(({ parts }) => parts[0]),
      rows.map(({ value }) => value!.party),
      rows.map(({ value }) => value!.publicKey),
      rows.map(({ value }) => value!.custody),
      rows.map(({ parts }) => changes.states.get(`core/key/${parts[0]}`)!.txIndex)
    ]
  )
}

async function insertCheckpoints(db: ClientBase, { block }: Changes): Promise<void> {
  const statements = block.transactions.flatMap(({ txId, index, checkpoint }) => {
    if (!checkpoint) return []
    const { definition, root, batches, payload, endorsements } = checkpoint
    const endorsers = endorsements.map(({ mspId }) => mspId)
    const identities = endorsements.map(({ endorser }) => endorser)
    const signatures = endorsements.map(({ signature }) => signature)
    return [
      db.query('insert into checkpoint values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
        ...[txId, block.number, index, root, batches, payload],
        ...[endorsers, identities, signatures]
      ]),
      db.query(
        `update batch set checkpoint = $1, endorsers = counted.endorsers
         from (select count(*)::int as endorsers from founder where msp_id = any($2)) as counted
         where tx_id = any($3) and definition = $4 and batch.endorsers < counted.endorsers`,
        [txId, endorsers, batches, definition]
      )
    ]
  })
  await Promise.all(statements)
}
