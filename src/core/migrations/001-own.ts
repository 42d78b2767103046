import type { MigrationBuilder } from 'node-pg-migrate'

/** What only Postgres has: none of it can be made again from the ledger. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    create table core_own.projection (version text not null);

    -- Commands that were acknowledged and are not on the ledger yet, or are and have their outcome in core.command.
    create table core_own.intake (
      id bigint generated always as identity primary key,
      key text not null,
      command_id uuid not null,
      digest text not null,
      organisation text not null,
      role text not null,
      command text not null,
      received_at timestamptz not null default now(),
      -- received, waiting (for its input), submitted, unknown (being resolved), done, fault
      state text not null default 'received',
      wait_until timestamptz,
      waiting_for text[],
      tx_id text,
      attempts int not null default 0,
      problem text,
      unique (key, command_id)
    );
    create index on core_own.intake (organisation, role, id) where state not in ('done', 'fault');

    -- Signed transactions, stored before they are submitted: an unknown outcome is resolved with these very bytes.
    create table core_own.flight (
      tx_id text primary key,
      organisation text not null,
      role text not null,
      bytes bytea not null,
      created_at timestamptz not null default now()
    );

    -- Keys that sign for clients which have none of their own; private keys sealed with a key outside of Postgres.
    create table core_own.signing_key (
      key text primary key,
      party text not null,
      sealed bytea not null,
      sequence bigint not null default 0,
      created_at timestamptz not null default now()
    );
    create unique index on core_own.signing_key (party);

    create table core_own.api_key (
      hash bytea primary key,
      party text not null,
      label text not null,
      created_at timestamptz not null default now(),
      revoked_at timestamptz
    );

    create table core_own.idempotency (
      party text not null,
      idempotency_key text not null,
      body_hash bytea not null,
      key text not null,
      command_id uuid not null,
      created_at timestamptz not null default now(),
      primary key (party, idempotency_key)
    );
  `)
}
