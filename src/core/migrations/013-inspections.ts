import type { MigrationBuilder } from 'node-pg-migrate'

/** Inspections are signed after they are written down; authorities ask one another about what lies in the other's region. */
export function up(pgm: MigrationBuilder): void {
  pgm.sql(`
    -- What is signed, as it was when the record was made; null for records of before, which were signed at once.
    alter table core_own.inspection add column events jsonb;
    -- Null: goods are held, and nothing is said of them yet.
    alter table core_own.inspection alter column conformant drop not null;
  `)
  pgm.sql(`
    -- A request of one authority to another (协查). Both see it, nobody else does.
    create table core_own.assistance (
      id uuid primary key,
      asked_at timestamptz not null default now(),
      -- Who asks, and whom.
      party text not null,
      account text not null,
      office text not null,
      -- What it is about, as the search finds it.
      kind text not null,
      thing text not null,
      reason text not null,
      due date not null,
      answered_at timestamptz,
      answered_by text,
      answer text,
      closed_at timestamptz,
      closed_by text,
      check (party <> office),
      check ((answered_at is null) = (answer is null))
    );
    create index on core_own.assistance (party, asked_at desc);
    create index on core_own.assistance (office, asked_at desc);
    grant select, insert, update on core_own.assistance to suyuan_people;
    alter table core_own.assistance enable row level security, force row level security;
    create policy keeper on core_own.assistance
      using (core_own.setting('scope') = 'everything') with check (core_own.setting('scope') = 'everything');
    create policy sees on core_own.assistance for select to suyuan_people
      using (core_own.setting('party') in (party, office));
    create policy adds on core_own.assistance for insert to suyuan_people
      with check (party = core_own.setting('party'));
    create policy changes on core_own.assistance for update to suyuan_people
      using (core_own.setting('party') in (party, office)) with check (core_own.setting('party') in (party, office));
  `)
}
