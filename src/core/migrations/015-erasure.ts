import type { MigrationBuilder } from 'node-pg-migrate'

/**
 * People may see what is kept of them, and have it erased. What was erased is on record by its id alone, so that no backup
 * brings it back; and the audit log can lose an entry's words without breaking its chain.
 */
export function up(pgm: MigrationBuilder): void {
  const own = (column: string) => `${column}::text = core_own.setting('account')`
  pgm.sql(`
    alter table core_own.account
      add column erasure_asked_at timestamptz,
      -- From then on a pseudonym: its id, under which the audit log and what he made have him.
      add column erased_at timestamptz,
      add check (erased_at is null or (name = '' and password is null and disabled_at is not null));

    alter table core_own.audit_entry
      -- Keeps who has an entry's hash from trying out what its words were. Entries of before have none.
      add column salt text,
      -- Its words and its salt are gone; its hash stays, and the chain with it.
      add column redacted_at timestamptz;
    create policy sees_own on core_own.audit_entry for select to suyuan_people
      using (${own('account')} or subject = core_own.setting('account'));

    create policy sees_own on core_own.enrolment for select to suyuan_people using (${own('account')} or ${own('id')});

    create table core_own.erasure (
      kind text not null,
      id text not null,
      at timestamptz not null default now(),
      primary key (kind, id)
    );
  `)
}
