import type { MigrationBuilder } from 'node-pg-migrate'

/** What is known of the mirror not being the ledger's, for all gateways; and when it was last checked from block 0. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    create table core_own.difference (
      table_name text not null,
      key jsonb not null,
      mirror jsonb,
      ledger jsonb,
      found_at timestamptz not null default now(),
      primary key (table_name, key)
    );
    -- States whose pages show such rows, by key; '*' is every page.
    create table core_own.doubt (subject text primary key);
    create table core_own.reconciliation (single boolean primary key default true check (single), anew_at timestamptz not null);
    insert into core_own.reconciliation (anew_at) values (now());
  `)
}
