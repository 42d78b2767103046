import type { MigrationBuilder } from 'node-pg-migrate'

/** Queries that parties have named, and who is told of their results. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    create table core_own.epcis_query (
      party text not null,
      name text not null,
      query jsonb not null,
      -- What prefixes stand for in names of its parameters.
      namespaces jsonb not null,
      created_at timestamptz not null default now(),
      primary key (party, name)
    );

    create table core_own.epcis_subscription (
      id uuid primary key default gen_random_uuid(),
      party text not null,
      query_name text not null,
      dest text not null,
      -- The client's secret, by which what is sent is signed; sealed.
      signature_token bytea,
      -- By the clock, or else at once whenever something matches.
      schedule jsonb,
      report_if_empty boolean not null,
      epc_format text not null,
      initial_record_time timestamptz,
      created_at timestamptz not null default now(),
      last_notified_at timestamptz,
      -- Up to where on the ledger its results were delivered.
      spot jsonb not null,
      next_at timestamptz not null,
      failures int not null default 0,
      leased_until timestamptz not null default '-infinity',
      foreign key (party, query_name) references core_own.epcis_query on delete cascade
    );
    create index on core_own.epcis_subscription (party, query_name, created_at);
    create index on core_own.epcis_subscription (next_at);
  `)
}
