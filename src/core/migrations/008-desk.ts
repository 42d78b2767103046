import type { MigrationBuilder } from 'node-pg-migrate'

/** What phones say of their entries beside the ledger: who logged them, by which clock, with which photos. A party's own. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    create table core_own.desk_note (
      key text not null,
      command uuid not null,
      party text not null,
      -- As colleagues call him; null where one phone is one clerk's.
      clerk text,
      -- Seconds by which the phone's clock was ahead when it sent the entry; null where it was right.
      skew_seconds int,
      logged_at timestamptz not null,
      -- SHA-256 of each photo, under the key's signature.
      photos text[] not null,
      signature text not null,
      noted_at timestamptz not null default now(),
      primary key (key, command)
    );
    create table core_own.desk_photo (
      key text not null,
      command uuid not null,
      party text not null,
      sha256 text not null,
      bytes bytea not null,
      primary key (key, command, sha256),
      foreign key (key, command) references core_own.desk_note on delete cascade
    );
    grant select, insert on core_own.desk_note, core_own.desk_photo to suyuan_people;
  `)
  for (const table of ['desk_note', 'desk_photo'])
    pgm.sql(`
      alter table core_own.${table} enable row level security, force row level security;
      create policy keeper on core_own.${table}
        using (core_own.setting('scope') = 'everything') with check (core_own.setting('scope') = 'everything');
      create policy sees on core_own.${table} for select to suyuan_people using (party = core_own.setting('party'));
      create policy adds on core_own.${table} for insert to suyuan_people
        with check (party = core_own.setting('party'));
    `)
}
