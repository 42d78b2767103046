import type { MigrationBuilder } from 'node-pg-migrate'

/** What surrounds a recall and an inspection on the ledger: who was told and said so, how it ended, drills, officers. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    -- One a party: who is told twice does not know which to answer.
    create table core_own.recall_notice (
      recall text not null,
      party text not null,
      noticed_at timestamptz not null default now(),
      acknowledged_at timestamptz,
      account text,
      words text,
      primary key (recall, party)
    );
    create index on core_own.recall_notice (party, noticed_at desc);

    create table core_own.recall_closing (
      recall text primary key,
      closed_at timestamptz not null default now(),
      account text not null,
      party text not null,
      words text not null,
      -- What had become of the goods by then.
      counts jsonb not null
    );

    -- Drills change nothing on the ledger: what would have been recalled, where it was, how long it took to know.
    create table core_own.recall_drill (
      number text primary key,
      held_at timestamptz not null default now(),
      account text not null,
      party text not null,
      origin text not null,
      class text not null,
      milliseconds int not null,
      lots jsonb not null,
      counts jsonb not null,
      parties text[] not null
    );

    -- What an inspection's event says only by a digest: certificates name people.
    create table core_own.inspection (
      id uuid primary key,
      account text not null,
      party text not null,
      made_at timestamptz not null default now(),
      officers text[] not null,
      place text not null,
      about jsonb not null,
      conformant boolean not null,
      words text not null,
      photo bytea,
      salt bytea not null,
      digest text not null,
      key text,
      command_id uuid
    );
    create index on core_own.inspection (party, made_at desc);
  `)
}
