import type { MigrationBuilder } from 'node-pg-migrate'

/** Transactions that are not what the law makes of them; and of how many it is known, of how many another law's it is not. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    create table core_own.objection (
      tx_id text primary key,
      block bigint not null,
      organisation text not null,
      endorsers text[] not null,
      differences jsonb not null,
      total int not null,
      found_at timestamptz not null default now()
    );
    -- States whose pages show what such a transaction did, by key.
    create table core_own.objection_subject (
      tx_id text not null references core_own.objection on delete cascade,
      subject text not null,
      primary key (tx_id, subject)
    );
    alter table core_own.reconciliation add judged bigint not null default 0, add unjudged bigint not null default 0;
  `)
}
